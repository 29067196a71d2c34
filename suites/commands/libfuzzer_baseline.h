/// \file
/// What plain libFuzzer finds of the known defects: a baseline of `hallmark defects`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "suites/commands/context.h"

namespace hallmark::suites {

/// How it is asked.
struct LibFuzzerOptions {
  std::string program;  ///< path of hallmark_libfuzzer; empty: beside this program
  std::uint64_t seed = 1;
  int jobs = 1;         ///< processes at once
  long long steps = 1;  ///< that each has
};

/// What came of it.
struct LibFuzzerScore {
  int killed = 0;
  long long executions = 0;  ///< documents played, over all processes
  std::string not_run;       ///< why there is no score: the program is not there; empty: there is one
  std::string broke;         ///< likewise: a process failed, or did not find the planted fault
};

/// Throws UsageError for a program that was named and is none.
void check_libfuzzer(const LibFuzzerOptions& options);

/// Runs one libFuzzer process for each defect of these names, each with the same dictionary and seeds. Before them, one
/// has to find a fault planted for all documents that are no seed.
LibFuzzerScore score_libfuzzer(const std::vector<std::string>& defects, const LibFuzzerOptions& options,
                               Context& context);

}  // namespace hallmark::suites
