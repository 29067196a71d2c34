/// \file
/// What a campaign begins with: the property sequences of the suites, as bytes.
#pragma once

#include <cstdint>
#include <vector>

namespace hallmark::fuzz {

/// Some sequences drawn as restricted/sequences draws them, short ones first; the same for the same seed.
std::vector<std::vector<std::uint8_t>> campaign_seeds(std::uint64_t seed);

}  // namespace hallmark::fuzz
