#include "harness/generator/document_walk.h"

#include <algorithm>

#include "harness/generator/value_text.h"

namespace hallmark::generator {

namespace {

constexpr std::uint32_t usual_growth = 3;
constexpr std::uint64_t long_text = 1000;

}  // namespace

Way::Way(const Blueprint& blueprint, Index to) : length_(blueprint.nodes[to].depth + std::size_t{1}) {
  for (Index node = to; node != no_index; node = blueprint.nodes[node].parent) {
    nodes_[blueprint.nodes[node].depth] = node;
  }
}

DocumentWalk::DocumentWalk(const Blueprint& blueprint, const Recipe& recipe, Index body_choice, std::string& out,
                           Reach* reach)
    : blueprint_(blueprint),
      recipe_(recipe),
      out_(out),
      reach_(reach),
      random_(recipe.seed),
      to_body_(blueprint, blueprint.nodes[body_choice].first_child + recipe.body) {
  if (recipe.choice) to_goal_ = Way(blueprint, node_of(blueprint, *recipe.choice));
}

std::uint32_t DocumentWalk::usual_times(const Node& node) {
  const std::uint32_t growth = std::min(node.max - node.min, usual_growth);
  switch (recipe_.size) {
    case Size::least:
      return node.min;
    case Size::rich:
      return node.min + growth;
    case Size::random:
      return growth == 0 ? node.min : node.min + static_cast<std::uint32_t>(random_.below(growth + 1));
  }
  return node.min;
}

std::uint32_t DocumentWalk::times(Index place, const Node& node) {
  const std::uint32_t usual = usual_times(node);
  if (is_goal(Aspect::occurrence, place)) return recipe_.choice->pick;
  const bool needed = to_goal_.holds(place, node) || to_body_.holds(place, node);
  return needed ? std::max(usual, 1U) : usual;
}

void DocumentWalk::write_node(Index place) {
  const std::uint32_t count = std::max(usual_times(blueprint_.nodes[place]), 1U);
  for (std::uint32_t i = 0; i < count; ++i) write_once(place);
}

void DocumentWalk::write_times(Index place) {
  const Node& node = blueprint_.nodes[place];
  const std::uint32_t count = node.min == 1 && node.max == 1 ? 1 : times(place, node);
  note(Aspect::occurrence, place, count);
  for (std::uint32_t i = 0; i < count; ++i) write_once(place);
}

void DocumentWalk::write_once(Index place) {
  const Node& node = blueprint_.nodes[place];
  switch (node.kind) {
    case Node::Kind::element:
      return write_element(place);
    case Node::Kind::sequence:
      for (Index i = 0; i < node.child_count; ++i) write_times(node.first_child + i);
      return;
    case Node::Kind::choice: {
      if (node.child_count == 0) return;
      const std::uint32_t pick = branch(place, node);
      note(Aspect::branch, place, pick);
      return write_times(node.first_child + pick);
    }
  }
}

std::uint32_t DocumentWalk::usual_branch(const Node& node) {
  if (recipe_.size == Size::random) return static_cast<std::uint32_t>(random_.below(node.child_count));
  const bool rich = recipe_.size == Size::rich;
  std::uint32_t best = 0;
  for (std::uint32_t i = 1; i < node.child_count; ++i) {
    const auto weight = blueprint_.nodes[node.first_child + i].weight;
    const auto best_weight = blueprint_.nodes[node.first_child + best].weight;
    if (rich ? weight > best_weight : weight < best_weight) best = i;
  }
  return best;
}

std::uint32_t DocumentWalk::branch(Index place, const Node& node) {
  if (is_goal(Aspect::branch, place)) return recipe_.choice->pick;
  for (const Way* way : {&to_goal_, &to_body_}) {
    if (way->holds(place, node) && way->after(node) != no_index) return way->after(node) - node.first_child;
  }
  if (recipe_.branches != nullptr) {
    for (const Index wanted : *recipe_.branches) {
      if (wanted >= node.first_child && wanted < node.first_child + node.child_count) return wanted - node.first_child;
    }
  }
  return usual_branch(node);
}

void DocumentWalk::write_element(Index place) {
  const Node& node = blueprint_.nodes[place];
  out_ += node.open;
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) write_attribute(node.first_attribute + i);
  const auto opened = out_.size();
  out_.push_back('>');
  if (node.site != no_index) write_value(node.site);
  for (Index i = 0; i < node.child_count; ++i) write_times(node.first_child + i);
  if (out_.size() > opened + 1) {
    out_ += node.close;
  } else {
    out_.replace(opened, 1, "/>");
  }
}

void DocumentWalk::write_attribute(Index place) {
  const AttributePlace& attribute = blueprint_.attributes[place];
  bool present = attribute.required;
  if (!present && recipe_.size == Size::rich) present = true;
  if (!present && recipe_.size == Size::random) present = random_.below(2) == 1;
  if (is_goal(Aspect::presence, place)) present = recipe_.choice->pick == 1;
  if (attribute.site != no_index && is_goal(Aspect::boundary, attribute.site)) present = true;
  note(Aspect::presence, place, present ? 1 : 0);
  if (!present) return;
  out_ += attribute.open;
  attribute.site == no_index ? void(out_ += attribute.fixed) : write_value(attribute.site);
  out_.push_back('"');
}

void DocumentWalk::write_value(Index site) {
  const ValueSpace& values = blueprint_.values[blueprint_.sites[site].values];
  if (is_goal(Aspect::boundary, site)) {
    note(Aspect::boundary, site, recipe_.choice->pick);
    return values.append_boundary(out_, recipe_.choice->pick, random_);
  }
  if (recipe_.values != nullptr) {
    if (const auto* given = recipe_.values->find(site)) {
      out_ += *given;
      return;
    }
  }
  if (recipe_.list_length > long_text && values.longest() > long_text) {
    return values.append_longest(out_, recipe_.list_length, random_);
  }
  if (recipe_.size == Size::least) return values.append_least(out_, recipe_.now);
  const auto boundary = values.append_random(out_, random_, recipe_.now);
  if (boundary) note(Aspect::boundary, site, static_cast<std::uint32_t>(*boundary));
}

}  // namespace hallmark::generator
