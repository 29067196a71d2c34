#include "harness/implementations/reference/admission.h"

#include <algorithm>

#include "harness/implementations/reference/flag_filter.h"

namespace hallmark::implementations {

namespace {

template <class Range, class Value>
bool holds(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

bool carries_signed_pre_command(const std::string& command_variant) {
  return command_variant == "5" || command_variant == "6" || command_variant == "7";
}

bool is_service_for(const std::string& service, const std::string& command_variant) {
  if (command_variant == "4") return service == "transform";
  const bool local = command_variant == "2" || command_variant == "6" || command_variant == "8";
  return service == (local ? "non-device" : "send-command");
}

/// What is said of a device that is in no inventory, by the request that names it in its Body.
std::string no_such_device(const std::string& variant) {
  if (variant == "8.2") return "E080201";
  if (variant == "8.3") return "E080301";
  if (variant == "8.4") return "E080405";
  if (variant == "8.11") return "E081101";
  return "E19";
}

}  // namespace

bool Admission::decides(Decision which, bool honest, const Asked& asked) const {
  return (*decide_)(which, honest, {inventory_->find(asked.view.target), asked.service, asked.user});
}

std::optional<std::string> Admission::refusal(const Asked& asked, const std::string& service) const {
  if (auto code = refusal_of_form(asked, service)) return code;
  if (auto code = refusal_of_user(asked)) return code;
  return refusal_of_device(asked);
}

std::optional<std::string> Admission::refusal_of_form(const Asked& asked, const std::string& service) const {
  const auto& view = asked.view;
  const bool has_command = carries_signed_pre_command(view.command_variant);
  const std::string_view body = has_command ? "SignedPreCommand" : std::string_view(asked.service->body_element);
  const bool agrees = asked.service->reference == view.reference && body == view.body_element;
  if (!decides(Decision::is_consistent, agrees, asked)) return "E65";
  const bool allowed = std::ranges::any_of(
      asked.service->command_variants, [&](int variant) { return std::to_string(variant) == view.command_variant; });
  if (!decides(Decision::is_its_variant, allowed, asked)) return "E12";
  if (!decides(Decision::is_its_service, is_service_for(service, view.command_variant), asked)) return "E13";
  const auto code = has_command ? refusal_of_signed_command(asked) : std::nullopt;
  return decides(Decision::is_its_command, !code, asked) ? std::nullopt : std::optional(code.value_or("E65"));
}

/// A signed pre-command has to be what its header says: from this User, to that device, of a use case of that Service
/// Request; and where it was transformed here, of the request that it was transformed from.
std::optional<std::string> Admission::refusal_of_signed_command(const Asked& asked) const {
  const auto& message = asked.message;
  if (!message || message->kind != GbcsHeader::Kind::command || !message->is_signed) return "E65";
  if (message->target != asked.view.target || message->originator != canonical_id(asked.user)) return "E65";
  const auto& codes = asked.service->message_codes;
  if (!codes.empty() && !holds(codes, message->message_code)) return "E65";
  const auto transformed = commands_->transformed(asked.view.request_id);
  return transformed != nullptr && transformed->service != asked.service ? std::optional<std::string>("E65")
                                                                         : std::nullopt;
}

bool Admission::has_role_for(const std::string& user, const spec::ServiceRequest& service) const {
  const auto* sender = inventory_->user(user);
  return sender != nullptr &&
         std::ranges::any_of(sender->roles, [&](const auto& role) { return holds(service.roles, role); });
}

std::optional<std::string> Admission::refusal_of_user(const Asked& asked) const {
  const bool is_sender = inventory_->user(asked.user) != nullptr && canonical_id(asked.user) == asked.view.originator;
  if (!decides(Decision::is_its_sender, is_sender, asked)) return "E1";
  const bool is_eligible = decides(Decision::has_role, has_role_for(asked.user, *asked.service), asked);
  return is_eligible ? std::nullopt : std::optional<std::string>("E2");
}

std::optional<std::string> Admission::refusal_of_device(const Asked& asked) const {
  if (asked.service->non_device) {
    if (asked.view.target != inventory_->dcc()) return "E19";
  } else {
    const auto* target = inventory_->find(asked.view.target);
    if (!decides(Decision::is_known, target != nullptr, asked)) return "E19";
    const bool fits = target == nullptr || holds(asked.service->device_types, target->type);
    if (!decides(Decision::is_its_type, fits, asked)) return "E11";
  }
  if (auto code = refusal_of_named_devices(asked)) return code;
  if (auto code = refusal_of_schedule(asked)) return code;
  return asked.service->variant == "8.13" ? refusal_of_local_answer(asked) : std::nullopt;
}

/// Whatever the Body names has to be known, but a device that is announced; of a list, one of a type that it is for.
std::optional<std::string> Admission::refusal_of_named_devices(const Asked& asked) const {
  const auto& variant = asked.service->variant;
  const auto& named = asked.view.body_devices;
  const auto is_known = [&](const std::string& id) {
    const auto* device = inventory_->find(id);
    return device != nullptr && (!names_many_devices(asked) || holds(asked.service->device_types, device->type));
  };
  if (variant == "8.2" && named.empty()) {
    const bool at_point = !inventory_->devices_at(asked.view.metering_point).empty();
    return at_point ? std::nullopt : std::optional(no_such_device(variant));
  }
  if (named.empty() || variant == "12.2" || variant == "5.2" || variant == "5.3") return std::nullopt;
  const bool known =
      names_many_devices(asked) ? std::ranges::any_of(named, is_known) : std::ranges::all_of(named, is_known);
  return known ? std::nullopt : std::optional(no_such_device(variant));
}

std::optional<std::string> Admission::refusal_of_schedule(const Asked& asked) const {
  const auto& variant = asked.service->variant;
  if (variant == "5.2" || variant == "5.3") {
    if (!schedules_->named(asked).empty()) return std::nullopt;
    return variant == "5.2" ? "E050201" : "E050301";
  }
  if (!asked.view.schedule) return std::nullopt;
  const auto* runs = scheduled_service(asked.view, *facts_);
  if (runs == nullptr || !has_role_for(asked.user, *runs)) return "E050101";
  const auto* device = inventory_->find(asked.view.body_devices.empty() ? "" : asked.view.body_devices.front());
  return device != nullptr && holds(runs->device_types, device->type) ? std::nullopt
                                                                      : std::optional<std::string>("E050102");
}

/// 8.13 returns what a device answered to a command that this User was given for it.
std::optional<std::string> Admission::refusal_of_local_answer(const Asked& asked) const {
  const auto original = commands_->local(asked.view.original_request_id);
  const bool fits = original != nullptr && canonical_id(original->user) == canonical_id(asked.user) && asked.message &&
                    asked.message->originator == original->view.target;
  const bool is_its = decides(Decision::is_local_answer, fits, asked) && original != nullptr;
  return is_its ? std::nullopt : std::optional<std::string>("E081301");
}

}  // namespace hallmark::implementations
