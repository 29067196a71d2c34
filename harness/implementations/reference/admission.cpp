// Whom and what the reference lets through: form, User, device, flag, in this order.
#include <algorithm>

#include "harness/implementations/pre_command_octets.h"
#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

using scenario::Device;

namespace {

template <class Range, class Value>
bool holds(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

bool is_service_for(const std::string& service, const std::string& command_variant) {
  if (command_variant == "4") return service == "transform";
  const bool local = command_variant == "2" || command_variant == "6" || command_variant == "8";
  return service == (local ? "non-device" : "send-command");
}

}  // namespace

std::optional<std::string> Reference::refusal(const std::string& user, const std::string& service,
                                              const RequestView& request) const {
  if (auto code = refusal_of_form(service, request)) return code;
  if (auto code = refusal_of_user(user, request)) return code;
  return refusal_by_flag(request);
}

std::optional<std::string> Reference::refusal_of_form(const std::string& service, const RequestView& request) const {
  const auto* known = facts_->service_request(request.variant);
  if (known == nullptr || known->reference != request.reference) return "E65";
  const std::string element = request.is_pre_command() ? "SignedPreCommand" : known->body_element;
  if (element != request.body_element) return "E65";
  const auto& variants = known->command_variants;
  const bool allowed = std::any_of(variants.begin(), variants.end(),
                                   [&](int variant) { return std::to_string(variant) == request.command_variant; });
  if (!allowed) return "E12";
  if (request.is_pre_command() && !holds_its_pre_command(request, *known)) return "E65";
  return is_service_for(service, request.command_variant) ? std::nullopt : std::optional<std::string>("E13");
}

std::optional<std::string> Reference::refusal_of_user(const std::string& user, const RequestView& request) const {
  const auto* sender = scenario::find_user(estate_, user);
  if (sender == nullptr || canonical_id(user) != request.originator) return "E1";
  const auto* known = facts_->service_request(request.variant);
  const auto has_role = [&](const spec::ServiceRequest& service) {
    return std::any_of(sender->roles.begin(), sender->roles.end(),
                       [&](const auto& role) { return holds(service.roles, role); });
  };
  if (!has_role(*known)) return "E2";
  if (!known->non_device) {
    const auto* target = const_cast<Reference*>(this)->find(request.target);
    if (target == nullptr) return "E19";
    if (!holds(known->device_types, target->type)) return "E11";
  } else if (request.target != canonical_id(estate_.dcc)) {
    return "E19";
  }
  if (!request.scheduled_variant.empty()) {
    const auto* scheduled = facts_->service_request(request.scheduled_variant);
    if (scheduled == nullptr || !scheduled->schedulable || !has_role(*scheduled)) return "E050101";
    if (request.scheduled_element != "DSP" + scheduled->body_element) return "E050101";
  }
  const bool about_schedule = request.variant == "5.2" || request.variant == "5.3";
  const bool exists = std::any_of(schedules_.begin(), schedules_.end(), [&](const Schedule& schedule) {
    return schedule.id == request.schedule_id && schedule.user == user;
  });
  if (about_schedule && !exists) return request.variant == "5.2" ? "E050201" : "E050301";
  if (request.variant == "8.13" && !local_commands_.contains(request.original_request_id)) return "E081301";
  return std::nullopt;
}

/// Every device a request concerns: its header's, those its body names, and the one whose answer it returns.
std::vector<std::string> Reference::devices_of(const RequestView& request) const {
  auto devices = request.body_devices;
  if (request.target != canonical_id(estate_.dcc)) devices.push_back(request.target);
  const auto& original = request.original_request_id;
  if (!original.empty()) {
    const auto first = original.find(':');
    devices.push_back(canonical_id(std::string_view(original).substr(first + 1, original.rfind(':') - first - 1)));
  }
  return devices;
}

bool Reference::is_behind_flag(const Device& device) const {
  if (restricted_.contains(device.id)) return true;
  if (device.type != "GPF") return false;
  return std::any_of(estate_.devices.begin(), estate_.devices.end(), [&](const Device& other) {
    return restricted_.contains(other.id) && other.type == "GSME" && other.hub == device.hub &&
           other.metering_points == device.metering_points;
  });
}

bool Reference::may_pass(const std::string& variant, const Device& device) const {
  const auto* row = profile_->find(variant, device.type);
  return row != nullptr && row->expect != spec::Permission::reject;
}

std::optional<std::string> Reference::refusal_by_flag(const RequestView& request) const {
  for (const auto& id : devices_of(request)) {
    const auto* device = const_cast<Reference*>(this)->find(id);
    if (device == nullptr || !is_behind_flag(*device)) continue;
    const std::string& variant = request.scheduled_variant.empty() ? request.variant : request.scheduled_variant;
    if (!may_pass(variant, *device) || !may_pass(request.variant, *device) || request.to_prepayment) return "E5";
  }
  return std::nullopt;
}

}  // namespace hallmark::implementations
