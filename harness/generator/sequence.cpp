#include "harness/generator/sequence.h"

#include <algorithm>
#include <set>

#include "harness/generator/alert_from_device.h"
#include "harness/generator/script.h"

namespace hallmark::generator {

namespace {

/// A gas role has no business with an electricity device, nor the other way round.
bool fits(const spec::Role& role, const spec::DeviceType* type) {
  return type == nullptr || role.fuel == spec::Fuel::both || type->fuel == spec::Fuel::both || role.fuel == type->fuel;
}

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_behind_flag(const std::string& type) { return type == "ESME" || type == "GSME" || type == "GPF"; }

/// What a request makes devices do: itself, or what the sample Create Schedule names.
const spec::ServiceRequest& carried(const SequenceMaterial& material, const spec::ServiceRequest& service) {
  return service.variant == "5.1" ? *material.facts->service_request("4.6.1") : service;
}

void add_sendable(const SequenceMaterial& material, const spec::ServiceRequest& service, const std::string& type,
                  std::vector<Sendable>& all) {
  const auto samples = schema::samples_of(*material.samples, service.variant);
  const auto* device_type = type.empty() ? nullptr : material.facts->device_type(type);
  if (samples.empty() || (device_type != nullptr && !device_type->in_schema)) return;
  const auto& carries = carried(material, service);
  const auto* row = material.profile->find(carries.variant, type);
  const bool forbidden = is_behind_flag(type) && (row == nullptr || row->expect == spec::Permission::reject);
  const bool reads = forbidden && has(carries.sensitive_device_types, type);
  for (const auto& role : service.roles) {
    if (!fits(*material.facts->role(role), device_type) || !has(carries.roles, role)) continue;
    for (const int command_variant : service.command_variants) {
      // A signed pre-command needs a pre-command that was handed over first.
      if (command_variant >= 5 && command_variant <= 7) continue;
      all.push_back({&service, type, role, command_variant, samples, forbidden, reads});
    }
  }
}

}  // namespace

std::vector<Sendable> sendable_requests(const SequenceMaterial& material) {
  // 5.2 and 5.3 name a schedule that only a Response tells; 8.13 the answer to a local command.
  static const std::set<std::string> need_an_answer = {"5.2", "5.3", "8.13"};
  std::vector<Sendable> all;
  for (const auto& service : material.facts->service_requests) {
    if (need_an_answer.contains(service.variant)) continue;
    if (service.device_types.empty()) add_sendable(material, service, "", all);
    for (const auto& type : service.device_types) {
      if (service.variant == "5.1" && !has(carried(material, service).device_types, type)) continue;
      add_sendable(material, service, type, all);
    }
  }
  return all;
}

std::vector<Sounding> sounding_alerts(const spec::Facts& facts) {
  std::vector<Sounding> all;
  for (const auto& alert : facts.alerts) {
    if (alert.dcc || is_for_the_dcc(alert.code) || answers_a_waiting_request(alert.code)) continue;
    for (const auto& type : alert.device_types) {
      const auto* known = facts.device_type(type);
      if (known != nullptr && known->in_schema) all.push_back({&alert, type});
    }
  }
  return all;
}

Sequences::Sequences(const SequenceMaterial& material) : material_(material) {
  repertoire_.requests = sendable_requests(material);
  if (material.templates != nullptr) {
    repertoire_.deviations = all_deviations();
    std::erase_if(repertoire_.deviations, [](const Deviation& each) { return each.follows; });
  }
  repertoire_.alerts = sounding_alerts(*material.facts);
  for (const auto& each : repertoire_.requests) {
    if (!each.reads_consumption) continue;
    repertoire_.consumption.push_back(&each);
    if (each.service->variant == "5.1") repertoire_.schedules.push_back(&each);
    const auto is_dated = [](const auto* sample) { return sample->future_dated; };
    if (std::any_of(each.samples.begin(), each.samples.end(), is_dated)) repertoire_.future_dated.push_back(&each);
  }
  for (const auto& each : repertoire_.alerts) {
    const bool critical = each.alert->category == "critical" && each.alert->expect == spec::Permission::permit;
    if (critical && is_behind_flag(each.device_type)) repertoire_.critical_alerts.push_back(each);
  }
}

scenario::Trial Sequences::trial(std::uint64_t seed, const StreetPlan& plan, const std::vector<Move>& moves) const {
  std::vector<FuzzedMove> plain;
  for (const auto& move : moves) plain.push_back({move, {}});
  return trial(seed, plan, plain);
}

scenario::Trial Sequences::trial(std::uint64_t seed, const StreetPlan& plan,
                                 const std::vector<FuzzedMove>& moves) const {
  Random random(seed);
  Script script(material_, repertoire_, street(plan, random), random);
  for (const auto& [move, edit] : moves) script.play(move, edit);
  return script.finish();
}

}  // namespace hallmark::generator
