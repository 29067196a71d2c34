// Values outside the facets of their type: too short, too long, not of the pattern, not among those that are listed.
#include <algorithm>

#include "harness/generator/deviator.h"
#include "harness/generator/value_text.h"

namespace hallmark::generator {

namespace {

using schema::Primitive;

constexpr std::uint64_t longest_made = 2'000'000;  ///< characters; longer texts are another layer's matter
constexpr std::size_t eui_length = 23;

bool is(const ValueSpace& values, Primitive primitive) { return values.type().primitive == primitive; }
bool is_listed(const ValueSpace& values) { return !values.type().facets.enumeration.empty(); }

/// A text of exactly so many characters or octets that only its length can be wrong with; false where there is none.
bool write_length(const ValueSpace& values, std::uint64_t length, Random& random, std::string& literal) {
  if (length > longest_made || is_listed(values)) return false;
  switch (values.type().primitive) {
    case Primitive::hex:
      append_hex(literal, length, random);
      return true;
    case Primitive::base64:
      append_base64(literal, length, random);
      return true;
    case Primitive::string:
      if (values.pattern() == nullptr) {
        append_text(literal, length, false, random);
      } else {
        literal.clear();
        values.pattern()->append_longest(literal, length, random);
      }
      return literal.size() == length;
    default:
      return false;
  }
}

bool too_short(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto least = values.type().facets.min_length.value_or(0);
  return least > 0 && write_length(values, least - 1, random, literal);
}

/// One more; where a pattern has no such length, the next that it has, a whole item of a list more.
bool too_long(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto& most = values.type().facets.max_length;
  if (!most || *most >= longest_made) return false;
  for (const std::uint64_t more : {1U, 8U, 24U, 64U}) {
    if (write_length(values, *most + more, random, literal)) return true;
    if (values.pattern() == nullptr) return false;
    if (literal.size() > *most) return true;
  }
  return false;
}

bool wrong_length(const ValueSpace& values, std::string_view present, Random& random, std::string& literal) {
  const auto& length = values.type().facets.length;
  if (!length || *length == 0 || is_listed(values)) return false;
  const auto wanted = random.below(2) == 0 ? *length - 1 : *length + 1;
  if (write_length(values, wanted, random, literal)) return true;
  if (values.pattern() == nullptr) return false;
  // The pattern has that one length too: both say the same.
  literal = present;
  if (!literal.empty()) literal.resize(wanted, literal.back());
  return true;
}

/// A character that no match has: a near one where there is one.
bool pattern_foreign_character(const ValueSpace& values, std::string_view present, Random& random,
                               std::string& literal) {
  if (values.pattern() == nullptr || present.empty()) return false;
  if (std::ranges::any_of(present, [](char c) { return static_cast<unsigned char>(c) > 126; })) return false;
  std::string_view foreign = "é";
  for (const std::string_view near : {"G", "O", "_", "\t"}) {
    if (!values.pattern()->uses(near.front())) {
      foreign = near;
      break;
    }
  }
  literal = present;
  literal.replace(random.below(literal.size()), 1, foreign);
  return true;
}

bool pattern_too_long(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto* pattern = values.pattern();
  if (pattern == nullptr || pattern->greatest_length() == Pattern::endless) return false;
  const auto& facets = values.type().facets;
  const auto most = std::min(facets.length.value_or(Pattern::endless), facets.max_length.value_or(Pattern::endless));
  if (pattern->greatest_length() >= std::min(most, longest_made)) return false;
  pattern->append_longest(literal, pattern->greatest_length(), random);
  while (literal.size() <= pattern->greatest_length()) literal += literal.back();
  return true;
}

bool pattern_too_short(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  const auto* pattern = values.pattern();
  if (pattern == nullptr || pattern->least_length() == 0) return false;
  const auto& facets = values.type().facets;
  if (facets.length || facets.min_length.value_or(0) >= pattern->least_length()) return false;
  pattern->append_least(literal);
  literal.pop_back();
  return true;
}

/// Whether a value is "originator:target:counter".
bool is_request_id(const ValueSpace& values, std::string_view present) {
  return values.pattern() != nullptr && present.size() > 2 * eui_length + 2 && present[eui_length] == ':' &&
         present[2 * eui_length + 1] == ':';
}

bool with_counter(const ValueSpace& values, std::string_view present, std::string_view counter, std::string& literal) {
  if (!is_request_id(values, present)) return false;
  literal = present.substr(0, 2 * eui_length + 1);
  literal += counter;
  return true;
}

bool request_id_counter_too_large(const ValueSpace& values, std::string_view present, Random&, std::string& literal) {
  return with_counter(values, present, ":18446744073709551616", literal);
}

bool request_id_counter_with_zero(const ValueSpace& values, std::string_view present, Random&, std::string& literal) {
  return with_counter(values, present, ":007", literal);
}

bool request_id_counter_negative(const ValueSpace& values, std::string_view present, Random&, std::string& literal) {
  return with_counter(values, present, ":-1", literal);
}

bool request_id_without_counter(const ValueSpace& values, std::string_view present, Random& random,
                                std::string& literal) {
  return with_counter(values, present, random.below(2) == 0 ? "" : ":", literal);
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

bool enumeration_unknown(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto& list = values.type().facets.enumeration;
  if (list.empty()) return false;
  literal = list[random.below(list.size())];
  if (is(values, Primitive::hex)) {
    std::ranges::fill(literal, '0');
  } else if (is(values, Primitive::decimal)) {
    for (int number = 1; holds(list, literal); ++number) literal = std::to_string(number);
  } else {
    literal += 'x';
  }
  return !holds(list, literal) && literal.size() <= values.type().facets.max_length.value_or(longest_made);
}

bool enumeration_in_other_case(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto& list = values.type().facets.enumeration;
  if (list.empty() || !is(values, Primitive::string)) return false;
  literal = list[random.below(list.size())];
  for (char& c : literal) {
    const bool lower = c >= 'a' && c <= 'z';
    if (lower || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
  }
  return !holds(list, literal);
}

/// Where the schema keeps white space, a blank is a character like any other.
bool white_space_kept(const ValueSpace& values, std::string_view present, Random& random, std::string& literal) {
  const auto& type = values.type();
  const bool by_pattern = values.pattern() != nullptr && !values.pattern()->uses(' ');
  if (type.primitive != Primitive::string || type.whitespace != schema::Whitespace::preserve) return false;
  if (type.facets.length || (!is_listed(values) && !by_pattern)) return false;
  if (present.size() >= type.facets.max_length.value_or(longest_made)) return false;
  literal = present;
  literal.insert(random.below(2) == 0 ? 0 : literal.size(), " ");
  return true;
}

bool beyond_sixteen_bits(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  const auto& type = values.type();
  const auto most = type.facets.max_length.value_or(longest_made);
  if (type.primitive != Primitive::string || is_listed(values) || values.pattern() != nullptr || most > 250)
    return false;
  for (std::uint64_t i = 0; i < most; ++i) literal += "\xF0\x9F\x98\x80";
  return true;
}

/// Nothing at all; or a blank, where white space collapses to nothing.
bool empty_value(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  const auto& type = values.type();
  const bool text = type.primitive == Primitive::string || type.primitive == Primitive::hex ||
                    type.primitive == Primitive::base64 || type.primitive == Primitive::uri;
  const bool by_pattern = values.pattern() != nullptr && values.pattern()->least_length() > 0;
  const bool by_length = type.facets.length.value_or(type.facets.min_length.value_or(0)) > 0;
  const bool listed = is_listed(values) && !holds(type.facets.enumeration, "");
  if (text && !by_pattern && !by_length && !listed) return false;
  if (type.whitespace == schema::Whitespace::collapse && random.below(2) == 0) literal = " ";
  return true;
}

std::vector<SchemaFamily> text_families() {
  using enum Fate;
  return {
      {"too_short", "cvc-minLength-valid", "A text or octets one shorter than the shortest.", refused, too_short},
      {"too_long", "cvc-maxLength-valid", "A text or octets one longer than the longest.", refused, too_long},
      {"wrong_length", "cvc-length-valid", "A text or octets one shorter or longer than the one length.", refused,
       wrong_length},
      {"pattern_foreign_character", "cvc-pattern-valid", "A character that the pattern does not have.", refused,
       pattern_foreign_character},
      {"pattern_too_long", "cvc-pattern-valid", "One character more than the pattern takes.", refused,
       pattern_too_long},
      {"pattern_too_short", "cvc-pattern-valid", "One character less than the pattern takes.", refused,
       pattern_too_short},
      {"request_id_counter_too_large", "cvc-pattern-valid", "A RequestID with a counter of 2^64.", refused,
       request_id_counter_too_large},
      {"request_id_counter_with_zero", "cvc-pattern-valid", "A RequestID whose counter begins with a zero.", refused,
       request_id_counter_with_zero},
      {"request_id_counter_negative", "cvc-pattern-valid", "A RequestID whose counter is negative.", refused,
       request_id_counter_negative},
      {"request_id_without_counter", "cvc-pattern-valid", "A RequestID without its counter.", refused,
       request_id_without_counter},
      {"enumeration_unknown", "cvc-enumeration-valid", "A value that is not listed.", refused, enumeration_unknown},
      {"enumeration_in_other_case", "cvc-enumeration-valid", "A listed value in other case.", refused,
       enumeration_in_other_case},
      {"white_space_kept", "cvc-facet-valid", "A blank beside a value whose white space counts.", refused,
       white_space_kept},
      {"empty_value", "cvc-type.3.1.3", "Nothing where a value is wanted.", refused, empty_value},
      {"character_beyond_sixteen_bits", "cvc-maxLength-valid",
       "Characters beyond U+FFFF, up to the length, where engines count differently.", open, beyond_sixteen_bits},
  };
}

}  // namespace

const std::vector<SchemaFamily>& value_families() {
  static const auto all = [] {
    auto made = number_families();
    for (const auto& some : {text_families(), form_families()}) made.insert(made.end(), some.begin(), some.end());
    return made;
  }();
  return all;
}

}  // namespace hallmark::generator
