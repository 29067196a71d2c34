/// \file
/// What a run found, kept as scenario files beside its record: written as soon as it is found, shrunk when the run is
/// over.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/run/shrink.h"

namespace hallmark::run {

/// The folder `findings` of a run. Not copyable: its files are its own.
class Findings {
 public:
  /// Makes the folder, without the scenario files of an earlier run but for those of `kept`, which this one goes on
  /// with (as `add` named them); `target` is as on the command line. Throws std::runtime_error naming the folder where
  /// that cannot be.
  Findings(const std::filesystem::path& out, std::string target, const std::vector<std::string>& kept = {});
  Findings(const Findings&) = delete;
  Findings& operator=(const Findings&) = delete;

  /// Writes the scenario of a case that failed or ended in an error. The file, below the run's folder; empty where
  /// nothing was found, or nothing short enough of a history.
  std::string add(const Case& test_case, const Played& played, const Rules& rules);

  /// How many files there are.
  int count() const { return static_cast<int>(files_.size()); }
  /// How shrinking went.
  struct Shrinking {
    int fully = 0;
    int partly = 0;  ///< not fully: the budget or the time ran out
    int flaky = 0;   ///< did not come again
  };
  /// Shrinks every finding that is not shrunk yet in the order they were found, and writes each file anew. `said` is
  /// told after each.
  Shrinking shrink(const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const Rules& rules,
                   const ShrinkOptions& options, const std::function<void(int done)>& said);

 private:
  std::filesystem::path folder_;
  std::string target_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace hallmark::run
