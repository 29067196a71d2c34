// Commands of the reference on their way to devices, and what devices send.
#include <algorithm>

#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;
using scenario::Device;

namespace {

Observation done() { return Answered{observation::Done{}}; }

bool waits_at_dcc(const Asked& asked) {
  const auto where = asked.service->future_dated;
  return asked.execution && (where == spec::FutureDated::dsp || where == spec::FutureDated::dsp_and_device);
}

/// "target:originator:counter" of a message between a device and a User.
std::string response_id(const std::string& from, const std::string& to, const std::string& counter) {
  return canonical_id(from) + ':' + canonical_id(to) + ':' + counter;
}

}  // namespace

/// Sends what was let through, or holds it: in a sequence until the request before it is answered, if it is
/// future-dated until its time. An ExecutionDateTime of 3000-12-31 takes back what was held.
void Reference::pass_on(const AskedPointer& asked) {
  const auto& preceding = asked->view.preceding_request_id;
  if (!preceding.empty() && (commands_.is_in_flight(preceding) || waiting_.waits(preceding)))
    return waiting_.hold_after(preceding, asked);
  const bool is_later = waits_at_dcc(*asked) && *asked->execution > now_;
  if (!decide_(Decision::waits, is_later, {inventory_.find(asked->view.target), asked->service, asked->user})) {
    measures_.attempted(now_);
    return send(asked, asked->view.target, "");
  }
  if (!is_cancellation(*asked)) return waiting_.hold_until(*asked->execution, asked);
  waiting_.take_if([&](const Asked& held) {
    return held.service == asked->service && held.view.target == asked->view.target && held.user == asked->user;
  });
}

void Reference::send(const AskedPointer& asked, const std::string& device, const std::string& schedule) {
  const auto* known = inventory_.find(device);
  if (known == nullptr) return;  // gone since it was let through
  const auto* sent = schedule.empty() ? asked->service : scheduled_service(asked->view, *facts_);
  if (!decide_(Decision::is_sent, true, {known, sent, asked->user})) return;
  commands_.send(canonical_id(device), {asked, schedule, sent});
  observation::ToDevice row{known->id, asked->view.request_id, sent->variant, std::nullopt, std::nullopt};
  if (!schedule.empty()) row.schedule = schedule;
  if (!asked->view.signed_pre_command.empty()) row.payload = asked->view.signed_pre_command;
  effects_.to_devices.push_back(std::move(row));
  if (schedule.empty() && sent->variant == "1.6") modes_.sent(canonical_id(device), asked);
}

/// 11.1 and 11.4 serve every device that they name, but those whose flag forbids it.
void Reference::send_to_each(const AskedPointer& asked) {
  const auto& types = asked->service->device_types;
  for (const auto& id : asked->view.body_devices) {
    const auto* device = inventory_.find(id);
    if (device == nullptr || std::ranges::find(types, device->type) == types.end()) continue;
    const bool refused = filter_.refuses(*asked, *device);
    if (!decide_(Decision::is_refused_of_many, refused, {device, asked->service, asked->user})) send(asked, id, "");
  }
}

bool Reference::is_lost(const Asked& asked) const {
  if (!asked.as_supplier || behaviour_.choices.is("queued-request-of-a-lost-supplier", "run")) return false;
  const auto devices = filter_.devices_of(asked);
  return std::ranges::none_of(devices,
                              [&](const Device* each) { return inventory_.is_responsible(asked.user, *each); });
}

void Reference::fail_later(const AskedPointer& asked, const std::string& code) {
  auto message = message_to(*asked, code);
  const auto& id = message.request_id;
  message.response_id = response_id(asked->view.target, asked->user, id.substr(id.rfind(':') + 1));
  effects_.to_users.push_back({asked->user, {write(message), {}}});
}

void Reference::fall_due(const AskedPointer& asked) {
  if (is_lost(*asked)) return;
  if (!filter_.refuses_at(Decision::is_refused_due, *asked)) {
    measures_.attempted(now_);
    return send(asked, asked->view.target, "");
  }
  if (behaviour_.choices.is("queued-request-when-set", "hold-until-cleared", "future-dated")) {
    waiting_.hold_until_cleared({asked});
  } else {
    fail_later(asked, behaviour_.choices.answer("rejection-code", "later"));
  }
}

/// A run: what cancel-now drops leaves no trace, what is rejected is told.
void Reference::fall_due(const Schedule& schedule, scenario::Instant run_at) {
  const auto& asked = schedule.asked;
  const auto* device = inventory_.find(schedule.device);
  if (device == nullptr || is_lost(*asked)) return;
  if (!filter_.refuses_at(Decision::is_refused_run, *asked)) {
    if (!filter_.reads_restricted_time(*asked, *device, run_at)) send(asked, schedule.device, schedule.id);
    return;
  }
  const auto& choice = behaviour_.choices.answer("queued-request-when-set", "scheduled");
  if (choice == "hold-until-cleared") waiting_.hold_until_cleared({asked, schedule.id});
  if (choice == "reject-when-due") fail_later(asked, behaviour_.choices.answer("rejection-code", "later"));
}

/// What was to follow that request in a sequence goes on, or fails with it.
void Reference::follow(const std::string& request_id, bool success) {
  for (const auto& asked : waiting_.take_after(request_id)) {
    if (success && !filter_.refuses_at(Decision::is_refused_sequel, *asked)) {
      pass_on(asked);
      continue;
    }
    fail_later(asked, success ? behaviour_.choices.answer("rejection-code", "later") : "E30");
    follow(asked->view.request_id, false);
  }
}

Observation Reference::handle(const scenario::FromDevice& from) {
  if (from.kind == "response") return came_back(from);
  if (from.kind == "alert") return alerted(from);
  if (from.alert_code != "AD1") return observation::Declined{-32602, "of the DCC Alerts only AD1 is made"};
  if (const auto* hub = inventory_.find(from.device)) tell_power_outage(*hub);
  return done();
}

Observation Reference::came_back(const scenario::FromDevice& from) {
  const auto id = canonical_id(from.device);
  const auto command = commands_.take(from.request_id.value_or(""), id);
  if (!command) return done();
  if (!from.success) measures_.failed(now_);
  const auto& asked = *command->asked;
  deliver(*command, from);
  if (command->schedule.empty() && asked.service->variant == "1.6" && modes_.answered(id, asked, from.success, now_))
    take_mode(id, asked.to_prepayment);
  if (from.success && command->schedule.empty()) changed(change_on_success(inventory_, asked, id));
  follow(asked.view.request_id, from.success);
  return done();
}

void Reference::deliver(const InFlight& command, const scenario::FromDevice& from) {
  const auto* device = inventory_.find(from.device);
  if (device == nullptr) return;
  const bool may = filter_.may_come_back(command, read_gbcs_header(from.payload), *device);
  if (!decide_(Decision::comes_back, may, {device, command.sent, command.asked->user})) return;
  auto message = message_to(*command.asked, "I0");
  const auto& id = message.request_id;
  message.response_id = response_id(device->id, command.asked->user, id.substr(id.rfind(':') + 1));
  message.reference = command.sent->reference;
  message.variant = command.sent->variant;
  message.content = command.schedule.empty() ? "GBCSPayload" : "DSPScheduledMessage";
  message.value = from.payload;
  message.schedule = command.schedule;
  effects_.to_users.push_back({command.asked->user, {write(message), {}}});
}

/// The User that an Alert is for: the one that its payload addresses; where nobody can read that, the Responsible
/// Supplier. Null where it reaches nobody.
const scenario::User* Reference::recipient(const std::optional<GbcsHeader>& message, const Device& device) const {
  const auto* user = message ? inventory_.user(message->target) : nullptr;
  if (message && user == nullptr) return nullptr;
  if (user != nullptr && !inventory_.is_former_supplier(user->id, device)) return user;
  const auto& choice = behaviour_.choices.answer("alert-to-former-supplier");
  if (user != nullptr && choice != "redirect") return choice == "withhold" ? nullptr : user;
  for (const auto& id : device.metering_points) {
    const auto* point = inventory_.point(id);
    if (point != nullptr && point->direction == "import") return inventory_.user(point->supplier);
  }
  return nullptr;
}

Observation Reference::alerted(const scenario::FromDevice& from) {
  const auto* device = inventory_.find(from.device);
  if (device == nullptr) return done();
  const auto message = read_gbcs_header(from.payload);
  const auto code = from.alert_code.value_or(message ? message->alert_code : "");
  const auto* user = recipient(message, *device);
  if (user == nullptr || !alerts_.lets_pass(code, message, *device)) return done();
  const auto counter = std::to_string(message ? message->counter : 0);
  const DeviceAlert alert{schema_version_, response_id(device->id, user->id, counter), now_text(), code, from.payload};
  effects_.to_users.push_back({user->id, {write(alert), {}}});
  return done();
}

/// AD1 tells the Responsible Supplier and the network operator of each meter of the hub.
void Reference::tell_power_outage(const Device& hub) {
  const bool keeps_back = behaviour_.choices.is("power-outage-alert", "withhold");
  for (const auto* meter : inventory_.meters_of(hub)) {
    if (keeps_back && filter_.is_restricted(*meter)) continue;
    for (const auto& id : meter->metering_points) {
      const auto* point = inventory_.point(id);
      if (point == nullptr || point->direction != "import") continue;
      for (const auto& party : {point->supplier, point->network_operator}) {
        if (inventory_.user(party) == nullptr) continue;
        const PowerOutageAlert alert{schema_version_, response_id(hub.id, party, "0"), now_text(), hub.id, id};
        effects_.to_users.push_back({party, {write(alert), {}}});
      }
    }
  }
}

}  // namespace hallmark::implementations
