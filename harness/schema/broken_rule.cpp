#include "harness/schema/broken_rule.h"

#include <libxml/xmlerror.h>

#include <algorithm>
#include <utility>

namespace hallmark::schema {

namespace {

constexpr std::pair<int, std::string_view> rules[] = {
    {XML_SCHEMAV_CVC_LENGTH_VALID, "length"},
    {XML_SCHEMAV_CVC_MINLENGTH_VALID, "minLength"},
    {XML_SCHEMAV_CVC_MAXLENGTH_VALID, "maxLength"},
    {XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "minInclusive"},
    {XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "maxInclusive"},
    {XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, "minExclusive"},
    {XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, "maxExclusive"},
    {XML_SCHEMAV_CVC_TOTALDIGITS_VALID, "totalDigits"},
    {XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, "fractionDigits"},
    {XML_SCHEMAV_CVC_PATTERN_VALID, "pattern"},
    {XML_SCHEMAV_CVC_ENUMERATION_VALID, "enumeration"},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, "type"},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, "type"},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, "type"},
    {XML_SCHEMAV_CVC_ELT_1, "unknown root element"},
    {XML_SCHEMAV_CVC_ELT_2, "abstract element"},
    {XML_SCHEMAV_CVC_ELT_3_1, "nil where the element is not nillable"},
    {XML_SCHEMAV_CVC_ELT_3_2_1, "content beside nil"},
    {XML_SCHEMAV_CVC_ELT_4_1, "xsi:type"},
    {XML_SCHEMAV_CVC_ELT_4_2, "xsi:type"},
    {XML_SCHEMAV_CVC_ELT_4_3, "xsi:type"},
    {XML_SCHEMAV_CVC_TYPE_2, "abstract type"},
    {XML_SCHEMAV_CVC_TYPE_3_1_1, "unexpected attribute"},
    {XML_SCHEMAV_CVC_TYPE_3_1_2, "element where text belongs"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, "content where none belongs"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, "element where text belongs"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, "text where elements belong"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1, "fixed attribute"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, "unexpected attribute"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, "unexpected attribute"},
    {XML_SCHEMAV_CVC_WILDCARD, "wildcard"},
};

/// "A or B" of "… Expected is one of ( {namespace}A, {namespace}B ).".
std::string expected_names(std::string_view message) {
  const auto list = message.find("Expected is ");
  auto at = list == std::string_view::npos ? list : message.find("( ", list);
  if (at == std::string_view::npos) return {};
  std::string_view left = message.substr(at + 2);
  if (const auto end = left.rfind(" )"); end != std::string_view::npos) left = left.substr(0, end);
  std::string names;
  while (!left.empty()) {
    std::string_view name = left;
    if (name.starts_with('{')) name = name.substr(std::min(name.find('}'), name.size() - 1) + 1);
    const auto end = name.find(", ");
    names += (names.empty() ? "" : " or ") + std::string(name.substr(0, end));
    left = end == std::string_view::npos ? std::string_view{} : name.substr(end + 2);
  }
  return names;
}

/// What stands in the first single quotes.
std::string_view first_quoted(std::string_view message) {
  const auto since = message.find('\'');
  if (since == std::string_view::npos) return {};
  const auto until = message.find('\'', since + 1);
  return until == std::string_view::npos ? std::string_view{} : message.substr(since + 1, until - since - 1);
}

/// A message without "Element '…': " or "Element '…', attribute '…': ".
std::string_view after_place(std::string_view message) {
  const auto place = message.find("': ");
  return place == std::string_view::npos ? message : message.substr(place + 3);
}

}  // namespace

std::string broken_rule(int code, std::string_view message) {
  if (code == XML_SCHEMAV_ELEMENT_CONTENT) {
    if (after_place(message).starts_with("Missing child element")) return "missing element " + expected_names(message);
    return "unexpected element";
  }
  if (code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4) {
    return "missing attribute " + std::string(first_quoted(after_place(message)));
  }
  const auto* row = std::ranges::find(rules, code, [](const auto& rule) { return rule.first; });
  return row == std::end(rules) ? "schema rule" : std::string(row->second);
}

std::string_view attribute_at_fault(std::string_view message) {
  const std::string_view place = message.substr(0, message.find("': ") + 1);
  const auto at = place.find("', attribute '");
  if (at == std::string_view::npos) return {};
  std::string_view name = place.substr(at + 14);
  name = name.substr(0, name.find('\''));
  return name.substr(name.find('}') + 1);
}

}  // namespace hallmark::schema
