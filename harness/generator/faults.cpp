#include "harness/generator/faults.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "harness/generator/random.h"

namespace hallmark::generator {

using scenario::Stimulus;

namespace {

struct NamedFault {
  std::string_view name;
  bool Faults::*member;
};

constexpr std::array<NamedFault, 6> all_faults{{{"kill", &Faults::kill},
                                                {"slow", &Faults::slow},
                                                {"duplicate", &Faults::duplicate},
                                                {"reorder", &Faults::reorder},
                                                {"drop-alert", &Faults::drop_alert},
                                                {"clock-jump", &Faults::clock_jump}}};

bool is_alert(const Stimulus& stimulus) {
  const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
  return from != nullptr && from->kind != "response";
}

/// What a network may bring twice; of requests those that are over with their answer, for a second one of the rest may
/// be carried out a second time.
bool may_come_twice(const Stimulus& stimulus) {
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    const auto& reading = submit->reading;
    return reading.body_srv.starts_with("4.") && !reading.execution_time && !reading.deviation;
  }
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  return std::holds_alternative<scenario::FromDevice>(stimulus) || (ssi != nullptr && ssi->action != "read");
}

/// The same once more, as the oracle knows it.
Stimulus repeated(const Stimulus& stimulus) {
  Stimulus again = stimulus;
  if (auto* submit = std::get_if<scenario::Submit>(&again)) submit->reading.deviation = "replayed_request_id";
  return again;
}

/// An hour, a day and a half, or seven weeks, which takes most clocks over a change of the hour.
std::int64_t jump_length(Random& random) {
  constexpr std::array<std::int64_t, 3> lengths{3600, 36 * 3600, 49 * 24 * 3600};
  return lengths[random.below(lengths.size())];
}

/// One half of a trial, written anew stimulus by stimulus.
class FaultyHalf {
 public:
  FaultyHalf(const Faults& faults, std::size_t length, std::uint64_t seed) : faults_(faults), random_(seed) {
    // Neither stands before the Reset that the half begins with.
    if (length > 1 && faults.kill) kill_after_ = random_.below(length);
    if (length > 1 && faults.clock_jump) jump_after_ = random_.below(length);
  }

  std::vector<Stimulus> write(const std::vector<Stimulus>& half) {
    for (std::size_t at = 0; at < half.size(); ++at) {
      take(half[at]);
      if (at == jump_after_) jump();
      if (at == kill_after_) kill();
    }
    let_go();
    return std::move(written_);
  }

 private:
  void take(const Stimulus& stimulus) {
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) now_ = reset->estate.now;
    if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) now_ = std::max(now_, advance->to);
    if (faults_.drop_alert && is_alert(stimulus) && random_.below(2) == 0) return;
    const bool holds_back = faults_.reorder && !held_back_ && std::holds_alternative<scenario::FromDevice>(stimulus) &&
                            random_.below(2) == 0;
    if (holds_back) {
      held_back_ = stimulus;
      return;
    }
    written_.push_back(stimulus);
    if (faults_.duplicate && may_come_twice(stimulus) && random_.below(2) == 0) written_.push_back(repeated(stimulus));
    let_go();
  }

  void let_go() {
    if (held_back_) written_.push_back(*std::exchange(held_back_, std::nullopt));
  }

  void jump() {
    now_.seconds += jump_length(random_);
    written_.emplace_back(scenario::Advance{now_});
  }

  void kill() {
    written_.emplace_back(scenario::Drain{});
    written_.emplace_back(scenario::Shutdown{.killed = true});
  }

  Faults faults_;
  Random random_;
  std::optional<std::size_t> kill_after_;
  std::optional<std::size_t> jump_after_;
  scenario::Instant now_;
  std::optional<Stimulus> held_back_;
  std::vector<Stimulus> written_;
};

}  // namespace

std::vector<std::string> fault_names() {
  std::vector<std::string> names;
  for (const auto& each : all_faults) names.emplace_back(each.name);
  return names;
}

Faults faults_named(const std::vector<std::string>& names) {
  Faults faults;
  for (const auto& name : names) {
    bool known = false;
    for (const auto& each : all_faults) {
      if (each.name != name) continue;
      faults.*each.member = true;
      known = true;
    }
    if (!known) throw std::invalid_argument(name + ": no such fault");
  }
  return faults;
}

std::vector<scenario::Trial> with_faults(std::vector<scenario::Trial> trials, const Faults& faults, bool keeps_clock,
                                         std::uint64_t seed) {
  Faults possible = faults;
  possible.clock_jump = faults.clock_jump && !keeps_clock;
  if (possible == Faults{.slow = faults.slow} || trials.empty()) return trials;
  Random random(seed);
  auto& first = trials.front();
  const bool has_both = !first.clear.empty() && !first.restricted.empty();
  scenario::Trial made;
  const bool takes_clear = first.restricted.empty() || (has_both && random.below(4) == 0);
  const auto& half = takes_clear ? first.clear : first.restricted;
  made.restricted = FaultyHalf(possible, half.size(), random.next()).write(half);
  made.restricted_probe = takes_clear ? first.clear_probe : first.restricted_probe;
  return {made};
}

}  // namespace hallmark::generator
