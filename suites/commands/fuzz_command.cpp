// `hallmark fuzz`: a campaign of structure-aware fuzzing against one implementation, for a minute or a night.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <ctime>
#include <iostream>
#include <regex>

#include "fuzz/campaign.h"
#include "fuzz/campaign_seeds.h"
#include "harness/adaptor/target.h"
#include "harness/generator/least_request.h"
#include "suites/commands/commands.h"
#include "suites/commands/in_brief.h"
#include "suites/commands/reach.h"

namespace hallmark::suites {

namespace {

using fuzz::CampaignOutcome;
using fuzz::CampaignStatus;

struct FuzzOptions {
  ContextOptions context;
  ReachOptions reach;
  fuzz::CampaignOptions campaign;
  std::string time = "10m";
  std::string store = "hallmark-campaign";
  int store_limit_mb = 1024;
  bool strict = false;
  bool resume = false;
  bool without_oracle = false;
  bool json = false;
};

/// "90s", "10m" or "8h".
std::chrono::seconds duration_of(const std::string& text) {
  static const std::regex form("([0-9]{1,6})([smh]?)");
  std::smatch parts;
  if (!std::regex_match(text, parts, form))
    throw UsageError("--time " + text + ": give seconds, minutes or hours: 90s, 10m, 8h");
  const auto number = std::stoll(parts[1]);
  const auto unit = parts[2].str();
  return std::chrono::seconds(number * (unit == "h" ? 3600 : unit == "m" ? 60 : 1));
}

volatile sig_atomic_t asked_to_stop = 0;

void stop_when_asked() {
  struct sigaction action {};
  action.sa_handler = [](int) { asked_to_stop = 1; };
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

std::string in_a_line(const CampaignStatus& status) {
  const auto rate = [&](long long count) { return static_cast<double>(count) / std::max(status.seconds, 0.001); };
  return fmt::format(
      "{:.0f} s: {} scenarios ({:.0f}/s), {} steps ({:.0f}/s), {} states, {} transitions, {} features, corpus {}, {} "
      "findings, {} of them new, {} waiting; something new {:.0f} s ago",
      status.seconds, status.all.executions, rate(status.all.executions), status.all.steps, rate(status.all.steps),
      status.all.states, status.all.transitions, status.all.features, status.corpus, status.findings, status.fresh,
      status.waiting, status.since_new);
}

void show(const CampaignStatus& status) {
  if (isatty(STDERR_FILENO) == 1) {
    fmt::print(stderr, "\r\033[K{}", in_a_line(status));
    return;
  }
  static double told = 0;
  if (status.seconds - told < 60) return;
  told = status.seconds;
  fmt::print(stderr, "{}\n", in_a_line(status));
}

nlohmann::ordered_json finding_json(const fuzz::StoredFinding& each) {
  return {{"key", each.key},
          {"kind", name(each.kind)},
          {"requirements", each.requirements},
          {"reason", each.reason},
          {"shape", each.shape},
          {"steps", each.steps},
          {"firm", each.firm},
          {"times", each.times},
          {"first_run", each.first_run},
          {"last_run", each.last_run},
          {"file", "findings/" + each.key.substr(0, 16) + ".json"}};
}

std::string as_json(const FuzzOptions& options, const CampaignOutcome& outcome,
                    const std::vector<fuzz::StoredFinding>& findings, int exit_code) {
  const auto& last = outcome.last;
  nlohmann::ordered_json json = {{"target", options.reach.target},
                                 {"store", options.store},
                                 {"run", outcome.run},
                                 {"seconds", last.seconds},
                                 {"executions", last.all.executions},
                                 {"steps", last.all.steps},
                                 {"states", last.all.states},
                                 {"transitions", last.all.transitions},
                                 {"features", last.all.features},
                                 {"corpus", last.corpus},
                                 {"expected_in_another_hour", fuzz::expected_in_another_hour(last)},
                                 {"weak", outcome.weak},
                                 {"broke", outcome.broke},
                                 {"exit_code", exit_code},
                                 {"findings", nlohmann::ordered_json::array()}};
  for (const auto& each : findings) {
    if (each.last_run == outcome.run) json["findings"].push_back(finding_json(each));
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

/// Firm findings that no earlier run had come first, then what came again, then what is not firm.
std::string as_text(const FuzzOptions& options, const CampaignOutcome& outcome,
                    const std::vector<fuzz::StoredFinding>& findings) {
  std::string text;
  const auto list = [&](const std::string& title, const auto& is) {
    bool any = false;
    for (const auto& each : findings) {
      if (each.last_run != outcome.run || !is(each)) continue;
      text += any ? "" : title + ":\n";
      any = true;
      const auto file = options.store + "/findings/" + each.key.substr(0, 16) + ".json";
      text += fmt::format("  {} {}: {}\n    {} steps, met {} times; hallmark replay {} {}\n", name(each.kind),
                          each.requirements, shown(each.reason, 200), each.steps, each.times, run::shell_word(file),
                          run::shell_word(options.reach.target));
    }
  };
  list("New and firm", [&](const auto& each) { return each.firm && each.first_run == outcome.run; });
  list("Firm, known from before", [&](const auto& each) { return each.firm && each.first_run != outcome.run; });
  list("Not firm: did not come again each time", [](const auto& each) { return !each.firm; });
  text += in_a_line(outcome.last) + '\n';
  text += fmt::format("Another hour would show about {:.0f} features more (an estimate, by Good and Turing).\n",
                      fuzz::expected_in_another_hour(outcome.last));
  if (!outcome.broke.empty()) return text + "Could not run: " + outcome.broke + '\n';
  const bool any_firm = text.starts_with("New and firm") || text.starts_with("Firm, known");
  if (any_firm) return text;
  return text + (outcome.weak.empty() ? "Nothing firm was found.\n"
                                      : "Nothing firm was found, by a weak campaign: " + outcome.weak + ".\n");
}

int exit_code_of(const CampaignOutcome& outcome, const std::vector<fuzz::StoredFinding>& findings) {
  if (!outcome.broke.empty()) return 2;
  return std::any_of(findings.begin(), findings.end(),
                     [&](const auto& each) { return each.firm && each.last_run == outcome.run; })
             ? 1
             : 0;
}

/// What the last run in the store was about, where this one goes on with it.
void resume(FuzzOptions& options) {
  if (!std::filesystem::exists(std::filesystem::path(options.store) / "campaign.sqlite"))
    throw UsageError("--resume: no campaign was begun in " + options.store + ": give its folder with --store");
  const auto runs = fuzz::CampaignStore(options.store).runs();
  if (runs.empty()) throw UsageError("--resume: no campaign was begun in " + options.store + ": leave --resume out");
  if (options.reach.target.empty()) options.reach.target = runs.back().target;
  if (options.reach.target != runs.back().target)
    throw UsageError("--resume: the campaign in " + options.store + " is about " + runs.back().target +
                     ": name that, or another --store");
}

int fuzz_target(const FuzzOptions& asked) {
  FuzzOptions options = asked;
  options.campaign.time = duration_of(options.time);
  options.campaign.store = options.store;
  options.campaign.corpus_bytes_max = static_cast<std::uintmax_t>(options.store_limit_mb) << 20U;
  options.campaign.oracle_counts = !options.without_oracle;
  if (options.resume) resume(options);
  if (options.reach.target.empty()) throw UsageError(std::string("target: name one: ") + adaptor::target_forms);
  if (options.campaign.jobs > 1 && is_service(options.reach.target)) throw UsageError(std::string(one_world));
  Context context(options.context);
  const generator::Sequences sequences({.facts = &context.facts(),
                                        .profile = &context.profile(),
                                        .samples = &context.samples(),
                                        .schema_version = context.validator().version(),
                                        .templates = &context.templates()});
  const run::ModelGrid model(context.facts());
  fuzz::WorkerMaterial material{reach(options.reach, context), context.rules(options.campaign.seed), &sequences,
                                options.reach.target};
  material.rules.strict = options.strict;
  material.rules.model = &model;
  material.rules.answers_kept = true;
  options.campaign.rules = std::string("hallmark " HALLMARK_VERSION) + ", facts " + context.facts().digest +
                           ", profile " + context.profile().digest() + ", schema " + context.validator().digest();
  options.campaign.now = [] { return scenario::text({static_cast<std::int64_t>(std::time(nullptr))}); };
  const generator::LeastRequests least(context.facts(), context.validator());
  run::ShrinkOptions shrinking;
  shrinking.evaluations = options.campaign.shrink_steps;
  shrinking.simpler = [&](const scenario::Submit& submit, const scenario::Estate& estate) {
    const auto made = least.least(submit, estate);
    return made ? std::vector<scenario::Submit>{*made} : std::vector<scenario::Submit>{};
  };
  stop_when_asked();
  const auto outcome = fuzz::run_campaign(
      material, options.campaign, fuzz::campaign_seeds(options.campaign.seed), shrinking,
      [] { return asked_to_stop != 0; }, show);
  if (isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\n");
  const auto findings = fuzz::CampaignStore(options.store).findings();
  const int exit_code = exit_code_of(outcome, findings);
  std::cout << (options.json ? as_json(options, outcome, findings, exit_code) : as_text(options, outcome, findings));
  return exit_code;
}

void add_extent(CLI::App& command, FuzzOptions& options) {
  command.add_option("--time", options.time, "How long: 90s, 10m, 8h")->capture_default_str();
  command.add_option("--executions", options.campaign.executions, "Scenarios of each worker, in place of --time")
      ->check(CLI::Range(1LL, 1'000'000'000'000LL));
  command.add_option("--jobs", options.campaign.jobs, "Workers, each with an implementation of its own")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command.add_option("--seed", options.campaign.seed, "Of the first run in a store; the next go on with other numbers")
      ->capture_default_str();
  command
      .add_option("--shrink-steps", options.campaign.shrink_steps,
                  "Candidates played at most to shrink one finding; 0: none is shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command.add_flag("--without-oracle", options.without_oracle,
                   "Without the oracle's features as feedback: to measure what they are worth");
}

}  // namespace

void add_fuzz(CLI::App& program, Action& action) {
  auto options = std::make_shared<FuzzOptions>();
  auto* command = program.add_subcommand(
      "fuzz", "Fuzz an implementation with scenarios, guided by the policy's own state, for a minute or a night");
  command->footer(
      "Examples:\n"
      "  hallmark fuzz inproc:reference --time 60s\n"
      "  hallmark fuzz exec:./my-adaptor --time 8h --jobs 2 --store night\n"
      "  hallmark fuzz --resume --store night --time 8h\n"
      "Findings are shrunk, told apart by requirement and shape, replayed three times before they are called firm, "
      "and\n"
      "kept as scenario files in STORE/findings for `hallmark replay FILE TARGET`. Ctrl-C ends a campaign in order.\n"
      "Exit: 0 nothing firm was found, 1 something was, 2 the campaign could not run, 3 bad usage or environment.");
  command->add_option("target", options->reach.target, adaptor::target_forms);
  command->add_option("--store", options->store, "Folder of the campaign: corpus, findings and figures of all its runs")
      ->capture_default_str();
  command->add_flag("--resume", options->resume, "Go on with the campaign in that folder; the target may be left out");
  command->add_option("--store-limit", options->store_limit_mb, "MiB of corpus; the oldest entries go, never a finding")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str();
  add_extent(*command, *options);
  command->add_option("--statement", options->reach.statement,
                      "JSON file whose members add to or override what the implementation states");
  command->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--strict", options->strict, "A broken should is a finding");
  command->add_flag("--json", options->json, "As JSON");
  add_tls(*command, options->reach.tls);
  command->callback([options, &action] { action = [options] { return fuzz_target(*options); }; });
}

}  // namespace hallmark::suites
