#include "suites/restricted/bypass.h"

#include <algorithm>
#include <cctype>

#include "suites/duis/deviant.h"
#include "suites/restricted/pair.h"

namespace hallmark::suites {

namespace {

using generator::Deviation;
using generator::Fate;

/// A role fits a device where it may ask and does not belong to the other fuel.
std::string eligible_role(const spec::Facts& facts, const spec::ServiceRequest& service, const std::string& type) {
  const auto fuel = facts.device_type(type)->fuel;
  for (const auto& role : service.roles) {
    const auto of_role = facts.role(role)->fuel;
    if (of_role == spec::Fuel::both || fuel == spec::Fuel::both || of_role == fuel) return role;
  }
  return {};
}

/// What is tried: every spelling that means the same, and what is invalid and still names the Service Request to a
/// reader who is not strict. What says something else than the plain request has cases elsewhere.
bool is_a_way_past(const Deviation& deviation) {
  if (deviation.fate == Fate::equivalent) return true;
  return deviation.name == "wrong_service" || deviation.layer == "hostile" || deviation.layer == "well-formedness";
}

std::vector<run::Trial> trials(const Material& material, const Question& question, const Deviation& deviation,
                               std::uint64_t seed) {
  generator::Random random(seed);
  const auto premises = generator::premises(random);
  generator::DeviationSource source;
  source.facts = material.facts;
  source.premises = &premises;
  std::vector<run::Trial> made;
  for (auto& trial : pair_trials(material, question, seed)) {
    auto half = deviant_half(std::move(trial.restricted), trial.restricted_probe, deviation, source, random);
    if (!half) continue;
    trial.restricted = std::move(half->steps);
    trial.restricted_probe = std::move(half->probe);
    made.push_back(std::move(trial));
  }
  return made;
}

run::Case rejected_however_written(const Material& material, const Question& question, const Deviation& deviation) {
  std::string type = question.device_type;
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  run::Case made;
  made.id = "restricted/bypass/" + deviation.name + ".srv_" + id_of(question.service->variant) + '.' + type;
  made.title = question.service->variant + ' ' + question.service->name + " for a Restricted " + question.device_type +
               ": " + deviation.what + " Nothing reaches the device, and nothing comes back.";
  made.facet = "restricted-mode";
  const auto* row = material.profile->find(question.service->variant, question.device_type);
  made.axes.srv = question.service->variant;
  made.axes.device_type = question.device_type;
  made.axes.role = question.role;
  made.axes.command_variant = question.command_variant;
  made.axes.expect = "reject";
  made.axes.level = row != nullptr ? spec::name(row->level) : "must";
  made.requirements = {"mp169.allow-list", "mp169.consumption-never-leaves", "mp169.nothing-comes-back",
                       "duis.response-valid"};
  made.assumes = {"duis.valid-accepted", "mp169.set-by-responsible-supplier", "mp169.visible"};
  made.trials = [material, question, deviation](std::uint64_t seed) {
    return trials(material, question, deviation, seed);
  };
  return made;
}

}  // namespace

Suite bypass(const Material& material) {
  Suite suite;
  suite.name = "restricted/bypass";
  suite.title = "A request for consumption of a Restricted device is rejected however it is written";
  const auto all = generator::all_deviations();
  bool first = true;
  for (const auto& service : material.facts->service_requests) {
    for (const auto& type : service.sensitive_device_types) {
      const auto* row = material.profile->find(service.variant, type);
      const bool rejected = row == nullptr || row->expect == spec::Permission::reject;
      const auto role = eligible_role(*material.facts, service, type);
      if (!rejected || role.empty()) continue;
      const Question question{&service, type, role, service.command_variants.front(), material.schema_version};
      for (const auto& deviation : all) {
        // What is not valid at all says the same of every Service Request: the first stands for all.
        if (!is_a_way_past(deviation) || (deviation.fate == Fate::refused && !first)) continue;
        suite.cases.push_back(rejected_however_written(material, question, deviation));
      }
      first = false;
    }
  }
  return suite;
}

}  // namespace hallmark::suites
