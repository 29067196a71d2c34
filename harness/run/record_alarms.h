/// \file
/// What a run did not reach, so that a verdict without failures may be empty: vacuity alarms, and requirements that
/// were not judged with the reason.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/run/record.h"
#include "harness/run/record_requirements.h"

namespace hallmark::run {

/// What alarms are raised from; all of it stands in the record, but the facts and the profile in force.
struct Reached {
  const Header& header;
  const spec::Facts& facts;
  const spec::Profile& profile;
  const std::vector<RequirementTally>& requirements;
  const std::set<std::string>& why_not_run;  ///< reasons of cases that exist and were not run
  const ModelCoverage& model;
};

/// Service Requests of the long history that a run which certifies has to play at least (policy.md, "Hard to evade").
inline constexpr int certified_history_requests = 100'000;

/// Whether every case that exists was selected and played here: no filter, no suites, one shard. Only then what was
/// never tried is an alarm; else only what was tried and never came to anything.
bool is_whole(const Header& header);

/// Requirements that no case judged, with the reason, in the order of the facts.
std::vector<NotJudged> not_judged(const Reached& reached);

/// Every alarm, by kind: "requirement-never-applicable", "requirement-not-judged", "state-never-entered",
/// "operation-never-accepted", "request-never-accepted", "only-refusals", and of a run that certifies "not-disguised"
/// and "history-too-short". What the statement does not claim raises none.
std::vector<Alarm> alarms(const Reached& reached);

}  // namespace hallmark::run
