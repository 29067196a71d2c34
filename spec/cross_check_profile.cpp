// The shipped profile against the Service Requests, both ways.
#include "spec/cross_check.h"

namespace hallmark::spec {
namespace {

std::string named(const std::string& srv, const std::string& device_type) { return srv + " on " + device_type; }

/// Whether "*" may stand for the device types of a request: it has none, or every one of the schema.
bool may_be_any(const ServiceRequest& request, const Facts& facts) {
  if (request.device_types.empty()) return true;
  return std::all_of(facts.device_types.begin(), facts.device_types.end(),
                     [&](const DeviceType& type) { return type.in_schema == has(request.device_types, type.id); });
}

void check_row(const ProfileRow& row, const Facts& facts) {
  const ServiceRequest* request = facts.service_request(row.srv);
  if (request == nullptr)
    fail(row.at, "there is no Service Request '" + row.srv + "'", "add it to service_requests.xml");
  if (row.device_type == "*" ? !may_be_any(*request, facts) : !has(request->device_types, row.device_type))
    fail(row.at, "device type '" + row.device_type + "' is no target of " + row.srv, "name one of its device types");
  if (row.expect == Permission::permit &&
      (row.device_type == "*" ? !request->sensitive_device_types.empty()
                              : has(request->sensitive_device_types, row.device_type)))
    fail(row.at, named(row.srv, row.device_type) + " is sensitive and permitted", "reject it or leave it open");
}

/// What is open is shown only, unless an invariant holds for it; what is not open has none.
void check_level(const ProfileRow& row) {
  const bool invariant = row.invariant != Invariant::none;
  if (invariant && (row.expect != Permission::open || row.level != Level::must))
    fail(row.at, "an invariant on " + named(row.srv, row.device_type) + " that is not open and a must",
         "write expect=\"open\" level=\"must\"");
  if (!invariant && row.expect == Permission::open && row.level != Level::report)
    fail(row.at, named(row.srv, row.device_type) + " is open and judged", "write level=\"report\" or an invariant");
}

void check_complete(const Facts& facts, const std::set<std::pair<std::string, std::string>>& rows) {
  for (const ServiceRequest& request : facts.service_requests) {
    const bool any = rows.contains({request.variant, "*"});
    if (!any && request.device_types.empty())
      fail(request.at, "the profile has no row for " + request.variant, "add it to restricted_profile.xml");
    for (const std::string& type : request.device_types)
      if (any == rows.contains({request.variant, type}))
        fail(request.at,
             "the profile has " + std::string(any ? "two rows" : "no row") + " for " + named(request.variant, type),
             "give it one in restricted_profile.xml");
  }
}

}  // namespace

void cross_check_profile(const Tables& tables) {
  std::set<std::pair<std::string, std::string>> rows;
  for (const ProfileRow& row : tables.facts.shipped_profile) {
    check_row(row, tables.facts);
    check_level(row);
    if (!rows.emplace(row.srv, row.device_type).second)
      fail(row.at, "row " + named(row.srv, row.device_type) + " stands twice", "remove one of the two");
  }
  check_complete(tables.facts, rows);
}

}  // namespace hallmark::spec
