/// \file
/// Judging a record again, offline, with today's rules: a case at a time, as long as the record is.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/session.h"

namespace hallmark::run {

/// One case as a record holds it.
struct RecordedCase {
  CaseRow row;
  std::vector<Step> steps;
};

/// What reading a record gives, in the order it stands there.
struct RecordVisitor {
  std::function<void(const Header&)> header;
  std::function<void(const RecordedCase&)> test_case;
  std::function<void(const NotRun&)> not_run;
  std::function<void(const Footer&)> footer;
};

/// Reads a record, keeping no more of it than one case. Throws std::runtime_error naming file and line.
void visit_record(const std::filesystem::path& file, const RecordVisitor& visitor);

/// The verdict of today, or why there can be none.
struct Rejudged {
  std::optional<CaseRow> row;
  std::string why_not;
  std::vector<Met> met = {};                ///< of the model, where the rules have one
  std::vector<std::uint32_t> reached = {};  ///< of the schema, where the rules have a grid
};

/// Judges a case by what was observed. The stimuli come again from the case and its seed; where they are others today,
/// those of the record are taken if it holds them whole. `opening` is what the implementation said at the start.
Rejudged judge_again(const RecordedCase& recorded, const Case& test_case, const Rules& rules,
                     const observation::Observation& opening);

/// The answer to `initialize` that a record's header stands for.
observation::Observation opening_of(const Header& header);

/// The trials that whole steps of a case were played from. Throws std::runtime_error where they are none, or where the
/// case stopped before something that it would have sent.
std::vector<Trial> trials_of(const std::vector<Step>& steps);

}  // namespace hallmark::run
