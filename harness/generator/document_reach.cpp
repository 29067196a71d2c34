#include "harness/generator/document_reach.h"

#include <algorithm>
#include <map>
#include <utility>

#include "harness/generator/value_text.h"
#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

/// As facets count: octets of hex and base64, else characters.
std::uint64_t length_of(std::string_view value, schema::Primitive primitive) {
  if (primitive == schema::Primitive::hex) return value.size() / 2;
  if (primitive == schema::Primitive::base64) {
    const auto bytes = scenario::from_base64(value);
    return bytes ? bytes->size() : 0;
  }
  return static_cast<std::uint64_t>(
      std::ranges::count_if(value, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

ReachGrid::ReachGrid(const Blueprint& blueprint)
    : blueprint_(blueprint), goals_(blueprint), path_of_node_(blueprint.nodes.size(), no_index) {
  std::map<std::string, Index> known;
  for (Index node = 0; node < blueprint.nodes.size(); ++node) {
    if (blueprint.nodes[node].kind != Node::Kind::element) continue;
    const auto [at, fresh] = known.try_emplace(blueprint.path(node), static_cast<Index>(paths_.size()));
    if (fresh) paths_.push_back(at->first);
    path_of_node_[node] = at->second;
  }
}

bool ReachGrid::can_be_told(std::size_t thing) const {
  if (thing >= goals_.goals().size()) return thing < size();
  const auto& goal = goals_.goals()[thing];
  if (goal.aspect != Aspect::boundary) return true;
  return !blueprint_.values[blueprint_.sites[goal.place].values].boundaries()[goal.pick].branch;
}

std::size_t ReachGrid::of_goal(Aspect aspect, Index place, std::uint32_t pick) const {
  const auto index = goals_.index_of(aspect, place, pick);
  return index == goals_.goals().size() ? size() : index;
}

DocumentReach::DocumentReach(const ReachGrid& grid) : grid_(grid), marked_(grid.size()) {}

void DocumentReach::mark(std::size_t thing) {
  if (thing >= marked_.size() || marked_[thing] != 0) return;
  marked_[thing] = 1;
  things_.push_back(static_cast<std::uint32_t>(thing));
}

void DocumentReach::note(std::string_view xml) {
  if (decode(xml, grid_.blueprint(), decoded_)) return;
  mark(Aspect::occurrence, 0, 1);
  for (Index index = 0; index < decoded_.parts.size(); ++index) note(decoded_.parts[index], index);
}

void DocumentReach::note(const Part& part, Index index) {
  const Node& node = grid_.blueprint().nodes[part.node];
  if (node.kind == Node::Kind::element) {
    mark(grid_.of_path(part.node));
    if (node.site != no_index) note_value(node.site, part.value.of(decoded_.values));
    for (Index i = 0; i < node.attribute_count; ++i) {
      const Index place = node.first_attribute + i;
      const auto since = decoded_.attributes.begin() + part.first_attribute;
      const auto until = since + part.attribute_count;
      const auto found = std::find_if(since, until, [&](const auto& one) { return one.place == place; });
      mark(Aspect::presence, place, found == until ? 0 : 1);
      const Index site = grid_.blueprint().attributes[place].site;
      if (found != until && site != no_index) note_value(site, found->value.of(decoded_.values));
    }
  }
  note_children(node, index);
}

/// How often each child stands in one part. In a choice only what was chosen counts.
void DocumentReach::note_children(const Node& node, Index index) {
  if (node.child_count == 0) return;
  counts_.assign(node.child_count, 0);
  for (Index child = index + 1; child < decoded_.parts[index].after; child = decoded_.parts[child].after)
    ++counts_[decoded_.parts[child].node - node.first_child];
  for (std::uint32_t i = 0; i < node.child_count; ++i) {
    const Index place = node.first_child + i;
    if (node.kind == Node::Kind::choice) {
      if (counts_[i] == 0) continue;
      mark(grid_.of_goal(Aspect::branch, decoded_.parts[index].node, i));
    }
    if (counts_[i] == 0) {
      note_nothing(place);
    } else {
      mark(Aspect::occurrence, place, counts_[i]);
    }
  }
}

/// A node that is not there. A group that has to be is there, and holds nothing: of a choice any branch that can.
void DocumentReach::note_nothing(Index place) {
  const Node& node = grid_.blueprint().nodes[place];
  mark(Aspect::occurrence, place, node.min);
  if (node.min == 0) return;
  for (std::uint32_t i = 0; i < node.child_count; ++i) {
    if (grid_.blueprint().may_be_nothing(node.first_child + i)) note_nothing(node.first_child + i);
  }
}

void DocumentReach::note_value(Index site, std::string_view value) {
  const auto& values = grid_.blueprint().values[grid_.blueprint().sites[site].values];
  const auto& boundaries = values.boundaries();
  std::string written(value);
  escape_since(written, 0);
  for (std::uint32_t i = 0; i < boundaries.size(); ++i) {
    const auto& boundary = boundaries[i];
    if (boundary.branch) continue;
    const bool met =
        boundary.length ? length_of(value, values.type().primitive) == *boundary.length : written == boundary.text;
    if (met) mark(Aspect::boundary, site, i);
  }
}

std::vector<std::uint32_t> DocumentReach::take() {
  std::ranges::sort(things_);
  for (const auto thing : things_) marked_[thing] = 0;
  return std::exchange(things_, {});
}

}  // namespace hallmark::generator
