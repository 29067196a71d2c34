/// \file
/// The numbers that a numeric type of the schema allows: whole steps of one size between two bounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/generator/random.h"
#include "harness/schema/model.h"

namespace hallmark::generator {

/// Wide enough for an unsignedLong with fraction digits, and beyond both engines' integers.
__extension__ using Steps = __int128;

/// The values from `low` to `high` in steps of 10^-digits. Bounds that the type does not set are 18 digits away.
struct NumberLine {
  Steps low = 0;
  Steps high = 0;
  int digits = 0;  ///< after the point
  bool bounded_below = false;
  bool bounded_above = false;

  /// Throws std::invalid_argument where the facets leave no number or one is too long to be read.
  explicit NumberLine(const schema::SimpleType& type);

  /// A number of the line, every one possible; of a very long line, of its first 2^62 steps.
  Steps random(Random& random) const;
  /// Writes a number with all its fraction digits.
  void append(std::string& out, Steps steps) const;
  /// A number of the schema in steps, its digits beyond the smallest step left off. Throws std::invalid_argument.
  Steps steps(std::string_view text) const;
  /// How many steps make 1.
  Steps one() const;
};

}  // namespace hallmark::generator
