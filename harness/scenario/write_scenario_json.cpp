#include <initializer_list>
#include <utility>

#include "harness/scenario/encoding.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::scenario {
namespace {

constexpr int protocol_version = 1;

/// An object of texts. What is written for every step is put in place one by one: a braced list is copied twice.
Json texts_json(std::initializer_list<std::pair<const char*, const std::string*>> texts) {
  Json json = Json::object();
  for (const auto& [name, text] : texts) json[name] = *text;
  return json;
}

void put_if(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

template <class Value>
void put_if(Json& json, const char* name, const std::optional<Value>& value) {
  if (value) json[name] = *value;
}

Json to_json(const User& user) { return {{"id", user.id}, {"roles", user.roles}}; }

Json to_json(const MeteringPoint& point) {
  Json json = {{"id", point.id}, {"fuel", point.fuel}, {"direction", point.direction}};
  put_if(json, "serviceFlag", point.service_flag);
  put_if(json, "supplier", point.supplier);
  put_if(json, "networkOperator", point.network_operator);
  return json;
}

Json to_json(const Device& device) {
  Json json = {{"id", device.id}, {"type", device.type}, {"smets", device.smets}, {"status", device.status}};
  if (!device.metering_points.empty()) json["meteringPoints"] = device.metering_points;
  put_if(json, "paymentMode", device.payment_mode);
  put_if(json, "hub", device.hub);
  put_if(json, "installer", device.installer);
  put_if(json, "installCode", device.install_code);
  if (device.restricted) json["restricted"] = true;
  return json;
}

template <class Row>
Json list_json(const std::vector<Row>& rows) {
  Json json = Json::array();
  for (const Row& row : rows) json.push_back(to_json(row));
  return json;
}

Json write(const Initialize& stimulus) {
  Json json = {{"protocol", protocol_version}, {"schema", stimulus.schema_version}, {"signing", stimulus.signing}};
  if (!stimulus.certificates.empty()) json["certificates"] = stimulus.certificates;
  if (!stimulus.receive.empty()) json["receive"] = stimulus.receive;
  if (stimulus.device_endpoint) json["deviceEndpoint"] = *stimulus.device_endpoint;
  return json;
}

Json write(const Reset& stimulus) {
  Json json = Json::object();
  json["estate"] = to_json(stimulus.estate);
  return json;
}

Json write(const Submit& stimulus) {
  Json json = texts_json({{"user", &stimulus.user}, {"service", &stimulus.service}});
  if (is_utf8(stimulus.duis)) {
    json["duis"] = stimulus.duis;
  } else {
    json["duisBase64"] = base64(stimulus.duis);
  }
  return json;
}

Json write(const Ssi& stimulus) {
  return texts_json({{"user", &stimulus.user}, {"action", &stimulus.action}, {"device", &stimulus.device}});
}

Json write(const Inventory& stimulus) {
  Json json = Json::object();
  if (stimulus.add) {
    json["add"] = to_json(*stimulus.add);
    if (stimulus.as_not_restricted) json["add"]["restricted"] = false;
    return json;
  }
  if (stimulus.devices.size() == 1) {
    json["device"] = stimulus.devices.front();
  } else {
    json["devices"] = stimulus.devices;
  }
  put_if(json, "status", stimulus.status);
  put_if(json, "paymentMode", stimulus.payment_mode);
  put_if(json, "meteringPoints", stimulus.metering_points);
  put_if(json, "hub", stimulus.hub);
  return json;
}

Json write(const Registration& stimulus) {
  Json json = {{"meteringPoint", stimulus.metering_point}, {"event", stimulus.event}};
  put_if(json, "supplier", stimulus.supplier);
  return json;
}

Json write(const FromDevice& stimulus) {
  Json json = texts_json({{"device", &stimulus.device}, {"kind", &stimulus.kind}});
  put_if(json, "requestId", stimulus.request_id);
  if (!stimulus.success) json["success"] = false;
  put_if(json, "alertCode", stimulus.alert_code);
  json["payload"] = stimulus.payload;
  return json;
}

Json write(const Advance& stimulus) {
  Json json = Json::object();
  json["to"] = text(stimulus.to);
  return json;
}

Json write(const InstallCode& stimulus) {
  return {{"requester", stimulus.requester}, {"holder", stimulus.holder}, {"devices", stimulus.devices}};
}

Json write(const Report& stimulus) {
  return {{"kind", stimulus.kind}, {"from", text(stimulus.from)}, {"to", text(stimulus.to)}};
}

Json write(const Drain&) { return Json::object(); }
Json write(const Shutdown&) { return Json::object(); }

Json to_json(const InventoryChange& change) {
  Json json = {{"device", change.device}};
  put_if(json, "status", change.status);
  put_if(json, "meteringPoint", change.metering_point);
  put_if(json, "place", change.place);
  if (change.removed) json["removed"] = true;
  if (change.added) json["added"] = to_json(*change.added);
  return json;
}

}  // namespace

Json to_json(const Estate& estate) {
  return {{"now", text(estate.now)},
          {"dcc", estate.dcc},
          {"users", list_json(estate.users)},
          {"meteringPoints", list_json(estate.metering_points)},
          {"devices", list_json(estate.devices)}};
}

Json params(const Stimulus& stimulus) {
  return std::visit([](const auto& one) { return write(one); }, stimulus);
}

Json to_json(const RequestReading& reading) {
  Json json = texts_json({{"requestId", &reading.request_id},
                          {"originator", &reading.originator},
                          {"target", &reading.header_target},
                          {"reference", &reading.reference},
                          {"headerSrv", &reading.header_srv},
                          {"bodySrv", &reading.body_srv}});
  json["devices"] = reading.devices;
  json["commandVariant"] = reading.command_variant;
  put_if(json, "scheduledSrv", reading.scheduled_srv);
  put_if(json, "deviceType", reading.device_type);
  if (reading.execution_time) json["executionTime"] = text(*reading.execution_time);
  put_if(json, "deviation", reading.deviation);
  put_if(json, "paymentMode", reading.payment_mode);
  if (reading.inventory_change) json["inventoryChange"] = to_json(*reading.inventory_change);
  if (reading.log_period) {
    json["readsFrom"] = text(reading.log_period->first);
    json["readsTo"] = text(reading.log_period->second);
  }
  put_if(json, "answeredSrv", reading.answered_srv);
  if (reading.incidental) json["incidental"] = true;
  if (reading.at_once == AtOnce::overlapping) json["atOnce"] = "overlapping";
  if (reading.at_once == AtOnce::overloading) json["atOnce"] = "overloading";
  return json;
}

}  // namespace hallmark::scenario
