/// \file
/// One DUIS schema version as flat arrays: elements, particles, groups, types, facets. Read at run time; nothing about
/// any version is compiled in. Documents are generated from it; they are validated by engines that never see it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::schema {

/// A place in one of the model's arrays.
using Index = std::uint32_t;
inline constexpr Index no_index = 0xFFFFFFFFU;        ///< there is none
inline constexpr std::uint32_t unbounded = no_index;  ///< as a Particle's `max`

/// What a particle stands for.
enum class Term : std::uint8_t { element, group, wildcard };
/// How the particles of a group follow each other.
enum class Compositor : std::uint8_t { sequence, choice, all };
/// What may stand inside an element of a complex type.
enum class Content : std::uint8_t { empty, simple, elements, mixed };
/// The primitive type of the schema language at the bottom of a simple type; `other`: one that no DUIS request uses.
enum class Primitive : std::uint8_t { string, boolean, decimal, date_time, date, time, hex, base64, uri, other };
/// What happens to white space before a value is read.
enum class Whitespace : std::uint8_t { preserve, replace, collapse };

/// A term and how often it may occur.
struct Particle {
  std::uint32_t min = 1;
  std::uint32_t max = 1;  ///< or `unbounded`
  Term term = Term::element;
  Index index = no_index;  ///< in `elements` or `groups`; `no_index` for a wildcard
};

/// A model group; its particles lie together in `particles`.
struct Group {
  Compositor compositor = Compositor::sequence;
  Index first = 0;
  std::uint32_t count = 0;
};

/// An element declaration; exactly one of `complex_type` and `simple_type` is an index.
struct Element {
  std::string name;
  std::string name_space;
  Index complex_type = no_index;
  Index simple_type = no_index;
  bool nillable = false;
  bool abstract = false;
};

/// An attribute that a complex type has.
struct AttributeUse {
  std::string name;
  std::string name_space;  ///< empty: unqualified
  Index simple_type = no_index;
  bool required = false;
  std::optional<std::string> fixed;
};

/// A complex type; its attribute uses lie together in `attributes`.
struct ComplexType {
  std::string name;  ///< empty: anonymous
  Content content = Content::empty;
  Particle particle;             ///< where content is elements or mixed
  Index simple_type = no_index;  ///< where content is simple
  Index first_attribute = 0;
  std::uint32_t attribute_count = 0;
  bool abstract = false;
};

/// The facets in force, those of every base included. Bounds are as the schema writes them.
struct Facets {
  std::optional<std::uint64_t> length, min_length, max_length;  ///< characters, or octets of hex and base64
  std::optional<std::uint64_t> total_digits, fraction_digits;
  std::optional<std::string> min_inclusive, max_inclusive, min_exclusive, max_exclusive;
  std::vector<std::string> enumeration;  ///< empty: any value
  std::vector<std::string> patterns;     ///< one a derivation step, the most derived first; a value matches all
};

/// A simple type.
struct SimpleType {
  std::string name;     ///< empty: anonymous
  std::string builtin;  ///< the type of the schema language that it restricts, "unsignedShort"
  Primitive primitive = Primitive::other;
  Whitespace whitespace = Whitespace::preserve;
  bool atomic = true;  ///< false: a list or a union
  Facets facets;
};

/// The whole schema; a value. What is reachable from the global elements of the main namespace, each once.
struct SchemaModel {
  std::string version;     ///< "5.1", from the file's name; else "unknown"
  std::string name_space;  ///< of the main file
  std::vector<Index> roots;
  std::vector<Element> elements;
  std::vector<Particle> particles;
  std::vector<Group> groups;
  std::vector<ComplexType> complex_types;
  std::vector<AttributeUse> attributes;
  std::vector<SimpleType> simple_types;

  /// Reads the schema of a folder offline; nothing outside the folder is opened. Throws SchemaError where it is
  /// missing, broken, recursive, larger than a DUIS schema could be, or not DUIS.
  static SchemaModel load(const std::filesystem::path& folder);

  /// The global element of a name, or null.
  const Element* root(std::string_view name) const;
  /// Memory that the model holds, in bytes.
  std::size_t bytes() const;
};

}  // namespace hallmark::schema
