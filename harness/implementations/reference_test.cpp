// Whom and what the reference lets through: the flag, the User, the device, the form.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

/// The text with its first `from` replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument(from + " is not there");
  return text.replace(at, from.size(), to);
}

TEST(ReferenceFlag, IsSetAndClearedByTheResponsibleSupplier) {
  Scene scene;
  for (const auto& meter : {scene.all.esme, scene.all.gsme}) {
    EXPECT_FALSE(scene.is_restricted(meter));
    EXPECT_TRUE(scene.set(meter).accepted);
    EXPECT_TRUE(scene.is_restricted(meter));
    EXPECT_TRUE(scene.clear(meter).accepted);
    EXPECT_FALSE(scene.is_restricted(meter));
  }
}

TEST(ReferenceFlag, IsSetAndClearedByNobodyElse) {
  Scene scene;
  for (const auto& user : {scene.all.gas_supplier, scene.all.export_supplier, scene.all.electricity_distributor,
                           scene.all.other_user, std::string("90-B3-D5-00-00-00-00-00")}) {
    EXPECT_FALSE(scene.ssi(user, "set-restricted", scene.all.esme).accepted);
    EXPECT_FALSE(scene.is_restricted(scene.all.esme));
  }
  scene.set(scene.all.esme);
  EXPECT_FALSE(scene.ssi(scene.all.gas_supplier, "clear-restricted", scene.all.esme).accepted);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlag, IsNeverSetOnASmets1Device) {
  Scene scene;
  for (auto& device : scene.all.estate.devices) device.smets = 1;
  scene.reset();
  EXPECT_FALSE(scene.set(scene.all.esme).accepted);
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlag, IsNeverSetInPrepayment) {
  Scene scene;
  for (auto& device : scene.all.estate.devices) device.payment_mode = "prepayment";
  scene.reset();
  EXPECT_FALSE(scene.set(scene.all.esme).accepted);
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlag, IsLostWhenTheMeterReportsPrepayment) {
  Scene scene;
  scene.set(scene.all.esme);
  scenario::Inventory change;
  change.devices = {scene.all.esme};
  change.payment_mode = "credit";
  scene.ask(change);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
  change.payment_mode = "prepayment";
  scene.ask(change);
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlag, IsNotSetOnWhatIsNoMeter) {
  Scene scene;
  EXPECT_FALSE(scene.ssi(scene.all.gas_supplier, "set-restricted", scene.all.gpf).accepted);
  EXPECT_FALSE(scene.ssi(scene.all.import_supplier, "set-restricted", scene.all.chf).accepted);
  EXPECT_FALSE(scene.ssi(scene.all.import_supplier, "set-restricted", scene.all.unknown_device).accepted);
}

TEST(ReferenceFlag, IsReadByTheNetworkOperatorAndNotByAnOtherUser) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto operates = scene.ssi(scene.all.electricity_distributor, "read", scene.all.esme);
  EXPECT_TRUE(operates.accepted);
  EXPECT_EQ(operates.restricted, true);
  for (const auto& user : {scene.all.other_user, scene.all.gas_transporter}) {
    const auto other = scene.ssi(user, "read", scene.all.esme);
    EXPECT_FALSE(other.accepted);
    EXPECT_EQ(other.restricted, std::nullopt);
  }
}

TEST(ReferenceFlag, PassesToTheNewSupplierWithTheSupply) {
  Scene scene;
  scene.ask(scenario::Registration{scene.all.import_mpan, "change-of-supplier", scene.all.export_supplier});
  EXPECT_FALSE(scene.set(scene.all.esme).accepted);
  EXPECT_TRUE(scene.ssi(scene.all.export_supplier, "set-restricted", scene.all.esme).accepted);
}

TEST(ReferenceFlag, SurvivesThatItsDeviceIsAddedAgain) {
  Scene scene;
  scene.set(scene.all.esme);
  scenario::Inventory again;
  again.add = *scenario::find_device(scene.all.estate, scene.all.esme);
  scene.ask(again);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFlag, GivenWithAnAddedDeviceIsSet) {
  Scene scene;
  scenario::Inventory add;
  add.add = *scenario::find_device(scene.all.estate, scene.all.esme);
  add.add->restricted = true;
  scene.ask(add);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceRead, PassesWithoutTheFlag) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  EXPECT_EQ(scene.code_of(asked), "I99");
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_devices.size(), 1U);
  EXPECT_EQ(effects.to_devices[0].device, scene.all.esme);
  EXPECT_EQ(effects.to_devices[0].request_id, asked.reading.request_id);
  EXPECT_EQ(effects.to_devices[0].srv, "4.1.1");
}

TEST(ReferenceRead, IsRefusedWithTheFlagAndReachesNothing) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.gsme);
  for (const auto& device : {scene.all.esme, scene.all.gsme, scene.all.gpf}) {
    for (const int command_variant : {1, 2, 3}) {
      const auto answer = scene.submit(scene.request("4.1.1", device, command_variant));
      EXPECT_EQ(answer.code, "E5") << device << ", Command Variant " << command_variant;
      EXPECT_EQ(answer.content, "");
    }
  }
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceRead, PassesForTheOtherMetersOfTheHubAndOfOtherPremises) {
  Scene scene;
  scene.set(scene.all.gsme);
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.esme)), "I99");
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.other_gpf)), "I99");
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.gpf)), "E5");
}

TEST(ReferenceRead, PassesAgainOnceTheFlagIsCleared) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.clear(scene.all.esme);
  EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.esme)), "I99");
}

TEST(ReferenceRead, OfALowerCaseIdIsOfTheSameDevice) {
  Scene scene;
  auto asked = scene.request("4.1.1", scene.all.esme);
  std::string lower = scene.all.esme;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  asked.duis = with(asked.duis, scene.all.esme, lower);
  EXPECT_EQ(scene.code_of(asked), "I99");
  scene.drain();
  EXPECT_TRUE(scene.ssi(scene.all.import_supplier, "set-restricted", lower).accepted);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
  EXPECT_EQ(scene.code_of(asked), "E5");
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceRead, FollowsTheProfileThatItIsGiven) {
  spec::ProfileRow row;
  row.srv = "6.11";
  row.device_type = "*";
  row.expect = spec::Permission::permit;
  const spec::Profile profile("own.csv", "sha256:0", {row}, {}, false);
  Scene scene("reference", profile);
  scene.set(scene.all.esme);
  EXPECT_EQ(scene.code_of(scene.request("4.10", scene.all.esme)), "E5");
  Scene shipped;
  shipped.set(shipped.all.esme);
  EXPECT_EQ(shipped.code_of(shipped.request("4.10", shipped.all.esme)), "I99");
}

TEST(ReferenceCommandVariant, TwoHandsOverALocalCommandAndSendsNothing) {
  Scene scene;
  const auto answer = scene.submit(scene.request("4.1.1", scene.all.esme, 2));
  EXPECT_EQ(answer.code, "I0");
  EXPECT_EQ(answer.content, "LocalCommand");
  EXPECT_NE(answer.payload, "");
  EXPECT_TRUE(scene.drain().to_devices.empty());
}

TEST(ReferenceCommandVariant, ThreeSendsAndHandsOver) {
  Scene scene;
  const auto answer = scene.submit(scene.request("4.1.1", scene.all.esme, 3));
  EXPECT_EQ(answer.code, "I99");
  EXPECT_EQ(answer.content, "LocalCommand");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
}

TEST(ReferenceCommandVariant, FourHandsOverAPreCommandUnlessTheFlagForbids) {
  Scene scene;
  const auto answer = scene.submit(scene.request("2.1", scene.all.esme, 4));
  EXPECT_EQ(answer.code, "I0");
  EXPECT_EQ(answer.content, "PreCommand");
  EXPECT_TRUE(scene.drain().to_devices.empty());
  scene.set(scene.all.esme);
  const auto refused = scene.submit(scene.request("2.1", scene.all.esme, 4));
  EXPECT_EQ(refused.code, "E5");
  EXPECT_EQ(refused.content, "");
}

TEST(ReferenceCommandVariant, FiveToSevenSendOrHandOverUnlessTheFlagForbids) {
  Scene scene;
  const auto by_variant = [&](int command_variant) {
    return scene.submit(scene.request("2.1", scene.all.esme, command_variant));
  };
  EXPECT_EQ(by_variant(5).code, "I99");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
  EXPECT_EQ(by_variant(6).content, "LocalCommand");
  EXPECT_TRUE(scene.drain().to_devices.empty());
  EXPECT_EQ(by_variant(7).content, "LocalCommand");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
  scene.set(scene.all.esme);
  for (const int command_variant : {5, 6, 7}) {
    const auto refused = by_variant(command_variant);
    EXPECT_EQ(refused.code, "E5");
    EXPECT_EQ(refused.content, "");
  }
  EXPECT_TRUE(scene.drain().to_devices.empty());
}

TEST(ReferenceCommandVariant, ASignedPreCommandHasToBeWhatItsHeaderSays) {
  Scene scene;
  const auto answered = scene.submit(scene.request("2.1", scene.all.esme, 4)).payload;
  const auto fits = [&](const std::string& srv, const std::string& device) {
    return generator::with_pre_command(scene.request(srv, device, 5), answered);
  };
  ASSERT_TRUE(fits("2.1", scene.all.esme));
  EXPECT_EQ(scene.code_of(*fits("2.1", scene.all.esme)), "I99");
  ASSERT_TRUE(fits("7.3", scene.all.esme));
  EXPECT_EQ(scene.code_of(*fits("7.3", scene.all.esme)), "E65");  // the use case of another Service Request
  auto elsewhere = *fits("2.1", scene.all.esme);
  const auto other = generator::pre_command_payload(scene.request("2.1", scene.all.gsme, 5).duis);
  elsewhere.duis = with(elsewhere.duis, generator::pre_command_payload(elsewhere.duis), other);
  EXPECT_EQ(scene.code_of(elsewhere), "E65");
}

TEST(ReferenceStatement, SaysThatItVerifiesWhereRequestsAreSigned) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  const std::string pem = schema::Certificate::load(HALLMARK_SHARE_DIR "/keys/test-user.pem").pem();
  const auto opening = scene.ask(scenario::Initialize{"5.1", "ecdsa", {pem}});
  EXPECT_TRUE(observation::answer<observation::Initialized>(opening)->statement.verifies_signatures);
  EXPECT_EQ(scene.code_of(asked), "E1");
  const auto unreadable = scene.ask(scenario::Initialize{"5.1", "ecdsa", {"no certificate"}});
  EXPECT_TRUE(std::holds_alternative<observation::Declined>(unreadable));
  const auto plain = scene.ask(scenario::Initialize{"5.1"});
  EXPECT_FALSE(observation::answer<observation::Initialized>(plain)->statement.verifies_signatures);
}

TEST(ReferenceRefusal, SaysWhatIsWrongWithTheRequest) {
  Scene scene;
  const auto& all = scene.all;
  auto wrong_service = scene.request("4.1.1", all.esme);
  wrong_service.service = "transform";
  auto wrong_user = scene.request("4.1.1", all.esme);
  wrong_user.user = all.export_supplier;
  auto unknown_user = scene.request("4.1.1", all.esme, 1, "90-B3-D5-00-00-00-00-00");
  const std::vector<std::pair<scenario::Submit, std::string>> refusals = {
      {wrong_service, "E13"},
      {wrong_user, "E1"},
      {unknown_user, "E1"},
      {scene.request("4.1.1", all.esme, 1, all.other_user), "E2"},
      {scene.request("4.1.1", all.chf), "E11"},
      {scene.request("4.1.1", "00-DB-12-00-00-00-00-00"), "E19"},
      {scene.request("4.1.1", all.esme, 4), "E12"}};
  for (const auto& [submit, code] : refusals)
    EXPECT_EQ(scene.code_of(submit), code) << submit.user << ' ' << submit.service;
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceRefusal, CarriesTheRequestsIdReferenceAndVariant) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = scene.request("4.8.1", scene.all.esme);
  const auto answer = scene.submit(asked);
  EXPECT_EQ(answer.request_id, asked.reading.request_id);
  EXPECT_EQ(answer.reference, "4.8");
  EXPECT_EQ(answer.variant, "4.8.1");
}

TEST(ReferenceRefusal, OfADocumentThatNoResponseCanAnswerIsNone) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  auto doctype = asked;
  doctype.duis = with(asked.duis, "?>", "?><!DOCTYPE x [<!ENTITY e \"4.1.1\">]>");
  auto unknown = asked;
  unknown.duis = with(asked.duis, "Variant>4.1.1<", "Variant>4.1.99<");
  auto broken = asked;
  broken.duis.resize(broken.duis.size() / 2);
  auto empty = asked;
  empty.duis.clear();
  for (const auto& submit : {doctype, unknown, broken, empty}) {
    const auto observation = scene.ask(submit);
    ASSERT_TRUE(std::holds_alternative<observation::Refused>(observation)) << submit.duis.substr(0, 80);
    EXPECT_NE(std::get<observation::Refused>(observation).why, "");
  }
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceRefusal, OfAnInvalidBodyIsAValidResponse) {
  Scene scene;
  auto asked = scene.request("4.1.1", scene.all.esme);
  asked.duis = with(asked.duis, "<sr:Body>", "<sr:Body><sr:Surprise/>");
  EXPECT_EQ(scene.code_of(asked), "E65");
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceRefusal, OfAVariantThatContradictsTheBodyIsMalformed) {
  Scene scene;
  auto asked = scene.request("4.1.1", scene.all.esme);
  asked.duis = with(asked.duis, "Variant>4.1.1<", "Variant>4.1.2<");
  EXPECT_EQ(scene.code_of(asked), "E65");
}

TEST(ReferenceReset, LeavesNothingBehind) {
  Scene scene;
  scene.set(scene.all.gsme);
  const auto sent = scene.request("4.1.1", scene.all.esme);
  scene.submit(sent);
  scene.submit(scene.request("5.1", scene.all.esme, 8));
  scene.submit(scene.request("4.1.1", scene.all.esme, 1, {}, "FUTURE_DATED"));
  scene.reset();
  EXPECT_TRUE(is_quiet(scene.drain()));
  EXPECT_FALSE(scene.is_restricted(scene.all.gsme));
  scene.answer(sent, scene.all.esme);
  scene.advance(10 * day);
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceStatement, ClaimsWhatTheReferenceDoes) {
  Scene scene;
  const auto observation = scene.ask(scenario::Initialize{"5.1"});
  const auto* answer = observation::answer<observation::Initialized>(observation);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->statement.facets,
            (std::vector<std::string>{"restricted-mode", "service-flags", "install-codes", "performance-report",
                                      "csp-notification", "duis-schema"}));
  EXPECT_EQ(answer->statement.rejection_code, "E5");
}

TEST(ReferenceStatement, MakesNoOtherDccAlertThanThePowerOutage) {
  Scene scene;
  scenario::FromDevice other;
  other.device = scene.all.chf;
  other.kind = "dcc-alert";
  other.alert_code = "N24";
  const auto observation = scene.ask(other);
  ASSERT_TRUE(std::holds_alternative<observation::Declined>(observation));
  EXPECT_EQ(std::get<observation::Declined>(observation).code, -32602);
}

}  // namespace
}  // namespace hallmark::implementations
