// A request on its way through the reference: read, let in or refused, carried out.
#include <algorithm>
#include <charconv>

#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;
using scenario::Device;

namespace {

constexpr std::size_t listed_devices_max = 17;    // of DSPInventory
constexpr std::size_t listed_schedules_max = 99;  // of DSPSchedulesRead
constexpr const char* replayed = "E64";

std::uint64_t counter_of(const std::string& request_id) {
  const auto last = request_id.rfind(':');
  std::uint64_t counter = 0;
  if (last != std::string::npos)
    std::from_chars(request_id.data() + last + 1, request_id.data() + request_id.size(), counter);
  return counter;
}

bool is_gas(const std::string& device_type) { return device_type == "GSME" || device_type == "GPF"; }

/// Use cases ECS03 and GCS03, which take a meter to prepayment.
bool is_to_prepayment(const std::string& message_code) { return message_code == "001B" || message_code == "006D"; }

/// The message code of the command that a request becomes, as far as the facts tell it.
std::string message_code_of(const Asked& asked, const std::string& device_type) {
  const auto& [codes, types] = std::tie(asked.service->message_codes, asked.service->device_types);
  if (asked.service->variant == "1.6") {
    if (asked.to_prepayment) return is_gas(device_type) ? "006D" : "001B";
    return is_gas(device_type) ? "006C" : "001A";
  }
  if (codes.empty()) return "0000";
  // Electricity stands before gas.
  const bool is_for_both = std::ranges::find(types, "ESME") != types.end();
  return is_gas(device_type) && is_for_both ? codes.back() : codes.front();
}

std::string command_for(const Asked& asked, const SmartMeteringInventory& inventory) {
  const auto* device = inventory.find(asked.view.target);
  return pre_command(asked.view.originator, asked.view.target, counter_of(asked.view.request_id),
                     message_code_of(asked, device == nullptr ? "" : device->type));
}

}  // namespace

Observation Reference::handle(const scenario::Submit& submit) {
  auto problem = validator_->check(submit.duis);
  if (problem && decide_(Decision::is_valid, false, {nullptr, nullptr, submit.user})) problem.reset();
  auto view = problem && problem->layer != "schema" ? std::nullopt : read_request(submit.duis);
  if (!view || facts_->service_request(view->variant) == nullptr) {
    return observation::Refused{problem ? schema::text(*problem) : "no Service Reference Variant of DUIS"};
  }
  const auto asked = read(submit.user, std::move(*view));
  if (problem) {
    // The refusal itself has to be valid, which needs a RequestID and a Reference that are.
    const std::string refusal = respond(*asked, "E65");
    if (validator_->check(refusal)) return observation::Refused{schema::text(*problem)};
    return Answered{observation::Responded{{refusal, {}}}};
  }
  // No public table gives a code for a signature that does not hold: then the sender is not the User it says.
  const bool is_trusted = signatures_.trusts(submit.duis);
  return Answered{observation::Responded{{is_trusted ? answer(asked, submit.service) : respond(*asked, "E1"), {}}}};
}

AskedPointer Reference::read(const std::string& user, RequestView view) const {
  auto asked = std::make_shared<Asked>();
  asked->user = user;
  asked->service = facts_->service_request(view.variant);
  asked->execution = scenario::instant(view.execution_time);
  const auto& message = view.signed_pre_command.empty() ? view.device_response : view.signed_pre_command;
  if (!message.empty()) asked->message = read_gbcs_header(message);
  if (asked->message && asked->service->variant == "8.13" && view.original_request_id.empty()) {
    view.original_request_id =
        asked->message->target + ':' + asked->message->originator + ':' + std::to_string(asked->message->counter);
  }
  asked->to_prepayment = view.to_prepayment;
  if (asked->service->variant == "1.6" && !view.signed_pre_command.empty()) {
    const auto transformed = commands_.transformed(view.request_id);
    asked->to_prepayment = (transformed != nullptr && transformed->to_prepayment) ||
                           (asked->message && is_to_prepayment(asked->message->message_code));
    if (!asked->execution && transformed != nullptr) asked->execution = transformed->execution;
  }
  asked->view = std::move(view);
  const auto devices = filter_.devices_of(*asked);
  asked->as_supplier =
      std::ranges::any_of(devices, [&](const Device* each) { return inventory_.is_responsible(user, *each); });
  return asked;
}

std::string Reference::answer(const AskedPointer& asked, const std::string& service) {
  const auto devices = filter_.devices_of(*asked);
  const auto* device = devices.empty() ? nullptr : devices.front();
  const auto code = admission_.refusal(*asked, service);
  if (!decide_(Decision::is_admitted, !code, {device, asked->service, asked->user})) {
    measures_.attempted(now_);
    measures_.failed(now_);
    return respond(*asked, code.value_or("E4"));
  }
  const bool of_restricted_time = std::ranges::any_of(
      devices, [&](const Device* each) { return filter_.reads_restricted_time(*asked, *each, now_); });
  if (filter_.refuses_at(Decision::is_refused, *asked) || (of_restricted_time && !asked->view.schedule)) {
    if (decide_(Decision::is_failed, false, {device, asked->service, asked->user})) measures_.failed(now_);
    return refuse_because_of_flag(asked);
  }
  if (behaviour_.choices.is("replayed-request-id", "refuse")) {
    if (commands_.is_replayed(*asked)) return respond(*asked, replayed);
    commands_.remember(*asked);
  }
  return carry_out(asked);
}

std::string Reference::refuse_because_of_flag(const AskedPointer& asked) {
  const auto& variant = asked->view.command_variant;
  const bool is_acknowledged = variant == "1" || variant == "3" || variant == "5" || variant == "7";
  if (behaviour_.refusal_timing == RefusalTiming::at_once || !is_acknowledged) {
    return respond(*asked, behaviour_.choices.answer("rejection-code", "synchronous"));
  }
  if (behaviour_.refusal_timing == RefusalTiming::later)
    fail_later(asked, behaviour_.choices.answer("rejection-code", "later"));
  return respond(*asked, "I99");
}

ResponseMessage Reference::message_to(const Asked& asked, const std::string& code) const {
  ResponseMessage message;
  message.schema_version = schema_version_;
  message.request_id = asked.view.request_id;
  message.code = code;
  message.date_time = now_text();
  message.reference = asked.view.reference;
  message.variant = asked.view.variant;
  return message;
}

std::string Reference::respond(const Asked& asked, const std::string& code, const std::string& content,
                               const std::string& value) const {
  auto message = message_to(asked, code);
  message.content = content;
  message.value = value;
  return write(message);
}

std::string Reference::carry_out(const AskedPointer& asked) {
  const auto& variant = asked->view.command_variant;
  if (variant == "8") return carry_out_at_dcc(asked);
  const bool is_signed = !asked->view.signed_pre_command.empty();
  const bool hands_over = variant == "2" || variant == "3" || variant == "6" || variant == "7";
  const bool is_sent = variant == "1" || variant == "3" || variant == "5" || variant == "7";
  std::string command;
  if (!is_sent || hands_over) command = is_signed ? asked->view.signed_pre_command : command_for(*asked, inventory_);
  if (variant == "4") {
    measures_.attempted(now_);
    commands_.transform(asked);
    return respond(*asked, "I0", "PreCommand", command);
  }
  if (hands_over) commands_.hand_over(asked);
  if (is_sent) {
    pass_on(asked);
  } else {
    measures_.attempted(now_);
  }
  return respond(*asked, is_sent ? "I99" : "I0", hands_over ? "LocalCommand" : "", command);
}

/// Command Variant 8: the DCC itself does what is asked.
std::string Reference::carry_out_at_dcc(const AskedPointer& asked) {
  measures_.attempted(now_);
  const auto& variant = asked->service->variant;
  if (variant == "5.1") {
    const auto& id = schedules_.create(asked, *scheduled_service(asked->view, *facts_), now_);
    return respond(*asked, "I0", "DSPScheduleID", id);
  }
  if (variant == "5.2") return read_schedules(asked);
  if (variant == "5.3") {
    std::vector<std::string> ids;
    for (const auto* schedule : schedules_.named(*asked)) ids.push_back(schedule->id);
    schedules_.remove_if([&](const Schedule& each) { return std::ranges::find(ids, each.id) != ids.end(); });
  }
  if (variant == "8.2") return read_inventory(asked);
  if (variant == "8.13") return return_local_answer(asked);
  if (names_many_devices(*asked)) send_to_each(asked);
  changed(change_at_once(inventory_, *asked));
  return respond(*asked, "I0");
}

/// The answer of a device that a User carried home has changed the device, as if it had come by the network.
std::string Reference::return_local_answer(const AskedPointer& asked) {
  const auto original = commands_.local(asked->view.original_request_id);
  const auto device = original->view.target;
  if (original->service->variant == "1.6" && modes_.answered(device, *original, true, now_))
    take_mode(device, original->to_prepayment);
  changed(change_on_success(inventory_, *original, device));
  return respond(*asked, "I0");
}

/// The devices that are asked for with all that share their hub; the hub comes with them.
std::string Reference::read_inventory(const AskedPointer& asked) const {
  std::set<std::string> hubs;
  std::set<std::string> wanted(asked->view.body_devices.begin(), asked->view.body_devices.end());
  if (wanted.empty()) wanted = inventory_.devices_at(asked->view.metering_point);
  for (const auto& id : wanted) {
    const auto* device = inventory_.find(id);
    hubs.insert(canonical_id(device->type == "CHF" ? device->id : device->hub));
  }
  hubs.erase("");
  auto message = message_to(*asked, "I0");
  message.content = "DSPInventory";
  const auto list = [&](const Device& device) {
    if (message.devices.size() == listed_devices_max) return;
    ListedDevice listed{device.id, device.type, device.status, "", ""};
    for (const auto& id : device.metering_points) {
      const auto* point = inventory_.point(id);
      const bool is_export = point != nullptr && point->direction == "export";
      (is_export ? listed.export_point : listed.import_point) = id;
    }
    message.devices.push_back(std::move(listed));
  };
  for (const auto& id : wanted) list(*inventory_.find(id));
  for (const auto& [id, device] : inventory_.devices()) {
    if (wanted.contains(id)) continue;
    if (hubs.contains(id) || hubs.contains(canonical_id(device.hub))) list(device);
  }
  return write(message);
}

std::string Reference::read_schedules(const AskedPointer& asked) const {
  auto message = message_to(*asked, "I0");
  message.content = "DSPSchedulesRead";
  for (const auto* schedule : schedules_.named(*asked)) {
    if (message.schedules.size() == listed_schedules_max) break;
    message.schedules.push_back({schedule->id, schedule->asked->view.schedule->xml});
  }
  return write(message);
}

}  // namespace hallmark::implementations
