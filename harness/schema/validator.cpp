#include "harness/schema/validator.h"

#include <libxml/xmlschemas.h>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "harness/schema/broken_rule.h"
#include "harness/schema/schema_copy.h"
#include "harness/schema/stream_check.h"
#include "harness/schema/xml_reading.h"

namespace hallmark::schema {

namespace {

/// What is wrong with a schema, said of the original: its copy, which libxml2 has read, is gone by then.
SchemaError unusable(const std::filesystem::path& folder, const SchemaCopy& copy, const FirstProblem& first) {
  std::string name = std::filesystem::path(first.file).filename().string();
  for (auto space = name.find("%20"); space != std::string::npos; space = name.find("%20")) name.replace(space, 3, " ");
  if (name.empty()) name = copy.main_file().filename().string();
  const std::string why = first.problem ? first.problem->message + " (line " + std::to_string(first.problem->line) + ")"
                                        : "it does not compile";
  return SchemaError((folder / name).string() + ": " + why + ": give an unbroken schema with --schema");
}

/// Keeps the first problem that the schema has with a tree.
struct FirstInvalid {
  std::optional<Problem> problem = {};

  static void keep(void* self, xmlErrorPtr error) {
    auto& first = *static_cast<FirstInvalid*>(self);
    if (first.problem || error->level < XML_ERR_ERROR) return;
    const std::string message = one_line(error->message);
    const auto* node = static_cast<const xmlNode*>(error->node);
    std::string path = path_of(node);
    const auto attribute = attribute_at_fault(message);
    if (!attribute.empty() && node != nullptr && node->type == XML_ELEMENT_NODE) path += "/@" + std::string(attribute);
    first.problem = Problem{"schema", error->line, message, std::move(path), broken_rule(error->code, error->message)};
  }
};

/// A new context for each tree: one reused after another way of validating was seen to crash.
std::optional<Problem> validate_tree(xmlSchemaPtr schema, xmlDocPtr tree) {
  FirstInvalid first;
  xmlSchemaValidCtxtPtr validation = xmlSchemaNewValidCtxt(schema);
  xmlSchemaSetValidStructuredErrors(validation, FirstInvalid::keep, &first);
  const int status = xmlSchemaValidateDoc(validation, tree);
  xmlSchemaFreeValidCtxt(validation);
  if (status == 0) return std::nullopt;
  return first.problem.value_or(Problem{"schema", 1, "not valid, without a reason"});
}

/// What one thread at a time works at: a reader, and the answer about the last document.
struct Desk {
  StreamCheck stream;
  std::string last;
  std::optional<std::optional<Problem>> answer = {};

  explicit Desk(xmlSchemaPtr schema) : stream(schema) {}

  const std::optional<Problem>* answer_about(std::string_view xml) const {
    return answer && last == xml ? &*answer : nullptr;
  }
  void remember(std::string_view xml, const std::optional<Problem>& said) {
    constexpr std::size_t longest = 1U << 20U;
    answer.reset();
    if (xml.size() > longest) return;
    last = xml;
    answer = said;
  }
};

constexpr std::string_view known_bad =
    R"(<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="1.0"/>)";

}  // namespace

struct Validator::Engine {
  xmlSchemaPtr schema = nullptr;
  std::atomic<std::uint64_t> validated = 0;

  explicit Engine(xmlSchemaPtr loaded) : schema(loaded) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() {
    idle.clear();
    xmlSchemaFree(schema);
  }

  /// What is remembered about a document, or else what `judge` finds at a desk.
  template <class Judge>
  std::optional<Problem> answer(std::string_view xml, Judge judge) {
    auto desk = take();
    const auto* known = desk->answer_about(xml);
    auto problem = known != nullptr ? *known : judge(*desk);
    if (known == nullptr) {
      desk->remember(xml, problem);
      ++validated;
    }
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(desk));
    return problem;
  }

 private:
  std::unique_ptr<Desk> take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Desk>(schema);
    auto desk = std::move(idle.back());
    idle.pop_back();
    return desk;
  }

  std::mutex mutex;
  std::vector<std::unique_ptr<Desk>> idle;  // the last one left is taken first
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
  start_xml_library();
  const SchemaCopy copy(folder);
  FirstProblem first;
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(copy.main_file().c_str());
  xmlSchemaSetParserStructuredErrors(parser, FirstProblem::keep, &first);
  // What libxml2 says of a schema that is not XML at all goes to the general channel.
  xmlSetStructuredErrorFunc(&first, FirstProblem::keep);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  xmlSchemaFreeParserCtxt(parser);
  if (schema == nullptr) throw unusable(folder, copy, first);
  Validator validator(folder, copy.version(), copy.digest(), std::make_unique<Engine>(schema));
  if (!validator.check(known_bad) || !validate_tree(schema, read_xml(known_bad, Use::read).first.get())) {
    throw SchemaError(folder.string() +
                      ": a known-bad request passes as valid, so the schema is not DUIS: give another with --schema");
  }
  return validator;
}

std::optional<Problem> Validator::check(std::string_view xml) const {
  return engine_->answer(xml, [&](Desk& desk) { return desk.stream.check(xml); });
}

std::pair<ParsedDocument, std::optional<Problem>> Validator::parse(std::string_view xml) const {
  auto read = read_xml(xml, Use::read);
  if (!read.first) return read;
  read.second = engine_->answer(xml, [&](Desk&) { return validate_tree(engine_->schema, read.first.get()); });
  return read;
}

std::uint64_t Validator::validated() const { return engine_->validated; }

}  // namespace hallmark::schema
