// Alerts, response codes and bank holidays, each in itself and against device types and Service References.
#include <chrono>

#include "spec/cross_check.h"

namespace hallmark::spec {
namespace {

constexpr std::string_view digit_characters = "0123456789";

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of(digit_characters) == std::string_view::npos;
}

bool is_dcc_code(std::string_view code) {
  return (code.starts_with("N") && is_number(code.substr(1))) || (code.starts_with("AD") && is_number(code.substr(2)));
}

/// mp169.alerts-pass: only a public critical category or the security log makes passing a must.
void check_expectation(const Alert& alert) {
  if ((alert.expect == Permission::open) != (alert.level == Level::report))
    fail(alert.at, "expect and level of alert '" + alert.code + "' disagree",
         "open goes with report and with nothing else");
  if (alert.level == Level::must && !alert.security_log && !(alert.category == "critical" && alert.category_is_public))
    fail(alert.at,
         "alert '" + alert.code + "' must pass but is neither of a public critical category nor of the security log",
         "make it a should");
}

void check_alert(const Alert& alert, const Facts& facts) {
  if (alert.dcc ? !is_dcc_code(alert.code) : !is_code(alert.code))
    fail(alert.at, "alert code '" + alert.code + "' is none",
         "write four upper-case hex digits, or N1, AD1 for the DCC's");
  for (const std::string& type : alert.device_types)
    if (facts.device_type(type) == nullptr)
      fail(alert.at, "there is no device type '" + type + "'", "add it to device_types.xml");
  const std::vector<std::string> codes = words_of(alert.message_code);
  for (const std::string& code : codes)
    if (!is_code(code)) fail(alert.at, "message code '" + code + "' is none", "write four upper-case hex digits");
  if (codes.size() > 1 && codes.size() != alert.device_types.size())
    fail(alert.at, "alert '" + alert.code + "' has more message codes than one but not one a device type",
         "write one, or one for each device type in order");
  if (!alert.dcc) check_expectation(alert);
}

/// E010203 belongs to Service Reference 1.2.
void check_specific(const ResponseCode& code, const Facts& facts) {
  const std::string digits = code.code.substr(1);
  if (digits.size() != 6) fail(code.at, "code '" + code.code + "' names no Service Reference", "it has six digits");
  const std::string reference =
      std::to_string(std::stoi(digits.substr(0, 2))) + "." + std::to_string(std::stoi(digits.substr(2, 2)));
  if (std::none_of(facts.service_requests.begin(), facts.service_requests.end(),
                   [&](const ServiceRequest& request) { return request.reference == reference; }))
    fail(code.at, "there is no Service Reference '" + reference + "' for code '" + code.code + "'", "correct the code");
}

void check_response_code(const ResponseCode& code, const Facts& facts) {
  if (std::string_view("IEW").find(code.code.front()) == std::string_view::npos || !is_number(code.code.substr(1)))
    fail(code.at, "response code '" + code.code + "' is none", "write I, E or W and digits");
  if (code.kind == "service-specific" || code.kind == "warning") check_specific(code, facts);
  if ((code.fault || code.points_at_case) && !code.code.starts_with("E"))
    fail(code.at, "code '" + code.code + "' is no error", "remove fault and points-at-case");
  if (code.fault && code.kind != "delivery")
    fail(code.at, "fault '" + code.code + "' is not of kind delivery", "correct kind or fault");
}

/// "2025-12-25", a date that the calendar has.
bool is_date(std::string_view text) {
  const auto part = [text](std::size_t from, std::size_t count) { return text.substr(from, count); };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!is_number(part(0, 4)) || !is_number(part(5, 2)) || !is_number(part(8, 2))) return false;
  const auto value = [](std::string_view digits) { return std::stoi(std::string(digits)); };
  return std::chrono::year_month_day(std::chrono::year(value(part(0, 4))),
                                     std::chrono::month(static_cast<unsigned>(value(part(5, 2)))),
                                     std::chrono::day(static_cast<unsigned>(value(part(8, 2)))))
      .ok();
}

void check_bank_holidays(const std::vector<BankHoliday>& holidays) {
  std::string_view before;
  for (const BankHoliday& holiday : holidays) {
    if (!is_date(holiday.date)) fail(holiday.at, "'" + holiday.date + "' is no date", "write it as 2025-12-25");
    if (holiday.date <= before)
      fail(holiday.at, "bank holiday '" + holiday.date + "' does not come after the one before",
           "put them in order, each once");
    before = holiday.date;
  }
}

}  // namespace

void cross_check_codes(const Tables& tables) {
  const Facts& facts = tables.facts;
  require_unique(facts.alerts, &Alert::code, "alert");
  require_unique(facts.response_codes, &ResponseCode::code, "response code");
  for (const Alert& alert : facts.alerts) check_alert(alert, facts);
  for (const ResponseCode& code : facts.response_codes) check_response_code(code, facts);
  check_bank_holidays(facts.bank_holidays);
}

}  // namespace hallmark::spec
