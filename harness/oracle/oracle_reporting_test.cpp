#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

observation::Statement reports_statement() {
  auto statement = full_statement();
  statement.facets.insert(statement.facets.end(), {"performance-report", "csp-notification"});
  return statement;
}

class ReportingTest : public testing::Test {
 protected:
  ReportingTest() : scene(reports_statement()) {
    scene.all.estate.now = at("2025-05-10T12:00:00Z");
    scene.reset();
  }

  static scenario::Instant at(const char* text) { return scenario::instant(text).value(); }
  void done(const scenario::Stimulus& stimulus) { scene.take(stimulus, observation::Answered{observation::Done{}}); }
  void advance(const char* moment) { done(scenario::Advance{at(moment)}); }
  Expectation report(const std::string& kind, const char* from, const char* to, long long attempted = 0) {
    observation::Reported answer;
    if (kind == "service-requests") {
      answer.attempted = attempted;
      answer.failed = 0;
    }
    return scene.take(scenario::Report{kind, at(from), at(to)}, observation::Answered{answer});
  }
  Expectation june() { return report("performance", "2025-05-31T23:00:00Z", "2025-06-30T23:00:00Z"); }
  Expectation july() { return report("performance", "2025-06-30T23:00:00Z", "2025-07-31T23:00:00Z"); }
  static std::optional<bool> included(const Expectation& expectation, const std::string& device) {
    for (const auto& each : all_of<ReportCounts>(expectation)) {
      if (each.condition.device == device) return each.condition.included;
    }
    return std::nullopt;
  }
  std::vector<CspNotice> owed() { return one<CspTold>(scene.drain()).value().condition.notices; }

  Scene scene;
  const std::string& esme = scene.all.esme;
  const std::string& gsme = scene.all.gsme;
};

TEST_F(ReportingTest, AWholeMonthRestrictedIsLeftOut) {
  scene.set(esme);
  advance("2025-06-30T23:00:00Z");
  const auto expectation = june();
  EXPECT_EQ(included(expectation, esme), false);
  EXPECT_EQ(included(expectation, gsme), true);
  EXPECT_EQ(included(expectation, scene.all.ppmid), std::nullopt) << "only meters are told of";
  for (const auto& each : all_of<ReportCounts>(expectation)) EXPECT_EQ(each.ids, Ids{"mp169.performance-excluded"});
}

TEST_F(ReportingTest, PartOfAMonthIsAnOpenPoint) {
  advance("2025-06-10T12:00:00Z");
  scene.set(esme);
  advance("2025-07-31T23:00:00Z");
  EXPECT_EQ(included(june(), esme), std::nullopt);
  EXPECT_EQ(included(july(), esme), false);
  const auto remarks = scene.world.remarks();
  EXPECT_TRUE(std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
    return remark.subject == "part-of-a-month" && remark.text == "exclude";
  }));
}

TEST_F(ReportingTest, WhatIsNoWholeMonthOrNotOverIsNotJudged) {
  scene.set(esme);
  advance("2025-06-30T22:59:59Z");
  EXPECT_TRUE(all_of<ReportCounts>(june()).empty()) << "not over";
  advance("2025-07-10T00:00:00Z");
  EXPECT_TRUE(all_of<ReportCounts>(report("performance", "2025-06-01T00:00:00Z", "2025-07-01T00:00:00Z")).empty())
      << "not London months";
  EXPECT_TRUE(all_of<ReportCounts>(report("performance", "2025-04-30T23:00:00Z", "2025-05-31T23:00:00Z")).empty())
      << "the estate is younger";
}

TEST_F(ReportingTest, WhatMayHaveClearedTheFlagIsNotJudged) {
  scene.set(esme);
  done(scenario::Registration{scene.all.import_mpan, "change-of-supplier", "next"});
  advance("2025-06-30T23:00:00Z");
  EXPECT_EQ(included(june(), esme), std::nullopt);
}

TEST_F(ReportingTest, ADeviceThatWasNotThereAllTheTimeIsNotJudged) {
  advance("2025-06-10T12:00:00Z");
  scenario::Inventory event;
  event.devices = {gsme};
  event.status = "Suspended";
  done(event);
  event.status = "Commissioned";
  done(event);
  advance("2025-07-31T23:00:00Z");
  EXPECT_EQ(included(june(), gsme), std::nullopt);
  EXPECT_EQ(included(july(), gsme), true);
}

TEST_F(ReportingTest, TheSameTrafficAndSomeRefusalsGiveTheSameNumbers) {
  const auto ask = [&](const std::string& device, const char* code) {
    const auto request = scene.request("4.1.1", device);
    scene.submit(request, code);
    if (std::string(code) == "I99") scene.answer_from_device(request, "");
  };
  const auto month = [&](const char* from, const char* to, long long attempted) {
    return one<ReportSays>(report("service-requests", from, to, attempted));
  };
  ask(esme, "I99");
  scene.set(esme);
  advance("2025-06-10T12:00:00Z");
  ask(scene.all.other_esme, "I99");
  advance("2025-06-30T23:00:00Z");
  EXPECT_FALSE(month("2025-05-31T23:00:00Z", "2025-06-30T23:00:00Z", 7)) << "nothing to compare with";
  advance("2025-07-10T12:00:00Z");
  ask(scene.all.other_esme, "I99");
  ask(esme, "E5");
  advance("2025-07-31T23:00:00Z");
  const auto same = month("2025-06-30T23:00:00Z", "2025-07-31T23:00:00Z", 7);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->condition.attempted, 7);
  EXPECT_EQ(same->ids, Ids{"mp169.refusals-are-not-failures"});
  ask(scene.all.other_esme, "I99");
  ask(scene.all.other_esme, "I99");
  ask(esme, "E5");
  advance("2025-08-31T23:00:00Z");
  EXPECT_FALSE(month("2025-07-31T23:00:00Z", "2025-08-31T23:00:00Z", 7)) << "other traffic";
}

TEST_F(ReportingTest, ARefusalThatMayHaveAnotherReasonIsNotCounted) {
  scene.set(esme);
  advance("2025-06-30T23:00:00Z");
  report("service-requests", "2025-05-31T23:00:00Z", "2025-06-30T23:00:00Z", 7);
  scene.submit(scene.request("4.1.1", esme), "E5");
  advance("2025-07-31T23:00:00Z");
  EXPECT_FALSE(demands<ReportSays>(report("service-requests", "2025-06-30T23:00:00Z", "2025-07-31T23:00:00Z")))
      << "nobody has seen it accepted without the flag";
}

TEST_F(ReportingTest, TheCspIsToldOfEachSetAndClear) {
  EXPECT_TRUE(owed().empty()) << "a flag given at reset is no set";
  scene.set(esme);
  const auto set = one<CspTold>(scene.drain());
  ASSERT_EQ(set->condition.notices.size(), 1U);
  EXPECT_EQ(set->condition.notices.front().device, esme);
  EXPECT_TRUE(set->condition.notices.front().restricted && set->condition.notices.front().owed);
  EXPECT_EQ(set->ids, Ids{"mp169.csp-notified"});
  EXPECT_TRUE(owed().empty()) << "once";
  scene.ssi(scene.supplier(esme), "set-restricted", esme, false);
  EXPECT_TRUE(owed().empty()) << "refused";
  scene.set(esme);
  scene.clear(esme);
  const auto both = owed();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_FALSE(both[0].owed) << "it was set already";
  EXPECT_TRUE(both[1].owed);
}

TEST_F(ReportingTest, AnAnnouncedSetIsOwedWhenItHolds) {
  observation::SsiAnswer answer;
  answer.accepted = true;
  answer.effective = "2025-05-10T18:00:00Z";
  scene.take(scenario::Ssi{scene.supplier(esme), "set-restricted", esme}, observation::Answered{answer});
  EXPECT_FALSE(owed().front().owed);
  advance("2025-05-10T18:00:00Z");
  EXPECT_TRUE(owed().front().owed);
  EXPECT_TRUE(owed().empty());
}

TEST_F(ReportingTest, AnAutomaticClearMayBeTold) {
  scene.set(esme);
  owed();
  scenario::Inventory event;
  event.devices = {esme};
  event.payment_mode = "prepayment";
  done(event);
  const auto notices = owed();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_FALSE(notices.front().owed || notices.front().restricted);
}

TEST_F(ReportingTest, AClearByAModeChangeMayBeToldWhenTheDeviceConfirms) {
  scene.set(esme);
  auto change = scene.request("1.6", esme, {}, 5);
  change.reading.payment_mode = "prepayment";
  scene.submit(change, "I99");
  scene.drain(commands(change, {esme}));
  EXPECT_TRUE(owed().empty());
  scene.answer_from_device(change, "");
  const auto notices = owed();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_FALSE(notices.front().owed || notices.front().restricted);
}

}  // namespace
}  // namespace hallmark::oracle
