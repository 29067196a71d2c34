/// \file
/// What documents have to reach, and what they have: every occurrence bound, branch, facet boundary and attribute.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/generator/blueprint.h"

namespace hallmark::generator {

/// What a choice is about.
enum class Aspect : std::uint8_t {
  occurrence,  ///< how often a node stands there
  branch,      ///< which child of a choice
  boundary,    ///< which boundary of a value
  presence     ///< whether an optional attribute is there
};

/// One particle or facet steered: the goal that one document is made for.
struct Choice {
  Aspect aspect = Aspect::occurrence;
  Index place = 0;         ///< a node; for a boundary a site; for presence an attribute
  std::uint32_t pick = 0;  ///< how many; which child; which boundary; 0 or 1
  bool operator==(const Choice&) const = default;
};

/// The node at which a choice shows.
Index node_of(const Blueprint& blueprint, const Choice& choice);

/// "Request/Body/…/Season: 4 times" and the like, for people.
std::string text(const Choice& choice, const Blueprint& blueprint);

/// How often a node should be seen: none, least and most, and one beside each. Of one without end, up to four more.
std::vector<std::uint32_t> occurrence_goals(const Node& node);

/// The grid of all goals of a blueprint, and which of them were reached.
class Reach {
 public:
  explicit Reach(const Blueprint& blueprint);

  /// Marks what a document did; what is no goal is nothing.
  void note(Aspect aspect, Index place, std::uint32_t pick);
  void note(const Choice& choice) { note(choice.aspect, choice.place, choice.pick); }
  bool reached(const Choice& choice) const;
  /// Where a goal stands in `goals()`; their number where it is none.
  std::size_t index_of(Aspect aspect, Index place, std::uint32_t pick) const;

  const std::vector<Choice>& goals() const { return goals_; }
  std::size_t reached_count() const;
  std::vector<Choice> missing() const;

 private:
  void add(Aspect aspect, Index place, std::uint32_t pick);

  std::vector<Choice> goals_;  ///< those of a place lie together, and places in order
  std::vector<std::size_t> first_[4];
  std::vector<std::uint8_t> reached_;
};

}  // namespace hallmark::generator
