#include "reports/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/escape.h"
#include "reports/wording.h"

namespace hallmark::reports {

namespace {

std::string of(std::size_t some, std::size_t all) {
  return grouped(static_cast<long long>(some)) + " of " + grouped(static_cast<long long>(all));
}

std::string requirements_line(const run::Record& record, const spec::Facts& facts) {
  std::vector<std::string> unjudged;
  std::size_t known = 0;
  for (const auto& tally : tally_requirements(record, facts)) {
    if (tally.requirement == nullptr) continue;
    ++known;
    if (tally.judged() == 0) unjudged.push_back(tally.id);
  }
  std::string line = of(known - unjudged.size(), known) + " judged";
  constexpr std::size_t most = 4;
  if (unjudged.empty()) return line;
  line += "; not: " + listed({unjudged.begin(), unjudged.begin() + static_cast<long>(std::min(most, unjudged.size()))});
  return unjudged.size() > most ? line + " and " + grouped(static_cast<long long>(unjudged.size() - most)) + " more"
                                : line;
}

}  // namespace

std::vector<OpenPointMet> open_points_met(const run::Record& record, const spec::Facts& facts) {
  run::RecordAnswers answers(facts);
  for (const auto& row : record.cases) answers.add(row);
  const auto seen = answers.all();
  std::vector<OpenPointMet> rows;
  for (const auto& point : facts.open_points) {
    OpenPointMet row{point.id, point.key == "report", {}};
    std::copy_if(seen.begin(), seen.end(), std::back_inserter(row.answers),
                 [&](const run::AnswersAt& each) { return each.point == point.id; });
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string why_not_judged(const run::Record& record, const std::string& id) {
  if (!record.footer) return {};
  const auto& rows = record.footer->not_judged;
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
  return found == rows.end() ? std::string() : found->why;
}

std::vector<std::pair<std::string, std::string>> coverage_in_brief(const run::Record& record,
                                                                   const spec::Facts& facts) {
  std::vector<std::pair<std::string, std::string>> lines = {{"requirements", requirements_line(record, facts)}};
  const auto points = open_points_met(record, facts);
  const auto met = std::count_if(points.begin(), points.end(), [](const auto& row) { return !row.answers.empty(); });
  lines.emplace_back("open points", of(static_cast<std::size_t>(met), points.size()) + " met");
  if (!record.footer || !record.footer->model) return lines;
  const auto& model = *record.footer->model;
  lines.emplace_back("states", grouped(static_cast<long long>(model.states.size())) + " entered, " +
                                   counted(static_cast<long long>(model.transitions.size()), "transition"));
  std::set<std::pair<std::string, std::string>> restricted;
  for (const auto& [cell, seen] : model.cells)
    if (cell.flag == "set") restricted.emplace(cell.srv, cell.device_type);
  lines.emplace_back("cells", counted(static_cast<long long>(model.cells.size()), "cell") +
                                  " of Service Request, device type and flag; " +
                                  grouped(static_cast<long long>(restricted.size())) + " with the flag set");
  const auto alerts = std::count_if(model.alerts.begin(), model.alerts.end(),
                                    [](const auto& each) { return each.first.flag == "set"; });
  lines.emplace_back("Alerts",
                     of(static_cast<std::size_t>(alerts), facts.alerts.size()) + " codes sent for a Restricted device");
  return lines;
}

std::string alarm_in_words(const run::Alarm& alarm) { return kind_in_words(alarm.kind); }

}  // namespace hallmark::reports
