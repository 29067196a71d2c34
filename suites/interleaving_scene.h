/// \file
/// For tests of what is under way together: the reference, which lets operations in in any order, and what may be wrong
/// with one that does so.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/generator/random.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {

using observation::Observation;
using scenario::Stimulus;

/// Where an operation stands among those that are under way together with it.
struct Moment {
  std::size_t worker = 0;     ///< which of those that work on them takes it, from 0
  std::size_t together = 1;   ///< how many they are
  bool with_change = false;   ///< a set or clear of the flag is one of them
  bool after_others = false;  ///< another of them was let in before it
};

/// A reference that claims to take operations at once. Those that come together are let in in an order of its own,
/// drawn from a seed. A fault may take an operation in its place.
class Interleaving final : public adaptor::Adaptor {
 public:
  /// What it does in place of being honest; empty: it is.
  using Fault = std::function<std::optional<Observation>(const Stimulus&, const Moment&, Interleaving&)>;

  Interleaving(int concurrent, std::uint64_t seed, Fault fault = {}, const std::string& name = "reference")
      : concurrent_(concurrent),
        random_(seed),
        fault_(std::move(fault)),
        honest_(built().implementation(name)),
        unflagged_(built().implementation(name)) {}

  Observation exchange(const Stimulus& stimulus) override { return let_in(stimulus, {}); }

  std::vector<Observation> exchange_at_once(std::span<const Stimulus> stimuli) override {
    std::vector<std::size_t> order(stimuli.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
    Moment moment;
    moment.together = stimuli.size();
    moment.with_change = std::ranges::any_of(stimuli, [](const auto& each) { return changes_flag(each); });
    std::vector<Observation> seen(stimuli.size());
    for (const auto place : order) {
      moment.worker = place;
      seen[place] = let_in(stimuli[place], moment);
      moment.after_others = true;
    }
    return seen;
  }

  int most_at_once() const override { return concurrent_; }

  Observation honestly(const Stimulus& stimulus) { return honest_->exchange(stimulus); }
  /// Carries out a request as if there were no flag; its commands come with the next drain.
  Observation without_flag(const scenario::Submit& submit) {
    leaked_.insert(submit.reading.request_id);
    return unflagged_->exchange(submit);
  }
  static bool changes_flag(const Stimulus& stimulus) {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    return ssi != nullptr && ssi->action != "read";
  }
  bool flag_is_set(const std::string& meter) const { return set_.contains(meter); }
  generator::Random& random() { return random_; }
  int concurrent() const { return concurrent_; }

 private:
  template <class Answer>
  static Answer* answer_of(Observation& observation) {
    auto* answered = std::get_if<observation::Answered>(&observation);
    return answered != nullptr ? std::get_if<Answer>(&answered->answer) : nullptr;
  }

  Observation let_in(const Stimulus& stimulus, const Moment& moment) {
    const bool is_of_world = !std::holds_alternative<scenario::Submit>(stimulus) && !changes_flag(stimulus);
    auto unseen = is_of_world ? unflagged_->exchange(stimulus) : Observation{};
    auto taken = fault_ ? fault_(stimulus, moment, *this) : std::nullopt;
    Observation seen = taken ? *std::move(taken) : honestly(stimulus);
    if (std::holds_alternative<scenario::Reset>(stimulus)) set_.clear();
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi != nullptr && ssi->action == "set-restricted") set_.insert(ssi->device);
    if (ssi != nullptr && ssi->action == "clear-restricted") set_.erase(ssi->device);
    if (auto* opened = answer_of<observation::Initialized>(seen)) opened->statement.concurrent = concurrent_;
    if (auto* drained = answer_of<observation::Drained>(seen)) {
      for (const auto& row : answer_of<observation::Drained>(unseen)->effects.to_devices) {
        if (leaked_.contains(row.request_id)) drained->effects.to_devices.push_back(row);
      }
    }
    return seen;
  }

  int concurrent_;
  generator::Random random_;
  Fault fault_;
  std::unique_ptr<adaptor::Adaptor> honest_;
  std::unique_ptr<adaptor::Adaptor> unflagged_;  ///< never told of a flag
  std::set<std::string> leaked_;
  std::set<std::string> set_;  ///< as the answers to sets and clears say
};

/// The meter whose flag a request to one device is under.
inline std::string meter_of(const scenario::Submit& submit, const scenario::Estate& estate) {
  const auto& device = submit.reading.devices.front();
  if (submit.reading.device_type != "GPF") return device;
  const auto* proxy = scenario::find_device(estate, device);
  for (const auto& each : estate.devices) {
    if (each.type == "GSME" && each.metering_points == proxy->metering_points) return each.id;
  }
  return device;
}

}  // namespace hallmark::suites
