#include "harness/generator/request.h"

#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "harness/generator/gbcs.h"
#include "harness/generator/inventory_body.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/request_tree.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 86400;

/// The second device of a join or unjoin: a display where a meter is the target, else the electricity meter.
const std::string& other_device(const RequestPlan& plan, const Premises& all) {
  const bool meter = plan.device_type == "ESME" || plan.device_type == "GSME" || plan.device_type == "GPF";
  return meter ? all.ppmid : all.esme;
}

/// The device that the body's DeviceID names.
std::string body_device(const RequestPlan& plan, const Premises& all, pugi::xml_node body) {
  const auto& srv = plan.service->variant;
  if (srv == "12.2") return all.unknown_device;
  if (srv == "8.11") {
    const auto kind = body.child("sr:UpdateHANDeviceLog").child("sr:RequestType");
    return std::string_view(kind.text().get()) == "Remove" ? all.ppmid : all.pending_esme;
  }
  if (srv == "5.1" && plan.device.empty()) return all.other_esme;
  return plan.device;
}

/// Where the body tells the type of its device: 12.2 and 8.6.
void rewrite_device_type(const RequestPlan& plan, pugi::xml_node body) {
  set(body.child("sr:ServiceOptIn"), "sr:DeviceType", plan.device_type);
  auto notice = body.child("sr:DevicePrenotification");
  set(notice, "sr:DeviceType", plan.device_type);
  if (plan.device_type != "ESME") notice.remove_child("sr:ESMEVariant");
  if (plan.device_type != "GSME") notice.remove_child("sr:AssociatedGPFDeviceID");
}

void rewrite_metering_points(const RequestPlan& plan, const Premises& all, pugi::xml_node body) {
  const bool gas = plan.device_type == "GSME" || plan.device_type == "GPF";
  for (const auto* element : {"sr:ImportMPxN", "sr:MPxN"}) set_all(body, element, gas ? all.mprn : all.import_mpan);
  for_each(body, "sr:SecondaryImportMPAN", [](pugi::xml_node node) { node.parent().remove_child(node); });
  set_all(body, "sr:ImportMPAN", all.import_mpan);
  set_all(body, "sr:ImportMPRN", all.mprn);
  set_all(body, "sr:ExportMPAN", all.export_mpan);
  if (gas) body.child("sr:ServiceOptIn").child("sr:MPxNs").remove_child("sr:ExportMPAN");
}

/// 8.13: the answer it is given, else one that the device could have sent to a command nobody knows of.
void rewrite_local_answer(const RequestPlan& plan, pugi::xml_node body) {
  auto answer = body.child("sr:ReturnLocalCommandResponse");
  if (!answer) return;
  const std::string original = plan.user + ':' + plan.device + ':' + std::to_string(plan.counter);
  set(answer, "sr:OriginalRequestID", plan.original_request_id.value_or(original));
  set(answer, "sr:DeviceGBCSResponse",
      plan.gbcs_response ? *plan.gbcs_response : gbcs_response(plan.device, plan.user, plan.counter, "0000", Canary{}));
}

void rewrite_ids(const RequestPlan& plan, const Premises& all, pugi::xml_node body) {
  const std::string device = body_device(plan, all, body);
  set_all(body, "sr:DeviceID", device);
  set_all(body, "sr:DeviceIDList", device);
  set_all(body, "sr:OtherDeviceID", other_device(plan, all));
  set_all(body, "sr:OldCHFID", all.other_chf);
  set_all(body, "sr:OldGPFID", all.other_gpf);
  set_all(body, "sr:AssociatedGPFDeviceID", all.gpf);
  set_all(body, "sr:HCALCS", all.hcalcs);
  rewrite_metering_points(plan, all, body);
  rewrite_local_answer(plan, body);
  rewrite_device_type(plan, body);
}

void rewrite_times(const Premises& all, pugi::xml_node body, scenario::RequestReading& reading) {
  const auto due = all.estate.now + hour;
  for_each(body, "sr:ExecutionDateTime", [&](pugi::xml_node node) {
    node.text().set(scenario::text(due).c_str());
    reading.execution_time = due;
  });
  set_all(body, "sr:RestrictionDateTime", scenario::text(all.estate.now));
  set_all(body, "sr:CurrentDateTime", scenario::text(all.estate.now));
  const std::string tomorrow = scenario::text(all.estate.now + day).substr(0, 10);
  set_all(body, "sr:ScheduleStartDate", tomorrow);
  set_all(body, "sr:OptInDate", tomorrow);
}

/// The period of a log that a read asks for; the samples' own is of 2014.
void rewrite_log_period(const RequestPlan& plan, pugi::xml_node body, scenario::RequestReading& reading) {
  for_each(body, "sr:ReadLogPeriod", [&](pugi::xml_node period) {
    if (plan.log_period) {
      set(period, "sr:StartDateTime", scenario::text(plan.log_period->first));
      set(period, "sr:EndDateTime", scenario::text(plan.log_period->second));
    }
    const auto from = scenario::instant(period.child("sr:StartDateTime").text().get());
    const auto to = scenario::instant(period.child("sr:EndDateTime").text().get());
    if (from && to) reading.log_period = std::pair(*from, *to);
  });
}

void rewrite_header(const scenario::RequestReading& reading, const RequestPlan& plan, pugi::xml_node root) {
  root.attribute("schemaVersion").set_value(plan.schema_version.c_str());
  auto header = root.child("sr:Header");
  set(header, "sr:RequestID", reading.request_id);
  set(header, "sr:CommandVariant", std::to_string(plan.command_variant));
  set(header, "sr:ServiceReference", reading.reference);
  set(header, "sr:ServiceReferenceVariant", reading.header_srv);
}

void add_device(scenario::RequestReading& reading, const std::string& id) {
  if (id.empty()) return;
  for (const auto& known : reading.devices) {
    if (known == id) return;
  }
  reading.devices.push_back(id);
}

/// What the finished body says, for the one reading that goes with the document.
void read_body(const RequestPlan& plan, const Premises& all, pugi::xml_node body, scenario::RequestReading& reading) {
  add_device(reading, plan.service->non_device ? "" : plan.device);
  for (const auto* element : {"sr:DeviceID", "sr:DeviceIDList"}) {
    for_each(body, element, [&](pugi::xml_node node) { add_device(reading, node.text().get()); });
  }
  if (plan.service->variant == "8.13") add_device(reading, plan.device);
  if (plan.schedule_of) add_device(reading, plan.device_type == "GSME" ? all.other_gsme : all.other_esme);
  for_each(body, "sr:DSPScheduledServiceReferenceVariant",
           [&](pugi::xml_node node) { reading.scheduled_srv = node.text().get(); });
  if (auto mode = body.child("sr:UpdatePaymentMode"))
    reading.payment_mode = mode.child("sr:Credit") ? "credit" : "prepayment";
  reading.inventory_change = inventory_change_of(plan, body);
}

/// What a body becomes once its pre-command is signed: the time stays with the DCC, the rest is in the pre-command.
void become_signed_pre_command(const RequestPlan& plan, const scenario::RequestReading& reading, pugi::xml_node body) {
  const bool network_operator = plan.role == "ED" || plan.role == "GT";
  const auto code = message_code(*plan.service, plan.device_type, network_operator, reading.payment_mode.value_or(""));
  body.remove_children();
  auto element = body.append_child("sr:SignedPreCommand");
  if (reading.execution_time)
    element.append_child("sr:ExecutionDateTime").text().set(scenario::text(*reading.execution_time).c_str());
  element.append_child("sr:GBCSPayload").text().set(signed_payload(pre_command(reading, plan.counter, code)).c_str());
}

}  // namespace

std::string compact(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return R"(<?xml version="1.0" encoding="UTF-8"?>)" + out.str();
}

std::string service_of(int command_variant) {
  switch (command_variant) {
    case 1:
    case 3:
    case 5:
    case 7:
      return "send-command";
    case 4:
      return "transform";
    case 2:
    case 6:
    case 8:
      return "non-device";
    default:
      throw std::invalid_argument("Command Variant " + std::to_string(command_variant) + " has no service");
  }
}

scenario::Submit request(const schema::Sample& sample, const RequestPlan& plan, const Premises& premises) {
  pugi::xml_document document;
  if (!load(document, sample.xml)) throw std::logic_error(sample.file + " is no XML");
  auto root = document.child("sr:Request");
  auto body = root.child("sr:Body");

  scenario::Submit submit;
  auto& reading = submit.reading;
  submit.user = reading.originator = plan.user;
  submit.service = service_of(plan.command_variant);
  reading.header_target = plan.service->non_device ? premises.estate.dcc : plan.device;
  reading.request_id = plan.user + ':' + reading.header_target + ':' + std::to_string(plan.counter);
  reading.command_variant = plan.command_variant;
  reading.reference = plan.service->reference;
  reading.header_srv = reading.body_srv = plan.service->variant;
  reading.device_type = plan.device_type;
  submit.schedule_of = plan.schedule_of;
  submit.pre_command_of = plan.pre_command_of;

  rewrite_header(reading, plan, root);
  rewrite_ids(plan, premises, body);
  rewrite_inventory_body(plan, body);
  rewrite_times(premises, body, reading);
  rewrite_log_period(plan, body, reading);
  read_body(plan, premises, body, reading);
  if (holds_pre_command(plan.command_variant)) become_signed_pre_command(plan, reading, body);
  submit.duis = compact(document);
  return submit;
}

scenario::Submit with_schedule_id(scenario::Submit submit, const std::string& schedule_id) {
  pugi::xml_document document;
  load(document, submit.duis);
  set_all(document.child("sr:Request").child("sr:Body"), "sr:DSPScheduleID", schedule_id);
  submit.duis = compact(document);
  return submit;
}

}  // namespace hallmark::generator
