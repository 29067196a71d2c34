// Service flags of metering points and the feed to the registration systems (policy section C).
#include <gtest/gtest.h>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

constexpr const char* installed = "InstalledNotCommissioned";

/// The scene's import point with one or two meters in given statuses, and no flag given.
class Point {
 public:
  explicit Point(const std::vector<std::string>& statuses, const std::string& options = "")
      : scene("reference" + options) {
    auto& all = scene.all;
    const auto meter = *scenario::find_device(all.estate, all.esme);
    std::erase_if(all.estate.devices, [&](const auto& device) { return device.id == all.esme; });
    for (auto& point : all.estate.metering_points) point.service_flag.reset();
    meters = {all.esme, "00-DB-12-00-00-00-00-E2", "00-DB-12-00-00-00-00-E3"};
    for (std::size_t i = 0; i < statuses.size(); ++i) {
      auto made = meter;
      made.id = meters[i];
      made.status = statuses[i];
      all.estate.devices.push_back(made);
    }
    scene.reset();
  }

  std::optional<std::string> flag() { return scene.ssi(scene.all.import_supplier, "read", meters[0]).service_flag; }
  /// The flag after one meter takes a status, and what the feed carried of the point meanwhile.
  std::string after(std::size_t meter, const std::string& status) {
    scenario::Inventory event;
    event.devices = {meters[meter]};
    event.status = status;
    scene.ask(event);
    for (const auto& file : scene.drain().to_registration) {
      for (const auto& update : file.updates) {
        if (update.metering_point == scene.all.import_mpan) fed.push_back(update.flag.value_or("null"));
      }
    }
    return flag().value_or("null");
  }

  Scene scene;
  std::vector<std::string> meters;
  std::vector<std::string> fed;
};

/// mp077.null-at-start, .installed, .active, .non-active, .updates-are-changes, .null-is-never-sent.
TEST(ReferenceServiceFlag, FollowsOneMeterThroughItsLife) {
  Point point({"Pending"});
  EXPECT_EQ(point.flag(), std::nullopt);
  EXPECT_EQ(point.after(0, "Whitelisted"), "null");
  EXPECT_EQ(point.after(0, installed), "I");
  EXPECT_EQ(point.after(0, "Commissioned"), "A");
  EXPECT_EQ(point.after(0, "Suspended"), "A");
  EXPECT_EQ(point.after(0, "Recovery"), "A");
  EXPECT_EQ(point.after(0, "Recovered"), "A");
  EXPECT_EQ(point.after(0, "Decommissioned"), "N");
  EXPECT_EQ(point.after(0, "Pending"), "N");
  EXPECT_EQ(point.fed, (std::vector<std::string>{"I", "A", "N"}));
}

/// mp077.suspension-is-silent: the flag depends on history.
TEST(ReferenceServiceFlag, StaysWhenAMeterIsSuspended) {
  Point installed_first({installed});
  EXPECT_EQ(installed_first.after(0, "Suspended"), "I");
  EXPECT_EQ(installed_first.after(0, "Recovered"), "I");
  EXPECT_EQ(installed_first.after(0, "Pending"), "N");
  Point never({"Pending"});
  EXPECT_EQ(never.after(0, "Suspended"), "null");
  EXPECT_EQ(never.after(0, "Decommissioned"), "null");
}

TEST(ReferenceServiceFlag, OfTwoMeters) {
  Point point({"Commissioned", installed});
  EXPECT_EQ(point.flag(), "A");
  EXPECT_EQ(point.after(0, "Decommissioned"), "I") << "a decommissioned meter is no longer associated";
  EXPECT_EQ(point.after(1, "Decommissioned"), "N");
  Point suspended({"Commissioned", installed});
  EXPECT_EQ(suspended.after(0, "Suspended"), "A");
  EXPECT_EQ(suspended.after(1, "Commissioned"), "A");
}

TEST(ReferenceServiceFlagChoice, OfAMixedPoint) {
  Point becomes_installed({"Pending", "Pending"});
  EXPECT_EQ(becomes_installed.after(0, installed), "I");
  Point unchanged({"Pending", "Pending"}, "?service-flag-of-a-mixed-point=unchanged");
  EXPECT_EQ(unchanged.after(0, installed), "null");
  EXPECT_EQ(unchanged.after(1, installed), "I") << "all are now";
  Point was_non_active({"Commissioned", "Pending"}, "?service-flag-of-a-mixed-point=unchanged");
  EXPECT_EQ(was_non_active.after(0, "Decommissioned"), "N");
  EXPECT_EQ(was_non_active.after(1, "Whitelisted"), "N");
  EXPECT_EQ(was_non_active.after(0, "Pending"), "N");
  EXPECT_EQ(was_non_active.after(0, installed), "I") << "where it was N: I";
}

TEST(ReferenceServiceFlagChoice, WhenTheLastCommissionedLeavesASuspendedMeter) {
  for (const bool active : {true, false}) {
    Point point({"Commissioned", "Commissioned"},
                std::string("?last-commissioned-leaves-a-suspended-meter=") + (active ? "active" : "non-active"));
    EXPECT_EQ(point.after(0, "Suspended"), "A");
    EXPECT_EQ(point.after(1, "Decommissioned"), active ? "A" : "N");
    EXPECT_EQ(point.after(0, "Decommissioned"), "N");
  }
  Point never_active({"Commissioned", installed});
  EXPECT_EQ(never_active.after(1, "Suspended"), "A");
  EXPECT_EQ(never_active.after(0, "Decommissioned"), "N") << "the other was not suspended while Commissioned";
}

TEST(ReferenceServiceFlagChoice, OfAWithdrawnMeter) {
  for (const bool unchanged : {true, false}) {
    const std::string options = std::string("?withdrawn-status=") + (unchanged ? "unchanged" : "non-active");
    Point was_installed({installed}, options);
    EXPECT_EQ(was_installed.after(0, "Withdrawn"), unchanged ? "I" : "N");
    Point beside({installed, "Withdrawn"}, options);
    EXPECT_EQ(beside.after(0, "Decommissioned"), "N") << "it was not the one that was withdrawn now";
    Point was_active({"Commissioned"}, options);
    EXPECT_EQ(was_active.after(0, "Withdrawn"), "N");
    Point never({"Pending"}, options);
    EXPECT_EQ(never.after(0, "Withdrawn"), "null");
  }
}

/// mp077.meters-only.
TEST(ReferenceServiceFlag, IsNotMadeByAHubOrAProxy) {
  Point point({"Pending"});
  auto& all = point.scene.all;
  for (const auto* id : {&all.ppmid, &all.chf}) {
    scenario::Inventory moved;
    moved.devices = {*id};
    moved.metering_points = std::vector<std::string>{all.import_mpan};
    point.scene.ask(moved);
    EXPECT_EQ(point.flag(), std::nullopt);
  }
}

/// mp077.moved-meter and cross.flags-are-independent.
TEST(ReferenceServiceFlag, MovesWithAMeter) {
  Scene scene;
  const auto& all = scene.all;
  scene.set(all.esme);
  scene.drain();
  scenario::Inventory moved;
  moved.devices = {all.esme};
  const auto other_point = scenario::find_device(all.estate, all.other_esme)->metering_points.front();
  moved.metering_points = std::vector<std::string>{other_point};
  scene.ask(moved);
  const auto files = scene.drain().to_registration;
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].fuel, "electricity");
  EXPECT_EQ(files[0].network_operator, all.electricity_distributor);
  ASSERT_EQ(files[0].updates.size(), 2U) << "the import and the export point; the new one was active before";
  for (const auto& update : files[0].updates) EXPECT_EQ(update.flag, "N");
  EXPECT_TRUE(scene.is_restricted(all.esme));
  scene.clear(all.esme);
  EXPECT_TRUE(scene.drain().to_registration.empty());
}

/// mp077.bulk and mp077.own-points-only.
TEST(ReferenceServiceFlag, OfManyPointsChangesAtOnce) {
  Scene scene;
  const auto& all = scene.all;
  scenario::Inventory event;
  event.devices = {all.esme, all.gsme, all.other_esme, all.other_gsme};
  event.status = "Decommissioned";
  scene.ask(event);
  const auto files = scene.drain().to_registration;
  ASSERT_EQ(files.size(), 2U) << "one for each fuel";
  std::size_t updates = 0;
  for (const auto& file : files) {
    EXPECT_EQ(file.network_operator, file.fuel == "gas" ? all.gas_transporter : all.electricity_distributor);
    updates += file.updates.size();
  }
  EXPECT_EQ(updates, 5U);
}

TEST(ReferenceServiceFlag, IsFedInItsPeriod) {
  Point point({installed}, "?feed-every=PT1H");
  point.scene.advance(hour / 2);
  EXPECT_EQ(point.after(0, "Commissioned"), "A");
  EXPECT_EQ(point.after(0, "Decommissioned"), "N");
  EXPECT_TRUE(point.fed.empty());
  point.scene.advance(hour / 2 - 1);
  EXPECT_TRUE(point.scene.drain().to_registration.empty());
  point.scene.advance(1);
  const auto files = point.scene.drain().to_registration;
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].updates.front().flag, "N") << "the net change";
  EXPECT_EQ(point.after(0, "Commissioned"), "A");
  EXPECT_EQ(point.after(0, "Decommissioned"), "N");
  point.scene.advance(2 * hour);
  EXPECT_TRUE(point.scene.drain().to_registration.empty()) << "no change, no row";
}

TEST(ReferenceServiceFlag, ThatIsGivenIsKept) {
  Scene scene;
  for (auto& point : scene.all.estate.metering_points) point.service_flag = "N";
  scene.device(scene.all.esme).status = "Suspended";
  scene.reset();
  EXPECT_EQ(scene.ssi(scene.all.import_supplier, "read", scene.all.esme).service_flag, "N");
  EXPECT_TRUE(scene.drain().to_registration.empty()) << "reset itself feeds nothing";
}

}  // namespace
}  // namespace hallmark::implementations
