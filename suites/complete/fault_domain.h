/// \file
/// Whether an implementation is one that a complete suite promises to find: worked out by learning it as a machine, and
/// without the suite.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suites/complete/complete_suites.h"
#include "suites/hunt.h"

namespace hallmark::suites {

/// How an implementation with a defect stands to the fault domain of a complete suite.
enum class Standing {
  inside,             ///< a machine of the domain that breaks the policy: the suite has to find it
  never_shows,        ///< no word of the classes makes it do anything otherwise
  permitted,          ///< what it does otherwise breaks nothing in any word tried
  answers_otherwise,  ///< it breaks the policy, but also answers an open point otherwise than is assumed
  no_machine,  ///< one word is answered in two ways: by who represents the classes, or by what was before a reset
  more_states  ///< it breaks the policy, and has more states than the domain allows for
};

/// "inside", "never shows", … as reports say it.
std::string_view name(Standing standing);

/// What is known of one implementation by one suite.
struct Placed {
  std::string suite;
  Standing standing = Standing::never_shows;
  std::size_t states = 0;          ///< at least, as far as it was learnt; 0: it was not
  std::size_t states_allowed = 0;  ///< those of the policy that answers tell apart, and the extra states
  bool killed = false;             ///< by the suite, whether it has to or not
  std::string case_id;             ///< that killed it
  std::string detail;              ///< a word of classes that shows why, or empty
};

/// A complete suite, and words that go on longer than its tests do.
struct PlacingBy {
  const Derivation* derivation = nullptr;
  const Suite* suite = nullptr;
  std::size_t extra_states = 0;
  std::vector<generator::InputWord> long_words;
};

/// Random words of that length, the same each time.
std::vector<generator::InputWord> random_words(std::size_t inputs, std::size_t count, std::size_t length);

/// Hunts it with the suite, plays the long words, and learns it where either shows a breach. The rules are those of a
/// hunt.
Placed placed(const Quarry& quarry, const PlacingBy& by, const run::Rules& rules, const Material& material);

}  // namespace hallmark::suites
