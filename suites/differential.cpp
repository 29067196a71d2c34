#include "suites/differential.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <tuple>
#include <utility>

#include "harness/run/crew.h"
#include "harness/run/shrink.h"
#include "suites/in_parallel.h"

namespace hallmark::suites {

namespace {

using run::Disagreement;
using run::Explanation;
using run::Played;
using scenario::Scenario;
using verdict::Outcome;

/// A case in which a target disagrees with the first one.
struct Found {
  const run::Case* test_case = nullptr;
  std::size_t place = 0;  ///< among the cases
  std::size_t target = 0;
  std::size_t length = 0;  ///< steps that were played
  Disagreement how;
  Explanation why;
  Scenario scenario;  ///< the shortest known; without trials where it was not shrunk
};

/// Both targets of a disagreement, asked the same one after the other.
class Both {
 public:
  Both(const Compared& one, const Compared& other, const run::Rules& rules)
      : one_(std::make_unique<run::Noting>(one.make(), of_one_), rules),
        other_(std::make_unique<run::Noting>(other.make(), of_other_), rules) {
    forget();
  }

  std::pair<Played, Played> play(const run::Case& test_case) {
    forget();
    auto first = one_.play(test_case);
    return {std::move(first), other_.play(test_case)};
  }
  /// What passed in the last play.
  std::vector<run::Exchange> of_one() const { return of_one_; }
  std::vector<run::Exchange> of_other() const { return of_other_; }

  void close() {
    one_.close();
    other_.close();
  }

 private:
  void forget() {
    of_one_.clear();
    of_other_.clear();
  }

  std::vector<run::Exchange> of_one_;
  std::vector<run::Exchange> of_other_;
  run::Session one_;
  run::Session other_;
};

Scenario whole_scenario(const run::Case& test_case, const run::Rules& rules) {
  auto made = run::scenario_of(test_case, Played{}, rules, "");
  made.found.reset();
  return made;
}

bool is_firm(const Scenario& scenario) { return scenario.shrunk && scenario.shrunk->firm; }

/// One stimulus fewer, from the end.
Scenario without_last(Scenario scenario) {
  auto& last = scenario.trials.back();
  auto& half = last.restricted.empty() ? last.clear : last.restricted;
  if (!half.empty()) half.pop_back();
  if (last.clear.empty() && last.restricted.empty()) scenario.trials.pop_back();
  return scenario;
}

class Comparing {
 public:
  Comparing(const std::vector<const run::Case*>& cases, const std::vector<Compared>& targets, const run::Rules& rules,
            const CompareOptions& options)
      : cases_(cases), targets_(targets), rules_(rules), options_(options) {
    rules_.answers_kept = true;
    made_.selected = static_cast<int>(cases.size());
  }

  Comparison run() {
    play();
    shrink();
    group();
    return std::move(made_);
  }

 private:
  void play() {
    std::vector<std::unique_ptr<run::Crew>> crews;
    for (const auto& target : targets_) {
      crews.push_back(std::make_unique<run::Crew>(
          cases_, options_.jobs, [&] { return std::make_unique<run::Session>(target.make(), rules_); }));
    }
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      std::vector<Played> played;
      for (auto& crew : crews) played.push_back(crew->take(i));
      take(i, played);
      if (options_.said) options_.said(static_cast<int>(i) + 1, made_.selected);
    }
  }

  void take(std::size_t place, const std::vector<Played>& played) {
    const auto& id = cases_[place]->id;
    bool compared = false;
    bool lacking = false;
    bool broken = false;
    bool disagreeing = false;
    for (std::size_t target = 1; target < played.size(); ++target) {
      const auto& one = played.front();
      const auto& other = played[target];
      if (!run::can_be_compared(one, other)) {
        const bool both_in_error =
            one.row.verdict.outcome == Outcome::error && other.row.verdict.outcome == Outcome::error;
        (both_in_error ? broken : lacking) = true;
        continue;
      }
      compared = true;
      const auto how = run::disagreement(one, other);
      if (!how) continue;
      disagreeing = true;
      const auto length = std::min(one.answers.size(), other.answers.size());
      found_.push_back(
          {cases_[place], place, target, length, *how, run::explanation(*how, one, other, *rules_.facts), {}});
    }
    made_.compared += compared ? 1 : 0;
    made_.disagreeing += disagreeing ? 1 : 0;
    if (lacking) made_.not_compared.push_back(id);
    if (broken) made_.both_in_error.push_back(id);
  }

  /// Which are shrunk: the first of each sort, then the second of each, shorter ones first.
  std::vector<std::size_t> to_shrink() const {
    using Sort = std::tuple<std::size_t, Disagreement::Kind, std::string, std::string, std::string>;
    std::vector<std::size_t> by_length(found_.size());
    for (std::size_t i = 0; i < by_length.size(); ++i) by_length[i] = i;
    std::stable_sort(by_length.begin(), by_length.end(),
                     [&](std::size_t a, std::size_t b) { return found_[a].length < found_[b].length; });
    std::map<Sort, std::size_t> seen;
    std::vector<std::pair<std::size_t, std::size_t>> ranked;
    for (const auto i : by_length) {
      const auto& [how, why] = std::pair(found_[i].how, found_[i].why);
      ranked.emplace_back(seen[{found_[i].target, how.kind, how.one, how.other, why.name}]++, i);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::size_t> chosen;
    for (const auto& [rank, i] : ranked) {
      if (chosen.size() < options_.shrunk_most && !found_[i].test_case->history) chosen.push_back(i);
    }
    return chosen;
  }

  void shrink() {
    if (options_.shrink_steps == 0) return;
    const auto chosen = to_shrink();
    in_parallel(chosen.size(), options_.jobs, [&](std::size_t i) { shrink_one(found_[chosen[i]]); });
  }

  /// The least that differs so; where it does not come again, as it was.
  Scenario least_of(const Scenario& whole, const Found& found, Both& both, bool is_explained) const {
    const auto holds = [&](const Scenario& candidate) {
      const auto [one, other] = both.play(run::case_of(candidate));
      if (!run::can_be_compared(one, other) || run::disagreement(one, other) != found.how) return false;
      return !is_explained ||
             run::explanation(found.how, one, other, *rules_.facts).kind == Explanation::Kind::open_point;
    };
    run::ShrinkOptions options;
    options.evaluations = options_.shrink_steps;
    return run::shrink(whole, {[](const Scenario&) { return true; }, holds}, options);
  }

  /// Without what comes after the first step that differs.
  Scenario cut_short(Scenario whole, const Found& found, Both& both) const {
    for (auto cut = without_last(whole); !cut.trials.empty(); cut = without_last(cut)) {
      const auto [one, other] = both.play(run::case_of(cut));
      if (!run::can_be_compared(one, other) || run::disagreement(one, other) != found.how) break;
      whole = cut;
    }
    return whole;
  }

  /// The least may lack what shows that an open point is behind it, such as a read before or a clear after. Then the
  /// least that shows it is taken: of a scenario that ends where they differ, or else of the whole. So much is said
  /// only of who breaks nothing that the other does not.
  void shrink_one(Found& found) {
    Both both(targets_.front(), targets_[found.target], rules_);
    const auto was = found.why.kind;
    const auto whole = whole_scenario(*found.test_case, rules_);
    found.scenario = least_of(whole, found, both, false);
    if (is_firm(found.scenario)) explain(found, both);
    if (was == Explanation::Kind::open_point && found.why.kind == Explanation::Kind::unexplained) {
      for (const auto& from : {cut_short(whole, found, both), whole}) {
        auto least = least_of(from, found, both, true);
        if (!is_firm(least)) continue;
        least.shrunk->steps_before = scenario::step_count(whole);
        found.scenario = std::move(least);
        explain(found, both);
        break;
      }
    }
    both.close();
  }

  void explain(Found& found, Both& both) const {
    const auto [one, other] = both.play(run::case_of(found.scenario));
    found.why = run::explanation(found.how, one, other, *rules_.facts);
    found.length = one.answers.size();
  }

  void group() {
    std::map<std::pair<Explanation::Kind, std::string>, std::vector<Found*>> by_explanation;
    for (auto& found : found_) by_explanation[{found.why.kind, found.why.name}].push_back(&found);
    for (auto& [explanation, all] : by_explanation) made_.groups.push_back(group_of(all));
    std::stable_sort(made_.groups.begin(), made_.groups.end(), [](const auto& a, const auto& b) {
      return std::pair(a.kind, b.cases.size()) < std::pair(b.kind, a.cases.size());
    });
  }

  DisagreementGroup group_of(const std::vector<Found*>& all) {
    DisagreementGroup group;
    group.kind = all.front()->why.kind;
    group.name = all.front()->why.name;
    std::vector<bool> disagrees(targets_.size());
    for (const auto* each : all) {
      if (group.cases.empty() || group.cases.back() != each->test_case->id) group.cases.push_back(each->test_case->id);
      disagrees[each->target] = true;
    }
    for (std::size_t i = 1; i < targets_.size(); ++i) {
      if (disagrees[i]) group.others.push_back(targets_[i].name);
    }
    // What was shrunk comes before what only is short.
    const auto rank = [](const Found* each) { return std::pair(each->scenario.trials.empty(), each->length); };
    show(group,
         **std::min_element(all.begin(), all.end(), [&](const Found* a, const Found* b) { return rank(a) < rank(b); }));
    return group;
  }

  /// Plays the shortest once more, to show it.
  void show(DisagreementGroup& group, const Found& found) {
    Both both(targets_.front(), targets_[found.target], rules_);
    group.shortest = found.scenario.trials.empty() ? whole_scenario(*found.test_case, rules_) : found.scenario;
    group.how = found.how;
    const bool is_history = group.shortest.trials.empty();
    const auto [one, other] = both.play(is_history ? *found.test_case : run::case_of(group.shortest));
    group.one = side(targets_.front(), found.why.one, one, both.of_one());
    group.other = side(targets_[found.target], found.why.other, other, both.of_other());
    both.close();
    for (const auto* each : {&group.one, &group.other}) {
      const auto outcome = each->verdict.outcome;
      if (!group.shortest.found && (outcome == Outcome::fail || outcome == Outcome::error))
        group.shortest.found = run::finding_of(each->verdict, each->target);
    }
  }

  static Side side(const Compared& target, const std::string& answer, const Played& played,
                   std::vector<run::Exchange> exchanges) {
    exchanges.resize(std::min(exchanges.size(), played.answers.size()));
    return {target.name, answer, played.answers, played.row.verdict, std::move(exchanges)};
  }

  const std::vector<const run::Case*>& cases_;
  const std::vector<Compared>& targets_;
  run::Rules rules_;
  const CompareOptions& options_;
  std::vector<Found> found_;
  Comparison made_;
};

}  // namespace

Comparison compare(const std::vector<const run::Case*>& cases, const std::vector<Compared>& targets,
                   const run::Rules& rules, const CompareOptions& options) {
  assert(targets.size() >= 2);
  return Comparing(cases, targets, rules, options).run();
}

}  // namespace hallmark::suites
