// `hallmark run`: cases against a target, a record, and the reports drawn from it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <set>

#include "harness/adaptor/target.h"
#include "harness/observation/observation_json.h"
#include "harness/run/record_alarms.h"
#include "reports/html.h"
#include "reports/junit.h"
#include "reports/markdown_summary.h"
#include "reports/summary_json.h"
#include "reports/text_summary.h"
#include "suites/commands/commands.h"
#include "suites/commands/document_files.h"
#include "suites/commands/reach.h"
#include "suites/commands/shrink_findings.h"
#include "suites/commands/signing_options.h"
#include "suites/commands/target_files.h"
#include "suites/complete/complete_suites.h"
#include "suites/conductor.h"
#include "suites/disguised.h"
#include "suites/restricted/allow_list.h"
#include "suites/self_proof.h"
#include "suites/service_flags/histories.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

struct RunOptions {
  ContextOptions context;
  ReachOptions reach;
  SigningOptions signing;
  std::vector<std::string> suites;
  std::string case_filter;
  std::string out = "hallmark-report";
  std::uint64_t seed = 1;
  int sequences = default_sequences;
  int jobs = 1;
  int batch = 32;
  int errors_max = 20;
  int deadline_ms = 5000;
  bool strict = false;
  bool exhaustive = false;
  bool certification = false;
  bool self_proof = false;
  bool disguise = false;
  int history_requests = run::certified_history_requests;
  std::optional<int> extra_states;  ///< of the complete suites
  std::string record = "usual";
  int shrink_steps = 200;
  int shrink_seconds = 60;
};

bool asks_for_complete(const RunOptions& options) { return std::ranges::any_of(options.suites, is_complete_suite); }

std::string replay_options(const RunOptions& options) {
  std::string text = " --seed " + std::to_string(options.seed);
  if (!options.context.profile.empty()) text += " --profile " + run::shell_word(options.context.profile);
  if (!options.context.schema.empty()) text += " --schema " + run::shell_word(options.context.schema);
  if (!options.reach.statement.empty()) text += " --statement " + run::shell_word(options.reach.statement);
  text += as_words(options.signing);
  if (options.strict) text += " --strict";
  if (options.exhaustive) text += " --exhaustive";
  if (options.sequences != default_sequences) text += " --sequences " + std::to_string(options.sequences);
  if (asks_for_complete(options)) text += " --suite complete --k " + std::to_string(options.extra_states.value_or(0));
  if (options.disguise) text += " --disguise --history-requests " + std::to_string(options.history_requests);
  return text;
}

std::string filter_of(const RunOptions& options) {
  const std::string google = GTEST_FLAG_GET(filter);
  if (options.certification && (!options.suites.empty() || !options.case_filter.empty() || google != "*")) {
    throw UsageError("--certification counts every case: leave out --suite, --case and --gtest_filter");
  }
  if (options.case_filter.empty()) return google;
  if (google != "*") throw UsageError("--case and --gtest_filter: both select cases: give one of them");
  return options.case_filter;
}

std::string row_text(const spec::ProfileRow* row) { return std::string(row ? spec::name(row->expect) : "reject"); }

/// Rows of the profile in force that say something else than the shipped profile, and sensitive ones it knowingly
/// permits.
void describe_profile(Context& context, run::Header& header) {
  const auto& profile = context.profile();
  header.profile_origin = profile.origin();
  header.profile_digest = profile.digest();
  if (profile.shipped()) return;
  const auto shipped = spec::shipped_profile(context.facts());
  for (const auto& service : context.facts().service_requests) {
    auto types = service.device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) {
      const auto before = row_text(shipped.find(service.variant, type));
      const auto after = row_text(profile.find(service.variant, type));
      if (before != after)
        header.profile_differences.push_back(service.variant + ' ' + type + ": " + before + " -> " + after);
    }
  }
  for (const auto& row : profile.rows()) {
    if (row.sensitive_acknowledged) header.profile_acknowledged.push_back(row.srv + ' ' + row.device_type);
  }
}

/// Those of the target as they are now; a run whose files change meanwhile is invalid.
std::vector<std::string> changed_since(const run::Header& header) {
  std::vector<std::string> changed;
  const auto now = files_of_target(header.target);
  for (const auto& each : header.files) {
    if (std::ranges::find(now, each) == now.end()) changed.push_back(each.file);
  }
  return changed;
}

run::Header header_of(const RunOptions& options, Context& context, const observation::Observation& opening) {
  run::Header header;
  header.hallmark = HALLMARK_VERSION;
  header.target = options.reach.target;
  if (const auto* initialized = observation::answer<observation::Initialized>(opening)) {
    header.implementation = observation::to_json(initialized->implementation);
    header.statement = observation::to_json(initialized->statement);
  }
  header.schema_version = context.validator().version();
  header.schema_digest = context.validator().digest();
  header.facts_digest = context.facts().digest;
  describe_profile(context, header);
  header.seed = options.seed;
  header.strict = options.strict;
  header.exhaustive = options.exhaustive;
  header.signing = options.signing.signing;
  header.sequences = options.sequences;
  header.disguised = options.disguise;
  if (options.disguise) header.history_requests = options.history_requests;
  header.suites = options.suites;
  header.certification = options.certification;
  const char* shards = std::getenv("GTEST_TOTAL_SHARDS");
  const char* shard = std::getenv("GTEST_SHARD_INDEX");
  header.shards = shards ? std::atoi(shards) : 1;
  header.shard = shard ? std::atoi(shard) : 0;
  header.started = scenario::text({static_cast<std::int64_t>(std::time(nullptr))});
  return header;
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text << std::flush;
  if (!stream) throw std::runtime_error(file.string() + ": cannot be written: is the disk full?");
}

/// Every report is drawn from the record as it stands on disk, and from nothing else.
void write_reports(const fs::path& out, const spec::Facts& facts) {
  const auto record = run::read_record(out / "record.jsonl");
  const std::string summary = reports::text_summary(record, facts);
  write_file(out / "summary.txt", summary);
  write_file(out / "summary.json", reports::summary_json(record, facts));
  write_file(out / "summary.md", reports::markdown_summary(record, facts));
  write_file(out / "junit.xml", reports::junit(record));
  write_file(out / "report.html", reports::html_page(record, facts));
  std::cout << summary << "\nReports: " << (out / "report.html").string()
            << ", summary.json, summary.md, junit.xml, summary.txt, record.jsonl\n";
}

std::string exhaustive_notice() {
  return "Exhaustive: " + std::to_string(history_count(true)) + " histories of statuses instead of " +
         std::to_string(history_count(false)) +
         " (service_flags/histories and service_flags/reads, as far as they are selected)\n";
}

/// Those that are complete are derived for what this implementation states. Says how large they are, and what for; so
/// does the record.
void add_complete(const RunOptions& options, const Material& material, const observation::Observation& opening,
                  std::vector<Suite>& suites, run::Header& header) {
  if (!asks_for_complete(options)) return;
  const auto* opened = observation::answer<observation::Initialized>(opening);
  const auto statement = opened != nullptr ? opened->statement : observation::Statement{};
  const auto extra = static_cast<std::size_t>(options.extra_states.value_or(0));
  auto made = complete_suites(material, statement, extra, options.suites);
  std::move(made.suites.begin(), made.suites.end(), std::back_inserter(suites));
  header.extra_states = options.extra_states.value_or(0);
  header.complete = made.descriptions;
  if (GTEST_FLAG_GET(list_tests)) return;
  for (const auto& line : made.descriptions) std::cout << line << '\n';
  std::cout << std::flush;
}

ConductorOptions conducting_of(const RunOptions& options) {
  ConductorOptions conducting;
  conducting.jobs = options.jobs;
  conducting.errors_max = options.errors_max;
  conducting.replay_options = replay_options(options);
  conducting.target = run::shell_word(options.reach.target);
  conducting.progress_on_terminal = isatty(STDERR_FILENO) == 1;
  return conducting;
}

/// What a defect that is planted comes to; in disguise where the run is.
run::SelfProof proof_of(const RunOptions& options, const Material& material, const observation::Observation& opening,
                        const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const run::Rules& rules) {
  std::vector<Suite> pairs = {allow_list(material)};
  const auto* opened = observation::answer<observation::Initialized>(opening);
  if (options.disguise && opened != nullptr) disguise(pairs, material, opened->statement);
  return prove(pairs.front(), make, rules);
}

int run_cases(const RunOptions& asked) {
  RunOptions options = asked;
  if (asked.certification) options.disguise = options.self_proof = true;
  if (GTEST_FLAG_GET(shuffle)) throw UsageError("--gtest_shuffle: the record is written in case order: leave it out");
  const auto filter = filter_of(options);
  if (options.extra_states && !asks_for_complete(options)) throw UsageError("--k: give --suite complete too");
  Context context(options.context);
  auto material = context.material();
  material.exhaustive = options.exhaustive;
  material.sequences = options.sequences;
  if (options.disguise) material.history_requests = options.history_requests;
  if (options.jobs > 1 && is_service(options.reach.target)) throw UsageError(std::string(one_world));
  auto suites = chosen_suites(options.suites, material);
  const auto make_adaptor = reach(options.reach, context);
  const generator::ReachGrid grid(context.grammar().blueprint);
  const run::ModelGrid model(context.facts());
  const auto signers = user_signers(options.signing, context);
  auto rules = context.rules(options.seed);
  rules.strict = options.strict;
  rules.signers = signers ? &*signers : nullptr;
  rules.keep_whole = options.record == "full";
  rules.batch = options.batch;
  rules.disguised = options.disguise;
  rules.grid = &grid;
  rules.model = &model;
  const auto make_session = [&] { return std::make_unique<run::Session>(make_adaptor(), rules); };

  auto conducting = conducting_of(options);
  conducting.filter = filter;
  conducting.grid = &grid;
  run::Header header;
  {
    const auto files = files_of_target(options.reach.target);  // as they are before anything of them runs
    const auto first = make_session();
    header = header_of(options, context, first->opening());
    header.files = files;
    if (!options.reach.statement.empty()) header.statement_file = named_file(options.reach.statement);
    const auto* opened = observation::answer<observation::Initialized>(first->opening());
    if (options.disguise && opened != nullptr) disguise(suites, material, opened->statement);
    add_complete(options, material, first->opening(), suites, header);
    if (signers) header.certificates = signers->names();
    first->close();
    if (options.self_proof && !GTEST_FLAG_GET(list_tests))
      header.self_proof = proof_of(options, material, first->opening(), make_adaptor, rules);
  }
  if (!GTEST_FLAG_GET(list_tests)) {
    std::cout << signing_notice(options.signing, context);
    if (options.exhaustive) std::cout << exhaustive_notice() << std::flush;
  }
  const auto out = made_folder(options.out);
  run::RecordWriter record(out / "record.jsonl");
  run::Findings findings(out, options.reach.target);
  conducting.findings = &findings;
  conducting.rules = rules;
  conducting.changed_files = [&header] { return changed_since(header); };
  Conductor conductor(suites, conducting, make_session, record);
  header.filter = conducting.filter;
  header.selected = conductor.selected();
  record.append(run::to_json(header));
  const auto footer = conductor.run(header);
  if (GTEST_FLAG_GET(list_tests)) return 0;
  const auto shrunk =
      shrink_findings(findings, {options.shrink_steps, options.shrink_seconds, options.out}, make_adaptor, rules);
  write_reports(out, context.facts());
  std::cout << shrunk;
  return footer.exit_code;
}

/// How much is played, and in what guise.
void add_extent(CLI::App& command, RunOptions& options) {
  command
      .add_option("--sequences", options.sequences,
                  "How many property sequences of restricted/sequences there are; with another --seed they are others")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--k", options.extra_states,
                  "States that an implementation may have more than the policy, for --suite complete (usual: 0)")
      ->check(CLI::Range(0, 2));
  command.add_flag("--exhaustive", options.exhaustive,
                   "Enumerate further: every history of five changes of status on one and two meters, four on three");
  command.add_flag("--disguise", options.disguise,
                   "Cases that cannot be told from production: other identities, clocks, estates and traffic, no name "
                   "of the harness; and one history of more than 400 days");
  command
      .add_option("--history-requests", options.history_requests,
                  "How many requests that history has; 0: it is not run (with --disguise)")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  command.add_flag("--certification", options.certification,
                   "Every case counts, and in disguise: takes no filter, and a run with a vacuity alarm (a "
                   "requirement, state, operation "
                   "or Service Request that nothing reached) could not tell: exit 2; --self-proof is part of it");
  command.add_flag("--self-proof", options.self_proof,
                   "First plant a known defect around the implementation, a dropped refusal: where the suites do not "
                   "catch it, the run is invalid: exit 2");
}

void add_shrinking(CLI::App& command, RunOptions& options) {
  command
      .add_option(
          "--shrink-steps", options.shrink_steps,
          "Candidates played at most to shrink a finding to the least scenario that shows it; 0: none is shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--shrink-seconds", options.shrink_seconds,
                  "Time for all shrinking; what is left then is marked as not fully shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  auto options = std::make_shared<RunOptions>();
  auto* command = program.add_subcommand("run", "Run cases against an implementation and write record and reports");
  command->footer(
      "Examples:\n"
      "  hallmark run inproc:reference\n"
      "  hallmark run 'inproc:reference?set-while-set=refuse&declare=no'\n"
      "  hallmark run 'exec:./my-adaptor --port 1' --suite restricted/allow_list --out report\n"
      "  hallmark run exec:./my-adaptor --case 'restricted/allow_list/srv_4_1_1.*' --seed 7\n"
      "  hallmark run exec:./my-adaptor --suite restricted/sequences --sequences 20000 --seed 7\n"
      "  hallmark run exec:./my-adaptor --suite complete --k 1 --jobs 4\n"
      "  hallmark run exec:./my-adaptor --disguise --jobs 4\n"
      "  hallmark run exec:./my-adaptor --signing ecdsa --key user.key --certificate user.pem\n"
      "GoogleTest's flags work too: --gtest_filter, --gtest_repeat, --gtest_output=xml:FILE; GTEST_TOTAL_SHARDS "
      "shards.\n"
      "Exit: 0 as expected, 1 not conformant, 2 could not tell, 3 bad usage or environment.");
  command->add_option("target", options->reach.target, adaptor::target_forms)->required();
  command->add_option("--statement", options->reach.statement,
                      "JSON file whose members add to or override what the implementation states; null takes one away");
  command->add_option("--suite", options->suites,
                      "Only this suite, e.g. restricted or restricted/allow_list; may be repeated");
  command->add_option("--case", options->case_filter, "Only cases matching this GoogleTest filter, e.g. '*.esme.is.*'");
  command->add_option("--profile", options->context.profile,
                      "Policy profile (CSV) instead of the shipped, derived one");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_option("--samples", options->context.samples,
                      "Folder of sample requests instead of those that were built");
  add_signing(*command, options->signing);
  command->add_option("--seed", options->seed, "Same seed, same run")->capture_default_str();
  command->add_option("--jobs", options->jobs, "Cases played at once, each by an implementation of its own")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      ->add_option("--batch", options->batch,
                   "Requests sent in one line at most, where none depends on what is answered to another (exec:, so:); "
                   "1: each by itself")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command->add_flag("--strict", options->strict, "A broken should fails");
  command
      ->add_option("--record", options->record,
                   "usual: whole steps of what did not pass, digests and readings of the rest; full: everything whole")
      ->check(CLI::IsMember({"usual", "full"}))
      ->capture_default_str();
  add_extent(*command, *options);
  add_shrinking(*command, *options);
  command->add_option("--out", options->out, "Folder for record and reports")->capture_default_str();
  command->add_option("--max-errors", options->errors_max, "Errors in a row after which the rest is not run")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      ->add_option("--deadline-ms", options->deadline_ms,
                   "How long an implementation may take for an answer (exec:, http:)")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  command
      ->add_option("--answer-bytes-max", options->reach.child.answer_bytes_max, "Largest answer taken (exec:, http:)")
      ->check(CLI::Range(1024, 1 << 30))
      ->capture_default_str();
  add_placement(*command, options->reach.child);
  add_tls(*command, options->reach.tls);
  command->callback([options, &action] {
    options->reach.child.deadline = std::chrono::milliseconds(options->deadline_ms);
    action = [options] { return run_cases(*options); };
  });
}

}  // namespace hallmark::suites
