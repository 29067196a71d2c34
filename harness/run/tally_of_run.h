/// \file
/// From the verdicts of all cases to the verdict of the run: exit code and one sentence.
#pragma once

#include "harness/run/record_answers.h"

namespace hallmark::run {

/// Adds up a run as its cases come. Exit: 1 if anything failed; else 2 if anything was `error`, or `inconclusive` at
/// must level, or nothing was judged; else 0. Over all cases, `choices.one-answer` is judged.
class TallyOfRun {
 public:
  /// Keeps a reference to the facts; with `strict` a broken should fails.
  TallyOfRun(const spec::Facts& facts, bool strict) : answers_(facts), strict_(strict) {}

  void add(const CaseRow& row);
  void add_not_run() { ++not_run_; }
  /// The run ended early, for this reason; what was not judged by then leaves it undecided.
  void stop(std::string reason) { stopped_ = std::move(reason); }

  int errors_in_a_row() const { return errors_in_a_row_; }
  int failed() const;

  /// The footer, without its time. `selected` counts before sharding: an empty shard of a selection that is not empty
  /// is as expected.
  Footer footer(int selected, int in_this_shard) const;

 private:
  RecordAnswers answers_;
  bool strict_;
  std::map<std::string, int> counts_;
  int not_run_ = 0;
  int judged_ = 0;
  int undecided_musts_ = 0;
  int errors_in_a_row_ = 0;
  std::string stopped_;
};

}  // namespace hallmark::run
