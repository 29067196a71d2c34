# Property sequences: abstract moves from RapidCheck, made concrete in a street.
find_package(rapidcheck REQUIRED)

target_sources(hallmark_generator PRIVATE alert_from_device.cpp move.cpp script.cpp script_checks.cpp script_edits.cpp
               script_requests.cpp sequence.cpp street.cpp)
target_link_libraries(hallmark_generator PUBLIC rapidcheck)

target_sources(generator_test PRIVATE move_test.cpp sequence_test.cpp street_test.cpp)

hallmark_alone(script.cpp script_checks.cpp script_requests.cpp)
