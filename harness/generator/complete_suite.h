/// \file
/// Test suites that find every wrong machine of a stated fault domain: those with at most so many states more than the
/// right one. By harmonised state identifiers (HSI), and by the partial W method (Wp) as a check on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "harness/generator/machine.h"
#include "harness/generator/state_identifiers.h"

namespace hallmark::generator {

/// How the state after a transition is told.
enum class SuiteMethod { hsi, wp };

/// How large a suite is.
struct SuiteSize {
  std::uint64_t tests = 0;   ///< each begins with a reset
  std::uint64_t inputs = 0;  ///< over all tests
  std::size_t longest = 0;   ///< inputs of one test
  bool operator==(const SuiteSize&) const = default;
};

/// The tests of one machine, walked through one by one and never held: words of which none begins another. Whoever
/// answers all of them as the machine does and starts anew for each, answers everything as it does, if
/// - it has at most `extra_states` states more than the machine has that can be told apart, or
/// - each of its states is reached by at most `extra_states` inputs after a word that covers a state of the machine.
/// A machine that is not minimal widens the second domain: words to states that are the same are all gone on from.
/// Immutable.
class CompleteSuite {
 public:
  /// Throws std::invalid_argument where the machine is not complete. The number of tests grows with inputs to the power
  /// of `extra_states + 1`.
  CompleteSuite(Machine machine, std::size_t extra_states, SuiteMethod method = SuiteMethod::hsi);

  /// Calls with each test in the order of its inputs, until that returns false.
  void for_each(const std::function<bool(const InputWord&)>& take) const;
  /// All tests; for suites that are known to be small.
  InputWords tests() const;
  /// Counted without building them; empty: there are more than `tests_max`.
  std::optional<SuiteSize> size(std::uint64_t tests_max = UINT64_MAX) const;

  const Machine& machine() const { return machine_; }
  std::size_t extra_states() const { return extra_states_; }

 private:
  /// Where a walk through the tests is.
  struct Path;
  /// One place in the tree of all tests.
  struct Node;
  bool walk(Path& path, const Node& node) const;
  const InputWords& identifier_at(const Node& node) const;

  Machine machine_;
  std::size_t extra_states_;
  std::vector<bool> is_in_cover_;        ///< by transition: whether it belongs to the state cover
  std::vector<InputWords> identifiers_;  ///< by state; none of one that is never reached
  InputWords characterising_;            ///< Wp only
};

}  // namespace hallmark::generator
