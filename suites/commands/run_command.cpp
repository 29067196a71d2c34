// `hallmark run`: cases against a target, a record, and the reports drawn from it.
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <set>

#include "harness/adaptor/target.h"
#include "harness/generator/faults.h"
#include "harness/observation/observation_json.h"
#include "harness/run/record_alarms.h"
#include "suites/commands/commands.h"
#include "suites/commands/document_files.h"
#include "suites/commands/patience_options.h"
#include "suites/commands/reach.h"
#include "suites/commands/resume.h"
#include "suites/commands/run_header.h"
#include "suites/commands/run_options.h"
#include "suites/commands/run_reports.h"
#include "suites/commands/shrink_findings.h"
#include "suites/commands/signing_options.h"
#include "suites/commands/target_files.h"
#include "suites/complete/complete_suites.h"
#include "suites/conductor.h"
#include "suites/disguised.h"
#include "suites/faulty.h"
#include "suites/restricted/allow_list.h"
#include "suites/self_proof.h"
#include "suites/service_flags/histories.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

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
  if (options.rounds != default_rounds) text += " --rounds " + std::to_string(options.rounds);
  if (options.load_seconds > 0) text += " --load-seconds " + std::to_string(options.load_seconds);
  if (asks_for_complete(options)) text += " --suite complete --k " + std::to_string(options.extra_states.value_or(0));
  if (!options.faults.empty()) text += fmt::format(" --faults {}", fmt::join(options.faults, ","));
  text += as_words(options.patience);
  if (options.disguise) text += " --disguise --history-requests " + std::to_string(options.history_requests);
  return text;
}

bool has_fault(const RunOptions& options, std::string_view name) {
  return std::ranges::find(options.faults, name) != options.faults.end();
}

std::string filter_of(const RunOptions& options) {
  const std::string google = GTEST_FLAG_GET(filter);
  if (options.certification && (!options.suites.empty() || !options.case_filter.empty() || google != "*")) {
    throw UsageError("--certification counts every case: leave out --suite, --case and --gtest_filter");
  }
  if (options.certification && !options.faults.empty())
    throw UsageError("--certification plays cases as they are: play them with --faults in a run of its own");
  if (options.case_filter.empty()) return google;
  if (google != "*") throw UsageError("--case and --gtest_filter: both select cases: give one of them");
  return options.case_filter;
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
  header.faults = options.faults;
  header.suites = options.suites;
  header.certification = options.certification;
  const char* shards = std::getenv("GTEST_TOTAL_SHARDS");
  const char* shard = std::getenv("GTEST_SHARD_INDEX");
  header.shards = shards ? std::atoi(shards) : 1;
  header.shard = shard ? std::atoi(shard) : 0;
  header.arguments = resumable(options.arguments);
  header.started = scenario::text({static_cast<std::int64_t>(std::time(nullptr))});
  return header;
}

/// What is worth knowing before it begins.
std::string notices(const RunOptions& options, Context& context, const run::InterruptedRun* begun) {
  std::string text = signing_notice(options.signing, context);
  if (options.exhaustive) {
    text += "Exhaustive: " + std::to_string(history_count(true)) + " histories of statuses instead of " +
            std::to_string(history_count(false)) +
            " (service_flags/histories and service_flags/reads, as far as they are selected)\n";
  }
  if (begun == nullptr) return text;
  return text + "Resumed: " + std::to_string(begun->cases()) + (begun->cases() == 1 ? " case stands" : " cases stand") +
         " in the record already\n";
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

/// Throws UsageError for what makes no sense together; what a certification comes with is added.
RunOptions checked(RunOptions options) {
  if (options.reach.target.empty()) {
    if (!options.resume) throw UsageError(std::string("target: name one: ") + adaptor::target_forms);
    resume_as_begun(options.out);
  }
  if (options.certification) {
    options.disguise = options.self_proof = true;
    options.rounds = std::max(options.rounds, certified_rounds);
    options.load_seconds = std::max(options.load_seconds, certified_load_seconds);
  }
  if (GTEST_FLAG_GET(shuffle)) throw UsageError("--gtest_shuffle: the record is written in case order: leave it out");
  if (options.extra_states && !asks_for_complete(options)) throw UsageError("--k: give --suite complete too");
  if (has_fault(options, "kill") && is_service(options.reach.target))
    throw UsageError("--faults kill: a service is not ours to end: leave kill out");
  if (options.jobs > 1 && is_service(options.reach.target)) throw UsageError(std::string(one_world));
  return options;
}

/// What suites are built from, as far as the run asks for more or less than usual.
Material material_of(const RunOptions& options, Context& context) {
  auto material = context.material();
  material.exhaustive = options.exhaustive;
  material.sequences = options.sequences;
  material.rounds = options.rounds;
  material.load_seconds = options.load_seconds;
  if (options.disguise) material.history_requests = options.history_requests;
  return material;
}

run::Rules rules_of(const RunOptions& options, Context& context) {
  auto rules = context.rules(options.seed);
  rules.strict = options.strict;
  rules.keep_whole = options.record == "full";
  rules.batch = options.batch;
  rules.disguised = options.disguise;
  rules.patience = patience_of(options.patience);
  return rules;
}

int run_cases(const RunOptions& asked) {
  const RunOptions options = checked(asked);
  Context context(options.context);
  const auto material = material_of(options, context);
  auto suites = chosen_suites(options.suites, material);
  const auto make_adaptor = reach(options.reach, context);
  const generator::ReachGrid grid(context.grammar().blueprint);
  const run::ModelGrid model(context.facts());
  const auto signers = user_signers(options.signing, context);
  auto rules = rules_of(options, context);
  rules.signers = signers ? &*signers : nullptr;
  rules.grid = &grid;
  rules.model = &model;
  const auto make_session = [&] {
    auto adaptor = make_adaptor();
    if (has_fault(options, "slow")) adaptor = slowed(std::move(adaptor), options.seed);
    return std::make_unique<run::Session>(std::move(adaptor), rules);
  };

  auto conducting = conducting_of(options);
  conducting.filter = filter_of(options);
  conducting.grid = &grid;
  std::optional<run::InterruptedRun> begun;
  if (options.resume) begun.emplace(fs::path(options.out) / "record.jsonl");
  const bool goes_on = begun && begun->header();
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
    if (!options.faults.empty()) add_faults(suites, options.faults);
    if (signers) header.certificates = signers->names();
    if (opened != nullptr && opened->statement.clock == "real") header.patience = rules.patience;
    first->close();
    header.filter = conducting.filter;
    conducting.opening = first->opening();
    if (goes_on) require_same_run(*begun, header, options.out);
    if (goes_on) header.self_proof = begun->header()->self_proof;
    if (options.self_proof && !header.self_proof && !GTEST_FLAG_GET(list_tests))
      header.self_proof = proof_of(options, material, first->opening(), make_adaptor, rules);
  }
  if (!GTEST_FLAG_GET(list_tests)) std::cout << notices(options, context, goes_on ? &*begun : nullptr) << std::flush;
  const auto out = made_folder(options.out);
  const auto record_file = out / "record.jsonl";
  run::RecordWriter record =
      goes_on ? run::RecordWriter(record_file, begun->bytes_to_keep()) : run::RecordWriter(record_file);
  run::Findings findings(out, options.reach.target, goes_on ? begun->scenarios() : std::vector<std::string>{});
  conducting.interrupted = goes_on ? &*begun : nullptr;
  conducting.findings = &findings;
  conducting.rules = rules;
  conducting.changed_files = [&header] { return changed_since(header); };
  Conductor conductor(suites, conducting, make_session, record);
  header.selected = conductor.selected();
  if (!goes_on) record.append(run::to_json(header));
  const auto footer = conductor.run(header);
  if (GTEST_FLAG_GET(list_tests)) return 0;
  // In real time a candidate takes as long as the case did.
  const int steps_to_shrink = header.patience ? 0 : options.shrink_steps;
  const auto shrunk =
      shrink_findings(findings, {steps_to_shrink, options.shrink_seconds, options.out}, make_adaptor, rules);
  write_reports(out, context.facts());
  std::cout << shrunk;
  return footer.exit_code;
}

}  // namespace

void add_run(CLI::App& program, Action& action, std::vector<std::string> arguments) {
  auto options = std::make_shared<RunOptions>();
  options->arguments = std::move(arguments);
  auto* command = program.add_subcommand("run", "Run cases against an implementation and write record and reports");
  command->footer(
      "Examples:\n"
      "  hallmark run inproc:reference\n"
      "  hallmark run 'inproc:reference?set-while-set=refuse&declare=no'\n"
      "  hallmark run 'exec:./my-adaptor --port 1' --suite restricted/allow_list --out report\n"
      "  hallmark run exec:./my-adaptor --case 'restricted/allow_list/srv_4_1_1.*' --seed 7\n"
      "  hallmark run exec:./my-adaptor --suite restricted/sequences --sequences 20000 --seed 7\n"
      "  hallmark run exec:./my-adaptor --suite complete --k 1 --jobs 4\n"
      "  hallmark run http://127.0.0.1:8080/ --suite restricted/concurrent --rounds 10000 --load-seconds 60\n"
      "  hallmark run exec:./my-adaptor --disguise --jobs 4\n"
      "  hallmark run exec:./my-adaptor --faults kill,duplicate,reorder\n"
      "  hallmark run --resume --out report\n"
      "  hallmark run 'exec:hallmark serve --stdio --clock real' --wait PT30S --jobs 8\n"
      "  hallmark run exec:./my-adaptor --signing ecdsa --key user.key --certificate user.pem\n"
      "GoogleTest's flags work too: --gtest_filter, --gtest_repeat, --gtest_output=xml:FILE; GTEST_TOTAL_SHARDS "
      "shards.\n"
      "Exit: 0 as expected, 1 not conformant, 2 could not tell, 3 bad usage or environment.");
  add_run_options(*command, *options);
  command->callback([options, &action] {
    options->reach.child.deadline = std::chrono::milliseconds(options->deadline_ms);
    action = [options] { return run_cases(*options); };
  });
}

}  // namespace hallmark::suites
