#include "harness/generator/schema_reach.h"

#include <algorithm>

namespace hallmark::generator {

namespace {

constexpr std::uint32_t growth_without_end = 4;

std::size_t row_of(Aspect aspect) { return static_cast<std::size_t>(aspect); }

}  // namespace

std::vector<std::uint32_t> occurrence_goals(const Node& node) {
  const std::uint32_t most = node.max == schema::unbounded ? node.min + growth_without_end : node.max;
  std::vector<std::uint32_t> goals = {node.min};
  for (const auto next : {node.min + 1, most > 0 ? most - 1 : 0, most}) {
    if (next > goals.back() && next <= most) goals.push_back(next);
  }
  return goals;
}

Index node_of(const Blueprint& blueprint, const Choice& choice) {
  switch (choice.aspect) {
    case Aspect::boundary:
      return blueprint.sites[choice.place].node;
    case Aspect::presence:
      return blueprint.attributes[choice.place].node;
    default:
      return choice.place;
  }
}

std::string text(const Choice& choice, const Blueprint& blueprint) {
  const auto number = std::to_string(choice.pick);
  switch (choice.aspect) {
    case Aspect::occurrence: {
      const bool element = blueprint.nodes[choice.place].kind == Node::Kind::element;
      return blueprint.path(choice.place) + (element ? ": " : ": a group ") + number + " times";
    }
    case Aspect::branch:
      return blueprint.path(choice.place) + ": branch " + number;
    case Aspect::boundary: {
      const auto& values = blueprint.values[blueprint.sites[choice.place].values];
      return blueprint.site_path(choice.place) + ": " + values.boundaries()[choice.pick].name;
    }
    case Aspect::presence:
      return "attribute " + blueprint.attributes[choice.place].name + (choice.pick == 0 ? ": absent" : ": present");
  }
  return {};
}

Reach::Reach(const Blueprint& blueprint) {
  for (Index node = 0; node < blueprint.nodes.size(); ++node) {
    first_[row_of(Aspect::occurrence)].push_back(goals_.size());
    for (const auto times : occurrence_goals(blueprint.nodes[node])) add(Aspect::occurrence, node, times);
  }
  for (Index node = 0; node < blueprint.nodes.size(); ++node) {
    first_[row_of(Aspect::branch)].push_back(goals_.size());
    if (blueprint.nodes[node].kind != Node::Kind::choice) continue;
    for (std::uint32_t i = 0; i < blueprint.nodes[node].child_count; ++i) add(Aspect::branch, node, i);
  }
  for (Index site = 0; site < blueprint.sites.size(); ++site) {
    first_[row_of(Aspect::boundary)].push_back(goals_.size());
    const auto count = blueprint.values[blueprint.sites[site].values].boundaries().size();
    for (std::uint32_t i = 0; i < count; ++i) add(Aspect::boundary, site, i);
  }
  for (Index attribute = 0; attribute < blueprint.attributes.size(); ++attribute) {
    first_[row_of(Aspect::presence)].push_back(goals_.size());
    if (!blueprint.attributes[attribute].required) add(Aspect::presence, attribute, 0);
    add(Aspect::presence, attribute, 1);
  }
  reached_.resize(goals_.size());
}

void Reach::add(Aspect aspect, Index place, std::uint32_t pick) { goals_.push_back({aspect, place, pick}); }

std::size_t Reach::index_of(Aspect aspect, Index place, std::uint32_t pick) const {
  for (auto i = first_[row_of(aspect)][place]; i < goals_.size(); ++i) {
    if (goals_[i].aspect != aspect || goals_[i].place != place) break;
    if (goals_[i].pick == pick) return i;
  }
  return goals_.size();
}

void Reach::note(Aspect aspect, Index place, std::uint32_t pick) {
  const auto index = index_of(aspect, place, pick);
  if (index < goals_.size()) reached_[index] = 1;
}

bool Reach::reached(const Choice& choice) const {
  const auto index = index_of(choice.aspect, choice.place, choice.pick);
  return index < goals_.size() && reached_[index] != 0;
}

std::size_t Reach::reached_count() const {
  return static_cast<std::size_t>(std::count(reached_.begin(), reached_.end(), 1));
}

std::vector<Choice> Reach::missing() const {
  std::vector<Choice> left;
  for (std::size_t i = 0; i < goals_.size(); ++i) {
    if (reached_[i] == 0) left.push_back(goals_[i]);
  }
  return left;
}

}  // namespace hallmark::generator
