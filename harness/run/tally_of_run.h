/// \file
/// From the verdicts of all cases to the verdict of the run: exit code and one sentence.
#pragma once

#include <set>

#include "harness/run/record_answers.h"
#include "harness/run/record_requirements.h"
#include "harness/run/visits.h"

namespace hallmark::run {

/// Adds up a run as its cases come. Exit: 1 if anything failed; else 2 if anything was `error`, or `inconclusive` at
/// must level, or nothing was judged; else 0. Over all cases, `choices.one-answer` is judged. A certification with
/// vacuity alarms is 2, and so is, whatever failed, a run whose self-proof does not hold.
class TallyOfRun {
 public:
  /// What the run went by: strictness, selection, statement. Keeps references to facts, profile and grid.
  TallyOfRun(Header header, const spec::Facts& facts, const spec::Profile& profile, const ModelGrid& grid);

  /// A case, and what it met of the model.
  void add(const CaseRow& row, const std::vector<Met>& met);
  void add(const NotRun& row);
  /// The run ended early, for this reason; what was not judged by then leaves it undecided.
  void stop(std::string reason) { stopped_ = std::move(reason); }

  /// These files of the implementation were others at the end than at the start: nothing that was judged counts.
  void changed(std::vector<std::string> files) { changed_ = std::move(files); }

  int errors_in_a_row() const { return errors_in_a_row_; }
  int failed() const;

  /// The footer, without its time. The header counts what was selected before sharding: an empty shard of a selection
  /// that is not empty is as expected.
  Footer footer(int in_this_shard) const;

 private:
  void take_stock(Footer& footer) const;

  Header header_;
  const spec::Facts* facts_;
  const spec::Profile* profile_;
  RecordAnswers answers_;
  RecordRequirements requirements_;
  ModelCoverageOfRun model_;
  std::set<std::string> why_not_run_;
  std::map<std::string, int> counts_;
  int not_run_ = 0;
  int judged_ = 0;
  int undecided_musts_ = 0;
  int errors_in_a_row_ = 0;
  std::string stopped_;
  std::vector<std::string> changed_;
};

}  // namespace hallmark::run
