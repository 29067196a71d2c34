#include "harness/implementations/reference/flag_filter.h"

#include <algorithm>

namespace hallmark::implementations {

using scenario::Device;
using scenario::Instant;
using spec::ServiceRequest;

namespace {

constexpr std::int64_t day = 86400;
constexpr std::string_view schedule_prefix = "DSP";  // of the element in a schedule, before that of the request

}  // namespace

bool names_many_devices(const Asked& asked) {
  return asked.service->variant == "11.1" || asked.service->variant == "11.4";
}

const ServiceRequest* scheduled_service(const RequestView& view, const spec::Facts& facts) {
  if (!view.schedule || !view.schedule->element.starts_with(schedule_prefix)) return nullptr;
  const auto* service = facts.by_body_element(view.schedule->element.substr(schedule_prefix.size()));
  const bool agrees = service != nullptr && service->schedulable && service->variant == view.schedule->variant &&
                      service->reference == view.schedule->reference;
  return agrees ? service : nullptr;
}

FlagFilter::FlagFilter(const spec::Facts& facts, const spec::Profile& profile, const Choices& choices,
                       const SmartMeteringInventory& inventory, const RestrictedFlag& flag, const Commands& commands,
                       const Decisions& decide)
    : facts_(&facts),
      profile_(&profile),
      choices_(&choices),
      inventory_(&inventory),
      flag_(&flag),
      commands_(&commands),
      decide_(&decide) {
  for (const auto& service : facts.service_requests) {
    for (const auto& code : service.message_codes) by_message_code_[code].push_back(&service);
  }
}

bool FlagFilter::is_restricted(const Device& device) const {
  bool holds = flag_->holds(canonical_id(device.id));
  if (!holds && device.type == "GPF") {
    holds = std::ranges::any_of(inventory_->mirrored_by(device),
                                [&](const Device* meter) { return flag_->holds(canonical_id(meter->id)); });
  }
  return (*decide_)(Decision::is_restricted, holds, {&device});
}

bool FlagFilter::may_pass(const ServiceRequest& service, const Device& device) const {
  return (*decide_)(Decision::may_pass, is_meant_to_pass(service, device), {&device, &service});
}

bool FlagFilter::is_meant_to_pass(const ServiceRequest& service, const Device& device) const {
  if (service.variant == "2.2" && profile_->shipped()) return choices_->is("top-up-while-restricted", "permit");
  const auto* row = profile_->find(service.variant, device.type);
  const auto& types = service.device_types;
  if (row == nullptr && !types.empty() && std::ranges::find(types, device.type) == types.end()) {
    // A second device, which the request only names: it counts as the one that is asked.
    row = profile_->find(service.variant, types.front());
  }
  return row != nullptr && row->expect != spec::Permission::reject;
}

std::vector<const Device*> FlagFilter::devices_of(const Asked& asked) const {
  std::vector<const Device*> devices;
  const auto add = [&](const std::string& id) {
    const auto* device = id.empty() ? nullptr : inventory_->find(id);
    if (device != nullptr) devices.push_back(device);
  };
  if (looks_at(Decision::looks_at_body, asked)) {
    for (const auto& id : asked.view.body_devices) add(id);
  }
  if (asked.view.target != inventory_->dcc() && looks_at(Decision::looks_at_header, asked)) add(asked.view.target);
  if (looks_at(Decision::looks_at_answered, asked)) add(target_of(asked.view.original_request_id));
  if (asked.message && looks_at(Decision::looks_at_message, asked)) {
    const bool returned = asked.message->kind == GbcsHeader::Kind::response;
    add(returned ? asked.message->originator : asked.message->target);
  }
  return devices;
}

bool FlagFilter::reveals(const std::string& message_code, const ServiceRequest* named, const Device& device) const {
  const auto found = by_message_code_.find(message_code);
  if (found == by_message_code_.end()) return false;
  const auto& meant = found->second;
  if (named != nullptr && std::ranges::find(meant, named) != meant.end()) return !may_pass(*named, device);
  return std::ranges::any_of(meant, [&](const auto* service) { return !may_pass(*service, device); });
}

bool FlagFilter::refuses(const Asked& asked, const Device& device) const {
  if (!is_restricted(device)) return false;
  const ServiceRequest* asked_for = asked.service;
  if (!may_pass(*asked_for, device)) return true;
  if (asked.view.schedule && looks_at(Decision::looks_at_schedule, asked)) {
    const auto* runs = scheduled_service(asked.view, *facts_);
    if (runs == nullptr || !may_pass(*runs, device)) return true;
  }
  if (!asked.view.original_request_id.empty() && looks_at(Decision::looks_at_original, asked)) {
    const auto original = commands_->local(asked.view.original_request_id);
    if (original != nullptr) asked_for = original->service;
    if (!may_pass(*asked_for, device)) return true;
  }
  const bool by_command = asked.message && reveals(asked.message->message_code, asked_for, device);
  if (by_command && looks_at(Decision::looks_at_command, asked)) return true;
  const bool by_mode = asked.to_prepayment && choices_->is("payment-mode-change-while-restricted", "refuse");
  return by_mode && looks_at(Decision::looks_at_mode, asked);
}

bool FlagFilter::looks_at(Decision part, const Asked& asked) const {
  return (*decide_)(part, true, {inventory_->find(asked.view.target), asked.service, asked.user});
}

bool FlagFilter::refuses_at(Decision moment, const Asked& asked) const {
  const auto devices = devices_of(asked);
  return (*decide_)(moment, refuses(asked), {devices.empty() ? nullptr : devices.front(), asked.service, asked.user});
}

bool FlagFilter::refuses(const Asked& asked) const {
  const auto devices = devices_of(asked);
  const auto because_of = [&](const Device* device) { return refuses(asked, *device); };
  if (names_many_devices(asked)) return !devices.empty() && std::ranges::all_of(devices, because_of);
  return std::ranges::any_of(devices, because_of);
}

bool FlagFilter::reads_restricted_time(const Asked& asked, const Device& device, Instant at) const {
  if (!choices_->is("data-of-the-restricted-time", "refused")) return false;
  auto since = scenario::instant(asked.view.period_start);
  auto until = scenario::instant(asked.view.period_end);
  if (asked.view.schedule) {
    const auto midnight = Instant{at.seconds - (at.seconds % day + day) % day};
    since = midnight + day * asked.view.schedule->start_offset;
    until = midnight + day * (asked.view.schedule->end_offset + 1);
  }
  if (!since || !until) return false;
  const auto* runs = asked.view.schedule ? scheduled_service(asked.view, *facts_) : asked.service;
  if (runs == nullptr || may_pass(*runs, device)) return false;
  const auto meters = device.type == "GPF" ? inventory_->mirrored_by(device) : std::vector<const Device*>{&device};
  return std::ranges::any_of(
      meters, [&](const Device* meter) { return flag_->held_within(canonical_id(meter->id), *since, *until); });
}

bool FlagFilter::may_come_back(const InFlight& command, const std::optional<GbcsHeader>& message,
                               const Device& device) const {
  if (!is_restricted(device)) return true;
  if (!may_pass(*command.sent, device) && choices_->is("in-flight-response", "withhold")) return false;
  const auto& codes = command.sent->message_codes;
  const bool as_asked = !message || std::ranges::find(codes, message->message_code) != codes.end();
  return as_asked || !reveals(message->message_code, nullptr, device);
}

}  // namespace hallmark::implementations
