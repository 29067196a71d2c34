#include <gtest/gtest.h>

#include "harness/generator/metering_estates.h"
#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using observation::InstallCodeAnswer;
using spec::Level;

observation::Statement codes_statement() {
  auto statement = full_statement();
  statement.facets.emplace_back("install-codes");
  return statement;
}

/// A meter installed by one Supplier and gained by another, who asks for its install code.
class InstallCodesTest : public testing::Test {
 protected:
  explicit InstallCodesTest(observation::Statement statement = codes_statement())
      : world(real_facts(), real_profile(), std::move(statement)) {
    generator::Random random(3);
    generator::MeteringPlan plan;
    plan.points = 2;
    plan.only = "electricity";
    plan.status = "InstalledNotCommissioned";
    all = generator::metering_estate(plan, random);
    begin("2025-06-02T09:00:00Z");
  }

  void begin(const char* now) {
    all.estate.now = at(now);
    done(scenario::Reset{all.estate});
  }
  static scenario::Instant at(const char* text) { return scenario::instant(text).value(); }
  Expectation take(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
    Expectation expectation = world.expect(stimulus);
    world.learn(stimulus, observation);
    return expectation;
  }
  void done(const scenario::Stimulus& stimulus) { take(stimulus, observation::Answered{observation::Done{}}); }
  void gain(const std::string& supplier) {
    for (const auto& point : all.points) done(scenario::Registration{point.id, "change-of-supplier", supplier});
  }
  void ask(const std::string& requester, const std::string& holder, const Ids& devices) {
    take(scenario::InstallCode{requester, holder, devices},
         observation::Answered{observation::InstallCodeRequested{"r1"}});
  }
  void status(const std::string& to) {
    scenario::Inventory event;
    event.devices = {meter()};
    event.status = to;
    done(event);
  }
  Expectation drain(std::vector<InstallCodeAnswer> rows = {}) {
    observation::Effects effects;
    effects.install_codes = std::move(rows);
    return take(scenario::Drain{}, observation::Answered{observation::Drained{effects}});
  }
  Expectation drain_at(const char* moment, std::vector<InstallCodeAnswer> rows = {}) {
    done(scenario::Advance{at(moment)});
    return drain(std::move(rows));
  }
  const std::string& meter(std::size_t index = 0) const { return all.points[index].meters.front(); }
  const std::string& installer() const { return all.electricity_supplier; }
  const std::string& gainer() const { return all.other_electricity_supplier; }
  const std::string& third() const { return all.third_electricity_supplier; }
  InstallCodeAnswer answer(const std::string& device) const {
    return {"r1", device, installer(), gainer(), scenario::find_device(all.estate, device)->install_code, false, {}};
  }
  static Ids parties(const Expectation& expectation) {
    return one<InstallCodesOnlyToParties>(expectation).value().condition.devices.front().parties;
  }

  generator::MeteringEstate all;
  World world;
};

TEST_F(InstallCodesTest, AreAskedForOnlyWhereTheFacetIsClaimed) {
  World unclaimed(real_facts(), real_profile(), full_statement());
  unclaimed.learn(scenario::Reset{all.estate}, observation::Answered{observation::Done{}});
  unclaimed.learn(scenario::InstallCode{gainer(), installer(), {meter()}},
                  observation::Answered{observation::InstallCodeRequested{"r1"}});
  EXPECT_FALSE(demands<InstallCodesCorrect>(unclaimed.expect(scenario::Drain{})));
  EXPECT_FALSE(demands<InstallCodesCorrect>(drain())) << "nobody has asked";
}

TEST_F(InstallCodesTest, DayTenPassesDayElevenIsReportedLaterFails) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  // Day 10 is 16 June, day 11 the 17th; London is an hour ahead of UTC.
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-06-16T22:59:58Z")));
  EXPECT_EQ(one<InstallCodesAnswered>(drain_at("2025-06-16T22:59:59Z"))->level, Level::report);
  EXPECT_EQ(one<InstallCodesAnswered>(drain_at("2025-06-17T22:59:58Z"))->level, Level::report);
  const auto late = one<InstallCodesAnswered>(drain_at("2025-06-17T22:59:59Z"));
  ASSERT_TRUE(late);
  EXPECT_EQ(late->level, Level::must);
  EXPECT_EQ(late->ids, Ids{"mp121.answer-in-time"});
  EXPECT_EQ(late->condition.asks.front().device, meter());
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-06-18T12:00:00Z"))) << "said once";
}

TEST_F(InstallCodesTest, AnAnswerEndsTheWait) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  EXPECT_TRUE(demands<AnswersWithInstallCode>(drain_at("2025-06-09T12:00:00Z", {answer(meter())})));
  const auto credit = one<InstallCodesAnswered>(drain());
  ASSERT_TRUE(credit);
  EXPECT_TRUE(credit->condition.asks.empty()) << "nothing more is asked, it is only said";
  EXPECT_EQ(credit->ids, Ids{"mp121.answer-in-time"});
  const auto after = drain_at("2025-06-30T12:00:00Z");
  EXPECT_FALSE(demands<InstallCodesAnswered>(after));
  EXPECT_FALSE(demands<AnswersWithInstallCode>(after));
}

TEST_F(InstallCodesTest, AnAnswerAfterTheLastOneIsJudgedToo) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  drain_at("2025-06-09T12:00:00Z", {answer(meter())});
  drain();
  const auto later_on = drain();
  EXPECT_TRUE(demands<InstallCodesCorrect>(later_on)) << "a code that comes again is that of the very device";
  EXPECT_TRUE(demands<InstallCodesOnlyToParties>(later_on)) << "and goes to nobody else";
}

TEST_F(InstallCodesTest, NearMidnightTheDayIsNotJudged) {
  begin("2025-06-02T23:30:00Z");
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-07-30T12:00:00Z")));
}

TEST_F(InstallCodesTest, OutsideTheYearsOfTheHolidaysNothingIsDecided) {
  begin("2030-12-27T12:00:00Z");
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  EXPECT_FALSE(demands<Undecided>(drain_at("2030-12-31T12:00:00Z")));
  const auto undecided = one<Undecided>(drain_at("2031-02-01T12:00:00Z"));
  ASSERT_TRUE(undecided);
  EXPECT_EQ(undecided->ids, Ids{"mp121.answer-in-time"});
}

TEST_F(InstallCodesTest, WhoInstalledGivesTheCodeAndAnybodyElseSaysNot) {
  gain(gainer());
  gain(third());
  ask(third(), gainer(), {meter()});
  ask(third(), installer(), {meter()});
  const auto expectation = drain();
  const auto with_code = one<AnswersWithInstallCode>(expectation);
  ASSERT_TRUE(with_code);
  ASSERT_EQ(with_code->condition.asks.size(), 1U);
  EXPECT_EQ(with_code->condition.asks.front().holder, installer());
  EXPECT_EQ(with_code->ids, Ids{"mp121.correct-code"});
  const auto not_installer = one<AnswersNotInstaller>(expectation);
  ASSERT_TRUE(not_installer);
  EXPECT_EQ(not_installer->condition.asks.front().holder, gainer());
  EXPECT_EQ(not_installer->ids, Ids{"mp121.not-installer"});
  const auto known = one<InstallCodesCorrect>(expectation).value().condition.devices.front();
  EXPECT_EQ(known.installer, installer());
  EXPECT_EQ(known.install_code, scenario::find_device(all.estate, known.device)->install_code);
  EXPECT_EQ(one<InstallCodesFromInstaller>(expectation)->level, Level::must);
}

TEST_F(InstallCodesTest, OnlyWhoIsOrWasResponsibleSinceTheLastDrainMayHaveIt) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  gain(third());
  EXPECT_EQ(parties(drain()).size(), 2U) << "the answer may have come before the change";
  const auto after = drain();
  EXPECT_EQ(parties(after), Ids{third()});
  EXPECT_EQ(one<InstallCodesOnlyToParties>(after)->ids, Ids{"mp121.only-to-gaining-supplier"});
  EXPECT_FALSE(demands<AnswersWithInstallCode>(after)) << "nothing is owed any more";
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-07-30T12:00:00Z")));
}

TEST_F(InstallCodesTest, WhoIsNotResponsibleIsOwedNothing) {
  ask(gainer(), installer(), {meter()});
  EXPECT_EQ(parties(drain()), Ids{installer()});
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-07-30T12:00:00Z")));
}

TEST_F(InstallCodesTest, ACommissionedDeviceNeedsNone) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  EXPECT_FALSE(demands<NoInstallCodeOf>(drain()));
  status("Commissioned");
  EXPECT_FALSE(demands<NoInstallCodeOf>(drain())) << "the answer may have come before";
  const auto after = one<NoInstallCodeOf>(drain());
  ASSERT_TRUE(after);
  EXPECT_EQ(after->level, Level::should);
  EXPECT_EQ(after->condition.devices, Ids{meter()});
  EXPECT_FALSE(demands<InstallCodesAnswered>(drain_at("2025-07-30T12:00:00Z")));
}

TEST_F(InstallCodesTest, EachOfManyIsAnsweredFor) {
  gain(gainer());
  ask(gainer(), installer(), {meter(0), meter(1)});
  drain({answer(meter(0))});
  drain();
  const auto late = one<InstallCodesAnswered>(drain_at("2025-07-30T12:00:00Z"));
  ASSERT_TRUE(late);
  EXPECT_EQ(late->condition.asks.front().device, meter(1));
  EXPECT_EQ(late->ids, (Ids{"mp121.answer-in-time", "mp121.bulk"}));
}

TEST_F(InstallCodesTest, WhatIsInDoubtIsNotJudged) {
  gain(gainer());
  ask(gainer(), installer(), {meter()});
  scenario::Submit submit;
  submit.reading.request_id = "x";
  submit.reading.header_srv = submit.reading.body_srv = "8.4";
  submit.reading.devices = {meter()};
  submit.reading.inventory_change = scenario::InventoryChange{.device = meter(), .status = "Pending"};
  take(submit, responded("I99"));
  const auto expectation = drain();
  EXPECT_FALSE(demands<AnswersWithInstallCode>(expectation));
  EXPECT_EQ(one<InstallCodesCorrect>(expectation)->condition.devices.size(), 1U) << "the other meter";
}

}  // namespace
}  // namespace hallmark::oracle
