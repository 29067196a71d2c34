#include "harness/verdict/judge.h"

#include <algorithm>
#include <optional>

#include "harness/verdict/judge_checks.h"
#include "harness/verdict/market_checks.h"

namespace hallmark::verdict {

using observation::Observation;
using spec::Level;

const observation::Effects* effects_of(const Observation& observation) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  return drained ? &drained->effects : nullptr;
}

const schema::ResponseReading* response_of(const Observation& observation) {
  const auto* responded = observation::answer<observation::Responded>(observation);
  return responded ? &responded->response.reading : nullptr;
}

Finding check(const oracle::Undecided& condition, const Observation&) {
  return {Outcome::inconclusive, condition.reason};
}
Finding check(const oracle::NotMet& condition, const Observation&) { return broken(condition.reason); }
Finding check(const oracle::MarketCondition& condition, const Observation& observation) {
  auto wrong = market_breakage(condition, observation);
  return wrong.empty() ? met : broken(std::move(wrong));
}
Finding check(const oracle::NotClaimed& condition, const Observation&) {
  return {Outcome::not_applicable, condition.reason};
}

namespace {

std::string reason_of(const oracle::Demand& demand, const Finding& finding) {
  if (demand.because.empty()) return finding.seen;
  return demand.because + (finding.seen.empty() ? "" : ", but " + finding.seen);
}

Outcome at_level(Outcome outcome, const oracle::Demand& demand, bool strict) {
  const bool fails = demand.level != Level::should || (strict && demand.fails_when_strict);
  return outcome == Outcome::fail && !fails ? Outcome::warn : outcome;
}

/// What broke, in words; empty where nothing did.
std::string breakage(const Observation& observation) {
  if (const auto* crashed = std::get_if<observation::Crashed>(&observation)) return "it crashed: " + crashed->how;
  if (const auto* late = std::get_if<observation::TimedOut>(&observation)) {
    return "no answer within " + std::to_string(late->after_ms) + " ms";
  }
  if (const auto* malformed = std::get_if<observation::Malformed>(&observation))
    return "no protocol answer: " + malformed->why;
  return {};
}

/// What is broken by breaking down, beside the protocol.
std::vector<std::string> broken_by_breaking(const oracle::Expectation& expectation) {
  for (const auto& demand : expectation.demands) {
    if (std::holds_alternative<oracle::SafeFromHostileXml>(demand.condition)) return demand.requirements;
  }
  return {};
}

std::optional<Judgement> declined(const oracle::Expectation& expectation, const Observation& observation, int step) {
  const auto* seen = std::get_if<observation::Declined>(&observation);
  if (seen == nullptr) return std::nullopt;
  const std::string what = expectation.operation + " is declined (" + std::to_string(seen->code) + ")";
  std::vector<std::string> ids;
  for (const auto& demand : expectation.demands) {
    for (const auto& id : demand.requirements) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
  }
  if (seen->unsent) {
    const std::string why = expectation.operation + ": " + seen->message;
    return Judgement{Outcome::not_applicable, Level::must, ids, why, step};
  }
  if (expectation.may_be_declined && seen->code != -32601)
    return Judgement{Outcome::not_applicable, Level::must, ids, what, step};
  if (seen->code != -32601)
    return Judgement{Outcome::inconclusive, Level::must, ids, what + ": " + seen->message, step};
  if (expectation.operation_needed.empty()) return Judgement{Outcome::not_applicable, Level::must, ids, what, step};
  return Judgement{Outcome::fail, Level::must, ids,
                   what + ", and the claimed facet " + expectation.operation_needed + " needs it", step};
}

}  // namespace

Judged judge(const oracle::Expectation& expectation, const Observation& observation, int step, bool strict) {
  Judged judged;
  const auto why = breakage(observation);
  if (expectation.may_be_late && std::holds_alternative<observation::TimedOut>(observation)) return judged;
  if (!why.empty() && expectation.may_go_unanswered) {
    const std::string reason = expectation.operation + ", before a reset: " + why;
    judged.judgements.push_back({Outcome::inconclusive, Level::should, {"mp169.fails-closed"}, reason, step});
    return judged;
  }
  if (!why.empty()) {
    judged.judgements.push_back(
        {Outcome::error, Level::must, broken_by_breaking(expectation), expectation.operation + ": " + why, step});
    return judged;
  }
  if (auto judgement = declined(expectation, observation, step)) {
    judged.judgements.push_back(std::move(*judgement));
    return judged;
  }
  for (const auto& demand : expectation.demands) {
    const Finding finding =
        std::visit([&](const auto& condition) { return check(condition, observation); }, demand.condition);
    if (demand.level == Level::report) {
      if (finding.outcome == Outcome::pass) continue;
      judged.notes.push_back(
          {"remark", demand.requirements.empty() ? "" : demand.requirements.front(), reason_of(demand, finding)});
      continue;
    }
    judged.judgements.push_back({at_level(finding.outcome, demand, strict), demand.level, demand.requirements,
                                 reason_of(demand, finding), step});
  }
  return judged;
}

}  // namespace hallmark::verdict
