/// \file
/// The values of one simple type of the schema: the least, the boundaries of its facets by name, and random ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/generator/number_line.h"
#include "harness/generator/pattern.h"
#include "harness/generator/random.h"
#include "harness/scenario/instant.h"
#include "harness/schema/model.h"

namespace hallmark::generator {

/// A value that stands at the edge of a facet, or is one of few.
struct Boundary {
  std::string name;                          ///< "min", "max-1", "enumeration 3", "length max", "branch 2", …
  std::string text;                          ///< what is written, where it is always the same
  std::optional<std::uint64_t> length = {};  ///< characters or octets to fill
  std::optional<std::size_t> branch = {};    ///< an alternative of the pattern
};

/// Made once from a type; writes values as they stand in XML, escaped. Immutable.
class ValueSpace {
 public:
  /// Throws std::invalid_argument where the type is one that no value can be made of.
  explicit ValueSpace(const schema::SimpleType& type);

  /// The type that it was made from.
  const schema::SimpleType& type() const { return type_; }
  /// Where the values are those of a pattern; else null.
  const Pattern* pattern() const { return pattern_ ? &*pattern_ : nullptr; }
  /// Where the values are numbers; else null.
  const NumberLine* line() const { return line_ ? &*line_ : nullptr; }

  /// The boundaries; never empty.
  const std::vector<Boundary>& boundaries() const { return boundaries_; }
  /// Whether a boundary is so long that random documents pass it by: more than a thousand characters.
  bool is_long(std::size_t boundary) const;

  /// Characters or octets of the longest value; where the type has no end, what is tried as long. 0: not a text.
  std::uint64_t longest() const { return longest_; }

  /// Appends the shortest or lowest value; the same every time but for times, which are the given one.
  void append_least(std::string& out, scenario::Instant now) const;
  /// Appends a value at that boundary.
  void append_boundary(std::string& out, std::size_t boundary, Random& random) const;
  /// Appends a text as long as the type and `length` allow.
  void append_longest(std::string& out, std::uint64_t length, Random& random) const;
  /// Appends a random value, times within 30 days of the given one. The boundary it was drawn from, if any.
  std::optional<std::size_t> append_random(std::string& out, Random& random, scenario::Instant now) const;

 private:
  enum class Shape : std::uint8_t {
    enumeration,
    pattern,
    text,
    number,
    boolean,
    date_time,
    date,
    time,
    hex,
    base64,
    uri
  };

  void make();
  void make_lengths();
  void make_numbers(const NumberLine& line);
  void make_patterns();
  void add(std::string name, std::string text);
  void add_length(std::string name, std::uint64_t length);
  void fill(std::string& out, std::uint64_t length, Random& random) const;
  void fill_pattern(std::string& out, std::uint64_t length, Random& random) const;
  void append_inside(std::string& out, Random& random, scenario::Instant now) const;
  std::uint64_t some_length(Random& random) const;

  schema::SimpleType type_;
  Shape shape_ = Shape::text;
  std::uint64_t shortest_ = 0;
  std::uint64_t longest_ = 0;
  bool has_longest_ = false;
  std::optional<Pattern> pattern_;
  std::optional<NumberLine> line_;
  std::vector<Boundary> boundaries_;
};

}  // namespace hallmark::generator
