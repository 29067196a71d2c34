/// \file
/// For tests: what shows that a departure from the schema is one, for the reason that it gives and for no other.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/generator/deviator.h"
#include "harness/generator/two_engines.h"

namespace hallmark::generator {

/// What libxml2 says where a rule is broken; several where its own types are told apart from facets.
inline const std::vector<std::string>& sayings(std::string_view rule) {
  static const std::string type = "is not a valid value of";
  static const std::map<std::string_view, std::vector<std::string>> by_rule = {
      {"cvc-minInclusive-valid", {"[facet 'minInclusive']", type}},
      {"cvc-maxInclusive-valid", {"[facet 'maxInclusive']", type}},
      {"cvc-minExclusive-valid", {"[facet 'minExclusive']"}},
      {"cvc-maxExclusive-valid", {"[facet 'maxExclusive']"}},
      {"cvc-totalDigits-valid", {"[facet 'totalDigits']"}},
      {"cvc-fractionDigits-valid", {"[facet 'fractionDigits']"}},
      {"cvc-minLength-valid", {"[facet 'minLength']"}},
      {"cvc-maxLength-valid", {"[facet 'maxLength']"}},
      {"cvc-length-valid", {"[facet 'length']"}},
      {"cvc-pattern-valid", {"[facet 'pattern']"}},
      {"cvc-enumeration-valid", {"[facet 'enumeration']"}},
      {"cvc-facet-valid", {"[facet 'enumeration']", "[facet 'pattern']"}},
      {"cvc-datatype-valid.1.2.1", {type}},
      {"cvc-type.3.1.3", {type, "[facet '"}},
      {"cvc-complex-type.2.1", {"content is not allowed, because the content type is empty"}},
      {"cvc-complex-type.2.3", {"content type is 'element-only'", "Character content other than whitespace"}},
      {"cvc-complex-type.2.4", {"This element is not expected", "Missing child element(s)", "No matching global"}},
      {"cvc-complex-type.3.2", {"is not allowed"}},
      {"cvc-complex-type.4", {"is required but missing"}},
      {"cvc-type.3.1.2",
       {"Element content is not allowed, because the type definition is simple",
        "Element content is not allowed, because the content type is a simple type definition"}},
      {"cvc-elt.1", {"No matching global declaration"}},
      {"cvc-elt.3.1", {"'nillable'"}},
      {"cvc-elt.4.2", {"does not resolve to a type definition"}},
      {"cvc-elt.4.3", {"not validly derived"}}};
  return by_rule.at(rule);
}

inline bool says(const schema::Problem& problem, std::string_view rule, const std::string& element) {
  const bool named = problem.message.find('}' + element + "'") != std::string::npos ||
                     problem.message.find('\'' + element + '\'') != std::string::npos;
  const bool told = std::ranges::any_of(
      sayings(rule), [&](const auto& one) { return problem.message.find(one) != std::string::npos; });
  return named && told && problem.layer == "schema";
}

/// What is not as it has to be with a departure from a document; empty: both engines refuse it, the one that names
/// elements and facets does so where and why it was made, and both accept what its reverse gives back.
inline std::string objection(const TwoEngines& engines, const SchemaFamily& family, const Departure& departure,
                             const std::string& valid) {
  auto deviant = valid;
  carry_out(departure.edit, deviant);
  const auto one = engines.libxml2.check(deviant);
  const auto other = engines.xerces.check(deviant);
  if (departure.disputed != nullptr) {
    const bool by_libxml2 = departure.disputed->accepts == schema::EngineName::libxml2;
    if (by_libxml2 ? one || !other : !one || other) return "the engines do not differ over it";
  } else {
    if (!one) return "libxml2 accepts it";
    if (!other) return "Xerces-C accepts it";
    if (!says(*one, family.rule, departure.told_at)) return "libxml2 says another thing: " + one->message;
    if (other->layer != "schema") return "Xerces-C says another thing: " + other->message;
  }
  carry_out(reversed(departure.edit, valid), deviant);
  if (deviant != valid) return "its reverse does not give the document back";
  return engines.fault(deviant);
}

/// What came of many departures.
struct Count {
  std::map<std::string_view, int> made;  ///< by family
  int refused = 0;
  int disputed = 0;
  std::map<std::string_view, std::string> objections;  ///< the first of each family
  std::set<std::string> paths;
  std::set<std::uint64_t> bodies;
};

inline void note(Count& count, const TwoEngines& engines, const Deviator& deviator, const SchemaFamily& family,
                 const Decoded& decoded, const Departure& departure, const std::string& valid) {
  ++count.made[family.name];
  ++(departure.disputed != nullptr ? count.disputed : count.refused);
  const auto path = deviator.path(decoded, departure);
  count.paths.insert(path);
  const auto said = objection(engines, family, departure, valid);
  if (said.empty()) return;
  auto deviant = valid;
  carry_out(departure.edit, deviant);
  const auto since = departure.edit.at - std::min<std::size_t>(departure.edit.at, 100);
  const auto shown = std::min<std::size_t>(departure.edit.replacement.size(), 300) + 200;
  count.objections.emplace(
      family.name, path + " told at " + departure.told_at + ": " + said + "\n  …" + deviant.substr(since, shown));
}

inline std::string all_of(const std::map<std::string_view, std::string>& objections) {
  std::string all;
  for (const auto& [name, said] : objections) all += std::string(name) + ": " + said + "\n";
  return all;
}

}  // namespace hallmark::generator
