/// \file
/// Property sequences: whatever happens in a street, in any order, no rule is broken.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "suites/suite.h"

namespace hallmark::generator {
class Sequences;
}

namespace hallmark::suites {

/// Makes the case of a sequence, which is its number and nothing else.
class SequenceCases {
 public:
  explicit SequenceCases(const Material& material);

  /// A sequence of 1 to 60 moves in a street of its own; `number` from 0 on.
  run::Case numbered(int number) const;
  /// The case of that id; empty where it is not one of these.
  std::optional<run::Case> named(const std::string& case_id) const;

 private:
  std::shared_ptr<const generator::Sequences> sequences_;
};

/// As many as the material says.
Suite sequences(const Material& material);

}  // namespace hallmark::suites
