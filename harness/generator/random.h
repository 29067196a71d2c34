/// \file
/// The one source of chance: a small generator seeded from the run's seed and the case id. Same seed, same numbers, on
/// any machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace hallmark::generator {

/// SplitMix64; its whole state is one number.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// The next 64 bits.
  std::uint64_t next();
  /// A number in [0, bound), bound at least 1; every value equally often but for a bias below 2^-32 for bounds below
  /// 2^32.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

/// A case's seed: derived from the run's seed and the case id, so that filter, order and shards never change a case.
std::uint64_t case_seed(std::uint64_t run_seed, std::string_view case_id);

}  // namespace hallmark::generator
