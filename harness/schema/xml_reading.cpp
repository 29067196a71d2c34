#include "harness/schema/xml_reading.h"

#include <libxml/globals.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <mutex>

namespace hallmark::schema {

namespace {

constexpr std::size_t message_octets_max = 400;

void keep_none(void*, xmlErrorPtr) {}

void refuse_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  parser->_private = parser;  // remembered as: it had a DOCTYPE
  xmlStopParser(parser);
}

constexpr std::ptrdiff_t equals_signs_max = 10'000;

/// libxml2 compares each attribute of a tag with every other before anybody is asked, so a tag with very many is not
/// shown to it. Counted are the equals signs up to the next `<`, which no attribute value can hold: at least the
/// attributes.
bool has_crowded_tag(std::string_view xml) {
  if (std::ranges::count(xml, '=') <= equals_signs_max) return false;
  std::ptrdiff_t since_tag = 0;
  for (const char c : xml) {
    if (c == '<') since_tag = 0;
    if (c == '=' && ++since_tag > equals_signs_max) return true;
  }
  return false;
}

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

void start_xml_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
  });
}

Quiet::Quiet(xmlStructuredErrorFunc keep, void* self)
    : before_(xmlStructuredError), self_before_(xmlStructuredErrorContext) {
  xmlSetStructuredErrorFunc(self, keep == nullptr ? keep_none : keep);
}
Quiet::~Quiet() { xmlSetStructuredErrorFunc(self_before_, before_); }

std::string one_line(const char* message) {
  std::string line = message ? message : "no reason given";
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  for (char& c : line) {
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  }
  return shortened(line, message_octets_max);
}

void FirstProblem::keep(void* self, xmlErrorPtr error) {
  auto& first = *static_cast<FirstProblem*>(self);
  if (first.problem || error->level < XML_ERR_ERROR) return;
  first.problem = Problem{"well-formedness", error->line, one_line(error->message)};
  if (error->file != nullptr) first.file = error->file;
}

std::optional<Problem> unreadable(std::string_view xml) {
  if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Problem{"hostile", 1, "it is larger than 2 GiB, which no DUIS document is"};
  }
  if (has_crowded_tag(xml)) return Problem{"hostile", 1, "a tag has more than 10,000 attributes"};
  return std::nullopt;
}

Problem doctype_problem() { return {"hostile", 1, "a DOCTYPE is not accepted"}; }

std::pair<ParsedDocument, std::optional<Problem>> read_xml(std::string_view xml, Use use) {
  ParsedDocument nothing(nullptr, xmlFreeDoc);
  if (auto problem = unreadable(xml)) return {std::move(nothing), std::move(problem)};
  start_xml_library();
  FirstProblem first;
  const Quiet quiet(FirstProblem::keep, &first);
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  parser->sax->internalSubset = refuse_doctype;
  ParsedDocument tree(xmlCtxtReadMemory(parser, xml.data(), static_cast<int>(xml.size()), "document.xml", nullptr,
                                        XML_PARSE_NONET | (use == Use::read ? XML_PARSE_COMPACT : 0)),
                      xmlFreeDoc);
  const bool doctype = parser->_private != nullptr;
  // A parser that stopped early has a tree of what it had read, which is not the document.
  const bool whole = tree && parser->wellFormed != 0 && parser->nsWellFormed != 0 && parser->disableSAX == 0;
  xmlFreeParserCtxt(parser);
  if (doctype) return {std::move(nothing), doctype_problem()};
  if (whole) return {std::move(tree), std::nullopt};
  return {std::move(nothing), first.problem.value_or(Problem{"well-formedness", 1, "it is no XML document"})};
}

std::string path_of(const xmlNode* node) {
  std::string path;
  if (node != nullptr && node->type == XML_ATTRIBUTE_NODE) {
    path = '@' + shortened(view_of(node->name), 80);
    node = node->parent;
  }
  for (; node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) {
    std::size_t number = 1;
    for (const xmlNode* before = node->prev; before != nullptr; before = before->prev) {
      number += before->type == XML_ELEMENT_NODE && view_of(before->name) == view_of(node->name);
    }
    prepend_step(path, view_of(node->name), number);
  }
  return path;
}

}  // namespace hallmark::schema
