// What moves the flag beside a set and a clear, and what does not: supply, tenancy, status, mode, hub, place.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

const observation::Observation done = observation::Answered{observation::Done{}};

/// A scene whose other_user takes over the supply, and whose electricity meter is Restricted.
struct History {
  explicit History(observation::Statement statement = full_statement()) : scene(std::move(statement)) {
    scene.set(esme());
    scene.drain();
  }
  const std::string& esme() const { return scene.all.esme; }

  void event(const scenario::Stimulus& stimulus) { scene.take(stimulus, done); }
  void change_of_supplier() {
    event(scenario::Registration{scene.all.import_mpan, "change-of-supplier", scene.all.other_user});
    supplier = scene.all.other_user;
  }
  void change_of_tenancy() { event(scenario::Registration{scene.all.import_mpan, "change-of-tenancy", std::nullopt}); }
  void inventory(const std::function<void(scenario::Inventory&)>& say) {
    scenario::Inventory said;
    said.devices = {esme()};
    say(said);
    event(said);
  }
  void status(const std::string& to) {
    inventory([&](auto& said) { said.status = to; });
  }
  void mode(const std::string& to) {
    inventory([&](auto& said) { said.payment_mode = to; });
  }
  /// A read that shows that; what was demanded of it.
  Expectation reads(bool restricted) {
    observation::SsiAnswer answer;
    answer.accepted = true;
    answer.restricted = restricted;
    return scene.take(scenario::Ssi{reader(), "read", esme()}, observation::Answered{answer});
  }
  Expectation would_read() const { return scene.world.expect(scenario::Ssi{reader(), "read", esme()}); }
  std::string reader() const { return supplier.empty() ? scene.all.import_supplier : supplier; }
  /// How binding it is that consumption is not handed over; empty: it is not demanded.
  std::optional<Level> prohibition() {
    const auto found = one<NothingHandedOver>(scene.world.expect(scene.request("4.1.1", esme(), reader())));
    return found ? std::optional(found->level) : std::nullopt;
  }
  bool remarks(const std::string& kind, const std::string& subject, const std::string& text = {}) const {
    const auto all = scene.world.remarks();
    return std::any_of(all.begin(), all.end(), [&](const Remark& remark) {
      return remark.kind == kind && remark.subject == subject && (text.empty() || remark.text == text);
    });
  }

  Scene scene;
  std::string supplier;
};

TEST(ChangeOfSupplier, ShouldKeepTheFlagAndMayClearIt) {
  for (const bool kept : {true, false}) {
    History history;
    history.change_of_supplier();
    EXPECT_EQ(history.prohibition(), Level::should) << "until it is seen";
    const auto flag = one<ReadsRestricted>(history.reads(kept));
    ASSERT_TRUE(flag);
    EXPECT_TRUE(flag->condition.restricted);
    EXPECT_EQ(flag->level, Level::should);
    EXPECT_EQ(flag->ids.front(), "mp169.control-passes-with-supply");
    EXPECT_EQ(history.prohibition(), kept ? std::optional(Level::must) : std::nullopt) << "flag and filtering agree";
    EXPECT_TRUE(history.remarks("open-point", "supplier-change-clears-flag", kept ? "keep" : "clear"));
    EXPECT_EQ(history.remarks("flag-lost", "change-of-supplier"), !kept);
  }
}

TEST(ChangeOfSupplier, IsHeldToWhatIsDeclared) {
  for (const std::string token : {"keep", "clear"}) {
    auto statement = full_statement();
    statement.choices = {{"supplier-change-clears-flag", token}};
    History history(statement);
    history.change_of_supplier();
    const auto flags = all_of<ReadsRestricted>(history.would_read());
    ASSERT_EQ(flags.size(), 2U);
    EXPECT_EQ(flags[1].condition.restricted, token == "keep");
    EXPECT_EQ(flags[1].level, Level::must);
    EXPECT_EQ(flags[1].ids, Ids{"choices.as-declared"});
  }
}

TEST(ChangeOfSupplier, PassesControlToTheNewOne) {
  History history;
  history.change_of_supplier();
  const auto read = one<SsiAccepts>(history.would_read());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->level, Level::must);
  EXPECT_EQ(read->ids, (Ids{"mp169.visible", "mp169.control-passes-with-supply"}));
  history.reads(true);
  const auto by = [&](const std::string& user, const std::string& action) {
    return one<SsiAccepts>(history.scene.world.expect(scenario::Ssi{user, action, history.esme()}));
  };
  const auto cleared = by(history.supplier, "clear-restricted");
  ASSERT_TRUE(cleared);
  EXPECT_TRUE(cleared->condition.accepts);
  EXPECT_EQ(cleared->level, Level::must);
  EXPECT_NE(std::find(cleared->ids.begin(), cleared->ids.end(), "mp169.control-passes-with-supply"),
            cleared->ids.end());
  for (const std::string action : {"set-restricted", "clear-restricted"}) {
    const auto former = by(history.scene.all.import_supplier, action);
    ASSERT_TRUE(former);
    EXPECT_FALSE(former->condition.accepts);
    EXPECT_EQ(former->ids, (Ids{"mp169.not-set-by-others", "mp169.control-passes-with-supply"}));
  }
}

TEST(ChangeOfSupplier, NeverSetsAFlag) {
  History history;
  history.scene.clear(history.esme());
  history.change_of_supplier();
  const auto flag = one<ReadsRestricted>(history.would_read());
  ASSERT_TRUE(flag);
  EXPECT_FALSE(flag->condition.restricted);
  EXPECT_EQ(flag->level, Level::must);
}

TEST(ChangeOfTenancy, LeavesItOpenAndUnjudgedUntilSeen) {
  for (const bool kept : {true, false}) {
    History history;
    history.change_of_tenancy();
    EXPECT_FALSE(demands<ReadsRestricted>(history.would_read()));
    EXPECT_EQ(history.prohibition(), std::nullopt);
    history.reads(kept);
    EXPECT_EQ(history.prohibition().has_value(), kept);
    EXPECT_TRUE(history.remarks("open-point", "tenancy-clears-flag", kept ? "keep" : "clear"));
    history.scene.reset();
    history.scene.set(history.esme());
    history.change_of_tenancy();
    const auto again = one<ReadsRestricted>(history.would_read());
    ASSERT_TRUE(again) << "the same answer for the rest of the case";
    EXPECT_EQ(again->condition.restricted, kept);
    EXPECT_EQ(again->ids, Ids{"choices.one-answer"});
  }
}

TEST(ChangeOfTenancy, ACommandThatPassesShowsThatTheFlagIsGone) {
  History history;
  history.change_of_tenancy();
  const auto asked = history.scene.request("4.1.1", history.esme());
  history.scene.submit(asked, "I99");
  history.scene.drain(commands(asked, {history.esme()}));
  const auto flag = one<ReadsRestricted>(history.would_read());
  ASSERT_TRUE(flag);
  EXPECT_FALSE(flag->condition.restricted) << "it cannot be filtered and read otherwise";
  EXPECT_NE(std::find(flag->ids.begin(), flag->ids.end(), "mp169.allow-list"), flag->ids.end());
}

TEST(DeviceStatus, OfAnInstalledMeterNeverAltersTheFlag) {
  for (const std::string status : {"InstalledNotCommissioned", "Suspended", "Recovery", "Recovered"}) {
    History history;
    history.status(status);
    const auto flag = one<ReadsRestricted>(history.would_read());
    ASSERT_TRUE(flag) << status;
    EXPECT_TRUE(flag->condition.restricted);
    EXPECT_EQ(flag->level, Level::must);
    EXPECT_EQ(flag->ids.back(), "mp169.any-status");
    EXPECT_EQ(history.prohibition(), Level::must);
  }
}

TEST(DeviceStatus, OfAnotherMeterShouldNotAlterIt) {
  for (const std::string status : {"Pending", "Whitelisted", "Decommissioned", "Withdrawn"}) {
    History history;
    history.status(status);
    const auto flag = one<ReadsRestricted>(history.would_read());
    ASSERT_TRUE(flag) << status;
    EXPECT_TRUE(flag->condition.restricted);
    EXPECT_EQ(flag->level, Level::should);
    EXPECT_EQ(flag->ids, Ids{"mp169.any-status"});
    EXPECT_EQ(history.prohibition(), Level::should);
  }
}

TEST(DeviceStatus, DecidesHowBindingASetIs) {
  for (const std::string status : {"Pending", "Whitelisted", "InstalledNotCommissioned", "Commissioned", "Suspended",
                                   "Recovery", "Recovered", "Decommissioned", "Withdrawn"}) {
    Scene scene;
    for (auto& device : scene.all.estate.devices) device.status = status;
    scene.reset();
    const auto accepts = one<SsiAccepts>(scene.set(scene.all.esme));
    ASSERT_TRUE(accepts) << status;
    EXPECT_TRUE(accepts->condition.accepts);
    EXPECT_EQ(accepts->level, is_installed(status) ? Level::must : Level::should) << status;
    EXPECT_EQ(accepts->ids.back() == "mp169.any-status", status != "Commissioned") << status;
  }
}

TEST(ReportedPrepayment, LosesTheFlag) {
  for (const bool known : {true, false}) {
    auto statement = full_statement();
    statement.payment_mode_known = known;
    History history(statement);
    history.mode("prepayment");
    const auto flags = all_of<ReadsRestricted>(history.would_read());
    ASSERT_FALSE(flags.empty());
    EXPECT_FALSE(flags.front().condition.restricted);
    EXPECT_EQ(flags.front().ids, Ids{"mp169.never-prepayment-and-restricted"});
    EXPECT_EQ(flags.front().level, known ? Level::must : Level::report);
    EXPECT_EQ(flags.size(), known ? 2U : 1U) << "who does not know the mode is not held to it";
    EXPECT_EQ(history.remarks("flag-lost", "prepayment mode"), known);
  }
}

TEST(ReportedPrepayment, AndBackLeavesItOpen) {
  History history;
  history.mode("prepayment");
  history.mode("credit");
  EXPECT_FALSE(demands<ReadsRestricted>(history.would_read()));
  EXPECT_EQ(history.prohibition(), std::nullopt);
}

TEST(ReportedPrepayment, OfOneMeterLeavesTheOther) {
  History history;
  history.scene.set(history.scene.all.gsme);
  history.mode("prepayment");
  const auto flag = one<ReadsRestricted>(history.scene.read(history.scene.all.gsme));
  ASSERT_TRUE(flag);
  EXPECT_TRUE(flag->condition.restricted);
}

scenario::Submit mode_change(Scene& scene, int command_variant, bool future_dated = false) {
  auto submit = scene.request("1.6", scene.all.esme, {}, command_variant);
  submit.reading.payment_mode = "prepayment";
  if (future_dated) submit.reading.execution_time = scene.world.now() + 3600;
  return submit;
}

TEST(ModeChange, WhileRestrictedIsRefusedOrClearsTheFlagAsDeclared) {
  for (const std::string token : {"refuse", "clear-flag"}) {
    auto statement = full_statement();
    statement.choices = {{"payment-mode-change-while-restricted", token}};
    History history(statement);
    const auto expectation = history.scene.world.expect(mode_change(history.scene, 5));
    EXPECT_EQ(demands<RefusedByErrorCode>(expectation), token == "refuse");
    EXPECT_EQ(demands<NotRefused>(expectation), token == "clear-flag");
    const auto transform = history.scene.world.expect(mode_change(history.scene, 4));
    EXPECT_FALSE(demands<RefusedByErrorCode>(transform)) << "a transform sends nothing yet";
  }
}

TEST(ModeChange, RefusedLeavesTheFlagAndAcceptedLeavesItOpen) {
  for (const bool accepted : {true, false}) {
    History history;
    history.scene.submit(mode_change(history.scene, 5), accepted ? "I99" : "E5");
    EXPECT_EQ(demands<ReadsRestricted>(history.would_read()), !accepted);
    EXPECT_TRUE(
        history.remarks("open-point", "payment-mode-change-while-restricted", accepted ? "clear-flag" : "refuse"));
  }
}

TEST(ModeChange, ConfirmedByTheDeviceMustHaveClearedTheFlag) {
  History history;
  const auto asked = mode_change(history.scene, 5);
  history.scene.submit(asked, "I99");
  history.scene.drain(commands(asked, {history.esme()}));
  history.scene.answer_from_device(asked, "");
  const auto flags = all_of<ReadsRestricted>(history.would_read());
  ASSERT_FALSE(flags.empty());
  EXPECT_FALSE(flags.front().condition.restricted);
  EXPECT_EQ(flags.front().level, Level::must);
}

TEST(ModeChange, PendingLeavesASetOpenAndNeverEndsInBoth) {
  Scene scene;
  const auto asked = mode_change(scene, 5, true);
  scene.submit(asked, "I99");
  scene.drain(commands(asked, {scene.all.esme}));
  EXPECT_FALSE(demands<SsiAccepts>(scene.set(scene.all.esme)));
  const auto remarks = scene.world.remarks();
  EXPECT_NE(std::find(remarks.begin(), remarks.end(), Remark{"open-point", "set-while-mode-change-pending", "accept"}),
            remarks.end());
  scene.answer_from_device(asked, "");
  scene.take(scenario::Advance{scene.world.now() + 7200}, done);
  const auto flags = all_of<ReadsRestricted>(scene.read(scene.all.esme));
  ASSERT_FALSE(flags.empty());
  EXPECT_FALSE(flags.front().condition.restricted);
  EXPECT_EQ(flags.front().ids.front(), "mp169.never-prepayment-and-restricted");
}

/// The event should leave the flag, is a route of section B, and is remarked where it does not.
void expect_should_stay(const std::function<void(History&)>& event, const std::string& way) {
  History history;
  event(history);
  const auto flag = one<ReadsRestricted>(history.would_read());
  ASSERT_TRUE(flag) << way;
  EXPECT_TRUE(flag->condition.restricted);
  EXPECT_EQ(flag->level, Level::should);
  EXPECT_EQ(history.prohibition(), Level::should) << "consumption should not leave by this way";
  history.reads(false);
  EXPECT_TRUE(history.remarks("flag-lost", way));
  EXPECT_EQ(history.prohibition(), std::nullopt);
}

TEST(Device, AddedAgainShouldKeepItsFlag) {
  expect_should_stay(
      [](History& history) {
        scenario::Inventory said;
        said.add = *scenario::find_device(history.scene.all.estate, history.esme());
        history.event(said);
      },
      "re-adding the device");
}

TEST(Device, ShouldKeepItsFlagWhenItsHubIsExchanged) {
  expect_should_stay(
      [](History& history) { history.inventory([&](auto& said) { said.hub = history.scene.all.other_chf; }); },
      "exchange of the hub");
}

TEST(Device, ShouldKeepItsFlagWhenItIsMoved) {
  expect_should_stay(
      [](History& history) {
        const auto& all = history.scene.all;
        const auto points = scenario::find_device(all.estate, all.other_esme)->metering_points;
        history.inventory([&](auto& said) { said.metering_points = points; });
      },
      "a move to another metering point");
}

TEST(HubOrProxy, SetIsAChoicePerTypeAndLeavesTheMetersOpenWhereAccepted) {
  Scene scene;
  const auto& user = scene.all.gas_supplier;
  EXPECT_FALSE(demands<SsiAccepts>(scene.ssi(user, "set-restricted", scene.all.gpf)));
  EXPECT_FALSE(demands<ReadsRestricted>(scene.read(scene.all.gsme)));
  EXPECT_TRUE(demands<ReadsRestricted>(scene.read(scene.all.esme))) << "another supplier's meter stays as it was";
  EXPECT_TRUE(demands<SsiAccepts>(scene.world.expect(scenario::Ssi{user, "set-restricted", scene.all.gpf})));
  EXPECT_FALSE(demands<SsiAccepts>(scene.world.expect(scenario::Ssi{user, "set-restricted", scene.all.chf})));
}

TEST(HubOrProxy, RefusedChangesNothing) {
  Scene scene;
  scene.ssi(scene.all.gas_supplier, "set-restricted", scene.all.gpf, false);
  const auto flag = one<ReadsRestricted>(scene.read(scene.all.gsme));
  ASSERT_TRUE(flag);
  EXPECT_FALSE(flag->condition.restricted);
}

}  // namespace
}  // namespace hallmark::oracle
