/// \file
/// Parsing and validating in one pass, by libxml2's SAX plug: no tree is built. For validator.cpp.
#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/schema/element_trail.h"
#include "harness/schema/problem.h"

namespace hallmark::schema {

/// A parser and what it reports to; one document at a time, one after another. Its parser is kept from document to
/// document; the validating context is new for each, since one used again was seen to crash.
class StreamCheck {
 public:
  /// Keeps the schema, which must outlive it.
  explicit StreamCheck(xmlSchemaPtr schema);
  StreamCheck(const StreamCheck&) = delete;
  StreamCheck& operator=(const StreamCheck&) = delete;

  /// What is wrong with a document, or nothing: what reading it into a tree and validating that would say.
  std::optional<Problem> check(std::string_view xml);

 private:
  using Parser = std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)>;

  Parser new_parser();
  std::optional<Problem> read(std::string_view xml);
  bool is_validating() const { return !invalid_ && !stopped_; }
  void add_text(const xmlChar* text, int octets, bool cdata);
  void give_text();
  void give_text_before_child();
  void stop(Problem why);

  // What the parser calls; `self` is a StreamCheck.
  static void start_element(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* name_space,
                            int name_space_count, const xmlChar** name_spaces, int attribute_count, int defaulted,
                            const xmlChar** attributes);
  static void end_element(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* name_space);
  static void characters(void* self, const xmlChar* text, int octets);
  static void cdata(void* self, const xmlChar* text, int octets);
  static void doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*);
  static void keep_invalid(void* self, xmlErrorPtr error);

  xmlSchemaPtr schema_;
  Parser parser_;
  xmlSchemaValidCtxtPtr validation_ = nullptr;
  xmlSAXHandlerPtr plug_ = nullptr;  ///< libxml2's validating handlers, which ours call
  void* plugged_ = nullptr;          ///< what they are called with
  ElementTrail<const xmlChar*> trail_;
  bool starting_ = false;    ///< a start tag is being judged
  bool root_ended_ = false;  ///< all of the document was shown to the plug
  std::string text_;         ///< since the last tag
  bool text_has_cdata_ = false;
  std::optional<Problem> invalid_;  ///< the first that the schema has against the document
  std::optional<Problem> stopped_;  ///< why reading was given up
};

}  // namespace hallmark::schema
