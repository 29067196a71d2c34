#include "suites/commands/protocol_schema.h"

#include <fstream>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace hallmark::suites {

namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// "<root>", "[toDevices]", "[0]", "[device]" as toDevices[0].device.
std::string place(const std::vector<std::string>& context) {
  std::string text;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string name = context[i].substr(1, context[i].size() - 2);
    const bool is_index = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    text += is_index ? "[" + name + "]" : (text.empty() ? "" : ".") + name;
  }
  return text;
}

/// The part of the schema that a place of the message is held against.
const json* follow(const json& document, const json* part) {
  while (part != nullptr && part->contains("$ref")) {
    part = &document.at(json::json_pointer(part->at("$ref").get<std::string>().substr(1)));
  }
  return part;
}

std::string meant(const json& document, const json& definition, const std::vector<std::string>& context) {
  const json* part = follow(document, &definition);
  for (std::size_t i = 1; i < context.size() && part != nullptr; ++i) {
    const std::string name = context[i].substr(1, context[i].size() - 2);
    if (part->contains("properties") && part->at("properties").contains(name)) {
      part = &part->at("properties").at(name);
    } else {
      part = part->contains("items") ? &part->at("items") : nullptr;
    }
    part = follow(document, part);
  }
  if (part == nullptr || !part->contains("description")) return {};
  return part->at("description").get<std::string>();
}

/// The validator's words for what is wrong, without the names that JSON Schema has for its rules.
std::string in_plain_words(const std::string& description) {
  const auto quoted_name = [&] {
    const auto end = description.rfind('\'');
    const auto begin = description.rfind('\'', end - 1);
    return description.substr(begin + 1, end - begin - 1);
  };
  if (description.starts_with("Missing required property")) return quoted_name() + " is missing.";
  if (description.starts_with("Object contains a property that could not"))
    return quoted_name() + " is not known here.";
  if (description.starts_with("Value type not permitted")) return "it is of another type.";
  if (description.starts_with("Failed to match regex")) return "it is of another form.";
  if (description.starts_with("Failed to match against any enum")) return "it is none of the values.";
  return description;
}

}  // namespace

ProtocolSchema::ProtocolSchema(const std::filesystem::path& file) {
  std::ifstream stream(file);
  document_ = json::parse(stream, nullptr, false);
  if (!document_.is_object() || !document_.contains("definitions"))
    throw std::runtime_error(file.string() + ": is no JSON Schema with definitions");
}

ProtocolSchema::~ProtocolSchema() = default;

std::vector<std::string> ProtocolSchema::definitions() const {
  std::vector<std::string> names;
  for (const auto& [name, definition] : document_.at("definitions").items()) names.push_back(name);
  return names;
}

std::vector<std::string> ProtocolSchema::problems(std::string_view definition, const json& message) const {
  const auto found = document_.at("definitions").find(definition);
  if (found == document_.at("definitions").end())
    throw std::invalid_argument("the schema defines no " + std::string(definition));
  const json root = {{"$schema", document_.at("$schema")},
                     {"$ref", "#/definitions/" + std::string(definition)},
                     {"definitions", document_.at("definitions")}};
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(root), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema, Adapter(message), &results);
  std::vector<std::string> told;
  for (const auto& error : results) {
    // That a member does not fit is told where it does not; these only add that it does not.
    if (error.description.starts_with("Failed to validate")) continue;
    const std::string where = place(error.context);
    const std::string wanted = meant(document_, *found, error.context);
    std::string text = (where.empty() ? std::string("the whole") : where) + ": " + in_plain_words(error.description);
    if (!wanted.empty()) text += " It has to be " + wanted + ".";
    told.push_back(std::move(text));
  }
  if (told.empty() && results.numErrors() > 0) told.emplace_back("the whole does not fit");
  return told;
}

}  // namespace hallmark::suites
