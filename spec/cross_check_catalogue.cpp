// Roles, device types and Service Requests against each other.
#include "spec/cross_check.h"

namespace hallmark::spec {
namespace {

void check_references(const ServiceRequest& request, const Facts& facts) {
  for (const std::string& role : request.roles)
    if (facts.role(role) == nullptr) fail(request.at, "there is no role '" + role + "'", "add it to roles.xml");
  for (const std::string& type : request.device_types)
    if (facts.device_type(type) == nullptr)
      fail(request.at, "there is no device type '" + type + "'", "add it to device_types.xml");
  for (const std::string& type : request.sensitive_device_types)
    if (!has(request.device_types, type))
      fail(request.at, "sensitive device type '" + type + "' is no target of it", "add it to device-types");
  for (const std::string& code : request.message_codes)
    if (!is_code(code)) fail(request.at, "message code '" + code + "' is none", "write four upper-case hex digits");
}

void check_numbers(const ServiceRequest& request) {
  if (request.variant.find_first_not_of("0123456789.") != std::string::npos)
    fail(request.at, "variant '" + request.variant + "' is none", "write numbers with dots between");
  if (request.variant != request.reference && !request.variant.starts_with(request.reference + "."))
    fail(request.at, "reference '" + request.reference + "' does not begin variant '" + request.variant + "'",
         "correct one of them");
}

/// Which Command Variants a request has follows from its being critical, not critical, or addressed to the DCC.
void check_command_variants(const ServiceRequest& request) {
  const int least = request.non_device ? 8 : request.critical ? 4 : 1;
  const int most = request.non_device ? 8 : request.critical ? 7 : 3;
  if (request.non_device && request.critical)
    fail(request.at, "a request to the DCC is critical", "remove critical or non-device");
  for (int variant : request.command_variants)
    if (variant < least || variant > most)
      fail(request.at,
           "Command Variant " + std::to_string(variant) + " does not fit a request that is " +
               (request.non_device ? "addressed to the DCC"
                : request.critical ? "critical"
                                   : "not critical"),
           "it may have " + std::to_string(least) + " to " + std::to_string(most));
}

/// The first place is the header unless the request is addressed to the DCC; a path begins at the body element.
void check_device_id_at(const ServiceRequest& request) {
  const std::vector<std::string> places = words_of(request.device_id_at);
  if (places.empty() && !request.device_types.empty())
    fail(request.at, "it has device types but no place of a device id", "add device-id-at");
  for (const std::string& place : places) {
    const bool header = place == "header";
    if (header != (!request.non_device && &place == &places.front()))
      fail(request.at, "device-id-at '" + request.device_id_at + "' does not fit its target",
           "begin with header, or with a path where the target is the DCC");
    if (!header && !place.starts_with(request.body_element + "/"))
      fail(request.at, "path '" + place + "' does not begin with its body element",
           "begin it with " + request.body_element);
  }
}

void check_used(const Facts& facts) {
  for (const Role& role : facts.roles)
    if (std::none_of(facts.service_requests.begin(), facts.service_requests.end(),
                     [&](const ServiceRequest& request) { return has(request.roles, role.id); }))
      fail(role.at, "no Service Request names role '" + role.id + "'", "remove it or name it");
  for (const DeviceType& type : facts.device_types)
    if (std::none_of(facts.service_requests.begin(), facts.service_requests.end(),
                     [&](const ServiceRequest& request) { return has(request.device_types, type.id); }))
      fail(type.at, "no Service Request names device type '" + type.id + "'", "remove it or name it");
}

}  // namespace

void cross_check_catalogue(const Tables& tables) {
  const Facts& facts = tables.facts;
  require_unique(facts.roles, &Role::id, "role");
  require_unique(facts.device_types, &DeviceType::id, "device type");
  require_unique(facts.service_requests, &ServiceRequest::variant, "Service Request");
  require_unique(facts.service_requests, &ServiceRequest::body_element, "body element");
  for (const ServiceRequest& request : facts.service_requests) {
    check_references(request, facts);
    check_numbers(request);
    check_command_variants(request);
    check_device_id_at(request);
    if (request.schedulable && (request.non_device || request.device_types.empty()))
      fail(request.at, "a request that no device answers is schedulable", "remove schedulable");
  }
  check_used(facts);
}

}  // namespace hallmark::spec
