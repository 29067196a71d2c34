// Cases of implementations with a clock of their own, by a clock that stands still unless somebody sleeps.
#include "harness/run/real_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/generator/request.h"
#include "harness/implementations/own_clock.h"
#include "harness/run/recorded.h"
#include "harness/run/rejudge.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"
#include "harness/run/timetable.h"

namespace hallmark::run {
namespace {

using scenario::Instant;
using std::chrono::milliseconds;
using testing::Contains;
using testing::HasSubstr;
using verdict::Outcome;

constexpr Instant begin_of_time{1'780'000'000};  // in 2026
constexpr std::int64_t one_hour = 3600;

/// Each look at it takes a millisecond, as looks do.
struct StandingClock {
  milliseconds passed{0};

  scenario::Clock clock() {
    return {[this] { return begin_of_time + (++passed).count() / 1000; }, [this] { return ++passed; },
            [this](milliseconds time) { passed += time; }};
  }
};

/// What came of a case, and what its record says when it is judged again.
struct Told {
  Played played;
  Rejudged again;
  std::vector<Exchange> exchanges;
  milliseconds took{0};

  Outcome outcome() const { return played.row.verdict.outcome; }
  std::string reasons() const {
    std::string text;
    for (const auto& each : played.row.verdict.judgements) {
      if (each.outcome == outcome()) text += each.reason + '\n';
    }
    return text;
  }
};

struct Slow {
  milliseconds delay{0};
  Patience patience = {};
  Make make = shipped("reference");
};

Told told(const Case& test_case, const Slow& slow) {
  StandingClock standing;
  const auto clock = standing.clock();
  auto rules = built_rules();
  rules.clock = &clock;
  rules.patience = slow.patience;
  Told result;
  auto one = std::make_unique<implementations::OwnClock>(slow.make(), clock, slow.delay);
  Session session(std::make_unique<Noting>(std::move(one), result.exchanges), rules);
  const auto begun = standing.passed;
  result.played = session.play(test_case);
  result.took = standing.passed - begun;
  auto offline = built_rules();
  offline.patience = slow.patience;
  result.again = judge_again({result.played.row, result.played.steps}, test_case, offline, session.opening());
  return result;
}

void expect_the_same_again(const Told& told) {
  ASSERT_TRUE(told.again.row) << told.again.why_not;
  EXPECT_EQ(told.again.row->verdict, told.played.row.verdict);
  EXPECT_EQ(told.again.row->axes.restricted, told.played.row.axes.restricted);
}

/// A request that falls due an hour later, with a drain before and after.
Case future_dated() {
  Case made = small_pair("4.1.1");
  made.id = "test/real_time/future.dated";
  made.trials = [](std::uint64_t) {
    static const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
    const auto& all = pair_estate();
    generator::RequestPlan plan;
    plan.service = built_rules().facts->service_request("4.1.1");
    plan.device_type = "ESME";
    plan.device = all.esme;
    plan.user = all.import_supplier;
    plan.counter = 7;
    plan.schema_version = "5.1";
    Trial trial;
    for (const auto* sample : schema::samples_of(samples, "4.1.1")) {
      if (!sample->future_dated) continue;
      const auto submit = generator::request(*sample, plan, all);
      trial.clear = {scenario::Reset{all.estate}, submit, scenario::Drain{},
                     scenario::Advance{all.estate.now + 2 * one_hour}, scenario::Drain{}};
      trial.clear_probe = submit.reading.request_id;
    }
    return std::vector<Trial>{trial};
  };
  return made;
}

std::vector<std::string> operations(const Told& told) {
  std::vector<std::string> all;
  for (const auto& each : told.exchanges) all.emplace_back(scenario::operation(each.stimulus));
  return all;
}

/// A pair whose device does not answer: what it would answer suits no other Service Request than 4.1.1.
Case unanswered_pair(const std::string& srv) {
  auto made = small_pair(srv);
  made.trials = [srv](std::uint64_t seed) {
    auto trials = small_pair(srv).trials(seed);
    for (auto& trial : trials) {
      for (auto* half : {&trial.clear, &trial.restricted})
        std::erase_if(*half, [](const auto& each) { return std::holds_alternative<scenario::FromDevice>(each); });
    }
    return trials;
  };
  return made;
}

class Delays : public testing::TestWithParam<int> {};

/// Rejected and permitted, as slow as may be.
TEST_P(Delays, WithinTheWaitChangeNoVerdict) {
  for (const auto& pair : {small_pair("4.1.1"), unanswered_pair("11.2")}) {
    const auto told = run::told(pair, {.delay = milliseconds(GetParam())});
    EXPECT_EQ(told.outcome(), Outcome::pass) << pair.id << '\n' << told.reasons();
    expect_the_same_again(told);
    EXPECT_THAT(operations(told), testing::Not(Contains("advance")));
  }
}

INSTANTIATE_TEST_SUITE_P(RealTime, Delays, testing::Values(0, 50, 900, 4000, 9000));

TEST(RealTime, ACaseBeginsNowAndItsRecordSaysByHowMuchItWasMoved) {
  const auto told = run::told(small_pair("4.1.1"), {});
  const auto& estate = std::get<scenario::Reset>(told.exchanges.at(1).stimulus).estate;
  EXPECT_EQ(estate.now, begin_of_time);
  const auto& first = told.played.steps.front().stimulus;
  EXPECT_EQ(first.at("moved"), begin_of_time.seconds - pair_estate().estate.now.seconds);
  EXPECT_EQ(first.at("at"), scenario::text(begin_of_time));
}

/// Five days in which nothing falls due: nobody waits for them, and the case says so.
TEST(RealTime, IdleDaysAreNotWaitedFor) {
  const auto told = run::told(small_pair("4.1.1"), {});
  EXPECT_LT(told.took, std::chrono::seconds(30));
  EXPECT_THAT(told.played.row.verdict.notes, Contains(testing::Field(&verdict::Note::subject, "clock")));
}

TEST(RealTime, WhatNeverComesIsInconclusiveAndNoFailure) {
  for (const auto* srv : {"4.1.1", "11.2"}) {
    const auto told = run::told(small_pair(srv), {.delay = std::chrono::hours(1)});
    EXPECT_EQ(told.outcome(), Outcome::inconclusive) << told.reasons();
    EXPECT_THAT(told.reasons(), HasSubstr("within PT10S"));
    expect_the_same_again(told);
  }
}

/// Refuses as it should, and passes the command on all the same.
Make leaking() {
  return twisted("reference", [] {
    auto refused = std::make_shared<std::vector<scenario::Submit>>();
    return [refused](const scenario::Stimulus& stimulus, observation::Observation& seen) {
      const auto* submit = std::get_if<scenario::Submit>(&stimulus);
      if (submit != nullptr) refused->push_back(*submit);
      auto* answered = std::get_if<observation::Answered>(&seen);
      auto* drained = answered == nullptr ? nullptr : std::get_if<observation::Drained>(&answered->answer);
      if (drained == nullptr) return;
      for (const auto& each : *refused) {
        const auto& device = each.reading.devices.front();
        const auto& id = each.reading.request_id;
        const auto& rows = drained->effects.to_devices;
        const bool passed = std::ranges::any_of(rows, [&](const auto& row) { return row.request_id == id; });
        if (!passed) drained->effects.to_devices.push_back({device, id, each.reading.body_srv, {}, {}});
      }
      refused->clear();
    };
  });
}

TEST(RealTime, WhatMustNotComeFailsHoweverLateItIsSeen) {
  for (const int delay : {0, 150, 3000}) {
    const auto told = run::told(small_pair("4.1.1"), {.delay = milliseconds(delay), .make = leaking()});
    EXPECT_EQ(told.outcome(), Outcome::fail) << delay;
    EXPECT_THAT(told.reasons(), HasSubstr("a command for"));
    expect_the_same_again(told);
  }
}

/// The last drain of the case, and nothing in it is waited for: who was slow before is given as long again.
TEST(RealTime, WhoWasSlowIsListenedToForLonger) {
  auto cut = small_pair("4.1.1");
  cut.trials = [](std::uint64_t seed) {
    auto trials = small_pair("4.1.1").trials(seed);
    for (auto& trial : trials) {
      auto& half = trial.restricted;
      const auto asked =
          std::ranges::find_if(half, [](const auto& each) { return std::holds_alternative<scenario::Submit>(each); });
      half.erase(asked + 2, half.end());
    }
    return trials;
  };
  const auto told = run::told(cut, {.delay = milliseconds(3000), .make = leaking()});
  EXPECT_EQ(told.outcome(), Outcome::fail);
}

/// Delays around the settling time and around the wait: what was lawful when it happened comes at odd places.
TEST(RealTime, WhatComesLateIsHeldAgainstNobody) {
  auto tenancy = small_pair("4.1.1");
  tenancy.trials = [](std::uint64_t) {
    const auto& all = pair_estate();
    const scenario::Ssi set{all.import_supplier, "set-restricted", all.esme};
    const scenario::Ssi read{all.import_supplier, "read", all.esme};
    scenario::Inventory withdrawn;
    withdrawn.devices = {all.esme};
    withdrawn.status = "Withdrawn";
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate},
                        scenario::Registration{all.import_mpan, "change-of-tenancy", std::nullopt},
                        scenario::Drain{},
                        set,
                        scenario::Drain{},
                        scenario::Drain{},
                        read,
                        withdrawn,
                        scenario::Drain{},
                        read,
                        small_request("11.2", 5),
                        scenario::Drain{},
                        scenario::Drain{},
                        scenario::Drain{}};
    return std::vector<Trial>{trial};
  };
  for (const int delay : {150, 250, 300, 350, 450, 700, 9900, 10200, 12000, 15000, 25000, 3'600'000}) {
    for (const auto& one : {small_pair("4.1.1"), unanswered_pair("11.2"), tenancy}) {
      const auto told = run::told(one, {.delay = milliseconds(delay)});
      EXPECT_NE(told.outcome(), Outcome::fail) << one.id << ' ' << delay << '\n' << told.reasons();
      expect_the_same_again(told);
    }
  }
}

/// The codes leave open whether this flag changes: that no row of the feed has come is no answer.
TEST(RealTime, SilenceOfTheFeedIsNoAnswer) {
  auto withdrawn = small_pair("4.1.1");
  withdrawn.trials = [](std::uint64_t) {
    auto all = pair_estate();
    for (auto& device : all.estate.devices) {
      if (device.id == all.esme) device.status = "InstalledNotCommissioned";
    }
    for (auto& point : all.estate.metering_points) {
      if (point.id == all.import_mpan) point.service_flag = "I";
    }
    scenario::Inventory event;
    event.devices = {all.esme};
    event.status = "Withdrawn";
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate}, event, scenario::Drain{},
                        scenario::Ssi{all.import_supplier, "read", all.esme}};
    return std::vector<Trial>{trial};
  };
  const auto told = run::told(withdrawn, {.delay = std::chrono::hours(1)});
  EXPECT_EQ(told.outcome(), Outcome::inconclusive) << told.reasons();  // its row is owed
  expect_the_same_again(told);
}

TEST(RealTime, WhatIsOwedIsWaitedForInTheFirstDrainToo) {
  auto set = small_pair("4.1.1");
  set.trials = [](std::uint64_t) {
    const auto& all = pair_estate();
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate}, scenario::Ssi{all.import_supplier, "set-restricted", all.esme},
                        scenario::Drain{}};
    return std::vector<Trial>{trial};
  };
  const auto told = run::told(set, {.delay = milliseconds(5000)});
  EXPECT_EQ(told.outcome(), Outcome::pass) << told.reasons();
  EXPECT_THAT(told.played.steps.back().observation.dump(), HasSubstr("\"restricted\":true"));
}

TEST(RealTime, AMomentBeyondTheWaitIsInconclusiveBeforeAnythingIsAsked) {
  const auto told = run::told(future_dated(), {});
  EXPECT_EQ(told.outcome(), Outcome::inconclusive);
  EXPECT_THAT(told.reasons(), testing::AllOf(HasSubstr("PT7200S"), HasSubstr("--wait allows PT10S")));
  EXPECT_TRUE(told.played.steps.empty());
  EXPECT_LT(told.took, std::chrono::seconds(1));
  expect_the_same_again(told);
}

TEST(RealTime, AMomentWithinTheWaitIsWaitedFor) {
  const auto told = run::told(future_dated(), {.delay = milliseconds(100), .patience = {std::chrono::hours(3)}});
  EXPECT_EQ(told.outcome(), Outcome::pass) << told.reasons();
  EXPECT_GT(told.took, std::chrono::hours(2));
  const auto& drained = told.played.steps.back().observation;
  EXPECT_THAT(drained.dump(), HasSubstr("\"srv\":\"4.1.1\"")) << "what fell due is seen";
  expect_the_same_again(told);
}

TEST(RealTime, AnAnnouncedSetIsWaitedFor) {
  const Slow announcing{.patience = {std::chrono::minutes(2)},
                        .make = shipped("reference?effective-when=announced&effective-within=PT1M")};
  const auto told = run::told(small_pair("4.1.1"), announcing);
  EXPECT_EQ(told.outcome(), Outcome::pass) << told.reasons();
  expect_the_same_again(told);
  auto hasty = announcing;
  hasty.patience = {};
  const auto cut = run::told(small_pair("4.1.1"), hasty);
  EXPECT_EQ(cut.outcome(), Outcome::inconclusive);
  EXPECT_THAT(cut.reasons(), HasSubstr("for what was announced"));
  expect_the_same_again(cut);
}

/// Says of every set that it holds from now, by a clock that is a little ahead.
TEST(RealTime, AClockThatIsALittleAheadAnnouncesNothing) {
  for (const int ahead : {1, 2, 60}) {
    const auto make = twisted("reference", [ahead] {
      auto now = std::make_shared<Instant>();
      return [now, ahead](const scenario::Stimulus& stimulus, observation::Observation& seen) {
        if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) *now = advance->to;
        auto* answered = std::get_if<observation::Answered>(&seen);
        auto* ssi = answered == nullptr ? nullptr : std::get_if<observation::SsiAnswer>(&answered->answer);
        const bool sets = ssi != nullptr && std::get<scenario::Ssi>(stimulus).action != "read";
        if (sets) ssi->effective = scenario::text(*now + ahead);
      };
    });
    const auto told = run::told(small_pair("4.1.1"), {.patience = {std::chrono::minutes(2)}, .make = make});
    EXPECT_EQ(told.outcome(), ahead == 60 ? Outcome::fail : Outcome::pass) << ahead << '\n' << told.reasons();
    expect_the_same_again(told);
  }
}

TEST(RealTime, ACaseAboutCertainDatesCannotBeMoved) {
  auto dated = small_pair("4.1.1");
  dated.keeps_clock = true;
  const auto told = run::told(dated, {});
  EXPECT_EQ(told.outcome(), Outcome::inconclusive);
  EXPECT_THAT(told.reasons(), HasSubstr("about certain dates"));
  expect_the_same_again(told);
}

/// Time runs away while a request waits: what is seen then is not judged, and neither is it offline.
TEST(RealTime, ACaseThatFallsBehindItsPlanIsInconclusive) {
  StandingClock standing;
  const auto make = twisted("reference", [&standing] {
    return [&standing](const scenario::Stimulus& stimulus, observation::Observation&) {
      if (std::holds_alternative<scenario::Submit>(stimulus)) standing.passed += std::chrono::hours(1);
    };
  });
  const auto clock = standing.clock();
  auto rules = built_rules();
  rules.clock = &clock;
  rules.patience.wait = std::chrono::hours(3);
  Session session(std::make_unique<implementations::OwnClock>(make(), clock, milliseconds(0)), rules);
  const auto played = session.play(future_dated());
  EXPECT_EQ(played.row.verdict.outcome, Outcome::inconclusive);
  rules.clock = nullptr;
  const auto again = judge_again({played.row, played.steps}, future_dated(), rules, session.opening());
  ASSERT_TRUE(again.row) << again.why_not;
  EXPECT_EQ(again.row->verdict, played.row.verdict);
}

TEST(Timetable, MovesAHalfWithItsDocuments) {
  const auto half = future_dated().trials(1).front().clear;
  constexpr std::int64_t by = 400 * 86400 + 1234;
  const auto moved = moved_by(by, half, 1);
  EXPECT_EQ(start_of(moved), *start_of(half) + by);
  const auto& was = std::get<scenario::Submit>(half.at(1));
  const auto& is = std::get<scenario::Submit>(moved.at(1));
  ASSERT_TRUE(was.reading.execution_time);
  EXPECT_EQ(*is.reading.execution_time, *was.reading.execution_time + by);
  EXPECT_THAT(is.duis, HasSubstr(scenario::text(*is.reading.execution_time)));
  EXPECT_EQ(is.reading.request_id, was.reading.request_id);
}

TEST(Timetable, TheFeedIsWaitedForWhereNothingElseFallsDue) {
  const auto half = small_pair("4.1.1").trials(1).front().clear;
  EXPECT_EQ(waits_of(half, 0), std::vector<std::int64_t>{0});
  EXPECT_EQ(waits_of(half, one_hour), std::vector<std::int64_t>{one_hour});
  EXPECT_EQ(shortened_by(half, one_hour), 5 * 86400 - one_hour);
  EXPECT_EQ(waits_of(future_dated().trials(1).front().clear, 0), std::vector<std::int64_t>{2 * one_hour});
}

}  // namespace
}  // namespace hallmark::run
