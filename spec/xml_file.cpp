#include "spec/xml_file.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

namespace hallmark::spec {
namespace {

constexpr std::size_t largest_file = std::size_t{16} << 20;

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

bool contains(Names names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

std::string list(Names names) {
  std::string text;
  for (std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text.empty() ? "none" : text;
}

/// Only the elements named, and text only where it is named too.
void expect_only(const XmlFile& file, const pugi::xml_node& node, Names children) {
  for (const pugi::xml_node& child : node.children()) {
    const bool element = child.type() == pugi::node_element;
    if (contains(children, element ? child.name() : own_text)) continue;
    const std::string what = element ? "unknown element <" + std::string(child.name()) + ">" : "text";
    fail(element ? file.at(child) : file.at(node), what + " in <" + node.name() + ">",
         "known here are " + list(children));
  }
}

void expect_attributes(const XmlFile& file, const pugi::xml_node& node, Names attributes) {
  std::set<std::string_view> seen;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    if (!contains(attributes, attribute.name()))
      fail(file.at(node), "unknown attribute " + in_quotes(attribute.name()) + " of <" + node.name() + ">",
           "known here are " + list(attributes));
    if (!seen.insert(attribute.name()).second)
      fail(file.at(node), "attribute " + in_quotes(attribute.name()) + " stands twice", "remove one");
    if (words_of(attribute.value()).empty())
      fail(file.at(node), "attribute " + in_quotes(attribute.name()) + " is empty", "give it a value or remove it");
  }
}

}  // namespace

void fail(const Location& at, std::string_view what, std::string_view remedy) {
  throw FactsError(at.file + ":" + std::to_string(at.line) + ": " + std::string(what) + ": " + std::string(remedy));
}

std::string read_bytes(const std::filesystem::path& file, std::size_t limit, const Location& at) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) fail(at, "cannot be read (" + error.message() + ")", "check that the file is there");
  if (size > limit) fail(at, "is larger than " + std::to_string(limit >> 20) + " MiB", "make the file smaller");
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    fail(at, "cannot be read", "check its permissions");
  return bytes;
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Record::Record(const XmlFile& file, pugi::xml_node node, Names attributes, Names children)
    : file_(&file), node_(node), at_(file.at(node)) {
  expect_attributes(file, node, attributes);
  expect_only(file, node, children);
}

std::string Record::required(const char* attribute) const {
  const std::string value = optional(attribute);
  if (value.empty())
    fail(at_, "<" + std::string(node_.name()) + "> has no attribute " + in_quotes(attribute), "add it");
  return value;
}

std::string Record::optional(const char* attribute) const { return node_.attribute(attribute).value(); }

std::vector<std::string> Record::words(const char* attribute) const {
  std::vector<std::string> words = words_of(optional(attribute));
  std::set<std::string> seen;
  for (const std::string& word : words)
    if (!seen.insert(word).second)
      fail(at_, in_quotes(word) + " stands twice in attribute " + in_quotes(attribute), "remove one");
  return words;
}

bool Record::yes(const char* attribute, bool otherwise) const {
  return choice<bool>(attribute, {{"yes", true}, {"no", false}}, otherwise ? "yes" : "no");
}

Level Record::level() const {
  return choice<Level>("level", {{"must", Level::must}, {"should", Level::should}, {"report", Level::report}});
}

std::string Record::text() const {
  std::string text;
  std::string raw;
  for (const pugi::xml_node& part : node_.children()) raw += part.value();  // a comment splits it
  for (const std::string& word : words_of(raw)) text += (text.empty() ? "" : " ") + word;
  if (text.empty()) fail(at_, "<" + std::string(node_.name()) + "> has no text", "say it in words");
  return text;
}

std::string Record::child_text(const char* element, bool may_be_missing) const {
  const std::vector<Record> found = children(element, {}, {own_text});
  if (found.empty() && may_be_missing) return {};
  if (found.size() != 1)
    fail(at_, "<" + std::string(node_.name()) + "> has " + std::to_string(found.size()) + " <" + element + ">",
         "give it one");
  return found.front().text();
}

std::vector<Record> Record::children(const char* element, Names attributes, Names children) const {
  std::vector<Record> records;
  for (const pugi::xml_node& child : node_.children(element)) records.emplace_back(*file_, child, attributes, children);
  return records;
}

void Record::no_such_value(const char* attribute, std::string_view value, std::string_view known) const {
  fail(at_, "attribute " + in_quotes(attribute) + " is " + in_quotes(value), "it may be " + std::string(known));
}

XmlFile::XmlFile(const std::filesystem::path& folder, const std::string& name, std::string_view root, Names elements)
    : name_("spec/" + name), bytes_(read_bytes(folder / name, largest_file, {"spec/" + name, 1})) {
  for (std::size_t i = 0; i < bytes_.size(); ++i)
    if (bytes_[i] == '\n') line_ends_.push_back(static_cast<std::ptrdiff_t>(i));
  const pugi::xml_parse_result result = document_.load_buffer(bytes_.data(), bytes_.size());
  if (!result)
    fail(at_offset(result.offset), std::string("not well-formed, ") + result.description(), "correct the XML");
  const pugi::xml_node node = document_.document_element();
  if (node.name() != root || node.next_sibling())
    fail(at(node), "the root element is not one <" + std::string(root) + ">", "rename it");
  Record(*this, node, {}, elements);
}

Location XmlFile::at(const pugi::xml_node& node) const { return at_offset(node.offset_debug()); }

Location XmlFile::at_offset(std::ptrdiff_t offset) const {
  const auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin();
  return {name_, 1 + static_cast<int>(line)};
}

std::vector<Record> XmlFile::records(const char* element, Names attributes, Names children) const {
  std::vector<Record> records;
  for (const pugi::xml_node& node : document_.document_element().children(element))
    records.emplace_back(*this, node, attributes, children);
  if (records.empty()) fail({name_, 1}, "holds no <" + std::string(element) + ">", "add the records");
  return records;
}

}  // namespace hallmark::spec
