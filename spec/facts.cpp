#include "spec/facts.h"

#include <algorithm>

#include "spec/digest.h"
#include "spec/tables.h"

namespace hallmark::spec {
namespace {

/// The record whose member equals the id, or null.
template <class Records, class Member>
auto find(const Records& records, Member member, std::string_view id) -> const typename Records::value_type* {
  const auto found =
      std::find_if(records.begin(), records.end(), [&](const auto& record) { return record.*member == id; });
  return found == records.end() ? nullptr : &*found;
}

using Reader = std::string (*)(const std::filesystem::path&, Tables&);

// In an order in which each file finds what it builds on: device types before "any" is spelt out, sources before rows
// are cited.
constexpr std::pair<const char*, Reader> readers_by_file[] = {
    {"roles.xml", read_roles},
    {"device_types.xml", read_device_types},
    {"service_requests.xml", read_service_requests},
    {"alerts.xml", read_alerts},
    {"response_codes.xml", read_response_codes},
    {"bank_holidays.xml", read_bank_holidays},
    {"sources.xml", read_sources},
    {"not_asserted.xml", read_not_asserted},
    {"requirements.xml", read_requirements},
    {"open_points.xml", read_open_points},
    {"restricted_profile.xml", read_restricted_profile},
};

/// Over every file's name, size and bytes, in name order.
std::string digest_of(const std::map<std::string, std::string>& files) {
  std::string all;
  for (const auto& [name, bytes] : files) all += name + ' ' + std::to_string(bytes.size()) + '\n' + bytes;
  return sha256(all);
}

}  // namespace

std::string_view name(Level level) {
  constexpr std::string_view names_in_order[] = {"must", "should", "report"};
  return names_in_order[static_cast<std::size_t>(level)];
}

std::string_view name(Basis basis) {
  constexpr std::string_view names_in_order[] = {"quoted", "derived", "optional"};
  return names_in_order[static_cast<std::size_t>(basis)];
}

std::string_view name(Permission permission) {
  constexpr std::string_view names_in_order[] = {"permit", "reject", "open"};
  return names_in_order[static_cast<std::size_t>(permission)];
}

const Role* Facts::role(std::string_view id) const { return find(roles, &Role::id, id); }
const DeviceType* Facts::device_type(std::string_view id) const { return find(device_types, &DeviceType::id, id); }
const ServiceRequest* Facts::service_request(std::string_view variant) const {
  return find(service_requests, &ServiceRequest::variant, variant);
}
const ServiceRequest* Facts::by_body_element(std::string_view element) const {
  return find(service_requests, &ServiceRequest::body_element, element);
}
const ResponseCode* Facts::response_code(std::string_view code) const {
  return find(response_codes, &ResponseCode::code, code);
}
const Requirement* Facts::requirement(std::string_view id) const { return find(requirements, &Requirement::id, id); }
const OpenPoint* Facts::open_point(std::string_view id) const { return find(open_points, &OpenPoint::id, id); }
const Alert* Facts::alert(std::string_view code) const { return find(alerts, &Alert::code, code); }

Facts load_facts(const std::filesystem::path& folder) {
  Tables tables;
  std::map<std::string, std::string> files;
  for (const auto& [file, read] : readers_by_file) files[file] = read(folder, tables);
  cross_check_catalogue(tables);
  cross_check_codes(tables);
  cross_check_requirements(tables);
  cross_check_profile(tables);
  tables.facts.digest = digest_of(files);
  return std::move(tables.facts);
}

}  // namespace hallmark::spec
