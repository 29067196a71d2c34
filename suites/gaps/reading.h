/// \file
/// Readings of a clause that the codes leave open: one a permitted answer, each an oracle that permits no other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/world.h"
#include "harness/run/recorded.h"
#include "harness/run/session.h"
#include "suites/answers_given.h"

namespace hallmark::suites {

/// "set-while-set=refuse".
std::string name_of(const AnswerGiven& answer);
/// How the command line names an implementation that follows it: "inproc:reference?set-while-set=refuse".
std::string target_of(const AnswerGiven& answer);

/// Two answers of one open point.
struct ReadingPair {
  AnswerGiven one;
  AnswerGiven other;
  bool operator==(const ReadingPair&) const = default;
};
/// Every two of those answers that are of one point, in their order.
std::vector<ReadingPair> pairs_of_readings(const AnswersGiven& answers);

/// What happened when steps were played.
struct History {
  std::vector<run::Exchange> exchanges;
  std::string state;  ///< what the oracle knows at the end, as far as rules go by it
};

/// A reading at work: an implementation that follows it, and the oracle that knows it from its statement.
class Reading {
 public:
  /// What the rules point at must outlive it. Throws std::logic_error where the implementation does not open.
  Reading(AnswerGiven answer, std::unique_ptr<adaptor::Adaptor> implementation, const run::Rules& rules);

  const AnswerGiven& answer() const { return answer_; }
  /// Plays the halves of a trial one after the other, each from its reset; what cannot be asked is left out.
  History play(const run::Trial& trial);
  /// The worst that this reading's oracle finds in what happened, whoever did it.
  verdict::Outcome worst_of(const std::vector<run::Exchange>& exchanges) const;

 private:
  oracle::World fresh_world() const { return {*rules_.facts, *rules_.profile, statement_}; }

  AnswerGiven answer_;
  std::unique_ptr<adaptor::Adaptor> implementation_;
  run::Rules rules_;
  observation::Statement statement_;
};

}  // namespace hallmark::suites
