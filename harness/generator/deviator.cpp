#include "harness/generator/deviator.h"

#include <algorithm>

#include "harness/generator/value_text.h"

namespace hallmark::generator {

namespace {

/// Calls `visit` with every element and group of an element's content, but not with what its elements hold.
template <class Visit>
void visit_content(const Blueprint& blueprint, Index place, Visit visit) {
  const Node& node = blueprint.nodes[place];
  for (Index child = node.first_child; child < node.first_child + node.child_count; ++child) {
    visit(child);
    if (blueprint.nodes[child].kind != Node::Kind::element) visit_content(blueprint, child, visit);
  }
}

bool repeats_around(const Blueprint& blueprint, Index node) {
  for (Index above = blueprint.nodes[node].parent; above != no_index; above = blueprint.nodes[above].parent) {
    if (blueprint.nodes[above].kind == Node::Kind::element) return false;
    if (blueprint.nodes[above].max > 1) return true;
  }
  return false;
}

}  // namespace

void carry_out(const Edit& edit, std::string& text) { text.replace(edit.at, edit.length, edit.replacement); }

Edit reversed(const Edit& edit, std::string_view original) {
  return {edit.at, edit.replacement.size(), std::string(original.substr(edit.at, edit.length))};
}

Deviator::Deviator(const Documents& documents) : documents_(documents), families_(value_families()) {
  families_.insert(families_.end(), structure_families().begin(), structure_families().end());
  fixed_.resize(blueprint().nodes.size());
  for (Index node = 0; node < blueprint().nodes.size(); ++node) {
    if (blueprint().nodes[node].kind == Node::Kind::element) fix_content(node);
  }
}

void Deviator::fix_content(Index element) {
  std::vector<std::string_view> names;
  visit_content(blueprint(), element, [&](Index node) {
    if (blueprint().nodes[node].kind == Node::Kind::element) names.push_back(blueprint().nodes[node].name);
  });
  std::ranges::sort(names);
  if (std::ranges::adjacent_find(names) != names.end()) return;
  visit_content(blueprint(), element, [&](Index node) { fixed_[node] = !repeats_around(blueprint(), node); });
}

bool Deviator::may_hold(Index element, std::string_view name) const {
  bool held = false;
  visit_content(blueprint(), element, [&](Index node) {
    const Node& one = blueprint().nodes[node];
    held = held || (one.kind == Node::Kind::element && one.name == name);
  });
  return held;
}

const SchemaFamily* Deviator::family(std::string_view name) const {
  const auto found = std::ranges::find(families_, name, &SchemaFamily::name);
  return found == families_.end() ? nullptr : &*found;
}

bool Deviator::deviate(const SchemaFamily& family, std::string_view xml, const Decoded& decoded, Random& random,
                       Departure& out) const {
  const std::size_t parts = decoded.parts.size();
  const std::size_t places = parts + (family.make_value != nullptr ? decoded.attributes.size() : 0);
  if (places == 0) return false;
  const auto start = random.below(places);
  for (std::size_t tried = 0; tried < places; ++tried) {
    const auto place = (start + tried) % places;
    out.edit.replacement.clear();
    out.told_at.clear();
    out.attribute = no_index;
    out.disputed = nullptr;
    if (family.make_value != nullptr) {
      if (deviate_value(family, xml, decoded, place, random, out)) return true;
    } else {
      out.part = static_cast<Index>(place);
      if (family.make_edit({*this, xml, decoded, out.part}, random, out)) return true;
    }
  }
  return false;
}

bool Deviator::deviate_value(const SchemaFamily& family, std::string_view xml, const Decoded& decoded,
                             std::size_t place, Random& random, Departure& out) const {
  const bool attribute = place >= decoded.parts.size();
  if (attribute) out.attribute = static_cast<Index>(place - decoded.parts.size());
  const auto* held = attribute ? &decoded.attributes[out.attribute] : nullptr;
  out.part = attribute ? held->part : static_cast<Index>(place);
  const Part& part = decoded.parts[out.part];
  const Node& node = blueprint().nodes[part.node];
  const Index site = attribute ? blueprint().attributes[held->place].site : node.site;
  if (site == no_index) return false;
  const auto& values = blueprint().values[blueprint().sites[site].values];
  const auto present = (attribute ? held->value : part.value).of(decoded.values);
  std::string& literal = out.edit.replacement;
  if (!family.make_value(values, present, random, literal) || literal == present) return false;
  out.disputed = schema::find_disagreement(values.type(), literal);
  if ((out.disputed != nullptr) != (family.fate == Fate::open)) return false;
  escape_since(literal, 0);
  out.told_at = node.name;
  const Span& span = attribute ? held->quoted : part.inside;
  out.edit.at = span.at;
  out.edit.length = span.length;
  if (attribute || !part.self_closed) return true;
  const auto tag = part.tag.of(xml);
  literal.insert(0, ">");
  literal += "</";
  literal += tag.substr(1, tag.find_first_of(" \t\r\n/>") - 1);
  literal += '>';
  out.edit.at = part.tag.end() - 2;
  out.edit.length = 2;
  return true;
}

std::string Deviator::path(const Decoded& decoded, const Departure& departure) const {
  const auto element = blueprint().path(decoded.parts[departure.part].node);
  if (departure.attribute == no_index) return element;
  return element + "/@" + blueprint().attributes[decoded.attributes[departure.attribute].place].name;
}

}  // namespace hallmark::generator
