# Valid documents from a schema's model, read back, and made to depart from it.
target_sources(hallmark_generator PRIVATE
  blueprint.cpp
  decoder.cpp
  deviator.cpp
  document.cpp
  document_reach.cpp
  document_walk.cpp
  encoder.cpp
  form_deviations.cpp
  least_request.cpp
  name_deviations.cpp
  number_deviations.cpp
  number_line.cpp
  part_view.cpp
  pattern.cpp
  pattern_reader.cpp
  request_grammar.cpp
  schema_deviations.cpp
  schema_reach.cpp
  semantic.cpp
  source_places.cpp
  structure_deviations.cpp
  value_deviations.cpp
  value_space.cpp
  value_text.cpp)

target_sources(generator_test PRIVATE decoded_test.cpp schema_reach_test.cpp document_reach_test.cpp document_test.cpp least_request_test.cpp two_ways_test.cpp
                                      own_schema_deviations_test.cpp pattern_test.cpp
                                      schema_deviations_test.cpp value_space_test.cpp)

# Interoperation with the DUIS parser of the npm package, which parser_of_duis.cjs runs.
target_sources(generator_test PRIVATE parser_of_duis_test.cpp)
target_compile_definitions(generator_test PRIVATE HALLMARK_DUIS_PARSER="${HALLMARK_MODULES}/@smartdcc/duis-parser")

hallmark_test(document_memory SOURCES document_memory_test.cpp LINK hallmark_generator)

hallmark_alone(number_deviations.cpp number_line.cpp value_text.cpp schema_reach_test.cpp document_reach_test.cpp
               document_test.cpp own_schema_deviations_test.cpp schema_deviations_test.cpp)
