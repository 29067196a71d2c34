// Numbers that are none, or that stand just outside the bounds of their type.
#include <algorithm>
#include <array>

#include "harness/generator/deviator.h"

namespace hallmark::generator {

namespace {

constexpr std::uint64_t longest_number = 23;  ///< digits, that both engines read

Steps power_of_ten(std::uint64_t exponent) {
  Steps power = 1;
  for (std::uint64_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// The facets that bound a number, as bits.
enum Bound : unsigned { min_inclusive = 1, max_inclusive = 2, min_exclusive = 4, max_exclusive = 8, total_digits = 16 };

/// Digits of a number, without the zeros behind its fraction.
std::uint64_t digits_of(const NumberLine& line, Steps steps) {
  Steps rest = steps < 0 ? -steps : steps;
  for (int i = 0; i < line.digits && rest % 10 == 0 && rest > 0; ++i) rest /= 10;
  std::uint64_t count = 1;
  for (rest /= 10; rest > 0; rest /= 10) ++count;
  return count;
}

unsigned broken(const ValueSpace& values, Steps steps) {
  const auto& facets = values.type().facets;
  const auto& line = *values.line();
  unsigned found = 0;
  if (facets.min_inclusive && steps < line.steps(*facets.min_inclusive)) found |= min_inclusive;
  if (facets.max_inclusive && steps > line.steps(*facets.max_inclusive)) found |= max_inclusive;
  if (facets.min_exclusive && steps <= line.steps(*facets.min_exclusive)) found |= min_exclusive;
  if (facets.max_exclusive && steps >= line.steps(*facets.max_exclusive)) found |= max_exclusive;
  if (facets.total_digits && digits_of(line, steps) > *facets.total_digits) found |= total_digits;
  return found;
}

/// Writes a number where it breaks one bound and no other.
bool write_outside(const ValueSpace& values, Bound bound, Steps steps, std::string& literal) {
  if (broken(values, steps) != bound) return false;
  values.line()->append(literal, steps);
  return true;
}

bool below_min_inclusive(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (values.line() == nullptr || !values.type().facets.min_inclusive) return false;
  const auto bound = values.line()->steps(*values.type().facets.min_inclusive);
  return write_outside(values, min_inclusive, bound - 1, literal);
}

bool above_max_inclusive(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (values.line() == nullptr || !values.type().facets.max_inclusive) return false;
  const auto bound = values.line()->steps(*values.type().facets.max_inclusive);
  return write_outside(values, max_inclusive, bound + 1, literal);
}

bool at_min_exclusive(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (values.line() == nullptr || !values.type().facets.min_exclusive) return false;
  const auto bound = values.line()->steps(*values.type().facets.min_exclusive);
  return write_outside(values, min_exclusive, bound, literal);
}

bool at_max_exclusive(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (values.line() == nullptr || !values.type().facets.max_exclusive) return false;
  const auto bound = values.line()->steps(*values.type().facets.max_exclusive);
  return write_outside(values, max_exclusive, bound, literal);
}

bool one_digit_too_many(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (values.line() == nullptr || !values.type().facets.total_digits) return false;
  if (*values.type().facets.total_digits > longest_number) return false;
  const Steps most = values.line()->one() * power_of_ten(*values.type().facets.total_digits);
  return write_outside(values, total_digits, most, literal) || write_outside(values, total_digits, -most, literal);
}

/// A number that stays within its bounds when one digit is written behind it.
bool write_inside(const ValueSpace& values, Random& random, std::string& literal) {
  const NumberLine& line = *values.line();
  if (line.low == line.high) return false;
  Steps steps = std::min(line.random(random), line.high - 1);
  if (steps < 0) ++steps;
  const auto& total = values.type().facets.total_digits;
  if (total && *total <= longest_number) steps %= power_of_ten(*total - 1);
  if (steps < line.low || steps >= line.high) return false;
  line.append(literal, steps);
  return true;
}

bool one_fraction_digit_too_many(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto& digits = values.type().facets.fraction_digits;
  const auto* line = values.line();
  if (line == nullptr || !digits || *digits == 0 || line->digits != static_cast<int>(*digits)) return false;
  if (!write_inside(values, random, literal)) return false;
  literal += static_cast<char>('1' + random.below(9));
  return true;
}

bool is_number(const ValueSpace& values) { return values.type().primitive == schema::Primitive::decimal; }

bool fraction_in_integer(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  if (!is_number(values) || values.type().builtin == "decimal") return false;
  if (values.line() == nullptr || !write_inside(values, random, literal)) return false;
  literal += ".5";
  return true;
}

template <std::size_t count>
bool one_of(const std::array<std::string_view, count>& literals, Random& random, std::string& literal) {
  literal = literals[random.below(count)];
  return true;
}

bool not_a_number(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 6> literals = {"twelve", "NaN", "INF", "0x1F", "--1", "1 2"};
  return is_number(values) && one_of(literals, random, literal);
}

bool number_with_exponent(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  literal = "1e0";
  return is_number(values);
}

bool number_with_comma(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 2> literals = {"1,5", "1,000"};
  return is_number(values) && one_of(literals, random, literal);
}

bool in_white_space(const ValueSpace& values, std::string_view present, Random& random, std::string& literal) {
  if (values.line() == nullptr) return false;
  literal = present;
  literal.insert(random.below(2) == 0 ? 0 : literal.size(), " ");
  return true;
}

bool signed_number(const ValueSpace& values, std::string_view present, Random&, std::string& literal) {
  if (values.line() == nullptr || present.empty() || present.front() < '0' || present.front() > '9') return false;
  literal = '+';
  literal += present;
  return true;
}

bool of_25_digits(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  const auto* line = values.line();
  if (line == nullptr || line->bounded_above || values.type().facets.enumeration.size() > 0) return false;
  literal = "1234567890123456789012345";
  return true;
}

}  // namespace

std::vector<SchemaFamily> number_families() {
  using enum Fate;
  return {
      {"below_min_inclusive", "cvc-minInclusive-valid", "A number one step below the least.", refused,
       below_min_inclusive},
      {"above_max_inclusive", "cvc-maxInclusive-valid", "A number one step above the greatest.", refused,
       above_max_inclusive},
      {"at_min_exclusive", "cvc-minExclusive-valid", "The number that all have to be above.", refused,
       at_min_exclusive},
      {"at_max_exclusive", "cvc-maxExclusive-valid", "The number that all have to be below.", refused,
       at_max_exclusive},
      {"one_digit_too_many", "cvc-totalDigits-valid", "A number with one digit more than allowed.", refused,
       one_digit_too_many},
      {"one_fraction_digit_too_many", "cvc-fractionDigits-valid", "A number with one digit too many after the point.",
       refused, one_fraction_digit_too_many},
      {"fraction_in_integer", "cvc-datatype-valid.1.2.1", "A number with a fraction where an integer is wanted.",
       refused, fraction_in_integer},
      {"not_a_number", "cvc-datatype-valid.1.2.1", "Something else where a number is wanted.", refused, not_a_number},
      {"number_with_exponent", "cvc-datatype-valid.1.2.1", "A number written with an exponent.", refused,
       number_with_exponent},
      {"number_with_comma", "cvc-datatype-valid.1.2.1", "A number written with a comma.", refused, number_with_comma},
      {"number_in_white_space", "cvc-datatype-valid.1.2.1", "White space beside a number, where engines differ.", open,
       in_white_space},
      {"signed_number", "cvc-datatype-valid.1.2.1", "A plus sign before an unsigned number, where engines differ.",
       open, signed_number},
      {"number_of_25_digits", "cvc-datatype-valid.1.2.1", "A number longer than one engine reads.", open, of_25_digits},
  };
}

}  // namespace hallmark::generator
