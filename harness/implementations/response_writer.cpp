#include "harness/implementations/response_writer.h"

#include <pugixml.hpp>
#include <sstream>

namespace hallmark::implementations {

namespace {

void add(pugi::xml_node parent, const char* element, const std::string& value) {
  if (!value.empty()) parent.append_child(element).text().set(value.c_str());
}

pugi::xml_node open_response(pugi::xml_document& document, const std::string& schema_version) {
  auto root = document.append_child("sr:Response");
  root.append_attribute("xmlns:sr") = "http://www.dccinterface.co.uk/ServiceUserGateway";
  root.append_attribute("schemaVersion") = schema_version.c_str();
  return root;
}

std::string text(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return R"(<?xml version="1.0" encoding="UTF-8"?>)" + out.str();
}

void add_inventory(pugi::xml_node content, const std::vector<ListedDevice>& devices) {
  for (const auto& listed : devices) {
    auto device = content.append_child("sr:Device");
    add(device, "sr:DeviceID", listed.id);
    add(device, "sr:DeviceType", listed.type);
    add(device, "sr:DeviceStatus", listed.status);
    // The protocol's estates tell neither; the schema wants both.
    add(device, "sr:DeviceManufacturer", "0000");
    add(device, "sr:DeviceModel", "00000000");
    add(device, "sr:ImportMPxN", listed.import_point);
    add(device, "sr:ExportMPAN", listed.export_point);
  }
}

void add_schedules(pugi::xml_node content, const std::vector<ListedSchedule>& schedules) {
  for (const auto& listed : schedules) {
    auto schedule = content.append_child("sr:DSPSchedules");
    add(schedule, "sr:DSPScheduleID", listed.id);
    auto details = schedule.append_child("sr:DSPScheduleDetails");
    details.append_buffer(listed.details.data(), listed.details.size(), pugi::parse_default | pugi::parse_fragment);
  }
}

void add_content(pugi::xml_node parent, const ResponseMessage& message) {
  if (message.content.empty()) return;
  const std::string name = "sr:" + message.content;
  if (message.content == "GBCSPayload" || message.content == "DSPScheduleID") {
    add(parent, name.c_str(), message.value);
    return;
  }
  auto content = parent.append_child(name.c_str());
  if (message.content == "PreCommand") add(content, "sr:GBCSVersion", "4.1");
  add(content, "sr:GBCSPayload", message.value);
  add(content, "sr:DSPScheduleID", message.schedule);
  add_inventory(content, message.devices);
  add_schedules(content, message.schedules);
}

/// Root and header of an alert, and the element its kind has below Body.
pugi::xml_node open_alert(pugi::xml_document& document, const std::string& schema_version,
                          const std::string& response_id, const std::string& date_time, const char* kind) {
  auto root = open_response(document, schema_version);
  auto header = root.append_child("sr:Header");
  add(header, "sr:ResponseID", response_id);
  add(header, "sr:ResponseCode", "I0");
  add(header, "sr:ResponseDateTime", date_time);
  return root.append_child("sr:Body").append_child(kind);
}

}  // namespace

std::string write(const ResponseMessage& message) {
  pugi::xml_document document;
  auto root = open_response(document, message.schema_version);
  auto header = root.append_child("sr:Header");
  add(header, "sr:RequestID", message.request_id);
  add(header, "sr:ResponseID", message.response_id);
  add(header, "sr:ResponseCode", message.code);
  add(header, "sr:ResponseDateTime", message.date_time);
  auto body = root.append_child("sr:Body").append_child("sr:ResponseMessage");
  add(body, "sr:ServiceReference", message.reference);
  add(body, "sr:ServiceReferenceVariant", message.variant);
  add_content(body, message);
  return text(document);
}

std::string write(const DeviceAlert& alert) {
  pugi::xml_document document;
  auto body = open_alert(document, alert.schema_version, alert.response_id, alert.date_time, "sr:DeviceAlertMessage");
  add(body, "sr:AlertCode", alert.alert_code);
  add(body, "sr:GBCSPayload", alert.payload);
  return text(document);
}

std::string write(const PowerOutageAlert& alert) {
  pugi::xml_document document;
  auto body = open_alert(document, alert.schema_version, alert.response_id, alert.date_time, "sr:DCCAlertMessage");
  add(body, "sr:DCCAlertCode", "AD1");
  auto event = body.append_child("sr:DCCAlert").append_child("sr:PowerOutageEvent");
  add(event, "sr:CommsHubDeviceID", alert.hub);
  add(event, "sr:StartDateTime", alert.date_time);
  add(event, "sr:MPxN", alert.metering_point);
  return text(document);
}

}  // namespace hallmark::implementations
