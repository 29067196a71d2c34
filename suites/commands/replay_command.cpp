// `hallmark replay`: a scenario played again, and whether what was found by it is still there.
#include <fmt/format.h>

#include <chrono>
#include <iostream>

#include "harness/adaptor/target.h"
#include "harness/observation/observation_json.h"
#include "harness/run/recorded.h"
#include "harness/run/replay.h"
#include "harness/scenario/scenario_file.h"
#include "suites/commands/commands.h"
#include "suites/commands/in_brief.h"
#include "suites/commands/patience_options.h"
#include "suites/commands/reach.h"
#include "suites/gaps/outcome.h"

namespace hallmark::suites {

namespace {

using run::Json;

struct ReplayOptions {
  ContextOptions context;
  ReachOptions reach;
  std::string file;
  int deadline_ms = 5000;
  PatienceOptions patience;
  bool json = false;
};

std::string_view word(run::Replayed replayed) {
  switch (replayed) {
    case run::Replayed::fixed:
      return "FIXED";
    case run::Replayed::still_fails:
      return "STILL FAILS";
    case run::Replayed::error:
      return "ERROR";
  }
  return "";
}

int exit_code(run::Replayed replayed) {
  return replayed == run::Replayed::fixed ? 0 : replayed == run::Replayed::still_fails ? 1 : 2;
}

std::string requirements(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? " [" : " ") + id;
  return text.empty() ? "" : text + "]";
}

/// The scenario, the target and what came of it.
struct Result {
  const scenario::Scenario& scenario;
  const std::string& target;
  const std::vector<run::Exchange>& exchanges;
  const verdict::Verdict& verdict;
  run::Replayed replayed;
  std::vector<std::string> notices;
  std::optional<scenario::OpenQuestion> question;
};

/// What was answered at the step that a question is about, and the reading that answers so; both empty: nothing was.
std::pair<std::string, std::string> read_as(const Result& result) {
  const auto& question = result.question;
  if (!question || static_cast<std::size_t>(question->step) >= result.exchanges.size()) return {};
  const auto said = outcome(result.exchanges[static_cast<std::size_t>(question->step)]);
  for (const auto& each : question->readings) {
    if (each.outcome == said) return {said, each.reading};
  }
  return {said, ""};
}

std::string as_text(const Result& result) {
  const auto& scenario = result.scenario;
  std::string text = scenario.name + " on " + result.target + '\n';
  if (scenario.found) {
    const auto& found = *scenario.found;
    text += "found on " + found.target + ": " + found.outcome + ", " + shown(found.reason, 400) +
            requirements(found.requirements) + '\n';
  }
  for (const auto& notice : result.notices) text += "Notice: " + notice + '\n';
  int number = 0;
  for (const auto& [stimulus, observation] : result.exchanges) {
    text += fmt::format("  {:>3}  {} -> {}\n", number++, in_brief(stimulus), shown(in_brief(observation)));
  }
  if (result.question) {
    const auto [said, reading] = read_as(result);
    text += "Question: " + shown(result.question->text, 400) + '\n';
    text += "Read as: " + (reading.empty() ? "none of the readings" : shown(reading)) +
            fmt::format(" (step {}, {})\n", result.question->step, said.empty() ? "not reached" : shown(said, 400));
  }
  text += fmt::format("{}: {}", word(result.replayed), verdict::name(result.verdict.outcome));
  const auto now = run::finding_of(result.verdict, result.target);
  const bool says = result.verdict.outcome != verdict::Outcome::pass && !now.reason.empty();
  if (says) text += ", " + shown(now.reason, 400) + requirements(now.requirements);
  if (result.replayed == run::Replayed::still_fails && scenario.found &&
      !run::comes_again(*scenario.found, result.verdict))
    text += " (another failure than was found)";
  return text + '\n';
}

std::string as_json(const Result& result) {
  Json judgements = Json::array();
  for (const auto& each : result.verdict.judgements) {
    judgements.push_back({{"outcome", verdict::name(each.outcome)},
                          {"level", spec::name(each.level)},
                          {"requirements", each.requirements},
                          {"reason", each.reason},
                          {"step", each.step}});
  }
  Json steps = Json::array();
  for (const auto& [stimulus, observation] : result.exchanges) {
    steps.push_back({{"stimulus", in_brief(stimulus)}, {"observation", observation::to_json(observation)}});
  }
  const bool same = result.scenario.found && run::comes_again(*result.scenario.found, result.verdict);
  Json json = {{"scenario", result.scenario.name},
               {"target", result.target},
               {"result", word(result.replayed)},
               {"as_found", same},
               {"outcome", verdict::name(result.verdict.outcome)},
               {"notices", result.notices},
               {"judgements", judgements},
               {"steps", steps}};
  if (result.question) {
    const auto [said, reading] = read_as(result);
    json["question"] = {{"step", result.question->step}, {"outcome", said}, {"reading", reading}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::vector<std::string> notices(const scenario::Scenario& scenario, Context& context) {
  std::vector<std::string> all;
  if (!scenario.profile_digest.empty() && scenario.profile_digest != context.profile().digest()) {
    all.push_back("found under the profile " + scenario.profile_origin + " (" + scenario.profile_digest +
                  "), and judged under " + context.profile().origin() + ": --profile names another");
  }
  return all;
}

int replay(ReplayOptions options) {
  const auto scenario = scenario::read_scenario(options.file);
  if (options.reach.target.empty() && scenario.found) options.reach.target = scenario.found->target;
  if (options.reach.target.empty()) {
    throw UsageError(options.file + ": names no target that it was found on: say which, `hallmark replay FILE TARGET`");
  }
  Context context(options.context);
  if (context.validator().version() != scenario.schema_version) {
    throw UsageError(options.file + ": its documents are of DUIS schema " + scenario.schema_version + ", and " +
                     context.validator().version() + " is loaded: name its folder with --schema");
  }
  auto rules = context.rules(scenario.seed);
  rules.strict = scenario.strict;
  rules.disguised = scenario.disguised;
  rules.patience = patience_of(options.patience);
  std::vector<run::Exchange> exchanges;
  run::Session session(std::make_unique<run::Noting>(reach(options.reach, context)(), exchanges), rules);
  if (observation::answer<observation::Initialized>(session.opening()) != nullptr) exchanges.clear();
  const auto verdict = session.play(run::case_of(scenario)).row.verdict;
  const auto played = exchanges.size();
  session.close();
  exchanges.resize(played);
  for (auto& exchange : exchanges) observation::read_documents(exchange.observation, context.vote());
  const auto said = run::replayed(scenario, verdict);
  const Result result{scenario,
                      options.reach.target,
                      exchanges,
                      verdict,
                      said,
                      notices(scenario, context),
                      scenario::read_question(options.file)};
  std::cout << (options.json ? as_json(result) : as_text(result));
  return exit_code(said);
}

}  // namespace

void add_replay(CLI::App& program, Action& action) {
  auto options = std::make_shared<ReplayOptions>();
  auto* command = program.add_subcommand("replay", "Play the scenario of a finding again: is it still there?");
  command->footer(
      "Examples:\n"
      "  hallmark replay hallmark-report/findings/restricted-allow_list-srv_4_1_1.esme.is.cv1.json\n"
      "  hallmark replay finding.json 'exec:./my-adaptor --fixed' --json\n"
      "FIXED (exit 0): it passes. STILL FAILS (exit 1): as it was found, or in another way. ERROR (exit 2): it could\n"
      "not be told: it crashed where it did not before, or nothing could be judged. Exit 3: bad usage or environment.");
  command->add_option("file", options->file, "Scenario file, such as a run writes into OUT/findings")->required();
  command->add_option("target", options->reach.target,
                      std::string(adaptor::target_forms) + "; left out: the one that it was found on");
  command->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command
      ->add_option("--deadline-ms", options->deadline_ms, "How long an implementation may take for an answer (exec:)")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Result, judgements and steps as JSON");
  add_patience(*command, options->patience);
  add_tls(*command, options->reach.tls);
  command->callback([options, &action] {
    options->reach.child.deadline = std::chrono::milliseconds(options->deadline_ms);
    action = [options] { return replay(*options); };
  });
}

}  // namespace hallmark::suites
