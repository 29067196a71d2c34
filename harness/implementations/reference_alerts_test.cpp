// Alerts of devices and of the DCC, without the flag and with it (policy section B and open points).
#include <gtest/gtest.h>

#include <set>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

/// The Users that an Alert of the electricity meter reaches; the AlertCode and payload are those that it came with.
std::vector<std::string> reached(Scene& scene, const std::string& code, const std::string& in_payload = {},
                                 const std::string& user = {}) {
  scene.drain();
  scene.alert(scene.all.esme, code, in_payload, user);
  std::vector<std::string> users;
  for (const auto& row : scene.drain().to_users) {
    EXPECT_EQ(row.document.reading.alert_code, code);
    users.push_back(row.user);
  }
  return users;
}

bool passes(Scene& scene, const std::string& code, const std::string& in_payload = {}) {
  return !reached(scene, code, in_payload).empty();
}

/// mp169.alerts-pass: every class that the facts say passes; without the flag, all.
TEST(ReferenceAlert, PassesWhileRestrictedWhereTheFactsSaySo) {
  Scene clear;
  Scene restricted("reference?other-alerts=withhold");
  restricted.set(restricted.all.esme);
  std::size_t passing = 0;
  for (const auto& alert : real_facts().alerts) {
    if (alert.dcc) continue;
    EXPECT_TRUE(passes(clear, alert.code)) << alert.code;
    const bool expected = alert.expect == spec::Permission::permit;
    EXPECT_EQ(passes(restricted, alert.code), expected) << alert.code;
    passing += expected ? 1U : 0U;
  }
  EXPECT_EQ(passing, 109U);
}

TEST(ReferenceAlert, ReachesTheUserThatItsPayloadAddresses) {
  Scene scene;
  EXPECT_EQ(reached(scene, "8F3F"), std::vector{scene.all.import_supplier});
  EXPECT_EQ(reached(scene, "8F3F", "", scene.all.electricity_distributor),
            std::vector{scene.all.electricity_distributor});
}

TEST(ReferenceAlert, ForNobodyKnownReachesNobody) {
  Scene scene;
  EXPECT_TRUE(reached(scene, "8F3F", "", scene.all.estate.dcc).empty());
  EXPECT_TRUE(reached(scene, "8F3F", "", scene.all.unknown_device).empty());
  scenario::FromDevice unreadable;
  unreadable.device = scene.all.esme;
  unreadable.kind = "alert";
  unreadable.alert_code = "8F3F";
  unreadable.payload = scenario::base64("no message");
  scene.ask(unreadable);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].user, scene.all.import_supplier);
}

/// mp169.billing-alerts-stop and mp169.alert-told-by-its-payload.
TEST(ReferenceAlert, IsToldByItsPayload) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_FALSE(passes(scene, "8F0A"));
  EXPECT_FALSE(passes(scene, "8F3F", "8F0A")) << "a billing alert under another code";
  EXPECT_TRUE(passes(scene, "8F0A", "8F3F")) << "a tamper alert under the wrong code";
  scene.clear(scene.all.esme);
  EXPECT_TRUE(scene.drain().to_users.empty()) << "what was withheld does not come later";
  EXPECT_TRUE(passes(scene, "8F0A"));
}

TEST(ReferenceAlert, ThatIsAReadingInDisguiseIsWithheld) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.drain();
  scenario::FromDevice alert;
  alert.device = scene.all.esme;
  alert.kind = "alert";
  alert.alert_code = "8F3F";
  alert.payload = Scene::payload(scene.all.esme, scene.all.import_supplier, "0027");
  scene.ask(alert);
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceAlertChoice, BillingDataLogByFuel) {
  Scene scene("reference?billing-data-log-alert:electricity=deliver");
  scene.set(scene.all.esme);
  scene.set(scene.all.gsme);
  EXPECT_TRUE(passes(scene, "8F0A"));
  scene.alert(scene.all.gsme, "8F0A");
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceAlertChoice, OtherAlertsByCode) {
  const auto* other = [] {
    for (const auto& alert : real_facts().alerts) {
      if (!alert.dcc && alert.expect == spec::Permission::open && alert.code != "8F0A") return &alert;
    }
    throw std::logic_error("every alert has its class");
  }();
  Scene scene("reference?other-alerts:" + other->code + "=withhold");
  scene.set(scene.all.esme);
  EXPECT_FALSE(passes(scene, other->code));
  EXPECT_TRUE(passes(scene, "7FFF")) << "a code that nobody knows";
}

TEST(ReferenceAlertChoice, OfAProfileIsNone) {
  const spec::Profile profile("own.csv", "sha256:0", real_profile().rows(),
                              {{"8F0A", spec::Permission::permit}, {"8F3F", spec::Permission::reject}}, false);
  Scene scene("reference", profile);
  scene.set(scene.all.esme);
  EXPECT_TRUE(passes(scene, "8F0A"));
  EXPECT_FALSE(passes(scene, "8F3F"));
}

TEST(ReferenceAlertChoice, ToAFormerSupplier) {
  const std::vector<std::pair<std::string, int>> choices = {{"deliver", 0}, {"withhold", -1}, {"redirect", 1}};
  for (const auto& [choice, index] : choices) {
    Scene scene("reference?alert-to-former-supplier=" + choice);
    const auto& all = scene.all;
    scene.ask(scenario::Registration{all.import_mpan, "change-of-supplier", all.export_supplier});
    scene.ask(scenario::Registration{all.export_mpan, "change-of-supplier", all.export_supplier});
    const auto users = reached(scene, "8F3F", "", all.import_supplier);
    if (index < 0) {
      EXPECT_TRUE(users.empty());
    } else {
      EXPECT_EQ(users, std::vector{index == 0 ? all.import_supplier : all.export_supplier}) << choice;
    }
  }
}

TEST(ReferenceAlertChoice, PowerOutage) {
  for (const bool delivers : {true, false}) {
    Scene scene(std::string("reference?power-outage-alert=") + (delivers ? "deliver" : "withhold"));
    const auto& all = scene.all;
    scene.set(all.esme);
    scene.drain();
    scenario::FromDevice outage;
    outage.device = all.chf;
    outage.kind = "dcc-alert";
    outage.alert_code = "AD1";
    scene.ask(outage);
    std::set<std::string> users;
    for (const auto& row : scene.drain().to_users) {
      EXPECT_EQ(row.document.reading.kind, "DCCAlertMessage");
      EXPECT_EQ(row.document.reading.alert_code, "AD1");
      users.insert(row.user);
    }
    std::set<std::string> expected = {all.gas_supplier, all.gas_transporter};
    if (delivers) expected.insert({all.import_supplier, all.electricity_distributor});
    EXPECT_EQ(users, expected);
  }
}

}  // namespace
}  // namespace hallmark::implementations
