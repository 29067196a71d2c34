/// \file
/// A record counted and grouped for the renderers. It sums up verdicts and makes none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/run/record_requirements.h"

namespace hallmark::reports {

using verdict::Outcome;

/// Every outcome, the worst first: the order in which reports show them.
inline constexpr Outcome worst_first[] = {Outcome::error, Outcome::fail,           Outcome::inconclusive, Outcome::warn,
                                          Outcome::pass,  Outcome::not_applicable, Outcome::none};

/// How many cases came to that outcome.
int count(const run::Record& record, Outcome outcome);

/// The outcome in words for people: "not applicable", "not judged" for none.
std::string_view in_words(Outcome outcome);

/// A Service Request answered while Restricted although the profile does not permit it.
struct GivenOut {
  std::string srv;
  std::vector<std::string> device_types;
  spec::Level level = spec::Level::must;  ///< report: the profile leaves it open
};

/// What the implementation still gives out: from notes of the kind "gives-out", and from broken prohibitions on rows
/// that the profile rejects. Must first, then should, then report; within these by SRV.
std::vector<GivenOut> given_out(const run::Record& record);

/// Whether any request that the profile rejects was tried while Restricted and judged; else an empty `given_out` means
/// nothing.
bool rejections_were_tried(const run::Record& record);

using run::RequirementTally;

/// A row for every requirement of the facts, in their order, also the unjudged; then ids that the facts do not know.
std::vector<RequirementTally> tally_requirements(const run::Record& record, const spec::Facts& facts);

/// A judgement and the case that it belongs to.
struct Occurrence {
  const run::CaseRow* row = nullptr;
  const verdict::Judgement* judgement = nullptr;
};

/// Judgements that share a requirement, one a case.
struct RequirementGroup {
  std::string id;  ///< empty where the judgements name no requirement
  spec::Level level = spec::Level::must;
  std::vector<Occurrence> occurrences;
};

/// Judgements of that outcome by requirement: must first, then the larger group, then by id.
std::vector<RequirementGroup> by_requirement(const run::Record& record, Outcome outcome);

/// Cases that share the reason of their outcome, or rows not run that share theirs.
struct ReasonGroup {
  std::string reason;
  int count = 0;
  const run::CaseRow* first = nullptr;  ///< null for rows not run
};

/// Cases of that outcome by the first reason for it, the larger group first.
std::vector<ReasonGroup> by_reason(const run::Record& record, Outcome outcome);
/// Cases that were not run by reason, the larger group first.
std::vector<ReasonGroup> not_run_by_reason(const run::Record& record);

/// Notes that say the same.
struct NoteGroup {
  std::string kind;
  std::string subject;
  std::string text;
  int count = 0;
  int keys = 0;  ///< of an open point: for how many keys this was the answer
};

/// Notes but for the kind "gives-out", by kind, subject and text.
std::vector<NoteGroup> note_groups(const run::Record& record);

/// The same with one group an answer of an open point, whatever the key.
std::vector<NoteGroup> note_groups_in_brief(const run::Record& record);

/// Whether SRV `left` stands before `right`: part by part as numbers, so 4.2 before 4.10.
bool srv_before(std::string_view left, std::string_view right);

}  // namespace hallmark::reports
