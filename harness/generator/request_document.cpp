#include "harness/generator/request_document.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <pugixml.hpp>
#include <sstream>

#include "harness/generator/gbcs.h"
#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20U;

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& node : parent.children()) {
    if (node.type() == pugi::node_element && local_name(node) == name) return node;
  }
  return {};
}

pugi::xml_node first_element(const pugi::xml_node& parent) {
  for (const auto& node : parent.children()) {
    if (node.type() == pugi::node_element) return node;
  }
  return {};
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  const auto since = text.find_first_not_of(white);
  if (since == std::string_view::npos) return {};
  return std::string(text.substr(since, text.find_last_not_of(white) - since + 1));
}

/// The text of an element, however comments and CDATA cut it up, without white space around it.
std::string text_of(const pugi::xml_node& node) {
  std::string whole;
  for (const auto& part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) whole += part.value();
  }
  return trimmed(whole);
}

std::string upper(std::string id) {
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return id;
}

/// originator:target:counter taken apart; empty where it is no such thing.
std::string part_of_id(const std::string& request_id, int part) {
  const auto first = request_id.find(':');
  const auto last = request_id.rfind(':');
  if (first == std::string::npos || first == last) return {};
  return upper(part == 0 ? request_id.substr(0, first) : request_id.substr(first + 1, last - first - 1));
}

/// Gathers what the body tells, element by element.
struct BodyReader : pugi::xml_tree_walker {
  scenario::RequestReading* reading = nullptr;
  std::string device_type;
  std::string gbcs;  ///< of a signed pre-command, base64

  void add_device(const std::string& id) {
    auto& devices = reading->devices;
    if (!id.empty() && std::find(devices.begin(), devices.end(), id) == devices.end()) devices.push_back(id);
  }

  void read_log_period(const pugi::xml_node& period) {
    const auto from = scenario::instant(text_of(child(period, "StartDateTime")));
    const auto to = scenario::instant(text_of(child(period, "EndDateTime")));
    if (from && to) reading->log_period = std::pair(*from, *to);
  }

  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element) return true;
    const auto name = local_name(node);
    if (name == "DeviceID") add_device(upper(text_of(node)));
    if (name == "DeviceIDList") {
      std::istringstream list(text_of(node));
      for (std::string id; std::getline(list, id, ',');) add_device(upper(trimmed(id)));
    }
    if (name == "OriginalRequestID") add_device(part_of_id(text_of(node), 1));
    if (name == "DSPScheduledServiceReferenceVariant") reading->scheduled_srv = text_of(node);
    if (name == "ExecutionDateTime") reading->execution_time = scenario::instant(text_of(node));
    if (name == "ReadLogPeriod") read_log_period(node);
    if (name == "DeviceType") device_type = text_of(node);
    if (name == "GBCSPayload" && gbcs.empty()) gbcs = text_of(node);
    return true;
  }
};

void read_header(const pugi::xml_node& header, const scenario::Estate& estate, scenario::RequestReading& reading) {
  reading.request_id = text_of(child(header, "RequestID"));
  reading.originator = part_of_id(reading.request_id, 0);
  reading.header_target = part_of_id(reading.request_id, 1);
  reading.reference = text_of(child(header, "ServiceReference"));
  reading.header_srv = text_of(child(header, "ServiceReferenceVariant"));
  const std::string variant = text_of(child(header, "CommandVariant"));
  std::from_chars(variant.data(), variant.data() + variant.size(), reading.command_variant);
  const bool to_device = !reading.header_target.empty() && reading.header_target != upper(estate.dcc);
  if (to_device) reading.devices.push_back(reading.header_target);
}

/// What a body says of the inventory, by the element that it is.
std::optional<scenario::InventoryChange> inventory_change(const pugi::xml_node& element) {
  const auto name = local_name(element);
  const std::string id = upper(text_of(child(element, "DeviceID")));
  scenario::InventoryChange change;
  change.device = id;
  if (name == "DecommissionDevice") {
    change.status = "Decommissioned";
  } else if (name == "UpdateInventory") {
    change.removed = static_cast<bool>(child(element, "DeleteDevice"));
    for (const auto* status : {"UpdateDeviceStatusExceptCH", "UpdateDeviceStatusCH"}) {
      if (const auto said = child(element, status)) change.status = text_of(said);
    }
    const std::pair<const char*, const char*> places[] = {
        {"ImportMPxN", "import"}, {"SecondaryImportMPAN", "secondary-import"}, {"ExportMPAN", "export"}};
    for (const auto& [point, place] : places) {
      const auto said = child(child(element, "UpdateMPxN"), point);
      if (!said) continue;
      change.metering_point = text_of(said);
      change.place = place;
    }
  } else if (name == "DevicePrenotification") {
    scenario::Device device;
    device.id = id;
    device.type = text_of(child(element, "DeviceType"));
    device.status = "Pending";
    change.added = device;
  } else if (name == "UpdateHANDeviceLog") {
    change.removed = text_of(child(element, "RequestType")) == "Remove";
  } else if (!name.starts_with("CHFInstallSuccess") && name != "CHFFaultReturn" && name != "CHFNoFaultReturn") {
    return std::nullopt;
  }
  return change;
}

/// The Service Request whose command a signed pre-command carries; the header's, where the message does not say
/// otherwise or cannot be read.
const spec::ServiceRequest* carried(const std::string& gbcs, const spec::ServiceRequest* of_header,
                                    const spec::Facts& facts) {
  const auto octets = scenario::from_base64(gbcs);
  const auto message = octets ? read_gbcs(*octets).message : std::nullopt;
  if (!message) return of_header;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string code;
  for (const int shift : {12, 8, 4, 0}) code += digits[static_cast<unsigned>(message->message_code) >> shift & 15U];
  const auto sends = [&](const spec::ServiceRequest& service) {
    return std::find(service.message_codes.begin(), service.message_codes.end(), code) != service.message_codes.end();
  };
  if (of_header != nullptr && sends(*of_header)) return of_header;
  const auto& all = facts.service_requests;
  const auto found = std::find_if(all.begin(), all.end(), sends);
  return found == all.end() ? of_header : &*found;
}

/// What does not go together, by the facts; empty: all of it does.
std::string contradiction(const scenario::RequestReading& reading, const spec::ServiceRequest* of_header) {
  if (of_header == nullptr) return "semantics: no Service Request is " + reading.header_srv;
  if (of_header->reference != reading.reference) return "semantics: ServiceReference and Variant disagree";
  if (reading.body_srv != reading.header_srv) return "semantics: header and Body disagree";
  const auto& variants = of_header->command_variants;
  if (std::find(variants.begin(), variants.end(), reading.command_variant) == variants.end()) {
    return "semantics: Command Variant not allowed";
  }
  return {};
}

std::string type_of_device(const scenario::RequestReading& reading, const scenario::Estate& estate,
                           const std::string& in_body) {
  if (reading.devices.empty()) return {};
  const auto* known = scenario::find_device(estate, reading.devices.front());
  return known != nullptr ? known->type : in_body;
}

}  // namespace

DocumentReading read_request_document(std::string_view xml, const spec::Facts& facts,
                                      const schema::Validator& validator, const scenario::Estate& estate) {
  if (xml.size() > most_bytes) return {std::nullopt, "the document is larger than 16 MiB"};
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
  if (!parsed) return {std::nullopt, std::string("the document is not well-formed: ") + parsed.description()};
  for (const auto& node : document.children()) {
    if (node.type() == pugi::node_doctype) return {std::nullopt, "the document has a DOCTYPE"};
  }
  const auto root = child(document, "Request");
  const auto element = first_element(child(root, "Body"));
  if (!child(root, "Header") || !element) return {std::nullopt, "the document is no DUIS Request with Header and Body"};

  scenario::RequestReading reading;
  read_header(child(root, "Header"), estate, reading);
  BodyReader body;
  body.reading = &reading;
  child(root, "Body").traverse(body);
  const std::string name(local_name(element));
  const auto* of_header = facts.service_request(reading.header_srv);
  const bool own = of_header != nullptr && of_header->body_element == name;
  const auto* of_body = own                          ? of_header
                        : name == "SignedPreCommand" ? carried(body.gbcs, of_header, facts)
                                                     : facts.by_body_element(name);
  if (of_body != nullptr) reading.body_srv = of_body->variant;
  if (name == "UpdatePaymentMode") reading.payment_mode = child(element, "Credit") ? "credit" : "prepayment";
  reading.inventory_change = inventory_change(element);
  reading.device_type = type_of_device(reading, estate, body.device_type);
  std::string deviation = contradiction(reading, of_header);
  if (const auto problem = validator.check(xml)) deviation = problem->layer + ": " + problem->message;
  if (!deviation.empty()) reading.deviation = deviation;
  return {std::move(reading), ""};
}

}  // namespace hallmark::generator
