#include "harness/verdict/judge.h"

#include <algorithm>
#include <optional>

#include "harness/observation/canary.h"
#include "harness/scenario/instant.h"
#include "harness/verdict/market_checks.h"

namespace hallmark::verdict {

using observation::Observation;
using spec::Level;

namespace {

/// How a demand fared: met, broken with a reason, or neither.
struct Finding {
  Outcome outcome = Outcome::pass;
  std::string seen;
};

const Finding met{};
Finding broken(std::string seen) { return {Outcome::fail, std::move(seen)}; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

const observation::Effects* effects_of(const Observation& observation) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  return drained ? &drained->effects : nullptr;
}

const schema::ResponseReading* response_of(const Observation& observation) {
  const auto* responded = observation::answer<observation::Responded>(observation);
  return responded ? &responded->response.reading : nullptr;
}

/// Every text of its own choosing that an observation holds.
std::vector<std::string_view> texts_of(const Observation& observation) {
  std::vector<std::string_view> texts;
  if (const auto* refused = std::get_if<observation::Refused>(&observation)) texts.push_back(refused->why);
  if (const auto* responded = observation::answer<observation::Responded>(observation))
    texts.push_back(responded->response.xml);
  if (const auto* effects = effects_of(observation)) {
    for (const auto& row : effects->to_users) texts.push_back(row.document.xml);
    for (const auto& row : effects->to_devices) texts.push_back(row.srv);
  }
  return texts;
}

bool is_error_code(const std::string& code) { return code.starts_with('E'); }

/// One overload a condition: what this observation makes of it.
struct Check {
  const Observation& observation;

  Finding operator()(const oracle::SsiAccepts& condition) const {
    const auto* seen = observation::answer<observation::SsiAnswer>(observation);
    if (seen == nullptr || seen->accepted == condition.accepts) return met;
    return broken(seen->accepted ? "it was accepted"
                                 : "it was refused" + (seen->reason.empty() ? "" : ": " + seen->reason));
  }
  Finding operator()(const oracle::ReadsRestricted& condition) const {
    const auto* seen = observation::answer<observation::SsiAnswer>(observation);
    if (seen == nullptr || !seen->accepted) return met;  // a refused read is judged as a refused read
    if (!seen->restricted) return broken("the answer says nothing of the flag");
    return *seen->restricted == condition.restricted ? met
                                                     : broken(*seen->restricted ? "it reads set" : "it reads clear");
  }
  Finding operator()(const oracle::EffectiveWithin& condition) const {
    const auto* seen = observation::answer<observation::SsiAnswer>(observation);
    if (seen == nullptr || !seen->effective) return met;
    const auto effective = scenario::instant(*seen->effective);
    if (!effective) return broken("the announced moment is no RFC 3339 time");
    const auto wait = effective->seconds - condition.now;
    return wait <= condition.seconds
               ? met
               : broken("announced for " + *seen->effective + ", " + std::to_string(wait) + " s from now");
  }
  Finding operator()(const oracle::NotRefusedAsMalformed&) const {
    const auto* refused = std::get_if<observation::Refused>(&observation);
    return refused == nullptr ? met : broken("it was refused without a DUIS Response: " + refused->why);
  }
  /// Invalid is what two engines refuse. What they disagree about is no one's fault, and no proof either.
  Finding operator()(const oracle::DocumentsValid&) const {
    Finding worst = met;
    const auto look_at = [&worst](const schema::ResponseReading& reading, const std::string& whose) {
      if (reading.valid || worst.outcome == Outcome::fail) return;
      if (reading.dispute.empty()) worst = broken(whose + reading.problem);
      if (reading.dispute.empty() || worst.outcome == Outcome::inconclusive) return;
      const std::string engines = "the two validating engines disagree (" + reading.dispute + "): ";
      worst = {Outcome::inconclusive, whose + engines + reading.problem};
    };
    if (const auto* reading = response_of(observation)) look_at(*reading, "");
    if (const auto* effects = effects_of(observation)) {
      for (const auto& row : effects->to_users) look_at(row.document.reading, "to " + row.user + ": ");
    }
    return worst;
  }
  Finding operator()(const oracle::ResponseMatches& condition) const {
    const auto* reading = response_of(observation);
    if (reading == nullptr) return met;
    if (reading->request_id != condition.request_id) return broken("RequestID " + reading->request_id);
    if (reading->reference != condition.reference) return broken("ServiceReference " + reading->reference);
    return reading->variant == condition.variant ? met : broken("ServiceReferenceVariant " + reading->variant);
  }
  Finding operator()(const oracle::DeliveriesMatch& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    for (const auto& row : effects->to_users) {
      const auto& id = row.document.reading.request_id;
      if (id.empty()) continue;  // a Device Alert answers no request
      const auto found = std::find_if(condition.requests.begin(), condition.requests.end(),
                                      [&](const auto& request) { return request.first == id; });
      if (found == condition.requests.end())
        return broken("an answer to " + id + ", which nobody sent, went to " + row.user);
      if (found->second != row.user) return broken("the answer to " + id + " went to " + row.user);
    }
    return met;
  }
  Finding operator()(const oracle::NothingHandedOver&) const {
    const auto* reading = response_of(observation);
    if (reading == nullptr || reading->content.empty()) return met;
    return broken("the Response " + reading->code + " holds " + reading->content);
  }
  Finding operator()(const oracle::RefusedByErrorCode&) const {
    if (std::holds_alternative<observation::Refused>(observation))
      return broken("it was refused without a DUIS Response");
    const auto* reading = response_of(observation);
    if (reading == nullptr) return met;
    return is_error_code(reading->code) || reading->code == "I99" ? met : broken("it was answered " + reading->code);
  }
  Finding operator()(const oracle::RefusedWith& condition) const {
    for (const auto& code : refusals(condition.later_of)) {
      if (code != condition.code) return broken("refused with " + code + ", declared is " + condition.code);
    }
    return met;
  }
  Finding operator()(const oracle::ToldFromFault& condition) const {
    for (const auto& code : refusals(condition.later_of)) {
      if (code == "E20" || code == "E21") {
        return broken("refused with " + code + ", which says that the device is out of reach");
      }
    }
    return met;
  }
  /// The E… codes of the Response, or of what followed for a request that was acknowledged first.
  std::vector<std::string> refusals(const std::string& later_of) const {
    std::vector<std::string> codes;
    const auto* reading = later_of.empty() ? response_of(observation) : nullptr;
    if (reading != nullptr && is_error_code(reading->code)) codes.push_back(reading->code);
    const auto* effects = later_of.empty() ? nullptr : effects_of(observation);
    for (std::size_t i = 0; effects != nullptr && i < effects->to_users.size(); ++i) {
      const auto& later = effects->to_users[i].document.reading;
      if (later.request_id == later_of && is_error_code(later.code)) codes.push_back(later.code);
    }
    return codes;
  }
  Finding operator()(const oracle::AnsweredLike& condition) const {
    if (const auto* refused = std::get_if<observation::Refused>(&observation))
      return broken("refused: " + refused->why);
    const auto* reading = response_of(observation);
    if (reading == nullptr) return met;
    if (oracle::response_class(reading->code) != condition.response) return broken("answered " + reading->code);
    if (reading->content == condition.content) return met;
    return broken("the Response holds " + (reading->content.empty() ? "nothing" : reading->content) +
                  ", without the flag " + (condition.content.empty() ? "nothing" : condition.content));
  }
  Finding operator()(const oracle::NoCommands&) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr || effects->to_devices.empty()) return met;
    return broken("a command went to " + effects->to_devices.front().device);
  }
  Finding operator()(const oracle::NoCommandFor& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    for (const auto& row : effects->to_devices) {
      const bool to_device =
          std::find(condition.devices.begin(), condition.devices.end(), row.device) != condition.devices.end();
      const bool of_request = !condition.request_id.empty() && row.request_id == condition.request_id;
      if (to_device || of_request) return broken("a command for " + row.request_id + " went to " + row.device);
    }
    return met;
  }
  Finding operator()(const oracle::CommandsLike& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    std::vector<std::string> devices;
    for (const auto& row : effects->to_devices) {
      if (row.request_id == condition.request_id) devices.push_back(row.device);
    }
    std::sort(devices.begin(), devices.end());
    if (devices == condition.devices) return met;
    return broken("commands went to: " + joined(devices) + "; without the flag: " + joined(condition.devices));
  }
  Finding operator()(const oracle::PayloadWithheld& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    for (const auto& row : effects->to_users) {
      if (observation::holds_bytes(row.document.xml, condition.canary))
        return broken("the device's answer reached " + row.user);
    }
    return met;
  }
  Finding operator()(const oracle::DeliveredLike& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    const bool delivered = std::any_of(effects->to_users.begin(), effects->to_users.end(), [&](const auto& row) {
      return observation::holds_bytes(row.document.xml, condition.canary);
    });
    if (delivered == condition.delivered) return met;
    return broken(delivered ? "delivered, and without the flag it was not"
                            : "not delivered, and without the flag it was");
  }
  Finding operator()(const oracle::NotCarriedOut&) const {
    const auto* reading = response_of(observation);
    if (reading == nullptr) return met;
    if (!reading->content.empty()) return broken("the Response " + reading->code + " holds " + reading->content);
    const bool completed = oracle::response_class(reading->code) == oracle::ResponseClass::completed;
    return completed ? broken("it was answered " + reading->code) : met;
  }
  Finding operator()(const oracle::NothingDelivered& condition) const {
    const auto* effects = effects_of(observation);
    if (effects == nullptr) return met;
    for (const auto& row : effects->to_users) {
      const auto& reading = row.document.reading;
      const bool completed = oracle::response_class(reading.code) == oracle::ResponseClass::completed;
      if (!reading.request_id.empty() && completed)
        return broken("a Response " + reading.code + " went to " + row.user);
      if (observation::holds_bytes(row.document.xml, condition.canary))
        return broken("the device's answer reached " + row.user);
    }
    return met;
  }
  Finding operator()(const oracle::SafeFromHostileXml& condition) const {
    for (const auto& text : texts_of(observation)) {
      if (!condition.never_repeated.empty() && text.find(condition.never_repeated) != std::string_view::npos)
        return broken("what it put out holds what an entity of the request stands for");
    }
    return met;
  }
  Finding operator()(const oracle::MarketCondition& condition) const {
    auto wrong = market_breakage(condition, observation);
    return wrong.empty() ? met : broken(std::move(wrong));
  }
  Finding operator()(const oracle::Undecided& condition) const { return {Outcome::inconclusive, condition.reason}; }
  Finding operator()(const oracle::NotMet& condition) const { return broken(condition.reason); }
  Finding operator()(const oracle::NotClaimed& condition) const { return {Outcome::not_applicable, condition.reason}; }
};

std::string reason_of(const oracle::Demand& demand, const Finding& finding) {
  if (demand.because.empty()) return finding.seen;
  return demand.because + (finding.seen.empty() ? "" : ", but " + finding.seen);
}

Outcome at_level(Outcome outcome, Level level, bool strict) {
  return outcome == Outcome::fail && level == Level::should && !strict ? Outcome::warn : outcome;
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
  if (seen->code != -32601)
    return Judgement{Outcome::inconclusive, Level::must, ids, what + ": " + seen->message, step};
  if (expectation.operation_needed.empty()) return Judgement{Outcome::not_applicable, Level::must, ids, what, step};
  return Judgement{Outcome::fail, Level::must, ids,
                   what + ", and the claimed facet " + expectation.operation_needed + " needs it", step};
}

}  // namespace

Judged judge(const oracle::Expectation& expectation, const Observation& observation, int step, bool strict) {
  Judged judged;
  if (const auto why = breakage(observation); !why.empty()) {
    judged.judgements.push_back(
        {Outcome::error, Level::must, broken_by_breaking(expectation), expectation.operation + ": " + why, step});
    return judged;
  }
  if (auto judgement = declined(expectation, observation, step)) {
    judged.judgements.push_back(std::move(*judgement));
    return judged;
  }
  for (const auto& demand : expectation.demands) {
    const Finding finding = std::visit(Check{observation}, demand.condition);
    if (demand.level == Level::report) {
      if (finding.outcome == Outcome::pass) continue;
      judged.notes.push_back(
          {"remark", demand.requirements.empty() ? "" : demand.requirements.front(), reason_of(demand, finding)});
      continue;
    }
    judged.judgements.push_back({at_level(finding.outcome, demand.level, strict), demand.level, demand.requirements,
                                 reason_of(demand, finding), step});
  }
  return judged;
}

}  // namespace hallmark::verdict
