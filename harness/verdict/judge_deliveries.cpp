// What reached Users, and Alerts.
#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

#include "harness/observation/canary.h"
#include "harness/verdict/judge_checks.h"

namespace hallmark::verdict {

using observation::Observation;

namespace {

/// The documents to Users that hold these bytes.
std::vector<const observation::ToUser*> holders(const observation::Effects& effects, const std::string& canary) {
  std::vector<const observation::ToUser*> rows;
  for (const auto& row : effects.to_users) {
    if (observation::holds_bytes(row.document.xml, canary)) rows.push_back(&row);
  }
  return rows;
}

/// Every text of its own choosing that an implementation says to others than devices.
std::vector<std::string_view> said(const Observation& observation) {
  std::vector<std::string_view> texts;
  if (const auto* refused = std::get_if<observation::Refused>(&observation)) texts.push_back(refused->why);
  if (const auto* responded = observation::answer<observation::Responded>(observation))
    texts.push_back(responded->response.xml);
  if (const auto* ssi = observation::answer<observation::SsiAnswer>(observation)) texts.push_back(ssi->reason);
  if (const auto* asked = observation::answer<observation::InstallCodeRequested>(observation))
    texts.push_back(asked->request);
  if (const auto* report = observation::answer<observation::Reported>(observation)) {
    for (const auto* devices : {&report->included, &report->excluded})
      texts.insert(texts.end(), devices->begin(), devices->end());
  }
  if (const auto* effects = effects_of(observation)) {
    for (const auto& row : effects->to_users) texts.push_back(row.document.xml);
    for (const auto& row : effects->to_csp) texts.push_back(row.device);
    for (const auto& file : effects->to_registration) {
      if (file.network_operator) texts.push_back(*file.network_operator);
      for (const auto& row : file.updates) texts.push_back(row.metering_point);
    }
    for (const auto& row : effects->install_codes) {
      if (row.install_code) texts.push_back(*row.install_code);
      if (row.refused) texts.push_back(*row.refused);
    }
  }
  return texts;
}

/// Whether the payload is in anything said to anybody, wherever it was put: a User's document, the feed, a reason.
Finding told(const std::vector<std::string_view>& texts, const std::string& canary) {
  const bool holds = std::ranges::any_of(texts, [&](auto text) { return observation::holds_bytes(text, canary); });
  return holds ? broken("what it said holds the payload of a device") : met;
}

std::string without_space(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return text;
}

/// AlertCode is hexBinary: either case.
std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

Finding check(const oracle::PayloadWithheld& condition, const Observation& observation) {
  if (const auto* effects = effects_of(observation)) {
    const auto rows = holders(*effects, condition.canary);
    if (!rows.empty()) return broken("its payload reached " + rows.front()->user);
  }
  return told(said(observation), condition.canary);
}

Finding check(const oracle::NothingOf& condition, const Observation& observation) {
  const auto texts = said(observation);
  for (const auto& canary : condition.canaries) {
    if (auto finding = told(texts, canary); finding.outcome != Outcome::pass) return finding;
  }
  return met;
}

Finding check(const oracle::DeliveredLike& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const bool delivered = std::any_of(effects->to_users.begin(), effects->to_users.end(), [&](const auto& row) {
    return observation::holds_bytes(row.document.xml, condition.canary);
  });
  if (delivered == condition.delivered) return met;
  return broken(delivered ? "delivered, and without the flag it was not"
                          : "not delivered, and without the flag it was");
}

Finding check(const oracle::PayloadDelivered& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr || !holders(*effects, condition.canary).empty()) return met;
  return broken("it reached nobody");
}

Finding check(const oracle::NothingDelivered& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  for (const auto& row : effects->to_users) {
    const auto& reading = row.document.reading;
    const bool completed = oracle::response_class(reading.code) == oracle::ResponseClass::completed;
    if (!reading.request_id.empty() && completed) return broken("a Response " + reading.code + " went to " + row.user);
    if (observation::holds_bytes(row.document.xml, condition.canary))
      return broken("the device's answer reached " + row.user);
  }
  return told(said(observation), condition.canary);
}

Finding check(const oracle::NothingForPast& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr || condition.past == nullptr) return met;
  const auto was_refused = [&](const std::string& id) {
    const auto* past = id.empty() || condition.but.hold(id) ? nullptr : condition.past->find(id);
    return past != nullptr && past->refused_by_flag;
  };
  for (const auto& row : effects->to_devices) {
    if (was_refused(row.request_id)) return broken("a command for " + row.request_id + " went to " + row.device);
  }
  for (const auto& row : effects->to_users) {
    const auto& reading = row.document.reading;
    if (!was_refused(reading.request_id)) continue;
    if (oracle::response_class(reading.code) == oracle::ResponseClass::completed)
      return broken("a Response " + reading.code + " to " + reading.request_id + " went to " + row.user);
  }
  return met;
}

Finding check(const oracle::DeliveredAtMost& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const auto times = static_cast<int>(holders(*effects, condition.canary).size());
  return times <= condition.times ? met : broken("it was delivered " + std::to_string(times) + " times");
}

Finding check(const oracle::AlertReaches& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const auto rows = holders(*effects, condition.canary);
  for (const auto& user : condition.users) {
    const auto reached = std::ranges::count_if(rows, [&](const auto* row) { return row->user == user; });
    if (reached == 0) return broken("it did not reach " + user);
    const bool whole = std::ranges::any_of(rows, [&](const auto* row) {
      const auto& reading = row->document.reading;
      return row->user == user && without_space(reading.payload) == condition.payload &&
             (condition.code.empty() || upper(reading.alert_code) == condition.code);
    });
    if (!whole) return broken("it reached " + user + " altered, in its payload or AlertCode");
  }
  return met;
}

Finding check(const oracle::AlertOnce& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto* row : holders(*effects, condition.canary)) {
    if (!seen.emplace(row->user, row->document.reading.throttled_id).second)
      return broken("it reached " + row->user + " more than once");
  }
  return met;
}

Finding check(const oracle::DccAlert& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const bool delivered = std::ranges::any_of(effects->to_users, [&](const auto& row) {
    const auto& reading = row.document.reading;
    return reading.kind == "DCCAlertMessage" && reading.alert_code == condition.code;
  });
  if (delivered == condition.delivered) return met;
  return broken(delivered ? condition.code + " was delivered" : condition.code + " reached nobody");
}

}  // namespace hallmark::verdict
