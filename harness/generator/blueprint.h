/// \file
/// What a root element of a schema may hold, as one tree of nodes: every element at every place where it may stand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/value_space.h"
#include "harness/schema/model.h"

namespace hallmark::generator {

using schema::Index;
using schema::no_index;

/// An element or a model group at one place. Children lie together.
struct Node {
  enum class Kind : std::uint8_t { element, sequence, choice };
  Kind kind = Kind::element;
  std::uint16_t depth = 0;  ///< steps from the root
  std::uint32_t min = 1;
  std::uint32_t max = 1;  ///< or schema::unbounded
  Index parent = no_index;
  Index first_child = 0;
  std::uint32_t child_count = 0;
  Index site = no_index;                              ///< of its text, where it holds a value
  schema::Content content = schema::Content::simple;  ///< of an element
  bool nillable = false;                              ///< of an element
  Index first_attribute = 0;
  std::uint32_t attribute_count = 0;
  std::uint32_t weight = 1;  ///< elements at and below it
  std::string name;          ///< of an element, without prefix
  std::string open;          ///< "<sr:Name", of an element
  std::string close;         ///< "</sr:Name>"
};

/// An attribute of an element at one place.
struct AttributePlace {
  Index node = 0;  ///< the element that has it
  std::string name;
  std::string open;  ///< " name=\""
  bool required = true;
  Index site = no_index;  ///< or no_index where it is fixed
  std::string fixed;
};

/// A place where a value stands: the text of an element or an attribute.
struct Site {
  Index node = 0;
  Index attribute = no_index;
  Index values = 0;  ///< in `values`
};

/// The tree of one root element. A value, made once from a model; immutable in use.
struct Blueprint {
  /// `without` names optional elements that are left out with all below them. Throws std::invalid_argument where the
  /// schema has no such root, demands a wildcard or a value that cannot be made, or unfolds beyond 200,000 nodes.
  Blueprint(const schema::SchemaModel& model, std::string_view root, const std::vector<std::string>& without);

  std::vector<Node> nodes;  ///< the root first
  std::vector<AttributePlace> attributes;
  std::vector<Site> sites;
  std::vector<ValueSpace> values;
  std::string version;     ///< of the schema
  std::string name_space;  ///< of the root

  /// "Request/Body/ReadInventory/DeviceID", groups left out.
  std::string path(Index node) const;
  /// The same with "/@name" for an attribute.
  std::string site_path(Index site) const;
  /// The element at a path below the root, or `no_index`. Of several that share a path, the first.
  Index find(std::string_view path) const;
  /// Whether a node's minimum can be kept with nothing at all.
  bool may_be_nothing(Index node) const;
  /// The choice below an element, where its content is one; else `no_index`.
  Index choice_below(Index element) const;
};

/// The blueprint of a Request without its optional signature, which another step adds.
Blueprint request_blueprint(const schema::SchemaModel& model);

}  // namespace hallmark::generator
