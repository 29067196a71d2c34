/// \file
/// One walk over a blueprint that writes one document. For document.cpp alone.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "harness/generator/document.h"

namespace hallmark::generator {

/// The nodes from the root to one node, by depth.
class Way {
 public:
  Way() = default;
  Way(const Blueprint& blueprint, Index to);
  bool holds(Index place, const Node& node) const { return node.depth < length_ && nodes_[node.depth] == place; }
  /// The node on the way below one that is on it; `no_index` at its end.
  Index after(const Node& node) const {
    return node.depth + std::size_t{1} < length_ ? nodes_[node.depth + std::size_t{1}] : no_index;
  }

 private:
  std::array<Index, 256> nodes_;
  std::size_t length_ = 0;
};

/// Holds what changes while a document is written; the rest is the blueprint's.
class DocumentWalk {
 public:
  DocumentWalk(const Blueprint& blueprint, const Recipe& recipe, Index body_choice, std::string& out, Reach* reach);

  /// Writes the root element and all in it.
  void write() { write_times(0); }
  /// Writes one node, at least once.
  void write_node(Index place);

 private:
  void write_times(Index place);
  void write_once(Index place);
  void write_element(Index place);
  void write_attribute(Index place);
  void write_value(Index site);
  std::uint32_t times(Index place, const Node& node);
  std::uint32_t usual_times(const Node& node);
  std::uint32_t branch(Index place, const Node& node);
  std::uint32_t usual_branch(const Node& node);
  bool is_goal(Aspect aspect, Index place) const {
    return recipe_.choice && recipe_.choice->place == place && recipe_.choice->aspect == aspect;
  }
  void note(Aspect aspect, Index place, std::uint32_t pick) {
    if (reach_ != nullptr) reach_->note(aspect, place, pick);
  }

  const Blueprint& blueprint_;
  const Recipe& recipe_;
  std::string& out_;
  Reach* reach_;
  Random random_;
  Way to_body_;
  Way to_goal_;
};

}  // namespace hallmark::generator
