// `hallmark diff`: the same cases on several implementations, and what they disagree about.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "harness/adaptor/target.h"
#include "harness/run/progress.h"
#include "harness/run/replay.h"
#include "harness/scenario/scenario_file.h"
#include "suites/commands/commands.h"
#include "suites/commands/document_files.h"
#include "suites/commands/in_brief.h"
#include "suites/commands/reach.h"
#include "suites/differential.h"
#include "suites/selection.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

using run::Json;
using Kind = run::Explanation::Kind;

struct DiffOptions {
  ContextOptions context;
  std::vector<std::string> targets;
  std::vector<std::string> suites;
  std::string case_filter = "*";
  std::string out = "hallmark-diff";
  std::uint64_t seed = 1;
  int sequences = default_sequences;
  int jobs = 1;
  int shrink_steps = 200;
  int shrunk_most = 100;
  int deadline_ms = 5000;
  bool strict = false;
  bool json = false;
  adaptor::TlsFiles tls;
};

std::vector<Compared> reached(const DiffOptions& options, Context& context) {
  std::vector<Compared> targets;
  for (const auto& name : options.targets) {
    ReachOptions one;
    one.target = name;
    one.child.deadline = std::chrono::milliseconds(options.deadline_ms);
    one.tls = options.tls;
    if (options.jobs > 1 && is_service(name)) throw UsageError(std::string(one_world));
    targets.push_back({name, reach(one, context)});
  }
  return targets;
}

/// Who cannot even be opened cannot be compared: their names.
std::vector<std::string> unopened(const std::vector<Compared>& targets, const run::Rules& rules) {
  std::vector<std::string> names;
  for (const auto& target : targets) {
    run::Session session(target.make(), rules);
    if (observation::answer<observation::Initialized>(session.opening()) == nullptr) names.push_back(target.name);
    session.close();
  }
  return names;
}

/// How it ends: exit code and one sentence.
struct Ending {
  int exit_code = 2;
  std::string reason;
};

std::string cases(std::size_t count) { return fmt::format("{} case{}", count, count == 1 ? "" : "s"); }

Ending ending_of(const Comparison& made) {
  const auto unexplained = static_cast<std::size_t>(std::count_if(
      made.groups.begin(), made.groups.end(), [](const auto& group) { return group.kind != Kind::open_point; }));
  if (made.selected == 0) return {2, "Could not tell: no case was selected."};
  if (unexplained > 0)
    return {1, fmt::format("They disagree: {} of {} that no open point explains.", unexplained,
                           made.groups.size() == 1 ? "1 group" : fmt::format("{} groups", made.groups.size()))};
  if (made.compared == 0) return {2, "Could not tell: no case could be compared."};
  if (!made.both_in_error.empty())
    return {2, fmt::format("Could not tell: {} ended in an error of both, the first is {}.",
                           cases(made.both_in_error.size()), made.both_in_error.front())};
  if (!made.groups.empty()) return {0, "They disagree only where the codes leave the answer open."};
  return {0, fmt::format("They agree in all of {}.", cases(static_cast<std::size_t>(made.compared)))};
}

std::string headed(const DisagreementGroup& group) {
  if (group.kind == Kind::unexplained) return "unexplained";
  return (group.kind == Kind::open_point ? "open point " : "requirement ") + group.name;
}

std::string answer_at(const Side& side, std::size_t step) {
  return step < side.answers.size() ? side.answers[step] : "-";
}

std::string asked_at(const DisagreementGroup& group, std::size_t step) {
  const auto& side = step < group.one.exchanges.size() ? group.one : group.other;
  return step < side.exchanges.size() ? in_brief(side.exchanges[step].stimulus) : "";
}

std::size_t step_count(const DisagreementGroup& group) {
  return std::max(group.one.answers.size(), group.other.answers.size());
}

std::string verdict_in_words(const Side& side) {
  const auto found = run::finding_of(side.verdict, side.target);
  const bool passed = side.verdict.outcome == verdict::Outcome::pass || found.reason.empty();
  std::string text = found.outcome + (passed ? "" : ": " + shown(found.reason, 300));
  for (const auto& id : found.requirements) text += passed ? "" : " [" + id + ']';
  return text;
}

std::string side_text(std::string_view letter, const Side& side) {
  const std::string answers = side.answer.empty() ? "" : ", answers " + shown(side.answer, 200);
  return fmt::format("   {} {}{}: {}\n", letter, shown(side.target), answers, verdict_in_words(side));
}

std::string group_text(std::size_t number, const DisagreementGroup& group, const fs::path& file) {
  std::string text = fmt::format("\n{}. {}: {}, the first is {}\n", number, headed(group), cases(group.cases.size()),
                                 group.cases.front());
  const auto& shrunk = group.shortest.shrunk;
  const std::string from = !shrunk ? "not shrunk"
                           : !shrunk->firm
                               ? "it did not come again when played by itself"
                               : fmt::format("from {}{}", shrunk->steps_before, shrunk->fully ? "" : ", not fully");
  text += fmt::format("   The shortest has {} steps ({}):\n", step_count(group), from);
  for (std::size_t i = 0; i < step_count(group); ++i) {
    const auto one = answer_at(group.one, i);
    const auto other = answer_at(group.other, i);
    const auto came = one == other ? one : fmt::format("A {} | B {}", one, other);
    text += fmt::format("   {}{:>3}  {} -> {}\n", one == other ? ' ' : '!', i, shown(asked_at(group, i)), shown(came));
  }
  text += side_text("A", group.one) + side_text("B", group.other);
  if (group.others.size() > 1) text += fmt::format("   So do, against A: {}\n", fmt::join(group.others, ", "));
  if (!file.empty())
    text += fmt::format("   $ hallmark replay {} {}\n", run::shell_word(file.string()),
                        run::shell_word(group.other.target));
  return text;
}

std::string as_text(const Comparison& made, const std::vector<fs::path>& files, const Ending& ending) {
  std::string text = ending.reason + '\n';
  text += fmt::format("{} selected, {} compared, {} with a disagreement, {}\n",
                      cases(static_cast<std::size_t>(made.selected)), made.compared, made.disagreeing,
                      made.groups.size() == 1 ? "1 group" : fmt::format("{} groups", made.groups.size()));
  if (!made.not_compared.empty())
    text += fmt::format("{} not compared, as not all claim what it needs; the first is {}\n",
                        cases(made.not_compared.size()), made.not_compared.front());
  if (!made.both_in_error.empty())
    text += fmt::format("{} not compared, as both ended in an error; the first is {}\n",
                        cases(made.both_in_error.size()), made.both_in_error.front());
  for (std::size_t i = 0; i < made.groups.size(); ++i) text += group_text(i + 1, made.groups[i], files[i]);
  return text;
}

Json side_json(const Side& side) {
  return {{"target", side.target},
          {"answer", side.answer},
          {"outcome", verdict::name(side.verdict.outcome)},
          {"reason", run::finding_of(side.verdict, side.target).reason},
          {"answers", side.answers}};
}

Json group_json(const DisagreementGroup& group, const fs::path& file) {
  Json asked = Json::array();
  for (std::size_t i = 0; i < step_count(group); ++i) asked.push_back(asked_at(group, i));
  const auto& shrunk = group.shortest.shrunk;
  return {{"explained_by", run::name(group.kind)},
          {"name", group.name},
          {"cases", group.cases},
          {"targets", group.others},
          {"scenario", file.empty() ? Json() : Json(file.string())},
          {"steps", asked},
          {"steps_before", shrunk ? Json(shrunk->steps_before) : Json()},
          {"fully_shrunk", shrunk ? shrunk->fully : false},
          {"differs", {{"one", group.how.one}, {"other", group.how.other}}},
          {"one", side_json(group.one)},
          {"other", side_json(group.other)}};
}

std::string as_json(const DiffOptions& options, const Comparison& made, const std::vector<fs::path>& files,
                    const Ending& ending) {
  Json groups = Json::array();
  for (std::size_t i = 0; i < made.groups.size(); ++i) groups.push_back(group_json(made.groups[i], files[i]));
  const Json json = {{"targets", options.targets},
                     {"seed", std::to_string(options.seed)},
                     {"exit", ending.exit_code},
                     {"reason", ending.reason},
                     {"selected", made.selected},
                     {"compared", made.compared},
                     {"disagreeing", made.disagreeing},
                     {"not_compared", made.not_compared},
                     {"both_in_error", made.both_in_error},
                     {"groups", groups}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// A file a group; an empty path where the scenario is too long to be kept.
std::vector<fs::path> written(const Comparison& made, const fs::path& folder) {
  std::vector<fs::path> files;
  for (std::size_t i = 0; i < made.groups.size(); ++i) {
    const auto& group = made.groups[i];
    const auto name = fmt::format("{:02}-{}", i + 1, group.name.empty() ? "unexplained" : group.name);
    files.push_back(group.shortest.trials.empty() ? fs::path() : folder / (scenario::file_name(name) + ".json"));
    if (!files.back().empty()) scenario::write_scenario(files.back(), group.shortest);
  }
  return files;
}

int diff(const DiffOptions& options) {
  Context context(options.context);
  auto material = context.material();
  material.sequences = options.sequences;
  const auto suites = chosen_suites(options.suites, material);
  std::vector<const run::Case*> chosen;
  for (const auto& suite : suites) {
    for (const auto& each : suite.cases) {
      if (is_selected(options.case_filter, each.id)) chosen.push_back(&each);
    }
  }
  const auto targets = reached(options, context);
  auto rules = context.rules(options.seed);
  rules.strict = options.strict;
  const auto folder = made_folder(options.out) / "disagreements";
  scenario::clear_scenarios(folder);
  if (const auto silent = unopened(targets, rules); !silent.empty()) {
    std::cout << fmt::format("Could not tell: initialize was not answered as the protocol says by {}\n",
                             fmt::join(silent, ", "));
    return 2;
  }
  run::Progress progress(stderr, isatty(STDERR_FILENO) == 1, static_cast<int>(chosen.size()));
  const CompareOptions comparing{.jobs = options.jobs,
                                 .shrink_steps = options.shrink_steps,
                                 .shrunk_most = static_cast<std::size_t>(options.shrunk_most),
                                 .said = [&](int, int) { progress.advance(0); }};
  const auto made = compare(chosen, targets, rules, comparing);
  progress.finish();
  const auto files = written(made, folder);
  const auto ending = ending_of(made);
  std::cout << (options.json ? as_json(options, made, files, ending) : as_text(made, files, ending));
  return ending.exit_code;
}

void add_selection(CLI::App& command, DiffOptions& options) {
  command.add_option("--suite", options.suites, "Only this suite, e.g. restricted; may be repeated");
  command.add_option("--case", options.case_filter, "Only cases matching this GoogleTest filter, e.g. '*.esme.is.*'")
      ->capture_default_str();
  command.add_option("--profile", options.context.profile, "Policy profile (CSV) instead of the shipped one");
  command.add_option("--schema", options.context.schema, "Folder of another version of the DUIS schema");
  command.add_option("--seed", options.seed, "Same seed, same comparison")->capture_default_str();
  command.add_option("--sequences", options.sequences, "How many property sequences of restricted/sequences there are")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

void add_extent(CLI::App& command, DiffOptions& options) {
  command
      .add_option("--jobs", options.jobs, "Cases played at once on each target, each by an implementation of its own")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      .add_option("--shrink-steps", options.shrink_steps,
                  "Candidates played at most to shrink one disagreement; 0: none is shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command
      .add_option(
          "--shrunk-most", options.shrunk_most,
          "Disagreements shrunk at most, the first of each sort before others; what is left is explained as it is")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--deadline-ms", options.deadline_ms, "How long an implementation may take for an answer (exec:)")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
}

}  // namespace

void add_diff(CLI::App& program, Action& action) {
  auto options = std::make_shared<DiffOptions>();
  auto* command = program.add_subcommand(
      "diff", "Play the same cases on several implementations: where they disagree, how it shows, and why");
  command->footer(
      "Examples:\n"
      "  hallmark diff inproc:reference 'exec:./my-adaptor'\n"
      "  hallmark diff inproc:reference 'inproc:reference?set-while-set=refuse' --suite restricted/flag_control\n"
      "  hallmark diff 'exec:./version-1' 'exec:./version-2' --jobs 2 --json --out diff\n"
      "Every other target is compared with the first. Disagreements are grouped by the requirement that one of them\n"
      "breaks or by the open point of the codes at which they answer otherwise; of each group the shortest scenario "
      "is\n"
      "shown and written into OUT/disagreements for `hallmark replay FILE TARGET`.\n"
      "Exit: 0 none, or only such as an open point explains, 1 another one, 2 could not tell, 3 bad usage or "
      "environment.");
  command->add_option("targets", options->targets, std::string("Two or more of ") + adaptor::target_forms)
      ->required()
      ->expected(2, 64);
  add_selection(*command, *options);
  add_extent(*command, *options);
  command->add_flag("--strict", options->strict, "A broken should fails");
  command->add_option("--out", options->out, "Folder for the scenarios")->capture_default_str();
  command->add_flag("--json", options->json, "As JSON");
  add_tls(*command, options->tls);
  command->callback([options, &action] { action = [options] { return diff(*options); }; });
}

}  // namespace hallmark::suites
