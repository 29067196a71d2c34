#include "harness/generator/alert_from_device.h"

#include <set>

#include "harness/generator/device_alert.h"

namespace hallmark::generator {

namespace {

std::uint16_t number(const std::string& hex) { return static_cast<std::uint16_t>(std::stoul(hex, nullptr, 16)); }

/// The message code that this type's alert has; a generic one where no source gives any.
std::uint16_t message_code_of(const spec::Alert& alert, const std::string& type) {
  if (alert.message_code.empty())
    return alert.category == "critical" ? generic_critical_alert : generic_non_critical_alert;
  const auto space = alert.message_code.find(' ');
  const bool second = space != std::string::npos && alert.device_types.size() > 1 && alert.device_types[1] == type;
  return number(second ? alert.message_code.substr(space + 1) : alert.message_code.substr(0, space));
}

}  // namespace

AlertParties parties_of(const spec::Alert& alert) {
  const bool network = alert.recipient.find("Network Operator") != std::string::npos;
  return {alert.recipient.find("Supplier") != std::string::npos || !network, network};
}

bool is_for_the_dcc(const std::string& code) {
  static const std::set<std::string> codes = {"8F12", "8F20", "8F21", "8F22", "8F23", "8F24", "8F25",
                                              "8F26", "8F27", "8F28", "8F29", "8F2A", "8F2B", "8F2C",
                                              "8F2D", "8071", "8F85", "8F89", "8F8A", "8F8B"};
  return codes.contains(code);
}

bool answers_a_waiting_request(const std::string& code) { return code == "8F66" || code == "8F67"; }

scenario::FromDevice alert_from_device(const AlertPlan& alert, scenario::Instant now, const Canary& bytes) {
  const auto& inside = *alert.inside;
  scenario::FromDevice from;
  from.device = alert.device;
  from.kind = "alert";
  from.alert_code = alert.said;
  from.recipient = alert.user;
  if (inside.code != alert.said) from.code_inside = inside.code;
  from.canary = hex(bytes);
  from.payload = device_alert(alert.device_type, alert.device, alert.user, alert.counter,
                              message_code_of(inside, alert.device_type), inside.category == "critical",
                              number(inside.code), now, bytes);
  return from;
}

}  // namespace hallmark::generator
