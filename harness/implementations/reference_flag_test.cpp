// Who reads, sets and clears the flag, when it takes effect, and what takes it away (policy sections A and open
// points).
#include <gtest/gtest.h>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

constexpr const char* set = "set-restricted";
constexpr const char* clear = "clear-restricted";

scenario::Inventory reported(const std::string& device, const std::string& payment_mode) {
  scenario::Inventory event;
  event.devices = {device};
  event.payment_mode = payment_mode;
  return event;
}

/// A change of payment mode (1.6) as a signed pre-command, at once or an hour later.
scenario::Submit mode_change(Scene& scene, bool to_prepayment, bool later = false) {
  const std::string use_case = to_prepayment ? "ECS03_1.6_" : "ECS02_1.6_";
  auto request = scene.request("1.6", scene.all.esme, 5, {}, use_case + (later ? "FUTURE_DATED" : "IMMEDIATE"));
  EXPECT_EQ(request.reading.execution_time.has_value(), later);
  return request;
}

/// mp169.visible: the incoming Supplier is the one that the last change of supplier names.
TEST(ReferenceFlagRead, FollowsTheSupply) {
  Scene scene;
  const auto& all = scene.all;
  scene.set(all.esme);
  EXPECT_FALSE(scene.ssi(all.export_supplier, "read", all.esme).accepted);
  scene.ask(scenario::Registration{all.import_mpan, "change-of-supplier", all.export_supplier});
  EXPECT_EQ(scene.ssi(all.export_supplier, "read", all.esme).restricted, true);
  EXPECT_FALSE(scene.ssi(all.import_supplier, "read", all.esme).accepted);
}

/// mp169.control-passes-with-supply.
TEST(ReferenceFlagSet, IsForTheOldSupplierNoLonger) {
  Scene scene;
  const auto& all = scene.all;
  scene.ask(scenario::Registration{all.import_mpan, "change-of-supplier", all.export_supplier});
  EXPECT_FALSE(scene.ssi(all.import_supplier, set, all.esme).accepted);
  EXPECT_TRUE(scene.ssi(all.export_supplier, set, all.esme).accepted);
  EXPECT_FALSE(scene.ssi(all.import_supplier, clear, all.esme).accepted);
  scene.ask(scenario::Registration{all.export_mpan, "change-of-supplier", all.import_supplier});
  EXPECT_FALSE(scene.ssi(all.import_supplier, clear, all.esme).accepted) << "the export point gives no control";
}

TEST(ReferenceFlagRead, OfAProxyIsThatOfItsGasMeter) {
  Scene scene;
  scene.set(scene.all.gsme);
  EXPECT_TRUE(scene.is_restricted(scene.all.gpf));
  EXPECT_FALSE(scene.is_restricted(scene.all.other_gpf));
  scenario::Inventory moved;
  moved.devices = {scene.all.gsme};
  moved.metering_points = std::vector<std::string>{"9999999"};
  scene.ask(moved);
  EXPECT_TRUE(scene.is_restricted(scene.all.gpf)) << "it mirrors the meter of its hub still";
}

/// mp169.any-status.
TEST(ReferenceFlagSet, IsTakenInAnyStatusAndStaysThroughAll) {
  const std::vector<std::string> statuses = {"Pending",      "Whitelisted", "InstalledNotCommissioned",
                                             "Commissioned", "Suspended",   "Recovery",
                                             "Recovered",    "Withdrawn",   "Decommissioned"};
  for (const auto& status : statuses) {
    Scene scene;
    scene.device(scene.all.esme).status = status;
    scene.reset();
    EXPECT_TRUE(scene.set(scene.all.esme).accepted) << status;
    for (const auto& next : statuses) {
      scenario::Inventory event;
      event.devices = {scene.all.esme};
      event.status = next;
      scene.ask(event);
      EXPECT_TRUE(scene.is_restricted(scene.all.esme)) << next;
    }
  }
}

TEST(ReferenceFlagChoice, SetWhileSetAndClearWhileClear) {
  Scene accepting;
  EXPECT_TRUE(accepting.clear(accepting.all.esme).accepted);
  accepting.set(accepting.all.esme);
  EXPECT_TRUE(accepting.set(accepting.all.esme).accepted);
  Scene refusing("reference?set-while-set=refuse&clear-while-clear=refuse");
  EXPECT_FALSE(refusing.clear(refusing.all.esme).accepted);
  EXPECT_TRUE(refusing.set(refusing.all.esme).accepted);
  EXPECT_FALSE(refusing.set(refusing.all.esme).accepted);
  EXPECT_TRUE(refusing.is_restricted(refusing.all.esme));
}

TEST(ReferenceFlagChoice, SetOnHubOrProxy) {
  Scene scene("reference?set-on-hub-or-proxy=accept");
  EXPECT_TRUE(scene.set(scene.all.gpf).accepted);
  EXPECT_TRUE(scene.is_restricted(scene.all.gpf));
  EXPECT_FALSE(scene.is_restricted(scene.all.gsme)) << "the meter has a flag of its own";
  EXPECT_TRUE(scene.set(scene.all.chf).accepted);
  EXPECT_FALSE(scene.set(scene.all.ppmid).accepted);
  Scene by_type("reference?set-on-hub-or-proxy:GPF=accept");
  EXPECT_TRUE(by_type.set(by_type.all.gpf).accepted);
  EXPECT_FALSE(by_type.set(by_type.all.chf).accepted);
}

TEST(ReferenceFlagChoice, EffectiveWhenAnnounced) {
  Scene scene("reference?effective-when=announced&effective-within=PT1H");
  const auto& esme = scene.all.esme;
  const auto holds_from = scenario::text(scene.all.estate.now + hour);
  EXPECT_EQ(scene.set(esme).effective, holds_from);
  EXPECT_FALSE(scene.is_restricted(esme));
  scene.advance(hour / 2);
  EXPECT_EQ(scene.set(esme).effective, holds_from) << "a repeated set never moves it on";
  scene.advance(hour / 2);
  EXPECT_TRUE(scene.is_restricted(esme));
  EXPECT_EQ(scene.set(esme).effective, std::nullopt);
  EXPECT_NE(scene.clear(esme).effective, std::nullopt);
  EXPECT_TRUE(scene.is_restricted(esme));
  EXPECT_EQ(scene.set(esme).effective, std::nullopt) << "the clear is off again";
  scene.advance(2 * hour);
  EXPECT_TRUE(scene.is_restricted(esme));
}

TEST(ReferenceFlagChoice, AnAnnouncedSetIsTakenBackByAClear) {
  Scene scene("reference?effective-when:set=announced");
  scene.set(scene.all.esme);
  EXPECT_TRUE(scene.clear(scene.all.esme).accepted);
  scene.advance(2 * day);
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlagChoice, ChangesOfSupplierAndTenancy) {
  for (const auto* event : {"change-of-supplier", "change-of-tenancy"}) {
    const std::string point = std::string(event) == "change-of-supplier" ? "supplier-change" : "tenancy";
    for (const bool clears : {false, true}) {
      Scene scene("reference?" + point + "-clears-flag=" + (clears ? "clear" : "keep"));
      const auto& all = scene.all;
      scene.set(all.esme);
      scene.set(all.gsme);
      scene.drain();
      scene.ask(scenario::Registration{all.import_mpan, event, all.import_supplier});
      EXPECT_EQ(scene.is_restricted(all.esme), !clears) << event;
      EXPECT_TRUE(scene.is_restricted(all.gsme)) << event;
      EXPECT_EQ(scene.drain().to_csp.size(), clears ? 1U : 0U) << "an automatic clear counts as one";
    }
  }
}

/// mp169.never-prepayment-and-restricted, by a change the meter carries out.
TEST(ReferenceModeChange, WhileRestrictedIsRefusedOrClearsTheFlag) {
  Scene refusing;
  refusing.set(refusing.all.esme);
  EXPECT_EQ(refusing.code_of(mode_change(refusing, true)), "E5");
  EXPECT_EQ(refusing.code_of(mode_change(refusing, false)), "I99") << "credit mode is no change";
  Scene clearing("reference?payment-mode-change-while-restricted=clear-flag");
  clearing.set(clearing.all.esme);
  const auto request = mode_change(clearing, true);
  EXPECT_EQ(clearing.code_of(request), "I99");
  EXPECT_TRUE(clearing.is_restricted(clearing.all.esme)) << "the meter is in credit mode still";
  clearing.answer(request, clearing.all.esme);
  EXPECT_FALSE(clearing.is_restricted(clearing.all.esme));
  EXPECT_FALSE(clearing.set(clearing.all.esme).accepted) << "in prepayment mode now";
}

TEST(ReferenceModeChange, ThatTheDeviceDoesNotCarryOutChangesNothing) {
  Scene scene("reference?payment-mode-change-while-restricted=clear-flag");
  scene.set(scene.all.esme);
  const auto request = mode_change(scene, true);
  scene.submit(request);
  scene.answer(request, scene.all.esme, false);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceModeChange, ThatIsFutureDatedHoldsFromItsTime) {
  Scene scene("reference?set-while-mode-change-pending=accept");
  const auto& esme = scene.all.esme;
  const auto request = mode_change(scene, true, true);
  EXPECT_EQ(scene.code_of(request), "I99");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U) << "it waits on the device";
  scene.answer(request, esme);
  EXPECT_TRUE(scene.set(esme).accepted);
  scene.advance(hour - 1);
  EXPECT_TRUE(scene.is_restricted(esme));
  scene.advance(1);
  EXPECT_FALSE(scene.is_restricted(esme)) << "never in prepayment mode and Restricted";
}

TEST(ReferenceModeChange, ThatIsOnItsWayForbidsASet) {
  Scene scene;
  const auto& esme = scene.all.esme;
  const auto request = mode_change(scene, true, true);
  scene.submit(request);
  EXPECT_FALSE(scene.set(esme).accepted);
  scene.answer(request, esme);
  EXPECT_FALSE(scene.set(esme).accepted);
  scene.advance(hour);
  EXPECT_FALSE(scene.set(esme).accepted);
  scene.ask(reported(esme, "credit"));
  EXPECT_TRUE(scene.set(esme).accepted);
}

TEST(ReferenceModeChange, ThatFailedForbidsNoSet) {
  Scene scene;
  const auto request = mode_change(scene, true, true);
  scene.submit(request);
  scene.answer(request, scene.all.esme, false);
  EXPECT_TRUE(scene.set(scene.all.esme).accepted);
}

TEST(ReferenceModeChange, IsTakenBackByACancellation) {
  Scene scene;
  const auto change = mode_change(scene, true, true);
  scene.submit(change);
  scene.answer(change, scene.all.esme);
  auto cancel = mode_change(scene, true, true);
  const auto due = scenario::text(scene.all.estate.now + hour);
  cancel.duis.replace(cancel.duis.find(due), due.size(), "3000-12-31T00:00:00Z");
  EXPECT_EQ(scene.code_of(cancel), "I99");
  EXPECT_FALSE(scene.set(scene.all.esme).accepted) << "the device has not confirmed it yet";
  scene.answer(cancel, scene.all.esme);
  EXPECT_TRUE(scene.set(scene.all.esme).accepted);
  scene.advance(day);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceModeChange, IsNotKnownWhereModesAreNot) {
  Scene scene("reference?payment-mode-known=no");
  scene.ask(reported(scene.all.esme, "prepayment"));
  EXPECT_TRUE(scene.set(scene.all.esme).accepted);
}

/// re-added-device and hub-exchange: kept.
TEST(ReferenceFlagKept, WhenTheDeviceLeavesTheInventoryAndItsHubIsExchanged) {
  Scene scene;
  const auto& all = scene.all;
  scene.set(all.esme);
  EXPECT_EQ(scene.code_of(scene.request("8.4", all.esme, 8)), "I0") << "the sample deletes the device";
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", all.esme)), "E19");
  scenario::Inventory again;
  again.add = *scenario::find_device(all.estate, all.esme);
  again.add->hub = all.other_chf;
  scene.ask(again);
  EXPECT_TRUE(scene.is_restricted(all.esme));
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", all.esme)), "E5");
}

TEST(ReferenceFlagLost, WhenTheDeviceIsAddedAgainInPrepayment) {
  Scene scene;
  scene.set(scene.all.esme);
  scenario::Inventory again;
  again.add = *scenario::find_device(scene.all.estate, scene.all.esme);
  again.add->payment_mode = "prepayment";
  scene.ask(again);
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

/// mp169.flag-sends-nothing and mp169.csp-notified.
TEST(ReferenceCsp, IsToldOfEachSetAndClearOnce) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.esme);
  scene.ssi(scene.all.other_user, clear, scene.all.esme);
  scene.clear(scene.all.esme);
  scene.clear(scene.all.esme);
  const auto effects = scene.drain();
  EXPECT_TRUE(is_quiet(effects));
  EXPECT_EQ(effects.to_csp, (std::vector<observation::ToCsp>{{scene.all.esme, true}, {scene.all.esme, false}}));
  Scene silent("reference?facets=restricted-mode");
  silent.set(silent.all.esme);
  EXPECT_EQ(silent.drain(), observation::Effects{});
}

/// mp169.fails-closed and mp169.flag-survives-restart.
TEST(ReferenceRestart, ForgetsEverythingUnlessItIsToSurvive) {
  Scene forgetful;
  forgetful.set(forgetful.all.esme);
  forgetful.drain();
  forgetful.ask(scenario::Shutdown{});
  forgetful.ask(scenario::Initialize{"5.1"});
  EXPECT_EQ(forgetful.code_of(forgetful.request("4.1.1", forgetful.all.esme)).front(), 'E');
  EXPECT_EQ(forgetful.drain(), observation::Effects{});
  Scene lasting("reference?survives-restart=yes");
  lasting.set(lasting.all.esme);
  lasting.ask(scenario::Shutdown{});
  lasting.ask(scenario::Initialize{"5.1"});
  EXPECT_TRUE(lasting.is_restricted(lasting.all.esme));
  EXPECT_EQ(lasting.code_of(lasting.request("4.1.1", lasting.all.esme)), "E5");
}

}  // namespace
}  // namespace hallmark::implementations
