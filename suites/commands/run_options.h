/// \file
/// What `hallmark run` is asked for.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/record_alarms.h"
#include "suites/commands/context.h"
#include "suites/commands/patience_options.h"
#include "suites/commands/reach.h"
#include "suites/commands/signing_options.h"

namespace hallmark::suites {

/// The options of the command, as the usual run has them.
struct RunOptions {
  ContextOptions context;
  ReachOptions reach;
  SigningOptions signing;
  std::vector<std::string> suites;
  std::string case_filter;
  std::string out = "hallmark-report";
  std::uint64_t seed = 1;
  int sequences = default_sequences;
  int jobs = 1;
  int batch = 32;
  int errors_max = 20;
  int deadline_ms = 5000;
  bool strict = false;
  bool exhaustive = false;
  bool certification = false;
  bool self_proof = false;
  bool disguise = false;
  int history_requests = run::certified_history_requests;
  int rounds = default_rounds;
  int load_seconds = 0;
  std::optional<int> extra_states;  ///< of the complete suites
  std::string record = "usual";
  std::vector<std::string> faults;
  bool resume = false;
  std::vector<std::string> arguments;  ///< of the program, from "run" on
  PatienceOptions patience;
  int shrink_steps = 200;
  int shrink_seconds = 60;
};

/// Adds them to the command.
void add_run_options(CLI::App& command, RunOptions& options);

}  // namespace hallmark::suites
