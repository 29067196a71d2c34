#include "harness/generator/random.h"

#include <string>

#include "spec/digest.h"

namespace hallmark::generator {

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

std::uint64_t case_seed(std::uint64_t run_seed, std::string_view case_id) {
  const std::string digest = spec::sha256(std::to_string(run_seed) + ' ' + std::string(case_id));
  return std::stoull(digest.substr(digest.find(':') + 1, 16), nullptr, 16);
}

}  // namespace hallmark::generator
