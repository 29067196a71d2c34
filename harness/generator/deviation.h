/// \file
/// Single named departures from a valid request, each with the layer that has to notice it and what has to become of
/// it. Those of the schema are made by `Deviator`, of any valid document of any version.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/generator/deviator.h"
#include "harness/generator/estates.h"
#include "harness/generator/random.h"
#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// What a deviation is made from.
struct DeviationSource {
  const scenario::Submit* valid = nullptr;
  const scenario::Submit* other = nullptr;  ///< a valid request for another Service Request
  const spec::Facts* facts = nullptr;
  const Premises* premises = nullptr;
  const Deviator* deviator = nullptr;  ///< of the schema in force; null: nothing departs from the schema
  /// A valid request of the same User for the same device, sent before; null: nothing is replayed.
  const scenario::Submit* earlier = nullptr;
};

/// One departure; pure but for the numbers it draws.
struct Deviation {
  std::string name;   ///< snake_case, e.g. "external_entity"
  std::string layer;  ///< "well-formedness", "schema", "hostile", "semantics" or "identity"
  Fate fate = Fate::refused;
  std::string what;       ///< one sentence
  std::string rule = {};  ///< of XML Schema that it breaks, "cvc-maxLength-valid"; empty in the other layers
  bool follows = false;   ///< it deviates only where `earlier` was sent before it
  /// The deviant request, its reading naming the deviation; empty where this request cannot deviate so.
  std::function<std::optional<scenario::Submit>(const DeviationSource&, Random&)> apply = {};
};

/// What departs in its characters: no XML, or XML that would harm a careless reader, or that only looks different.
std::vector<Deviation> text_deviations();
/// What breaks one rule of the schema and no other.
std::vector<Deviation> schema_deviations();
/// What is valid XML and valid in the schema, and yet no request that may be carried out.
std::vector<Deviation> meaning_deviations();
/// All, in this order; names are unique.
std::vector<Deviation> all_deviations();

std::string_view name(Fate fate);

}  // namespace hallmark::generator
