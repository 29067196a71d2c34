#include "suites/restricted/concurrent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/generator/random.h"
#include "harness/run/rejudge.h"
#include "harness/run/replay.h"
#include "suites/interleaving_scene.h"
#include "suites/restricted/concurrent_history.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;
using verdict::Outcome;

Material few_rounds(int rounds) {
  auto material = built().material;
  material.rounds = rounds;
  return material;
}

const run::Case& case_named(const Suite& suite, const std::string& word) {
  const auto found =
      std::ranges::find_if(suite.cases, [&](const auto& each) { return each.id.find(word) != std::string::npos; });
  EXPECT_NE(found, suite.cases.end());
  return *found;
}

/// A case of bursts that counts them instead of looking at a clock.
run::Case so_many_bursts(int bursts) {
  auto material = built().material;
  material.load_seconds = 1;
  auto made = case_named(concurrent(material), "overload");
  made.history = [material, bursts](std::uint64_t seed) {
    return overloading_bursts(
        material, [left = bursts]() mutable { return left-- == 0; }, seed);
  };
  return made;
}

run::Played played(const run::Case& test_case, int concurrent, std::uint64_t seed, Interleaving::Fault fault = {},
                   const std::string& name = "reference") {
  run::Session session(std::make_unique<Interleaving>(concurrent, seed, std::move(fault), name), built().rules);
  return session.play(test_case);
}

std::string worst(const run::CaseRow& row) {
  std::string text;
  for (const auto& each : row.verdict.judgements) {
    if (each.outcome != Outcome::pass) text += each.reason + '\n';
  }
  return text;
}

/// A request is answered, and sent, as if the flag of its device were not there.
std::optional<Observation> passes(const Stimulus& stimulus, Interleaving& of) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return submit == nullptr ? std::nullopt : std::optional(of.without_flag(*submit));
}

TEST(Concurrent, WhoeverTakesOneAtATimeIsNotAsked) {
  const auto suite = concurrent(few_rounds(10));
  ASSERT_EQ(suite.cases.size(), 2U);
  ASSERT_EQ(suite.not_run.size(), 1U);
  EXPECT_THAT(suite.not_run.front().reason, HasSubstr("--load-seconds"));
  const auto row = played(suite.cases.front(), 1, 1).row;
  EXPECT_EQ(row.verdict.outcome, Outcome::not_applicable);
  EXPECT_THAT(worst(row), HasSubstr("(concurrent)"));
}

TEST(Concurrent, WhatIsClaimedCountsAsFarAsTheWayThereCarriesIt) {
  auto reference = built().implementation();
  run::Session session(
      std::make_unique<adaptor::Distorted>(
          std::move(reference),
          [](const Stimulus&, Observation& seen) {
            auto* answered = std::get_if<observation::Answered>(&seen);
            auto* opened = answered == nullptr ? nullptr : std::get_if<observation::Initialized>(&answered->answer);
            if (opened != nullptr) opened->statement.concurrent = 8;
          }),
      built().rules);
  EXPECT_EQ(observation::answer<observation::Initialized>(session.opening())->statement.concurrent, 1);
  EXPECT_EQ(session.play(concurrent(few_rounds(10)).cases.front()).row.verdict.outcome, Outcome::not_applicable);
}

TEST(Concurrent, AnHonestOnePassesInWhateverOrderItLetsThemIn) {
  const auto suite = concurrent(few_rounds(40));
  for (const int at_once : {2, 3, 8, 16}) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      for (const auto& test_case : suite.cases) {
        const auto row = played(test_case, at_once, seed).row;
        EXPECT_EQ(row.verdict.outcome, Outcome::pass) << test_case.id << ' ' << at_once << ' ' << seed << '\n'
                                                      << worst(row);
      }
    }
  }
}

TEST(Concurrent, AnHonestOnePassesWhateverItAnswersWhereTheCodesLeaveAChoice) {
  const auto suite = concurrent(few_rounds(12));
  for (const auto& alternative : implementations::reference_alternatives(built().facts)) {
    const std::string name = "reference?" + alternative.point + '=' + alternative.token;
    const auto row = played(suite.cases.front(), 8, 1, {}, name).row;
    EXPECT_LE(row.verdict.outcome, Outcome::warn) << name << '\n' << worst(row);
    EXPECT_NE(row.verdict.outcome, Outcome::not_applicable) << name;
  }
}

/// Each of those that work on requests looks the flag up, and goes by what it knew before.
Interleaving::Fault lazily_told() {
  return [known = std::map<std::size_t, std::set<std::string>>(), estate = scenario::Estate()](
             const Stimulus& stimulus, const Moment& moment, Interleaving& of) mutable -> std::optional<Observation> {
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) estate = reset->estate, known.clear();
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || !submit->reading.body_srv.starts_with("4.")) return std::nullopt;
    const auto meter = meter_of(*submit, estate);
    const bool was_set = known[moment.worker].contains(meter);
    const bool is_set = of.flag_is_set(meter);
    if (is_set) known[moment.worker].insert(meter);
    if (!is_set) known[moment.worker].erase(meter);
    return is_set && !was_set ? passes(stimulus, of) : std::nullopt;
  };
}

/// A refusal is answered, and the command is sent all the same.
Interleaving::Fault half_forwards() {
  return [](const Stimulus& stimulus, const Moment& moment, Interleaving& of) -> std::optional<Observation> {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || !moment.with_change) return std::nullopt;
    auto seen = of.honestly(stimulus);
    of.without_flag(*submit);
    return seen;
  };
}

/// A set that comes while another operation is worked on is answered and forgotten.
Interleaving::Fault loses_sets() {
  return [](const Stimulus& stimulus, const Moment& moment, Interleaving&) -> std::optional<Observation> {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi == nullptr || ssi->action != "set-restricted" || !moment.after_others) return std::nullopt;
    observation::SsiAnswer accepted;
    accepted.accepted = true;
    return observation::Answered{accepted};
  };
}

TEST(Concurrent, CatchesWhoeverTellsItsWorkersLate) {
  for (const auto& test_case : concurrent(few_rounds(20)).cases) {
    for (const int at_once : {2, 8}) {
      const auto row = played(test_case, at_once, 1, lazily_told()).row;
      EXPECT_EQ(outcome_of(row, "mp169.allow-list"), Outcome::fail) << test_case.id << ' ' << at_once;
      EXPECT_THAT(worst(row), HasSubstr("a command for"));
    }
  }
}

TEST(Concurrent, CatchesARefusalThatIsForwardedAllTheSame) {
  for (const auto& test_case : concurrent(few_rounds(20)).cases) {
    const auto row = played(test_case, 8, 1, half_forwards()).row;
    EXPECT_EQ(outcome_of(row, "mp169.allow-list"), Outcome::fail) << test_case.id << worst(row);
  }
}

TEST(Concurrent, CatchesASetThatIsLost) {
  for (const auto& test_case : concurrent(few_rounds(20)).cases) {
    const auto row = played(test_case, 4, 1, loses_sets()).row;
    EXPECT_EQ(row.verdict.outcome, Outcome::fail) << test_case.id;
  }
}

/// What is more than is claimed is turned away, or is not answered in time, as chance has it.
std::optional<Observation> turned_away(const Moment& moment, Interleaving& of) {
  if (moment.together <= static_cast<std::size_t>(of.concurrent())) return std::nullopt;
  if (of.random().below(3) == 0) return observation::TimedOut{5000, {}, {}};
  if (of.random().below(3) == 0) return observation::Refused{"HTTP status 503"};
  return std::nullopt;
}

TEST(Concurrent, UnderLoadRefusalsAndTimeOutsAreLawful) {
  const auto row =
      played(so_many_bursts(20), 4, 1, [](const Stimulus& stimulus, const Moment& moment, Interleaving& of) {
        return std::holds_alternative<scenario::Submit>(stimulus) ? turned_away(moment, of) : std::nullopt;
      }).row;
  EXPECT_EQ(row.verdict.outcome, Outcome::pass) << worst(row);
  const auto note = std::ranges::find(row.verdict.notes, "concurrent", &verdict::Note::subject);
  ASSERT_NE(note, row.verdict.notes.end());
  EXPECT_THAT(note->text, testing::MatchesRegex("of 800 requests, 10 times .*[1-9][0-9]+ had no answer.*"));
}

TEST(Concurrent, CatchesWhoeverLetsRequestsPassUnderLoad) {
  const Interleaving::Fault overwhelmed = [](const Stimulus& stimulus, const Moment& moment, Interleaving& of) {
    const bool too_many = moment.together > static_cast<std::size_t>(of.concurrent());
    return too_many && of.random().below(50) == 0 ? passes(stimulus, of) : std::nullopt;
  };
  const auto row = played(so_many_bursts(20), 4, 1, overwhelmed).row;
  EXPECT_EQ(outcome_of(row, "mp169.allow-list"), Outcome::fail) << worst(row);
}

TEST(Concurrent, CatchesACommandForARequestThatWasNotAnsweredInTime) {
  const Interleaving::Fault queues = [](const Stimulus& stimulus, const Moment& moment,
                                        Interleaving& of) -> std::optional<Observation> {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    const bool too_many = moment.together > static_cast<std::size_t>(of.concurrent());
    if (submit == nullptr || !too_many || of.random().below(50) > 0) return std::nullopt;
    of.without_flag(*submit);
    return observation::TimedOut{5000, {}, {}};
  };
  const auto row = played(so_many_bursts(20), 4, 1, queues).row;
  EXPECT_EQ(outcome_of(row, "mp169.allow-list"), Outcome::fail) << worst(row);
}

TEST(Concurrent, ATimeOutWithinWhatIsClaimedIsAnError) {
  const auto row =
      played(concurrent(few_rounds(5)).cases.front(), 4, 1, [](const Stimulus&, const Moment& moment, Interleaving&) {
        return moment.with_change && moment.worker == 1
                   ? std::optional<Observation>(observation::TimedOut{5000, {}, {}})
                   : std::nullopt;
      }).row;
  EXPECT_EQ(row.verdict.outcome, Outcome::error);
}

TEST(Concurrent, AFindingIsPlayedAgainAndJudgedAgainWithItsOverlaps) {
  const auto test_case = concurrent(few_rounds(20)).cases.front();
  const auto found = played(test_case, 8, 1, lazily_told());
  ASSERT_FALSE(found.excerpt.empty());
  const auto scenario = run::scenario_of(test_case, found, built().rules, "test");
  const auto again = played(run::case_of(scenario), 8, 1, lazily_told());
  EXPECT_EQ(run::replayed(scenario, again.row.verdict), run::Replayed::still_fails);
  EXPECT_EQ(run::replayed(scenario, played(run::case_of(scenario), 8, 1).row.verdict), run::Replayed::fixed);
  observation::Initialized opened;
  opened.statement = observation::Statement{};
  opened.statement.facets = {"restricted-mode", "duis-schema"};
  opened.statement.concurrent = 8;
  const auto judged =
      run::judge_again({again.row, again.steps}, run::case_of(scenario), built().rules, observation::Answered{opened});
  ASSERT_TRUE(judged.row) << judged.why_not;
  EXPECT_EQ(judged.row->verdict.outcome, Outcome::fail);
}

}  // namespace
}  // namespace hallmark::suites
