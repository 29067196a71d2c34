#include <algorithm>
#include <cctype>
#include <cstring>
#include <pugixml.hpp>

#include "harness/generator/decoded.h"
#include "harness/generator/source_places.h"

namespace hallmark::generator {

namespace {

constexpr std::size_t size_max = std::size_t{32} * 1024 * 1024;
constexpr std::string_view signature_space = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view instance_space = "http://www.w3.org/2001/XMLSchema-instance";

/// Text between elements has to be white space; within a value it is put together around comments.
bool is_text(pugi::xml_node node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

bool is_blank(const char* text) { return std::strspn(text, " \t\r\n") == std::strlen(text); }

pugi::xml_node element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

/// Matches the elements of a document with the nodes of the blueprint. A schema lets each element be told from its name
/// and what stood before it, so there is nothing to take back.
class Decoding {
 public:
  Decoding(std::string_view xml, const Blueprint& blueprint, Decoded& out)
      : xml_(xml), blueprint_(blueprint), out_(out) {}

  std::optional<DecodeFault> run(const pugi::xml_document& document) {
    const auto root = document.document_element();
    if (blueprint_.nodes.front().name != local_name(root.name()) || !is_ours(root)) {
      fault(root, "is no " + blueprint_.nodes.front().name + " of " + blueprint_.name_space);
    } else {
      note_namespaces(root);
      read_element(root, 0, no_index);
      if (const auto second = element_from(root.next_sibling())) fault(second, "is a second root");
    }
    return std::move(fault_);
  }

 private:
  void fault(pugi::xml_node element, std::string what) {
    if (fault_) return;
    std::string path;
    for (auto node = element; node && node.type() == pugi::node_element; node = node.parent()) {
      path = std::string(local_name(node.name())) + (path.empty() ? "" : "/") + path;
    }
    fault_ = {path.substr(0, 1000), offset(element), std::move(what)};
  }

  bool is_ours(pugi::xml_node element) const {
    return name_space(element, prefix_of(element.name())) == blueprint_.name_space;
  }

  void note_namespaces(pugi::xml_node root) {
    TagScan scan(xml_, offset(root));
    while (scan.next()) {
      if (!is_declaration(scan.attribute())) continue;
      if (scan.attribute() != "xmlns:sr") {
        out_.namespaces += ' ';
        out_.namespaces += scan.attribute();
        out_.namespaces += "=\"";
        out_.namespaces += scan.quoted().of(xml_);
        out_.namespaces += '"';
      } else if (scan.quoted().of(xml_) != blueprint_.name_space) {
        fault(root, "binds the prefix sr to another namespace");
      }
    }
  }

  void read_element(pugi::xml_node element, Index place, Index parent) {
    const auto index = begin(place, parent);
    read_tag(element, index);
    const Node& node = blueprint_.nodes[place];
    if (node.site != no_index) {
      read_value(element, index);
    } else {
      const auto above = next_;
      next_ = element_from(element.first_child());
      for (const auto& child : element.children()) {
        if (is_text(child) && !is_blank(child.value())) fault(element, "holds text where only elements may stand");
      }
      for (Index i = 0; i < node.child_count && !fault_; ++i) match(node.first_child + i, index, element);
      if (index == 0) take_signature();
      if (next_) fault(next_, "is not known here");
      next_ = above;
    }
    out_.parts[index].after = static_cast<Index>(out_.parts.size());
  }

  Index begin(Index place, Index parent) {
    out_.parts.emplace_back();
    out_.parts.back().node = place;
    out_.parts.back().parent = parent;
    return static_cast<Index>(out_.parts.size() - 1);
  }

  void read_tag(pugi::xml_node element, Index index) {
    Part& part = out_.parts[index];
    const auto name_at = offset(element);
    TagScan scan(xml_, name_at);
    while (scan.next()) {
    }
    part.tag = {name_at - 1, scan.end() - name_at + 1};
    part.self_closed = scan.self_closed();
    part.whole = {part.tag.at, end_of(element, xml_) - part.tag.at};
    part.inside = {scan.end(), 0};
    if (!part.self_closed) {
      const auto close = xml_.rfind('<', part.whole.end() - 1);
      part.inside.length = close == std::string_view::npos || close < scan.end() ? 0 : close - scan.end();
    }
    read_attributes(element, index);
  }

  /// In the order of the blueprint, which is the same however a document orders them.
  void read_attributes(pugi::xml_node element, Index index) {
    const Node& node = blueprint_.nodes[out_.parts[index].node];
    out_.parts[index].first_attribute = static_cast<Index>(out_.attributes.size());
    for (Index i = 0; i < node.attribute_count; ++i) {
      const auto& place = blueprint_.attributes[node.first_attribute + i];
      const auto found = element.attribute(place.name.c_str());
      if (found) {
        read_attribute(found, node.first_attribute + i, index);
      } else if (place.required) {
        fault(element, "has no attribute " + place.name);
      }
    }
    for (const auto& attribute : element.attributes()) {
      const std::string_view name = attribute.name();
      const bool located = local_name(name).ends_with("chemaLocation") && !prefix_of(name).empty() &&
                           name_space(element, prefix_of(name)) == instance_space;
      if (!is_declaration(name) && !located && !has_attribute(node, name)) {
        fault(element, "has an attribute " + std::string(name.substr(0, 100)) + " that is not known here");
      }
    }
  }

  bool has_attribute(const Node& node, std::string_view name) const {
    const auto since = blueprint_.attributes.begin() + node.first_attribute;
    return std::any_of(since, since + node.attribute_count, [&](const auto& one) { return one.name == name; });
  }

  void read_attribute(pugi::xml_attribute found, Index place, Index index) {
    DecodedAttribute made;
    made.place = place;
    made.part = index;
    made.value = keep(found.value());
    TagScan scan(xml_, out_.parts[index].tag.at + 1);
    while (scan.next() && scan.attribute() != found.name()) {
    }
    made.whole = scan.whole();
    made.quoted = scan.quoted();
    out_.attributes.push_back(made);
    ++out_.parts[index].attribute_count;
  }

  Span keep(std::string_view value) {
    const Span kept{out_.values.size(), value.size()};
    out_.values += value;
    return kept;
  }

  void read_value(pugi::xml_node element, Index index) {
    Span value{out_.values.size(), 0};
    for (const auto& child : element.children()) {
      if (is_text(child)) value.length += keep(child.value()).length;
      if (child.type() == pugi::node_element) fault(child, "stands where only a value may stand");
    }
    out_.parts[index].value = value;
  }

  /// Whether the next element can be the first of a node.
  bool fits(Index place) const {
    const Node& node = blueprint_.nodes[place];
    if (node.kind == Node::Kind::element) return node.name == local_name(next_.name()) && is_ours(next_);
    for (Index i = 0; i < node.child_count; ++i) {
      if (fits(node.first_child + i)) return true;
      if (node.kind == Node::Kind::sequence && !blueprint_.may_be_nothing(node.first_child + i)) return false;
    }
    return false;
  }

  void match(Index place, Index parent, pugi::xml_node within) {
    const Node& node = blueprint_.nodes[place];
    std::uint32_t count = 0;
    while (next_ && count < node.max && !fault_ && fits(place)) {
      match_once(place, parent, within);
      ++count;
    }
    if (count >= node.min || fault_ || blueprint_.may_be_nothing(place)) return;
    const std::string wanted = node.kind == Node::Kind::element ? node.name : "a group";
    if (next_) return fault(next_, "stands where " + wanted + " is wanted");
    fault(within, "ends where " + wanted + " is wanted");
  }

  void match_once(Index place, Index parent, pugi::xml_node within) {
    const Node& node = blueprint_.nodes[place];
    if (node.kind == Node::Kind::element) {
      const auto element = next_;
      read_element(element, place, parent);
      next_ = element_from(element.next_sibling());
      return;
    }
    const auto index = begin(place, parent);
    for (Index i = 0; i < node.child_count; ++i) {
      if (node.kind == Node::Kind::choice && !fits(node.first_child + i)) continue;
      match(node.first_child + i, index, within);
      if (node.kind == Node::Kind::choice) break;
    }
    Part& part = out_.parts[index];
    part.after = static_cast<Index>(out_.parts.size());
    // It began with an element, since it was seen to fit.
    Index last = index + 1;
    for (Index child = last; child < part.after; child = out_.parts[child].after) last = child;
    part.whole.at = out_.parts[index + 1].whole.at;
    part.whole.length = out_.parts[last].whole.end() - part.whole.at;
  }

  void take_signature() {
    if (!next_ || fault_ || local_name(next_.name()) != "Signature") return;
    if (name_space(next_, prefix_of(next_.name())) != signature_space) return;
    const auto at = offset(next_) - 1;
    out_.signed_at = {at, end_of(next_, xml_) - at};
    out_.signature = out_.signed_at.of(xml_);
    next_ = element_from(next_.next_sibling());
  }

  std::string_view xml_;
  const Blueprint& blueprint_;
  Decoded& out_;
  pugi::xml_node next_;  ///< the element to be matched
  std::optional<DecodeFault> fault_;
};

bool is_utf8(const pugi::xml_document& document) {
  const std::string_view said = document.first_child().attribute("encoding").value();
  return document.first_child().type() != pugi::node_declaration || said.empty() ||
         std::ranges::equal(said, std::string_view("UTF-8"),
                            [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
}

}  // namespace

std::string text(const DecodeFault& fault) {
  return (fault.path.empty() ? "" : fault.path + ' ') + "(byte " + std::to_string(fault.at) + "): " + fault.what;
}

std::optional<DecodeFault> decode(std::string_view xml, const Blueprint& blueprint, Decoded& out) {
  out.parts.clear();
  out.attributes.clear();
  out.values.clear();
  out.signature.clear();
  out.namespaces.clear();
  out.signed_at = {};
  if (xml.size() > size_max) return DecodeFault{"", size_max, "the document is larger than 32 MiB"};
  if (const auto nul = xml.find('\0'); nul != std::string_view::npos) return DecodeFault{"", nul, "a byte of zero"};
  pugi::xml_document document;
  constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi |
                               pugi::parse_declaration | pugi::parse_doctype;
  const auto parsed = document.load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
  if (!parsed) return DecodeFault{"", static_cast<std::size_t>(parsed.offset), parsed.description()};
  if (!is_utf8(document)) return DecodeFault{"", 0, "the document is not in UTF-8"};
  for (const auto& child : document.children()) {
    if (child.type() == pugi::node_doctype) return DecodeFault{"", 0, "a DOCTYPE is not accepted"};
  }
  return Decoding(xml, blueprint, out).run(document);
}

}  // namespace hallmark::generator
