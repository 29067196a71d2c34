#include "harness/scenario/stimulus_json.h"

#include "harness/scenario/json_members.h"

namespace hallmark::scenario {

using members::WrongMember;

namespace {

std::string canary(const Json& json) {
  std::string hex = members::text_or_empty(json, "canary");
  if (hex.size() % 2 == 0 && hex.find_first_not_of("0123456789abcdef") == std::string::npos) return hex;
  throw WrongMember("canary", "must be pairs of lower-case hex digits");
}

InventoryChange read_inventory_change(const Json& json) {
  InventoryChange change;
  change.device = members::text(json, "device");
  change.status = members::text_if(json, "status");
  change.metering_point = members::text_if(json, "meteringPoint");
  if (change.metering_point) change.place = members::word(json, "place", {"import", "secondary-import", "export"});
  change.removed = members::truth_if(json, "removed").value_or(false);
  if (members::find(json, "added")) change.added = members::object(json, "added", device_from_json);
  return change;
}

}  // namespace

Json kept_json(const Stimulus& stimulus) {
  Json json = Json::object();
  json["operation"] = operation(stimulus);
  Json parameters = params(stimulus);
  for (auto& [name, value] : parameters.items()) json[name] = std::move(value);
  if (const auto* submit = std::get_if<Submit>(&stimulus)) {
    json["reading"] = to_json(submit->reading);
    if (submit->schedule_of) json["scheduleOf"] = *submit->schedule_of;
    if (!submit->canary.empty()) json["canary"] = submit->canary;
  }
  const auto* from = std::get_if<FromDevice>(&stimulus);
  if (from != nullptr && !from->canary.empty()) json["canary"] = from->canary;
  if (from != nullptr && !from->recipient.empty()) json["recipient"] = from->recipient;
  if (from != nullptr && !from->code_inside.empty()) json["codeInside"] = from->code_inside;
  const auto* shutdown = std::get_if<Shutdown>(&stimulus);
  if (shutdown != nullptr && shutdown->killed) json["killed"] = true;
  return json;
}

Stimulus stimulus_from_kept(const Json& json) {
  members::require_object(json);
  const std::string name = members::text(json, "operation");
  if (!is_operation(name)) throw WrongMember("operation", "must be an operation of the adaptor protocol");
  Stimulus stimulus;
  try {
    stimulus = stimulus_from_params(name, json);
  } catch (const WrongMember&) {
    throw;
  } catch (const std::invalid_argument& wrong) {
    throw WrongMember("", std::string("is no stimulus: ") + wrong.what());
  }
  if (auto* submit = std::get_if<Submit>(&stimulus)) {
    submit->reading = members::object(json, "reading", reading_from_json);
    submit->schedule_of = members::text_if(json, "scheduleOf");
    submit->canary = canary(json);
  }
  if (auto* from = std::get_if<FromDevice>(&stimulus)) {
    from->canary = canary(json);
    from->recipient = members::text_or_empty(json, "recipient");
    from->code_inside = members::text_or_empty(json, "codeInside");
  }
  if (auto* shutdown = std::get_if<Shutdown>(&stimulus)) {
    shutdown->killed = members::truth_if(json, "killed").value_or(false);
  }
  return stimulus;
}

RequestReading reading_from_json(const Json& json) {
  RequestReading reading;
  reading.request_id = members::text(json, "requestId");
  reading.originator = members::text(json, "originator");
  reading.header_target = members::text(json, "target");
  reading.reference = members::text(json, "reference");
  reading.header_srv = members::text(json, "headerSrv");
  reading.body_srv = members::text(json, "bodySrv");
  reading.scheduled_srv = members::text_if(json, "scheduledSrv");
  reading.device_type = members::text_or_empty(json, "deviceType");
  reading.devices = members::texts(json, "devices");
  reading.command_variant = static_cast<int>(members::whole(json, "commandVariant", 0, 9));
  if (members::find(json, "executionTime")) reading.execution_time = members::time(json, "executionTime");
  reading.deviation = members::text_if(json, "deviation");
  reading.payment_mode = members::text_if(json, "paymentMode");
  if (members::find(json, "inventoryChange")) {
    reading.inventory_change = members::object(json, "inventoryChange", read_inventory_change);
  }
  if (members::find(json, "readsFrom")) {
    reading.log_period = {members::time(json, "readsFrom"), members::time(json, "readsTo")};
  }
  reading.answered_srv = members::text_if(json, "answeredSrv");
  reading.incidental = members::truth_if(json, "incidental").value_or(false);
  if (members::find(json, "atOnce")) {
    const bool overloads = members::word(json, "atOnce", {"overlapping", "overloading"}) == "overloading";
    reading.at_once = overloads ? AtOnce::overloading : AtOnce::overlapping;
  }
  return reading;
}

}  // namespace hallmark::scenario
