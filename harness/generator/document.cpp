#include "harness/generator/document.h"

#include <stdexcept>

#include "harness/generator/document_walk.h"
#include "harness/generator/value_text.h"

namespace hallmark::generator {

void Values::set(Index site, std::string_view value) {
  Index& slot = slot_of_site_[site];
  if (slot == no_index) {
    slot = static_cast<Index>(texts_.size());
    texts_.emplace_back();
  }
  texts_[slot] = value;
  escape_since(texts_[slot], 0);
}

Documents::Documents(const Blueprint& blueprint) : blueprint_(blueprint) {
  const Index body = blueprint.find(blueprint.nodes.front().name + "/Body");
  if (body != no_index) body_choice_ = blueprint.choice_below(body);
  if (body_choice_ == no_index) throw std::invalid_argument("the schema has no choice below Body");
  const Node& choice = blueprint.nodes[body_choice_];
  for (Index i = 0; i < choice.child_count; ++i) bodies_.push_back(blueprint.nodes[choice.first_child + i].name);
}

std::optional<std::uint32_t> Documents::body(std::string_view name) const {
  for (std::uint32_t i = 0; i < bodies_.size(); ++i) {
    if (bodies_[i] == name) return i;
  }
  return std::nullopt;
}

void Documents::write(const Recipe& recipe, std::string& out, Reach* reach) const {
  out.assign(R"(<?xml version="1.0" encoding="UTF-8"?>)");
  DocumentWalk(blueprint_, recipe, body_choice_, out, reach).write();
}

void Documents::write_node(Index node, const Recipe& recipe, std::string& out) const {
  DocumentWalk(blueprint_, recipe, body_choice_, out, nullptr).write_node(node);
}

std::vector<Choice> Documents::enumeration() const { return Reach(blueprint_).goals(); }

std::vector<Choice> Documents::enumeration(std::uint32_t body) const {
  auto all = enumeration();
  std::erase_if(all, [&](const Choice& choice) { return body_of(choice) != body; });
  return all;
}

std::optional<std::uint32_t> Documents::body_of(const Choice& choice) const {
  if (choice.aspect == Aspect::branch && choice.place == body_choice_) return choice.pick;
  Index node = node_of(blueprint_, choice);
  while (node != no_index && blueprint_.nodes[node].parent != body_choice_) node = blueprint_.nodes[node].parent;
  if (node == no_index) return std::nullopt;
  return node - blueprint_.nodes[body_choice_].first_child;
}

}  // namespace hallmark::generator
