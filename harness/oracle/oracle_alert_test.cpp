// Alerts: which reach their Users while Restricted, which are withheld, and what is open.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

const observation::Observation done = observation::Answered{observation::Done{}};

/// Alerts of one estate, each with bytes of its own.
struct Sender {
  explicit Sender(observation::Statement statement = full_statement(), const spec::Profile& profile = real_profile())
      : scene(std::move(statement), profile) {}

  scenario::FromDevice send(const std::string& device, const std::string& said, const std::string& inside = {}) {
    scenario::FromDevice from;
    from.device = device;
    from.kind = "alert";
    from.alert_code = said;
    from.code_inside = inside;
    from.recipient = scene.supplier(device);
    from.canary = std::string(30, 'a') + std::to_string(10 + ++count);
    from.payload = "AAEC";
    scene.take(from, done);
    return from;
  }
  /// A drain that shows the alert to its recipient, or not.
  Expectation drain(const scenario::FromDevice& from, bool delivered) {
    observation::Effects effects;
    if (delivered) effects.to_users.push_back({from.recipient, {from.canary, {}}});
    return scene.drain(effects);
  }
  /// Without the flag it is delivered, or not; then the device is Restricted.
  void clear_half(const std::string& device, const std::string& said, const std::string& inside = {},
                  bool delivered = true) {
    drain(send(device, said, inside), delivered);
    restrict();
  }
  void restrict() {
    scene.reset();
    scene.set(scene.all.esme);
    scene.set(scene.all.gsme);
    scene.drain();
  }

  Scene scene;
  int count = 0;
};

/// Each of a number of like Alerts is compared with the one that came at its turn without the flag.
TEST(Alert, TheSecondOfItsKindIsComparedWithTheSecond) {
  Sender sender;
  const auto& esme = sender.scene.all.esme;
  sender.drain(sender.send(esme, "8F3F"), true);
  sender.drain(sender.send(esme, "8F3F"), false);  // as of a device that was decommissioned in between
  sender.restrict();
  EXPECT_TRUE(demands<AlertReaches>(sender.drain(sender.send(esme, "8F3F"), true)));
  EXPECT_FALSE(demands<AlertReaches>(sender.drain(sender.send(esme, "8F3F"), false)));
}

TEST(Alert, CriticalReachesWhomItReachesWithoutTheFlagUnalteredAndOnce) {
  Sender sender;
  sender.clear_half(sender.scene.all.esme, "8F3F");
  const auto from = sender.send(sender.scene.all.esme, "8F3F");
  const auto expectation = sender.drain(from, true);
  const auto reaches = one<AlertReaches>(expectation);
  ASSERT_TRUE(reaches);
  EXPECT_EQ(reaches->condition.users, Ids{from.recipient});
  EXPECT_EQ(reaches->condition.canary, from.canary);
  EXPECT_EQ(reaches->condition.payload, from.payload);
  EXPECT_EQ(reaches->condition.code, "8F3F");
  EXPECT_EQ(reaches->level, Level::must);
  EXPECT_EQ(reaches->ids, Ids{"mp169.alerts-pass"});
  const auto once = one<AlertOnce>(expectation);
  ASSERT_TRUE(once);
  EXPECT_EQ(once->level, Level::should);
}

TEST(Alert, IsAsBindingAsItsFactSays) {
  for (const auto& alert : real_facts().alerts) {
    const bool of_meter =
        std::find(alert.device_types.begin(), alert.device_types.end(), "ESME") != alert.device_types.end();
    if (alert.dcc || !of_meter || alert.expect != spec::Permission::permit) continue;
    Sender sender;
    sender.clear_half(sender.scene.all.esme, alert.code);
    const auto reaches = one<AlertReaches>(sender.drain(sender.send(sender.scene.all.esme, alert.code), true));
    ASSERT_TRUE(reaches) << alert.code;
    EXPECT_EQ(reaches->level, alert.level) << alert.code;
  }
}

TEST(Alert, ThatReachesNobodyWithoutTheFlagIsUndecided) {
  Sender sender;
  sender.drain(sender.send(sender.scene.all.esme, "8F3F"), false);
  const auto undecided = one<Undecided>(sender.scene.world.close());
  ASSERT_TRUE(undecided);
  EXPECT_EQ(undecided->level, Level::must);
  sender.restrict();
  EXPECT_FALSE(demands<AlertReaches>(sender.drain(sender.send(sender.scene.all.esme, "8F3F"), false)));
}

TEST(Alert, OfAMeterBesideARestrictedOneGoesWhereItWent) {
  Sender sender;
  auto& scene = sender.scene;
  sender.drain(sender.send(scene.all.gsme, "8F0A"), true);
  scene.reset();
  scene.set(scene.all.esme);
  scene.drain();
  const auto reaches = one<AlertReaches>(sender.drain(sender.send(scene.all.gsme, "8F0A"), true));
  ASSERT_TRUE(reaches);
  EXPECT_EQ(reaches->level, Level::must);
  EXPECT_EQ(reaches->ids, Ids{"mp169.unrestricted-untouched"});
}

TEST(Alert, OfAProxyIsUnderTheFlagOfItsGasMeter) {
  Sender sender;
  sender.clear_half(sender.scene.all.gpf, "8F84");
  const auto reaches = one<AlertReaches>(sender.drain(sender.send(sender.scene.all.gpf, "8F84"), true));
  ASSERT_TRUE(reaches);
  EXPECT_EQ(reaches->ids, Ids{"mp169.alerts-pass"});
}

TEST(BillingAlert, ShouldBeWithheldAndNeverFails) {
  Sender sender;
  sender.clear_half(sender.scene.all.esme, "8F0A");
  const auto from = sender.send(sender.scene.all.esme, "8F0A");
  const auto expectation = sender.drain(from, false);
  const auto withheld = one<PayloadWithheld>(expectation);
  ASSERT_TRUE(withheld);
  EXPECT_EQ(withheld->condition.canary, from.canary);
  EXPECT_EQ(withheld->level, Level::should);
  EXPECT_EQ(withheld->ids, Ids{"mp169.billing-alerts-stop"});
  for (const auto& demand : expectation.demands) {
    if (std::holds_alternative<PayloadWithheld>(demand.condition)) {
      EXPECT_FALSE(demand.fails_when_strict);
    }
  }
}

TEST(BillingAlert, WithheldIsNeverSentLater) {
  for (const bool delivered : {true, false}) {
    Sender sender;
    auto& scene = sender.scene;
    sender.restrict();
    sender.drain(sender.send(scene.all.gsme, "8F0A"), delivered);
    scene.clear(scene.all.gsme);
    const auto later = one<PayloadWithheld>(scene.drain());
    EXPECT_EQ(later.has_value(), !delivered);
    if (later) {
      EXPECT_EQ(later->level, Level::must);
      EXPECT_EQ(later->ids, Ids{"mp169.nothing-comes-back"});
    }
  }
}

TEST(BillingAlert, IsAnsweredAlikePerFuelAndAsDeclared) {
  Sender sender;
  auto& all = sender.scene.all;
  sender.restrict();
  sender.drain(sender.send(all.esme, "8F0A"), true);
  const auto again = one<PayloadDelivered>(sender.drain(sender.send(all.esme, "8F0A"), true));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->ids, Ids{"choices.one-answer"});
  EXPECT_FALSE(demands<PayloadDelivered>(sender.drain(sender.send(all.gsme, "8F0A"), false))) << "another fuel";
  auto statement = full_statement();
  statement.choices = {{"billing-data-log-alert", "deliver"}};
  Sender declared(statement);
  declared.restrict();
  const auto delivered = one<PayloadDelivered>(declared.drain(declared.send(all.esme, "8F0A"), true));
  ASSERT_TRUE(delivered);
  EXPECT_EQ(delivered->level, Level::must);
}

TEST(Disguise, BillingUnderAnotherCodeShouldNotSlipThrough) {
  Sender sender;
  sender.restrict();
  const auto withheld = one<PayloadWithheld>(sender.drain(sender.send(sender.scene.all.esme, "8F3F", "8F0A"), false));
  ASSERT_TRUE(withheld);
  EXPECT_EQ(withheld->level, Level::should);
  EXPECT_EQ(withheld->ids, Ids{"mp169.alert-told-by-its-payload"});
}

TEST(Disguise, MeansNothingWhereBillingIsDelivered) {
  Sender sender;
  sender.restrict();
  sender.drain(sender.send(sender.scene.all.esme, "8F0A"), true);
  EXPECT_FALSE(demands<PayloadWithheld>(sender.drain(sender.send(sender.scene.all.esme, "8F3F", "8F0A"), true)));
}

TEST(Disguise, TamperUnderTheBillingCodeIsNotLost) {
  Sender sender;
  sender.clear_half(sender.scene.all.esme, "8F0A", "8F3F");
  const auto reaches = one<AlertReaches>(sender.drain(sender.send(sender.scene.all.esme, "8F0A", "8F3F"), true));
  ASSERT_TRUE(reaches);
  EXPECT_EQ(reaches->level, Level::should);
  EXPECT_EQ(reaches->condition.code, "") << "which AlertCode it goes out under is not said";
  EXPECT_EQ(reaches->ids, Ids{"mp169.alert-told-by-its-payload"});
}

TEST(OtherAlert, IsDeliveredOrWithheldAlikePerCode) {
  Sender sender;
  auto& esme = sender.scene.all.esme;
  sender.clear_half(esme, "8F48");
  EXPECT_FALSE(demands<PayloadWithheld>(sender.drain(sender.send(esme, "8F48"), false)));
  const auto again = one<PayloadWithheld>(sender.drain(sender.send(esme, "8F48"), false));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->level, Level::should);
  EXPECT_EQ(again->ids, Ids{"choices.one-answer"});
}

TEST(ProfileFile, DecidesOverTheAlertsItNames) {
  const spec::Profile profile("own.csv", "sha256:0", real_facts().shipped_profile,
                              {{"8F3F", spec::Permission::reject}, {"8F0A", spec::Permission::permit}}, false);
  Sender sender(full_statement(), profile);
  auto& esme = sender.scene.all.esme;
  sender.clear_half(esme, "8F0A");
  const auto withheld = one<PayloadWithheld>(sender.drain(sender.send(esme, "8F3F"), false));
  ASSERT_TRUE(withheld);
  EXPECT_EQ(withheld->level, Level::must);
  const auto reaches = one<AlertReaches>(sender.drain(sender.send(esme, "8F0A"), true));
  ASSERT_TRUE(reaches);
  EXPECT_EQ(reaches->level, Level::must);
}

TEST(PowerOutage, MayBeDeclinedAndIsOnlyHeldToWhatIsDeclared) {
  auto statement = full_statement();
  statement.choices = {{"power-outage-alert", "withhold"}};
  for (const bool declared : {true, false}) {
    Sender sender(declared ? statement : full_statement());
    sender.restrict();
    scenario::FromDevice from;
    from.device = sender.scene.all.chf;
    from.kind = "dcc-alert";
    from.alert_code = "AD1";
    EXPECT_TRUE(sender.scene.take(from, done).may_be_declined);
    const auto told = one<DccAlert>(sender.scene.drain());
    EXPECT_EQ(told.has_value(), declared);
    if (told) {
      EXPECT_FALSE(told->condition.delivered);
      EXPECT_EQ(told->level, Level::should);
    }
  }
}

}  // namespace
}  // namespace hallmark::oracle
