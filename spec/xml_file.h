/// \file
/// Strict reading of one facts file: every element and attribute is expected, every error names its line.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/facts.h"

namespace hallmark::spec {

/// Throws FactsError with the one line "file:line: what: remedy".
[[noreturn]] void fail(const Location& at, std::string_view what, std::string_view remedy);

/// Reads a file of at most `limit` bytes; a file that cannot be read or is larger is an error at `at`.
std::string read_bytes(const std::filesystem::path& file, std::size_t limit, const Location& at);

/// The words of a text, separated by white space.
std::vector<std::string> words_of(std::string_view text);

using Names = std::initializer_list<std::string_view>;

class XmlFile;

/// Stands among the children that an element may have: text of its own.
inline constexpr std::string_view own_text = "text of its own";

/// An element whose attributes and children are all expected; it must not outlive its file.
class Record {
 public:
  Record(const XmlFile& file, pugi::xml_node node, Names attributes, Names children);
  const Location& at() const { return at_; }

  /// The value of an attribute that must be there and not be empty.
  std::string required(const char* attribute) const;
  /// The value of an attribute, empty where there is none; one that is there must not be empty.
  std::string optional(const char* attribute) const;
  /// The words of an optional attribute, none twice.
  std::vector<std::string> words(const char* attribute) const;
  /// An optional attribute that is "yes" or "no".
  bool yes(const char* attribute, bool otherwise = false) const;
  /// The required attribute "level".
  Level level() const;
  /// The value that an attribute's word stands for; `otherwise` is the word where the attribute is absent.
  template <class T>
  T choice(const char* attribute, std::initializer_list<std::pair<std::string_view, T>> values,
           std::string_view otherwise = {}) const;

  /// The text of the element, each run of white space as one space; it must not be empty.
  std::string text() const;
  /// The text of the one child element of that name; empty where there is none and it may be missing.
  std::string child_text(const char* element, bool may_be_missing = false) const;
  /// The child elements of that name.
  std::vector<Record> children(const char* element, Names attributes, Names children = {}) const;

 private:
  [[noreturn]] void no_such_value(const char* attribute, std::string_view value, std::string_view known) const;

  const XmlFile* file_;
  pugi::xml_node node_;
  Location at_;
};

/// One facts file, parsed; its records are the elements below its root.
class XmlFile {
 public:
  /// Reads FOLDER/NAME, whose root element must be `root` with no other child elements than `elements`.
  XmlFile(const std::filesystem::path& folder, const std::string& name, std::string_view root, Names elements);
  XmlFile(const XmlFile&) = delete;
  XmlFile& operator=(const XmlFile&) = delete;

  const std::string& bytes() const { return bytes_; }
  Location at(const pugi::xml_node& node) const;
  /// The records of that name, at least one.
  std::vector<Record> records(const char* element, Names attributes, Names children = {}) const;

 private:
  Location at_offset(std::ptrdiff_t offset) const;

  std::string name_;  ///< as errors print it, "spec/roles.xml"
  std::string bytes_;
  std::vector<std::ptrdiff_t> line_ends_;  ///< offsets of the line feeds
  pugi::xml_document document_;
};

template <class T>
T Record::choice(const char* attribute, std::initializer_list<std::pair<std::string_view, T>> values,
                 std::string_view otherwise) const {
  std::string word = optional(attribute);
  if (word.empty()) word = otherwise.empty() ? required(attribute) : std::string(otherwise);
  std::string known;
  for (const auto& [name, value] : values) {
    if (name == word) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  no_such_value(attribute, word, known);
}

}  // namespace hallmark::spec
