# What signing needs while building: xmlsec with its OpenSSL back end, and key pairs for tests.
#
#   hallmark_xmlsec           to link with; private to this room
#   ${HALLMARK_SHARE}/keys/   test-user and test-device, each NAME.key.pem and NAME.pem; made where missing
#   HALLMARK_SIGNING_TOOL     the Java signing tool of the npm package, with which tests compare
find_program(XMLSEC_CONFIG xmlsec1-config)
find_library(XMLSEC_LIBRARY xmlsec1)
find_library(XMLSEC_OPENSSL_LIBRARY xmlsec1-openssl)
if(NOT XMLSEC_CONFIG OR NOT XMLSEC_LIBRARY OR NOT XMLSEC_OPENSSL_LIBRARY)
  message(FATAL_ERROR "xmlsec with OpenSSL is missing: run .ci/install certify, or install libxmlsec1-dev")
endif()

# Its headers lay out their structures after definitions that only this program knows.
execute_process(COMMAND ${XMLSEC_CONFIG} --cflags --crypto=openssl OUTPUT_VARIABLE _flags COMMAND_ERROR_IS_FATAL ANY
                OUTPUT_STRIP_TRAILING_WHITESPACE)
separate_arguments(_flags UNIX_COMMAND "${_flags}")
set(_folders ${_flags})
list(FILTER _folders INCLUDE REGEX "^-I")
list(TRANSFORM _folders REPLACE "^-I" "")
set(_definitions ${_flags})
list(FILTER _definitions INCLUDE REGEX "^-D")
list(TRANSFORM _definitions REPLACE "^-D" "")

add_library(hallmark_xmlsec INTERFACE)
target_include_directories(hallmark_xmlsec SYSTEM INTERFACE ${_folders})
target_compile_definitions(hallmark_xmlsec INTERFACE ${_definitions})
target_link_libraries(hallmark_xmlsec INTERFACE ${XMLSEC_OPENSSL_LIBRARY} ${XMLSEC_LIBRARY} LibXml2::LibXml2
                                                OpenSSL::Crypto)

target_sources(hallmark_schema PRIVATE signing_keys.cpp signature.cpp signature_tree.cpp read_signature.cpp)
target_link_libraries(hallmark_schema PRIVATE hallmark_xmlsec)

add_executable(make_test_keys make_test_keys.cpp)
target_link_libraries(make_test_keys PRIVATE hallmark_options OpenSSL::Crypto)

# No DEPENDS on the program: a pair that is there stays, whatever becomes of its maker.
set(_keys ${HALLMARK_SHARE}/keys/test-user.key.pem ${HALLMARK_SHARE}/keys/test-user.pem
          ${HALLMARK_SHARE}/keys/test-device.key.pem ${HALLMARK_SHARE}/keys/test-device.pem)
add_custom_command(OUTPUT ${_keys} COMMAND make_test_keys ${HALLMARK_SHARE}/keys
                   COMMENT "Making key pairs for tests" VERBATIM)
add_custom_target(hallmark_test_keys ALL DEPENDS ${_keys})

set(HALLMARK_SIGNING_TOOL ${HALLMARK_MODULES}/@smartdcc/duis-sign-wrap/dist/tool.jar)

hallmark_test(signature
  SOURCES signing_keys_test.cpp signature_test.cpp refused_signature_test.cpp signing_tool_test.cpp
  LINK hallmark_schema OpenSSL::Crypto)
add_dependencies(signature_test hallmark_test_keys)
target_compile_definitions(signature_test PRIVATE HALLMARK_SIGNING_TOOL="${HALLMARK_SIGNING_TOOL}")
