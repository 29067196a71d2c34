#include <array>
#include <charconv>
#include <set>
#include <utility>
#include <xercesc/framework/psvi/XSFacet.hpp>
#include <xercesc/framework/psvi/XSMultiValueFacet.hpp>

#include "harness/schema/model_reader.h"
#include "harness/schema/validator.h"
#include "harness/schema/xerces_platform.h"

namespace hallmark::schema {

namespace {

using xercesc::XSSimpleTypeDefinition;

constexpr std::string_view schema_language = "http://www.w3.org/2001/XMLSchema";

Primitive primitive_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Primitive>, 9> table = {{{"string", Primitive::string},
                                                                                   {"boolean", Primitive::boolean},
                                                                                   {"decimal", Primitive::decimal},
                                                                                   {"dateTime", Primitive::date_time},
                                                                                   {"date", Primitive::date},
                                                                                   {"time", Primitive::time},
                                                                                   {"hexBinary", Primitive::hex},
                                                                                   {"base64Binary", Primitive::base64},
                                                                                   {"anyURI", Primitive::uri}}};
  for (const auto& [known, primitive] : table) {
    if (known == name) return primitive;
  }
  return Primitive::other;
}

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw SchemaError("the facet value '" + text.substr(0, 80) +
                      "' is no count: give an unbroken schema with --schema");
  }
  return value;
}

/// The most derived step is read first, and a later one adds only what it has not said.
template <class Value>
void keep(std::optional<Value>& facet, Value value) {
  if (!facet) facet = std::move(value);
}

void keep_facet(Facets& facets, const xercesc::XSFacet& facet) {
  const std::string value = utf8(facet.getLexicalFacetValue());
  switch (facet.getFacetKind()) {
    case XSSimpleTypeDefinition::FACET_LENGTH:
      return keep(facets.length, number(value));
    case XSSimpleTypeDefinition::FACET_MINLENGTH:
      return keep(facets.min_length, number(value));
    case XSSimpleTypeDefinition::FACET_MAXLENGTH:
      return keep(facets.max_length, number(value));
    case XSSimpleTypeDefinition::FACET_TOTALDIGITS:
      return keep(facets.total_digits, number(value));
    case XSSimpleTypeDefinition::FACET_FRACTIONDIGITS:
      return keep(facets.fraction_digits, number(value));
    case XSSimpleTypeDefinition::FACET_MININCLUSIVE:
      return keep(facets.min_inclusive, value);
    case XSSimpleTypeDefinition::FACET_MAXINCLUSIVE:
      return keep(facets.max_inclusive, value);
    case XSSimpleTypeDefinition::FACET_MINEXCLUSIVE:
      return keep(facets.min_exclusive, value);
    case XSSimpleTypeDefinition::FACET_MAXEXCLUSIVE:
      return keep(facets.max_exclusive, value);
    default:
      return;
  }
}

/// The library splits a pattern at every `|`, inside brackets too. Joined again it is the pattern of the schema, and
/// where one step has several, their alternation, which is what the schema language says of them.
std::string joined(const xercesc::StringList& pieces) {
  std::string pattern;
  for (XMLSize_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) pattern += '|';
    pattern += utf8(pieces.elementAt(i));
  }
  return pattern;
}

void keep_step(SimpleType& made, XSSimpleTypeDefinition& step, std::set<std::string>& patterns) {
  auto* single = step.getFacets();
  for (XMLSize_t i = 0; single != nullptr && i < single->size(); ++i) keep_facet(made.facets, *single->elementAt(i));
  auto* values = step.getLexicalEnumeration();
  if (made.facets.enumeration.empty() && values != nullptr) {
    for (XMLSize_t i = 0; i < values->size(); ++i) made.facets.enumeration.push_back(utf8(values->elementAt(i)));
  }
  auto* pieces = step.getLexicalPattern();
  if (pieces == nullptr || pieces->size() == 0) return;
  std::string pattern = joined(*pieces);
  if (patterns.insert(pattern).second) made.facets.patterns.push_back(std::move(pattern));
}

}  // namespace

SimpleType read_simple_type(XSSimpleTypeDefinition& type) {
  SimpleType made;
  made.name = utf8(type.getName());
  made.atomic = type.getVariety() == XSSimpleTypeDefinition::VARIETY_ATOMIC;
  if (made.atomic && type.getPrimitiveType() != nullptr) {
    made.primitive = primitive_of(utf8(type.getPrimitiveType()->getName()));
  }
  const std::string space = utf8(type.getLexicalFacetValue(XSSimpleTypeDefinition::FACET_WHITESPACE));
  made.whitespace = space == "collapse"  ? Whitespace::collapse
                    : space == "replace" ? Whitespace::replace
                                         : Whitespace::preserve;
  std::set<std::string> patterns;
  xercesc::XSTypeDefinition* step = &type;
  while (step != nullptr && step->getTypeCategory() == xercesc::XSTypeDefinition::SIMPLE_TYPE) {
    const bool ours = utf8(step->getNamespace()) != schema_language || step->getAnonymous();
    if (!ours && made.builtin.empty()) made.builtin = utf8(step->getName());
    // The patterns of the schema language's own types are how Xerces-C tells them apart; bounds say the same.
    auto& simple = *static_cast<XSSimpleTypeDefinition*>(step);
    std::vector<std::string> kept = made.facets.patterns;
    keep_step(made, simple, patterns);
    if (!ours) made.facets.patterns = std::move(kept);
    auto* base = step->getBaseType();
    if (base == step) break;
    step = base;
  }
  return made;
}

}  // namespace hallmark::schema
