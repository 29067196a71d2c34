#include "harness/generator/blueprint.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace hallmark::generator {

namespace {

constexpr std::size_t nodes_max = 200'000;
constexpr int depth_max = 250;

/// Unfolds the model's graph into the tree.
class Unfolding {
 public:
  Unfolding(const schema::SchemaModel& model, Blueprint& made, const std::vector<std::string>& without)
      : model_(model), made_(made), without_(without) {}

  void unfold(Index element) {
    made_.nodes.emplace_back();
    fill_element(0, element, 0);
  }

 private:
  void fill_element(Index place, Index index, int depth) {
    const auto& element = model_.elements[index];
    Node& node = made_.nodes[place];
    node.name = element.name;
    node.open = "<sr:" + element.name;
    node.close = "</sr:" + element.name + ">";
    node.nillable = element.nillable;
    if (element.name_space != model_.name_space || element.abstract) {
      throw std::invalid_argument("element " + element.name + " is abstract or of another namespace");
    }
    if (element.simple_type != no_index) {
      node.site = add_site(place, no_index, element.simple_type);
    } else {
      fill_complex(place, model_.complex_types[element.complex_type], depth);
    }
  }

  void fill_complex(Index place, const schema::ComplexType& type, int depth) {
    if (type.abstract) throw std::invalid_argument("element " + made_.nodes[place].name + " is of an abstract type");
    made_.nodes[place].content = type.content;
    made_.nodes[place].first_attribute = static_cast<Index>(made_.attributes.size());
    made_.nodes[place].attribute_count = type.attribute_count;
    made_.attributes.resize(made_.attributes.size() + type.attribute_count);
    for (std::uint32_t i = 0; i < type.attribute_count; ++i) {
      fill_attribute(place, made_.nodes[place].first_attribute + i, model_.attributes[type.first_attribute + i]);
    }
    if (type.content == schema::Content::simple) made_.nodes[place].site = add_site(place, no_index, type.simple_type);
    const bool filled = type.content == schema::Content::elements || type.content == schema::Content::mixed;
    if (!filled) return;
    fill_children(place, {type.particle}, depth);
  }

  void fill_attribute(Index node, Index place, const schema::AttributeUse& use) {
    auto& attribute = made_.attributes[place];
    attribute.node = node;
    attribute.name = use.name;
    attribute.open = " " + use.name + "=\"";
    attribute.required = use.required;
    if (!use.name_space.empty()) throw std::invalid_argument("attribute " + use.name + " is of another namespace");
    if (use.fixed) {
      attribute.fixed = *use.fixed;
    } else {
      attribute.site = add_site(node, place, use.simple_type);
    }
  }

  /// Whether a particle is left out: by name, or as a wildcard, which is only possible where it may be absent.
  bool left_out(const schema::Particle& particle) const {
    if (particle.max == 0) return true;
    const bool wildcard = particle.term == schema::Term::wildcard;
    const bool named = particle.term == schema::Term::element &&
                       std::ranges::find(without_, model_.elements[particle.index].name) != without_.end();
    if (!wildcard && !named) return false;
    if (particle.min > 0) throw std::invalid_argument("the schema demands a wildcard or an element that is left out");
    return true;
  }

  void fill_children(Index place, const std::vector<schema::Particle>& particles, int depth) {
    if (depth > depth_max) throw std::invalid_argument("the schema nests more than 250 deep");
    std::vector<schema::Particle> kept;
    for (const auto& particle : particles) {
      if (!left_out(particle)) kept.push_back(particle);
    }
    const auto first = static_cast<Index>(made_.nodes.size());
    if (first + kept.size() > nodes_max) throw std::invalid_argument("the schema unfolds beyond 200,000 nodes");
    made_.nodes.resize(first + kept.size());
    made_.nodes[place].first_child = first;
    made_.nodes[place].child_count = static_cast<std::uint32_t>(kept.size());
    for (Index i = 0; i < kept.size(); ++i) fill_particle(place, first + i, kept[i], depth + 1);
  }

  void fill_particle(Index parent, Index place, const schema::Particle& particle, int depth) {
    Node& node = made_.nodes[place];
    node.parent = parent;
    node.depth = static_cast<std::uint16_t>(depth);
    node.min = particle.min;
    node.max = particle.max;
    if (particle.term == schema::Term::element) return fill_element(place, particle.index, depth);
    const auto& group = model_.groups[particle.index];
    // The order of an `all` is free; a sequence is one that it allows.
    node.kind = group.compositor == schema::Compositor::choice ? Node::Kind::choice : Node::Kind::sequence;
    const auto since = model_.particles.begin() + group.first;
    fill_children(place, {since, since + group.count}, depth);
  }

  Index add_site(Index node, Index attribute, Index type) {
    const auto known = values_.find(type);
    Index values = known == values_.end() ? no_index : known->second;
    if (values == no_index) {
      values = values_[type] = static_cast<Index>(made_.values.size());
      made_.values.emplace_back(model_.simple_types[type]);
    }
    made_.sites.push_back({node, attribute, values});
    return static_cast<Index>(made_.sites.size() - 1);
  }

  const schema::SchemaModel& model_;
  Blueprint& made_;
  const std::vector<std::string>& without_;
  std::map<Index, Index> values_;
};

}  // namespace

Blueprint::Blueprint(const schema::SchemaModel& model, std::string_view root, const std::vector<std::string>& without)
    : version(model.version), name_space(model.name_space) {
  const auto* element = model.root(root);
  if (element == nullptr) throw std::invalid_argument("the schema has no root element " + std::string(root));
  Unfolding(model, *this, without).unfold(static_cast<Index>(element - model.elements.data()));
  nodes.front().open += " xmlns:sr=\"" + name_space + '"';
  // Children stand after their parents.
  for (auto place = nodes.size(); place-- > 1;) {
    Node& node = nodes[place];
    if (node.kind != Node::Kind::element) --node.weight;
    nodes[node.parent].weight += node.weight;
  }
}

std::string Blueprint::path(Index node) const {
  std::string made;
  for (; node != no_index; node = nodes[node].parent) {
    if (nodes[node].kind != Node::Kind::element) continue;
    made = made.empty() ? nodes[node].name : nodes[node].name + '/' + made;
  }
  return made;
}

std::string Blueprint::site_path(Index site) const {
  const auto& place = sites[site];
  const auto element = path(place.node);
  return place.attribute == no_index ? element : element + "/@" + attributes[place.attribute].name;
}

Index Blueprint::find(std::string_view wanted) const {
  for (Index node = 0; node < nodes.size(); ++node) {
    if (nodes[node].kind == Node::Kind::element && wanted.ends_with(nodes[node].name) && path(node) == wanted)
      return node;
  }
  return no_index;
}

bool Blueprint::may_be_nothing(Index place) const {
  const Node& node = nodes[place];
  if (node.min == 0) return true;
  if (node.kind == Node::Kind::element) return false;
  const bool choice = node.kind == Node::Kind::choice;
  for (Index i = 0; i < node.child_count; ++i) {
    if (may_be_nothing(node.first_child + i) == choice) return choice;
  }
  return !choice || node.child_count == 0;
}

Index Blueprint::choice_below(Index element) const {
  Index place = element;
  while (nodes[place].child_count == 1) {
    place = nodes[place].first_child;
    if (nodes[place].kind == Node::Kind::choice) return place;
    if (nodes[place].kind == Node::Kind::element) break;
  }
  return no_index;
}

Blueprint request_blueprint(const schema::SchemaModel& model) { return {model, "Request", {"Signature"}}; }

}  // namespace hallmark::generator
