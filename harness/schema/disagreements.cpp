#include "harness/schema/disagreements.h"

#include <algorithm>
#include <array>

namespace hallmark::schema {

namespace {

using Names = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view name, Names names) { return std::ranges::find(names, name) != names.end(); }

bool is_unsigned(const SimpleType& type) {
  return is_one_of(type.builtin, {"unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"});
}

bool is_of_machine_size(const SimpleType& type) {
  return is_unsigned(type) || is_one_of(type.builtin, {"byte", "short", "int", "long"});
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool space_around_number(const SimpleType& type, std::string_view literal) {
  return is_of_machine_size(type) && trimmed(literal).size() < literal.size();
}

bool sign_of_unsigned(const SimpleType& type, std::string_view literal) {
  const auto text = trimmed(literal);
  if (!is_unsigned(type) || text.size() < 2) return false;
  return text.front() == '+' || (text.front() == '-' && text.find_first_not_of('0', 1) == std::string_view::npos);
}

bool long_integer(const SimpleType& type, std::string_view literal) {
  return type.primitive == Primitive::decimal &&
         std::ranges::count_if(literal, [](char c) { return c >= '0' && c <= '9'; }) > 24;
}

bool base64_junk(const SimpleType& type, std::string_view literal) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n";
  return type.primitive == Primitive::base64 && literal.find_first_not_of(alphabet) != std::string_view::npos;
}

bool second_60(const SimpleType& type, std::string_view literal) {
  const bool has_time = type.primitive == Primitive::time || type.primitive == Primitive::date_time;
  const auto first = literal.find(':');
  return has_time && first != std::string_view::npos && literal.substr(first + 1).find(":60") != std::string_view::npos;
}

bool scheme_alone(const SimpleType& type, std::string_view literal) {
  const auto text = trimmed(literal);
  return type.primitive == Primitive::uri && text.find(':') + 1 == text.size();
}

bool beyond_sixteen_bits(const SimpleType& type, std::string_view literal) {
  const auto& facets = type.facets;
  const bool counted = facets.length || facets.min_length || facets.max_length;
  return type.primitive == Primitive::string && counted &&
         std::ranges::any_of(literal, [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

}  // namespace

std::string_view name(EngineName engine) { return engine == EngineName::libxml2 ? "libxml2" : "Xerces-C"; }

const std::vector<Disagreement>& disagreements() {
  using enum EngineName;
  static const std::vector<Disagreement> table = {
      {"space-around-number", "white space around a number of a machine's size (short, int, unsignedShort, …)",
       "unsignedShort", " 5 ", xerces, "Xerces-C: white space collapses before the value is read", space_around_number},
      {"sign-of-unsigned", "a plus sign, or minus zero, in an unsigned number", "unsignedShort", "+1", xerces,
       "open: the schema language gives unsigned types no sign in their canonical form, and is unclear of others",
       sign_of_unsigned},
      {"long-integer", "a number of more than 24 digits", "integer", "1234567890123456789012345", xerces,
       "Xerces-C: integers have no end; 24 digits is libxml2's own limit", long_integer},
      {"base64-junk", "characters in base64 that are not of its alphabet", "base64Binary", "AB-CD", libxml2,
       "Xerces-C: base64Binary knows its alphabet and white space only", base64_junk},
      {"second-60", "a leap second", "time", "23:59:60", xerces, "libxml2: the schema language has no leap seconds",
       second_60},
      {"scheme-alone", "a URI that is a scheme and nothing else", "anyURI", "http:", libxml2,
       "open: the schema language leaves open how far a URI is looked at", scheme_alone},
      {"beyond-sixteen-bits", "a character beyond U+FFFF where length counts", "string", "\xF0\x9F\x98\x80", libxml2,
       "libxml2: it is one character; Xerces-C counts its two halves", beyond_sixteen_bits},
  };
  return table;
}

const Disagreement* find_disagreement(const SimpleType& type, std::string_view literal) {
  for (const auto& row : disagreements()) {
    if (row.applies(type, literal)) return &row;
  }
  return nullptr;
}

}  // namespace hallmark::schema
