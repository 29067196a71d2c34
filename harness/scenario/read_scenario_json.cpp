#include "harness/scenario/encoding.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::scenario {
namespace {

using members::WrongMember;

constexpr int protocol_version = 1;

User read_user(const Json& json) { return {members::text(json, "id"), members::texts(json, "roles")}; }

MeteringPoint read_metering_point(const Json& json) {
  MeteringPoint point;
  point.id = members::text(json, "id");
  point.fuel = members::word(json, "fuel", {"electricity", "gas"});
  point.direction = members::word_or_first(json, "direction", {"import", "export"});
  if (members::find(json, "serviceFlag")) point.service_flag = members::word(json, "serviceFlag", {"A", "N", "I"});
  point.supplier = members::text_or_empty(json, "supplier");
  point.network_operator = members::text_or_empty(json, "networkOperator");
  return point;
}

std::optional<std::string> read_payment_mode(const Json& json) {
  if (!members::find(json, "paymentMode")) return std::nullopt;
  return members::word(json, "paymentMode", {"credit", "prepayment"});
}

Initialize read_initialize(const Json& json) {
  members::whole(json, "protocol", protocol_version, protocol_version);
  Initialize stimulus{members::text(json, "schema"), members::word_or_first(json, "signing", {"placeholder", "ecdsa"}),
                      members::texts_if(json, "certificates").value_or(std::vector<std::string>{})};
  if (members::find(json, "receive")) {
    stimulus.receive = members::object(json, "receive", [](const Json& receive) {
      std::map<std::string, std::string> urls;
      for (const auto& [user, url] : receive.items()) urls[user] = members::text(receive, user);
      return urls;
    });
  }
  stimulus.device_endpoint = members::text_if(json, "deviceEndpoint");
  return stimulus;
}

Submit read_submit(const Json& json) {
  Submit stimulus;
  stimulus.user = members::text(json, "user");
  stimulus.service = members::word(json, "service", {"send-command", "transform", "non-device"});
  if (const auto encoded = members::text_if(json, "duisBase64")) {
    const auto bytes = from_base64(*encoded);
    if (!bytes) throw WrongMember("duisBase64", "must be padded base64");
    stimulus.duis = *bytes;
  } else {
    stimulus.duis = members::text(json, "duis");
  }
  return stimulus;
}

Ssi read_ssi(const Json& json) {
  return {members::text(json, "user"), members::word(json, "action", {"set-restricted", "clear-restricted", "read"}),
          members::text(json, "device")};
}

Inventory read_inventory(const Json& json) {
  Inventory stimulus;
  if (members::find(json, "add")) {
    stimulus.add = members::object(json, "add", device_from_json);
    stimulus.as_not_restricted = members::truth_if(json.at("add"), "restricted") == false;
    return stimulus;
  }
  if (members::find(json, "devices")) {
    stimulus.devices = members::texts(json, "devices");
  } else {
    stimulus.devices = {members::text(json, "device")};
  }
  stimulus.status = members::text_if(json, "status");
  stimulus.payment_mode = read_payment_mode(json);
  stimulus.metering_points = members::texts_if(json, "meteringPoints");
  stimulus.hub = members::text_if(json, "hub");
  return stimulus;
}

Registration read_registration(const Json& json) {
  return {members::text(json, "meteringPoint"),
          members::word(json, "event", {"change-of-supplier", "change-of-tenancy"}),
          members::text_if(json, "supplier")};
}

FromDevice read_from_device(const Json& json) {
  FromDevice stimulus;
  stimulus.device = members::text(json, "device");
  stimulus.kind = members::word(json, "kind", {"response", "alert", "dcc-alert"});
  stimulus.request_id = members::text_if(json, "requestId");
  stimulus.success = members::truth_if(json, "success").value_or(true);
  stimulus.alert_code = members::text_if(json, "alertCode");
  stimulus.payload = members::text_or_empty(json, "payload");
  return stimulus;
}

InstallCode read_install_code(const Json& json) {
  return {members::text(json, "requester"), members::text(json, "holder"), members::texts(json, "devices")};
}

Report read_report(const Json& json) {
  return {members::word(json, "kind", {"performance", "service-requests"}), members::time(json, "from"),
          members::time(json, "to")};
}

Stimulus read(std::string_view operation, const Json& json) {
  if (operation == "initialize") return read_initialize(json);
  if (operation == "reset") return Reset{members::object(json, "estate", estate_from_json)};
  if (operation == "submit") return read_submit(json);
  if (operation == "ssi") return read_ssi(json);
  if (operation == "inventory") return read_inventory(json);
  if (operation == "registration") return read_registration(json);
  if (operation == "fromDevice") return read_from_device(json);
  if (operation == "advance") return Advance{members::time(json, "to")};
  if (operation == "installCode") return read_install_code(json);
  if (operation == "report") return read_report(json);
  if (operation == "drain") return Drain{};
  if (operation == "shutdown") return Shutdown{};
  throw std::invalid_argument("\"" + std::string(operation) + "\" is no operation");
}

}  // namespace

Device device_from_json(const Json& json) {
  Device device;
  device.id = members::text(json, "id");
  device.type = members::text(json, "type");
  device.smets = static_cast<int>(members::whole(json, "smets", 1, 2));
  device.status = members::text(json, "status");
  device.metering_points = members::texts_if(json, "meteringPoints").value_or(std::vector<std::string>{});
  device.payment_mode = read_payment_mode(json);
  device.hub = members::text_or_empty(json, "hub");
  device.installer = members::text_or_empty(json, "installer");
  device.install_code = members::text_if(json, "installCode");
  device.restricted = members::truth_if(json, "restricted").value_or(false);
  return device;
}

Estate estate_from_json(const Json& json) {
  Estate estate;
  estate.now = members::time(json, "now");
  estate.dcc = members::text(json, "dcc");
  estate.users = members::rows(json, "users", read_user);
  estate.metering_points = members::rows(json, "meteringPoints", read_metering_point);
  estate.devices = members::rows(json, "devices", device_from_json);
  return estate;
}

Stimulus stimulus_from_params(std::string_view operation, const Json& params) {
  try {
    members::require_object(params);
    return read(operation, params);
  } catch (const WrongMember& wrong) {
    throw std::invalid_argument(std::string(operation) + ": " + wrong.what());
  }
}

}  // namespace hallmark::scenario
