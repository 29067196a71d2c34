# How fast: a program that prints all figures of one run side by side. Never a test: a shared machine is noisy.
# It stands with the schema that it measures, and is built here, after the generator that it measures too.
find_package(benchmark QUIET)
if(HALLMARK_TESTS AND benchmark_FOUND)
  set(_benchmark ${CMAKE_SOURCE_DIR}/harness/schema/benchmark)
  add_executable(schema_benchmark
    ${_benchmark}/benchmark_main.cpp
    ${_benchmark}/benchmark_documents.cpp
    ${_benchmark}/generation_benchmark.cpp
    ${_benchmark}/signature_benchmark.cpp
    ${_benchmark}/validation_benchmark.cpp)
  target_link_libraries(schema_benchmark PRIVATE hallmark_options hallmark_generator hallmark_xmlsec pugixml::pugixml
                                                 benchmark::benchmark)
  target_compile_definitions(schema_benchmark PRIVATE HALLMARK_SHARE_DIR="${HALLMARK_SHARE}")
  add_dependencies(schema_benchmark hallmark_test_keys)
endif()
