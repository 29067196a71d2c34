#include "reports/coverage_json.h"

#include <algorithm>

#include "reports/coverage.h"
#include "reports/gives_out.h"

namespace hallmark::reports {

namespace {

using run::Json;
using run::Record;

constexpr std::size_t most_cases = 5;

Json requirements_json(const Record& record, const spec::Facts& facts) {
  Json rows = Json::array();
  for (const auto& tally : tally_requirements(record, facts)) {
    if (tally.requirement == nullptr) continue;
    Json cases = Json::array();
    for (std::size_t at = 0; at < std::min(tally.judging.size(), most_cases); ++at) cases.push_back(tally.judging[at]);
    Json row = {{"id", tally.id}};
    row.update(judged_json(tally));
    row["cases"] = std::move(cases);
    row["why_not"] = tally.judged() > 0 ? Json() : Json(why_not_judged(record, tally.id));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json states_json(const Record& record, const run::ModelCoverage& model) {
  Json entered = Json::array();
  for (const auto& [state, times] : model.states) entered.push_back({{"state", state}, {"times", times}});
  Json never = Json::array();
  for (const auto& alarm : record.footer->alarms) {
    if (alarm.kind == "state-never-entered") never.push_back(alarm.subject);
  }
  Json transitions = Json::array();
  for (const auto& [each, times] : model.transitions) {
    transitions.push_back({{"from", each.from}, {"by", each.by}, {"to", each.to}, {"times", times}});
  }
  return {
      {"entered", std::move(entered)}, {"never_entered", std::move(never)}, {"transitions", std::move(transitions)}};
}

Json cells_json(const run::ModelCoverage& model) {
  std::vector<std::pair<run::ModelCoverage::Cell, run::ModelCoverage::Outcomes>> cells(model.cells.begin(),
                                                                                       model.cells.end());
  std::stable_sort(cells.begin(), cells.end(),
                   [](const auto& one, const auto& other) { return srv_before(one.first.srv, other.first.srv); });
  Json rows = Json::array();
  for (const auto& [cell, seen] : cells) {
    rows.push_back({{"srv", cell.srv},
                    {"device_type", cell.device_type},
                    {"flag", cell.flag},
                    {"accepted", seen.accepted},
                    {"refused", seen.refused},
                    {"passed_on", seen.passed_on}});
  }
  return rows;
}

Json alerts_met_json(const run::ModelCoverage& model) {
  Json rows = Json::array();
  for (const auto& [cell, seen] : model.alerts) {
    rows.push_back({{"code", cell.code}, {"flag", cell.flag}, {"sent", seen.sent}, {"delivered", seen.delivered}});
  }
  return rows;
}

Json operations_json(const run::ModelCoverage& model) {
  Json rows = Json::array();
  for (const auto& [name, seen] : model.operations) {
    rows.push_back({{"operation", name}, {"asked", seen.asked}, {"accepted", seen.accepted}});
  }
  return rows;
}

Json open_points_json(const Record& record, const spec::Facts& facts) {
  Json rows = Json::array();
  for (const auto& point : open_points_met(record, facts)) {
    Json answers = Json::array();
    for (const auto& at : point.answers) {
      for (const auto& answer : at.answers) {
        answers.push_back(
            {{"key", at.key}, {"answer", answer.token}, {"cases", answer.cases}, {"first", answer.first}});
      }
    }
    rows.push_back({{"point", point.point},
                    {"met", !point.answers.empty()},
                    {"shown_only", point.is_shown_only},
                    {"answers", std::move(answers)}});
  }
  return rows;
}

Json notes_json(const std::vector<NoteGroup>& groups, const char* subject, const char* text) {
  Json rows = Json::array();
  for (const auto& note : groups) rows.push_back({{subject, note.subject}, {text, note.text}, {"cases", note.count}});
  return rows;
}

}  // namespace

Json judged_json(const RequirementTally& tally) {
  return {{"judged", tally.judged()},
          {"passed", tally.passed},
          {"failed", tally.failed},
          {"warned", tally.warned},
          {"inconclusive", tally.inconclusive},
          {"errors", tally.errors},
          {"not_applicable", tally.not_applicable}};
}

Json coverage_json(const Record& record, const spec::Facts& facts) {
  const bool told = record.footer && record.footer->model;
  const run::ModelCoverage nothing;
  const auto& model = told ? *record.footer->model : nothing;
  return {
      {"requirements", requirements_json(record, facts)},     {"states", told ? states_json(record, model) : Json()},
      {"cells", told ? cells_json(model) : Json()},           {"alerts", told ? alerts_met_json(model) : Json()},
      {"operations", told ? operations_json(model) : Json()}, {"open_points", open_points_json(record, facts)}};
}

Json still_gives_out_json(const Record& record, const spec::Facts& facts) {
  const auto all = still_gives_out(record, facts);
  Json requests = Json::array();
  for (const auto& row : all.requests) {
    const auto* service = facts.service_request(row.srv);
    requests.push_back({{"srv", row.srv},
                        {"name", service ? Json(service->name) : Json()},
                        {"device_types", row.device_types},
                        {"profile", row.profile},
                        {"level", spec::name(row.level)},
                        {"consumption", row.consumption}});
  }
  Json alerts = Json::array();
  for (const auto& row : all.alerts) {
    const auto* alert = facts.alert(row.code);
    alerts.push_back({{"code", row.code},
                      {"name", alert ? Json(alert->name) : Json()},
                      {"sent", row.sent},
                      {"delivered", row.delivered}});
  }
  return {{"requests", std::move(requests)},
          {"alerts", std::move(alerts)},
          {"flag_lost", notes_json(all.flag_lost, "way", "device_type")},
          {"open_rows", notes_json(all.open_rows, "row", "seen")}};
}

Json alarms_json(const Record& record) {
  Json rows = Json::array();
  if (!record.footer) return rows;
  for (const auto& alarm : record.footer->alarms) {
    rows.push_back({{"kind", alarm.kind}, {"subject", alarm.subject}, {"text", alarm.text}});
  }
  return rows;
}

}  // namespace hallmark::reports
