/// \file
/// Bytes as a fuzzer has them, and scenarios: a head and a record of fixed size for each step, so that an edit of one
/// step leaves every other as it was.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harness/generator/sequence.h"

namespace hallmark::fuzz {

/// A scenario as it is mutated: a street, and what happens in it.
struct FuzzedScenario {
  std::uint64_t seed = 0;  ///< that the street is drawn from
  std::uint8_t homes = 2;  ///< 2 to 5
  std::vector<generator::FuzzedMove> moves;
  bool operator==(const FuzzedScenario&) const = default;
};

inline constexpr std::size_t head_bytes = 16;  ///< seed (8), homes, and 7 that are passed over
inline constexpr std::size_t step_bytes = 12;  ///< kind, home, who, how, what (2), edit, which, seed of the edit (4)
inline constexpr std::size_t moves_max = 200;

/// Total: any bytes are a lawful scenario. What is short of a whole step at the end, and steps beyond `moves_max`, are
/// left out.
FuzzedScenario decode(std::span<const std::uint8_t> bytes);

/// The bytes of a scenario; `decode` gives it back where its numbers are in range, little-endian on every machine.
std::vector<std::uint8_t> encode(const FuzzedScenario& scenario);

}  // namespace hallmark::fuzz
