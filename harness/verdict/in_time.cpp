#include "harness/verdict/in_time.h"

#include <algorithm>
#include <cstdlib>

#include "harness/observation/canary.h"
#include "harness/verdict/judge_checks.h"
#include "harness/verdict/market_checks.h"

namespace hallmark::verdict {

using observation::Effects;
using observation::Observation;

namespace {

/// What a broken condition amounts to while more may come.
enum class Breakage {
  for_good,  ///< nothing that comes later mends it
  lack,      ///< rows that come later may mend it
  compared   ///< it came now, and did not before: that may have been slowness
};

bool has_reached(const Effects& effects, const std::string& canary, const std::string& user) {
  return std::ranges::any_of(effects.to_users, [&](const auto& row) {
    return row.user == user && observation::holds_bytes(row.document.xml, canary);
  });
}

/// One overload each condition that a drain may lack something of; any other is broken for good.
struct Classifying {
  const Observation& observation;
  const Effects& effects;

  template <class Condition>
  Breakage operator()(const Condition&) const {
    return Breakage::for_good;
  }
  Breakage operator()(const oracle::CommandsLike& like) const {
    std::vector<std::string> devices;
    for (const auto& row : effects.to_devices) {
      if (row.request_id == like.request_id) devices.push_back(row.device);
    }
    std::ranges::sort(devices);
    return std::ranges::includes(like.devices, devices) ? Breakage::lack : Breakage::compared;
  }
  Breakage operator()(const oracle::CommandSent& command) const {
    return command.sent ? Breakage::lack : Breakage::for_good;
  }
  Breakage operator()(const oracle::RunsOf& runs) const {
    const auto none = check(oracle::RunsOf{runs.request_id, runs.schedule_id, 0, runs.at_most}, observation);
    return none.outcome == Outcome::pass ? Breakage::lack : Breakage::for_good;
  }
  Breakage operator()(const oracle::DeliveredLike& like) const {
    return like.delivered ? Breakage::lack : Breakage::compared;
  }
  Breakage operator()(const oracle::PayloadDelivered&) const { return Breakage::lack; }
  /// Who has received it has received it altered.
  Breakage operator()(const oracle::AlertReaches& alert) const {
    const bool altered = std::ranges::any_of(alert.users, [&](const auto& user) {
      const oracle::AlertReaches one{{user}, alert.canary, alert.payload, alert.code};
      return has_reached(effects, alert.canary, user) && check(one, observation).outcome == Outcome::fail;
    });
    return altered ? Breakage::for_good : Breakage::lack;
  }
  Breakage operator()(const oracle::DccAlert& alert) const {
    return alert.delivered ? Breakage::lack : Breakage::for_good;
  }
  Breakage operator()(const oracle::MarketCondition& condition) const {
    return may_be_completed(condition, observation) ? Breakage::lack : Breakage::for_good;
  }
};

Finding finding_of(const oracle::Demand& demand, const Observation& observation) {
  return std::visit([&](const auto& condition) { return check(condition, observation); }, demand.condition);
}

bool is_one_answer(const oracle::Demand& demand) {
  return std::ranges::find(demand.requirements, "choices.one-answer") != demand.requirements.end();
}

/// Of a demand that the observation breaks.
Breakage breakage_of(const oracle::Demand& demand, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return Breakage::for_good;
  const auto breakage = std::visit(Classifying{observation, *effects}, demand.condition);
  // The answer before may have been read from what had not come.
  return breakage == Breakage::for_good && is_one_answer(demand) ? Breakage::compared : breakage;
}

/// Notes whom a lack is about.
struct Noting {
  Overdue& overdue;

  template <class Condition>
  void operator()(const Condition&) const {}
  void operator()(const oracle::CommandsLike& like) const { overdue.requests.insert(like.request_id); }
  void operator()(const oracle::CommandSent& command) const { overdue.requests.insert(command.request_id); }
  void operator()(const oracle::RunsOf& runs) const {
    for (const auto* id : {&runs.request_id, &runs.schedule_id}) {
      if (!id->empty()) overdue.requests.insert(*id);
    }
  }
  void operator()(const oracle::DeliveredLike& like) const { overdue.canaries.insert(like.canary); }
  void operator()(const oracle::PayloadDelivered& delivered) const { overdue.canaries.insert(delivered.canary); }
  void operator()(const oracle::AlertReaches& alert) const { overdue.canaries.insert(alert.canary); }
  void operator()(const oracle::DccAlert& alert) const { overdue.alert_codes.insert(alert.code); }
  void operator()(const oracle::MarketCondition& condition) const {
    const bool asked = std::holds_alternative<oracle::InstallCodesAnswered>(condition);
    const bool csp = std::holds_alternative<oracle::CspTold>(condition);
    (asked ? overdue.install_codes : csp ? overdue.to_csp : overdue.to_registration) = true;
  }
};

/// As if nothing had come that was overdue.
Observation without_overdue(const Overdue& overdue, Observation observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  auto* drained = answered == nullptr ? nullptr : std::get_if<observation::Drained>(&answered->answer);
  if (drained == nullptr) return observation;
  auto& effects = drained->effects;
  std::erase_if(effects.to_devices, [&](const auto& row) {
    return overdue.requests.contains(row.request_id) || (row.schedule && overdue.requests.contains(*row.schedule));
  });
  std::erase_if(effects.to_users, [&](const auto& row) {
    const auto& reading = row.document.reading;
    return overdue.requests.contains(reading.request_id) || overdue.alert_codes.contains(reading.alert_code) ||
           std::ranges::any_of(overdue.canaries,
                               [&](const auto& bytes) { return observation::holds_bytes(row.document.xml, bytes); });
  });
  if (overdue.to_csp) effects.to_csp.clear();
  if (overdue.to_registration) effects.to_registration.clear();
  if (overdue.install_codes) effects.install_codes.clear();
  return observation;
}

/// Whether a demand is broken only by what was overdue; `rest` is without.
bool is_only_late(const oracle::Demand& demand, const Observation& rest) {
  return finding_of(demand, rest).outcome != Outcome::fail || breakage_of(demand, rest) == Breakage::lack;
}

/// Moments are told from now only as far as clocks agree.
void allow_for_clocks(oracle::Demand& demand, const Observation& observation, scenario::Instant now) {
  const auto* ssi = observation::answer<observation::SsiAnswer>(observation);
  const auto effective = ssi == nullptr ? std::nullopt : scenario::instant(ssi->effective.value_or(""));
  if (!effective) return;
  if (auto* within = std::get_if<oracle::EffectiveWithin>(&demand.condition)) within->seconds += clocks_apart;
  auto* announced = std::get_if<oracle::EffectiveAnnounced>(&demand.condition);
  const bool near = std::abs(effective->seconds - now.seconds) <= clocks_apart;
  if (announced != nullptr && near) announced->announced = effective->seconds > announced->now;
}

}  // namespace

Standing standing(const oracle::Expectation& expectation, const Observation& so_far, const Overdue& overdue) {
  Standing standing;
  const auto rest = without_overdue(overdue, so_far);
  for (const auto& demand : expectation.demands) {
    if (demand.level == spec::Level::report || finding_of(demand, so_far).outcome != Outcome::fail) continue;
    const auto breakage = breakage_of(demand, so_far);
    standing.lacks = standing.lacks || breakage == Breakage::lack;
    standing.is_broken = standing.is_broken || (breakage == Breakage::for_good && !is_only_late(demand, rest));
  }
  return standing;
}

oracle::Expectation in_time(oracle::Expectation expectation, const Observation& observation, const Waited& waited,
                            Overdue& overdue) {
  for (auto& demand : expectation.demands) allow_for_clocks(demand, observation, waited.now);
  // Once something is wrong nobody waits for the rest.
  const bool is_broken = standing(expectation, observation, overdue).is_broken;
  const std::string lacking = is_broken ? ": not before something else was wrong" : ": not within " + waited.longest;
  const auto rest = without_overdue(overdue, observation);
  for (auto& demand : expectation.demands) {
    const auto found = finding_of(demand, observation);
    if (found.outcome != Outcome::fail) continue;
    const auto breakage = breakage_of(demand, observation);
    if (breakage == Breakage::lack) {
      if (demand.level != spec::Level::report) std::visit(Noting{overdue}, demand.condition);
      demand.condition = oracle::Undecided{found.seen + lacking};
    } else if (breakage == Breakage::compared) {
      demand.condition = oracle::Undecided{found.seen + ", and may only have been slow before"};
    } else if (is_only_late(demand, rest)) {
      demand.condition = oracle::Undecided{found.seen + ", which was overdue and came after all"};
    }
  }
  return expectation;
}

}  // namespace hallmark::verdict
