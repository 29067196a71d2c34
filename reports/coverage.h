/// \file
/// What a run covered, drawn from its record: requirements, states and transitions, cells, Alerts, operations and open
/// points; and the vacuity alarms.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/run/record_answers.h"
#include "reports/tally.h"

namespace hallmark::reports {

/// An open point of the facts and the answers seen, by key; empty: not met.
struct OpenPointMet {
  std::string point;
  bool is_shown_only = false;  ///< its answers need not be alike
  std::vector<run::AnswersAt> answers;
};

/// Every open point of the facts, in their order.
std::vector<OpenPointMet> open_points_met(const run::Record& record, const spec::Facts& facts);

/// Why a requirement was not judged; empty where it was, or where the record does not say.
std::string why_not_judged(const run::Record& record, const std::string& id);

/// What a run covered in a few lines: label and value. What was not taken is left out.
std::vector<std::pair<std::string, std::string>> coverage_in_brief(const run::Record& record, const spec::Facts& facts);

/// The kind of an alarm in words: "state never entered".
std::string alarm_in_words(const run::Alarm& alarm);

}  // namespace hallmark::reports
