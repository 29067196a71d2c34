/// \file
/// An implementation seen through the classes of an abstraction, each answer judged by the oracle: who is played with
/// is a machine, as far as words show.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/generator/machine.h"
#include "harness/oracle/world.h"
#include "harness/run/session.h"
#include "harness/verdict/verdict.h"
#include "suites/complete/policy_machine.h"

namespace hallmark::suites {

/// What is answered to a class when the oracle has found a breach in this word: nothing that follows counts.
inline constexpr const char* broken_answer = "broken";

/// Whether a judgement is a breach, as whoever plays counts them.
using IsBreach = std::function<bool(const verdict::Judgement&)>;

/// Not copyable: it owns its adaptor. What is passed must outlive it.
class ClassPlayer {
 public:
  /// `members`: of how many estates and people the representatives are taken in turn; at least 1.
  ClassPlayer(std::unique_ptr<adaptor::Adaptor> adaptor, const run::Rules& rules, const Material& material,
              const Abstraction& abstraction, std::size_t members, IsBreach is_breach);

  /// A reset, then the word: what it answers to each class, in a word a step as `PolicyMachine::answers` has it, by the
  /// next of the members. From the first breach on `broken_answer`.
  std::vector<std::string> play(const generator::InputWord& word);

 private:
  /// What is known of it before the reset of a word: how it answers without the flag.
  struct Member {
    Representatives people;
    oracle::World world;
  };

  /// What it answers; empty: a breach.
  std::string exchange(oracle::World& world, const scenario::Stimulus& stimulus);

  std::unique_ptr<adaptor::Adaptor> adaptor_;
  run::Rules rules_;
  std::vector<StimulusClass> inputs_;
  IsBreach is_breach_;
  observation::Statement statement_;
  std::vector<Member> members_;
  std::size_t next_ = 0;
};

}  // namespace hallmark::suites
