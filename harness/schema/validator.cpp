#include "harness/schema/validator.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <limits>
#include <mutex>
#include <utility>

#include "harness/schema/schema_copy.h"

namespace hallmark::schema {

namespace {

std::string one_line(const char* message) {
  std::string line = message ? message : "no reason given";
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  if (line.size() > 400) line = line.substr(0, 400) + "…";
  return line;
}

/// Keeps the first problem that libxml2 reports, and the file that it stands in.
struct FirstProblem {
  std::string layer;
  std::optional<Problem> problem = {};
  std::string file = {};

  static void keep(void* self, xmlErrorPtr error) {
    auto& first = *static_cast<FirstProblem*>(self);
    if (first.problem || error->level < XML_ERR_ERROR) return;
    first.problem = Problem{first.layer, error->line, one_line(error->message)};
    if (error->file != nullptr) first.file = error->file;
  }
};

/// What is wrong with a schema, said of the original: its copy, which libxml2 has read, is gone by then.
SchemaError unusable(const std::filesystem::path& folder, const SchemaCopy& copy, const FirstProblem& first) {
  std::string name = std::filesystem::path(first.file).filename().string();
  for (auto space = name.find("%20"); space != std::string::npos; space = name.find("%20")) name.replace(space, 3, " ");
  if (name.empty()) name = copy.main_file().filename().string();
  const std::string why = first.problem ? first.problem->message + " (line " + std::to_string(first.problem->line) + ")"
                                        : "it does not compile";
  return SchemaError((folder / name).string() + ": " + why + ": give an unbroken schema with --schema");
}

/// The library is started once a process, without network for anything it might want to load.
void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
  });
}

void refuse_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  parser->_private = parser;  // remembered as: it had a DOCTYPE
  xmlStopParser(parser);
}

/// libxml2 compares each attribute of a tag with every other before anybody is asked, so a tag with very many is not
/// shown to it. Counted are the equals signs up to the next `<`, which no attribute value can hold: at least the
/// attributes.
bool has_crowded_tag(std::string_view xml) {
  constexpr int equals_signs_max = 10'000;
  int since_tag = 0;
  for (const char c : xml) {
    if (c == '<') since_tag = 0;
    if (c == '=' && ++since_tag > equals_signs_max) return true;
  }
  return false;
}

constexpr std::string_view known_bad =
    R"(<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="1.0"/>)";

}  // namespace

std::string text(const Problem& problem) {
  return "line " + std::to_string(problem.line) + ": " + problem.layer + ": " + problem.message;
}

struct Validator::Engine {
  xmlSchemaPtr schema = nullptr;
  explicit Engine(xmlSchemaPtr loaded) : schema(loaded) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { xmlSchemaFree(schema); }
};

Validator::Validator(std::filesystem::path folder, std::string version, std::string digest,
                     std::unique_ptr<Engine> engine)
    : folder_(std::move(folder)),
      version_(std::move(version)),
      digest_(std::move(digest)),
      engine_(std::move(engine)) {}
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;
Validator::~Validator() = default;

Validator Validator::load(const std::filesystem::path& folder) {
  start_library();
  const SchemaCopy copy(folder);
  FirstProblem first{"schema"};
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(copy.main_file().c_str());
  xmlSchemaSetParserStructuredErrors(parser, FirstProblem::keep, &first);
  // What libxml2 says of a schema that is not XML at all goes to the general channel.
  xmlSetStructuredErrorFunc(&first, FirstProblem::keep);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  xmlSchemaFreeParserCtxt(parser);
  if (schema == nullptr) throw unusable(folder, copy, first);
  Validator validator(folder, copy.version(), copy.digest(), std::make_unique<Engine>(schema));
  if (!validator.check(known_bad)) {
    throw SchemaError(folder.string() +
                      ": a known-bad request passes as valid, so the schema is not DUIS: give another with --schema");
  }
  return validator;
}

std::pair<ParsedDocument, std::optional<Problem>> Validator::parse(std::string_view xml) const {
  if (has_crowded_tag(xml)) {
    return {ParsedDocument(nullptr, xmlFreeDoc), Problem{"hostile", 1, "a tag has more than 10,000 attributes"}};
  }
  FirstProblem first{"well-formedness"};
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  parser->sax->internalSubset = refuse_doctype;
  xmlSetStructuredErrorFunc(&first, FirstProblem::keep);
  xmlDocPtr tree = nullptr;
  if (xml.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    tree = xmlCtxtReadMemory(parser, xml.data(), static_cast<int>(xml.size()), "document.xml", nullptr,
                             XML_PARSE_NONET | XML_PARSE_COMPACT);
  }
  const bool doctype = parser->_private != nullptr;
  const bool well_formed = tree != nullptr && parser->wellFormed != 0 && parser->nsWellFormed != 0 && !doctype;
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  xmlFreeParserCtxt(parser);
  ParsedDocument document(tree, xmlFreeDoc);
  if (doctype) return {ParsedDocument(nullptr, xmlFreeDoc), Problem{"hostile", 1, "a DOCTYPE is not accepted"}};
  if (!well_formed) {
    auto problem = first.problem.value_or(Problem{"well-formedness", 1, "it is no XML document"});
    return {ParsedDocument(nullptr, xmlFreeDoc), std::move(problem)};
  }
  // A fresh context for each document: one reused after another way of validating was seen to crash.
  FirstProblem invalid{"schema"};
  xmlSchemaValidCtxtPtr validation = xmlSchemaNewValidCtxt(engine_->schema);
  xmlSchemaSetValidStructuredErrors(validation, FirstProblem::keep, &invalid);
  const int status = xmlSchemaValidateDoc(validation, tree);
  xmlSchemaFreeValidCtxt(validation);
  if (status == 0) return {std::move(document), std::nullopt};
  return {std::move(document), invalid.problem.value_or(Problem{"schema", 1, "not valid, without a reason"})};
}

std::optional<Problem> Validator::check(std::string_view xml) const { return parse(xml).second; }

}  // namespace hallmark::schema
