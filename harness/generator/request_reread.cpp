#include "harness/generator/request_reread.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

/// The texts of all elements of a name, wherever they stand below a node.
std::vector<std::string> texts(const pugi::xml_node& below, const std::string& name) {
  std::vector<std::string> found;
  for (const auto& match : below.select_nodes((".//*[local-name()='" + name + "']").c_str()))
    found.emplace_back(match.node().text().get());
  return found;
}

std::string text_at(const pugi::xml_node& node, const std::string& path) {
  return node.select_node(path.c_str()).node().text().get();
}

/// The EUI-64 in DUIS form that stands at an offset of a GBCS message.
std::string eui_at(const std::string& message, std::size_t offset) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string id;
  for (std::size_t i = offset; i < offset + 8 && i < message.size(); ++i) {
    const auto byte = static_cast<unsigned char>(message[i]);
    if (!id.empty()) id += '-';
    id += digits[byte >> 4U];
    id += digits[byte & 15U];
  }
  return id;
}

/// Every device that the document names as one it is about, in no order.
std::set<std::string> devices_in(const pugi::xml_node& body, const std::string& header_target, const std::string& dcc) {
  std::set<std::string> devices;
  if (header_target != dcc) devices.insert(header_target);
  for (const auto& id : texts(body, "DeviceID")) devices.insert(id);
  for (const auto& list : texts(body, "DeviceIDList")) {
    std::istringstream ids(list);
    for (std::string id; std::getline(ids, id, ',');) devices.insert(id);
  }
  for (const auto& original : texts(body, "OriginalRequestID")) devices.insert(original.substr(24, 23));
  for (const auto& answer : texts(body, "DeviceGBCSResponse"))
    devices.insert(eui_at(scenario::from_base64(answer).value_or(""), 12));
  return devices;
}

class Comparison {
 public:
  void same(const std::string& what, const std::string& seen, const std::string& expected) {
    if (seen != expected) found.push_back(what + " is '" + seen + "', not '" + expected + "'");
  }
  /// Each text that an element of that name has must be the expected one; there may be no such element.
  void all(const pugi::xml_node& below, const std::string& element, const std::string& expected) {
    for (const auto& seen : texts(below, element)) same(element, seen, expected);
  }

  std::vector<std::string> found;
};

void compare_header(const pugi::xml_node& root, const scenario::RequestReading& reading, const RequestPlan& plan,
                    const Premises& premises, Comparison& comparison) {
  const std::string target = plan.service->non_device ? premises.estate.dcc : plan.device;
  const std::string id = plan.user + ':' + target + ':' + std::to_string(plan.counter);
  comparison.same("RequestID", text_at(root, "*[1]/*[1]"), id);
  comparison.same("reading.request_id", reading.request_id, id);
  comparison.same("reading.originator", reading.originator, plan.user);
  comparison.same("reading.header_target", reading.header_target, target);
  comparison.same("CommandVariant", text_at(root, "*[1]/*[local-name()='CommandVariant']"),
                  std::to_string(plan.command_variant));
  comparison.same("reading.command_variant", std::to_string(reading.command_variant),
                  std::to_string(plan.command_variant));
  comparison.same("ServiceReference", text_at(root, "*[1]/*[local-name()='ServiceReference']"),
                  plan.service->reference);
  comparison.same("reading.reference", reading.reference, plan.service->reference);
  comparison.same("ServiceReferenceVariant", text_at(root, "*[1]/*[local-name()='ServiceReferenceVariant']"),
                  plan.service->variant);
  comparison.same("reading.header_srv", reading.header_srv, plan.service->variant);
  comparison.same("schemaVersion", root.attribute("schemaVersion").value(), plan.schema_version);
}

void compare_times(const pugi::xml_node& body, const scenario::RequestReading& reading, const Premises& premises,
                   Comparison& comparison) {
  const auto times = texts(body, "ExecutionDateTime");
  comparison.same("number of execution times", std::to_string(times.size()),
                  reading.execution_time.has_value() ? "1" : "0");
  for (const auto& time : times) {
    const auto due = scenario::instant(time);
    if (time.starts_with("3000-12-31")) comparison.found.emplace_back("it cancels a request");
    if (!due || *due <= premises.estate.now) comparison.found.push_back("ExecutionDateTime " + time + " is past");
    if (due != reading.execution_time) comparison.found.push_back("the reading has another time than " + time);
  }
  for (const auto* element : {"ScheduleStartDate", "OptInDate"}) {
    for (const auto& start : texts(body, element)) {
      if (start <= scenario::text(premises.estate.now).substr(0, 10)) comparison.found.push_back("starts on " + start);
    }
  }
}

void compare_devices(const pugi::xml_node& body, const scenario::RequestReading& reading, const RequestPlan& plan,
                     const Premises& premises, Comparison& comparison) {
  auto read = std::set<std::string>(reading.devices.begin(), reading.devices.end());
  if (read.size() != reading.devices.size()) comparison.found.emplace_back("the reading names a device twice");
  if (plan.schedule_of) {  // nothing in the document names the schedule's device: the generator knows it
    comparison.same("devices of a schedule", std::to_string(read.size()), "1");
  } else if (read != devices_in(body, reading.header_target, premises.estate.dcc)) {
    comparison.found.emplace_back("the reading names other devices than the document");
  }
  for (const auto& payload : texts(body, "DeviceGBCSResponse"))
    comparison.same("originator of the GBCS response", eui_at(scenario::from_base64(payload).value_or(""), 12),
                    plan.device);
  for (const auto* element : {"DevicePrenotification", "ServiceOptIn"}) {
    const std::string path = std::string("*[local-name()='") + element + "']/*[local-name()='DeviceType']";
    if (const auto type = body.select_node(path.c_str()).node())
      comparison.same("DeviceType", type.text().get(), plan.device_type);
  }
  const bool gas = plan.device_type == "GSME" || plan.device_type == "GPF";
  comparison.all(body, "ImportMPxN", gas ? premises.mprn : premises.import_mpan);
  comparison.all(body, "MPxN", gas ? premises.mprn : premises.import_mpan);
  comparison.all(body, "ImportMPAN", premises.import_mpan);
  comparison.all(body, "ImportMPRN", premises.mprn);
  comparison.all(body, "ExportMPAN", premises.export_mpan);
  if (plan.device_type == "GSME" && !texts(body, "ImportMPxN").empty() && !texts(body, "ExportMPAN").empty())
    comparison.found.emplace_back("a gas meter has an ExportMPAN");
}

/// The grouping header by its offsets: a command, its parties and its code.
void compare_pre_command(const pugi::xml_node& body, const RequestPlan& plan, Comparison& comparison) {
  const std::string message =
      scenario::from_base64(text_at(body, "*[local-name()='SignedPreCommand']/*[local-name()='GBCSPayload']"))
          .value_or("");
  if (!message.starts_with("\xDF\x09\x01"))
    return comparison.found.emplace_back("its pre-command is no command"), void();
  comparison.same("originator of the pre-command", eui_at(message, 12), plan.user);
  comparison.same("target of the pre-command", eui_at(message, 21), plan.device);
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string code;
  for (std::size_t i = 31; i < 33 && i < message.size(); ++i) {
    code += digits[static_cast<unsigned char>(message[i]) >> 4U];
    code += digits[static_cast<unsigned char>(message[i]) & 15U];
  }
  const auto& known = plan.service->message_codes;
  if (std::find(known.begin(), known.end(), code) == known.end())
    comparison.found.push_back("its pre-command has the message code " + code);
}

/// Texts that stand in the samples and must not stand in what is made of them, outside of base64.
void compare_leftovers(pugi::xml_node root, Comparison& comparison) {
  static const std::vector<std::string> of_samples = {
      "00-DB-12-34-56-78-90-", "90-B3-D5-1F-30-", "01-02-03-04-05-06-07-08", "1312345678", "1000999888",
      ">1234567890<"};
  std::ostringstream out;
  root.first_child().print(out);
  root.first_child().next_sibling().print(out);
  for (const auto& left : of_samples) {
    if (out.str().find(left) != std::string::npos) comparison.found.push_back("the sample's " + left + " is left");
  }
}

}  // namespace

std::vector<std::string> disagreements(const scenario::Submit& submit, const RequestPlan& plan,
                                       const Premises& premises) {
  Comparison comparison;
  pugi::xml_document document;
  if (!document.load_buffer(submit.duis.data(), submit.duis.size())) return {"it is no XML"};
  const auto root = document.document_element();
  const auto body = root.first_child().next_sibling();
  const auto& reading = submit.reading;
  comparison.same("user", submit.user, plan.user);
  comparison.same("service", submit.service, service_of(plan.command_variant));
  comparison.same("Body", body.name(), "sr:Body");
  const bool pre_command = plan.command_variant >= 5 && plan.command_variant <= 7;
  comparison.same("element below Body", body.first_child().name(),
                  "sr:" + (pre_command ? "SignedPreCommand" : plan.service->body_element));
  if (pre_command) compare_pre_command(body, plan, comparison);
  comparison.same("reading.body_srv", reading.body_srv, plan.service->variant);
  comparison.same("reading.device_type", reading.device_type, plan.device_type);
  compare_header(root, reading, plan, premises, comparison);
  compare_times(body, reading, premises, comparison);
  compare_devices(body, reading, plan, premises, comparison);
  const auto scheduled = texts(body, "DSPScheduledServiceReferenceVariant");
  comparison.same("scheduled variant", scheduled.empty() ? "" : scheduled.front(), reading.scheduled_srv.value_or(""));
  const bool credit = body.select_node("*[local-name()='UpdatePaymentMode']/*[local-name()='Credit']");
  const bool payment = body.first_child().name() == std::string("sr:UpdatePaymentMode");
  if (!pre_command)
    comparison.same("payment mode", payment ? (credit ? "credit" : "prepayment") : "",
                    reading.payment_mode.value_or(""));
  compare_leftovers(root, comparison);
  return comparison.found;
}

}  // namespace hallmark::generator
