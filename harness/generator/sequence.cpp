#include "harness/generator/sequence.h"

#include <algorithm>
#include <array>
#include <set>

#include "harness/generator/script.h"

namespace hallmark::generator {

namespace {

/// A gas role has no business with an electricity device, nor the other way round.
bool fits(const spec::Role& role, const spec::DeviceType* type) {
  return type == nullptr || role.fuel == spec::Fuel::both || type->fuel == spec::Fuel::both || role.fuel == type->fuel;
}

void add_sendable(const SequenceMaterial& material, const spec::ServiceRequest& service, const std::string& type,
                  std::vector<Sendable>& all) {
  const auto samples = schema::samples_of(*material.samples, service.variant);
  const auto* device_type = type.empty() ? nullptr : material.facts->device_type(type);
  if (samples.empty() || (device_type != nullptr && !device_type->in_schema)) return;
  for (const auto& role : service.roles) {
    if (!fits(*material.facts->role(role), device_type)) continue;
    for (const int command_variant : service.command_variants) {
      // A signed pre-command needs a pre-command that was handed over first.
      if (command_variant >= 5 && command_variant <= 7) continue;
      all.push_back({&service, type, role, command_variant, samples});
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
    for (const auto& type : service.device_types) add_sendable(material, service, type, all);
  }
  return all;
}

Sequences::Sequences(const SequenceMaterial& material) : material_(material), sendable_(sendable_requests(material)) {}

std::vector<scenario::Stimulus> Sequences::stimuli(std::uint64_t seed, const StreetPlan& plan,
                                                   const std::vector<Move>& moves) const {
  Random random(seed);
  Script script(material_, sendable_, street(plan, random), random);
  for (const auto& move : moves) script.play(move);
  return script.finish();
}

}  // namespace hallmark::generator
