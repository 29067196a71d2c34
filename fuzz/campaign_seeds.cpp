#include "fuzz/campaign_seeds.h"

#include "fuzz/scenario_codec.h"
#include "harness/generator/random.h"

namespace hallmark::fuzz {

std::vector<std::vector<std::uint8_t>> campaign_seeds(std::uint64_t seed) {
  constexpr std::size_t count = 64;
  constexpr int full_size = 100;  // of RapidCheck's values; those of a move do not depend on it
  std::vector<std::vector<std::uint8_t>> seeds;
  generator::Random random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    FuzzedScenario made;
    made.seed = random.next();
    made.homes = static_cast<std::uint8_t>(2 + random.below(3));
    const auto moves = generator::any_moves(1 + i)(rc::Random(random.next()), full_size).value();
    for (const auto& move : moves) made.moves.push_back({move, {}});
    seeds.push_back(encode(made));
  }
  return seeds;
}

}  // namespace hallmark::fuzz
