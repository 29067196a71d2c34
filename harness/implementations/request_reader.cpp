#include "harness/implementations/request_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <pugixml.hpp>
#include <sstream>

namespace hallmark::implementations {

namespace {

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& node : parent.children()) {
    if (node.type() == pugi::node_element && local(node) == name) return node;
  }
  return {};
}

/// All text of an element, whether it is split by comments, CDATA or entities, without white space around it.
std::string text(const pugi::xml_node& node) {
  std::string whole;
  for (const auto& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) whole += part.value();
  }
  const auto since = whole.find_first_not_of(" \t\r\n");
  if (since == std::string::npos) return {};
  return whole.substr(since, whole.find_last_not_of(" \t\r\n") - since + 1);
}

/// Base64 as the schema takes it may be broken by white space.
std::string base64_text(const pugi::xml_node& node) {
  std::string whole = text(node);
  std::erase_if(whole, [](unsigned char c) { return std::isspace(c) != 0; });
  return whole;
}

void split_request_id(RequestView& view) {
  const auto first = view.request_id.find(':');
  if (first == std::string::npos || first == view.request_id.rfind(':')) return;
  view.originator = canonical_id(std::string_view(view.request_id).substr(0, first));
  view.target = target_of(view.request_id);
}

/// The elements that hold one text each, wherever in the Body they stand.
struct TextPlace {
  std::string_view element;
  std::string RequestView::*member;
};
constexpr std::array<TextPlace, 6> text_places = {{{"DSPScheduleID", &RequestView::schedule_id},
                                                   {"MPxN", &RequestView::metering_point},
                                                   {"ExecutionDateTime", &RequestView::execution_time},
                                                   {"StartDateTime", &RequestView::period_start},
                                                   {"EndDateTime", &RequestView::period_end},
                                                   {"OriginalRequestID", &RequestView::original_request_id}}};

struct BodyWalker : pugi::xml_tree_walker {
  RequestView* view = nullptr;

  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element) return true;
    const auto name = local(node);
    if (name == "DeviceID") view->body_devices.push_back(canonical_id(text(node)));
    if (name == "DeviceIDList") {
      std::istringstream list(text(node));
      for (std::string id; std::getline(list, id, ',');) view->body_devices.push_back(canonical_id(id));
    }
    for (const auto& place : text_places) {
      if (name == place.element) view->*place.member = text(node);
    }
    return true;
  }
};

int number(const std::string& digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The element with every name below it spelt with the prefix "sr", and without comments.
void copy_as_sr(const pugi::xml_node& from, pugi::xml_node to) {
  auto made = to.append_child(("sr:" + std::string(local(from))).c_str());
  for (const auto& attribute : from.attributes()) {
    const std::string_view name = attribute.name();
    if (name != "xmlns" && !name.starts_with("xmlns:")) made.append_attribute(attribute.name()) = attribute.value();
  }
  for (const auto& inner : from.children()) {
    if (inner.type() == pugi::node_element) copy_as_sr(inner, made);
  }
  if (const auto own = text(from); !own.empty()) made.text().set(own.c_str());
}

ScheduleOrder read_schedule(const pugi::xml_node& order) {
  ScheduleOrder read;
  read.variant = text(child(order, "DSPScheduledServiceReferenceVariant"));
  read.reference = text(child(order, "DSPScheduledServiceReference"));
  read.frequency = text(child(order, "ScheduleFrequency"));
  read.start_date = text(child(order, "ScheduleStartDate"));
  read.end_date = text(child(order, "ScheduleEndDate"));
  read.start_time = text(child(order, "ScheduleExecutionStartTime"));
  pugi::xml_document copy;
  for (const auto& node : order.children()) {
    if (node.type() != pugi::node_element) continue;
    read.element = local(node);  // the choice stands last
    read.start_offset = number(text(child(node, "StartDateOffset")));
    read.end_offset = number(text(child(node, "EndDateOffset")));
    copy_as_sr(node, copy);
  }
  std::ostringstream out;
  copy.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  read.xml = out.str();
  return read;
}

/// A point of 8.4 or 8.11: the import one of either fuel, or the one that the element names.
void read_points(const pugi::xml_node& parent, InventoryOrder& order) {
  for (const auto* element : {"ImportMPxN", "ImportMPAN", "ImportMPRN"}) {
    if (const auto node = child(parent, element)) order.import_point = text(node);
  }
  order.secondary_point = text(child(parent, "SecondaryImportMPAN"));
  order.export_point = text(child(parent, "ExportMPAN"));
}

std::optional<InventoryOrder> read_inventory(const pugi::xml_node& body) {
  InventoryOrder order;
  const auto name = local(body);
  if (name == "UpdateInventory") {
    order.status = text(child(body, "UpdateDeviceStatusExceptCH"));
    if (order.status.empty()) order.status = text(child(body, "UpdateDeviceStatusCH"));
    order.removes = static_cast<bool>(child(body, "DeleteDevice"));
    read_points(child(body, "UpdateMPxN"), order);
  } else if (name == "UpdateHANDeviceLog") {
    order.removes = text(child(body, "RequestType")) == "Remove";
    read_points(child(body, "AddDeviceToCHFWhitelist"), order);
  } else if (name == "DevicePrenotification") {
    order.device_type = text(child(body, "DeviceType"));
  } else if (name != "CHFInstallSuccessSMWAN" && name != "CHFInstallSuccessNoSMWAN") {
    return std::nullopt;
  }
  return order;
}

void read_body(const pugi::xml_node& body, RequestView& view) {
  for (const auto& node : body.children()) {
    if (node.type() != pugi::node_element) continue;
    const auto name = view.body_element = local(node);
    view.to_prepayment = name == "UpdatePaymentMode" && child(node, "Prepayment");
    if (name == "CreateSchedule") view.schedule = read_schedule(node);
    if (name == "SignedPreCommand") view.signed_pre_command = base64_text(child(node, "GBCSPayload"));
    if (name == "ReturnLocalCommandResponse") view.device_response = base64_text(child(node, "DeviceGBCSResponse"));
    view.inventory = read_inventory(node);
    break;
  }
  BodyWalker walker;
  walker.view = &view;
  pugi::xml_node walked = body;
  walked.traverse(walker);
}

}  // namespace

std::string canonical_id(std::string_view id) {
  std::string made;
  made.reserve(id.size());
  for (const char c : id) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0)
      made += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return made;
}

std::string target_of(std::string_view request_id) {
  const auto first = request_id.find(':');
  const auto last = request_id.rfind(':');
  if (first == std::string_view::npos || first == last) return {};
  return canonical_id(request_id.substr(first + 1, last - first - 1));
}

std::optional<RequestView> read_request(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata)) return std::nullopt;
  const auto root = child(document, "Request");
  const auto header = child(root, "Header");
  if (!header) return std::nullopt;
  RequestView view;
  view.request_id = text(child(header, "RequestID"));
  view.preceding_request_id = text(child(header, "PrecedingServiceRequestID"));
  view.command_variant = text(child(header, "CommandVariant"));
  view.reference = text(child(header, "ServiceReference"));
  view.variant = text(child(header, "ServiceReferenceVariant"));
  split_request_id(view);
  read_body(child(root, "Body"), view);
  return view;
}

}  // namespace hallmark::implementations
