/// \file
/// What a departure in structure has to know of one part of a decoded document. For structure_deviations.cpp and
/// name_deviations.cpp alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/generator/deviator.h"

namespace hallmark::generator {

/// One part with its surroundings. A passing view of a Place.
class PartView {
 public:
  explicit PartView(const Place& place) : PartView(place, place.part) {}
  PartView(const Place& place, Index index)
      : place_(place),
        index_(index),
        part_(place.decoded.parts[index]),
        node_(place.deviator.blueprint().nodes[part_.node]) {}

  const Part& part() const { return part_; }
  const Node& node() const { return node_; }
  const Place& place() const { return place_; }
  Index index() const { return index_; }
  bool is_root() const { return index_ == 0; }
  bool is_element() const { return node_.kind == Node::Kind::element; }
  bool holds_elements() const { return is_element() && node_.content == schema::Content::elements; }
  /// Whether nothing else can take its name or place (`Deviator::is_fixed`).
  bool is_fixed() const { return !is_root() && place_.deviator.is_fixed(part_.node); }

  PartView parent() const { return {place_, part_.parent}; }  ///< of a part that is not the root
  PartView element_above() const;                             ///< the element around it
  bool has_child() const { return part_.after > index_ + 1; }

  /// Whether it is the first of the occurrences of its node that lie together, how many they are, and the last.
  bool is_first() const;
  std::uint32_t count() const;
  PartView occurrence(std::uint32_t number) const;

  /// Whether the schema would miss it, were all occurrences of its node taken away.
  bool is_needed() const;

  /// The element at which it shows that something is missing behind or in place of it: the next one, else that around.
  std::string_view told_without() const;
  /// The first element in it, itself included.
  std::string_view first_name() const;

  std::string_view raw_name() const;  ///< of an element, as written: "sr:Body"
  std::string_view prefix() const;    ///< "sr:"; empty: none
  /// Makes `out` put text right behind the element's name.
  void insert_in_tag(std::string_view text, Edit& out) const;
  /// Makes `out` put text where the element's content begins.
  void insert_inside(std::string_view text, Edit& out) const;
  /// Makes `out` give the element another start (name and declarations) and another name in its end tag.
  void rename(std::string_view start, std::string_view end, Edit& out) const;

 private:
  const Place& place_;
  Index index_;
  const Part& part_;
  const Node& node_;
};

}  // namespace hallmark::generator
