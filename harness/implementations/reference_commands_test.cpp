// Pre-commands, signed pre-commands, local commands and what they hide; what Service Requests change in the inventory.
#include <gtest/gtest.h>

#include <cctype>

#include "harness/generator/request_pre_command.h"
#include "harness/implementations/reference/gbcs_header.h"
#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument(from + " is not there");
  return text.replace(at, from.size(), to);
}

/// A signed command from a User to a device, base64.
std::string signed_command(const std::string& user, const std::string& device, std::uint16_t message_code,
                           generator::MessageType type = generator::MessageType::command) {
  generator::GbcsMessage message{type, 7, user, device, message_code};
  return generator::signed_payload(generator::gbcs_bytes(message));
}

/// The request with another signed pre-command in its Body.
scenario::Submit with_payload(scenario::Submit request, const std::string& payload) {
  request.duis = with(request.duis, generator::pre_command_payload(request.duis), payload);
  return request;
}

TEST(ReferencePreCommand, HasTheHeaderOfItsCommand) {
  Scene scene;
  const auto asked = scene.request("1.6", scene.all.gsme, 4, {}, "GCS03_1.6_IMMEDIATE");
  const auto answer = scene.submit(asked);
  ASSERT_EQ(answer.content, "PreCommand");
  const auto header = read_gbcs_header(answer.payload);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->kind, GbcsHeader::Kind::command);
  EXPECT_EQ(header->originator, asked.user);
  EXPECT_EQ(header->target, scene.all.gsme);
  EXPECT_EQ(header->message_code, "006D");
  EXPECT_FALSE(header->is_signed);
  EXPECT_EQ(std::to_string(header->counter), asked.reading.request_id.substr(asked.reading.request_id.rfind(':') + 1));
}

TEST(ReferenceSignedPreCommand, IsSentHandedOverOrBoth) {
  Scene scene;
  for (const int variant : {5, 6, 7}) {
    const auto asked = scene.request("1.1.1", scene.all.esme, variant);
    const auto payload = generator::pre_command_payload(asked.duis);
    const auto answer = scene.submit(asked);
    EXPECT_EQ(answer.code, variant == 6 ? "I0" : "I99");
    EXPECT_EQ(answer.payload, variant == 5 ? "" : payload);
    const auto sent = scene.drain().to_devices;
    ASSERT_EQ(sent.size(), variant == 6 ? 0U : 1U);
    if (variant == 6) continue;
    EXPECT_EQ(sent[0].payload, payload);
    EXPECT_EQ(sent[0].srv, "1.1.1");
  }
}

/// The routes of consumption-never-leaves by which a read hides in a signed pre-command.
TEST(ReferenceSignedPreCommand, IsRefusedWhereItIsNotWhatItsHeaderSays) {
  Scene scene;
  const auto& all = scene.all;
  const auto plain = scene.request("1.1.1", all.esme, 5);
  const auto& user = all.import_supplier;
  auto unsigned_one = signed_command(user, all.esme, 0x0019);
  const std::vector<std::string> payloads = {signed_command(user, all.esme, 0x0027),        // a read
                                             signed_command(user, all.other_esme, 0x0019),  // for another device
                                             signed_command(all.gas_supplier, all.esme, 0x0019),
                                             signed_command(user, all.esme, 0x0019, generator::MessageType::response),
                                             Scene::payload(all.esme, user),
                                             scenario::base64("no GBCS at all"),
                                             pre_command(user, all.esme, 7, "0019")};  // without a signature
  for (const auto& payload : payloads) EXPECT_EQ(scene.code_of(with_payload(plain, payload)), "E65") << payload;
  EXPECT_TRUE(is_quiet(scene.drain()));
  EXPECT_EQ(scene.code_of(with_payload(plain, unsigned_one)), "I99");
}

TEST(ReferenceSignedPreCommand, IsOfTheRequestThatWasTransformed) {
  Scene scene;
  const auto transform = scene.request("1.1.1", scene.all.esme, 4);
  scene.submit(transform);
  auto sent = scene.request("2.3", scene.all.esme, 5);
  sent.duis = with(sent.duis, sent.reading.request_id, transform.reading.request_id);
  EXPECT_EQ(scene.code_of(sent), "E65");
  auto same = scene.request("1.1.1", scene.all.esme, 5);
  same.duis = with(same.duis, same.reading.request_id, transform.reading.request_id);
  EXPECT_EQ(scene.code_of(same), "I99") << "Command Variants 4 and 5 of one command share an id";
}

/// Ids in lower case are the same ids: what was transformed is found again, and an answer finds its command.
TEST(ReferenceSignedPreCommand, IsKnownByItsRequestIdInAnyCase) {
  Scene scene;
  const auto transform = scene.request("1.1.1", scene.all.esme, 4);
  scene.submit(transform);
  std::string lower = transform.reading.request_id;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  auto another = scene.request("2.3", scene.all.esme, 5);
  another.duis = with(another.duis, another.reading.request_id, lower);
  EXPECT_EQ(scene.code_of(another), "E65");
  auto same = scene.request("1.1.1", scene.all.esme, 5);
  same.duis = with(same.duis, same.reading.request_id, lower);
  EXPECT_EQ(scene.code_of(same), "I99");
  scene.drain();
  scene.answer(transform, scene.all.esme);
  EXPECT_EQ(scene.drain().to_users.size(), 1U);
}

TEST(ReferenceSignedPreCommand, OfARejectedRequestIsRefusedThoughItWasTransformedBefore) {
  Scene scene;
  const auto transform = scene.request("2.1", scene.all.esme, 4);
  EXPECT_EQ(scene.code_of(transform), "I0");
  scene.set(scene.all.esme);
  auto sent = scene.request("2.1", scene.all.esme, 5);
  sent.duis = with(sent.duis, sent.reading.request_id, transform.reading.request_id);
  EXPECT_EQ(scene.code_of(sent), "E5");
  EXPECT_TRUE(is_quiet(scene.drain()));
}

scenario::Submit returning(Scene& scene, const scenario::Submit& local, const std::string& message_code,
                           const std::string& device) {
  generator::RequestPlan plan;
  plan.service = real_facts().service_request("8.13");
  plan.device_type = "ESME";
  plan.device = device;
  plan.user = scene.all.import_supplier;
  plan.command_variant = 8;
  plan.counter = 77;
  plan.schema_version = "5.1";
  plan.original_request_id = local.reading.request_id;
  plan.gbcs_response = Scene::payload(device, plan.user, message_code);
  return generator::request(*schema::samples_of(real_samples(), "8.13").at(0), plan, scene.all);
}

/// 8.13: the answer to a local command obtained before the flag.
TEST(ReferenceLocalAnswer, OfARejectedReadIsRefusedWhileRestricted) {
  Scene scene;
  const auto read = scene.request("4.1.1", scene.all.esme, 2);
  const auto version = scene.request("11.2", scene.all.esme, 2);
  scene.submit(read);
  scene.submit(version);
  scene.set(scene.all.esme);
  EXPECT_EQ(scene.code_of(returning(scene, read, "0027", scene.all.esme)), "E5");
  EXPECT_EQ(scene.code_of(returning(scene, version, "0027", scene.all.esme)), "E5") << "a reading in its name";
  const auto& code = real_facts().service_request("11.2")->message_codes.front();
  EXPECT_EQ(scene.code_of(returning(scene, version, code, scene.all.esme)), "I0");
  scene.clear(scene.all.esme);
  EXPECT_EQ(scene.code_of(returning(scene, read, "0027", scene.all.esme)), "I0");
  EXPECT_EQ(scene.code_of(returning(scene, read, "0027", scene.all.other_esme)), "E081301") << "of another device";
}

TEST(ReferenceLocalAnswer, ChangesTheDeviceAsAnAnswerByTheNetworkDoes) {
  Scene scene;
  const auto change = scene.request("1.6", scene.all.esme, 6, {}, "ECS03_1.6_IMMEDIATE");
  EXPECT_EQ(scene.code_of(change), "I0");
  EXPECT_TRUE(scene.set(scene.all.esme).accepted);
  EXPECT_EQ(scene.code_of(returning(scene, change, "001B", scene.all.esme)), "I0");
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
}

TEST(ReferenceFirmwareList, LeavesOutADeviceThatTheProfileRejects) {
  spec::ProfileRow row;
  row.srv = "11.2";
  row.device_type = "*";
  row.expect = spec::Permission::permit;
  const spec::Profile profile("own.csv", "sha256:0", {row}, {}, false);
  Scene scene("reference", profile);
  scene.set(scene.all.esme);
  auto asked = scene.request("11.1", scene.all.esme, 8);
  EXPECT_EQ(scene.code_of(asked), "E5");
  const auto at = asked.duis.find("DeviceIDList>") + std::string("DeviceIDList>").size();
  asked.duis.insert(at, scene.all.other_esme + "," + scene.all.unknown_device + ",");
  EXPECT_EQ(scene.code_of(asked), "I0");
  const auto sent = scene.drain().to_devices;
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].device, scene.all.other_esme);
}

TEST(ReferenceTopUpChoice, WhileRestricted) {
  for (const bool permits : {true, false}) {
    Scene scene(std::string("reference?top-up-while-restricted=") + (permits ? "permit" : "reject"));
    scene.set(scene.all.esme);
    EXPECT_EQ(scene.code_of(scene.request("2.2", scene.all.esme)), permits ? "I99" : "E5");
  }
}

TEST(ReferenceRefusalTiming, AtOnceLaterOrSilent) {
  for (const auto* timing : {"at-once", "later", "silent"}) {
    Scene scene(std::string("reference?rejection-code=E4&refusal-timing=") + timing);
    const bool at_once = std::string(timing) == "at-once";
    scene.set(scene.all.esme);
    EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.esme)), at_once ? "E4" : "I99");
    EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.esme, 2)), "E4") << "nothing follows such a request";
    const auto effects = scene.drain();
    EXPECT_TRUE(effects.to_devices.empty());
    EXPECT_EQ(effects.to_users.size(), std::string(timing) == "later" ? 1U : 0U);
    for (const auto& row : effects.to_users) EXPECT_EQ(row.document.reading.code, "E4");
  }
}

/// The table of the adaptor protocol, read back by 8.2.
class ReferenceInventory : public testing::Test {
 protected:
  std::string status(const std::string& device) {
    const auto observation = scene.ask(scene.request("8.2", device, 8, scene.all.import_supplier));
    const auto* answer = observation::answer<observation::Responded>(observation);
    if (answer == nullptr || answer->response.reading.code != "I0") return "";
    EXPECT_TRUE(answer->response.reading.valid) << answer->response.reading.problem;
    const auto& xml = answer->response.xml;
    const auto at = xml.find("<sr:DeviceStatus>", xml.find(device)) + 17;
    return xml.substr(at, xml.find('<', at) - at);
  }
  Scene scene;
};

TEST_F(ReferenceInventory, IsChangedAtOnce) {
  const auto& all = scene.all;
  EXPECT_EQ(status(all.esme), "Commissioned");
  EXPECT_EQ(scene.code_of(scene.request("8.3", all.esme, 8)), "I0");
  EXPECT_EQ(status(all.esme), "Decommissioned");
  EXPECT_EQ(status(all.unknown_device), "");
  EXPECT_EQ(scene.code_of(scene.request("12.2", all.esme, 8)), "I0");
  EXPECT_EQ(status(all.unknown_device), "Pending");
  EXPECT_EQ(scene.code_of(scene.request("8.14.2", all.chf, 8, all.import_supplier)), "I0");
  EXPECT_EQ(status(all.chf), "InstalledNotCommissioned");
  EXPECT_EQ(scene.code_of(scene.request("8.14.1", all.chf, 8, all.import_supplier)), "I0");
  EXPECT_EQ(status(all.chf), "Commissioned");
  auto update = scene.request("8.4", all.esme, 8);
  update.duis = with(update.duis, "<sr:DeleteDevice/>",
                     "<sr:UpdateDeviceStatusExceptCH>InstalledNotCommissioned</sr:UpdateDeviceStatusExceptCH>");
  EXPECT_EQ(scene.code_of(update), "I0");
  EXPECT_EQ(status(all.esme), "InstalledNotCommissioned");
}

TEST_F(ReferenceInventory, IsChangedOnASuccessfulResponse) {
  const auto& all = scene.all;
  scene.device(all.esme).status = "InstalledNotCommissioned";
  scene.reset();
  const auto commission = scene.request("8.1.1", all.esme, 5);
  scene.submit(commission);
  scene.answer(commission, all.esme, false);
  EXPECT_EQ(status(all.esme), "InstalledNotCommissioned");
  const auto again = scene.request("8.1.1", all.esme, 5);
  scene.submit(again);
  EXPECT_EQ(status(all.esme), "InstalledNotCommissioned");
  scene.answer(again, all.esme);
  EXPECT_EQ(status(all.esme), "Commissioned");
  EXPECT_EQ(scene.ssi(all.import_supplier, "read", all.esme).service_flag, "A");
  const auto join = scene.request("8.11", all.chf, 1, all.import_supplier, "CCS01");
  EXPECT_EQ(scene.code_of(join), "I99");
  EXPECT_EQ(status(all.pending_esme), "Pending");
  scene.answer(join, all.chf);
  EXPECT_EQ(status(all.pending_esme), "Whitelisted");
}

TEST_F(ReferenceInventory, MovesAMeterToAnotherPoint) {
  const auto& all = scene.all;
  const auto other = scenario::find_device(all.estate, all.other_esme)->metering_points.front();
  auto update = scene.request("8.4", all.esme, 8);
  update.duis = with(update.duis, "<sr:DeleteDevice/>",
                     "<sr:UpdateMPxN><sr:ImportMPxN>" + other + "</sr:ImportMPxN></sr:UpdateMPxN>");
  EXPECT_EQ(scene.code_of(update), "I0");
  const auto files = scene.drain().to_registration;
  ASSERT_EQ(files.size(), 1U);
  ASSERT_EQ(files[0].updates.size(), 1U) << "the export point is as it was";
  EXPECT_EQ(files[0].updates[0].metering_point, all.import_mpan);
  EXPECT_EQ(files[0].updates[0].flag, "N");
}

TEST_F(ReferenceInventory, TellsWhatSharesTheHub) {
  const auto observation = scene.ask(scene.request("8.2", scene.all.chf, 8, scene.all.import_supplier));
  const auto& xml = observation::answer<observation::Responded>(observation)->response.xml;
  for (const auto& id : {scene.all.chf, scene.all.esme, scene.all.gsme, scene.all.gpf, scene.all.ppmid})
    EXPECT_NE(xml.find(id), std::string::npos) << id;
  EXPECT_EQ(xml.find(scene.all.other_esme), std::string::npos);
}

}  // namespace
}  // namespace hallmark::implementations
