#include "suites/gaps/outcome.h"

#include <algorithm>

namespace hallmark::suites {

namespace {

using observation::Observation;

std::string joined(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? "nothing" : text;
}

std::string in_words(const observation::ToUser& row) {
  const auto& reading = row.document.reading;
  std::string text = "tells " + row.user;
  if (!reading.kind.empty()) text += ' ' + reading.kind;
  for (const auto* part : {&reading.variant, &reading.code, &reading.alert_code, &reading.content}) {
    if (!part->empty()) text += ' ' + *part;
  }
  return text;
}

std::string in_words(const observation::Effects& effects) {
  std::vector<std::string> parts;
  for (const auto& row : effects.to_devices) parts.push_back("sends " + row.srv + " to " + row.device);
  for (const auto& row : effects.to_users) parts.push_back(in_words(row));
  for (const auto& row : effects.to_csp) parts.push_back(row.restricted ? "tells the CSP set" : "tells the CSP clear");
  for (const auto& file : effects.to_registration) {
    for (const auto& update : file.updates)
      parts.push_back("feeds " + update.flag.value_or("null") + " of " + update.metering_point);
  }
  for (const auto& row : effects.install_codes) {
    parts.push_back(std::string(row.install_code ? "gives" : "refuses") + " the install code of " + row.device);
  }
  return joined(std::move(parts));
}

struct InWords {
  std::string operator()(const observation::Responded& responded) const {
    const auto& reading = responded.response.reading;
    return reading.code + (reading.content.empty() ? "" : " with " + reading.content);
  }
  std::string operator()(const observation::SsiAnswer& answer) const {
    std::string text = answer.accepted ? "accepted" : "refused";
    if (answer.effective) text += ", from a later moment";
    if (answer.restricted) {
      text += *answer.restricted ? ", Restricted" : ", not Restricted";
      text += ", service flag " + answer.service_flag.value_or("null");
    }
    return text;
  }
  std::string operator()(const observation::Drained& drained) const { return in_words(drained.effects); }
  std::string operator()(const observation::Reported& reported) const {
    std::vector<std::string> parts;
    for (const auto& device : reported.included) parts.push_back("includes " + device);
    for (const auto& device : reported.excluded) parts.push_back("leaves out " + device);
    if (reported.attempted) parts.push_back(std::to_string(*reported.attempted) + " attempted");
    if (reported.failed) parts.push_back(std::to_string(*reported.failed) + " failed");
    return joined(std::move(parts));
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "done";
  }
};

std::string in_words(const Observation& observation) {
  if (const auto* answered = std::get_if<observation::Answered>(&observation)) {
    return std::visit(InWords{}, answered->answer);
  }
  if (std::holds_alternative<observation::Refused>(observation)) return "refused without a Response";
  if (std::holds_alternative<observation::Declined>(observation)) return "declined";
  return "broken";
}

/// The parts of an outcome behind what was asked.
std::vector<std::string> parts_of(const std::string& outcome) {
  constexpr std::string_view between = ", ";
  std::vector<std::string> parts;
  auto at = outcome.find(": ") + 2;
  for (auto end = outcome.find(between, at); end != std::string::npos; end = outcome.find(between, at)) {
    parts.push_back(outcome.substr(at, end - at));
    at = end + between.size();
  }
  parts.push_back(outcome.substr(at));
  return parts;
}

std::string asked(const scenario::Stimulus& stimulus) {
  const std::string operation(scenario::operation(stimulus));
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) return "submit " + submit->reading.header_srv;
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) return "ssi " + ssi->action;
  if (const auto* report = std::get_if<scenario::Report>(&stimulus)) return "report " + report->kind;
  return operation;
}

}  // namespace

std::string outcome(const run::Exchange& exchange) {
  return asked(exchange.stimulus) + ": " + in_words(exchange.observation);
}

std::string without_what_is_shared(const std::string& one, const std::string& other) {
  const auto colon = one.find(": ");
  if (colon == std::string::npos || other.find(": ") == std::string::npos) return one;
  auto shared = parts_of(other);
  std::string text;
  for (const auto& part : parts_of(one)) {
    const auto found = std::find(shared.begin(), shared.end(), part);
    if (found == shared.end()) text += (text.empty() ? "" : ", ") + part;
    if (found != shared.end()) shared.erase(found);
  }
  return one.substr(0, colon + 2) + (text.empty() ? "nothing of that" : text);
}

std::optional<std::size_t> first_parting(const std::vector<run::Exchange>& one,
                                         const std::vector<run::Exchange>& other) {
  for (std::size_t step = 0; step < std::min(one.size(), other.size()); ++step) {
    if (asked(one[step].stimulus) != asked(other[step].stimulus)) return std::nullopt;
    if (outcome(one[step]) != outcome(other[step])) return step;
  }
  return std::nullopt;
}

}  // namespace hallmark::suites
