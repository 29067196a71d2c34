# Finite state machines and the suites that are complete for them.
target_sources(hallmark_generator PRIVATE machine.cpp state_identifiers.cpp complete_suite.cpp
                                             learned_machine.cpp)

hallmark_test(complete_suite SOURCES machine_test.cpp complete_suite_test.cpp learned_machine_test.cpp LINK hallmark_generator)
