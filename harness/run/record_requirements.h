/// \file
/// What became of each requirement over all cases of a record, and why one was not judged.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "harness/run/record.h"

namespace hallmark::run {

/// What became of one requirement: each case counts once, with the worst of its judgements that name it.
struct RequirementTally {
  std::string id;
  const spec::Requirement* requirement = nullptr;  ///< null where the facts do not know the id
  spec::Level level = spec::Level::must;
  int passed = 0;
  int warned = 0;
  int failed = 0;
  int inconclusive = 0;
  int errors = 0;
  int not_applicable = 0;
  std::vector<std::string> judging;  ///< the first cases in which an answer was reached
  std::vector<std::string> failing;  ///< the first cases in which it failed
  std::string undecided;             ///< why the first case that reached none did not

  /// Cases in which an answer was reached.
  int judged() const { return passed + warned + failed; }
  /// Whether any case spoke of it.
  bool was_tried() const { return judged() + inconclusive + errors + not_applicable > 0; }
  /// The worst outcome over all cases; none where it was never tried.
  verdict::Outcome worst() const;
};

/// Adds up the requirements of one run as its cases come.
class RecordRequirements {
 public:
  static constexpr std::size_t most_cases = 10;  ///< named of a requirement

  /// A row for every requirement of the facts, in their order; keeps references.
  explicit RecordRequirements(const spec::Facts& facts);

  void add(const CaseRow& row);
  /// Those of the facts, also the unjudged; then ids that the facts do not know.
  const std::vector<RequirementTally>& all() const { return tallies_; }

 private:
  std::vector<RequirementTally> tallies_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace hallmark::run
