#include <stdexcept>

#include "harness/observation/observation_json.h"
#include "harness/scenario/encoding.h"

namespace hallmark::observation {
namespace {

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Value>
void put_if(Json& json, const char* name, const std::optional<Value>& value) {
  if (value) json[name] = *value;
}

Json write(const ToDevice& row) {
  Json json = Json::object();
  json["device"] = row.device;
  json["requestId"] = row.request_id.empty() ? Json(nullptr) : Json(row.request_id);
  json["srv"] = row.srv.empty() ? Json(nullptr) : Json(row.srv);
  json["schedule"] = or_null(row.schedule);
  json["payload"] = or_null(row.payload);
  return json;
}

Json write(const ToUser& row) {
  Json json = Json::object();
  json["user"] = row.user;
  json["duis"] = scenario::as_utf8(row.document.xml);
  return json;
}
Json write(const ToCsp& row) { return {{"device", row.device}, {"restricted", row.restricted}}; }
Json write(const FeedUpdate& row) { return {{"meteringPoint", row.metering_point}, {"flag", or_null(row.flag)}}; }

Json write(const ToRegistration& row) {
  Json json = Json::object();
  json["fuel"] = row.fuel;
  put_if(json, "networkOperator", row.network_operator);
  json["updates"] = Json::array();
  for (const FeedUpdate& update : row.updates) json["updates"].push_back(write(update));
  return json;
}

Json write(const InstallCodeAnswer& row) {
  Json json = {{"request", row.request}, {"device", row.device}, {"from", row.from}, {"to", row.to}};
  put_if(json, "installCode", row.install_code);
  if (row.not_installer) json["notInstaller"] = true;
  put_if(json, "refused", row.refused);
  return json;
}

template <class Row>
Json list_json(const std::vector<Row>& rows) {
  Json json = Json::array();
  for (const Row& row : rows) json.push_back(write(row));
  return json;
}

Json write(const Initialized& answer) {
  Json json = {{"protocol", answer.protocol},
               {"implementation", to_json(answer.implementation)},
               {"statement", to_json(answer.statement)}};
  put_if(json, "duisBase", answer.duis_base);
  return json;
}

Json write(const Done&) { return Json::object(); }

Json write(const Responded& answer) {
  Json json = Json::object();
  json["response"] = scenario::as_utf8(answer.response.xml);
  return json;
}

Json write(const SsiAnswer& answer) {
  Json json = Json::object();
  json["outcome"] = answer.accepted ? "accepted" : "refused";
  if (!answer.reason.empty()) json["reason"] = answer.reason;
  put_if(json, "effective", answer.effective);
  put_if(json, "restricted", answer.restricted);
  put_if(json, "serviceFlag", answer.service_flag);
  return json;
}

Json write(const InstallCodeRequested& answer) {
  Json json = Json::object();
  json["request"] = answer.request;
  return json;
}

Json write(const Reported& answer) {
  if (!answer.attempted && !answer.failed) return {{"included", answer.included}, {"excluded", answer.excluded}};
  return {{"attempted", or_null(answer.attempted)}, {"failed", or_null(answer.failed)}};
}

Json write(const Drained& answer) {
  Json json = Json::object();
  json["toDevices"] = list_json(answer.effects.to_devices);
  json["toUsers"] = list_json(answer.effects.to_users);
  json["toCsp"] = list_json(answer.effects.to_csp);
  json["toRegistration"] = list_json(answer.effects.to_registration);
  json["installCodes"] = list_json(answer.effects.install_codes);
  return json;
}

Json result_of(const Answered& answered) {
  return std::visit([](const auto& answer) { return write(answer); }, answered.answer);
}

Json result_of(const Refused& refused) { return {{"response", nullptr}, {"rejected", scenario::as_utf8(refused.why)}}; }

/// What an implementation sent need not be text: then it is kept as base64, so that nothing of it is lost.
void put_evidence(Json& json, const std::string& bytes, const std::string& log) {
  if (scenario::is_utf8(bytes)) {
    json["bytes"] = bytes;
  } else {
    json["bytesBase64"] = scenario::base64(bytes);
  }
  json["log"] = scenario::as_utf8(log);
}

Json whole(const Answered& answered) {
  Json json = Json::object();
  json["kind"] = "answered";
  json["result"] = result_of(answered);
  return json;
}
Json whole(const Refused& refused) { return {{"kind", "refused"}, {"why", scenario::as_utf8(refused.why)}}; }

Json whole(const Declined& declined) {
  Json json = {{"kind", "declined"}, {"code", declined.code}, {"message", scenario::as_utf8(declined.message)}};
  if (declined.unsent) json["unsent"] = true;
  return json;
}

Json whole(const Malformed& malformed) {
  Json json = {{"kind", "malformed"}, {"why", scenario::as_utf8(malformed.why)}};
  put_evidence(json, malformed.bytes, malformed.log);
  return json;
}

Json whole(const TimedOut& timed_out) {
  Json json = {{"kind", "timed-out"}, {"afterMs", timed_out.after_ms}};
  put_evidence(json, timed_out.bytes, timed_out.log);
  return json;
}

Json whole(const Crashed& crashed) {
  Json json = {{"kind", "crashed"}, {"how", scenario::as_utf8(crashed.how)}};
  put_evidence(json, crashed.bytes, crashed.log);
  return json;
}

}  // namespace

Json result(const Observation& observation) {
  if (const auto* answered = std::get_if<Answered>(&observation)) return result_of(*answered);
  if (const auto* refused = std::get_if<Refused>(&observation)) return result_of(*refused);
  throw std::invalid_argument("only what was answered or refused has a result");
}

Json to_json(const Identity& identity) {
  return {{"name", identity.name},
          {"version", identity.version},
          {"vendor", identity.vendor},
          {"language", identity.language}};
}

Json to_json(const Observation& observation) {
  return std::visit([](const auto& kind) { return whole(kind); }, observation);
}

}  // namespace hallmark::observation
