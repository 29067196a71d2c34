#include "harness/schema/stream_check.h"

#include <libxml/dict.h>

#include "harness/schema/broken_rule.h"
#include "harness/schema/xml_reading.h"

namespace hallmark::schema {

namespace {

// What is kept from one document to the next stays small.
constexpr std::size_t kept_names_max = 1U << 20U;
constexpr std::size_t kept_text_max = 1U << 20U;
constexpr std::size_t kept_elements_max = 1U << 16U;

/// Whether what is said while a start tag is judged is about the element around it.
bool is_about_parent(int code) {
  return code == XML_SCHEMAV_CVC_TYPE_3_1_2 || code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1 ||
         code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2 || code == XML_SCHEMAV_CVC_ELT_3_2_1;
}

constexpr std::size_t text_octets_max = 1U << 30U;  // which the plug still counts

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

StreamCheck::StreamCheck(xmlSchemaPtr schema) : schema_(schema), parser_(new_parser()) {}

StreamCheck::Parser StreamCheck::new_parser() {
  Parser parser(xmlNewParserCtxt(), xmlFreeParserCtxt);
  xmlSAXHandler handlers{};
  handlers.initialized = XML_SAX2_MAGIC;  // without it nothing would be validated, and nobody told
  handlers.internalSubset = doctype;
  handlers.startElementNs = start_element;
  handlers.endElementNs = end_element;
  handlers.characters = characters;
  handlers.ignorableWhitespace = characters;
  handlers.cdataBlock = cdata;
  *parser->sax = handlers;
  parser->userData = this;
  return parser;
}

std::optional<Problem> StreamCheck::check(std::string_view xml) {
  if (auto problem = unreadable(xml)) return problem;
  auto problem = read(xml);
  // A parser that was left in the middle is not used again, nor one that has learnt too many names.
  if (problem || xmlDictGetUsage(parser_->dict) > kept_names_max) parser_ = new_parser();
  if (text_.capacity() > kept_text_max) text_ = {};
  if (trail_.capacity() > kept_elements_max) trail_ = {};
  return problem;
}

std::optional<Problem> StreamCheck::read(std::string_view xml) {
  trail_.clear();
  text_.clear();
  text_has_cdata_ = false;
  root_ended_ = false;
  invalid_.reset();
  stopped_.reset();
  validation_ = xmlSchemaNewValidCtxt(schema_);
  xmlSchemaSetValidStructuredErrors(validation_, keep_invalid, this);
  plug_ = nullptr;
  plugged_ = nullptr;
  const xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validation_, &plug_, &plugged_);

  FirstProblem first;
  {
    const Quiet quiet(FirstProblem::keep, &first);
    xmlCtxtReadMemory(parser_.get(), xml.empty() ? "" : xml.data(), static_cast<int>(xml.size()), "document.xml",
                      nullptr, XML_PARSE_NONET);
  }
  const bool well_formed = parser_->wellFormed != 0 && parser_->nsWellFormed != 0 && parser_->disableSAX == 0;
  const bool accepted = xmlSchemaIsValid(validation_) == 1;
  xmlSchemaSAXUnplug(plug);
  xmlSchemaFreeValidCtxt(validation_);
  if (stopped_) return stopped_;
  const bool whole = well_formed && (root_ended_ || invalid_);
  if (!whole) return first.problem.value_or(Problem{"well-formedness", 1, "it is no XML document"});
  if (invalid_) return invalid_;
  if (!accepted) return Problem{"schema", 1, "not valid, without a reason"};
  return std::nullopt;
}

void StreamCheck::start_element(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* name_space,
                                int name_space_count, const xmlChar** name_spaces, int attribute_count, int defaulted,
                                const xmlChar** attributes) {
  auto& check = *static_cast<StreamCheck*>(self);
  if (!check.is_validating()) return check.text_.clear();
  check.give_text_before_child();
  check.trail_.open(name, check.parser_->input->line);
  check.starting_ = true;
  check.plug_->startElementNs(check.plugged_, name, prefix, name_space, name_space_count, name_spaces, attribute_count,
                              defaulted, attributes);
  check.starting_ = false;
}

void StreamCheck::end_element(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* name_space) {
  auto& check = *static_cast<StreamCheck*>(self);
  if (!check.is_validating()) return check.text_.clear();
  check.give_text();
  check.plug_->endElementNs(check.plugged_, name, prefix, name_space);
  check.trail_.close();
  check.root_ended_ = check.trail_.is_outside();
}

void StreamCheck::characters(void* self, const xmlChar* text, int octets) {
  static_cast<StreamCheck*>(self)->add_text(text, octets, false);
}

void StreamCheck::cdata(void* self, const xmlChar* text, int octets) {
  static_cast<StreamCheck*>(self)->add_text(text, octets, true);
}

/// The plug joins pieces at a cost that grows with the square of their number, so it is given texts whole.
void StreamCheck::add_text(const xmlChar* text, int octets, bool cdata) {
  if (stopped_) return;
  text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(octets));
  text_has_cdata_ = text_has_cdata_ || cdata;
  if (text_.size() > text_octets_max) {
    stop({"hostile", parser_->input->line, "an element has more than 1 GiB of text"});
  }
}

void StreamCheck::give_text() {
  if (text_.empty() && !text_has_cdata_) return;
  const auto* octets = reinterpret_cast<const xmlChar*>(text_.data());
  const auto give = text_has_cdata_ ? plug_->cdataBlock : plug_->characters;
  give(plugged_, octets, static_cast<int>(text_.size()));
  text_.clear();
  text_has_cdata_ = false;
}

/// Of text beside elements only whether there is any can matter, so one piece of it an element is enough.
void StreamCheck::give_text_before_child() {
  const bool matters = text_has_cdata_ || !is_blank(text_);
  if (matters && !trail_.is_outside() && !trail_.mark()) return give_text();
  text_.clear();
  text_has_cdata_ = false;
}

void StreamCheck::stop(Problem why) {
  stopped_ = std::move(why);
  xmlStopParser(parser_.get());
}

void StreamCheck::doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
  static_cast<StreamCheck*>(self)->stop(doctype_problem());
}

void StreamCheck::keep_invalid(void* self, xmlErrorPtr error) {
  auto& check = *static_cast<StreamCheck*>(self);
  if (check.invalid_ || error->level < XML_ERR_ERROR) return;
  const std::string message = one_line(error->message);
  if (check.starting_ && is_about_parent(error->code)) check.trail_.close();  // nothing more is validated
  std::string path = check.trail_.path([](const xmlChar* name) { return reinterpret_cast<const char*>(name); });
  if (const auto attribute = attribute_at_fault(message); !attribute.empty()) path += "/@" + std::string(attribute);
  check.invalid_ =
      Problem{"schema", check.trail_.line(), message, std::move(path), broken_rule(error->code, error->message)};
}

}  // namespace hallmark::schema
