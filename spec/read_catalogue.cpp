// Reads roles.xml, device_types.xml and service_requests.xml.
#include <charconv>

#include "spec/tables.h"

namespace hallmark::spec {
namespace {

Fuel fuel_of(const Record& record) {
  return record.choice<Fuel>("fuel", {{"electricity", Fuel::electricity}, {"gas", Fuel::gas}, {"both", Fuel::both}});
}

std::vector<int> command_variants_of(const Record& record) {
  std::vector<int> variants;
  record.required("command-variants");
  for (const std::string& word : record.words("command-variants")) {
    int variant = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), variant);
    if (error != std::errc() || end != word.data() + word.size() || variant < 1 || variant > 8)
      fail(record.at(), "Command Variant '" + word + "' is none", "Command Variants are 1 to 8");
    variants.push_back(variant);
  }
  return variants;
}

/// "any" is every type that the DUIS DeviceType has.
std::vector<std::string> device_types_of(const Record& record, const std::vector<DeviceType>& known) {
  std::vector<std::string> types = record.words("device-types");
  if (types != std::vector<std::string>{"any"}) return types;
  types.clear();
  for (const DeviceType& type : known)
    if (type.in_schema) types.push_back(type.id);
  return types;
}

ServiceRequest service_request_of(const Record& record, const std::vector<DeviceType>& known) {
  ServiceRequest request;
  request.variant = record.required("variant");
  request.reference = record.required("reference");
  request.name = record.required("name");
  request.body_element = record.required("body");
  request.command_variants = command_variants_of(record);
  request.roles = record.words("roles");
  request.device_types = device_types_of(record, known);
  request.critical = record.yes("critical");
  request.on_demand = record.yes("on-demand");
  request.future_dated = record.choice<FutureDated>("future-dated",
                                                    {{"none", FutureDated::none},
                                                     {"dsp", FutureDated::dsp},
                                                     {"device", FutureDated::device},
                                                     {"dsp-and-device", FutureDated::dsp_and_device}},
                                                    "none");
  request.schedulable = record.yes("schedulable");
  request.non_device = record.yes("non-device");
  request.device_id_at = record.optional("device-id-at");
  request.message_codes = record.words("message-codes");
  request.sensitive_device_types = record.words("sensitive");
  request.at = record.at();
  return request;
}

}  // namespace

std::string read_roles(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "roles.xml", "roles", {"source", "role"});
  SharedTexts sources(file, "source", false);
  for (const Record& record : file.records("role", {"id", "name", "fuel", "source"})) {
    sources.all(record, "source");
    tables.facts.roles.push_back({record.required("id"), record.required("name"), fuel_of(record), record.at()});
  }
  sources.require_used();
  return file.bytes();
}

std::string read_device_types(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "device_types.xml", "device-types", {"source", "device-type"});
  SharedTexts sources(file, "source", false);
  for (const Record& record : file.records("device-type", {"id", "name", "fuel", "meter", "in-schema", "source"})) {
    sources.all(record, "source");
    tables.facts.device_types.push_back({record.required("id"), record.required("name"), fuel_of(record),
                                         record.yes("meter"), record.yes("in-schema", true), record.at()});
  }
  sources.require_used();
  return file.bytes();
}

std::string read_service_requests(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "service_requests.xml", "service-requests", {"source", "service-request"});
  SharedTexts sources(file, "source", false);
  const auto records =
      file.records("service-request", {"variant", "reference", "name", "body", "command-variants", "roles",
                                       "device-types", "critical", "on-demand", "future-dated", "schedulable",
                                       "non-device", "device-id-at", "message-codes", "sensitive", "source"});
  for (const Record& record : records) {
    ServiceRequest request = service_request_of(record, tables.facts.device_types);
    request.source = sources.all(record, "source");
    tables.facts.service_requests.push_back(std::move(request));
  }
  sources.require_used();
  return file.bytes();
}

}  // namespace hallmark::spec
