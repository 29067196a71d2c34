/// \file
/// The oracle as an implementation: of all that could be answered, what it permits. Its rules are asked, not copied.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/world.h"
#include "harness/scenario/stimulus.h"
#include "harness/verdict/judge.h"

namespace hallmark::suites {

/// How an answer is judged: by `verdict::judge`, or by somebody who wants to see what a wrong rule leads to.
using Judging = std::function<verdict::Judged(const oracle::Expectation&, const observation::Observation&)>;

/// A world, and what is on its way in it. Copyable.
class PermittedAnswers {
 public:
  PermittedAnswers(const spec::Facts& facts, const spec::Profile& profile, observation::Statement statement,
                   Judging judging = {});

  /// What could be answered, the most obliging first: accepted, sent, delivered before refused and withheld. Only what
  /// the flag forbids is refused first, and not accepted and then forgotten.
  std::vector<observation::Observation> candidates(const scenario::Stimulus& stimulus) const;
  /// Those of them that break nothing, not even a should; where there are none, those that break no must. Empty: the
  /// oracle leaves no way to answer, which is wrong of it.
  std::vector<observation::Observation> permitted(const scenario::Stimulus& stimulus) const;
  /// Those of them that break no must, whatever a should says of them.
  std::vector<observation::Observation> lawful(const scenario::Stimulus& stimulus) const;
  /// Takes one of them for what happened.
  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  /// The first that is permitted, learnt. Throws std::logic_error where none is.
  observation::Observation answer(const scenario::Stimulus& stimulus);

  /// What rules go by, of one meter: "set, credit, Commissioned".
  std::string state(const std::string& meter) const;
  /// What became of a request so far: "4.1.1 of the Responsible Supplier, against the flag, sent".
  std::string standing(const scenario::Submit& submit) const;
  const oracle::World& world() const { return world_; }

 private:
  /// Something that the next drains may show.
  struct OnItsWay {
    std::optional<observation::ToDevice> command;
    std::optional<observation::ToUser> delivery;
    std::optional<observation::ToUser> refusal;  ///< of what waited
    std::optional<scenario::Instant> due;        ///< not before then; what waited may also stay
  };

  std::vector<observation::Observation> drains() const;
  /// Candidates judged no worse than that.
  std::vector<observation::Observation> candidates(const scenario::Stimulus& stimulus, verdict::Outcome worst) const;
  void put_on_its_way(const scenario::Submit& submit);
  void put_on_its_way(const scenario::FromDevice& from);
  void take_from_its_way(const observation::Effects& effects);

  oracle::World world_;
  Judging judging_;
  std::vector<OnItsWay> on_its_way_;
};

}  // namespace hallmark::suites
