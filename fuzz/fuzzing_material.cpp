#include "fuzz/fuzzing_material.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "harness/generator/request.h"

namespace hallmark::fuzz {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_entry = 64;
constexpr std::uint64_t first_counter = 1'000'000;

/// As libFuzzer reads it back: quotes and backslashes escaped, and what is not printable in hex.
std::string quoted_entry(const std::string& entry) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made = "\"";
  for (const char c : entry) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      made += '\\';
      made += c;
    } else if (octet >= 0x20 && octet < 0x7F) {
      made += c;
    } else {
      made += "\\x";
      made += digits[octet >> 4U];
      made += digits[octet & 15U];
    }
  }
  return made + '"';
}

void add_words_of_schema(const schema::SchemaModel& model, std::set<std::string>& words) {
  for (const auto& element : model.elements) {
    words.insert("<sr:" + element.name + '>');
    words.insert("</sr:" + element.name + '>');
    words.insert("<sr:" + element.name + "/>");
  }
  for (const auto& attribute : model.attributes) words.insert(' ' + attribute.name + "=\"");
  for (const auto& type : model.simple_types)
    words.insert(type.facets.enumeration.begin(), type.facets.enumeration.end());
}

void add_ids(const scenario::Estate& estate, std::set<std::string>& words) {
  words.insert(estate.dcc);
  for (const auto& user : estate.users) words.insert(user.id);
  for (const auto& device : estate.devices) words.insert(device.id);
  for (const auto& point : estate.metering_points) words.insert(point.id);
}

bool fits(const spec::Role& role, const spec::DeviceType* type) {
  return type == nullptr || role.fuel == spec::Fuel::both || type->fuel == spec::Fuel::both || role.fuel == type->fuel;
}

/// Empty where nobody may.
std::string first_role(const spec::ServiceRequest& service, const std::string& device_type, const spec::Facts& facts) {
  const auto* type = facts.device_type(device_type);
  const auto found = std::find_if(service.roles.begin(), service.roles.end(), [&](const std::string& id) {
    const auto* role = facts.role(id);
    return role != nullptr && fits(*role, type);
  });
  return found == service.roles.end() ? "" : *found;
}

/// The type that the sample is about, where the request may be for it and estates have it; else the first such.
std::string type_for(const schema::Sample& sample, const spec::ServiceRequest& service, const spec::Facts& facts) {
  std::string first;
  for (const auto& id : service.device_types) {
    const auto* type = facts.device_type(id);
    if (type == nullptr || !type->in_schema) continue;
    if (id == schema::type_of_target(sample)) return id;
    if (first.empty()) first = id;
  }
  return first;
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error(file.string() + ": cannot be written");
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

std::string dictionary(const schema::SchemaModel& model, const scenario::Estate& estate) {
  std::set<std::string> words = {"<!--",  "-->",  "<![CDATA[", "]]>",         "<?xml version=\"1.0\"?>", "<!DOCTYPE",
                                 "&amp;", "&lt;", "&#x41;",    "xmlns:sr=\"", model.name_space};
  add_words_of_schema(model, words);
  add_ids(estate, words);
  std::string made;
  for (const auto& word : words) {
    if (!word.empty() && word.size() <= longest_entry) made += quoted_entry(word) + '\n';
  }
  return made;
}

std::vector<std::string> seed_documents(const std::vector<schema::Sample>& samples, const spec::Facts& facts,
                                        const std::string& schema_version, const generator::Premises& premises) {
  std::vector<std::string> seeds;
  for (const auto& sample : samples) {
    const auto* service = facts.service_request(sample.srv);
    if (service == nullptr) continue;
    generator::RequestPlan plan;
    plan.service = service;
    plan.device_type = type_for(sample, *service, facts);
    plan.role = first_role(*service, plan.device_type, facts);
    if (plan.role.empty()) continue;
    if (!plan.device_type.empty()) plan.device = generator::device_of_type(premises, plan.device_type);
    plan.user = generator::user_in_role(premises, plan.role);
    plan.command_variant = sample.command_variant;
    plan.counter = first_counter + seeds.size();
    plan.schema_version = schema_version;
    seeds.push_back(generator::request(sample, plan, premises).duis);
  }
  return seeds;
}

void FuzzingMaterial::write(const std::string& dictionary, const std::vector<std::string>& seeds) const {
  if (seeds.empty()) throw std::runtime_error(folder_.string() + ": there are no seeds to fuzz from");
  if (folder_.string().find(',') != std::string::npos)
    throw std::runtime_error(folder_.string() + ": libFuzzer takes no comma in a path: set TMPDIR to another folder");
  write_file(dictionary_file(), dictionary);
  std::string list;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const auto file = folder_ / ("seed" + std::to_string(i) + ".xml");
    write_file(file, seeds[i]);
    list += (list.empty() ? "" : ",") + file.string();
  }
  write_file(list_of_seeds(), list);
}

std::set<std::string> FuzzingMaterial::seeds() const {
  std::set<std::string> seeds;
  std::istringstream list(text_of(list_of_seeds()));
  for (std::string file; std::getline(list, file, ',');) seeds.insert(text_of(file));
  if (seeds.empty()) throw std::runtime_error(list_of_seeds().string() + ": names no seeds");
  return seeds;
}

}  // namespace hallmark::fuzz
