#include "harness/generator/source_places.h"

#include <algorithm>

namespace hallmark::generator {

namespace {

constexpr std::string_view space = " \t\r\n";

std::size_t behind(std::string_view text, std::string_view mark, std::size_t at) {
  const auto found = text.find(mark, at);
  return found == std::string_view::npos ? text.size() : found + mark.size();
}

}  // namespace

TagScan::TagScan(std::string_view text, std::size_t name_at) : text_(text), at_(name_at), name_(take_name()) {}

bool TagScan::at_space() const { return at_ < text_.size() && space.find(text_[at_]) != std::string_view::npos; }

std::string_view TagScan::take_name() {
  const auto since = at_;
  at_ = std::min(text_.find_first_of(" \t\r\n=/>", at_), text_.size());
  return text_.substr(since, at_ - since);
}

bool TagScan::next() {
  const auto since = at_;
  while (at_space()) ++at_;
  if (at_ >= text_.size()) return false;
  if (text_[at_] == '/' || text_[at_] == '>') {
    self_closed_ = text_[at_] == '/';
    at_ = std::min(at_ + (self_closed_ ? 2 : 1), text_.size());
    return false;
  }
  attribute_ = take_name();
  const auto quote = text_.find_first_of("\"'", at_);
  if (quote == std::string_view::npos) {
    at_ = text_.size();
    return false;
  }
  const auto close = std::min(text_.find(text_[quote], quote + 1), text_.size() - 1);
  quoted_ = {quote + 1, close - quote - 1};
  at_ = close + 1;
  whole_ = {since, at_ - since};
  return true;
}

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

bool is_declaration(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

/// What a prefix means at an element; empty: nothing.
std::string_view name_space(pugi::xml_node element, std::string_view prefix) {
  for (; element; element = element.parent()) {
    for (const auto& attribute : element.attributes()) {
      const std::string_view name = attribute.name();
      if (is_declaration(name) && prefix_of(name).empty() == prefix.empty() &&
          (prefix.empty() || local_name(name) == prefix)) {
        return attribute.value();
      }
    }
  }
  return {};
}

std::size_t offset(pugi::xml_node node) {
  const auto at = node.offset_debug();
  return at < 0 ? 0 : static_cast<std::size_t>(at);
}

/// The end of its last descendant, and the end tags from there.
std::size_t end_of(pugi::xml_node node, std::string_view text) {
  auto last = node;
  while (last.last_child()) last = last.last_child();
  std::size_t at = offset(last);
  if (last.type() == pugi::node_element) {
    TagScan scan(text, at);
    while (scan.next()) {
    }
    at = scan.end();
    if (!scan.self_closed()) at = behind(text, ">", at);
  } else if (last.type() == pugi::node_pcdata) {
    at = std::min(text.find('<', at), text.size());
  } else {
    const bool cdata = last.type() == pugi::node_cdata;
    at = behind(text, cdata ? "]]>" : last.type() == pugi::node_comment ? "-->" : "?>", at);
  }
  for (; last != node; last = last.parent()) at = behind(text, ">", at);
  return at;
}

}  // namespace hallmark::generator
