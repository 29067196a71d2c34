# The schema as a model, and a second engine's opinion: what needs Xerces-C.
target_sources(hallmark_schema PRIVATE
  difference.cpp
  disagreements.cpp
  model.cpp
  model_facets.cpp
  model_reader.cpp
  second_opinion.cpp
  vote.cpp
  xerces_grammar.cpp
  xerces_platform.cpp
  xsd_folder.cpp)
target_link_libraries(hallmark_schema PRIVATE XercesC::XercesC)

target_sources(schema_test PRIVATE disagreements_test.cpp model_test.cpp second_opinion_test.cpp vote_test.cpp)

hallmark_alone(difference.cpp second_opinion.cpp model_test.cpp second_opinion_test.cpp vote_test.cpp)
