/// \file
/// Shrinking a finding to the least scenario that still shows it. A candidate is first judged without the
/// implementation, by the observations that are known already: where they do not break the same demand any more, the
/// implementation is not troubled with it.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/run/recorded.h"
#include "harness/run/replay.h"

namespace hallmark::run {

/// Leaves out what can be left out: halves of the list first, then smaller pieces, then single items, from the end on,
/// until no single item can go. `holds` is asked for each candidate and never for the whole list.
template <class Item, class Holds>
std::vector<Item> least(std::vector<Item> items, Holds holds) {
  for (std::size_t piece = std::max<std::size_t>(items.size() / 2, 1); !items.empty();) {
    bool shorter = false;
    for (std::size_t end = items.size(); end > 0;) {
      const std::size_t since = end > piece ? end - piece : 0;
      std::vector<Item> rest(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(since));
      rest.insert(rest.end(), items.begin() + static_cast<std::ptrdiff_t>(std::min(end, items.size())), items.end());
      if (holds(rest)) {
        items = std::move(rest);
        shorter = true;
      }
      end = since;
    }
    if (piece == 1 && !shorter) break;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
  return items;
}

/// How far shrinking may go.
struct ShrinkOptions {
  int evaluations = 200;  ///< candidates that are played against the implementation
  std::optional<std::chrono::steady_clock::time_point> until;  ///< no candidate is begun later; no verdict hangs on it
  /// Other requests that ask the same in fewer words, shortest first; may be empty.
  std::function<std::vector<scenario::Submit>(const scenario::Submit&, const scenario::Estate&)> simpler;
};

/// What is asked of a candidate: whether it still shows what is shrunk.
struct ShrinkCheck {
  std::function<bool(const scenario::Scenario&)> may_hold;  ///< cheap; false only where `holds` would be
  std::function<bool(const scenario::Scenario&)> holds;     ///< counts as an evaluation
};

/// The least scenario of which the check holds, and how far it was shrunk. Where it does not hold of the whole, that
/// stays as it was.
scenario::Scenario shrink(const scenario::Scenario& whole, const ShrinkCheck& check, const ShrinkOptions& options);

/// The least scenario with the same finding, and how far it was shrunk. Where the finding does not come again at all
/// the scenario stays as it was.
scenario::Scenario shrink(const scenario::Scenario& found,
                          const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const Rules& rules,
                          const ShrinkOptions& options);

/// Every id that a stimulus names: Users, devices, metering points; none for a Reset.
std::set<std::string> ids_named(const scenario::Stimulus& stimulus);

/// The part of an estate that these stimuli are about: what they name, and what that belongs to.
scenario::Estate least_estate(const scenario::Estate& estate, const std::vector<scenario::Stimulus>& stimuli);

}  // namespace hallmark::run
