// Documents, and the synchronous answer to a request.
#include <algorithm>

#include "harness/verdict/judge_checks.h"

namespace hallmark::verdict {

using observation::Observation;

namespace {

/// The E… codes of the Response, or of what followed for a request that was acknowledged first.
std::vector<std::string> refusals(const std::string& later_of, const Observation& observation) {
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

}  // namespace

Finding check(const oracle::NotRefusedAsMalformed&, const Observation& observation) {
  const auto* refused = std::get_if<observation::Refused>(&observation);
  return refused == nullptr ? met : broken("it was refused without a DUIS Response: " + refused->why);
}

/// Invalid is what two engines refuse. What they disagree about is no one's fault, and no proof either.
Finding check(const oracle::DocumentsValid&, const Observation& observation) {
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

Finding check(const oracle::ResponseMatches& condition, const Observation& observation) {
  const auto* reading = response_of(observation);
  if (reading == nullptr) return met;
  if (reading->request_id != condition.request_id) return broken("RequestID " + reading->request_id);
  if (reading->reference != condition.reference) return broken("ServiceReference " + reading->reference);
  return reading->variant == condition.variant ? met : broken("ServiceReferenceVariant " + reading->variant);
}

Finding check(const oracle::DeliveriesMatch& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  for (const auto& row : effects->to_users) {
    const auto& id = row.document.reading.request_id;
    if (id.empty()) continue;  // a Device Alert answers no request
    const auto* asker = condition.asker_of(id);
    if (asker == nullptr) return broken("an answer to " + id + ", which nobody sent, went to " + row.user);
    if (*asker != row.user) return broken("the answer to " + id + " went to " + row.user);
    const auto service = condition.service_of(id);
    if (!service || row.document.reading.kind != "ResponseMessage") continue;
    const auto& [reference, variant] = std::tie(row.document.reading.reference, row.document.reading.variant);
    if (!reference.empty() && reference != service->reference)
      return broken("the answer to " + id + " has ServiceReference " + reference + ", not " + service->reference);
    if (!variant.empty() && variant != service->variant)
      return broken("the answer to " + id + " has ServiceReferenceVariant " + variant + ", not " + service->variant);
  }
  return met;
}

Finding check(const oracle::NothingHandedOver&, const Observation& observation) {
  const auto* reading = response_of(observation);
  if (reading == nullptr || reading->content.empty()) return met;
  return broken("the Response " + reading->code + " holds " + reading->content);
}

Finding check(const oracle::RefusedByErrorCode&, const Observation& observation) {
  if (std::holds_alternative<observation::Refused>(observation))
    return broken("it was refused without a DUIS Response");
  const auto* reading = response_of(observation);
  if (reading == nullptr) return met;
  return is_error_code(reading->code) || reading->code == "I99" ? met : broken("it was answered " + reading->code);
}

Finding check(const oracle::RefusedWith& condition, const Observation& observation) {
  for (const auto& code : refusals(condition.later_of, observation)) {
    if (code != condition.code) return broken("refused with " + code + ", declared is " + condition.code);
  }
  return met;
}

Finding check(const oracle::ToldFromFault& condition, const Observation& observation) {
  for (const auto& code : refusals(condition.later_of, observation)) {
    if (code == "E20" || code == "E21") {
      return broken("refused with " + code + ", which says that the device is out of reach");
    }
  }
  return met;
}

Finding check(const oracle::AnsweredLike& condition, const Observation& observation) {
  if (const auto* refused = std::get_if<observation::Refused>(&observation)) return broken("refused: " + refused->why);
  const auto* reading = response_of(observation);
  if (reading == nullptr) return met;
  if (oracle::response_class(reading->code) != condition.response) return broken("answered " + reading->code);
  if (reading->content == condition.content) return met;
  return broken("the Response holds " + (reading->content.empty() ? "nothing" : reading->content) +
                ", without the flag " + (condition.content.empty() ? "nothing" : condition.content));
}

Finding check(const oracle::NotRefused&, const Observation& observation) {
  if (const auto* refused = std::get_if<observation::Refused>(&observation)) return broken("refused: " + refused->why);
  const auto* reading = response_of(observation);
  return reading == nullptr || !is_error_code(reading->code) ? met : broken("it was refused with " + reading->code);
}

Finding check(const oracle::NotCarriedOut&, const Observation& observation) {
  const auto* reading = response_of(observation);
  if (reading == nullptr) return met;
  if (!reading->content.empty()) return broken("the Response " + reading->code + " holds " + reading->content);
  const bool completed = oracle::response_class(reading->code) == oracle::ResponseClass::completed;
  return completed ? broken("it was answered " + reading->code) : met;
}

Finding check(const oracle::SafeFromHostileXml& condition, const Observation& observation) {
  for (const auto& text : texts_of(observation)) {
    if (!condition.never_repeated.empty() && text.find(condition.never_repeated) != std::string_view::npos)
      return broken("what it put out holds what an entity of the request stands for");
  }
  return met;
}

}  // namespace hallmark::verdict
