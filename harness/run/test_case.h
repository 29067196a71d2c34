/// \file
/// A case: what it asks, and the stimuli it does it with. Verdicts come from elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/record.h"
#include "harness/scenario/scenario.h"

namespace hallmark::run {

using scenario::Trial;

/// A registered case; values but for the function that makes its trials.
struct Case {
  std::string id;               ///< `suite/file/fact.axes`, of [a-z0-9_./], with a dot after the last slash
  std::string title;            ///< one sentence
  std::string facet;            ///< the facet it needs; empty: none
  std::string also_facet = {};  ///< a second facet that it needs; empty: none
  Axes axes;
  std::vector<std::string> requirements;  ///< what it can judge
  /// The trials in the order they are tried: the next one only where the clear half of those before was refused. Pure.
  std::function<std::vector<Trial>(std::uint64_t seed)> trials;
  /// Requirements that other cases judge and this one only builds on: where one is broken here, what this case is about
  /// stays undecided.
  std::vector<std::string> assumes;
  bool one_must_be_accepted = false;  ///< the trials are all valid, and one of them has to be accepted
  bool goes_on = false;  ///< what cannot be asked is left out, and a refused set or a declined operation ends nothing
  /// The trials are played as they are and transformed; the case is about whether the verdicts are the same.
  std::optional<scenario::Transformation> transformation = std::nullopt;
  /// In place of trials: one history from a single Reset on, too long to be held. It ends at the first failure.
  std::function<std::unique_ptr<scenario::StimulusSource>(std::uint64_t seed)> history = {};
  bool is_large = false;     ///< thousands of devices: too long to be played for anything else than what it is about
  bool overlaps = false;     ///< its requests are under way together: for who claims to take more than one at once
  bool keeps_clock = false;  ///< its dates are what it is about: in disguise it keeps them
};

}  // namespace hallmark::run
