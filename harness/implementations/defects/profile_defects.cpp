// Rows of the shipped profile the wrong way round: rejected and passed on, permitted and refused.
#include <set>

#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

namespace {

std::string word(std::string text) {
  for (char& c : text) c = c == '.' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_sensitive(const spec::Facts& facts, const spec::ProfileRow& row) {
  static const std::set<std::string> consumption = {"4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.4.2",
                                                    "4.4.3", "4.6.1", "4.8.1", "4.17"};
  return consumption.contains(row.srv) && facts.service_request(row.srv) != nullptr;
}

/// The requirement that a permitted Service Request is refused against.
std::string broken_by_refusal(const spec::ProfileRow& row) {
  static const std::set<std::string> firmware = {"11.1", "11.2", "11.3", "11.4"};
  static const std::set<std::string> commissioning = {"6.15.1", "6.15.2", "6.17",  "6.21", "6.23",
                                                      "6.24.1", "6.24.2", "8.1.1", "8.11", "12.2"};
  if (firmware.contains(row.srv)) return "mp169.firmware-passes";
  if (row.srv == "3.2") return "mp169.tenancy-request-passes";
  if (commissioning.contains(row.srv)) return "mp169.commissioning-unaffected";
  if (row.srv.starts_with("8.7") || row.srv.starts_with("8.8")) return "mp169.local-displays-stay";
  return "mp169.allowed-still-works";
}

Defect row_defect(const spec::Facts& facts, const spec::ProfileRow& row, bool passes) {
  Defect made;
  made.name = "profile_" + word(row.srv) + '_' + word(row.device_type) + (passes ? "_passes" : "_is_refused");
  made.requirement = !passes                    ? broken_by_refusal(row)
                     : is_sensitive(facts, row) ? "mp169.consumption-never-leaves"
                                                : "mp169.allow-list";
  made.why = "The profile " + std::string(passes ? "rejects " : "permits ") + row.srv + " for a Restricted " +
             row.device_type + ", and it is " + (passes ? "passed on." : "refused.");
  made.effects = {Takes{Decision::may_pass, passes}};
  made.when = both(of_service(row.srv), of_type(row.device_type));
  made.is_should = row.level == spec::Level::should;
  const bool holds_flag = row.device_type == "ESME" || row.device_type == "GSME" || row.device_type == "GPF";
  if (holds_flag || passes) return made;
  // Another device has no flag: what is about it is refused beside a Restricted meter.
  made.requirement = "mp169.unrestricted-untouched";
  made.why =
      "No " + row.device_type + " is Restricted, and " + row.srv + " for it is refused beside a Restricted meter.";
  made.effects = {Takes{Decision::is_refused, true}};
  made.when =
      both(of_service(row.srv), [](const Situation& situation, const Subject&) { return situation.any_restricted(); });
  return made;
}

}  // namespace

/// Every rejected row, and of each permitted Service Request the row of one device type.
Defects profile_defects(const spec::Facts& facts) {
  Defects made;
  std::set<std::string> permitted;
  for (const auto& row : facts.shipped_profile) {
    const auto* type = facts.device_type(row.device_type);
    const auto* service = facts.service_request(row.srv);
    // Nobody may ask for those without roles; 12.2 announces a device that nobody knows, so none that is Restricted.
    if (service == nullptr || service->roles.empty() || row.srv == "12.2") continue;
    if (type == nullptr || !type->in_schema || row.level == spec::Level::report) continue;
    if (row.expect == spec::Permission::reject) made.push_back(row_defect(facts, row, true));
    const bool is_new = row.expect == spec::Permission::permit && permitted.insert(row.srv).second;
    if (is_new) made.push_back(row_defect(facts, row, false));
  }
  return made;
}

}  // namespace hallmark::implementations
