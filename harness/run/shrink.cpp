#include "harness/run/shrink.h"

#include <algorithm>

#include "harness/run/metamorphic.h"
#include "harness/run/recorded.h"

namespace hallmark::run {

using scenario::Scenario;
using scenario::Stimulus;
using scenario::Trial;

namespace {

/// A stimulus and the half it stands in.
struct Place {
  std::size_t trial = 0;
  bool restricted = false;
  Stimulus stimulus;
};

std::vector<Stimulus>& half_of(Trial& trial, bool restricted) { return restricted ? trial.restricted : trial.clear; }

std::vector<Place> places_of(const Scenario& scenario) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < scenario.trials.size(); ++i) {
    for (const auto& stimulus : scenario.trials[i].clear) places.push_back({i, false, stimulus});
    for (const auto& stimulus : scenario.trials[i].restricted) places.push_back({i, true, stimulus});
  }
  return places;
}

Scenario with_places(Scenario scenario, const std::vector<Place>& places) {
  for (auto& trial : scenario.trials) {
    trial.clear.clear();
    trial.restricted.clear();
  }
  for (const auto& place : places) half_of(scenario.trials[place.trial], place.restricted).push_back(place.stimulus);
  std::erase_if(scenario.trials, [](const Trial& trial) { return trial.clear.empty() && trial.restricted.empty(); });
  return scenario;
}

/// Every half that is there starts with a Reset, and something is there.
bool is_playable(const Scenario& scenario) {
  const auto starts = [](const std::vector<Stimulus>& half) {
    return half.empty() || std::holds_alternative<scenario::Reset>(half.front());
  };
  return !scenario.trials.empty() &&
         std::all_of(scenario.trials.begin(), scenario.trials.end(),
                     [&](const auto& trial) { return starts(trial.clear) && starts(trial.restricted); });
}

/// Whether a finding comes again, asked of what is known first and of the implementation then.
class FindingCheck {
 public:
  FindingCheck(scenario::Finding finding, const std::function<std::unique_ptr<adaptor::Adaptor>()>& make,
               const Rules& rules)
      : finding_(std::move(finding)), rules_(rules), session_(std::make_unique<Noting>(make(), passing_), rules) {}

  /// Plays it against the implementation; keeps what was seen where the finding came again.
  bool holds(const Scenario& candidate) {
    passing_.clear();
    if (!comes_again(finding_, session_.play(case_of(candidate)).row.verdict)) return false;
    known_ = passing_;
    return true;
  }

  /// Judges it by what is known of the scenario it was made from, without the implementation.
  bool may_hold(const Scenario& candidate) const {
    try {
      Recalling recalling(known_);
      const Case again = case_of(candidate);
      return comes_again(finding_, play_case(again, recalling, rules_, session_.opening()).row.verdict);
    } catch (const NotRecorded&) {
      return false;
    }
  }

  void close() { session_.close(); }

 private:
  const scenario::Finding finding_;
  const Rules& rules_;
  std::vector<Exchange> passing_;  ///< of the play that is on
  Session session_;
  std::vector<Exchange> known_;  ///< of the best so far
};

class Shrinker {
 public:
  Shrinker(const Scenario& whole, const ShrinkCheck& check, const ShrinkOptions& options)
      : options_(options), check_(check), best_(whole) {}

  Scenario run() {
    scenario::Shrunk shrunk;
    shrunk.firm = plays(best_);
    shrunk.steps_before = shrunk.steps = scenario::step_count(best_);
    if (shrunk.firm) {
      drop();
      simplify();
      shrunk.firm = plays(best_);
      shrunk.steps = scenario::step_count(best_);
      shrunk.fully = !out_of_budget_;
    }
    shrunk.evaluations = evaluations_;
    best_.shrunk = shrunk;
    return std::move(best_);
  }

 private:
  bool plays(const Scenario& candidate) {
    ++evaluations_;
    return check_.holds(candidate);
  }

  bool makes_sense(const Scenario& candidate) const { return is_playable(candidate) && check_.may_hold(candidate); }

  bool is_exhausted() {
    const bool late = options_.until && std::chrono::steady_clock::now() > *options_.until;
    out_of_budget_ = out_of_budget_ || late || evaluations_ >= options_.evaluations;
    return out_of_budget_;
  }

  /// Takes a candidate that shows the finding in place of the best so far.
  bool take(const Scenario& candidate) {
    if (candidate == best_) return true;
    if (!makes_sense(candidate) || is_exhausted() || !plays(candidate)) return false;
    best_ = candidate;
    return true;
  }

  void drop() {
    least(best_.trials, [&](const auto& trials) {
      Scenario candidate = best_;
      candidate.trials = trials;
      return take(candidate);
    });
    for (std::size_t i = 0; i < best_.trials.size(); ++i) {
      for (const bool restricted : {true, false}) {
        Scenario candidate = best_;
        half_of(candidate.trials[i], restricted).clear();
        take(candidate);
      }
    }
    drop_steps();
  }

  void drop_steps() {
    const Scenario whole = best_;
    least(places_of(whole), [&](const auto& places) { return take(with_places(whole, places)); });
  }

  void simplify() {
    const Scenario before = best_;
    simplify_estates();
    for (std::size_t i = 0; i < places_of(best_).size(); ++i) {
      shorten_advance(i);
      simplify_document(i);
    }
    if (best_ != before) drop_steps();
  }

  void simplify_estates() {
    std::vector<Stimulus> stimuli;
    for (auto& place : places_of(best_)) stimuli.push_back(std::move(place.stimulus));
    Scenario candidate = best_;
    for (auto& trial : candidate.trials) {
      for (auto* half : {&trial.clear, &trial.restricted}) {
        for (auto& stimulus : *half) {
          auto* reset = std::get_if<scenario::Reset>(&stimulus);
          if (reset != nullptr) reset->estate = least_estate(reset->estate, stimuli);
        }
      }
    }
    take(candidate);
  }

  /// The best so far with another stimulus at one place.
  bool replace(std::size_t at, Stimulus stimulus) {
    auto places = places_of(best_);
    places[at].stimulus = std::move(stimulus);
    return take(with_places(best_, places));
  }

  void shorten_advance(std::size_t at) {
    const auto places = places_of(best_);
    const auto* advance = std::get_if<scenario::Advance>(&places[at].stimulus);
    if (advance == nullptr) return;
    scenario::Instant since;
    for (std::size_t i = 0; i < at; ++i) {
      if (const auto* reset = std::get_if<scenario::Reset>(&places[i].stimulus)) since = reset->estate.now;
      if (const auto* earlier = std::get_if<scenario::Advance>(&places[i].stimulus)) since = earlier->to;
    }
    for (const std::int64_t seconds : {1, 60, 3600, 86400}) {
      if (since + seconds < advance->to && replace(at, scenario::Advance{since + seconds})) return;
    }
  }

  void simplify_document(std::size_t at) {
    const auto places = places_of(best_);
    const auto* submit = std::get_if<scenario::Submit>(&places[at].stimulus);
    if (submit == nullptr || !options_.simpler) return;
    const scenario::Reset* reset = nullptr;
    for (std::size_t i = 0; i < at; ++i) {
      const auto* earlier = std::get_if<scenario::Reset>(&places[i].stimulus);
      reset = earlier != nullptr ? earlier : reset;
    }
    if (reset == nullptr) return;
    for (auto& simpler : options_.simpler(*submit, reset->estate)) {
      if (simpler.duis.size() < submit->duis.size() && replace(at, std::move(simpler))) return;
    }
  }

  const ShrinkOptions& options_;
  const ShrinkCheck& check_;
  Scenario best_;
  int evaluations_ = 0;
  bool out_of_budget_ = false;
};

}  // namespace

Scenario shrink(const Scenario& whole, const ShrinkCheck& check, const ShrinkOptions& options) {
  return is_playable(whole) ? Shrinker(whole, check, options).run() : whole;
}

Scenario shrink(const Scenario& found, const std::function<std::unique_ptr<adaptor::Adaptor>()>& make,
                const Rules& rules, const ShrinkOptions& options) {
  if (!found.found || !is_playable(found)) return found;
  FindingCheck finding(*found.found, make, rules);
  const ShrinkCheck check{[&](const Scenario& candidate) { return finding.may_hold(candidate); },
                          [&](const Scenario& candidate) { return finding.holds(candidate); }};
  auto made = shrink(found, check, options);
  finding.close();
  return made;
}

}  // namespace hallmark::run
