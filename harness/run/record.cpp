#include "harness/run/record.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <stdexcept>
#include <utility>

#include "harness/run/record_line.h"
#include "harness/scenario/duration.h"

namespace hallmark::run {
namespace {

Json to_json(const Axes& axes) {
  return {{"srv", axes.srv},       {"device_type", axes.device_type},
          {"role", axes.role},     {"command_variant", axes.command_variant},
          {"expect", axes.expect}, {"level", axes.level},
          {"clear", axes.clear},   {"restricted", axes.restricted}};
}

Json to_json(const verdict::Judgement& judgement) {
  return {{"outcome", verdict::name(judgement.outcome)},
          {"level", spec::name(judgement.level)},
          {"requirements", judgement.requirements},
          {"reason", judgement.reason},
          {"step", judgement.step}};
}

Json to_json(const verdict::Note& note) {
  return {{"kind", note.kind}, {"subject", note.subject}, {"text", note.text}};
}

Json to_json(const ProofCase& row) {
  return {{"case", row.case_id}, {"device_type", row.device_type}, {"outcome", row.outcome}, {"text", row.text}};
}

Json to_json(const NotJudged& row) { return {{"id", row.id}, {"why", row.why}}; }

Json to_json(const Alarm& alarm) { return {{"kind", alarm.kind}, {"subject", alarm.subject}, {"text", alarm.text}}; }

Json to_json(const SchemaCoverage::Count& count) { return {{"reached", count.reached}, {"total", count.total}}; }

Json to_json(const SchemaCoverage::NotReached& row) { return {{"path", row.path}, {"paths", row.paths}}; }

/// An array of the rows, `[]` also where there is none.
template <class Row>
Json array_of(const std::vector<Row>& rows) {
  Json array = Json::array();
  for (const Row& row : rows) array.push_back(to_json(row));
  return array;
}

/// Puts the lines of one record together and refuses what contradicts an earlier line.
class Assembly {
 public:
  /// Takes the next line; throws std::runtime_error saying in plain words what is wrong with it.
  void take(const Json& line);
  /// The whole record; throws std::runtime_error where there was no header.
  Record finish() &&;

 private:
  void take_step(Step step);
  void take_case(CaseRow row);

  Record record_;
  bool has_header_ = false;
  std::set<std::pair<std::string, int>> judged_;
  std::set<std::pair<std::string, int>> passed_;
};

void Assembly::take(const Json& line) {
  const std::string kind = record_kind(line);
  if (!has_header_ && kind != "header") throw std::runtime_error("the first line of a record is its header");
  if (record_.footer) throw std::runtime_error("a line after the footer; the footer is the last line of a record");
  if (kind == "header") {
    if (has_header_) throw std::runtime_error("a second header; join records with `hallmark merge`");
    record_.header = header_from_json(line);
    has_header_ = true;
  } else if (kind == "step") {
    take_step(step_from_json(line));
  } else if (kind == "case") {
    take_case(case_from_json(line));
  } else if (kind == "not_run") {
    record_.not_run.push_back(not_run_from_json(line));
  } else if (kind == "footer") {
    record_.footer = footer_from_json(line);
    record_.whole_run.case_id = whole_run_id;
    record_.whole_run.verdict = verdict::conclude(record_.footer->judgements, {});
  }
}

void Assembly::take_step(Step step) {
  if (passed_.contains({step.case_id, step.iteration})) return;
  auto& steps = record_.steps[step.case_id];
  steps.push_back(std::move(step));
}

void Assembly::take_case(CaseRow row) {
  if (!judged_.emplace(row.case_id, row.iteration).second)
    throw std::runtime_error("case " + row.case_id + ", iteration " + std::to_string(row.iteration) +
                             ", is judged a second time");
  if (row.verdict.outcome == verdict::Outcome::pass) {
    passed_.emplace(row.case_id, row.iteration);
    if (const auto found = record_.steps.find(row.case_id); found != record_.steps.end()) {
      std::erase_if(found->second, [&](const Step& step) { return step.iteration == row.iteration; });
      if (found->second.empty()) record_.steps.erase(found);
    }
  }
  record_.cases.push_back(std::move(row));
}

Record Assembly::finish() && {
  if (!has_header_) throw std::runtime_error("the record is empty: it has no header");
  return std::move(record_);
}

}  // namespace

Json to_json(const Header& header) {
  Json json = {{"record", "header"},
               {"format", header.format},
               {"hallmark", header.hallmark},
               {"target", header.target},
               {"implementation", header.implementation},
               {"statement", header.statement},
               {"schema_version", header.schema_version},
               {"schema_digest", header.schema_digest},
               {"facts_digest", header.facts_digest},
               {"profile_origin", header.profile_origin},
               {"profile_digest", header.profile_digest},
               {"profile_acknowledged", header.profile_acknowledged},
               {"profile_differences", header.profile_differences},
               {"signing", header.signing},
               {"certificates", header.certificates},
               {"seed", header.seed},
               {"strict", header.strict},
               {"filter", header.filter},
               {"suites", header.suites},
               {"certification", header.certification},
               {"selected", header.selected},
               {"shards", header.shards},
               {"shard", header.shard},
               {"started", header.started}};
  if (!header.files.empty()) json["files"] = array_of(header.files);
  if (header.statement_file) json["statement_file"] = to_json(*header.statement_file);
  if (header.exhaustive) json["exhaustive"] = true;
  if (header.sequences > 0) json["sequences"] = header.sequences;
  if (header.disguised) json["disguised"] = true;
  if (header.history_requests > 0) json["history_requests"] = header.history_requests;
  if (header.self_proof) json["self_proof"] = to_json(*header.self_proof);
  if (!header.faults.empty()) json["faults"] = header.faults;
  if (header.extra_states) json["extra_states"] = *header.extra_states;
  if (!header.complete.empty()) json["complete"] = header.complete;
  if (!header.arguments.empty()) json["arguments"] = header.arguments;
  if (header.patience) {
    json["wait"] = scenario::duration_text(header.patience->wait);
    json["settle"] = scenario::duration_text(header.patience->settle);
  }
  return json;
}

Json to_json(const SelfProof& proof) {
  return {{"planted", proof.planted}, {"holds", proof.holds}, {"cases", array_of(proof.cases)}};
}

Json to_json(const NamedFile& file) { return {{"file", file.file}, {"digest", file.digest}}; }

Json to_json(const Step& step) {
  return {{"record", "step"},  {"case", step.case_id},      {"iteration", step.iteration},
          {"step", step.step}, {"stimulus", step.stimulus}, {"observation", step.observation}};
}

Json to_json(const CaseRow& row) {
  return {{"record", "case"},
          {"case", row.case_id},
          {"title", row.title},
          {"iteration", row.iteration},
          {"seed", row.seed},
          {"axes", to_json(row.axes)},
          {"outcome", verdict::name(row.verdict.outcome)},
          {"judgements", array_of(row.verdict.judgements)},
          {"notes", array_of(row.verdict.notes)},
          {"replay", row.replay},
          {"scenario", row.scenario}};
}

Json to_json(const NotRun& row) { return {{"record", "not_run"}, {"case", row.case_id}, {"reason", row.reason}}; }

Json to_json(const Footer& footer) {
  Json json = {{"record", "footer"},
               {"counts", Json(footer.counts)},
               {"exit_code", footer.exit_code},
               {"reason", footer.reason},
               {"finished", footer.finished}};
  json["judgements"] = array_of(footer.judgements);
  json["not_judged"] = array_of(footer.not_judged);
  json["alarms"] = array_of(footer.alarms);
  if (!footer.changed.empty()) json["changed"] = footer.changed;
  if (footer.resumed_cases > 0) json["resumed_cases"] = footer.resumed_cases;
  if (footer.model) json["model"] = to_json(*footer.model);
  if (footer.schema_coverage) json["schema_coverage"] = to_json(*footer.schema_coverage);
  return json;
}

Json to_json(const SchemaCoverage& coverage) {
  return {{"paths", to_json(coverage.paths)},           {"occurrences", to_json(coverage.occurrences)},
          {"branches", to_json(coverage.branches)},     {"boundaries", to_json(coverage.boundaries)},
          {"attributes", to_json(coverage.attributes)}, {"not_reached", array_of(coverage.not_reached)}};
}

std::string shell_word(const std::string& word) {
  const bool safe = std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("_-./:=+,@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (safe && !word.empty()) return word;
  std::string made = "'";
  for (const char c : word) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

std::string replay_command(const Record& record, const CaseRow& row) {
  if (row.scenario.empty()) return {};
  return "hallmark replay " + shell_word((record.folder / row.scenario).string());
}

Record read_record(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": cannot be opened for reading");
  Assembly assembly;
  int number = 1;
  try {
    LineReader reader(in);
    for (std::string line; reader.next(line); ++number) assembly.take(parse_line(line, reader.cut_off()));
    auto record = std::move(assembly).finish();
    record.folder = file.parent_path();
    return record;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + error.what());
  }
}

}  // namespace hallmark::run
