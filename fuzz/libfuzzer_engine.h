/// \file
/// libFuzzer as a library: its loop, our mutator, and the oracle's features as its counters, so that an implementation
/// without instrumentation is steered as well.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "fuzz/scenario_target.h"

namespace hallmark::fuzz {

/// What one process of libFuzzer is to do.
struct EngineTask {
  std::filesystem::path corpus;     ///< folder of its entries, read at the start and now and then, and written
  std::filesystem::path artifacts;  ///< folder for what crashes our own code
  std::uint64_t seed = 1;
  long long executions = -1;  ///< after which it ends; -1: never by that
  long long seconds = 0;      ///< after which it ends; 0: never by that
  bool oracle_counts = true;  ///< features are counters of the fuzzer; else it goes by coverage alone
  bool is_quiet = true;       ///< says nothing on standard error but what is wrong
};

/// Plays a scenario and gives its features.
using PlayScenario = std::function<std::vector<Feature>(std::span<const std::uint8_t>)>;

/// Runs libFuzzer until its task is done, and ends the process as libFuzzer does: call it in one of its own. libFuzzer
/// keeps its state in globals, so once a process.
[[noreturn]] void run_engine(const EngineTask& task, const PlayScenario& play);

}  // namespace hallmark::fuzz
