// What a request is answered by: whom the flag covers, which row of the profile decides, how binding it is.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;
using spec::Permission;

spec::ProfileRow row(std::string srv, std::string type, Permission expect) {
  spec::ProfileRow made;
  made.srv = std::move(srv);
  made.device_type = std::move(type);
  made.expect = expect;
  made.level = Level::must;
  return made;
}

spec::Profile profile_of(std::vector<spec::ProfileRow> rows) {
  return {"own.csv", "sha256:0", std::move(rows), {}, false};
}

/// Whether a request for that device is one that must not pass.
bool is_prohibited(Scene& scene, const std::string& srv, const std::string& device) {
  return demands<NothingHandedOver>(scene.world.expect(scene.request(srv, device)));
}

TEST(Coverage, NoFlagProhibitsNothing) {
  Scene scene;
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.esme));
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.gsme));
}

TEST(Coverage, FlagCoversItsMeterAlone) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_TRUE(is_prohibited(scene, "4.1.1", scene.all.esme));
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.gsme));
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.other_esme));
}

TEST(Coverage, ClearedMeterIsNotCovered) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.clear(scene.all.esme);
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.esme));
}

TEST(Coverage, RefusedSetCoversNothing) {
  Scene scene;
  scene.ssi(scene.all.import_supplier, "set-restricted", scene.all.esme, false);
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.esme));
}

TEST(Coverage, FlagGivenAtResetCovers) {
  Scene scene;
  for (auto& device : scene.all.estate.devices) device.restricted = device.id == scene.all.esme;
  scene.reset();
  EXPECT_TRUE(is_prohibited(scene, "4.1.1", scene.all.esme));
}

TEST(Coverage, ResetClearsTheFlag) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.reset();
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.esme));
}

TEST(Coverage, GasProxyFollowsItsGasMeter) {
  Scene scene;
  scene.set(scene.all.gsme);
  EXPECT_TRUE(is_prohibited(scene, "4.1.1", scene.all.gpf));
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.other_gpf));
}

TEST(Coverage, GasProxyDoesNotFollowTheElectricityMeter) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.gpf));
}

TEST(Coverage, HubIsNotCovered) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.gsme);
  EXPECT_FALSE(is_prohibited(scene, "4.1.1", scene.all.chf));
}

struct RejectedRow {
  const char* srv;
  const char* type;
  Level level;
  Ids ids;
};

TEST(Rejection, LevelAndIdsAreThoseOfTheRow) {
  const std::vector<RejectedRow> rows = {
      {"4.1.1", "ESME", Level::must, {"mp169.allow-list", "mp169.consumption-never-leaves"}},
      {"4.1.1", "GPF", Level::must, {"mp169.allow-list", "mp169.consumption-never-leaves"}},
      {"4.3", "GSME", Level::should, {"mp169.allow-list", "mp169.consumption-never-leaves"}},
      {"4.10", "GSME", Level::should, {"mp169.allow-list", "mp169.consumption-never-leaves"}},
      {"4.13", "ESME", Level::should, {"mp169.allow-list"}},
      {"2.2", "ESME", Level::report, {"mp169.allow-list"}}};
  for (const auto& rejected : rows) {
    SCOPED_TRACE(std::string(rejected.srv) + ' ' + rejected.type);
    Scene scene;
    scene.set(scene.all.esme);
    scene.set(scene.all.gsme);
    scene.drain();
    const auto& device = generator::device_of_type(scene.all, rejected.type);
    const auto asked = scene.request(rejected.srv, device);
    const auto nothing = one<NothingHandedOver>(scene.submit(asked, "E5"));
    ASSERT_TRUE(nothing);
    EXPECT_EQ(nothing->level, rejected.level);
    EXPECT_EQ(nothing->ids, rejected.ids);
    const auto silent = one<NoCommandFor>(scene.drain());
    ASSERT_TRUE(silent);
    EXPECT_EQ(silent->level, rejected.level);
    EXPECT_EQ(silent->ids, rejected.ids);
    EXPECT_EQ(silent->condition.request_id, asked.reading.request_id);
    EXPECT_EQ(silent->condition.devices, Ids{device});
  }
}

TEST(Rejection, ErrorCodeIsAtMostAShould) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto must = one<RefusedByErrorCode>(scene.submit(scene.request("4.1.1", scene.all.esme), "E5"));
  const auto report = one<RefusedByErrorCode>(scene.submit(scene.request("2.2", scene.all.esme), "E5"));
  ASSERT_TRUE(must && report);
  EXPECT_EQ(must->level, Level::should);
  EXPECT_EQ(report->level, Level::report);
}

TEST(Rejection, ReportRowGivesOnlyReportDemandsAboutTheFlag) {
  Scene scene;
  scene.submit(scene.request("2.2", scene.all.esme), "I99");
  scene.drain();
  scene.reset();
  scene.set(scene.all.esme);
  scene.drain();
  auto expectation = scene.submit(scene.request("2.2", scene.all.esme), "I99");
  const auto drained = scene.drain();
  expectation.demands.insert(expectation.demands.end(), drained.demands.begin(), drained.demands.end());
  int about_flag = 0;
  for (const auto& demand : expectation.demands) {
    if (demand.requirements.front().starts_with("duis.")) continue;
    if (std::holds_alternative<NoCommandNaming>(demand.condition)) continue;  // of requests that nobody knows
    ++about_flag;
    EXPECT_EQ(demand.level, Level::report) << demand.because;
  }
  EXPECT_GE(about_flag, 3);
}

TEST(Rejection, NetworkDataIsPermittedOnElectricityAndRejectedOnGas) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.gsme);
  EXPECT_FALSE(is_prohibited(scene, "4.10", scene.all.esme));
  EXPECT_TRUE(is_prohibited(scene, "4.10", scene.all.gsme));
}

TEST(Rejection, OpenRowIsNeitherDemandedNorForbidden) {
  Scene scene;
  scene.submit(scene.request("4.16", scene.all.esme), "I99");
  scene.drain(commands(scene.request("4.16", scene.all.esme), {}));
  scene.reset();
  scene.set(scene.all.esme);
  const auto expectation = scene.submit(scene.request("4.16", scene.all.esme), "E5");
  EXPECT_FALSE(demands<NothingHandedOver>(expectation));
  EXPECT_FALSE(demands<AnsweredLike>(expectation));
}

TEST(Rejection, SrvThatTheProfileDoesNotNameIsDenied) {
  const auto profile = profile_of({row("6.11", "ESME", Permission::permit)});
  Scene scene(full_statement(), profile);
  scene.set(scene.all.esme);
  const auto nothing = one<NothingHandedOver>(scene.submit(scene.request("7.4", scene.all.esme), "E5"));
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->level, Level::must);
  EXPECT_EQ(nothing->ids, (Ids{"mp169.allow-list", "mp169.default-deny", "mp169.consumption-never-leaves"}));
  EXPECT_FALSE(is_prohibited(scene, "6.11", scene.all.esme));
}

TEST(Rejection, UnnamedSrvIsNotDeniedToAnUnrestrictedDevice) {
  const auto profile = profile_of({row("6.11", "ESME", Permission::permit)});
  Scene scene(full_statement(), profile);
  EXPECT_FALSE(is_prohibited(scene, "7.4", scene.all.esme));
}

TEST(Rejection, NamedSrvIsNotCalledDefaultDeny) {
  const auto profile = profile_of({row("7.4", "*", Permission::reject)});
  Scene scene(full_statement(), profile);
  scene.set(scene.all.esme);
  const auto nothing = one<NothingHandedOver>(scene.submit(scene.request("7.4", scene.all.esme), "E5"));
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->ids, (Ids{"mp169.allow-list", "mp169.consumption-never-leaves"}));
}

TEST(Rejection, StrictestDeviceOfARequestForManyDecides) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.gsme);
  auto asked = scene.request("4.10", scene.all.esme);
  for (const auto& devices : {Ids{scene.all.gsme, scene.all.esme}, Ids{scene.all.esme, scene.all.gsme}}) {
    asked.reading.devices = devices;
    EXPECT_TRUE(demands<NothingHandedOver>(scene.world.expect(asked)));
  }
  asked.reading.devices = {scene.all.esme, scene.all.other_gsme};
  EXPECT_FALSE(demands<NothingHandedOver>(scene.world.expect(asked)));
}

TEST(AnyRequest, ResponseIsValidAndMatchesItsRequest) {
  for (const bool restricted : {false, true}) {
    Scene scene;
    if (restricted) scene.set(scene.all.esme);
    const auto asked = scene.request("4.1.1", scene.all.esme);
    const auto expectation = scene.submit(asked, "I99");
    const auto valid = one<DocumentsValid>(expectation);
    const auto matches = one<ResponseMatches>(expectation);
    ASSERT_TRUE(valid && matches);
    EXPECT_EQ(valid->level, Level::must);
    EXPECT_EQ(valid->ids, Ids{"duis.response-valid"});
    EXPECT_EQ(matches->level, Level::must);
    EXPECT_EQ(matches->condition.request_id, asked.reading.request_id);
    EXPECT_EQ(matches->condition.reference, "4.1");
    EXPECT_EQ(matches->condition.variant, "4.1.1");
  }
}

TEST(ValidRequest, IsNotRefusedAsMalformedWhileUnrestricted) {
  Scene scene;
  const auto asked = one<NotRefusedAsMalformed>(scene.submit(scene.request("4.1.1", scene.all.esme), "I99"));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->level, Level::must);
  EXPECT_EQ(asked->ids, Ids{"duis.valid-accepted"});
}

TEST(ValidRequest, MayBeRefusedAnyHowWhileRestricted) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_FALSE(demands<NotRefusedAsMalformed>(scene.submit(scene.request("4.1.1", scene.all.esme), "E5")));
}

TEST(ValidRequest, WithADeviationIsNone) {
  Scene scene;
  auto asked = scene.request("4.1.1", scene.all.esme);
  asked.reading.deviation = "no CommandVariant";
  EXPECT_FALSE(demands<NotRefusedAsMalformed>(scene.submit(asked, "E65")));
}

TEST(ValidRequest, IsOnlyReportedWhereTheSchemaIsNotClaimedOrSignaturesAreVerified) {
  observation::Statement verifying = full_statement();
  verifying.verifies_signatures = true;
  observation::Statement without_schema = full_statement();
  without_schema.facets = {"restricted-mode"};
  for (const auto& statement : {verifying, without_schema}) {
    Scene scene(statement);
    const auto asked = one<NotRefusedAsMalformed>(scene.submit(scene.request("4.1.1", scene.all.esme), "I99"));
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->level, Level::report);
  }
}

TEST(Expectation, NamesItsOperationAndTheClaimedFacetThatNeedsIt) {
  Scene scene;
  const auto drain = scene.drain();
  EXPECT_EQ(drain.operation, "drain");
  EXPECT_EQ(drain.operation_needed, "restricted-mode");
  const auto report = scene.world.expect(scenario::Report{"performance", {}, {}});
  EXPECT_EQ(report.operation, "report");
  EXPECT_EQ(report.operation_needed, "");
}

TEST(Expectation, NeedsNoOperationOfAFacetThatIsNotClaimed) {
  observation::Statement statement = full_statement();
  statement.facets = {"duis-schema"};
  Scene scene(statement);
  EXPECT_EQ(scene.drain().operation_needed, "");
}

TEST(Expectation, StatementOfInitializeIsTheOneInForce) {
  Scene scene;
  observation::Initialized answer;
  scene.take(scenario::Initialize{"5.1"}, observation::Answered{answer});
  EXPECT_EQ(scene.drain().operation_needed, "");
}

TEST(ResponseClass, FollowsFromTheCode) {
  EXPECT_EQ(response_class("E5"), ResponseClass::refused);
  EXPECT_EQ(response_class("E050101"), ResponseClass::refused);
  EXPECT_EQ(response_class("I99"), ResponseClass::acknowledged);
  EXPECT_EQ(response_class("I0"), ResponseClass::completed);
  EXPECT_EQ(response_class("W1"), ResponseClass::completed);
}

}  // namespace
}  // namespace hallmark::oracle
