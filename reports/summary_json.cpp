#include "reports/summary_json.h"

#include <algorithm>

#include "reports/coverage_json.h"
#include "reports/matrix.h"
#include "reports/tally.h"

namespace hallmark::reports {
namespace {

using run::Json;
using run::Record;

constexpr std::size_t most_cases = 10;  ///< failing cases listed for a requirement

Json verdict_json(const Record& record) {
  if (!record.footer) return nullptr;
  return {{"exit", record.footer->exit_code}, {"reason", record.footer->reason}};
}

Json counts_json(const Record& record) {
  Json counts = Json::object();
  for (const Outcome outcome : worst_first) counts[std::string(verdict::name(outcome))] = count(record, outcome);
  counts["not_run"] = record.not_run.size();
  return counts;
}

Json citations_json(const spec::Requirement* requirement) {
  Json citations = Json::array();
  if (!requirement) return citations;
  for (const spec::Citation& citation : requirement->citations)
    citations.push_back({{"document", citation.document}, {"section", citation.section}});
  return citations;
}

Json requirement_json(const RequirementTally& tally) {
  Json cases = Json::array();
  for (std::size_t at = 0; at < std::min(tally.failing.size(), most_cases); ++at) cases.push_back(tally.failing[at]);
  const spec::Requirement* known = tally.requirement;
  Json row = {{"id", tally.id},
              {"level", spec::name(tally.level)},
              {"basis", known ? Json(spec::name(known->basis)) : Json()},
              {"citations", citations_json(known)},
              {"text", known ? Json(known->text) : Json()}};
  row.update(judged_json(tally));
  row["cases"] = std::move(cases);
  return row;
}

Json requirements_json(const Record& record, const spec::Facts& facts) {
  Json rows = Json::array();
  for (const RequirementTally& tally : tally_requirements(record, facts)) rows.push_back(requirement_json(tally));
  return rows;
}

Json gives_out_json(const Record& record) {
  Json rows = Json::array();
  for (const GivenOut& row : given_out(record))
    rows.push_back({{"srv", row.srv}, {"device_types", row.device_types}, {"level", spec::name(row.level)}});
  return rows;
}

Json notes_json(const Record& record) {
  Json rows = Json::array();
  for (const NoteGroup& note : note_groups(record))
    rows.push_back({{"kind", note.kind}, {"subject", note.subject}, {"text", note.text}, {"count", note.count}});
  return rows;
}

Json not_run_json(const Record& record) {
  Json rows = Json::array();
  for (const ReasonGroup& group : not_run_by_reason(record))
    rows.push_back({{"reason", group.reason}, {"count", group.count}});
  return rows;
}

Json cell_json(const std::string& srv, const std::string& device_type, const Cell& cell) {
  const run::Axes& axes = cell.worst->axes;
  return {{"srv", srv},
          {"device_type", device_type},
          {"expect", axes.expect},
          {"level", axes.level},
          {"clear", axes.clear},
          {"restricted", axes.restricted},
          {"outcome", verdict::name(cell.worst->verdict.outcome)},
          {"cases", cell.cases},
          {"worst", cell.worst->case_id}};
}

Json matrix_json(const Record& record, const spec::Facts& facts) {
  Json cells = Json::array();
  const Matrix all = matrix(record, facts);
  for (const MatrixRow& row : all.rows)
    for (const std::string& type : all.device_types)
      if (const auto cell = row.cells.find(type); cell != row.cells.end())
        cells.push_back(cell_json(row.srv, type, cell->second));
  return cells;
}

}  // namespace

std::string summary_json(const Record& record, const spec::Facts& facts) {
  const run::Header& header = record.header;
  Json summary;
  summary["format"] = 1;
  summary["hallmark"] = header.hallmark;
  summary["verdict"] = verdict_json(record);
  summary["still_gives_out"] = still_gives_out_json(record, facts);
  summary["alarms"] = alarms_json(record);
  summary["implementation"] = header.implementation;
  summary["target"] = header.target;
  summary["schema"] = {{"version", header.schema_version}, {"digest", header.schema_digest}};
  summary["profile"] = {{"origin", header.profile_origin},
                        {"digest", header.profile_digest},
                        {"acknowledged", header.profile_acknowledged},
                        {"differences", header.profile_differences}};
  summary["facts"] = header.facts_digest;
  summary["seed"] = std::to_string(header.seed);
  summary["strict"] = header.strict;
  summary["certification"] = header.certification;
  if (!header.files.empty()) summary["files"] = run::to_json(header).at("files");
  if (header.statement_file) summary["statement_file"] = run::to_json(*header.statement_file);
  summary["self_proof"] = header.self_proof ? run::to_json(*header.self_proof) : Json();
  summary["signing"] = header.signing;
  summary["disguised"] = header.disguised;
  summary["history_requests"] = header.history_requests;
  if (!header.complete.empty()) summary["complete"] = header.complete;
  summary["selection"] = {{"filter", header.filter},
                          {"suites", header.suites},
                          {"selected", header.selected},
                          {"shards", header.shards},
                          {"shard", header.shard}};
  summary["counts"] = counts_json(record);
  summary["requirements"] = requirements_json(record, facts);
  summary["gives_out"] = gives_out_json(record);
  summary["open_points"] = notes_json(record);
  summary["not_run"] = not_run_json(record);
  summary["matrix"] = matrix_json(record, facts);
  summary["coverage"] = coverage_json(record, facts);
  const auto& coverage = record.footer ? record.footer->schema_coverage : std::nullopt;
  summary["schemaCoverage"] = coverage ? run::to_json(*coverage) : Json();
  summary["times"] = {{"started", header.started},
                      {"finished", record.footer ? Json(record.footer->finished) : Json()}};
  return summary.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace hallmark::reports
