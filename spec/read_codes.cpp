// Reads alerts.xml, response_codes.xml and bank_holidays.xml.
#include "spec/tables.h"

namespace hallmark::spec {
namespace {

Alert device_alert_of(const Record& record) {
  Alert alert;
  alert.code = record.required("code");
  alert.name = record.required("name");
  alert.category = record.choice<std::string>("category", {{"critical", "critical"},
                                                           {"non-critical", "non-critical"},
                                                           {"event-only", "event-only"},
                                                           {"unknown", "unknown"}});
  alert.category_is_public = record.yes("category-public");
  alert.security_log = record.yes("security-log");
  alert.safety_by_name = record.yes("safety-by-name");
  record.required("device-types");
  alert.device_types = record.words("device-types");
  alert.recipient = record.optional("recipient");
  alert.message_code = record.optional("message-code");
  alert.expect = record.choice<Permission>("expect", {{"permit", Permission::permit}, {"open", Permission::open}});
  alert.level = record.level();
  alert.at = record.at();
  return alert;
}

Alert dcc_alert_of(const Record& record) {
  Alert alert;
  alert.code = record.required("code");
  alert.name = record.required("name");
  alert.dcc = true;
  alert.category = "dcc";
  alert.at = record.at();
  return alert;
}

ResponseCode response_code_of(const Record& record) {
  ResponseCode code;
  code.code = record.required("code");
  code.kind = record.choice<std::string>("kind", {{"success", "success"},
                                                  {"acknowledgement", "acknowledgement"},
                                                  {"access-control", "access-control"},
                                                  {"validation", "validation"},
                                                  {"delivery", "delivery"},
                                                  {"service-specific", "service-specific"},
                                                  {"warning", "warning"},
                                                  {"unknown", "unknown"}});
  code.meaning = record.optional("meaning");
  code.points_at_case = record.yes("points-at-case");
  code.fault = record.yes("fault");
  code.at = record.at();
  return code;
}

BankHoliday bank_holiday_of(const Record& record) {
  BankHoliday holiday;
  holiday.date = record.required("date");
  holiday.name = record.required("name");
  holiday.at = record.at();
  return holiday;
}

}  // namespace

std::string read_alerts(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "alerts.xml", "alerts", {"source", "alert", "dcc-alert"});
  SharedTexts sources(file, "source", false);
  const auto device_alerts =
      file.records("alert", {"code", "name", "category", "category-public", "security-log", "safety-by-name",
                             "device-types", "recipient", "message-code", "expect", "level", "source"});
  for (const Record& record : device_alerts) {
    tables.facts.alerts.push_back(device_alert_of(record));
    tables.facts.alerts.back().source = sources.all(record, "source");
  }
  for (const Record& record : file.records("dcc-alert", {"code", "name", "source"})) {
    tables.facts.alerts.push_back(dcc_alert_of(record));
    tables.facts.alerts.back().source = sources.all(record, "source");
  }
  sources.require_used();
  return file.bytes();
}

std::string read_response_codes(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "response_codes.xml", "response-codes", {"source", "response-code"});
  SharedTexts sources(file, "source", false);
  const auto records = file.records("response-code", {"code", "kind", "meaning", "points-at-case", "fault", "source"});
  for (const Record& record : records) {
    tables.facts.response_codes.push_back(response_code_of(record));
    tables.facts.response_codes.back().source = sources.all(record, "source");
  }
  sources.require_used();
  return file.bytes();
}

std::string read_bank_holidays(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "bank_holidays.xml", "bank-holidays", {"source", "bank-holiday"});
  SharedTexts sources(file, "source", false);
  for (const Record& record : file.records("bank-holiday", {"date", "name", "source"})) {
    tables.facts.bank_holidays.push_back(bank_holiday_of(record));
    tables.facts.bank_holidays.back().source = sources.all(record, "source");
  }
  sources.require_used();
  return file.bytes();
}

}  // namespace hallmark::spec
