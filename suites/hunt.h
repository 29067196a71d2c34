/// \file
/// How good the suites are: they are played against an implementation with one known defect until one of them finds it.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/run/session.h"
#include "suites/suite.h"

namespace hallmark::suites {

using MakeAdaptor = std::function<std::unique_ptr<adaptor::Adaptor>()>;

/// What is hunted: an implementation with a defect, and the same without it.
struct Quarry {
  std::string name;
  std::string requirement;                ///< the id of what the defect breaks
  spec::Level level = spec::Level::must;  ///< of what it breaks
  MakeAdaptor defective;
  MakeAdaptor honest;
};

/// Suites in one guise, and the rules that they judge by.
struct Course {
  std::vector<Suite> suites;
  run::Rules rules;
  double price = 1;  ///< what an effort in this guise counts for, beside one of the first course
};

/// A case as a hunt takes it.
struct HuntedBy {
  const Suite* suite = nullptr;
  const run::Case* test_case = nullptr;
  const run::Rules* rules = nullptr;
};

/// What came of it.
struct Hunted {
  bool killed = false;
  std::string suite;                ///< that killed it; empty where it survived
  std::string case_id;              ///< likewise
  bool disguised = false;           ///< so was that case
  std::vector<std::string> broken;  ///< the requirements of the verdict that killed it
  long long steps = 0;              ///< played until then, over all cases
  double ms = 0;                    ///< likewise, of this worker's time, without shrinking
  std::optional<int> shrunk_steps;  ///< of the least scenario that shows it, in all halves
};

/// The order in which cases hunt: suites of all courses take turns. The one that has spent the least effort so far
/// comes next (told by the number and size of stimuli; of a case that an earlier course has too, as that one has it),
/// and each plays first what differs most from what it has played: another fact or device type before another role or
/// Command Variant. Nothing of it knows of defects. The courses must outlive it.
std::vector<HuntedBy> hunting_order(const std::vector<const Course*>& courses, std::uint64_t seed);

/// Plays the cases in that order until the first kill: a `fail` that the honest implementation does not get in the same
/// case. Where what the defect breaks is a should, a broken should counts: it fails as under `--strict`, or warns. The
/// scenario is shrunk with at most `evaluations` plays. No case is begun after `steps_max` steps.
Hunted hunt(const Quarry& quarry, const std::vector<HuntedBy>& order, int evaluations,
            long long steps_max = std::numeric_limits<long long>::max());

}  // namespace hallmark::suites
