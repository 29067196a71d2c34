#include "harness/generator/pattern.h"

#include <algorithm>

#include "harness/generator/pattern_reader.h"

namespace hallmark::generator {

/// How one match is made.
struct Pattern::Walk {
  enum class Aim : std::uint8_t { least, random, longest };
  Aim aim = Aim::least;
  Random* random = nullptr;
  std::uint64_t spare = 0;         ///< characters that may still be added to the least
  std::size_t branch = no_branch;  ///< an alternative that must be taken
  std::uint64_t bits = 0;          ///< chance drawn and not yet used up
  int bytes_left = 0;

  /// A number below a bound of at most 256, eight to a draw.
  std::uint32_t small(std::uint32_t bound) {
    if (aim == Aim::least) return 0;
    if (bytes_left == 0) {
      bits = random->next();
      bytes_left = 8;
    }
    const auto byte = static_cast<std::uint32_t>(bits & 0xFFU);
    bits >>= 8U;
    --bytes_left;
    return byte * bound >> 8U;
  }
};

Pattern::Pattern(std::string_view expression) {
  PatternReader(expression, *this).read();
  nodes_.shrink_to_fit();
}

void Pattern::append_least(std::string& out) const {
  Walk walk;
  append(out, root_, walk);
}

void Pattern::append_longest(std::string& out, std::uint64_t length, Random& random) const {
  Walk walk{Walk::Aim::longest, &random, length > least_length() ? length - least_length() : 0};
  append(out, root_, walk);
}

void Pattern::append_random(std::string& out, std::uint64_t length, Random& random) const {
  Walk walk{Walk::Aim::random, &random, length > least_length() ? length - least_length() : 0};
  append(out, root_, walk);
}

void Pattern::append_branch(std::string& out, std::size_t branch, Random& random) const {
  Walk walk;
  walk.random = &random;
  walk.branch = branch;
  append(out, root_, walk);
}

void Pattern::append(std::string& out, std::uint32_t index, Walk& walk) const {
  const Node& node = nodes_[index];
  switch (node.kind) {
    case Kind::set:
      return append_set(out, node, 1, walk);
    case Kind::sequence:
      for (std::uint32_t i = 0; i < node.count; ++i) append(out, children_[node.first + i], walk);
      return;
    case Kind::choice:
      return append(out, chosen(node, walk), walk);
    case Kind::repeat:
      return append_repeat(out, node, walk);
  }
}

void Pattern::append_set(std::string& out, const Node& node, std::uint64_t times, Walk& walk) const {
  const char* alphabet = alphabet_.data() + node.first;
  for (std::uint64_t i = 0; i < times; ++i) out.push_back(alphabet[walk.small(node.count)]);
}

void Pattern::append_repeat(std::string& out, const Node& node, Walk& walk) const {
  const auto below = children_[node.first];
  const std::uint64_t unit = nodes_[below].least;
  // A unit that may be nothing is repeated a few times at most: more would add no length that is sure.
  const std::uint64_t room = unit == 0 ? 3 : walk.spare / unit;
  const std::uint64_t more = std::min(node.max - node.min, room);
  std::uint64_t added = walk.aim == Walk::Aim::longest  ? more
                        : walk.aim == Walk::Aim::random ? walk.random->below(more + 1)
                                                        : 0;
  if (node.min + added == 0 && walk.branch != no_branch && leads_to(below, walk.branch)) added = 1;
  walk.spare -= std::min(walk.spare, added * unit);
  if (nodes_[below].kind == Kind::set) return append_set(out, nodes_[below], node.min + added, walk);
  for (std::uint64_t i = 0; i < node.min + added; ++i) append(out, below, walk);
}

std::uint32_t Pattern::chosen(const Node& node, Walk& walk) const {
  const std::uint32_t* alternatives = children_.data() + node.first;
  std::uint32_t pick = no_branch == walk.branch ? node.count : 0;
  if (walk.branch != no_branch) {
    const bool own = walk.branch >= node.branch && walk.branch < node.branch + node.count;
    if (own) return alternatives[walk.branch - node.branch];
    for (pick = 0; pick < node.count && !leads_to(alternatives[pick], walk.branch);) ++pick;
  }
  const auto least = [&](std::uint32_t i) { return nodes_[alternatives[i]].least; };
  if (pick == node.count && walk.aim == Walk::Aim::random) {
    const auto start = static_cast<std::uint32_t>(walk.random->below(node.count));
    for (pick = start; least(pick) - node.least > walk.spare;) pick = (pick + 1) % node.count;
  }
  if (pick == node.count) {
    pick = 0;
    for (std::uint32_t i = 1; i < node.count; ++i) {
      const bool fits = least(i) - node.least <= walk.spare;
      const bool longer = nodes_[alternatives[i]].greatest > nodes_[alternatives[pick]].greatest;
      const bool first_fits = least(pick) - node.least <= walk.spare;
      if (walk.aim == Walk::Aim::longest ? fits && (longer || !first_fits) : least(i) < least(pick)) pick = i;
    }
  }
  walk.spare -= std::min(walk.spare, least(pick) - node.least);
  return alternatives[pick];
}

bool Pattern::leads_to(std::uint32_t index, std::size_t branch) const {
  const Node& node = nodes_[index];
  if (node.kind == Kind::set) return false;
  if (node.kind == Kind::choice && branch >= node.branch && branch < node.branch + node.count) return true;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    if (leads_to(children_[node.first + i], branch)) return true;
  }
  return false;
}

}  // namespace hallmark::generator
