#include "harness/generator/value_space.h"

#include <algorithm>
#include <stdexcept>

#include "harness/generator/value_text.h"

namespace hallmark::generator {

namespace {

constexpr std::uint64_t long_text = 1000;
constexpr std::uint64_t usual_growth = 24;  ///< how many characters a random value is longer than the least, at most
constexpr std::int64_t days_around = 30;
constexpr std::int64_t day = 86400;

std::string escaped(std::string text) {
  escape_since(text, 0);
  return text;
}

scenario::Instant near(scenario::Instant now, Random& random) {
  return now + (static_cast<std::int64_t>(random.below(2 * days_around * day)) - days_around * day);
}

}  // namespace

ValueSpace::ValueSpace(const schema::SimpleType& type) : type_(type) { make(); }

void ValueSpace::make() {
  using schema::Primitive;
  const auto& facets = type_.facets;
  if (!type_.atomic)
    throw std::invalid_argument("type '" + type_.name + "' is a list or a union: no value is made of it");
  if (!facets.enumeration.empty()) {
    shape_ = Shape::enumeration;
    for (const auto& value : facets.enumeration) add("enumeration " + value, escaped(value));
    return;
  }
  switch (type_.primitive) {
    case Primitive::string:
      shape_ = facets.patterns.empty() ? Shape::text : Shape::pattern;
      return facets.patterns.empty() ? make_lengths() : make_patterns();
    case Primitive::hex:
      shape_ = Shape::hex;
      return make_lengths();
    case Primitive::base64:
      shape_ = Shape::base64;
      return make_lengths();
    case Primitive::decimal:
      shape_ = Shape::number;
      return make_numbers(line_.emplace(type_));
    case Primitive::boolean:
      shape_ = Shape::boolean;
      for (const auto* value : {"false", "true", "0", "1"}) add(value, value);
      return;
    case Primitive::date_time:
      shape_ = Shape::date_time;
      add("utc", "2025-06-15T12:00:00Z");
      add("no zone", "2025-06-15T12:00:00");
      add("offset", "2025-06-15T12:00:00+01:00");
      add("fraction", "2025-06-15T12:00:00.125Z");
      add("leap day", "2024-02-29T00:00:00Z");
      add("last second", "2025-12-31T23:59:59Z");
      return;
    case Primitive::date:
      shape_ = Shape::date;
      add("no zone", "2025-06-15");
      add("utc", "2025-06-15Z");
      add("leap day", "2024-02-29");
      add("last day", "2025-12-31");
      return;
    case Primitive::time:
      shape_ = Shape::time;
      add("first second", "00:00:00");
      add("last second", "23:59:59");
      add("utc", "12:00:00Z");
      add("fraction", "12:00:00.5");
      return;
    case Primitive::uri:
      shape_ = Shape::uri;
      add("absolute", "http://example.com/a");
      add("relative", "a");
      return;
    default:
      throw std::invalid_argument("type '" + type_.name + "' (" + type_.builtin + "): no value is made of it");
  }
}

void ValueSpace::add(std::string name, std::string text) {
  for (const auto& known : boundaries_) {
    if (!known.length && !known.branch && known.text == text) return;
  }
  boundaries_.push_back({std::move(name), std::move(text)});
}

void ValueSpace::add_length(std::string name, std::uint64_t length) {
  for (const auto& known : boundaries_) {
    if (known.length == length) return;
  }
  boundaries_.push_back({std::move(name), {}, length});
}

/// Lengths as the facets bound them; without an upper bound a hundred characters stand for long.
void ValueSpace::make_lengths() {
  const auto& facets = type_.facets;
  shortest_ = facets.length.value_or(facets.min_length.value_or(0));
  has_longest_ = facets.length || facets.max_length;
  longest_ = facets.length.value_or(facets.max_length.value_or(shortest_ + 100));
  if (shortest_ > longest_) throw std::invalid_argument("type '" + type_.name + "' allows no length");
  add_length("length min", shortest_);
  if (shortest_ < longest_) add_length("length min+1", shortest_ + 1);
  if (shortest_ < longest_) add_length(has_longest_ ? "length max-1" : "length long-1", longest_ - 1);
  add_length(has_longest_ ? "length max" : "length long", longest_);
}

void ValueSpace::make_numbers(const NumberLine& line) {
  const auto place = [&](const char* name, Steps steps) {
    if (steps < line.low || steps > line.high) return;
    std::string text;
    line.append(text, steps);
    add(name, text);
  };
  place(line.bounded_below ? "min" : "far below", line.low);
  place(line.bounded_below ? "min+1" : "far below+1", line.low + 1);
  place(line.bounded_above ? "max-1" : "far above-1", line.high - 1);
  place(line.bounded_above ? "max" : "far above", line.high);
  place("zero", 0);
  place("minus one", -line.one());
  if (line.digits == 0) return;
  const Steps whole = (line.low + line.one() - 1) / line.one();
  if (whole * line.one() <= line.high && whole >= 0)
    add("no fraction", std::to_string(static_cast<std::int64_t>(whole)));
}

void ValueSpace::make_patterns() {
  const auto& facets = type_.facets;
  if (facets.patterns.size() > 1) {
    throw std::invalid_argument("type '" + type_.name + "' has two patterns at once: no value is made of it");
  }
  const Pattern& pattern = pattern_.emplace(facets.patterns.front());
  const auto least = facets.length.value_or(facets.min_length.value_or(0));
  const auto most = facets.length.value_or(facets.max_length.value_or(Pattern::endless));
  has_longest_ = std::min(most, pattern.greatest_length()) != Pattern::endless;
  Random random(0);
  const auto made = [&](std::uint64_t length) {
    std::string text;
    pattern.append_longest(text, length, random);
    return text.size();
  };
  shortest_ = std::max(least, pattern.least_length());
  const auto cap = has_longest_ ? std::min(most, pattern.greatest_length()) : shortest_ + 100;
  for (auto wanted = shortest_; made(shortest_) < least || made(shortest_) > most; ++shortest_) {
    if (shortest_ > wanted + 1000) throw std::invalid_argument("type '" + type_.name + "': pattern and length exclude");
  }
  longest_ = made(cap);
  add_length("length min", shortest_);
  // Just inside is the nearest length that the pattern has: a list grows by a whole item.
  auto next = shortest_ + 1;
  while (next <= longest_ && made(next) < next && next < shortest_ + 1000) ++next;
  if (next <= longest_ && made(next) == next) add_length("length min+1", next);
  if (longest_ > shortest_) {
    const auto before = made(longest_ - 1);
    if (before > shortest_) add_length(has_longest_ ? "length max-1" : "length long-1", before);
    add_length(has_longest_ ? "length max" : "length long", longest_);
  }
  for (std::size_t branch = 0; branch < pattern.branches(); ++branch) {
    boundaries_.push_back({"branch " + std::to_string(branch), {}, {}, branch});
  }
}

bool ValueSpace::is_long(std::size_t boundary) const { return boundaries_[boundary].length.value_or(0) > long_text; }

void ValueSpace::fill_pattern(std::string& out, std::uint64_t length, Random& random) const {
  const auto since = out.size();
  pattern_->append_longest(out, length, random);
  if (pattern_->has_markup()) escape_since(out, since);
}

void ValueSpace::fill(std::string& out, std::uint64_t length, Random& random) const {
  switch (shape_) {
    case Shape::pattern:
      return fill_pattern(out, length, random);
    case Shape::hex:
      return append_hex(out, length, random);
    case Shape::base64:
      return append_base64(out, length, random);
    default:
      return append_text(out, length, true, random);
  }
}

void ValueSpace::append_longest(std::string& out, std::uint64_t length, Random& random) const {
  fill(out, std::clamp(length, shortest_, longest_), random);
}

void ValueSpace::append_boundary(std::string& out, std::size_t index, Random& random) const {
  const Boundary& boundary = boundaries_[index];
  if (boundary.length) return fill(out, *boundary.length, random);
  if (!boundary.branch) {
    out += boundary.text;
    return;
  }
  const auto since = out.size();
  pattern_->append_branch(out, *boundary.branch, random);
  if (pattern_->has_markup()) escape_since(out, since);
}

void ValueSpace::append_least(std::string& out, scenario::Instant now) const {
  if (shape_ == Shape::date_time) {
    append_date(out, now);
    out.push_back('T');
    append_time(out, now);
    out.push_back('Z');
  } else if (shape_ == Shape::date) {
    append_date(out, now);
  } else if (shape_ == Shape::time) {
    append_time(out, now);
  } else if (shape_ == Shape::number && !line_->bounded_below) {
    line_->append(out, std::min<Steps>(line_->high, 0));
  } else {
    Random same(0);
    append_boundary(out, 0, same);
  }
}

std::uint64_t ValueSpace::some_length(Random& random) const {
  return shortest_ + random.below(std::min(longest_ - shortest_, usual_growth) + 1);
}

void ValueSpace::append_inside(std::string& out, Random& random, scenario::Instant now) const {
  switch (shape_) {
    case Shape::pattern: {
      const auto since = out.size();
      // A random match may be shorter than the type allows, the longest below a length is not.
      if (type_.facets.min_length.value_or(0) > pattern_->least_length() || type_.facets.length) {
        return fill_pattern(out, some_length(random), random);
      }
      pattern_->append_random(out, some_length(random), random);
      if (pattern_->has_markup()) escape_since(out, since);
      return;
    }
    case Shape::number:
      return line_->append(out, line_->random(random));
    case Shape::date_time:
    case Shape::date:
    case Shape::time:
      return append_least(out, near(now, random));
    default:
      return fill(out, some_length(random), random);
  }
}

std::optional<std::size_t> ValueSpace::append_random(std::string& out, Random& random, scenario::Instant now) const {
  const bool few = shape_ == Shape::enumeration || shape_ == Shape::boolean || shape_ == Shape::uri;
  const auto drawn = random.next();
  if (few || drawn % 4 == 0) {
    const std::size_t boundary = (drawn >> 8U) % boundaries_.size();
    if (!is_long(boundary)) {
      append_boundary(out, boundary, random);
      return boundary;
    }
  }
  append_inside(out, random, now);
  return std::nullopt;
}

}  // namespace hallmark::generator
