#include "harness/schema/response.h"

#include <libxml/tree.h>

namespace hallmark::schema {

namespace {

std::string_view local_name(const xmlNode* node) { return reinterpret_cast<const char*>(node->name); }

const xmlNode* first_element(const xmlNode* parent) {
  for (const xmlNode* child = parent ? parent->children : nullptr; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) return child;
  }
  return nullptr;
}

const xmlNode* child_named(const xmlNode* parent, std::string_view name) {
  for (const xmlNode* child = parent ? parent->children : nullptr; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE && local_name(child) == name) return child;
  }
  return nullptr;
}

/// The text of an element with white space collapsed at both ends, as the schema's token and code types compare it.
std::string text_of(const xmlNode* node) {
  if (node == nullptr) return {};
  xmlChar* content = xmlNodeGetContent(node);
  std::string value = content ? reinterpret_cast<const char*>(content) : "";
  xmlFree(content);
  const auto since = value.find_first_not_of(" \t\r\n");
  if (since == std::string::npos) return {};
  return value.substr(since, value.find_last_not_of(" \t\r\n") - since + 1);
}

/// The first element of that name at or below a node; iterative, since depth is the implementation's to choose.
const xmlNode* find_below(const xmlNode* top, std::string_view name) {
  const xmlNode* node = top;
  while (node != nullptr) {
    if (node->type == XML_ELEMENT_NODE && local_name(node) == name) return node;
    if (node->children != nullptr && node->type == XML_ELEMENT_NODE) {
      node = node->children;
      continue;
    }
    while (node != top && node->next == nullptr) node = node->parent;
    node = node == top ? nullptr : node->next;
  }
  return nullptr;
}

bool is_reference(const xmlNode* node) {
  return local_name(node) == "ServiceReference" || local_name(node) == "ServiceReferenceVariant";
}

void read_header(const xmlNode* header, ResponseReading& reading) {
  reading.request_id = text_of(child_named(header, "RequestID"));
  reading.response_id = text_of(child_named(header, "ResponseID"));
  reading.code = text_of(child_named(header, "ResponseCode"));
  reading.date_time = text_of(child_named(header, "ResponseDateTime"));
}

void read_message(const xmlNode* message, ResponseReading& reading) {
  reading.kind = local_name(message);
  reading.reference = text_of(child_named(message, "ServiceReference"));
  reading.variant = text_of(child_named(message, "ServiceReferenceVariant"));
  for (const xmlNode* child = message->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || is_reference(child)) continue;
    reading.content = local_name(child);
  }
  reading.payload = text_of(find_below(message, "GBCSPayload"));
  reading.schedule_id = text_of(find_below(message, "DSPScheduleID"));
  reading.alert_code = text_of(child_named(message, "AlertCode"));
  if (reading.alert_code.empty()) reading.alert_code = text_of(child_named(message, "DCCAlertCode"));
  reading.throttled_id = text_of(find_below(message, "ThrottledAlertSequenceId"));
}

}  // namespace

ResponseReading read_response(std::string_view xml, const Vote& vote) {
  ResponseReading reading;
  const auto [document, problem] = vote.libxml2().parse(xml);
  reading.valid = !problem;
  if (problem) {
    reading.problem = text(*problem);
    reading.dispute = vote.doubt(xml, *problem);
  }
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return reading;
  if (local_name(root) != "Response") {
    reading.valid = false;
    reading.dispute.clear();
    reading.problem =
        "line 1: schema: the root element is " + std::string(local_name(root)).substr(0, 80) + ", not Response";
    return reading;
  }
  read_header(child_named(root, "Header"), reading);
  if (const xmlNode* message = first_element(child_named(root, "Body"))) read_message(message, reading);
  return reading;
}

}  // namespace hallmark::schema
