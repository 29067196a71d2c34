# The DUIS schema and its sample requests are not ours to ship: the build takes them from the npm packages that
# package-lock.json pins and places them in the build tree, anew only when the lock (or the folder given) changes.
#
#   ${HALLMARK_SHARE}/schema/duis-5.1/  the schema and what it imports
#   ${HALLMARK_SHARE}/samples/          the sample requests
#   HALLMARK_MODULES                    the node_modules folder with the packages, also those that only tests look at
#
# Whatever reads one of these while building depends on the target hallmark_schema_files.
set(HALLMARK_NPM_MODULES "" CACHE PATH "A node_modules folder to take the DUIS schema from instead of running npm")

set(_modules ${CMAKE_BINARY_DIR}/npm/node_modules)
if(HALLMARK_NPM_MODULES)
  set(_modules ${HALLMARK_NPM_MODULES})
endif()
set(HALLMARK_MODULES ${_modules} CACHE INTERNAL "Where the npm packages are")

set(_schema_inputs ${PROJECT_SOURCE_DIR}/package.json ${PROJECT_SOURCE_DIR}/package-lock.json
                   ${CMAKE_CURRENT_LIST_DIR}/place_schema_files.cmake)
set(_schema_stamp ${CMAKE_BINARY_DIR}/npm/placed.stamp)

# Placed afresh when the folder they come from becomes another one, which no file's age tells.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/npm/modules.txt CONTENT "@HALLMARK_NPM_MODULES@\n" @ONLY)

add_custom_command(
  OUTPUT ${_schema_stamp} "${HALLMARK_SHARE}/schema/duis-5.1/DUIS Schema V5.1.xsd"
  COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR} -D WORK=${CMAKE_BINARY_DIR}/npm -D SHARE=${HALLMARK_SHARE}
          -D STAMP=${_schema_stamp} -D "MODULES=${HALLMARK_NPM_MODULES}"
          -P ${CMAKE_CURRENT_LIST_DIR}/place_schema_files.cmake
  DEPENDS ${_schema_inputs} ${CMAKE_BINARY_DIR}/npm/modules.txt
  COMMENT "Placing the DUIS schema and the sample requests"
  VERBATIM)
add_custom_target(hallmark_schema_files ALL DEPENDS ${_schema_stamp})
