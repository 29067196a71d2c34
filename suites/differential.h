/// \file
/// The same cases on several implementations: where they disagree, the shortest scenario that shows it, and why.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/run/disagreement.h"
#include "harness/run/recorded.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// Somebody to compare.
struct Compared {
  std::string name;  ///< as on the command line
  std::function<std::unique_ptr<adaptor::Adaptor>()> make;
};

/// How it is done.
struct CompareOptions {
  int jobs = 1;
  int shrink_steps = 200;                       ///< candidates played to shrink one disagreement; 0: none is shrunk
  std::size_t shrunk_most = 100;                ///< disagreements that are shrunk, the first of each sort before others
  std::function<void(int done, int all)> said;  ///< told after each case; may be empty
};

/// One side of a shortest scenario.
struct Side {
  std::string target;
  std::string answer;                ///< what it answers at the open points of the group; else empty
  std::vector<std::string> answers;  ///< in a word, step by step
  verdict::Verdict verdict;
  std::vector<run::Exchange> exchanges;  ///< as many as answers
};

/// Disagreements with one explanation.
struct DisagreementGroup {
  run::Explanation::Kind kind = run::Explanation::Kind::unexplained;
  std::string name;                 ///< of the explanation
  std::vector<std::string> cases;   ///< ids, in the order of the suites, each once
  std::vector<std::string> others;  ///< targets that disagree with the first one, in their order
  scenario::Scenario shortest;      ///< as it is kept: what failed in it stands there as found
  run::Disagreement how;            ///< of the shortest
  Side one;
  Side other;
};

/// What came of it.
struct Comparison {
  int selected = 0;                        ///< cases
  int compared = 0;                        ///< cases in which at least one pair of targets could be compared
  int disagreeing = 0;                     ///< cases
  std::vector<std::string> not_compared;   ///< ids of cases with a pair that could not: it lacks what the case needs
  std::vector<std::string> both_in_error;  ///< ids of cases in which both of a pair ended in an error
  std::vector<DisagreementGroup> groups;   ///< the most important first
};

/// Plays the cases on every target, each judged by itself, and compares every other target with the first: who agrees
/// with it all the time agrees with all who do. The same seed gives the same, whatever the jobs. At least two targets.
Comparison compare(const std::vector<const run::Case*>& cases, const std::vector<Compared>& targets,
                   const run::Rules& rules, const CompareOptions& options);

}  // namespace hallmark::suites
