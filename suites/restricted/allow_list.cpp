#include "suites/restricted/allow_list.h"

#include <algorithm>
#include <cctype>

#include "suites/restricted/pair_documents.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/allow_list";

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// A gas role has no business with an electricity device, nor the other way round.
bool fits(const spec::Role& role, const spec::DeviceType* type) {
  return type == nullptr || role.fuel == spec::Fuel::both || type->fuel == spec::Fuel::both || role.fuel == type->fuel;
}

std::vector<std::string> judged_by(const spec::ProfileRow* row, const spec::ServiceRequest& service,
                                   const std::string& type) {
  std::vector<std::string> ids = {"mp169.flag-exists", "mp169.no-request-sets-flag", "mp169.flag-sends-nothing",
                                  "duis.response-valid", "duis.response-matches"};
  const bool rejected = row == nullptr || row->expect == spec::Permission::reject;
  const bool behind_flag = type == "ESME" || type == "GSME" || type == "GPF";
  if (rejected && behind_flag) {
    ids.insert(ids.end(),
               {"mp169.allow-list", "mp169.nothing-comes-back", "mp169.choice-is-not-a-fault", "choices.as-declared"});
    if (row == nullptr) ids.emplace_back("mp169.default-deny");
    const auto& sensitive = service.sensitive_device_types;
    if (std::find(sensitive.begin(), sensitive.end(), type) != sensitive.end())
      ids.emplace_back("mp169.consumption-never-leaves");
  } else {
    ids.emplace_back(behind_flag ? "mp169.allowed-still-works" : "mp169.unrestricted-untouched");
    if (row != nullptr && row->category == "firmware") ids.emplace_back("mp169.firmware-passes");
    if (row != nullptr && row->invariant == spec::Invariant::no_consumption)
      ids.emplace_back("mp169.consumption-never-leaves");
    if (row != nullptr && (row->category == "commissioning" || row->category == "security-credentials")) {
      ids.emplace_back("mp169.commissioning-unaffected");
    }
    if (service.variant == "3.2") ids.emplace_back("mp169.tenancy-request-passes");
    if (service.variant.starts_with("8.7.") || service.variant.starts_with("8.8."))
      ids.emplace_back("mp169.local-displays-stay");
  }
  return ids;
}

/// Why a combination that the facts allow is not run; empty: it is run.
std::string not_run_because(const Material& material, const spec::ServiceRequest& service, const spec::DeviceType* type,
                            const std::string& role) {
  if (type != nullptr && !type->in_schema)
    return type->id + " is no DeviceType of the schema, so no estate can hold one";
  if (service.variant == "8.13" && local_command_for(*material.facts, type->id, role) == nullptr) {
    return "8.13 answers a local command, and no Service Request of role " + role + " has one for a device of type " +
           type->id;
  }
  if (service.variant == "5.1" && material.templates->schedulable(*material.facts, role, type->id) == nullptr) {
    return "nothing that role " + role + " may ask of " + type->id + " can be scheduled";
  }
  return {};
}

/// Adds the cases of one Service Request and device type.
class RowBuilder {
 public:
  RowBuilder(const Material& material, const spec::ServiceRequest& service, std::string type, Suite& suite)
      : material_(material), service_(service), type_(std::move(type)), suite_(suite) {}

  void build() {
    const auto* type = material_.facts->device_type(type_);
    const std::string stem =
        std::string(suite_name) + "/srv_" + id_of(service_.variant) + '.' + (type_.empty() ? "none" : lower(type_));
    if (service_.roles.empty()) {
      suite_.not_run.push_back({stem + ".no_role", "no User role is eligible for " + service_.variant});
    }
    for (const auto& role : service_.roles) {
      if (!fits(*material_.facts->role(role), type)) continue;
      for (const int command_variant : service_.command_variants) {
        const std::string id = stem + '.' + lower(role) + ".cv" + std::to_string(command_variant);
        const auto reason = not_run_because(material_, service_, type, role);
        if (reason.empty()) {
          suite_.cases.push_back(make(id, role, command_variant));
        } else {
          suite_.not_run.push_back({id, reason});
        }
      }
    }
  }

 private:
  run::Case make(const std::string& id, const std::string& role, int command_variant) const {
    const auto* row = material_.profile->find(service_.variant, type_);
    run::Case made;
    made.id = id;
    made.title = service_.variant + ' ' + service_.name + (type_.empty() ? "" : " on " + type_) + " by " + role +
                 ", Command Variant " + std::to_string(command_variant) + ", without the flag and with it";
    made.facet = "restricted-mode";
    made.axes.srv = service_.variant;
    made.axes.device_type = type_;
    made.axes.role = role;
    made.axes.command_variant = command_variant;
    made.axes.expect = row != nullptr ? spec::name(row->expect) : "reject";
    made.axes.level = row != nullptr ? spec::name(row->level) : "must";
    made.requirements = judged_by(row, service_, type_);
    made.assumes = {"duis.valid-accepted", "mp169.set-by-responsible-supplier", "mp169.visible"};
    const Question question{&service_, type_, role, command_variant, material_.schema_version};
    made.trials = [material = material_, question](std::uint64_t seed) {
      return pair_trials(material, question, seed);
    };
    return made;
  }

  const Material& material_;
  const spec::ServiceRequest& service_;
  std::string type_;
  Suite& suite_;
};

}  // namespace

Suite allow_list(const Material& material) {
  Suite suite;
  suite.name = suite_name;
  suite.title = "Every Service Request, device type, eligible role and Command Variant, without the flag and with it";
  for (const auto& service : material.facts->service_requests) {
    auto types = service.device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) RowBuilder(material, service, type, suite).build();
  }
  return suite;
}

}  // namespace hallmark::suites
