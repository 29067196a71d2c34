#include "harness/generator/number_line.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace hallmark::generator {

namespace {

constexpr int digits_max = 9;  ///< after the point
constexpr std::uint64_t far = 1'000'000'000'000'000'000U;

Steps power_of_ten(std::uint64_t exponent) {
  Steps power = 1;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(exponent, 36); ++i) power *= 10;
  return power;
}

int fraction_digits(const std::optional<std::string>& bound) {
  if (!bound) return 0;
  const auto point = bound->find('.');
  return point == std::string::npos ? 0 : static_cast<int>(bound->size() - point - 1);
}

/// Digits after the point: what the type allows, or one more than its bounds show, so that there is a just-inside.
int digits_of(const schema::Facets& facets) {
  if (facets.fraction_digits) return static_cast<int>(std::min<std::uint64_t>(*facets.fraction_digits, digits_max));
  int most = 0;
  for (const auto* bound :
       {&facets.min_inclusive, &facets.max_inclusive, &facets.min_exclusive, &facets.max_exclusive}) {
    most = std::max(most, fraction_digits(*bound));
  }
  return std::min(most + 1, digits_max);
}

Steps steps_of(std::string_view text, int digits) {
  Steps value = 0;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int after = -1;
  for (const char c : text) {
    if (c == '.' && after < 0) {
      after = 0;
      continue;
    }
    if (c < '0' || c > '9' || text.size() > 30) throw std::invalid_argument("'" + std::string(text) + "' is no number");
    if (after >= digits) continue;
    value = value * 10 + (c - '0');
    if (after >= 0) ++after;
  }
  value *= power_of_ten(static_cast<std::uint64_t>(digits - std::max(after, 0)));
  return negative ? -value : value;
}

}  // namespace

Steps NumberLine::steps(std::string_view text) const { return steps_of(text, digits); }

Steps NumberLine::one() const { return power_of_ten(static_cast<std::uint64_t>(digits)); }

NumberLine::NumberLine(const schema::SimpleType& type) {
  const auto& facets = type.facets;
  digits = digits_of(facets);
  low = -static_cast<Steps>(far);
  high = static_cast<Steps>(far);
  const auto raise = [this](Steps bound) {
    low = bounded_below ? std::max(low, bound) : bound;
    bounded_below = true;
  };
  const auto lower = [this](Steps bound) {
    high = bounded_above ? std::min(high, bound) : bound;
    bounded_above = true;
  };
  if (facets.min_inclusive) raise(steps_of(*facets.min_inclusive, digits));
  if (facets.min_exclusive) raise(steps_of(*facets.min_exclusive, digits) + 1);
  if (facets.max_inclusive) lower(steps_of(*facets.max_inclusive, digits));
  if (facets.max_exclusive) lower(steps_of(*facets.max_exclusive, digits) - 1);
  if (facets.total_digits) {
    const Steps most = power_of_ten(*facets.total_digits) - 1;
    if (!bounded_above || most < high) lower(most);
    if (!bounded_below || -most > low) raise(-most);
  }
  if (low > high) throw std::invalid_argument("type '" + type.name + "' allows no number");
}

Steps NumberLine::random(Random& random) const {
  constexpr Steps most = static_cast<Steps>(1) << 62U;
  const auto span = static_cast<std::uint64_t>(std::min(high - low, most));
  return low + static_cast<Steps>(random.below(span + 1));
}

void NumberLine::append(std::string& out, Steps steps) const {
  std::array<char, 48> reversed{};
  std::size_t length = 0;
  const bool negative = steps < 0;
  Steps rest = negative ? -steps : steps;
  const auto after = static_cast<std::size_t>(digits);
  // 64 bits as soon as they do: dividing 128 is slow.
  while (rest > static_cast<Steps>(~std::uint64_t{0}) || length <= after) {
    if (length == after && after > 0) reversed[length++] = '.';
    reversed[length++] = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    if (rest == 0 && length > after) break;
  }
  for (auto fast = static_cast<std::uint64_t>(rest); fast > 0; fast /= 10) {
    reversed[length++] = static_cast<char>('0' + fast % 10);
  }
  if (negative) out.push_back('-');
  while (length > 0) out.push_back(reversed[--length]);
}

}  // namespace hallmark::generator
