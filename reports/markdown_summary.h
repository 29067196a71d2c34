/// \file
/// The summary in Markdown, for the comment on a change or the page of a CI job.
#pragma once

#include <string>
#include <string_view>

#include "harness/run/record.h"

namespace hallmark::reports {

/// Text from anywhere on one line, bounded, so that nothing in it becomes a mark or an element.
std::string markdown(std::string_view text);

/// Verdict, what is still given out, counts, failures by requirement, vacuity alarms, coverage; at most 20 rows a
/// section.
std::string markdown_summary(const run::Record& record, const spec::Facts& facts);

}  // namespace hallmark::reports
