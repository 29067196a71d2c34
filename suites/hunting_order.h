/// \file
/// In which order cases hunt for defects: the cheapest and the most varied first.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/run/session.h"
#include "suites/suite.h"

namespace hallmark::suites {

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

/// The order in which cases hunt: suites of all courses take turns. The one that has spent the least effort so far
/// comes next (told by the number and size of stimuli; of a case that an earlier course has too, as that one has it),
/// and each plays first what differs most from what it has played: another fact or device type before another role or
/// Command Variant. Nothing of it knows of defects. The courses must outlive it.
std::vector<HuntedBy> hunting_order(const std::vector<const Course*>& courses, std::uint64_t seed);

}  // namespace hallmark::suites
