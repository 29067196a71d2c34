// What a run says about itself: what is still given out, vacuity alarms, coverage.
#include <fmt/format.h>

#include <algorithm>

#include "reports/coverage.h"
#include "reports/escape.h"
#include "reports/gives_out.h"
#include "reports/html_parts.h"
#include "reports/wording.h"

namespace hallmark::reports {

namespace {

using run::Record;

constexpr std::size_t most_named = 200;  ///< of a list of names

std::string head_cell(std::string_view text) { return fmt::format("<th scope=\"row\">{}</th>", html_line(text)); }
std::string cell(std::string_view text) { return fmt::format("<td>{}</td>", html_line(text)); }

/// A table that folds away, for what few people look up; every row is shown.
template <class Rows, class Row>
std::string folded(std::string_view title, std::initializer_list<std::string_view> heads, const Rows& rows, Row row) {
  if (rows.empty()) return {};
  std::string out =
      fmt::format("<details><summary>{} ({})</summary>\n", title, grouped(static_cast<long long>(rows.size())));
  out += open_table("", title, heads);
  for (const auto& each : rows) out += "<tr>" + row(each) + "</tr>\n";
  return out + std::string(close_table) + "</details>\n";
}

std::string alarms(const Record& record) {
  if (!record.footer || record.footer->alarms.empty()) return "<p>No vacuity alarm.</p>\n";
  const auto& all = record.footer->alarms;
  std::string out = open_table("", "Vacuity alarms: what was never reached", {"Alarm", "Of", "What was seen"});
  for (std::size_t at = 0; at < std::min(all.size(), most_html_rows); ++at) {
    out += "<tr>" + cell(alarm_in_words(all[at])) + head_cell(all[at].subject) + cell(all[at].text) + "</tr>\n";
  }
  return out + close_bounded(all.size());
}

std::string not_judged(const Record& record) {
  if (!record.footer) return {};
  return folded("Requirements not judged", {"Requirement", "Why"}, record.footer->not_judged,
                [](const run::NotJudged& row) { return head_cell(row.id) + cell(row.why); });
}

std::string open_points(const Record& record, const spec::Facts& facts) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& point : open_points_met(record, facts)) {
    if (point.answers.empty()) rows.emplace_back(point.point, "not met");
    for (const auto& at : point.answers) {
      std::vector<std::string> answers;
      for (const auto& answer : at.answers) answers.push_back(answer.token + ", " + counted(answer.cases, "case"));
      rows.emplace_back(point.point + (at.key.empty() ? "" : " (" + at.key + ")"),
                        fmt::format("{}", fmt::join(answers, "; ")));
    }
  }
  return folded("Open points and the answers seen", {"Open point", "Answer"}, rows,
                [](const auto& row) { return head_cell(row.first) + cell(row.second); });
}

std::string of_model(const run::ModelCoverage& model) {
  std::string out =
      folded("States entered", {"State of the meter in focus: flag, payment mode, status, queue", "#Times"},
             model.states, [](const auto& row) { return head_cell(row.first) + number_cell(row.second); });
  out += folded("Transitions", {"From", "By", "To", "#Times"}, model.transitions, [](const auto& row) {
    return head_cell(row.first.from) + cell(row.first.by) + cell(row.first.to) + number_cell(row.second);
  });
  out += folded("Service Requests by device type and flag",
                {"Service Request", "Device type", "Flag", "#Accepted", "#Refused", "#Passed on"}, model.cells,
                [](const auto& row) {
                  return head_cell(row.first.srv) + cell(row.first.device_type) + cell(row.first.flag) +
                         number_cell(row.second.accepted) + number_cell(row.second.refused) +
                         number_cell(row.second.passed_on);
                });
  out += folded("Alerts by flag", {"Alert", "Flag", "#Sent", "#Delivered"}, model.alerts, [](const auto& row) {
    return head_cell(row.first.code) + cell(row.first.flag) + number_cell(row.second.sent) +
           number_cell(row.second.delivered);
  });
  return out + folded("Operations", {"Operation", "#Asked", "#Accepted"}, model.operations, [](const auto& row) {
           return head_cell(row.first) + number_cell(row.second.asked) + number_cell(row.second.accepted);
         });
}

std::string given_out_row(const StillGivesOut::Request& row, const spec::Facts& facts) {
  const std::string_view style = row.profile == "open"              ? "quiet"
                                 : row.level == spec::Level::must   ? "fail"
                                 : row.level == spec::Level::should ? "warn"
                                                                    : "quiet";
  return fmt::format(
      "<tr><td><span class=\"mark {}\">{}</span></td><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", style,
      row.profile == "open" ? "open row" : spec::name(row.level), html_line(srv_with_name(row.srv, facts)),
      html_line(listed(row.device_types)), row.consumption ? "consumption" : "");
}

}  // namespace

std::string html_gives_out(const Record& record, const spec::Facts& facts) {
  std::string out = open_section("gives-out", "What it still gives out");
  const auto all = still_gives_out(record, facts);
  std::string rows;
  for (const auto& row : all.requests)
    if (row.profile != "permit") rows += given_out_row(row, facts);
  const bool rejected = !all.requests.empty() && all.requests.front().profile == "reject";
  if (!rejected) out += fmt::format("<p>{}</p>\n", nothing_given_out(record));
  if (!rows.empty()) {
    out += "<p>Requests that were answered for a Restricted device although the profile does not permit them.</p>\n";
    out += open_table("", "Given out while Restricted", {"Level", "Service Request", "Device types", "What it reads"});
    out += rows + std::string(close_table);
  }
  const auto lines = also_gives_out(all, most_named);
  if (!lines.empty()) out += "<ul>\n";
  for (const auto& line : lines) out += "<li>" + html_line(line) + "</li>\n";
  return out + (lines.empty() ? "" : "</ul>\n") + "</section>\n";
}

std::string html_coverage(const Record& record, const spec::Facts& facts) {
  std::string out = open_section("coverage", "Coverage") + alarms(record);
  out += open_table("", "What this run covered", {"Of", "Reached"});
  for (const auto& [label, value] : coverage_in_brief(record, facts))
    out += "<tr>" + head_cell(label) + cell(value) + "</tr>\n";
  out += std::string(close_table) + not_judged(record) + open_points(record, facts);
  if (record.footer && record.footer->model) out += of_model(*record.footer->model);
  return out + "</section>\n";
}

}  // namespace hallmark::reports
