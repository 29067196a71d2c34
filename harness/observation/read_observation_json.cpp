#include "harness/observation/observation_json.h"
#include "harness/observation/statement_json.h"
#include "harness/scenario/json_members.h"

namespace hallmark::observation {
namespace {

namespace members = scenario::members;
using members::WrongMember;

constexpr long long largest_count = 9'007'199'254'740'991;  // what every JSON library carries exactly

Observation read_initialized(const Json& json) {
  Initialized answer;
  answer.protocol = static_cast<int>(members::whole(json, "protocol", 1, 1));
  answer.implementation = members::object(json, "implementation", [](const Json& object) {
    return Identity{members::text(object, "name"), members::text_or_empty(object, "version"),
                    members::text_or_empty(object, "vendor"), members::text_or_empty(object, "language")};
  });
  if (members::find(json, "statement")) answer.statement = members::object(json, "statement", statement_from_json);
  answer.duis_base = members::text_if(json, "duisBase");
  return Answered{std::move(answer)};
}

Observation read_submit(const Json& json) {
  const auto response = json.find("response");
  if (response != json.end() && response->is_null()) return Refused{members::text_or_empty(json, "rejected")};
  if (response == json.end() || !response->is_string()) members::refuse(json, "response", "a string or null");
  return Answered{Responded{{response->get<std::string>(), {}}}};
}

Observation read_ssi(const Json& json) {
  SsiAnswer answer;
  answer.accepted = members::word(json, "outcome", {"accepted", "refused"}) == "accepted";
  answer.reason = members::text_or_empty(json, "reason");
  answer.effective = members::text_if(json, "effective");
  if (answer.effective) members::time(json, "effective");
  answer.restricted = members::truth_if(json, "restricted");
  if (members::find(json, "serviceFlag")) answer.service_flag = members::word(json, "serviceFlag", {"A", "N", "I"});
  return Answered{std::move(answer)};
}

Observation read_report(const Json& json) {
  Reported answer;
  if (members::find(json, "attempted") || members::find(json, "failed")) {
    answer.attempted = members::whole(json, "attempted", 0, largest_count);
    answer.failed = members::whole(json, "failed", 0, largest_count);
  } else {
    answer.included = members::texts(json, "included");
    answer.excluded = members::texts(json, "excluded");
  }
  return Answered{std::move(answer)};
}

ToDevice read_to_device(const Json& json) {
  return {members::text(json, "device"), members::text_or_empty(json, "requestId"), members::text_or_empty(json, "srv"),
          members::text_if(json, "schedule"), members::text_if(json, "payload")};
}

ToUser read_to_user(const Json& json) { return {members::text(json, "user"), {members::text(json, "duis"), {}}}; }

ToCsp read_to_csp(const Json& json) { return {members::text(json, "device"), members::truth(json, "restricted")}; }

ToRegistration read_to_registration(const Json& json) {
  ToRegistration file;
  file.fuel = members::word(json, "fuel", {"electricity", "gas"});
  file.network_operator = members::text_if(json, "networkOperator");
  file.updates = members::rows(json, "updates", [](const Json& row) {
    return FeedUpdate{members::text(row, "meteringPoint"), members::text_if(row, "flag")};
  });
  return file;
}

InstallCodeAnswer read_install_code_answer(const Json& json) {
  InstallCodeAnswer row;
  row.request = members::text(json, "request");
  row.device = members::text(json, "device");
  row.from = members::text(json, "from");
  row.to = members::text(json, "to");
  row.install_code = members::text_if(json, "installCode");
  row.not_installer = members::truth_if(json, "notInstaller").value_or(false);
  row.refused = members::text_if(json, "refused");
  const int answers = int{row.install_code.has_value()} + int{row.not_installer} + int{row.refused.has_value()};
  if (answers != 1) {
    throw WrongMember("", "must have one of installCode, notInstaller:true and refused, had " +
                              (answers == 0 ? std::string("none") : std::to_string(answers)));
  }
  return row;
}

/// A list of a drain; an implementation that has nothing for it may leave it out.
template <class Read>
auto rows_if(const Json& json, std::string_view name, Read read) -> decltype(members::rows(json, name, read)) {
  if (!members::find(json, name)) return {};
  return members::rows(json, name, read);
}

Observation read_drained(const Json& json) {
  Effects effects;
  effects.to_devices = rows_if(json, "toDevices", read_to_device);
  effects.to_users = rows_if(json, "toUsers", read_to_user);
  effects.to_csp = rows_if(json, "toCsp", read_to_csp);
  effects.to_registration = rows_if(json, "toRegistration", read_to_registration);
  effects.install_codes = rows_if(json, "installCodes", read_install_code_answer);
  return Answered{Drained{std::move(effects)}};
}

bool answers_with_nothing(std::string_view operation) {
  for (const std::string_view name : {"reset", "inventory", "registration", "fromDevice", "advance", "shutdown"}) {
    if (operation == name) return true;
  }
  return false;
}

Observation read(std::string_view operation, const Json& json) {
  if (answers_with_nothing(operation)) return Answered{Done{}};
  if (operation == "initialize") return read_initialized(json);
  if (operation == "submit") return read_submit(json);
  if (operation == "ssi") return read_ssi(json);
  if (operation == "installCode") return Answered{InstallCodeRequested{members::text(json, "request")}};
  if (operation == "report") return read_report(json);
  if (operation == "drain") return read_drained(json);
  throw WrongMember("", "is no operation");
}

}  // namespace

Observation observation_from_result(std::string_view operation, const Json& result) {
  try {
    members::require_object(result);
    return read(operation, result);
  } catch (const std::exception& problem) {
    return Malformed{std::string(operation) + ": " + problem.what(), {}, {}};
  }
}

}  // namespace hallmark::observation
