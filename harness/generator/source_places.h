/// \file
/// Where the pieces of elements stand in a text that pugixml has read, and what names mean there.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string_view>

#include "harness/generator/decoded.h"

namespace hallmark::generator {

/// Reads one tag; `next` steps over its attributes, and behind the last `end` tells where the tag ends.
class TagScan {
 public:
  /// `name_at`: the byte behind '<'.
  TagScan(std::string_view text, std::size_t name_at);

  /// Moves to the next attribute; false behind the last.
  bool next();

  std::string_view name() const { return name_; }            ///< of the element, with prefix
  std::string_view attribute() const { return attribute_; }  ///< name of the present attribute, with prefix
  Span whole() const { return whole_; }              ///< of the present attribute, with the white space before it
  Span quoted() const { return quoted_; }            ///< its value as written
  std::size_t end() const { return at_; }            ///< behind the '>', once `next` was false
  bool self_closed() const { return self_closed_; }  ///< the same

 private:
  bool at_space() const;
  std::string_view take_name();

  std::string_view text_;
  std::size_t at_;
  std::string_view name_, attribute_;
  Span whole_, quoted_;
  bool self_closed_ = false;
};

/// "Body" of "sr:Body".
std::string_view local_name(std::string_view name);
/// "sr" of "sr:Body"; empty: none.
std::string_view prefix_of(std::string_view name);
/// Whether an attribute declares a namespace.
bool is_declaration(std::string_view attribute);
/// What a prefix means at an element; empty: nothing.
std::string_view name_space(pugi::xml_node element, std::string_view prefix);

/// Where a node's name, or its text, begins in the text it was read from.
std::size_t offset(pugi::xml_node node);
/// Behind the end of a node. It has to be read with comments, instructions and white space kept.
std::size_t end_of(pugi::xml_node node, std::string_view text);

}  // namespace hallmark::generator
