// What a judged step costs in process, as a whole and by what it is made of, beside validating the smallest Response.
#include <benchmark/benchmark.h>

#include <sstream>
#include <utility>

#include "harness/oracle/world.h"
#include "harness/run/long_history.h"
#include "harness/run/record_text.h"
#include "harness/run/session.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"
#include "harness/run/step_json.h"
#include "harness/verdict/judge.h"

namespace hallmark::benchmarks {
namespace {

using run::LongHistory;
using scenario::Stimulus;

constexpr int steps_a_case = 200;

/// The steps of a case, and what the reference answered to each.
struct Made {
  std::vector<Stimulus> stimuli;
  std::vector<observation::Observation> unread;
  std::vector<observation::Observation> read;
};

std::vector<Stimulus> generated(LongHistory::Kind kind) {
  LongHistory history(kind);
  std::vector<Stimulus> steps = {history.beginning()};
  while (steps.size() < steps_a_case) steps.push_back(history.next());
  return steps;
}

std::unique_ptr<adaptor::Adaptor> opened() {
  auto reference = run::shipped("reference")();
  reference->exchange(run::opening(run::built_rules()));
  return reference;
}

const Made& made(LongHistory::Kind kind) {
  static const auto make = [](LongHistory::Kind of) {
    Made steps;
    steps.stimuli = generated(of);
    const auto reference = opened();
    for (const auto& stimulus : steps.stimuli) {
      steps.unread.push_back(reference->exchange(stimulus));
      steps.read.push_back(steps.unread.back());
      observation::read_documents(steps.read.back(), *run::built_rules().vote);
    }
    return steps;
  };
  static const Made with = make(LongHistory::Kind::with_documents);
  static const Made without = make(LongHistory::Kind::without_documents);
  return kind == LongHistory::Kind::with_documents ? with : without;
}

void count_steps(benchmark::State& state) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * steps_a_case);
}

/// A case from its seed to the lines of its record, as a run plays it.
void whole(benchmark::State& state, LongHistory::Kind kind) {
  run::Session session(run::shipped("reference")(), run::built_rules());
  run::Case played;
  played.id = "benchmark/steps/history.long";
  played.trials = [kind](std::uint64_t) { return std::vector<run::Trial>{{generated(kind), {}, "", ""}}; };
  std::ostringstream record;
  for (auto round : state) {
    record.str({});
    auto done = session.play(played);
    if (done.row.verdict.outcome > verdict::Outcome::warn) return state.SkipWithError("the reference fails");
    for (const auto& step : done.steps) record << run::line_of(step) << '\n';
    record << run::line_of(done.row) << '\n';
    benchmark::DoNotOptimize(record.tellp());
  }
  count_steps(state);
}

void generation(benchmark::State& state, LongHistory::Kind kind) {
  for (auto round : state) benchmark::DoNotOptimize(generated(kind));
  count_steps(state);
}

void implementation(benchmark::State& state, LongHistory::Kind kind) {
  const auto reference = opened();
  for (auto round : state) {
    for (const auto& stimulus : made(kind).stimuli) benchmark::DoNotOptimize(reference->exchange(stimulus));
  }
  count_steps(state);
}

/// Each request before it is sent, and each document that comes back.
void validating(benchmark::State& state, LongHistory::Kind kind) {
  const auto& rules = run::built_rules();
  for (auto round : state) {
    auto observations = made(kind).unread;
    for (std::size_t i = 0; i < observations.size(); ++i) {
      const auto* submit = std::get_if<scenario::Submit>(&made(kind).stimuli[i]);
      if (submit != nullptr && rules.validator->check(submit->duis)) return state.SkipWithError("not valid");
      observation::read_documents(observations[i], *rules.vote);
    }
  }
  count_steps(state);
}

void judging(benchmark::State& state, LongHistory::Kind kind) {
  const auto& rules = run::built_rules();
  const auto opening = run::shipped("reference")()->exchange(run::opening(rules));
  const auto* initialized = observation::answer<observation::Initialized>(opening);
  const auto& steps = made(kind);
  for (auto round : state) {
    oracle::World world(*rules.facts, *rules.profile, initialized->statement);
    for (std::size_t i = 0; i < steps.stimuli.size(); ++i) {
      const auto expectation = world.expect(steps.stimuli[i]);
      benchmark::DoNotOptimize(verdict::judge(expectation, steps.read[i], static_cast<int>(i), false));
      world.learn(steps.stimuli[i], steps.read[i]);
    }
  }
  count_steps(state);
}

void recording(benchmark::State& state, LongHistory::Kind kind) {
  const auto& steps = made(kind);
  std::ostringstream record;
  for (auto round : state) {
    record.str({});
    for (std::size_t i = 0; i < steps.stimuli.size(); ++i) {
      const run::Step step{"benchmark/steps/history.long", 0, static_cast<int>(i),
                           run::stimulus_json(steps.stimuli[i], false),
                           run::observation_json(steps.read[i], false, {})};
      record << run::line_of(step) << '\n';
    }
    benchmark::DoNotOptimize(record.tellp());
  }
  count_steps(state);
}

/// The yardstick: Responses of the reference, the smallest, checked by the validator; no two alike in a row.
void smallest_response(benchmark::State& state) {
  std::vector<std::string> responses;
  for (const auto& each : made(LongHistory::Kind::with_documents).read) {
    const auto* responded = observation::answer<observation::Responded>(each);
    if (responded != nullptr) responses.push_back(responded->response.xml);
  }
  const auto& validator = *run::built_rules().validator;
  for (auto round : state) {
    for (const auto& xml : responses) benchmark::DoNotOptimize(validator.check(xml));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(responses.size()));
}

/// The small pair among the homes of a town: more than a thousand devices, every fifth home Restricted.
scenario::Estate town() {
  constexpr int homes = 160;
  auto estate = run::pair_estate().estate;
  for (int home = 0; home < homes; ++home) {
    generator::Random random(static_cast<std::uint64_t>(1000 + home));
    auto made = generator::premises(random);
    const auto add = [](auto& all, const auto& more) { all.insert(all.end(), more.begin(), more.end()); };
    for (auto& device : made.estate.devices) device.restricted = home % 5 == 0 && device.id == made.esme;
    add(estate.users, made.estate.users);
    add(estate.metering_points, made.estate.metering_points);
    add(estate.devices, made.estate.devices);
  }
  return estate;
}

/// One case without a reset, of so many steps: what a step costs must grow with neither the history nor the estate.
void long_history(benchmark::State& state, const scenario::Estate& estate) {
  const auto& rules = run::built_rules();
  run::Session session(run::shipped("reference")(), rules);
  run::Case played;
  played.id = "benchmark/long/history";
  LongHistory history(LongHistory::Kind::with_documents);
  std::vector<Stimulus> steps = {scenario::Reset{estate}};
  while (std::cmp_less(steps.size(), state.range(0))) steps.push_back(history.next());
  played.trials = [&](std::uint64_t) { return std::vector<run::Trial>{{steps, {}, "", ""}}; };
  for (auto round : state) {
    const auto done = session.play(played);
    if (done.row.verdict.outcome > verdict::Outcome::warn) return state.SkipWithError("the reference fails");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
void long_history_of_a_pair(benchmark::State& state) { long_history(state, run::pair_estate().estate); }
void long_history_of_a_town(benchmark::State& state) { long_history(state, town()); }
BENCHMARK(long_history_of_a_pair)->Arg(1000)->Arg(2000)->Arg(4000)->Unit(benchmark::kMillisecond);
BENCHMARK(long_history_of_a_town)->Arg(1000)->Arg(2000)->Arg(4000)->Unit(benchmark::kMillisecond);

#define HALLMARK_BENCHMARK(what)                                                                      \
  void with_##what(benchmark::State& state) { what(state, LongHistory::Kind::with_documents); }       \
  void without_##what(benchmark::State& state) { what(state, LongHistory::Kind::without_documents); } \
  BENCHMARK(with_##what)->Unit(benchmark::kMillisecond);                                              \
  BENCHMARK(without_##what)->Unit(benchmark::kMillisecond)

BENCHMARK(smallest_response)->Unit(benchmark::kMillisecond);
HALLMARK_BENCHMARK(whole);
HALLMARK_BENCHMARK(generation);
HALLMARK_BENCHMARK(implementation);
HALLMARK_BENCHMARK(validating);
HALLMARK_BENCHMARK(judging);
HALLMARK_BENCHMARK(recording);

}  // namespace
}  // namespace hallmark::benchmarks
