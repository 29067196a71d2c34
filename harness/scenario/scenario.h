/// \file
/// A scenario: what is done to an implementation, in which order, and what was found by it. Carries no expectation:
/// what the codes allow in answer is worked out anew each time it is played.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/stimulus.h"

namespace hallmark::scenario {

/// One document's worth of a case: the request without the flag, then the same with it. Each half starts with a Reset.
struct Trial {
  std::vector<Stimulus> clear;
  std::vector<Stimulus> restricted;  ///< may be empty
  std::string clear_probe;           ///< RequestID of the request that the half is about
  std::string restricted_probe;
  bool operator==(const Trial&) const = default;
};

/// Stimuli one after the other, for a history that is too long to be held. Not copyable.
class StimulusSource {
 public:
  StimulusSource() = default;
  StimulusSource(const StimulusSource&) = delete;
  StimulusSource& operator=(const StimulusSource&) = delete;
  virtual ~StimulusSource() = default;
  /// The next one, a Reset first; empty at the end.
  virtual std::optional<Stimulus> next() = 0;
};

/// Another way to put the same question, which has to change no verdict (metamorphic rule): a name that the generator
/// knows, and the seed it is made from.
struct Transformation {
  std::string name;
  std::uint64_t seed = 0;
  bool operator==(const Transformation&) const = default;
};

/// What was found with a scenario, and against whom.
struct Finding {
  std::string target;                     ///< as on the command line, e.g. "inproc:reference"
  std::string outcome;                    ///< a verdict's word: "fail", "error", …
  std::vector<std::string> requirements;  ///< what is broken; empty where it crashed, hung or broke the protocol
  std::string reason;
  bool operator==(const Finding&) const = default;
};

/// How far a finding was shrunk.
struct Shrunk {
  int steps_before = 0;
  int steps = 0;
  int evaluations = 0;  ///< candidates played against the implementation
  bool fully =
      false;          ///< nothing more could be left out; else the budget or the time ran out, or it did not come again
  bool firm = false;  ///< it came again when played once more; else it is flaky
  bool operator==(const Shrunk&) const = default;
};

/// All that it takes to play a case again without the program that made it up.
struct Scenario {
  std::string name;  ///< the case id, or any other name
  std::string title;
  std::string schema_version;             ///< of the documents in it, e.g. "5.1"
  std::uint64_t seed = 0;                 ///< of the case it comes from
  bool strict = false;                    ///< whether a broken should counted as a failure
  std::string profile_origin;             ///< "shipped" or the path of a file
  std::string profile_digest;             ///< "sha256:…"
  std::string facet;                      ///< the facet it needs; empty: none
  std::vector<std::string> requirements;  ///< what it can judge
  std::vector<std::string> assumes;       ///< what it only builds on
  bool one_must_be_accepted = false;      ///< the trials are all valid, and one of them has to be accepted
  bool goes_on = false;    ///< what cannot be asked is left out, and a refused set or a declined operation ends nothing
  bool disguised = false;  ///< the harness does not say who it is
  /// The trials are played as they are and transformed, and the verdicts compared.
  std::optional<Transformation> transformation = std::nullopt;
  std::vector<Trial> trials;
  std::optional<Finding> found;
  std::optional<Shrunk> shrunk;
  bool operator==(const Scenario&) const = default;
};

/// How many stimuli it has in all halves.
int step_count(const Scenario& scenario);

}  // namespace hallmark::scenario
