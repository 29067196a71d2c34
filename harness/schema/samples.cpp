#include "harness/schema/samples.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "harness/schema/validator.h"

namespace hallmark::schema {

namespace fs = std::filesystem;

namespace {

std::string target_of(std::string_view request_id) {
  const auto first = request_id.find(':');
  const auto last = request_id.rfind(':');
  if (first == std::string_view::npos || first == last) return {};
  return std::string(request_id.substr(first + 1, last - first - 1));
}

Sample read_sample(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  Sample sample;
  sample.file = file.filename().string();
  sample.xml = text.str();
  pugi::xml_document document;
  if (!document.load_buffer(sample.xml.data(), sample.xml.size())) {
    throw SchemaError(file.string() + ": is no XML: remove it from the samples or unpack them again");
  }
  const auto header = document.child("sr:Request").child("sr:Header");
  sample.srv = header.child("sr:ServiceReferenceVariant").text().get();
  sample.command_variant = header.child("sr:CommandVariant").text().as_int();
  sample.target = target_of(header.child("sr:RequestID").text().get());
  const auto body = document.child("sr:Request").child("sr:Body");
  for (const auto& element : body.children()) {
    const std::string_view name = element.name();
    if (name.starts_with("sr:")) sample.body_element = name.substr(3);
  }
  const auto execution = document.find_node(
      [](const pugi::xml_node& node) { return std::string_view(node.name()) == "sr:ExecutionDateTime"; });
  sample.future_dated = !execution.empty();
  sample.cancellation = std::string_view(execution.text().get()).starts_with("3000-12-31");
  if (sample.srv.empty() || sample.body_element.empty() || sample.target.empty()) {
    throw SchemaError(file.string() + ": is no DUIS Request with the prefix sr: remove it from the samples");
  }
  return sample;
}

}  // namespace

std::vector<Sample> load_samples(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    auto extension = entry->path().extension().string();
    if (extension == ".XML" || extension == ".xml") files.push_back(entry->path());
  }
  if (failure || files.empty()) {
    throw SchemaError(folder.string() +
                      ": holds no sample requests: build again, which unpacks them, or give --samples DIR");
  }
  std::sort(files.begin(), files.end());
  std::vector<Sample> samples;
  for (const auto& file : files) samples.push_back(read_sample(file));
  return samples;
}

std::vector<const Sample*> samples_of(const std::vector<Sample>& samples, std::string_view srv) {
  std::vector<const Sample*> found;
  for (const auto& sample : samples) {
    if (sample.srv == srv && !sample.cancellation) found.push_back(&sample);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Sample* a, const Sample* b) { return a->future_dated < b->future_dated; });
  return found;
}

std::string type_of_target(const Sample& sample) {
  static const std::map<std::string, std::string> types = {
      {"A0", "ESME"}, {"A1", "GSME"}, {"A2", "CHF"}, {"A3", "GPF"}, {"A4", "PPMID"}, {"A5", "HCALCS"}, {"A6", "SAPC"}};
  const auto found =
      sample.target.size() < 2 ? types.end() : types.find(sample.target.substr(sample.target.size() - 2));
  return found == types.end() ? "" : found->second;
}

}  // namespace hallmark::schema
