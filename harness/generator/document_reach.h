/// \file
/// What documents from anywhere reach of a schema: element paths, occurrence bounds, branches, boundaries, attributes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "harness/generator/decoded.h"
#include "harness/generator/schema_reach.h"

namespace hallmark::generator {

/// The things there are to reach, each with a number from 0: first the goals of a `Reach`, in its order, then the
/// element paths. Which alternative of a pattern a value took cannot be told from it: those goals are no things here.
class ReachGrid {
 public:
  /// Keeps a reference.
  explicit ReachGrid(const Blueprint& blueprint);

  const Blueprint& blueprint() const { return blueprint_; }
  const Reach& goals() const { return goals_; }
  std::size_t size() const { return goals_.goals().size() + paths_.size(); }
  /// Whether a number is a thing that can be told.
  bool can_be_told(std::size_t thing) const;
  /// The number of a goal; `size()` where it is none.
  std::size_t of_goal(Aspect aspect, Index place, std::uint32_t pick) const;
  /// The number of an element's path. Elements of several places may share one.
  std::size_t of_path(Index element) const { return goals_.goals().size() + path_of_node_[element]; }
  /// Element paths, "Request/Body/…"; the numbers of their things follow each other.
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  const Blueprint& blueprint_;
  Reach goals_;
  std::vector<std::string> paths_;
  std::vector<Index> path_of_node_;
};

/// Collects what documents reach. Not for several threads at once.
class DocumentReach {
 public:
  /// Keeps a reference.
  explicit DocumentReach(const ReachGrid& grid);

  /// Takes in a document. What cannot be decoded reaches nothing.
  void note(std::string_view xml);
  /// The numbers of all things reached since the last call, ascending.
  std::vector<std::uint32_t> take();

 private:
  void note(const Part& part, Index index);
  void note_children(const Node& node, Index index);
  void note_nothing(Index place);
  void note_value(Index site, std::string_view value);
  void mark(std::size_t thing);
  void mark(Aspect aspect, Index place, std::uint32_t pick) { mark(grid_.of_goal(aspect, place, pick)); }

  const ReachGrid& grid_;
  Decoded decoded_;
  std::vector<std::uint32_t> counts_;  ///< of a part's children, by their place among them
  std::vector<std::uint8_t> marked_;
  std::vector<std::uint32_t> things_;
};

}  // namespace hallmark::generator
