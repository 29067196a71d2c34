// What went towards devices.
#include <algorithm>
#include <string>
#include <vector>

#include "harness/verdict/judge_checks.h"

namespace hallmark::verdict {

using observation::Observation;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

/// Whether it was asked earlier, and let pass.
bool is_judged_before(const oracle::PastRequests* past, const std::string& request_id) {
  const auto* request = past == nullptr ? nullptr : past->find(request_id);
  return request != nullptr && !request->refused_by_flag;
}

}  // namespace

Finding check(const oracle::NoCommands&, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr || effects->to_devices.empty()) return met;
  return broken("a command went to " + effects->to_devices.front().device);
}

Finding check(const oracle::NoCommandFor& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  for (const auto& row : effects->to_devices) {
    const bool to_device =
        std::find(condition.devices.begin(), condition.devices.end(), row.device) != condition.devices.end() &&
        !condition.others.hold(row.request_id) && !is_judged_before(condition.past, row.request_id);
    const auto& to = condition.request_to;
    const bool counts = to.empty() || std::find(to.begin(), to.end(), row.device) != to.end();
    const bool of_request = counts && !condition.request_id.empty() && row.request_id == condition.request_id;
    if (to_device || of_request) return broken("a command for " + row.request_id + " went to " + row.device);
  }
  return met;
}

Finding check(const oracle::CommandsLike& condition, const Observation& observation) {
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

Finding check(const oracle::NoCommandNaming& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  for (const auto& row : effects->to_devices) {
    if (condition.known.hold(row.request_id) || is_judged_before(condition.past, row.request_id)) continue;
    if (condition.routes->find(row.device, row.srv) == condition.bound)
      return broken("a command of " + row.srv + " (" + row.request_id + ") went to " + row.device);
  }
  return met;
}

Finding check(const oracle::NotBothWays& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const auto sent = std::ranges::find(effects->to_devices, condition.request_id, &observation::ToDevice::request_id);
  if (sent == effects->to_devices.end()) return met;
  for (const auto& row : effects->to_users) {
    const auto& reading = row.document.reading;
    const bool out_of_reach = reading.code == "E20" || reading.code == "E21";
    if (reading.request_id == condition.request_id && is_error_code(reading.code) && !out_of_reach)
      return broken("it was refused with " + reading.code + ", and a command for it went to " + sent->device);
  }
  return met;
}

Finding check(const oracle::CommandSent& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const bool sent =
      std::ranges::any_of(effects->to_devices, [&](const auto& row) { return row.request_id == condition.request_id; });
  if (sent == condition.sent) return met;
  return broken(sent ? "a command for " + condition.request_id + " was sent"
                     : "no command for " + condition.request_id + " was sent");
}

Finding check(const oracle::RunsOf& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  const auto runs = std::ranges::count_if(effects->to_devices, [&](const auto& row) {
    return row.request_id == condition.request_id ||
           (!condition.schedule_id.empty() && row.schedule == condition.schedule_id);
  });
  if (condition.at_least <= runs && runs <= condition.at_most) return met;
  return broken("the schedule caused " + std::to_string(runs) + (runs == 1 ? " command" : " commands"));
}

Finding check(const oracle::NoRefusalOf& condition, const Observation& observation) {
  const auto* effects = effects_of(observation);
  if (effects == nullptr) return met;
  for (const auto& row : effects->to_users) {
    const auto& reading = row.document.reading;
    if (reading.request_id == condition.request_id && is_error_code(reading.code))
      return broken("it was refused with " + reading.code);
  }
  return met;
}

}  // namespace hallmark::verdict
