#include "suites/hunt.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "harness/generator/random.h"
#include "harness/run/shrink.h"

namespace hallmark::suites {

namespace {

using verdict::Outcome;

/// Counts what passes to an implementation.
class Counting final : public adaptor::Adaptor {
 public:
  Counting(std::unique_ptr<adaptor::Adaptor> counted, long long& steps)
      : counted_(std::move(counted)), steps_(&steps) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    ++*steps_;
    return counted_->exchange(stimulus);
  }

 private:
  std::unique_ptr<adaptor::Adaptor> counted_;
  long long* steps_;
};

/// "restricted/alerts/alert_8f3f" of an id, with the device type.
std::string fact_of(const run::Case& test_case) {
  return test_case.id.substr(0, test_case.id.find('.')) + ' ' + test_case.axes.device_type;
}

/// What a stimulus costs, told by its size alone: a plain one counts as one.
struct Effort {
  double operator()(const scenario::Reset& reset) const {
    return 1 + static_cast<double>(reset.estate.devices.size() + reset.estate.metering_points.size()) / 8;
  }
  double operator()(const scenario::Submit& submit) const { return 1 + static_cast<double>(submit.duis.size()) / 1000; }
  double operator()(const scenario::Inventory& event) const {
    return 1 + static_cast<double>(event.devices.size()) / 4;
  }
  template <class Other>
  double operator()(const Other&) const {
    return 1;
  }
};

/// A history that is made while it is played comes after everything else.
double effort_of(const run::Case& test_case, std::uint64_t seed) {
  if (test_case.history) return 1e12;
  double effort = 0;
  for (const auto& trial : test_case.trials(generator::case_seed(seed, test_case.id))) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      for (const auto& stimulus : *half) effort += std::visit(Effort{}, stimulus);
    }
  }
  return effort;
}

/// The cases of a suite, those of a new fact first, then the second of each, and so on.
std::vector<const run::Case*> by_novelty(const Suite& suite) {
  std::map<std::string, int> seen;
  std::vector<std::pair<int, const run::Case*>> ranked;
  for (const auto& each : suite.cases) ranked.emplace_back(seen[fact_of(each)]++, &each);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<const run::Case*> cases;
  for (const auto& [rank, each] : ranked) cases.push_back(each);
  return cases;
}

/// A broken should counts only for who is hunted because of one.
const verdict::Judgement* kill_in(const verdict::Verdict& verdict, const std::string& requirement, bool is_should) {
  const auto is_kill = [&](const verdict::Judgement& judgement) {
    if (judgement.outcome != Outcome::warn || !is_should) return judgement.outcome == Outcome::fail;
    const auto& ids = judgement.requirements;
    return std::find(ids.begin(), ids.end(), requirement) != ids.end();
  };
  const auto& all = verdict.judgements;
  const auto found = std::find_if(all.begin(), all.end(), is_kill);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<HuntedBy> hunting_order(const std::vector<Suite>& suites, std::uint64_t seed) {
  struct Turn {
    double spent;
    HuntedBy by;
  };
  std::vector<Turn> turns;
  for (const auto& suite : suites) {
    double spent = 0;
    for (const auto* each : by_novelty(suite)) {
      spent += effort_of(*each, seed);
      turns.push_back({spent, {&suite, each}});
    }
  }
  std::stable_sort(turns.begin(), turns.end(),
                   [](const auto& one, const auto& other) { return one.spent < other.spent; });
  std::vector<HuntedBy> order;
  for (const auto& turn : turns) order.push_back(turn.by);
  return order;
}

Hunted hunt(const Quarry& quarry, const std::vector<HuntedBy>& order, const run::Rules& rules, int evaluations,
            long long steps_max) {
  const bool should = quarry.level == spec::Level::should;
  auto strict = rules;
  strict.strict = should;
  Hunted made;
  const auto began = std::chrono::steady_clock::now();
  run::Session defective(std::make_unique<Counting>(quarry.defective(), made.steps), strict);
  std::unique_ptr<run::Session> honest;
  for (const auto& each : order) {
    if (made.steps >= steps_max) break;
    const auto played = defective.play(*each.test_case);
    const auto* kill = kill_in(played.row.verdict, quarry.requirement, should);
    if (kill == nullptr) continue;
    if (!honest) honest = std::make_unique<run::Session>(quarry.honest(), strict);
    if (kill_in(honest->play(*each.test_case).row.verdict, quarry.requirement, should) != nullptr) continue;
    made.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    made.killed = true;
    made.suite = each.suite->name;
    made.case_id = each.test_case->id;
    made.broken = kill->requirements;
    if (played.row.verdict.outcome != Outcome::fail || evaluations == 0) return made;
    run::ShrinkOptions options;
    options.evaluations = evaluations;
    const auto least =
        run::shrink(run::scenario_of(*each.test_case, played, strict, quarry.name), quarry.defective, strict, options);
    if (least.shrunk) made.shrunk_steps = least.shrunk->steps;
    return made;
  }
  made.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  return made;
}

}  // namespace hallmark::suites
