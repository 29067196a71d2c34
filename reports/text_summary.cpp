#include "reports/text_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/coverage.h"
#include "reports/escape.h"
#include "reports/gives_out.h"
#include "reports/tally.h"
#include "reports/wording.h"

namespace hallmark::reports {
namespace {

using run::Record;

constexpr std::size_t most_groups = 20;     ///< of a section
constexpr std::size_t most_given_out = 40;  ///< lines of what is given out though not permitted
constexpr std::size_t most_named = 24;      ///< of a list of names
constexpr std::size_t most_cases = 3;       ///< shown of a group
constexpr std::size_t most_bytes = 400;     ///< of one reason or text
constexpr std::size_t text_width = 100;     ///< columns of running text

/// One line of text from anywhere: bounded, and without anything that steers a terminal.
std::string line(std::string_view text) { return clip(visible(text), most_bytes); }

/// The text broken at spaces to the width, each line indented.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  std::size_t column = 0;
  const std::string all = line(text);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find(' ', at), all.size());
    const std::string_view word = std::string_view(all).substr(at, end - at);
    const bool first = column == 0;
    if (!first && column + 1 + word.size() > text_width) {
      out += '\n';
      column = 0;
    }
    const std::string_view before = column == 0 ? indent : std::string_view(" ");
    out.append(before).append(word);
    column += before.size() + word.size();
    at = end + 1;
  }
  return out + '\n';
}

/// The summary as it grows.
class Summary {
 public:
  Summary(const Record& record, const spec::Facts& facts) : record_(record), facts_(facts) {}
  std::string write() &&;

 private:
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  /// Calls `show` for the first groups and says how many more there are.
  template <class Groups, class Show>
  void bounded(const Groups& groups, std::size_t most, Show show) {
    for (std::size_t at = 0; at < std::min(groups.size(), most); ++at) show(groups[at]);
    if (groups.size() > most) put("  … and {} more; the JSON and HTML reports have them.\n", groups.size() - most);
  }
  void verdict();
  void counts();
  void coverage();
  void gives_out();
  void particulars_of_run();
  void alarms();
  void failures();
  void warnings();
  void reasons(std::string_view title, Outcome outcome);
  void notes();
  void not_run();
  void occurrence(const Occurrence& each);

  const Record& record_;
  const spec::Facts& facts_;
  std::string out_;
};

void Summary::verdict() {
  put("{}\n", visible(verdict_sentence(record_)));
  for (const std::string& each : headline(record_)) put("{}", wrapped("! " + each, ""));
}

void Summary::particulars_of_run() {
  put("\n");
  for (const auto& [label, value] : particulars(record_.header)) put("  {:<15} {}\n", label, line(value));
}

void Summary::counts() {
  put("\nCases\n");
  for (const Outcome outcome : worst_first)
    if (const int cases = count(record_, outcome); cases > 0) put("  {:>7} {}\n", grouped(cases), in_words(outcome));
  if (!record_.not_run.empty()) put("  {:>7} not run\n", grouped(static_cast<long long>(record_.not_run.size())));
  if (record_.cases.empty()) put("  {:>7} judged\n", 0);
}

void Summary::coverage() {
  put("\nCoverage\n");
  for (const auto& [label, value] : coverage_in_brief(record_, facts_)) put("  {:<15} {}\n", label, line(value));
  const auto sentence = schema_coverage_sentence(record_);
  if (!sentence.empty()) put("\n{}\n", sentence);
}

void Summary::gives_out() {
  put("\nWhat it still gives out while Restricted\n");
  const auto all = still_gives_out(record_, facts_);
  std::vector<StillGivesOut::Request> rows;
  std::copy_if(all.requests.begin(), all.requests.end(), std::back_inserter(rows),
               [](const auto& row) { return row.profile != "permit"; });
  const bool rejected = !rows.empty() && rows.front().profile == "reject";
  if (!rejected) put("  {}\n", nothing_given_out(record_));
  bounded(rows, most_given_out, [&](const StillGivesOut::Request& row) {
    const std::string types = row.device_types.empty() ? "" : " (" + listed(row.device_types) + ")";
    put("  {:<6} {}{}{}\n", row.profile == "open" ? "open" : spec::name(row.level),
        line(srv_with_name(row.srv, facts_)), line(types), row.consumption ? ": consumption" : "");
  });
  for (const auto& each : also_gives_out(all, most_named)) put("{}", wrapped(each, "  "));
}

void Summary::alarms() {
  if (!record_.footer || record_.footer->alarms.empty()) return;
  put("\nVacuity alarms: what was never reached\n");
  bounded(record_.footer->alarms, most_groups, [&](const run::Alarm& alarm) {
    put("  {}: {}: {}\n", line(alarm_in_words(alarm)), line(alarm.subject), line(alarm.text));
  });
}

void Summary::occurrence(const Occurrence& each) {
  put("    {}\n", line(each.row->case_id));
  put("{}", wrapped(each.judgement->reason, "      "));
  if (const auto replay = run::replay_command(record_, *each.row); !replay.empty())
    put("      $ {}\n", visible(replay));
  if (!each.row->replay.empty()) put("      $ {}\n", visible(each.row->replay));
}

void Summary::failures() {
  const auto groups = by_requirement(record_, Outcome::fail);
  if (groups.empty()) return;
  put("\nFailures by requirement\n");
  bounded(groups, most_groups, [&](const RequirementGroup& group) {
    put("\n  {} ({}, {})\n", group.id.empty() ? "no requirement named" : line(group.id), spec::name(group.level),
        counted(static_cast<long long>(group.occurrences.size()), "case"));
    if (const auto* requirement = facts_.requirement(group.id)) put("{}", wrapped(requirement->text, "  "));
    const std::size_t shown = std::min(group.occurrences.size(), most_cases);
    for (std::size_t at = 0; at < shown; ++at) occurrence(group.occurrences[at]);
    if (group.occurrences.size() > shown)
      put("    … and {}\n", counted(static_cast<long long>(group.occurrences.size() - shown), "more case"));
  });
}

void Summary::warnings() {
  const auto groups = by_requirement(record_, Outcome::warn);
  if (groups.empty()) return;
  put("\nWarnings: what should hold and does not\n");
  bounded(groups, most_groups, [&](const RequirementGroup& group) {
    put("  {} ({})\n", group.id.empty() ? "no requirement named" : line(group.id),
        counted(static_cast<long long>(group.occurrences.size()), "case"));
    put("{}", wrapped("first: " + group.occurrences.front().row->case_id, "    "));
    put("{}", wrapped(group.occurrences.front().judgement->reason, "    "));
  });
}

void Summary::reasons(std::string_view title, Outcome outcome) {
  const auto groups = by_reason(record_, outcome);
  if (groups.empty()) return;
  put("\n{}\n", title);
  bounded(groups, most_groups, [&](const ReasonGroup& group) {
    put("  {}: {}\n", counted(group.count, "case"), line(group.reason));
    put("    first: {}\n", line(group.first->case_id));
    const auto replay = run::replay_command(record_, *group.first);
    if (!replay.empty()) put("    $ {}\n", visible(replay));
    if (!group.first->replay.empty()) put("    $ {}\n", visible(group.first->replay));
  });
}

void Summary::notes() {
  const auto groups = note_groups_in_brief(record_);
  if (groups.empty()) return;
  put("\nSeen, not judged: open rows, open points and remarks\n");
  bounded(groups, most_groups, [&](const NoteGroup& note) {
    const std::string keys = note.keys > 1 ? ", " + counted(note.keys, "key") : "";
    put("  {} {}: {} ({}{})\n", line(kind_in_words(note.kind)), line(note.subject), line(note.text),
        counted(note.count, "case"), keys);
  });
}

void Summary::not_run() {
  const auto groups = not_run_by_reason(record_);
  if (groups.empty()) return;
  put("\nNot run\n");
  bounded(groups, most_groups,
          [&](const ReasonGroup& group) { put("  {}: {}\n", counted(group.count, "case"), line(group.reason)); });
}

std::string Summary::write() && {
  verdict();
  gives_out();
  particulars_of_run();
  counts();
  alarms();
  failures();
  reasons("Errors: it crashed, hung or broke the protocol", Outcome::error);
  warnings();
  reasons("Inconclusive: the run could not tell", Outcome::inconclusive);
  notes();
  not_run();
  coverage();
  return std::move(out_);
}

}  // namespace

std::string text_summary(const run::Record& record, const spec::Facts& facts) { return Summary(record, facts).write(); }

}  // namespace hallmark::reports
