/// \file
/// How good the suites are: they are played against implementations with one known defect each until one finds it.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "spec/facts.h"
#include "suites/hunting_order.h"

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

/// What came of it.
struct Hunted {
  bool killed = false;
  std::string suite;                ///< that killed it; empty where it survived
  std::string case_id;              ///< likewise
  bool disguised = false;           ///< so was that case
  std::vector<std::string> broken;  ///< the requirements of the verdict that killed it
  long long steps = 0;              ///< played until then, over all cases
  double ms = 0;                    ///< spent on it until then: on its answers, and on judging those of its own
  std::optional<int> shrunk_steps;  ///< of the least scenario that shows it, in all halves
};

/// How far a hunt goes.
struct HuntOptions {
  int evaluations = 0;                                          ///< plays to shrink a scenario; 0: none is shrunk
  long long steps_max = std::numeric_limits<long long>::max();  ///< no case is begun after so many
  /// Called as soon as it is known what came of the quarry with this index.
  std::function<void(std::size_t, const Hunted&)> done = {};
};

/// Plays the cases in that order until the first kill: a `fail` that the honest implementation does not get in the same
/// case. Where what the defect breaks is a should, a broken should counts: it fails as under `--strict`, or warns.
///
/// The quarries, whose honest implementations must be alike, are hunted side by side: each case is played with an
/// honest one, and the quarries are asked the same. A verdict is a function of what was asked and answered, so that
/// only who answers otherwise is judged by itself, from there on. What came of a quarry does not depend on the others.
std::vector<Hunted> hunt(const std::vector<Quarry>& quarries, const std::vector<HuntedBy>& order,
                         const HuntOptions& options = {});

}  // namespace hallmark::suites
