#include "harness/implementations/request_reader.h"

#include <algorithm>
#include <cctype>
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

void split_request_id(RequestView& view) {
  const auto first = view.request_id.find(':');
  const auto last = view.request_id.rfind(':');
  if (first == std::string::npos || first == last) return;
  view.originator = canonical_id(std::string_view(view.request_id).substr(0, first));
  view.target = canonical_id(std::string_view(view.request_id).substr(first + 1, last - first - 1));
}

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
    if (name == "DSPScheduledServiceReferenceVariant") view->scheduled_variant = text(node);
    if (local(node.parent()) == "CreateSchedule") view->scheduled_element = name;  // it stands last
    if (name == "ScheduleStartDate") view->schedule_start = text(node);
    if (name == "DSPScheduleID") view->schedule_id = text(node);
    if (name == "ExecutionDateTime") view->execution_time = text(node);
    if (name == "OriginalRequestID") view->original_request_id = text(node);
    if (name == "DeviceGBCSResponse") view->device_response = text(node);
    if (name == "GBCSPayload") view->pre_command = text(node);
    return true;
  }
};

}  // namespace

std::string canonical_id(std::string_view id) {
  std::string made;
  for (const char c : id) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0)
      made += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return made;
}

std::optional<RequestView> read_request(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata)) return std::nullopt;
  const auto root = child(document, "Request");
  const auto header = child(root, "Header");
  if (!header) return std::nullopt;
  RequestView view;
  view.request_id = text(child(header, "RequestID"));
  view.command_variant = text(child(header, "CommandVariant"));
  view.reference = text(child(header, "ServiceReference"));
  view.variant = text(child(header, "ServiceReferenceVariant"));
  split_request_id(view);
  auto body = child(root, "Body");
  for (const auto& node : body.children()) {
    if (node.type() != pugi::node_element) continue;
    view.body_element = local(node);
    view.to_prepayment = local(node) == "UpdatePaymentMode" && child(node, "Prepayment");
    break;
  }
  BodyWalker walker;
  walker.view = &view;
  body.traverse(walker);
  return view;
}

}  // namespace hallmark::implementations
