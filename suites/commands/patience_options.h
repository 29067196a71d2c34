/// \file
/// The options that say how long an implementation with a clock of its own is given.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "harness/run/patience.h"

namespace hallmark::suites {

/// As on the command line, ISO 8601.
struct PatienceOptions {
  std::string wait = "PT10S";
  std::string settle = "PT0.2S";
};

/// Adds `--wait` and `--settle`.
void add_patience(CLI::App& command, PatienceOptions& options);
/// What they say. Throws UsageError for what is no duration, or longer than 30 days.
run::Patience patience_of(const PatienceOptions& options);
/// As words of a command, " --wait PT1M"; empty where both are as usual.
std::string as_words(const PatienceOptions& options);

}  // namespace hallmark::suites
