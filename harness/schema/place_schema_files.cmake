# A script (cmake -P) that schema_files.cmake runs at build time. It looks before it writes: a failure leaves what stood.
#
#   SOURCE   folder of package.json and package-lock.json
#   WORK     folder to run npm in; the source tree stays clean
#   SHARE    where schema/duis-5.1 and samples go
#   STAMP    touched when all is in place
#   MODULES  a node_modules folder to use instead of npm, or empty
cmake_minimum_required(VERSION 3.25)

set(PACKAGES @smartdcc/duis-sign-wrap @smartdcc/duis-templates)
set(TEST_PACKAGES @smartdcc/duis-parser) # what only tests look at
set(SCHEMA_FILES "DUIS Schema V5.1.xsd" "MMC Schema V5.1.xsd" xmldsig-core-schema.xsd XMLSchema.dtd datatypes.dtd)

# Stops the build, telling where the schema comes from and how to do without a network.
function(give_up what)
  list(JOIN PACKAGES " and " packages)
  message(FATAL_ERROR "${what}\nThe DUIS schema comes from the npm packages ${packages}, which the project does not "
                      "ship. Build where npm reaches its registry, or configure with "
                      "-DHALLMARK_NPM_MODULES=DIR, a node_modules folder that holds them.")
endfunction()

# Fills WORK/node_modules as the lock says.
function(install_packages)
  find_program(NPM npm)
  if(NOT NPM)
    give_up("npm is missing.")
  endif()
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${WORK})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${WORK}
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    give_up("npm ci failed (${result}):\n${output}")
  endif()
endfunction()

# Stops unless a package stands in the folder in the version that the lock pins.
function(require_pinned modules package)
  if(NOT EXISTS ${modules}/${package}/package.json)
    give_up("${modules} has no ${package}.")
  endif()
  file(READ ${SOURCE}/package-lock.json lock)
  file(READ ${modules}/${package}/package.json found)
  string(JSON wanted GET "${lock}" packages node_modules/${package} version)
  string(JSON version GET "${found}" version)
  if(NOT version STREQUAL wanted)
    give_up("${modules}/${package} is version ${version}; the lock pins ${wanted}.")
  endif()
endfunction()

# Unpacks the schema (a jar is a zip) and leaves the paths of its files in the parent's `schema_paths`.
function(unpack_schema modules)
  set(jar ${modules}/@smartdcc/duis-sign-wrap/dist/tool.jar)
  if(NOT EXISTS ${jar})
    give_up("${jar} is missing.")
  endif()
  file(REMOVE_RECURSE ${WORK}/tool)
  file(MAKE_DIRECTORY ${WORK}/tool)
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar xf ${jar} -- ${SCHEMA_FILES} WORKING_DIRECTORY ${WORK}/tool
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(paths)
  foreach(file IN LISTS SCHEMA_FILES)
    if(NOT result EQUAL 0 OR NOT EXISTS "${WORK}/tool/${file}")
      give_up("${jar} does not yield '${file}'.\n${output}")
    endif()
    list(APPEND paths "${WORK}/tool/${file}")
  endforeach()
  set(schema_paths ${paths} PARENT_SCOPE)
endfunction()

set(modules "${MODULES}")
if(NOT modules)
  install_packages()
  set(modules ${WORK}/node_modules)
endif()
foreach(package IN LISTS PACKAGES TEST_PACKAGES)
  require_pinned(${modules} ${package})
endforeach()
unpack_schema(${modules})
file(GLOB samples ${modules}/@smartdcc/duis-templates/templates/*.XML)
if(NOT samples)
  give_up("${modules}/@smartdcc/duis-templates has no sample requests.")
endif()

file(REMOVE_RECURSE ${SHARE}/schema/duis-5.1 ${SHARE}/samples)
file(COPY ${schema_paths} DESTINATION ${SHARE}/schema/duis-5.1)
file(COPY ${samples} DESTINATION ${SHARE}/samples)
file(TOUCH "${SHARE}/schema/duis-5.1/DUIS Schema V5.1.xsd" ${STAMP})
