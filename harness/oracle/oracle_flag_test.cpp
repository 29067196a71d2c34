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

TEST(Set, IsRefusedToAnybodyElseAndLeavesTheFlag) {
  for (const std::string action : {"set-restricted", "clear-restricted"}) {
    Scene scene;
    const bool clears = action == "clear-restricted";
    if (clears) scene.set(scene.all.esme);
    for (const auto& user : {scene.all.gas_supplier, scene.all.export_supplier, scene.all.electricity_distributor,
                             scene.all.other_user, std::string("90-B3-D5-00-00-00-00-00")}) {
      const auto refused = one<SsiAccepts>(scene.ssi(user, action, scene.all.esme));
      ASSERT_TRUE(refused) << user;
      EXPECT_FALSE(refused->condition.accepts);
      EXPECT_EQ(refused->level, Level::must);
      EXPECT_EQ(refused->ids, Ids{"mp169.not-set-by-others"});
    }
    const auto flag = one<ReadsRestricted>(scene.read(scene.all.esme));
    ASSERT_TRUE(flag);
    EXPECT_EQ(flag->condition.restricted, clears) << "accepted by mistake, it still is as it was";
    EXPECT_NE(std::find(flag->ids.begin(), flag->ids.end(), "mp169.not-set-by-others"), flag->ids.end());
  }
}

TEST(Set, ByTheDccIsNeitherDemandedNorForbiddenAndHolds) {
  Scene scene;
  EXPECT_FALSE(demands<SsiAccepts>(scene.ssi(scene.all.estate.dcc, "set-restricted", scene.all.esme)));
  EXPECT_TRUE(one<ReadsRestricted>(scene.read(scene.all.esme))->condition.restricted);
}

TEST(Set, IsRefusedInPrepayment) {
  for (const bool known : {true, false}) {
    auto statement = full_statement();
    statement.payment_mode_known = known;
    Scene scene(statement);
    for (auto& device : scene.all.estate.devices) device.payment_mode = "prepayment";
    scene.reset();
    const auto refused = one<SsiAccepts>(scene.set(scene.all.esme));
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->condition.accepts);
    EXPECT_EQ(refused->level, known ? Level::must : Level::report);
    EXPECT_EQ(refused->ids, Ids{"mp169.credit-only"});
    const auto flags = all_of<ReadsRestricted>(scene.read(scene.all.esme));
    ASSERT_FALSE(flags.empty());
    EXPECT_FALSE(flags.front().condition.restricted) << "though it was accepted";
    EXPECT_EQ(flags.front().level, known ? Level::must : Level::report);
    EXPECT_EQ(flags.front().ids, (Ids{"mp169.never-prepayment-and-restricted", "mp169.credit-only"}));
  }
}

TEST(Set, OfASmets1MeterShouldBeRefusedAndNeverHolds) {
  Scene scene;
  for (auto& device : scene.all.estate.devices) device.smets = 1;
  scene.reset();
  const auto refused = one<SsiAccepts>(scene.set(scene.all.esme));
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->condition.accepts);
  EXPECT_EQ(refused->level, Level::should);
  const auto flags = all_of<ReadsRestricted>(scene.read(scene.all.esme));
  ASSERT_FALSE(flags.empty());
  EXPECT_FALSE(flags.front().condition.restricted);
  EXPECT_EQ(flags.front().level, Level::must);
  EXPECT_EQ(flags.front().ids, Ids{"mp169.smets2-only"});
  EXPECT_FALSE(demands<NothingHandedOver>(scene.submit(scene.request("4.1.1", scene.all.esme), "I99")));
  EXPECT_FALSE(demands<SsiAccepts>(scene.clear(scene.all.esme))) << "of clearing what never can be set nothing is said";
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

TEST(Read, IsAcceptedFromTheResponsibleSupplier) {
  Scene scene;
  const auto accepts = one<SsiAccepts>(scene.read(scene.all.esme));
  ASSERT_TRUE(accepts);
  EXPECT_EQ(accepts->ids, Ids{"mp169.visible"});
  EXPECT_EQ(accepts->level, Level::must);
}

TEST(Read, ShouldBeAcceptedFromTheNetworkOperatorAndIsOnlyShownForOthers) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto read_by = [&](const std::string& user) {
    return scene.world.expect(scenario::Ssi{user, "read", scene.all.esme});
  };
  const auto network = one<SsiAccepts>(read_by(scene.all.electricity_distributor));
  ASSERT_TRUE(network);
  EXPECT_TRUE(network->condition.accepts);
  EXPECT_EQ(network->level, Level::should);
  EXPECT_TRUE(one<ReadsRestricted>(read_by(scene.all.electricity_distributor))->condition.restricted);
  for (const auto& user : {scene.all.other_user, scene.all.gas_transporter, scene.all.gas_supplier}) {
    const auto other = one<SsiAccepts>(read_by(user));
    ASSERT_TRUE(other);
    EXPECT_EQ(other->level, Level::report);
    EXPECT_FALSE(demands<ReadsRestricted>(read_by(user)));
  }
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
    const auto expectation = scene.world.expect(scenario::Ssi{scene.all.import_supplier, "read", scene.all.esme});
    for (const auto& flag : all_of<ReadsRestricted>(expectation)) EXPECT_NE(flag.level, Level::must) << srv;
    EXPECT_EQ(demands<ReadsRestricted>(expectation), srv == "8.3") << srv << ": decommissioning should leave it";
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

/// As every flag looked through says: whether it covered at the last drain, and was not cleared since.
TEST(Flags, CoverSinceTheDrainThatFoundThemSo) {
  const LeftOpen unsaid{"a way", "", "", "", std::nullopt, {}};
  const LeftOpen should_stay{"a way", "", "", "", true, {}};
  Flags flags;
  const auto covered = [&] { return Ids(flags.covered_at_drain().begin(), flags.covered_at_drain().end()); };
  flags.set("a", {});
  flags.set("b", {});
  flags.may_be_set("c", unsaid, {});
  EXPECT_EQ(covered(), Ids{}) << "nothing was drained";
  flags.drained();
  EXPECT_EQ(covered(), (Ids{"a", "b"}));
  flags.clear("a", {});
  flags.set("a", {});
  EXPECT_EQ(covered(), Ids{"b"}) << "cleared in between";
  EXPECT_FALSE(flags.covered_since_drain("a"));
  flags.leave_open("b", unsaid);
  EXPECT_FALSE(flags.covered_since_drain("b")) << "it may be clear";
  flags.drained();
  EXPECT_EQ(covered(), Ids{"a"});
  flags.leave_open("a", should_stay);
  flags.drained();
  EXPECT_TRUE(flags.covered_since_drain("a"));
}

TEST(Flags, ForgetWhatReadsShowOfEveryDevice) {
  Flags flags;
  flags.set("a", {});
  for (const auto* device : {"a", "b"}) flags.will_show(device, "mp169.set-is-idempotent");
  flags.was_read("a");
  EXPECT_TRUE(flags.of("a").shows.empty());
  flags.will_show("a", "mp169.set-is-idempotent");
  flags.forget_what_reads_show();
  EXPECT_TRUE(flags.of("a").shows.empty() && flags.of("b").shows.empty());
}

TEST(Deliveries, BelongToTheRequestsOfThisHalfAndTheirUsers) {
  Scene scene;
  const auto before = scene.request("4.10", scene.all.esme);
  scene.submit(before, "I99");
  scene.reset();
  const auto asked = scene.request("4.10", scene.all.esme, scene.all.electricity_distributor);
  scene.submit(asked, "I99");
  const auto matches = one<DeliveriesMatch>(scene.drain());
  ASSERT_TRUE(matches);
  EXPECT_EQ(matches->level, Level::must);
  const auto* asker = matches->condition.asker_of(asked.reading.request_id);
  ASSERT_NE(asker, nullptr);
  EXPECT_EQ(*asker, scene.all.electricity_distributor);
  EXPECT_EQ(matches->condition.asker_of(before.reading.request_id), nullptr) << "of another half";
  const auto service = matches->condition.service_of(asked.reading.request_id);
  ASSERT_TRUE(service);
  EXPECT_EQ(service->variant, "4.10");
  EXPECT_FALSE(matches->condition.service_of(before.reading.request_id)) << "of another half";
}

/// The runs of a schedule are of another Service Request than the one that made it.
TEST(Deliveries, OfAScheduleCarryAnotherService) {
  Scene scene;
  const auto asked = scene.request("5.1", scene.all.esme);
  scene.submit(asked, "I0");
  const auto matches = one<DeliveriesMatch>(scene.drain());
  ASSERT_TRUE(matches);
  EXPECT_NE(matches->condition.asker_of(asked.reading.request_id), nullptr);
  EXPECT_FALSE(matches->condition.service_of(asked.reading.request_id));
}

/// Nobody has to answer for the flag of a device that was taken out of the inventory, or may have been.
TEST(Flag, OfADeviceThatIsGoneIsNotJudged) {
  for (const std::string code : {"I0", "I99"}) {
    Scene scene;
    scene.set(scene.all.esme);
    auto removal = scene.request("8.4", scene.all.esme);
    removal.reading.inventory_change = scenario::InventoryChange{.device = scene.all.esme, .removed = true};
    scene.submit(removal, code);
    EXPECT_FALSE(demands<SsiAccepts>(scene.read(scene.all.esme))) << code;
    EXPECT_FALSE(demands<ReadsRestricted>(scene.read(scene.all.esme))) << code;
    EXPECT_FALSE(demands<SsiAccepts>(scene.clear(scene.all.esme))) << code;
    EXPECT_TRUE(demands<SsiAccepts>(scene.read(scene.all.gsme))) << code;
  }
}

}  // namespace
}  // namespace hallmark::oracle
