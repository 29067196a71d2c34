/// \file
/// Words that tell in which state a machine is: harmonised state identifiers, and a characterising set.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/generator/machine.h"

namespace hallmark::generator {

/// Words of which none begins another.
using InputWords = std::vector<InputWord>;

/// For each state its identifier: of any two states the identifiers have a common beginning that the two answer
/// differently. Throws std::invalid_argument where the machine is not minimal.
std::vector<InputWords> harmonised_identifiers(const Machine& machine);

/// Words of which at least one tells any two states apart. Throws likewise.
InputWords characterising_set(const Machine& machine);
/// For each state words of that set which tell it from every other.
std::vector<InputWords> identifiers_from(const Machine& machine, const InputWords& characterising);

/// Whether two states answer a word differently.
bool tells_apart(const Machine& machine, const InputWord& word, std::size_t one, std::size_t other);

}  // namespace hallmark::generator
