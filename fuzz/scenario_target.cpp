#include "fuzz/scenario_target.h"

#include <algorithm>
#include <map>

#include "harness/run/replay.h"

namespace hallmark::fuzz {

namespace {

/// FNV-1a: the same on every machine, unlike std::hash.
std::uint32_t folded(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  return hash;
}

/// What a step is about, without what differs from street to street.
struct Shape {
  std::string operator()(const scenario::Submit& step) const {
    const auto& reading = step.reading;
    return reading.body_srv + ' ' + reading.device_type + (reading.execution_time ? " dated" : "") +
           (reading.deviation ? ' ' + *reading.deviation : "");
  }
  std::string operator()(const scenario::Ssi& step) const { return step.action; }
  std::string operator()(const scenario::Inventory& step) const {
    return step.add ? "add" : step.status.value_or(step.payment_mode.value_or("place"));
  }
  std::string operator()(const scenario::Registration& step) const { return step.event; }
  std::string operator()(const scenario::FromDevice& step) const {
    return step.kind + ' ' + step.alert_code.value_or("");
  }
  std::string operator()(const scenario::Report& step) const { return step.kind; }
  std::string operator()(const auto&) const { return {}; }
};

void append_shape(const std::vector<scenario::Stimulus>& half, std::string& text) {
  for (const auto& stimulus : half) {
    text += "; " + std::string(scenario::operation(stimulus));
    const auto about = std::visit(Shape{}, stimulus);
    if (!about.empty()) text += ' ' + about;
  }
}

}  // namespace

run::Case case_of(const FuzzedScenario& fuzzed, const generator::Sequences& sequences) {
  run::Case made;
  made.id = "fuzz/scenario";
  made.title = "A fuzzed scenario: whatever happens in a street, no rule is broken";
  made.goes_on = true;
  made.trials = [fuzzed, &sequences](std::uint64_t) {
    generator::StreetPlan plan;
    plan.homes = fuzzed.homes;
    return std::vector<run::Trial>{sequences.trial(fuzzed.seed, plan, fuzzed.moves)};
  };
  return made;
}

std::vector<Feature> features_of(const run::Played& played) {
  constexpr std::uint32_t model_features = feature_count / 2;
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const auto& [thing, times] : played.met) counts[thing * 2654435761U % model_features] += times;
  for (const auto& word : played.answers) ++counts[model_features + folded(word) % model_features];
  std::vector<Feature> features;
  for (const auto& [number, times] : counts) {
    features.push_back({number, static_cast<std::uint8_t>(std::min(times, 255U))});
  }
  return features;
}

std::string shape_of(const scenario::Scenario& scenario) {
  std::string text;
  if (scenario.found) {
    text = scenario.found->outcome;
    for (const auto& id : scenario.found->requirements) text += ' ' + id;
  }
  for (const auto& trial : scenario.trials) {
    append_shape(trial.clear, text);
    append_shape(trial.restricted, text);
  }
  return text;
}

ScenarioTarget::ScenarioTarget(std::unique_ptr<adaptor::Adaptor> adaptor, const run::Rules& rules,
                               const generator::Sequences& sequences)
    : session_(std::move(adaptor), rules), sequences_(&sequences) {}

const run::Played& ScenarioTarget::play(std::span<const std::uint8_t> bytes) {
  case_ = case_of(decode(bytes), *sequences_);
  played_ = session_.play(case_);
  ++executions_;
  steps_ += static_cast<long long>(played_.steps.size());
  return played_;
}

scenario::Scenario ScenarioTarget::scenario(const std::string& target) const {
  return run::scenario_of(case_, played_, session_.rules(), target);
}

}  // namespace hallmark::fuzz
