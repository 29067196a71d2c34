#include <fmt/format.h>

#include <algorithm>

#include "reports/escape.h"
#include "reports/html_parts.h"
#include "reports/wording.h"

namespace hallmark::reports {
namespace {

using run::Record;

constexpr std::size_t most_rows = most_html_rows;

std::string cited(const spec::Requirement* requirement) {
  if (!requirement) return "not in the facts";
  std::vector<std::string> places;
  for (const spec::Citation& citation : requirement->citations)
    places.push_back(citation.section.empty() ? citation.document : citation.document + ", " + citation.section);
  return fmt::format("{}", fmt::join(places, "; "));
}

std::string requirement_row(const RequirementTally& tally) {
  const Outcome worst = tally.worst();
  const bool fine = worst == Outcome::pass;
  std::string out =
      fmt::format("<tr id=\"requirement-{0}\"{1}><th scope=\"row\"><code class=\"id\">{0}</code></th><td>{2}</td>",
                  html_line(tally.id), fine ? " class=\"fine\"" : "", html_mark(worst));
  out += fmt::format("<td>{}{}</td>", spec::name(tally.level),
                     tally.requirement ? fmt::format(", {}", spec::name(tally.requirement->basis)) : "");
  out += fmt::format("<td><span class=\"text\">{}</span><span class=\"text soft\">{}</span></td>",
                     tally.requirement ? html_line(tally.requirement->text) : "", html_line(cited(tally.requirement)));
  for (const int cases : {tally.failed, tally.errors, tally.warned, tally.inconclusive, tally.passed})
    out += number_cell(cases);
  return out + "</tr>\n";
}

std::string warnings(const Record& record, const spec::Facts& facts) {
  std::string out = open_section("warnings", "Warnings");
  const auto groups = by_requirement(record, Outcome::warn);
  if (groups.empty()) return out + "<p>None.</p>\n</section>\n";
  out += open_table("", "What should hold and does not", {"Requirement", "#Cases", "First case and reason"});
  for (std::size_t at = 0; at < std::min(groups.size(), most_rows); ++at) {
    const Occurrence& first = groups[at].occurrences.front();
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th>{}<td><code class=\"id\">{}</code><span class=\"text\">{}</span></td></tr>\n",
        groups[at].id.empty() ? "none named" : html_requirement(groups[at].id, facts),
        number_cell(static_cast<long long>(groups[at].occurrences.size())), html_line(first.row->case_id),
        html_line(first.judgement->reason));
  }
  return out + close_bounded(groups.size()) + "</section>\n";
}

/// A table of reasons; `with_case` adds a column with the first case.
std::string reasons(std::string_view caption, const std::vector<ReasonGroup>& groups, bool with_case) {
  if (groups.empty()) return "<p>None.</p>\n";
  std::string out = with_case ? open_table("", caption, {"Reason", "#Cases", "First case"})
                              : open_table("", caption, {"Reason", "#Cases"});
  for (std::size_t at = 0; at < std::min(groups.size(), most_rows); ++at) {
    const ReasonGroup& group = groups[at];
    out += fmt::format("<tr><th scope=\"row\"><span class=\"text\">{}</span></th>{}", html_line(group.reason),
                       number_cell(group.count));
    if (with_case && group.first)
      out += fmt::format("<td><code class=\"id\">{}</code></td>", html_line(group.first->case_id));
    out += "</tr>\n";
  }
  return out + close_bounded(groups.size());
}

std::string notes(const Record& record, const spec::Facts& facts) {
  std::string out = open_section("notes", "Open points and remarks");
  out += "<p>Seen and never judged: the codes or the profile leave these open.</p>\n";
  const auto groups = note_groups(record);
  if (groups.empty()) return out + "<p>None.</p>\n</section>\n";
  out += open_table("", "Open rows, open points and remarks", {"Kind", "Subject", "Seen", "#Cases"});
  for (std::size_t at = 0; at < std::min(groups.size(), most_rows); ++at) {
    const NoteGroup& note = groups[at];
    const spec::OpenPoint* point = facts.open_point(note.subject);
    out += fmt::format(
        "<tr><td>{}</td><th scope=\"row\">{}{}</th><td><span "
        "class=\"text\">{}</span></td>"
        "{}</tr>\n",
        html_line(kind_in_words(note.kind)), html_line(point ? note.subject : srv_with_name(note.subject, facts)),
        point ? "<span class=\"text soft\">" + html_line(point->question) + "</span>" : "", html_line(note.text),
        number_cell(note.count));
  }
  return out + close_bounded(groups.size()) + "</section>\n";
}

}  // namespace

std::string html_requirements(const Record& record, const spec::Facts& facts) {
  const auto tallies = tally_requirements(record, facts);
  std::string out = open_section("requirements", "Requirements");
  const auto judged = std::count_if(tallies.begin(), tallies.end(), [](const auto& each) { return each.judged() > 0; });
  out += fmt::format("<p>{} of {} were judged by at least one case of this run.</p>\n", grouped(judged),
                     counted(static_cast<long long>(tallies.size()), "requirement"));
  out +=
      "<label class=\"filter\"><input type=\"checkbox\" id=\"only-odd-rows\"> Only requirements that did not wholly "
      "pass</label>\n";
  out += open_table("rows", "Every requirement, and the cases that judged it",
                    {"Requirement", "Worst", "Level, basis", "What it says, and where", "#Failed", "#Errors", "#Warned",
                     "#Inconclusive", "#Passed"});
  for (const RequirementTally& tally : tallies) out += requirement_row(tally);
  return out + std::string(close_table) + "</section>\n";
}

std::string html_schema_coverage(const Record& record) {
  std::string out = open_section("schema-coverage", "Schema coverage");
  if (!record.footer || !record.footer->schema_coverage) {
    return out + "<p>Not known: the record does not tell.</p>\n</section>\n";
  }
  const auto& coverage = *record.footer->schema_coverage;
  out += open_table("", "What the valid requests of this run reached of the schema", {"Of", "#Reached", "#In all"});
  const std::pair<std::string_view, const run::SchemaCoverage::Count&> rows[] = {
      {"element paths", coverage.paths},
      {"bounds of occurrence", coverage.occurrences},
      {"branches of choices", coverage.branches},
      {"boundaries of values", coverage.boundaries},
      {"attributes there and not there", coverage.attributes}};
  for (const auto& [what, count] : rows) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", what, number_cell(count.reached),
                       number_cell(count.total));
  }
  out += close_table;
  if (coverage.not_reached.empty()) return out + "</section>\n";
  out += fmt::format("<details><summary>Elements that no request held ({})</summary><ul>\n",
                     grouped(static_cast<long long>(coverage.not_reached.size())));
  for (const auto& row : coverage.not_reached) {
    out += fmt::format("<li><code class=\"id\">{}</code>{}</li>\n", html_line(row.path),
                       row.paths > 1 ? fmt::format(" and {} below it", grouped(row.paths - 1)) : "");
  }
  return out + "</ul></details>\n</section>\n";
}

std::string html_groups(const Record& record, const spec::Facts& facts) {
  std::string out = warnings(record, facts);
  out += open_section("inconclusive", "Inconclusive");
  out += reasons("What the run could not tell", by_reason(record, Outcome::inconclusive), true) + "</section>\n";
  out += notes(record, facts);
  out += open_section("not-run", "Not run");
  out += reasons("Cases that exist and were not run", not_run_by_reason(record), false) + "</section>\n";
  return out;
}

}  // namespace hallmark::reports
