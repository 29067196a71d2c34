// Install codes (policy section D) and the reports of section B.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/implementations/reference/working_days.h"
#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

using namespace std::chrono;

/// An estate whose electricity meter is not commissioned and has an install code, on a day of choice.
class Request {
 public:
  explicit Request(const std::string& options = "", std::string_view now = "2025-04-11T12:00:00Z")
      : scene("reference" + options) {
    scene.all.estate.now = scenario::instant(now).value();
    auto& meter = scene.device(scene.all.esme);
    meter.status = "InstalledNotCommissioned";
    meter.install_code = "00112233445566778899AABBCCDDEEFF";
    scene.reset();
  }
  std::vector<observation::InstallCodeAnswer> answers(const std::string& requester, const std::string& holder,
                                                      std::vector<std::string> devices = {}) {
    if (devices.empty()) devices = {scene.all.esme};
    const auto observation = scene.ask(scenario::InstallCode{requester, holder, devices});
    const auto* request = observation::answer<observation::InstallCodeRequested>(observation);
    EXPECT_NE(request, nullptr);
    auto rows = scene.drain().install_codes;
    for (const auto& row : rows) {
      EXPECT_EQ(row.request, request->request);
      EXPECT_EQ(row.from, holder);
      EXPECT_EQ(row.to, requester);
    }
    return rows;
  }
  Scene scene;
};

/// mp121.correct-code and mp121.not-installer.
TEST(ReferenceInstallCode, IsGivenByTheInstallerAlone) {
  Request request;
  auto& all = request.scene.all;
  request.scene.ask(scenario::Registration{all.import_mpan, "change-of-supplier", all.export_supplier});
  auto rows = request.answers(all.export_supplier, all.import_supplier);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].install_code, "00112233445566778899AABBCCDDEEFF");
  rows = request.answers(all.export_supplier, all.gas_supplier);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows[0].not_installer);
  EXPECT_EQ(rows[0].install_code, std::nullopt);
}

/// mp121.only-to-gaining-supplier and mp121.uncommissioned-only: a refusal is an answer.
TEST(ReferenceInstallCode, IsRefusedToOthersAndForWhatIsCommissioned) {
  Request request;
  auto& all = request.scene.all;
  for (const auto& asker : {all.export_supplier, all.electricity_distributor, all.other_user}) {
    const auto rows = request.answers(asker, all.import_supplier);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].refused) << asker;
    EXPECT_FALSE(rows[0].install_code);
  }
  scenario::Inventory event;
  event.devices = {all.esme};
  event.status = "Commissioned";
  request.scene.ask(event);
  const auto rows = request.answers(all.import_supplier, all.import_supplier);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows[0].refused);
}

/// mp121.bulk.
TEST(ReferenceInstallCode, IsAnsweredForEachDevice) {
  Request request;
  auto& all = request.scene.all;
  const auto rows = request.answers(all.import_supplier, all.import_supplier,
                                    {all.esme, all.gsme, all.unknown_device, all.pending_esme, all.other_esme});
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(std::ranges::count_if(rows, [](const auto& row) { return row.install_code.has_value(); }), 1);
}

/// mp121.answer-in-time: Easter 2025 is 18 to 21 April, in summer time.
TEST(ReferenceInstallCode, IsAnsweredOnItsWorkingDay) {
  Request request("?install-code-day=10");
  const auto& supplier = request.scene.all.import_supplier;
  EXPECT_TRUE(request.answers(supplier, supplier).empty());
  request.scene.advance_to("2025-04-29T10:59:59Z");
  EXPECT_TRUE(request.scene.drain().install_codes.empty());
  request.scene.advance_to("2025-04-29T11:00:00Z");
  EXPECT_EQ(request.scene.drain().install_codes.size(), 1U);
}

TEST(WorkingDays, AreThoseOfLondon) {
  const auto date_at = [](std::string_view text) { return london_date(scenario::instant(text).value()); };
  EXPECT_EQ(date_at("2025-03-30T00:59:59Z"), sys_days(2025y / 3 / 30));
  EXPECT_EQ(date_at("2025-06-30T22:59:59Z"), sys_days(2025y / 6 / 30));
  EXPECT_EQ(date_at("2025-06-30T23:00:00Z"), sys_days(2025y / 7 / 1));
  EXPECT_EQ(date_at("2025-10-25T23:00:00Z"), sys_days(2025y / 10 / 26));
  EXPECT_EQ(date_at("2025-10-26T23:00:00Z"), sys_days(2025y / 10 / 26));
  const auto noon = [](sys_days since, int number) {
    return scenario::text(noon_of_working_day(since, number, {sys_days(2025y / 12 / 25), sys_days(2025y / 12 / 26)}));
  };
  EXPECT_EQ(noon(2025y / 12 / 24, 1), "2025-12-29T12:00:00Z");
  EXPECT_EQ(noon(2025y / 7 / 4, 1), "2025-07-07T11:00:00Z");
  EXPECT_EQ(noon(2025y / 7 / 5, 0), "2025-07-05T11:00:00Z");
}

observation::Reported report(Scene& scene, const std::string& kind, std::int64_t from, std::int64_t to) {
  const auto& now = scene.all.estate.now;
  return *observation::answer<observation::Reported>(scene.ask(scenario::Report{kind, now + from, now + to}));
}

bool excludes(const observation::Reported& made, const std::string& device) {
  const bool out = std::ranges::count(made.excluded, device) > 0;
  EXPECT_NE(out, std::ranges::count(made.included, device) > 0) << "every device is in one of the two";
  return out;
}

/// mp169.performance-excluded and part-of-a-month.
TEST(ReferencePerformance, LeavesOutWhatWasRestrictedThroughout) {
  for (const bool parts : {true, false}) {
    Scene scene(std::string("reference?part-of-a-month=") + (parts ? "exclude" : "include"));
    const auto& all = scene.all;
    scene.set(all.gsme);
    scene.advance(10 * day);
    scene.set(all.esme);
    scene.advance(30 * day);
    const auto part = report(scene, "performance", 0, 40 * day);
    EXPECT_TRUE(excludes(part, all.gsme));
    EXPECT_TRUE(excludes(part, all.gpf));
    EXPECT_EQ(excludes(part, all.esme), parts);
    EXPECT_FALSE(excludes(part, all.other_esme));
    EXPECT_FALSE(excludes(part, all.chf));
    EXPECT_TRUE(excludes(report(scene, "performance", 10 * day, 40 * day), all.esme));
    EXPECT_FALSE(excludes(report(scene, "performance", 0, 10 * day), all.esme));
  }
}

/// mp169.refusals-are-not-failures.
TEST(ReferenceServiceRequests, CountNoRefusalBecauseOfTheFlag) {
  Scene scene;
  const auto& all = scene.all;
  const auto answered = scene.request("4.1.1", all.esme);
  const auto failed = scene.request("11.2", all.esme);
  scene.submit(answered);
  scene.submit(failed);
  scene.answer(answered, all.esme);
  scene.answer(failed, all.esme, false);
  scene.submit(scene.request("4.1.1", all.esme, 1, all.other_user));
  scene.set(all.esme);
  scene.submit(scene.request("4.1.1", all.esme));
  scene.advance(day);
  scene.submit(scene.request("11.2", all.esme));
  const auto first = report(scene, "service-requests", 0, day);
  EXPECT_EQ(first.attempted, 3);
  EXPECT_EQ(first.failed, 2);
  EXPECT_EQ(report(scene, "service-requests", day, 2 * day).attempted, 1);
}

TEST(ReferenceServiceRequests, CountWhatIsQueuedWhenItIsSent) {
  Scene scene;
  scene.submit(scene.request("4.1.1", scene.all.esme, 1, {}, "FUTURE_DATED"));
  scene.set(scene.all.esme);
  scene.advance(day);
  EXPECT_EQ(report(scene, "service-requests", 0, 2 * day).attempted, 0);
}

}  // namespace
}  // namespace hallmark::implementations
