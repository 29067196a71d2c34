#include "harness/schema/difference.h"

#include <libxml/tree.h>

#include <charconv>
#include <string>
#include <vector>

#include "harness/schema/xml_reading.h"

namespace hallmark::schema {

namespace {

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

std::string content_of(const xmlNode* node) {
  xmlChar* text = xmlNodeGetContent(node);
  std::string content(view_of(text));
  xmlFree(text);
  return content;
}

/// An element of a document with its declaration; null where either is missing.
struct Place {
  const xmlNode* node = nullptr;
  const Element* element = nullptr;
  explicit operator bool() const { return node != nullptr && element != nullptr; }
};

const Element* declared_below(const SchemaModel& model, const Particle& particle, std::string_view name) {
  if (particle.index == no_index) return nullptr;
  if (particle.term == Term::element) {
    const auto& element = model.elements[particle.index];
    return element.name == name ? &element : nullptr;
  }
  const auto& group = model.groups[particle.index];
  for (Index i = 0; particle.term == Term::group && i < group.count; ++i) {
    if (const auto* found = declared_below(model, model.particles[group.first + i], name)) return found;
  }
  return nullptr;
}

const Element* declared_child(const SchemaModel& model, const Element& parent, std::string_view name) {
  if (parent.complex_type == no_index) return nullptr;
  const auto& type = model.complex_types[parent.complex_type];
  const bool has_children = type.content == Content::elements || type.content == Content::mixed;
  return has_children ? declared_below(model, type.particle, name) : nullptr;
}

/// The child of a node at a step such as "Name[2]".
const xmlNode* child_at(const xmlNode* parent, std::string_view step) {
  const auto bracket = step.find('[');
  const std::string_view name = step.substr(0, bracket);
  std::size_t number = 1;
  if (bracket != std::string_view::npos) {
    std::from_chars(step.data() + bracket + 1, step.data() + step.size(), number);
  }
  for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || view_of(child->name) != name) continue;
    if (--number == 0) return child;
  }
  return nullptr;
}

/// The element that a path leads to, a trailing attribute left out.
Place follow(const SchemaModel& model, const xmlDoc& document, std::string_view path) {
  Place place;
  for (bool is_root = true; !path.empty() && !path.starts_with('@'); is_root = false) {
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    const auto* parent = is_root ? reinterpret_cast<const xmlNode*>(&document) : place.node;
    place.node = child_at(parent, step);
    if (place.node == nullptr) return {};
    const std::string_view name = view_of(place.node->name);
    place.element = is_root ? model.root(name) : declared_child(model, *place.element, name);
    if (place.element == nullptr) return {};
  }
  return place;
}

const Disagreement* row_for(const SimpleType& type, std::string_view literal, EngineName accepts) {
  for (const auto& row : disagreements()) {
    if (row.accepts == accepts && row.applies(type, literal)) return &row;
  }
  return nullptr;
}

const Disagreement* row_for_value(const SchemaModel& model, const Place& place, EngineName accepts) {
  Index type = place.element->simple_type;
  if (type == no_index && place.element->complex_type != no_index) {
    type = model.complex_types[place.element->complex_type].simple_type;
  }
  return type == no_index ? nullptr : row_for(model.simple_types[type], content_of(place.node), accepts);
}

const Disagreement* row_for_attributes(const SchemaModel& model, const Place& place, EngineName accepts) {
  if (place.element->complex_type == no_index) return nullptr;
  const auto& type = model.complex_types[place.element->complex_type];
  for (const xmlAttr* attribute = place.node->properties; attribute != nullptr; attribute = attribute->next) {
    const std::string literal = content_of(reinterpret_cast<const xmlNode*>(attribute));
    for (Index i = 0; i < type.attribute_count; ++i) {
      const auto& use = model.attributes[type.first_attribute + i];
      if (use.name != view_of(attribute->name) || use.simple_type == no_index) continue;
      if (const auto* row = row_for(model.simple_types[use.simple_type], literal, accepts)) return row;
    }
  }
  return nullptr;
}

}  // namespace

const Disagreement* explain_difference(const SchemaModel& model, std::string_view xml, const Problem& refusal,
                                       EngineName accepts) {
  const auto tree = read_xml(xml, Use::read).first;
  if (!tree) return nullptr;
  const Place place = follow(model, *tree, refusal.path);
  if (!place) return nullptr;
  if (const auto* row = row_for_value(model, place, accepts)) return row;
  if (const auto* row = row_for_attributes(model, place, accepts)) return row;
  for (const xmlNode* child = place.node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const Place below{child, declared_child(model, *place.element, view_of(child->name))};
    const auto* row = below ? row_for_attributes(model, below, accepts) : nullptr;
    if (row != nullptr) return row;
  }
  return nullptr;
}

}  // namespace hallmark::schema
