// `hallmark judge`: a record judged again, without the implementation, by today's rules.
#include <fmt/format.h>

#include <iostream>
#include <map>

#include "harness/run/rejudge.h"
#include "harness/run/tally_of_run.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/in_brief.h"
#include "suites/complete/complete_suites.h"
#include "suites/disguised.h"
#include "suites/faulty.h"

namespace hallmark::suites {

namespace {

using run::Json;

struct JudgeOptions {
  ContextOptions context;
  std::string record;
  bool strict = false;
  bool json = false;
};

std::string worst_reason(const verdict::Verdict& verdict) {
  for (const auto& judgement : verdict.judgements) {
    if (judgement.outcome == verdict.outcome && !judgement.reason.empty()) return judgement.reason;
  }
  return {};
}

/// Takes a record case by case and keeps the verdicts, not the steps.
class Judging {
 public:
  Judging(const JudgeOptions& options, Context& context) : options_(options), context_(context) {}

  void begin(const run::Header& header) {
    header_ = header;
    if (header.schema_version != context_.validator().version()) {
      throw UsageError(options_.record + ": made with DUIS schema " + header.schema_version + ", and " +
                       context_.validator().version() + " is loaded: name its folder with --schema");
    }
    opening_ = run::opening_of(header);
    build_suites(header);
    rules_ = context_.rules(header.seed);
    rules_.strict = header.strict || options_.strict;
    rules_.disguised = header.disguised;
    rules_.patience = header.patience.value_or(run::Patience{});
    model_.emplace(context_.facts());
    rules_.model = &*model_;
    run::Header judged_as = header;
    judged_as.strict = rules_.strict;
    tally_.emplace(judged_as, context_.facts(), context_.profile(), *model_);
    if (header.profile_digest != context_.profile().digest()) {
      notices_.push_back("the record was made under the profile " + header.profile_origin + " (" +
                         header.profile_digest + "), and is judged under " + context_.profile().origin());
    }
    if (header.facts_digest != context_.facts().digest) notices_.emplace_back("the facts have changed since");
  }

  void take(const run::RecordedCase& recorded) {
    const auto found = cases_.find(recorded.row.case_id);
    if (found != cases_.end() && found->second->history) return take_history(recorded);
    const auto again = found == cases_.end() ? run::Rejudged{std::nullopt, "no suite has such a case today"}
                                             : run::judge_again(recorded, *found->second, rules_, opening_);
    const auto was = std::string(verdict::name(recorded.row.verdict.outcome));
    Json row = {{"case", recorded.row.case_id}, {"iteration", recorded.row.iteration}, {"recorded", was}};
    ++judged_;
    if (!again.row) {
      ++lost_;
      row["now"] = nullptr;
      row["why"] = again.why_not;
      differences_.push_back(row);
    } else {
      tally_->add(*again.row, again.met);
      row["now"] = verdict::name(again.row->verdict.outcome);
      if (row["now"] != was) {
        row["why"] = worst_reason(again.row->verdict);
        differences_.push_back(row);
      } else if (again.row->verdict != recorded.row.verdict) {
        ++other_reasons_;
      }
    }
    rows_.push_back(std::move(row));
  }

  void take(const run::NotRun& row) { tally_->add(row); }

  /// The steps of a history are not kept: what was judged while it was played stands.
  void take_history(const run::RecordedCase& recorded) {
    notices_.push_back(recorded.row.case_id + ": a history's steps are not kept, so its verdict is that of the run");
    ++judged_;
    tally_->add(recorded.row, {});
    const auto outcome = verdict::name(recorded.row.verdict.outcome);
    rows_.push_back({{"case", recorded.row.case_id},
                     {"iteration", recorded.row.iteration},
                     {"recorded", outcome},
                     {"now", outcome}});
  }

  void end(const run::Footer& recorded) {
    whole_ = true;
    tally_->changed(recorded.changed);
  }

  int finish() {
    if (lost_ > 0) tally_->stop(cases(lost_) + " could not be judged again");
    if (!whole_) tally_->stop("the record has no footer: the run was cut off");
    const auto footer = tally_->footer(judged_);
    std::cout << (options_.json ? as_json(footer) : as_text(footer));
    return footer.exit_code;
  }

 private:
  /// The cases as the run had them.
  void build_suites(const run::Header& header) {
    auto material = context_.material();
    material.exhaustive = header.exhaustive;
    material.sequences = header.sequences;
    material.history_requests = header.history_requests;
    material.load_seconds = 1;  // so that the case is known; what was judged while it was played stands
    suites_ = all_suites(material);
    const auto* opened = observation::answer<observation::Initialized>(opening_);
    if (header.disguised && opened != nullptr) disguise(suites_, material, opened->statement);
    if (header.extra_states && opened != nullptr) {
      const auto extra = static_cast<std::size_t>(*header.extra_states);
      for (auto& suite : complete_suites(material, opened->statement, extra, header.suites).suites) {
        suites_.push_back(std::move(suite));
      }
    }
    if (!header.faults.empty()) add_faults(suites_, header.faults);
    for (const auto& suite : suites_) {
      for (const auto& each : suite.cases) cases_.emplace(each.id, &each);
    }
  }

  static std::string cases(int count) { return std::to_string(count) + (count == 1 ? " case" : " cases"); }

  std::string as_json(const run::Footer& footer) const {
    const Json footer_json = run::to_json(footer);
    Json json = {{"record", options_.record},
                 {"target", header_.target},
                 {"counts", Json(footer.counts)},
                 {"exit_code", footer.exit_code},
                 {"reason", footer.reason},
                 {"judgements", footer_json.at("judgements")},
                 {"not_judged", footer_json.at("not_judged")},
                 {"alarms", footer_json.at("alarms")},
                 {"model", footer_json.at("model")},
                 {"notices", notices_},
                 {"differences", differences_},
                 {"same_outcome_for_other_reasons", other_reasons_},
                 {"cases", rows_}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  }

  std::string as_text(const run::Footer& footer) const {
    std::string text;
    for (const auto& row : rows_) {
      text += fmt::format("{:<15} {}\n", row["now"].is_null() ? "not judged" : row["now"].get<std::string>(),
                          row["case"].get<std::string>());
    }
    for (const auto& notice : notices_) text += "\nNotice: " + notice + '\n';
    text += fmt::format("\nOther verdicts than in the record: {}\n", differences_.empty() ? "none" : "");
    for (const auto& row : differences_) {
      text += fmt::format("  {}: recorded {}, now {}{}\n", row["case"].get<std::string>(),
                          row["recorded"].get<std::string>(),
                          row["now"].is_null() ? "not judged" : row["now"].get<std::string>(),
                          row["why"].get<std::string>().empty() ? "" : ": " + row["why"].get<std::string>());
    }
    if (other_reasons_ > 0) text += "The same outcome for other reasons: " + cases(other_reasons_) + '\n';
    for (const auto& judgement : footer.judgements) {
      if (judgement.outcome == verdict::Outcome::pass) continue;
      text += fmt::format("{} of the run as a whole: {}\n", verdict::name(judgement.outcome),
                          shown(judgement.reason, 1000));
    }
    if (!footer.alarms.empty()) text += fmt::format("Vacuity alarms: {}; --json names them\n", footer.alarms.size());
    return text + "\n" + footer.reason + '\n';
  }

  const JudgeOptions& options_;
  Context& context_;
  std::vector<Suite> suites_;
  std::map<std::string, const run::Case*> cases_;
  run::Header header_;
  observation::Observation opening_;
  run::Rules rules_;
  std::optional<run::ModelGrid> model_;
  std::optional<run::TallyOfRun> tally_;
  std::vector<Json> rows_;
  std::vector<Json> differences_;
  std::vector<std::string> notices_;
  int judged_ = 0;
  int lost_ = 0;
  int other_reasons_ = 0;
  bool whole_ = false;
};

int judge(const JudgeOptions& options) {
  Context context(options.context);
  Judging judging(options, context);
  run::visit_record(options.record, {[&](const run::Header& header) { judging.begin(header); },
                                     [&](const run::RecordedCase& recorded) { judging.take(recorded); },
                                     [&](const run::NotRun& row) { judging.take(row); },
                                     [&](const run::Footer& footer) { judging.end(footer); }});
  return judging.finish();
}

}  // namespace

void add_judge(CLI::App& program, Action& action) {
  auto options = std::make_shared<JudgeOptions>();
  auto* command = program.add_subcommand("judge", "Judge a record again, offline, with today's rules");
  command->footer(
      "Examples:\n"
      "  hallmark judge hallmark-report/record.jsonl\n"
      "  hallmark judge old/record.jsonl --profile ours.csv --strict --json\n"
      "What an implementation answered stands in the record; requests come again from each case and its seed, or from\n"
      "the record where it holds them (cases that did not pass, and all of them after `hallmark run --record full`).\n"
      "Exit, as that of `run`: 0 as expected, 1 not conformant, 2 could not tell, 3 bad usage or environment.");
  command->add_option("record", options->record, "record.jsonl of a run")->required();
  command->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_option("--samples", options->context.samples, "Folder of sample requests that the run was made with");
  command->add_flag("--strict", options->strict, "A broken should fails, also where the run was not strict");
  command->add_flag("--json", options->json, "All verdicts and differences as JSON");
  command->callback([options, &action] { action = [options] { return judge(*options); }; });
}

}  // namespace hallmark::suites
