#include "harness/generator/semantic.h"

#include <algorithm>
#include <stdexcept>

namespace hallmark::generator {

namespace {

constexpr std::string_view signed_pre_command = "SignedPreCommand";
constexpr int transform = 4;  ///< the Command Variant that asks for a Pre-Command

bool is_of_signed_pre_command(int command_variant) { return command_variant >= 5 && command_variant <= 7; }

}  // namespace

Semantics::Semantics(const spec::Facts& facts, const Documents& documents) : facts_(facts), documents_(documents) {
  const auto& blueprint = documents.blueprint();
  schema_version_ = site("Request/@schemaVersion");
  request_id_ = site("Request/Header/RequestID");
  command_variant_ = site("Request/Header/CommandVariant");
  reference_ = site("Request/Header/ServiceReference");
  variant_ = site("Request/Header/ServiceReferenceVariant");
  for (Index place = 0; place < blueprint.sites.size(); ++place) {
    if (blueprint.nodes[blueprint.sites[place].node].name == "DeviceID") device_ids_.push_back(place);
  }
}

Index Semantics::site(std::string_view path) const {
  const auto& blueprint = documents_.blueprint();
  for (Index place = 0; place < blueprint.sites.size(); ++place) {
    if (blueprint.site_path(place) == path) return place;
  }
  throw std::invalid_argument("the schema has no " + std::string(path));
}

std::vector<Semantics::Pairing> Semantics::pairings(std::uint32_t body) const {
  std::vector<Pairing> made;
  const auto& name = documents_.bodies()[body];
  for (const auto& service : facts_.service_requests) {
    for (const int variant : service.command_variants) {
      const bool as_signed = service.critical && is_of_signed_pre_command(variant);
      if (name == (as_signed ? signed_pre_command : std::string_view(service.body_element))) {
        made.push_back({body, &service, variant});
      }
    }
  }
  return made;
}

std::vector<Semantics::Pairing> Semantics::pairings() const {
  std::vector<Pairing> all;
  for (std::uint32_t body = 0; body < documents_.bodies().size(); ++body) {
    const auto some = pairings(body);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Meaning Semantics::meaning(std::uint32_t body, Random& random) const {
  const auto choices = pairings(body);
  if (choices.empty()) throw std::invalid_argument("no Service Request has the body " + documents_.bodies()[body]);
  const auto& drawn = choices[random.below(choices.size())];
  Meaning made;
  made.service = drawn.service;
  made.command_variant = drawn.command_variant;
  const auto& roles = drawn.service->roles;
  if (!roles.empty()) made.role = roles[random.below(roles.size())];
  return made;
}

void Semantics::fill(Values& values, const Meaning& meaning) const {
  values.set(schema_version_, documents_.blueprint().version);
  values.set(request_id_, meaning.user + ':' + meaning.target + ':' + std::to_string(meaning.counter));
  values.set(command_variant_, std::to_string(meaning.command_variant));
  values.set(reference_, meaning.service->reference);
  values.set(variant_, meaning.service->variant);
}

void Semantics::fill_device(Values& values, const std::string& device) const {
  for (const Index place : device_ids_) values.set(place, device);
}

std::vector<std::string> Semantics::contradictions() const {
  std::vector<std::string> found;
  for (std::uint32_t body = 0; body < documents_.bodies().size(); ++body) {
    if (pairings(body).empty()) found.push_back("no Service Request has the body " + documents_.bodies()[body]);
  }
  const auto& blueprint = documents_.blueprint();
  const auto& listed = blueprint.values[blueprint.sites[variant_].values].boundaries();
  for (const auto& service : facts_.service_requests) {
    if (!documents_.body(service.body_element)) found.push_back("the schema has no body " + service.body_element);
    const bool known = std::ranges::any_of(listed, [&](const Boundary& one) { return one.text == service.variant; });
    if (!known) found.push_back("the schema lists no Variant " + service.variant);
    const bool transformed = std::ranges::find(service.command_variants, transform) != service.command_variants.end();
    if (service.critical != transformed) found.push_back(service.variant + " is critical without a Pre-Command");
  }
  return found;
}

}  // namespace hallmark::generator
