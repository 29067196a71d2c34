// The flag itself: who can set and read it, when it holds, what never moves it, and that it sends nothing.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

TEST(Set, IsAcceptedFromTheResponsibleSupplier) {
  Scene scene;
  for (const auto& meter : {scene.all.esme, scene.all.gsme}) {
    const auto accepts = one<SsiAccepts>(scene.set(meter));
    ASSERT_TRUE(accepts);
    EXPECT_TRUE(accepts->condition.accepts);
    EXPECT_EQ(accepts->level, Level::must);
    EXPECT_EQ(accepts->ids, (Ids{"mp169.set-by-responsible-supplier", "mp169.any-time"}));
  }
}

TEST(Set, NeedNotBeAcceptedFromAnybodyElse) {
  Scene scene;
  for (const auto& user : {scene.all.gas_supplier, scene.all.export_supplier, scene.all.electricity_distributor}) {
    EXPECT_FALSE(demands<SsiAccepts>(scene.world.expect(scenario::Ssi{user, "set-restricted", scene.all.esme})));
  }
}

TEST(Set, NeedNotBeAcceptedInPrepaymentOrOfSmets1) {
  Scene prepayment;
  for (auto& device : prepayment.all.estate.devices) device.payment_mode = "prepayment";
  prepayment.reset();
  EXPECT_FALSE(demands<SsiAccepts>(prepayment.set(prepayment.all.esme)));
  Scene smets1;
  for (auto& device : smets1.all.estate.devices) device.smets = 1;
  smets1.reset();
  EXPECT_FALSE(demands<SsiAccepts>(smets1.set(smets1.all.esme)));
}

TEST(Set, WhileSetMayBeRefused) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_FALSE(demands<SsiAccepts>(scene.set(scene.all.esme)));
}

TEST(Clear, IsAcceptedFromTheResponsibleSupplierWhereTheFlagIsSet) {
  Scene scene;
  EXPECT_FALSE(demands<SsiAccepts>(scene.clear(scene.all.esme))) << "clearing a clear flag is an open point";
  scene.set(scene.all.esme);
  const auto accepts = one<SsiAccepts>(scene.clear(scene.all.esme));
  ASSERT_TRUE(accepts);
  EXPECT_EQ(accepts->level, Level::must);
}

TEST(SetAndClear, HoldWithinWhatIsDeclaredAndOneDayAtMost) {
  const std::vector<std::pair<std::string, std::int64_t>> declared = {
      {"PT0S", 0}, {"PT1H", 3600}, {"PT24H", 86400}, {"P3D", 86400}, {"soon", 86400}};
  for (const auto& [text, seconds] : declared) {
    observation::Statement statement = full_statement();
    statement.effective_within = text;
    Scene scene(statement);
    for (const auto& expectation : {scene.set(scene.all.esme), scene.clear(scene.all.esme)}) {
      const auto within = one<EffectiveWithin>(expectation);
      ASSERT_TRUE(within);
      EXPECT_EQ(within->condition.now, scene.all.estate.now.seconds);
      EXPECT_EQ(within->condition.seconds, seconds) << text;
      EXPECT_EQ(within->level, Level::must);
    }
  }
}

TEST(SetAndClear, HoldWithinThatTimeOfTheMomentTheyAreAsked) {
  Scene scene;
  const auto later_on = scene.all.estate.now + 3600;
  scene.take(scenario::Advance{later_on}, observation::Answered{observation::Done{}});
  EXPECT_EQ(scene.world.now(), later_on);
  EXPECT_EQ(one<EffectiveWithin>(scene.set(scene.all.esme))->condition.now, later_on.seconds);
}

TEST(Read, IsAcceptedFromTheResponsibleSupplierOnly) {
  Scene scene;
  const auto accepts = one<SsiAccepts>(scene.read(scene.all.esme));
  ASSERT_TRUE(accepts);
  EXPECT_EQ(accepts->ids, Ids{"mp169.visible"});
  EXPECT_EQ(accepts->level, Level::must);
  const scenario::Ssi by_another{scene.all.other_user, "read", scene.all.esme};
  EXPECT_TRUE(scene.world.expect(by_another).demands.empty());
}

TEST(Read, ShowsTheFlagAsItWasLastSet) {
  Scene scene;
  const auto flag = [&] { return one<ReadsRestricted>(scene.read(scene.all.esme)); };
  ASSERT_TRUE(flag());
  EXPECT_FALSE(flag()->condition.restricted);
  scene.set(scene.all.esme);
  EXPECT_TRUE(flag()->condition.restricted);
  EXPECT_EQ(flag()->ids, (Ids{"mp169.flag-exists", "mp169.set-by-responsible-supplier"}));
  EXPECT_EQ(flag()->level, Level::must);
  scene.clear(scene.all.esme);
  EXPECT_FALSE(flag()->condition.restricted);
  EXPECT_FALSE(one<ReadsRestricted>(scene.read(scene.all.gsme))->condition.restricted);
}

TEST(Read, AfterARequestShowsThatNoRequestSetsTheFlag) {
  for (const bool restricted : {false, true}) {
    Scene scene;
    if (restricted) scene.set(scene.all.esme);
    scene.submit(scene.request("4.10", scene.all.esme), "I99");
    const auto flag = one<ReadsRestricted>(scene.read(scene.all.esme));
    ASSERT_TRUE(flag);
    EXPECT_EQ(flag->condition.restricted, restricted);
    EXPECT_EQ(flag->ids, (Ids{"mp169.flag-exists", "mp169.no-request-sets-flag"}));
  }
}

TEST(Read, IsOpenAfterARequestThatMayMoveTheFlag) {
  for (const std::string srv : {"1.6", "3.2", "8.3", "8.4"}) {
    Scene scene;
    scene.set(scene.all.esme);
    scene.submit(scene.request(srv, scene.all.esme), "I0");
    EXPECT_FALSE(demands<ReadsRestricted>(scene.read(scene.all.esme))) << srv;
    scene.reset();
    EXPECT_TRUE(demands<ReadsRestricted>(scene.read(scene.all.esme))) << srv;
  }
}

TEST(Read, ShowsTheFlagUnmovedWhereSuchARequestWasRefused) {
  for (const std::string srv : {"1.6", "3.2", "8.3", "8.4"}) {
    Scene scene;
    scene.set(scene.all.esme);
    scene.submit(scene.request(srv, scene.all.esme), "E5");
    const auto flag = one<ReadsRestricted>(scene.read(scene.all.esme));
    ASSERT_TRUE(flag) << srv;
    EXPECT_TRUE(flag->condition.restricted);
  }
}

TEST(Flag, SendsNothingWhenSetOrCleared) {
  Scene scene;
  EXPECT_FALSE(demands<NoCommands>(scene.drain()));
  scene.set(scene.all.esme);
  const auto none = one<NoCommands>(scene.drain());
  ASSERT_TRUE(none);
  EXPECT_EQ(none->level, Level::must);
  EXPECT_EQ(none->ids, Ids{"mp169.flag-sends-nothing"});
  scene.clear(scene.all.esme);
  EXPECT_TRUE(demands<NoCommands>(scene.drain()));
  EXPECT_FALSE(demands<NoCommands>(scene.drain())) << "only what comes right after";
}

TEST(Flag, SendsNothingWhenARefusedSetLeavesIt) {
  Scene scene;
  scene.ssi(scene.all.gas_supplier, "set-restricted", scene.all.esme, false);
  EXPECT_TRUE(demands<NoCommands>(scene.drain()));
}

TEST(Flag, MaySeemToSendWhatARequestLeftOver) {
  Scene undrained;
  undrained.submit(undrained.request("4.10", undrained.all.esme), "I99");
  undrained.set(undrained.all.esme);
  EXPECT_FALSE(demands<NoCommands>(undrained.drain()));
  Scene queued;
  auto future_dated = queued.request("4.10", queued.all.esme);
  future_dated.reading.execution_time = queued.all.estate.now + 3600;
  queued.submit(future_dated, "I99");
  queued.drain();
  queued.set(queued.all.esme);
  EXPECT_FALSE(demands<NoCommands>(queued.drain()));
}

TEST(Flag, SendsNothingThoughADrainedRequestCameBefore) {
  Scene scene;
  scene.submit(scene.request("4.10", scene.all.esme), "I99");
  scene.drain();
  scene.set(scene.all.esme);
  EXPECT_TRUE(demands<NoCommands>(scene.drain()));
}

TEST(Deliveries, BelongToTheRequestsOfThisHalfAndTheirUsers) {
  Scene scene;
  scene.submit(scene.request("4.10", scene.all.esme), "I99");
  scene.reset();
  const auto asked = scene.request("4.10", scene.all.esme, scene.all.electricity_distributor);
  scene.submit(asked, "I99");
  const auto matches = one<DeliveriesMatch>(scene.drain());
  ASSERT_TRUE(matches);
  EXPECT_EQ(matches->level, Level::must);
  EXPECT_EQ(matches->condition.requests, (std::vector<std::pair<std::string, std::string>>{
                                             {asked.reading.request_id, scene.all.electricity_distributor}}));
}

}  // namespace
}  // namespace hallmark::oracle
