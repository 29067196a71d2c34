/// \file
/// The sections of the HTML page, one function each, and the marks they share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "reports/tally.h"

namespace hallmark::reports {

/// The style sheet of the page.
std::string_view html_style();

/// A page from its beginning to the end of its head: closed to scripts and to the network. The title follows
/// "Hallmark: ".
std::string html_head(std::string_view title);

/// The class of an outcome in the style sheet; `none` and `not_applicable` share a quiet one.
std::string_view html_class(Outcome outcome);
/// The sign that marks an outcome without colour.
std::string_view html_sign(Outcome outcome);
/// Sign and word of an outcome, coloured: `<span class="mark fail">✗ fail</span>`.
std::string html_mark(Outcome outcome);
/// Text of the implementation or the record, escaped and at most 2,000 bytes long.
std::string html_line(std::string_view text);
/// A requirement id, a link to its row where the facts know it.
std::string html_requirement(const std::string& id, const spec::Facts& facts);

// What tables are made of.

inline constexpr std::size_t most_html_rows = 100;  ///< of a table of groups
inline constexpr std::string_view close_table = "</tbody>\n</table>\n</div>\n";

/// A section's beginning, with its heading.
std::string open_section(std::string_view id, std::string_view title);
/// A table's beginning: caption and column heads; those that start with "#" are numbers.
std::string open_table(std::string_view style, std::string_view caption, std::initializer_list<std::string_view> heads);
/// The end of a table of groups of which only the first are shown.
std::string close_bounded(std::size_t groups);
std::string number_cell(long long number);

/// What the implementation still gives out.
std::string html_gives_out(const run::Record& record, const spec::Facts& facts);
/// Every requirement and what became of it.
std::string html_requirements(const run::Record& record, const spec::Facts& facts);
/// Service Requests by device types.
std::string html_matrix(const run::Record& record, const spec::Facts& facts);
/// Failing cases and errors in detail.
std::string html_findings(const run::Record& record, const spec::Facts& facts);
/// Vacuity alarms, and what the run covered of requirements, states, cells, Alerts, operations and open points.
std::string html_coverage(const run::Record& record, const spec::Facts& facts);
/// What the requests reached of the schema; what they did not, folded.
std::string html_schema_coverage(const run::Record& record);
/// Warnings, inconclusive cases, notes and cases not run, grouped.
std::string html_groups(const run::Record& record, const spec::Facts& facts);

}  // namespace hallmark::reports
