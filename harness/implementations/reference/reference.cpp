#include "harness/implementations/reference/reference.h"

#include <algorithm>

#include "harness/implementations/response_writer.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;
using scenario::Device;

namespace {

Observation done() { return Answered{observation::Done{}}; }

observation::SsiAnswer refused(std::string reason) {
  observation::SsiAnswer answer;
  answer.reason = std::move(reason);
  return answer;
}

}  // namespace

Reference::Reference(const spec::Facts& facts, const spec::Profile& profile, const schema::Validator& validator)
    : facts_(&facts), profile_(&profile), validator_(&validator) {}

Observation Reference::exchange(const scenario::Stimulus& stimulus) {
  return std::visit([this](const auto& operation) { return handle(operation); }, stimulus);
}

Observation Reference::handle(const scenario::Initialize& initialize) {
  schema_version_ = initialize.schema_version;
  try {
    signatures_ = SignatureCheck(initialize);
  } catch (const schema::SignatureError& error) {
    return observation::Declined{-32602, error.what()};
  }
  observation::Initialized answer;
  answer.implementation = {"Hallmark reference DSP", HALLMARK_VERSION, "Hallmark", "C++"};
  answer.statement.facets = {"restricted-mode", "duis-schema"};
  answer.statement.rejection_code = "E5";
  answer.statement.verifies_signatures = signatures_.verifies();
  answer.statement.bytes = true;
  return Answered{answer};
}

Observation Reference::handle(const scenario::Reset& reset) {
  estate_ = reset.estate;
  restricted_.clear();
  in_flight_.clear();
  local_commands_.clear();
  schedules_.clear();
  queue_.clear();
  next_schedule_ = 1;
  effects_ = {};
  for (const auto& device : estate_.devices) {
    if (device.restricted) restricted_.insert(device.id);
  }
  return done();
}

Device* Reference::find(const std::string& id) {
  const auto found = std::find_if(estate_.devices.begin(), estate_.devices.end(),
                                  [&](const Device& device) { return canonical_id(device.id) == id; });
  return found == estate_.devices.end() ? nullptr : &*found;
}

/// The Responsible Supplier: the supplier of the device's import point.
bool Reference::supplies(const std::string& user, const Device& device) const {
  return std::any_of(estate_.metering_points.begin(), estate_.metering_points.end(), [&](const auto& point) {
    const auto& of_device = device.metering_points;
    return point.supplier == user && point.direction == "import" &&
           std::find(of_device.begin(), of_device.end(), point.id) != of_device.end();
  });
}

Observation Reference::handle(const scenario::Ssi& ssi) {
  const Device* device = find(canonical_id(ssi.device));
  if (device == nullptr) return Answered{refused("no such device")};
  const bool responsible = supplies(ssi.user, *device);
  observation::SsiAnswer answer;
  answer.accepted = true;
  if (ssi.action == "read") {
    const bool operates =
        std::any_of(estate_.metering_points.begin(), estate_.metering_points.end(), [&](const auto& point) {
          return point.network_operator == ssi.user &&
                 std::find(device->metering_points.begin(), device->metering_points.end(), point.id) !=
                     device->metering_points.end();
        });
    if (!responsible && !operates && ssi.user != estate_.dcc) return Answered{refused("not a party of this device")};
    answer.restricted = restricted_.contains(device->id);
    return Answered{answer};
  }
  if (!responsible && ssi.user != estate_.dcc) return Answered{refused("not the Responsible Supplier")};
  if (device->type != "ESME" && device->type != "GSME") return Answered{refused("not a meter")};
  if (device->smets != 2) return Answered{refused("a SMETS1 device")};
  if (ssi.action == "set-restricted" && device->payment_mode == "prepayment")
    return Answered{refused("in prepayment mode")};
  if (ssi.action == "set-restricted") {
    restricted_.insert(device->id);
  } else {
    restricted_.erase(device->id);
  }
  return Answered{answer};
}

Observation Reference::handle(const scenario::Inventory& inventory) {
  if (inventory.add) {
    const std::string id = canonical_id(inventory.add->id);
    std::erase_if(estate_.devices, [&](const Device& device) { return canonical_id(device.id) == id; });
    estate_.devices.push_back(*inventory.add);
    if (inventory.add->restricted) restricted_.insert(inventory.add->id);
  }
  for (const auto& id : inventory.devices) {
    Device* device = find(canonical_id(id));
    if (device == nullptr) continue;
    if (inventory.status) device->status = *inventory.status;
    if (inventory.metering_points) device->metering_points = *inventory.metering_points;
    if (inventory.hub) device->hub = *inventory.hub;
    if (!inventory.payment_mode) continue;
    device->payment_mode = inventory.payment_mode;
    if (*inventory.payment_mode == "prepayment") restricted_.erase(device->id);
  }
  return done();
}

Observation Reference::handle(const scenario::Registration& registration) {
  for (auto& point : estate_.metering_points) {
    if (point.id == registration.metering_point && registration.supplier) point.supplier = *registration.supplier;
  }
  return done();
}

Observation Reference::handle(const scenario::InstallCode&) {
  return observation::Declined{-32601, "install codes are not offered"};
}
Observation Reference::handle(const scenario::Report&) {
  return observation::Declined{-32601, "reports are not offered"};
}
Observation Reference::handle(const scenario::Shutdown&) { return done(); }

Observation Reference::handle(const scenario::Drain&) {
  observation::Drained drained{std::move(effects_)};
  effects_ = {};
  return Answered{std::move(drained)};
}

Observation Reference::handle(const scenario::Advance& advance) {
  run_due(advance.to);
  estate_.now = std::max(estate_.now, advance.to);
  return done();
}

Observation Reference::handle(const scenario::FromDevice& from) {
  const std::string device_id = canonical_id(from.device);
  if (from.kind == "alert") {
    const Device* device = find(device_id);
    if (device == nullptr || (is_behind_flag(*device) && from.alert_code == "8F0A")) return done();
    for (const auto& point : estate_.metering_points) {
      if (std::find(device->metering_points.begin(), device->metering_points.end(), point.id) ==
          device->metering_points.end())
        continue;
      const DeviceAlert alert{schema_version_, device_id + ':' + point.supplier + ":1", scenario::text(estate_.now),
                              from.alert_code.value_or(""), from.payload};
      effects_.to_users.push_back({point.supplier, {write(alert), {}}});
      break;
    }
    return done();
  }
  if (from.kind != "response") return observation::Declined{-32602, "DCC Alerts are not made"};
  const auto found = in_flight_.find({from.request_id.value_or(""), device_id});
  if (found == in_flight_.end()) return done();
  const InFlight flight = found->second;
  in_flight_.erase(found);
  const auto* device = find(device_id);
  const std::string variant = flight.schedule.empty() ? flight.request.variant : flight.request.scheduled_variant;
  if (device == nullptr || (is_behind_flag(*device) && !may_pass(variant, *device))) return done();
  const auto* service = facts_->service_request(variant);
  ResponseMessage message;
  message.schema_version = schema_version_;
  message.request_id = *from.request_id;
  message.response_id =
      flight.device + ':' + flight.request.originator + message.request_id.substr(message.request_id.rfind(':'));
  message.code = "I0";
  message.date_time = scenario::text(estate_.now);
  message.reference = service->reference;
  message.variant = variant;
  message.content = flight.schedule.empty() ? "GBCSPayload" : "DSPScheduledMessage";
  message.value = from.payload;
  message.schedule = flight.schedule;
  effects_.to_users.push_back({flight.user, {write(message), {}}});
  return done();
}

}  // namespace hallmark::implementations
