/// \file
/// One libFuzzer process a defect, for libFuzzer keeps its state in globals and ends its process: how it is started,
/// and the one line that it ends with.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::fuzz {

/// A process that could not be started, ended without its line, or fuzzed nothing: the text says which and why.
class LibFuzzerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What one process is to do.
struct LibFuzzerTask {
  std::filesystem::path program;   ///< built from `libfuzzer_main.cpp`
  std::filesystem::path facts;     ///< folder of the facts
  std::filesystem::path schema;    ///< folder of the DUIS schema
  std::filesystem::path material;  ///< folder of a FuzzingMaterial
  std::string defect;              ///< as `hallmark list defects` names it; empty: the planted fault
  std::uint64_t seed = 0;          ///< of the estate and of libFuzzer
  long long steps = 0;             ///< stimuli after which it ends, at least 1
};

/// What came of it.
struct LibFuzzerOutcome {
  bool killed = false;
  long long executions = 0;         ///< documents played, seeds included
  long long steps = 0;              ///< stimuli that the defective implementation was given
  double ms = 0;                    ///< from the first document to the kill, or to the end
  long long traced = 0;             ///< edges of the implementations that libFuzzer sees
  std::vector<std::string> broken;  ///< the requirements of the verdict that killed it
  bool operator==(const LibFuzzerOutcome&) const = default;
};

/// As the process writes it: one line of JSON.
std::string line_of(const LibFuzzerOutcome& outcome);
/// Reads it back. Throws LibFuzzerError where it is no such line, where nothing was executed and where nothing was
/// traced: then it has proved nothing.
LibFuzzerOutcome outcome_of_line(std::string_view line);

/// Runs one process to its end, or to the deadline. Throws LibFuzzerError.
LibFuzzerOutcome run_libfuzzer(const LibFuzzerTask& task, std::chrono::milliseconds deadline);

}  // namespace hallmark::fuzz
