/// \file
/// The verbs of the command line. Each adds itself to the program and, when chosen, does its work and gives an exit
/// code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace hallmark::suites {

/// What the chosen command does: returns 0 as expected, 1 not conformant, 2 could not tell; throws for the rest.
using Action = std::function<int()>;

/// `arguments` are those of the program, as given; a record keeps them.
void add_run(CLI::App& program, Action& action, std::vector<std::string> arguments);
void add_generate(CLI::App& program, Action& action);
void add_list(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_check(CLI::App& program, Action& action);
void add_validate(CLI::App& program, Action& action);
void add_serve(CLI::App& program, Action& action);
void add_sign(CLI::App& program, Action& action);
void add_verify(CLI::App& program, Action& action);
void add_replay(CLI::App& program, Action& action);
void add_judge(CLI::App& program, Action& action);
void add_audit(CLI::App& program, Action& action);
void add_defects(CLI::App& program, Action& action);
void add_diff(CLI::App& program, Action& action);
void add_fuzz(CLI::App& program, Action& action);
void add_gaps(CLI::App& program, Action& action);

}  // namespace hallmark::suites
