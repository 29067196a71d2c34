// `hallmark defects`: the suites against the reference with one known defect each; how many they find, and how soon.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "harness/implementations/catalogue.h"
#include "suites/baselines.h"
#include "suites/commands/commands.h"
#include "suites/commands/complete_defects.h"
#include "suites/commands/context.h"
#include "suites/commands/libfuzzer_baseline.h"
#include "suites/commands/quarries.h"
#include "suites/disguised.h"
#include "suites/hunt.h"

namespace hallmark::suites {

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

struct DefectsOptions {
  std::string names = "*";
  std::vector<std::string> suites;
  std::uint64_t seed = 1;
  int jobs = 1;
  int shrink_steps = 60;
  bool json = false;
  bool matrix = false;
  bool baselines = false;
  bool disguise = true;
  int history_requests = 4000;
  long long baseline_steps = 5000;
  std::string libfuzzer;
  bool complete = false;
  int extra_states = 0;
};

/// One defect, and what came of it: of all suites together, or of each by itself.
struct Row {
  implementations::DefectRow defect;
  Hunted all = {};
  std::vector<std::pair<std::string, Hunted>> by_suite = {};
};

template <class Value>
Value median(std::vector<Value> values) {
  if (values.empty()) return {};
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

struct Summary {
  std::size_t killed = 0;
  double median_ms = 0;
  int median_shrunk_steps = 0;
  double seconds = 0;
};

Summary summary_of(const std::vector<Row>& rows, Clock::time_point began) {
  Summary made;
  std::vector<double> times;
  std::vector<int> lengths;
  for (const auto& row : rows) {
    if (!row.all.killed) continue;
    ++made.killed;
    times.push_back(row.all.ms);
    if (row.all.shrunk_steps) lengths.push_back(*row.all.shrunk_steps);
  }
  made.median_ms = median(times);
  made.median_shrunk_steps = median(lengths);
  made.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return made;
}

Json json_of(const Hunted& hunted) {
  Json json = {{"killed", hunted.killed},
               {"suite", hunted.killed ? Json(hunted.suite) : Json()},
               {"case", hunted.killed ? Json(hunted.case_id) : Json()},
               {"broken", hunted.broken},
               {"steps", hunted.steps},
               {"ms", hunted.ms}};
  json["shrunk_steps"] = hunted.shrunk_steps ? Json(*hunted.shrunk_steps) : Json();
  return json;
}

Json json_of(const std::vector<Row>& rows, const Summary& summary) {
  Json defects = Json::array();
  for (const auto& row : rows) {
    Json json = {
        {"name", row.defect.name}, {"requirement", row.defect.requirement}, {"level", spec::name(row.defect.level)}};
    json.update(json_of(row.all));
    json["disguised"] = row.all.disguised;
    for (const auto& [suite, hunted] : row.by_suite) json["suites"][suite] = json_of(hunted);
    defects.push_back(std::move(json));
  }
  return {{"defects", std::move(defects)},
          {"killed", summary.killed},
          {"survived", rows.size() - summary.killed},
          {"median_ms", summary.median_ms},
          {"median_shrunk_steps", summary.median_shrunk_steps},
          {"seconds", summary.seconds}};
}

void print(const implementations::DefectRow& defect, const Hunted& hunted) {
  if (!hunted.killed) fmt::print("SURVIVED  {:<52} {}: {}\n", defect.name, defect.requirement, defect.why);
  if (hunted.killed) {
    fmt::print("killed    {:<52} {:>7} steps {:>9.1f} ms  {:>3}  {}\n", defect.name, hunted.steps, hunted.ms,
               hunted.shrunk_steps ? std::to_string(*hunted.shrunk_steps) : "-", hunted.case_id);
  }
  std::fflush(stdout);
}

void print_matrix(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    fmt::print("\n{}\n", row.defect.name);
    for (const auto& [suite, hunted] : row.by_suite) {
      if (hunted.killed) fmt::print("    {:<26} {:>8} steps  {}\n", suite, hunted.steps, hunted.case_id);
    }
  }
}

/// What an effort in disguise counts for: estates are large, and traffic lies between the steps.
constexpr double price_of_disguise = 20;

Course course_of(Material& material, const DefectsOptions& options, Context& context, bool disguised) {
  material = context.material();
  if (disguised) material.history_requests = options.history_requests;
  Course course;
  course.suites = chosen_suites(options.suites, material);
  if (disguised) disguise(course.suites, material, {});
  course.price = disguised ? price_of_disguise : 1;
  course.rules = context.rules(options.seed);
  course.rules.disguised = disguised;
  return course;
}

/// Each suite alone, as it is.
void hunt_by_suite(std::vector<Row>& rows, const std::vector<implementations::DefectRow>& defects, const Course& plain,
                   const std::vector<HuntedBy>& order, int jobs, Context& context) {
  for (const auto& suite : plain.suites) {
    if (suite.cases.empty()) continue;
    std::vector<HuntedBy> alone;
    std::ranges::copy_if(order, std::back_inserter(alone), [&](const HuntedBy& each) { return each.suite == &suite; });
    const auto hunted = hunt_defects(defects, alone, {}, jobs, context);
    for (std::size_t index = 0; index < rows.size(); ++index)
      rows[index].by_suite.emplace_back(suite.name, hunted[index]);
  }
}

std::vector<Row> hunt_all(const std::vector<implementations::DefectRow>& defects, const std::vector<HuntedBy>& order,
                          const Course& plain, const DefectsOptions& options, Context& context) {
  HuntOptions how{options.shrink_steps};
  if (!options.json) how.done = [&](std::size_t index, const Hunted& hunted) { print(defects[index], hunted); };
  const auto hunted = hunt_defects(defects, order, how, options.jobs, context);
  std::vector<Row> rows;
  for (std::size_t index = 0; index < defects.size(); ++index) rows.push_back({defects[index], hunted[index]});
  if (options.matrix) hunt_by_suite(rows, defects, plain, order, options.jobs, context);
  return rows;
}

/// How many of the defects somebody else finds in as many steps.
struct Baseline {
  std::string name;
  std::string what;
  int killed = 0;
  long long steps_each = 0;
  int killed_by_suites = 0;                  ///< that the suites find in as many
  std::optional<long long> executions = {};  ///< documents played for all, where they are counted
  std::string not_run = {};                  ///< why it says nothing; `killed` is then none
  bool broke = false;                        ///< it should have run
};

int killed_by_suites(const std::vector<Row>& rows, long long steps) {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                        [&](const Row& row) { return row.all.killed && row.all.steps <= steps; }));
}

Baseline hunted_by(const Suite& suite, std::string name, std::string what, const std::vector<Row>& rows,
                   const DefectsOptions& options, const run::Rules& rules, Context& context) {
  std::vector<HuntedBy> order;
  for (const auto& each : suite.cases) order.push_back({&suite, &each, &rules});
  std::vector<implementations::DefectRow> defects;
  for (const auto& row : rows) defects.push_back(row.defect);
  const auto hunted = hunt_defects(defects, order, {0, options.baseline_steps}, options.jobs, context);
  const auto killed = std::ranges::count_if(hunted, &Hunted::killed);
  return {std::move(name), std::move(what), static_cast<int>(killed), options.baseline_steps,
          killed_by_suites(rows, options.baseline_steps)};
}

LibFuzzerOptions libfuzzer_options(const DefectsOptions& options) {
  return {options.libfuzzer, options.seed, options.jobs, options.baseline_steps};
}

Baseline fuzzed(const std::vector<Row>& rows, const DefectsOptions& options, Context& context) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.defect.name);
  const auto score = score_libfuzzer(names, libfuzzer_options(options), context);
  Baseline made{"libfuzzer", "plain libFuzzer on the bytes of one request, an XML dictionary and the samples as seeds",
                score.killed, options.baseline_steps, killed_by_suites(rows, options.baseline_steps)};
  made.executions = score.executions;
  made.not_run = score.not_run.empty() ? score.broke : score.not_run;
  made.broke = !score.broke.empty();
  return made;
}

std::vector<Baseline> baselines(const std::vector<Row>& rows, const DefectsOptions& options, const run::Rules& rules,
                                Context& context) {
  if (!options.baselines) return {};
  const auto matrix = chosen_suites({"restricted/allow_list"}, context.material());
  const auto random = random_documents(static_cast<int>(options.baseline_steps / 20) + 1);
  return {hunted_by(random, "random_documents", "RapidCheck, random bytes and random header fields", rows, options,
                    rules, context),
          hunted_by(matrix.front(), "enumerated_matrix", "restricted/allow_list alone, in its order", rows, options,
                    rules, context),
          fuzzed(rows, options, context)};
}

Json json_of(const std::vector<Baseline>& all) {
  Json json = Json::array();
  for (const auto& each : all) {
    Json row = {{"name", each.name},
                {"what", each.what},
                {"killed", each.not_run.empty() ? Json(each.killed) : Json()},
                {"steps_each", each.steps_each},
                {"killed_by_suites", each.killed_by_suites}};
    if (!each.not_run.empty()) row["not_run"] = each.not_run;
    if (each.not_run.empty() && each.executions) row["executions"] = *each.executions;
    json.push_back(std::move(row));
  }
  return json;
}

void print(const std::vector<Baseline>& all, std::size_t defects) {
  for (const auto& each : all) {
    if (!each.not_run.empty()) {
      fmt::print("Baseline {} ({}): not run: {}\n", each.name, each.what, each.not_run);
      continue;
    }
    fmt::print("Baseline {} ({}): {} of {} killed within {} steps each, the suites {}", each.name, each.what,
               each.killed, defects, each.steps_each, each.killed_by_suites);
    fmt::print("{}\n", each.executions ? fmt::format("; {} executions", *each.executions) : "");
  }
}

void print(const Summary& summary, std::size_t all) {
  fmt::print(
      "\n{} of {} defects killed, {} survived, in {:.1f} s; median {:.1f} ms to the kill, {} steps once shrunk\n",
      summary.killed, all, all - summary.killed, summary.seconds, summary.median_ms, summary.median_shrunk_steps);
}

int run_defects(const DefectsOptions& options) {
  check_libfuzzer(libfuzzer_options(options));
  const auto began = Clock::now();
  Context context({});
  if (options.complete) {
    return run_complete_defects(
        {options.names, static_cast<std::size_t>(options.extra_states), options.seed, options.jobs, options.json},
        context);
  }
  const auto defects = chosen_defects(options.names, context);
  Material as_it_is;
  Material in_disguise;
  const auto plain = course_of(as_it_is, options, context, false);
  Course disguised;
  std::vector<const Course*> courses = {&plain};
  if (options.disguise) {
    disguised = course_of(in_disguise, options, context, true);
    courses.push_back(&disguised);
  }
  const auto rows = hunt_all(defects, hunting_order(courses, options.seed), plain, options, context);
  const auto summary = summary_of(rows, began);
  const auto others = baselines(rows, options, plain.rules, context);
  if (options.json) {
    auto json = json_of(rows, summary);
    json["baselines"] = options.baselines ? json_of(others) : Json();
    std::cout << json.dump(2) << '\n';
  } else {
    if (options.matrix) print_matrix(rows);
    print(summary, rows.size());
    print(others, rows.size());
  }
  if (summary.killed < rows.size()) return 1;
  return std::any_of(others.begin(), others.end(), [](const Baseline& each) { return each.broke; }) ? 2 : 0;
}

}  // namespace

void add_defects(CLI::App& program, Action& action) {
  auto options = std::make_shared<DefectsOptions>();
  auto* command = program.add_subcommand(
      "defects", "Play the suites against the reference with one known defect each: which are found, and how soon");
  command->footer(
      "Examples:\n"
      "  hallmark defects --jobs 2\n"
      "  hallmark defects --defect 'alerts_*' --matrix\n"
      "  hallmark defects --complete --k 1 --jobs 2\n"
      "  hallmark list defects\n"
      "  hallmark run inproc:reference+flag_holds_nothing_back\n"
      "Exit 1 where a defect survives (with --complete, where one inside the fault domain does), 2 where a baseline "
      "broke.");
  command->add_option("--defect", options->names, "Only defects whose names match this filter, e.g. 'alerts_*:feed_*'")
      ->capture_default_str();
  command->add_option("--suite", options->suites, "Only these suites, e.g. restricted; may be repeated");
  command->add_option("--jobs", options->jobs, "Defects hunted at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Same seed, same cases in the same order")->capture_default_str();
  command
      ->add_option("--shrink-steps", options->shrink_steps,
                   "Candidates played to shrink one finding; 0: none is shrunk")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "As JSON");
  command->add_flag("--matrix", options->matrix, "Every suite by itself against every defect, too");
  command->add_flag("!--no-disguise", options->disguise, "Hunt with the suites as they are alone, not in disguise too");
  command
      ->add_option("--history-requests", options->history_requests, "Requests of the long history in disguise; 0: none")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  command->add_flag("--baselines", options->baselines,
                    "Also how many of them random documents find, the enumerated matrix alone, and plain libFuzzer, in "
                    "as many steps");
  command->add_option("--baseline-steps", options->baseline_steps, "Steps that a baseline has for each defect")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--libfuzzer", options->libfuzzer,
                      "The program hallmark_libfuzzer, which takes clang and which `make defects` builds; else it is "
                      "looked for beside this program");
  auto* complete = command->add_flag("--complete", options->complete,
                                     "The complete suites alone: which defects are inside their fault domain, whether "
                                     "each of those is killed, and why "
                                     "the others are outside");
  command->add_option("--k", options->extra_states, "With --complete: states more than the policy has")
      ->check(CLI::Range(0, 2))
      ->needs(complete)
      ->capture_default_str();
  for (const char* other : {"--suite", "--matrix", "--baselines"}) complete->excludes(command->get_option(other));
  command->callback([options, &action] { action = [options] { return run_defects(*options); }; });
}

}  // namespace hallmark::suites
