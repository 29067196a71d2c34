#include "harness/implementations/reference/alert_filter.h"

namespace hallmark::implementations {

namespace {

constexpr const char* billing_data_log = "8F0A";

std::string fuel_of(const scenario::Device& device) {
  return device.type == "GSME" || device.type == "GPF" ? "gas" : "electricity";
}

}  // namespace

bool AlertFilter::lets_pass(const std::string& alert_code, const std::optional<GbcsHeader>& message,
                            const scenario::Device& device) const {
  if (!filter_->is_restricted(device))
    return (*decide_)(Decision::alert_passes, true, {&device, nullptr, {}, alert_code});
  std::string code = alert_code;
  if (message && (*decide_)(Decision::reads_alert, true, {&device, nullptr, {}, alert_code})) {
    const auto& billing = facts_->alert(billing_data_log)->message_code;
    if (filter_->reveals(message->message_code, nullptr, device)) return false;  // a reading that calls itself an alert
    if (!message->alert_code.empty()) code = message->alert_code;
    if (billing.find(message->message_code) != std::string::npos) code = billing_data_log;
  }
  return (*decide_)(Decision::alert_passes, is_permitted(code, device), {&device, nullptr, {}, code});
}

bool AlertFilter::is_permitted(const std::string& code, const scenario::Device& device) const {
  const auto row = profile_->alerts().find(code);
  if (row != profile_->alerts().end() && row->second != spec::Permission::open)
    return row->second == spec::Permission::permit;
  if (code == billing_data_log) return choices_->is("billing-data-log-alert", "deliver", fuel_of(device));
  const auto* alert = facts_->alert(code);
  if (alert != nullptr && alert->expect == spec::Permission::permit) return true;
  return choices_->is("other-alerts", "deliver", code);
}

}  // namespace hallmark::implementations
