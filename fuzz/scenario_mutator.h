/// \file
/// Structural edits of fuzzed scenarios: steps left out, doubled, moved, changed in one part; documents edited by the
/// schema; two scenarios put together. Pure functions of what they are given.
#pragma once

#include "fuzz/scenario_codec.h"
#include "harness/generator/random.h"

namespace hallmark::fuzz {

/// One or two edits. The result has 1 to `longest` moves (at least 1).
FuzzedScenario mutated(FuzzedScenario scenario, std::size_t longest, generator::Random& random);

/// The beginning of one and the end of the other, in the street of the first; 1 to `longest` moves.
FuzzedScenario crossed(const FuzzedScenario& one, const FuzzedScenario& other, std::size_t longest,
                       generator::Random& random);

}  // namespace hallmark::fuzz
