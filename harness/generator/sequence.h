/// \file
/// Moves made concrete: an estate and stimuli, whatever the moves are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/generator/move.h"
#include "harness/generator/request.h"
#include "harness/generator/street.h"

namespace hallmark::generator {

/// What sequences are made from; must outlive their makers.
struct SequenceMaterial {
  const spec::Facts* facts = nullptr;
  const std::vector<schema::Sample>* samples = nullptr;
  std::string schema_version;
};

/// A request that a role may send about a type of device.
struct Sendable {
  const spec::ServiceRequest* service = nullptr;
  std::string device_type;  ///< empty: about none
  std::string role;
  int command_variant = 1;
  std::vector<const schema::Sample*> samples;  ///< at least one
};

/// Everything that the facts let somebody send and for which there is a sample, in the order of the facts.
std::vector<Sendable> sendable_requests(const SequenceMaterial& material);

/// Turns lists of moves into stimuli. Immutable; may be used from several threads.
class Sequences {
 public:
  explicit Sequences(const SequenceMaterial& material);

  /// The stimuli of the moves in a street drawn from the seed: a Reset first, a Drain last. Total.
  std::vector<scenario::Stimulus> stimuli(std::uint64_t seed, const StreetPlan& plan,
                                          const std::vector<Move>& moves) const;

 private:
  SequenceMaterial material_;
  std::vector<Sendable> sendable_;
};

}  // namespace hallmark::generator
