#include "suites/commands/complete_defects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/implementations/catalogue.h"
#include "suites/commands/quarries.h"
#include "suites/complete/class_player.h"
#include "suites/complete/fault_domain.h"
#include "suites/in_parallel.h"

namespace hallmark::suites {

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t long_words = 30;
constexpr std::size_t long_word_length = 30;

/// The complete suites for one statement.
struct Promise {
  CompleteSuites made;
  std::vector<PlacingBy> by;
};

/// One defect, by the suites in which it shows.
struct Row {
  implementations::DefectRow defect;
  std::vector<Placed> by_suite = {};

  /// The one that promises most; null: it shows in none.
  const Placed* best() const {
    const auto found = std::min_element(by_suite.begin(), by_suite.end(), [](const Placed& one, const Placed& other) {
      return rank(one.standing) < rank(other.standing);
    });
    return found == by_suite.end() ? nullptr : &*found;
  }
  Standing standing() const { return best() == nullptr ? Standing::never_shows : best()->standing; }
  bool is_killed() const {
    return std::any_of(by_suite.begin(), by_suite.end(), [](const Placed& each) { return each.killed; });
  }
  /// Inside the domain of a suite that does not find it.
  bool is_missed() const {
    return std::any_of(by_suite.begin(), by_suite.end(),
                       [](const Placed& each) { return each.standing == Standing::inside && !each.killed; });
  }
  static std::size_t rank(Standing standing);
};

/// Standings as they are told, what promises most first, with what each means.
constexpr std::array<std::pair<Standing, std::string_view>, 6> told = {{
    {Standing::inside, "inside the fault domain"},
    {Standing::more_states, "more states: it has more of them than the domain allows for"},
    {Standing::answers_otherwise, "answers otherwise: open points too, and not as is assumed"},
    {Standing::no_machine,
     "no machine: by who represents a class, or what was before a reset, one word has two answers"},
    {Standing::permitted, "permitted: in these classes whatever it does otherwise breaks nothing"},
    {Standing::never_shows, "never shows: no word of these classes makes it do anything otherwise"},
}};

std::size_t Row::rank(Standing standing) {
  const auto found = std::find_if(told.begin(), told.end(), [&](const auto& each) { return each.first == standing; });
  return static_cast<std::size_t>(found - told.begin());
}

observation::Statement statement_of(const MakeAdaptor& make, const run::Rules& rules) {
  const run::Session session(make(), rules);
  const auto* opened = observation::answer<observation::Initialized>(session.opening());
  return opened != nullptr ? opened->statement : observation::Statement{};
}

Promise promise_for(const observation::Statement& statement, const Material& material, std::size_t extra_states) {
  Promise promise;
  promise.made = complete_suites(material, statement, extra_states, {"complete"});
  for (std::size_t place = 0; place < promise.made.suites.size(); ++place) {
    const auto& derivation = promise.made.derivations[place];
    promise.by.push_back({&derivation, &promise.made.suites[place], extra_states,
                          random_words(derivation.abstraction.inputs.size(), long_words, long_word_length)});
  }
  return promise;
}

/// The reference in one suite: whether it passes, and which defects would have shown beside it.
struct Watch {
  bool is_clean = true;
  std::set<std::string> shown;
};

Watch watched(const PlacingBy& by, const run::Rules& rules, const Material& material, Context& context) {
  Watch made;
  const auto note = [&](const implementations::WatchedReference& reference) {
    made.shown.insert(reference.shown().begin(), reference.shown().end());
  };
  const auto make = [&] {
    return implementations::watched_reference(context.facts(), context.profile(), context.validator());
  };
  auto reference = make();
  const auto& of_suite = *reference;
  run::Session session(std::move(reference), rules);
  for (const auto& each : by.suite->cases) {
    made.is_clean = made.is_clean && session.play(each).row.verdict.outcome == verdict::Outcome::pass;
  }
  note(of_suite);
  reference = make();
  const auto& of_words = *reference;
  ClassPlayer player(std::move(reference), rules, material, by.derivation->abstraction, 3,
                     [](const auto& judgement) { return judgement.outcome >= verdict::Outcome::fail; });
  for (const auto& word : by.long_words) {
    made.is_clean = made.is_clean && player.play(word).back() != broken_answer;
  }
  note(of_words);
  return made;
}

Json json_of(const Row& row) {
  Json suites = Json::array();
  for (const auto& each : row.by_suite) {
    suites.push_back({{"suite", each.suite},
                      {"standing", name(each.standing)},
                      {"states", each.states},
                      {"states_allowed", each.states_allowed},
                      {"killed", each.killed},
                      {"case", each.killed ? Json(each.case_id) : Json()},
                      {"detail", each.detail}});
  }
  return {{"name", row.defect.name},          {"requirement", row.defect.requirement},
          {"standing", name(row.standing())}, {"killed", row.is_killed()},
          {"missed", row.is_missed()},        {"suites", std::move(suites)}};
}

void print(const Row& row) {
  const auto* best = row.best();
  if (best == nullptr) return;  // counted below
  const char* what = row.is_missed() ? "SURVIVED" : row.is_killed() ? "killed" : "survived";
  std::string detail = best->detail;
  if (best->states > 0) {
    detail = fmt::format("{} states{} {} allowed{}{}", best->states, best->standing == Standing::inside ? ":" : ",",
                         best->states_allowed, detail.empty() ? "" : "; ", detail);
  }
  fmt::print("{:<17} {:<8} {:<52} {}: {}\n", name(row.standing()), what, row.defect.name, best->suite, detail);
}

/// How many of a standing there are, and how many of those are killed.
std::pair<std::size_t, std::size_t> count(const std::vector<Row>& rows, Standing standing) {
  std::pair<std::size_t, std::size_t> made;
  for (const auto& row : rows) {
    if (row.standing() != standing) continue;
    ++made.first;
    made.second += row.is_killed() ? 1U : 0U;
  }
  return made;
}

void print(const std::vector<Row>& rows, const Promise& promise, const CompleteDefectsOptions& options, bool is_clean,
           double seconds) {
  for (const auto& line : promise.made.descriptions) fmt::print("{}\n", line);
  fmt::print("\n");
  for (const auto& row : rows) print(row);
  fmt::print("\nk = {}: {} defects in {:.1f} s; the reference {}\n", options.extra_states, rows.size(), seconds,
             is_clean ? "passes" : "DOES NOT PASS");
  for (const auto& [standing, meaning] : told) {
    const auto [all, killed] = count(rows, standing);
    fmt::print("  {:>4} {}, {} killed\n", all, meaning, killed);
  }
}

void print_json(const std::vector<Row>& rows, const Promise& promise, const CompleteDefectsOptions& options,
                bool is_clean, double seconds) {
  Json json = {{"k", options.extra_states}, {"complete", promise.made.descriptions}, {"reference_passes", is_clean}};
  json["defects"] = Json::array();
  for (const auto& row : rows) json["defects"].push_back(json_of(row));
  for (const auto& [standing, meaning] : told) {
    const auto [all, killed] = count(rows, standing);
    json["standings"].push_back(
        {{"standing", name(standing)}, {"meaning", meaning}, {"count", all}, {"killed", killed}});
  }
  json["seconds"] = seconds;
  std::cout << json.dump(2) << '\n';
}

}  // namespace

int run_complete_defects(const CompleteDefectsOptions& options, Context& context) {
  const auto began = Clock::now();
  std::vector<Row> rows;
  for (auto& defect : chosen_defects(options.names, context)) rows.push_back({std::move(defect)});
  const auto material = context.material();
  const auto rules = context.rules(options.seed);
  const auto promise = promise_for(statement_of(guarded("reference", context), rules), material, options.extra_states);
  std::vector<Watch> watches(promise.by.size());
  in_parallel(promise.by.size(), options.jobs,
              [&](std::size_t place) { watches[place] = watched(promise.by[place], rules, material, context); });
  in_parallel(rows.size(), options.jobs, [&](std::size_t index) {
    auto& row = rows[index];
    const auto quarry = quarry_of(row.defect, context);
    // Another reference is another statement, and has suites of its own.
    const bool is_alone = !row.defect.behaviour.empty();
    Promise own;
    if (is_alone) own = promise_for(statement_of(quarry.honest, rules), material, options.extra_states);
    const auto& by = is_alone ? own.by : promise.by;
    for (std::size_t place = 0; place < by.size(); ++place) {
      if (!is_alone && !watches[place].shown.contains(row.defect.name)) continue;
      row.by_suite.push_back(placed(quarry, by[place], rules, material));
    }
    std::erase_if(row.by_suite, [](const Placed& each) { return each.standing == Standing::never_shows; });
  });
  const bool is_clean = std::all_of(watches.begin(), watches.end(), [](const Watch& each) { return each.is_clean; });
  const bool is_missed = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.is_missed(); });
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  (options.json ? print_json : static_cast<decltype(&print_json)>(print))(rows, promise, options, is_clean, seconds);
  if (!is_clean || is_missed) return 1;
  return count(rows, Standing::inside).first == 0 ? 2 : 0;
}

}  // namespace hallmark::suites
