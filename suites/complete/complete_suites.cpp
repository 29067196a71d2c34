#include "suites/complete/complete_suites.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <memory>

#include "harness/generator/complete_suite.h"
#include "suites/complete/policy_machine.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t tests_a_case = 50;

using Tests = std::shared_ptr<const std::vector<generator::InputWord>>;

/// The tests of one case, one after the other, each from a reset; what needs no flag comes first.
class TestsInTurn final : public scenario::StimulusSource {
 public:
  TestsInTurn(const Material& material, const Abstraction& abstraction, Tests tests, std::size_t first,
              std::uint64_t seed)
      : people_(material, abstraction.target, seed),
        inputs_(abstraction.inputs),
        tests_(std::move(tests)),
        next_(first),
        end_(std::min(first + tests_a_case, tests_->size())) {
    for (auto& stimulus : people_.without_flag()) ready_.push_back(std::move(stimulus));
  }

  std::optional<scenario::Stimulus> next() override {
    if (ready_.empty() && next_ < end_) {
      ready_.push_back(people_.reset());
      for (const auto input : (*tests_)[next_++]) {
        for (auto& stimulus : people_.of(inputs_[input])) ready_.push_back(std::move(stimulus));
      }
    }
    if (ready_.empty()) return std::nullopt;
    auto stimulus = std::move(ready_.front());
    ready_.pop_front();
    return stimulus;
  }

 private:
  Representatives people_;
  std::vector<StimulusClass> inputs_;
  Tests tests_;
  std::size_t next_;
  std::size_t end_;
  std::deque<scenario::Stimulus> ready_;
};

run::Case numbered(const Material& material, const Abstraction& abstraction, const Suite& suite, const Tests& tests,
                   std::size_t number) {
  run::Case made;
  made.id = fmt::format("{}/every_state_answers_every_class.n{:06}", suite.name, number);
  made.title = fmt::format("{}: tests {} to {} of {}", abstraction.title, number * tests_a_case + 1,
                           std::min((number + 1) * tests_a_case, tests->size()), tests->size());
  made.facet = "restricted-mode";
  made.axes.device_type = abstraction.target.type;
  made.requirements = {"mp169.allow-list",         "mp169.consumption-never-leaves",
                       "mp169.nothing-comes-back", "mp169.alerts-pass",
                       "mp169.clear-restores",     "mp169.set-by-responsible-supplier",
                       "mp169.not-set-by-others",  "mp169.control-passes-with-supply",
                       "mp169.credit-only",        "mp169.never-prepayment-and-restricted",
                       "mp169.flag-sends-nothing"};
  made.goes_on = true;
  made.history = [material, abstraction, tests, number](std::uint64_t seed) {
    return std::make_unique<TestsInTurn>(material, abstraction, tests, number * tests_a_case, seed);
  };
  return made;
}

/// Stimuli of all tests, with the reset of each.
std::uint64_t steps_of(const PolicyMachine& policy, const std::vector<generator::InputWord>& tests) {
  std::uint64_t steps = tests.size();
  for (const auto& test : tests) {
    std::size_t state = 0;
    for (const auto input : test) {
      steps += policy.steps[state * policy.explored.inputs + input];
      state = policy.explored.target(state, input);
    }
  }
  return steps;
}

std::string size_text(const Suite& suite, const PolicyMachine& policy, std::size_t extra, std::size_t tests,
                      std::uint64_t steps) {
  return fmt::format("{}, k = {}: {} states ({} told apart by answers), {} classes of stimuli, {} tests, {} steps",
                     suite.name, extra, policy.states.size(), policy.told_apart, policy.explored.inputs, tests, steps);
}

std::string domain_text(const Suite& suite, const PolicyMachine& policy, std::size_t extra) {
  return fmt::format(
      "{} finds every deviation of implementations that, seen through these classes, have at most {} states, or only "
      "states reached by at most {} stimuli after a way to one of those {}. Assumed: members of a class are treated "
      "alike, a reset starts afresh, open points are answered as declared or as obligingly as permitted.",
      suite.name, policy.told_apart + extra, extra, policy.states.size());
}

/// What the machine is derived for: an announced set is waited for, and no other facet is looked at.
observation::Statement as_abstracted(observation::Statement statement) {
  statement.facets = {"restricted-mode", "duis-schema"};
  statement.effective_within = "PT0S";
  std::erase_if(statement.choices, [](const auto& choice) { return choice.first == "effective-when"; });
  return statement;
}

}  // namespace

std::vector<generator::InputWord> Derivation::tests_of(std::size_t place) const {
  const auto first = std::min(place * tests_a_case, tests->size());
  const auto end = std::min(first + tests_a_case, tests->size());
  return {tests->begin() + static_cast<std::ptrdiff_t>(first), tests->begin() + static_cast<std::ptrdiff_t>(end)};
}

CompleteSuites complete_suites(const Material& material, const observation::Statement& statement,
                               std::size_t extra_states, const std::vector<std::string>& names) {
  CompleteSuites made;
  for (const auto& abstraction : abstractions()) {
    Suite suite;
    suite.name = "complete/" + abstraction.name;
    suite.title = abstraction.title;
    const auto is_asked_for = [&](const std::string& name) { return is_named(suite, name); };
    if (std::none_of(names.begin(), names.end(), is_asked_for)) continue;
    const auto policy = explored(material, as_abstracted(statement), abstraction);
    const generator::CompleteSuite complete(policy.explored, extra_states);
    const auto tests = std::make_shared<const std::vector<generator::InputWord>>(complete.tests());
    made.descriptions.push_back(size_text(suite, policy, extra_states, tests->size(), steps_of(policy, *tests)));
    made.descriptions.push_back(domain_text(suite, policy, extra_states));
    for (std::size_t number = 0; number * tests_a_case < tests->size(); ++number) {
      suite.cases.push_back(numbered(material, abstraction, suite, tests, number));
    }
    made.suites.push_back(std::move(suite));
    made.derivations.push_back({abstraction, policy, tests});
  }
  return made;
}

bool is_complete_suite(const std::string& name) {
  const auto all = abstractions();
  return name == "complete" ||
         std::any_of(all.begin(), all.end(), [&](const Abstraction& each) { return name == "complete/" + each.name; });
}

}  // namespace hallmark::suites
