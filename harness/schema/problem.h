/// \file
/// What is wrong with a document, and where: the same form from every engine and every way of reading.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hallmark::schema {

/// Why a document is not valid: the layer that refuses it ("well-formedness", "hostile", "schema"), the line, the
/// fault; and, as far as the engine tells, the element and the rule that is broken.
struct Problem {
  std::string layer;
  int line = 0;  ///< of the element's start tag where an element is at fault
  std::string message;
  std::string path = {};  ///< "Request/Body/…/Name[2]" without prefixes, "…/@name" of an attribute; empty: unknown
  std::string rule = {};  ///< "maxLength", "missing element Header", "unexpected element", …; empty: unknown
  bool operator==(const Problem&) const = default;
};

/// "line 12: schema: …".
std::string text(const Problem& problem);

/// A text of at most `longest` octets: what is beyond is cut between characters and marked with "…".
std::string shortened(std::string_view text, std::size_t longest);

/// Puts a step before a path: "Body" before "Name" is "Body/Name". The first of several of one name has no number.
void prepend_step(std::string& path, std::string_view name, std::size_t number);

}  // namespace hallmark::schema
