/// \file
/// The metamorphic rule's transformations: other ways to put the same question, which have to change no verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/scenario.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// A transformation by its name, as ids of cases and scenario files have it, and in words: "with other identities".
struct TransformationKind {
  std::string_view name;
  std::string_view what;
};

/// All of them: `renamed` (identities and counters), `another_clock`, `other_batches` (what concerns many devices at
/// once comes in pieces), `more_devices` (of unrelated homes, some of them Restricted), `other_order` (of groups of
/// steps about different metering points, each up to its Drain).
const std::vector<TransformationKind>& all_transformations();

/// The trials put the other way; pure. Throws std::invalid_argument for a name that is none.
std::vector<scenario::Trial> transformed(const std::vector<scenario::Trial>& trials,
                                         const scenario::Transformation& transformation, const spec::Facts& facts);

/// "with other identities", of a transformation that there is.
std::string_view what_of(const scenario::Transformation& transformation);

}  // namespace hallmark::generator
