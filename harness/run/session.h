/// \file
/// A conversation with an implementation: opened, opened again after a breakdown, and cases played in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/adaptor/adaptor.h"
#include "harness/generator/document_reach.h"
#include "harness/run/step_time.h"
#include "harness/run/test_case.h"
#include "harness/run/user_signers.h"
#include "harness/run/visits.h"
#include "harness/scenario/clock.h"
#include "harness/schema/validator.h"
#include "harness/schema/vote.h"
#include "spec/facts.h"

namespace hallmark::run {

/// What every case is judged by; all of it must outlive the session.
struct Rules {
  const spec::Facts* facts = nullptr;
  const spec::Profile* profile = nullptr;
  const schema::Validator* validator = nullptr;
  std::uint64_t seed = 0;
  bool strict = false;
  const schema::Vote* vote = nullptr;    ///< on documents that the validator refuses
  const UserSigners* signers = nullptr;  ///< null: documents go with placeholders for signatures
  bool keep_whole = false;               ///< estates and documents are kept of passing cases too (`--record full`)
  bool disguised = false;                ///< the harness does not say who it is
  bool documents_are_read = false;       ///< observations come with the readings of their documents, from a record
  const generator::ReachGrid* grid = nullptr;    ///< null: what documents reach of the schema is not taken
  const ModelGrid* model = nullptr;              ///< null: what cases meet of the model is not taken
  bool answers_kept = false;                     ///< answers in a word are kept of every case
  const scenario::Clock* clock = nullptr;        ///< to wait by for who has a clock of its own; null: nobody waits
  Pace* pace = nullptr;                          ///< of such, from case to case; null: each case finds out by itself
  Patience patience = {};                        ///< with such
  const std::vector<StepTime>* times = nullptr;  ///< of a case in a record, in place of a clock
  int batch = 1;                                 ///< stimuli handed over at once at most (batch.h)
};

/// How every conversation opens.
scenario::Initialize opening(const Rules& rules);

/// One case played: its row, and its steps as the record keeps them.
struct Played {
  CaseRow row;
  std::vector<Step> steps;
  /// Of a case with a transformation, or where the rules keep them: in a word, step by step.
  std::vector<std::string> answers;
  /// Of a history that failed: the steps about whom it failed for, from a Reset on.
  std::vector<scenario::Stimulus> excerpt;
  std::vector<std::uint32_t> reached;  ///< things of the grid that its valid requests reached, ascending
  std::vector<Met> met;                ///< of the model, ascending
};

/// Not copyable: it owns its adaptor.
class Session {
 public:
  Session(std::unique_ptr<adaptor::Adaptor> adaptor, Rules rules);

  /// What the implementation said at the start: an Initialized, or what went wrong.
  const observation::Observation& opening() const { return opening_; }
  const Rules& rules() const { return rules_; }
  /// Opens the conversation again where the last case broke it.
  void open_again();
  /// Plays a case from a fresh `reset`. Never throws for what the implementation does.
  Played play(const Case& test_case);
  /// Says goodbye.
  void close();

 private:
  void open();

  std::unique_ptr<adaptor::Adaptor> adaptor_;
  Rules rules_;
  observation::Observation opening_;
  Pace pace_;
  bool broken_ = false;
};

}  // namespace hallmark::run
