#include "reports/markdown_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/coverage.h"
#include "reports/escape.h"
#include "reports/gives_out.h"
#include "reports/wording.h"

namespace hallmark::reports {

namespace {

using run::Record;

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_named = 24;
constexpr std::size_t most_bytes = 400;  ///< of one text

std::string item(std::string_view text) { return fmt::format("- {}\n", markdown(text)); }

std::string more(std::size_t rows) {
  return rows > most_rows ? fmt::format("- … and {} more\n", grouped(static_cast<long long>(rows - most_rows))) : "";
}

std::string gives_out(const Record& record, const spec::Facts& facts) {
  std::string out = "\n## What it still gives out while Restricted\n\n";
  const auto all = still_gives_out(record, facts);
  const bool rejected = !all.requests.empty() && all.requests.front().profile == "reject";
  if (!rejected) out += item(nothing_given_out(record));
  std::size_t rows = 0;
  for (const auto& row : all.requests) {
    if (row.profile == "permit" || ++rows > most_rows) continue;
    const std::string types = row.device_types.empty() ? "" : " (" + listed(row.device_types) + ")";
    const std::string level(row.profile == "open" ? "open" : spec::name(row.level));
    out += item(level + ": " + srv_with_name(row.srv, facts) + types + (row.consumption ? ": consumption" : ""));
  }
  out += more(rows);
  for (const auto& each : also_gives_out(all, most_named)) out += item(each);
  return out;
}

std::string counts(const Record& record) {
  std::string out = "\n| Cases | |\n|---|---:|\n";
  for (const Outcome outcome : worst_first)
    if (const int cases = count(record, outcome); cases > 0)
      out += fmt::format("| {} | {} |\n", in_words(outcome), grouped(cases));
  if (!record.not_run.empty())
    out += fmt::format("| not run | {} |\n", grouped(static_cast<long long>(record.not_run.size())));
  return out;
}

std::string broken(const Record& record, Outcome outcome, std::string_view title) {
  const auto groups = by_requirement(record, outcome);
  if (groups.empty()) return {};
  std::string out = fmt::format("\n## {}\n\n", title);
  for (std::size_t at = 0; at < std::min(groups.size(), most_rows); ++at) {
    const auto& first = groups[at].occurrences.front();
    const auto cases = counted(static_cast<long long>(groups[at].occurrences.size()), "case");
    out += item(fmt::format("{} ({}): {}: {}", groups[at].id.empty() ? "no requirement named" : groups[at].id, cases,
                            first.row->case_id, first.judgement->reason));
  }
  return out + more(groups.size());
}

std::string alarms(const Record& record) {
  if (!record.footer || record.footer->alarms.empty()) return {};
  const auto& all = record.footer->alarms;
  std::string out = "\n## Vacuity alarms\n\n";
  for (std::size_t at = 0; at < std::min(all.size(), most_rows); ++at)
    out += item(alarm_in_words(all[at]) + ": " + all[at].subject + ": " + all[at].text);
  return out + more(all.size());
}

}  // namespace

std::string markdown(std::string_view text) {
  std::string made;
  for (const char c : html(visible(clip(text, most_bytes)))) {
    if (std::string_view("\\`*_[]|~").find(c) != std::string_view::npos) made += '\\';
    made += c;
  }
  return made;
}

std::string markdown_summary(const Record& record, const spec::Facts& facts) {
  std::string out = fmt::format("# {}\n\n", markdown(verdict_sentence(record)));
  for (const auto& line : headline(record)) out += item(line);
  out += gives_out(record, facts) + counts(record);
  out += broken(record, Outcome::fail, "Failures by requirement");
  out += broken(record, Outcome::error, "Errors: it crashed, hung or broke the protocol");
  out += broken(record, Outcome::warn, "Warnings");
  out += alarms(record) + "\n## Coverage\n\n";
  for (const auto& [label, value] : coverage_in_brief(record, facts)) out += item(label + ": " + value);
  out += "\n## This run\n\n";
  for (const auto& [label, value] : particulars(record.header)) out += item(label + ": " + value);
  return out;
}

}  // namespace hallmark::reports
