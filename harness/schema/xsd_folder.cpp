#include "harness/schema/xsd_folder.h"

#include <libxml/parser.h>

#include <limits>
#include <regex>
#include <utility>

#include "harness/schema/schema_file.h"
#include "harness/schema/validator.h"

namespace hallmark::schema {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t files_max = 64;

void say_nothing(void*, const char*, ...) {}

/// The other engine follows any nesting and expands any entity; this one has limits for both, so it reads first.
void look_before(const fs::path& file, const std::string& text) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  parser->sax->error = say_nothing;
  parser->sax->fatalError = say_nothing;
  parser->sax->warning = say_nothing;
  xmlDocPtr tree = xmlCtxtReadMemory(parser, text.data(), static_cast<int>(text.size()), file.c_str(), nullptr,
                                     XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_COMPACT);
  std::string fault;
  if (tree == nullptr) {
    const xmlError* error = xmlCtxtGetLastError(parser);
    fault = error && error->message ? error->message : "it is no XML";
    while (!fault.empty() && (fault.back() == '\n' || fault.back() == ' ')) fault.pop_back();
    for (char& c : fault) c = c == '\n' ? ' ' : c;
    fault = fault.substr(0, 200) + " (line " + std::to_string(error ? error->line : 1) + ")";
  }
  xmlFreeDoc(tree);
  xmlFreeParserCtxt(parser);
  if (!fault.empty()) throw SchemaError(file.string() + ": " + fault + ": give an unbroken schema with --schema");
}

std::string percent_decoded(std::string_view location) {
  std::string decoded(location.substr(location.find_last_of('/') + 1));
  for (auto space = decoded.find("%20"); space != std::string::npos; space = decoded.find("%20")) {
    decoded.replace(space, 3, " ");
  }
  return decoded;
}

/// Blanks the external part of a DOCTYPE: what the DTD of the schema language declares says nothing of a schema, and
/// Xerces-C does not free what it keeps of one. Lines stay where they are.
void drop_external_subset(std::string& xsd) {
  static const std::regex external(
      R"re(<!DOCTYPE\s+[^\s>\[]+(\s+(?:PUBLIC\s+(?:"[^"]*"|'[^']*')|SYSTEM)\s+(?:"[^"]*"|'[^']*')))re");
  const auto place = xsd.find("<!DOCTYPE");
  if (place == std::string::npos) return;
  std::smatch found;
  const auto since = xsd.cbegin() + static_cast<std::ptrdiff_t>(place);
  if (!std::regex_search(since, xsd.cend(), found, external, std::regex_constants::match_continuous)) return;
  const auto first = place + static_cast<std::size_t>(found.position(1));
  for (auto i = first; i < first + static_cast<std::size_t>(found.length(1)); ++i) {
    if (xsd[i] != '\n') xsd[i] = ' ';
  }
}

bool is_of_duis(const std::string& xsd) {
  static const std::regex target("targetNamespace\\s*=\\s*[\"']" + std::string(duis_name_space) + "[\"']");
  return std::regex_search(xsd, target);
}

}  // namespace

XsdFolder::XsdFolder(fs::path folder) : folder_(std::move(folder)) {
  std::error_code failure;
  for (fs::directory_iterator entry(folder_, failure), end; !failure && entry != end; entry.increment(failure)) {
    const auto extension = entry->path().extension();
    if (extension == ".xsd" || extension == ".dtd") read(entry->path());
  }
  if (failure) {
    throw SchemaError(folder_.string() + ": " + failure.message() +
                      ": give the folder of the DUIS XSD files with --schema");
  }
  if (main_.empty()) {
    throw SchemaError(
        folder_.string() +
        ": holds no XSD of the ServiceUserGateway namespace: give the folder of the DUIS XSD files with --schema");
  }
}

void XsdFolder::read(const fs::path& file) {
  if (texts_.size() == files_max) {
    throw SchemaError(folder_.string() + ": holds more than 64 schema files: give the folder of one DUIS version");
  }
  const std::string name = file.filename().string();
  std::string& text = texts_.emplace(name, read_schema_file(file)).first->second;
  if (file.extension() != ".xsd") return;
  look_before(file, text);
  drop_external_subset(text);
  if (!is_of_duis(text)) return;
  if (!main_.empty()) throw SchemaError(folder_.string() + ": holds two DUIS schemas: keep one version a folder");
  main_ = name;
  std::smatch version;
  if (std::regex_search(name, version, std::regex(R"(V(\d+(?:\.\d+)+))"))) version_ = version[1];
}

const std::string* XsdFolder::find(std::string_view location) const {
  const auto found = texts_.find(percent_decoded(location));
  return found == texts_.end() ? nullptr : &found->second;
}

}  // namespace hallmark::schema
