#include "harness/generator/request_pre_command.h"

#include <gtest/gtest.h>

#include "harness/generator/gbcs.h"
#include "harness/generator/generator_scene.h"
#include "harness/generator/request.h"
#include "harness/scenario/encoding.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {
namespace {

const std::string keys = HALLMARK_SHARE_DIR "/keys/";

/// Arming the supply of the electricity meter, by a signed pre-command.
scenario::Submit signed_arming(int command_variant = 5) {
  RequestPlan plan;
  plan.service = facts().service_request("7.3");
  plan.device_type = "ESME";
  plan.device = estate().esme;
  plan.user = estate().import_supplier;
  plan.command_variant = command_variant;
  plan.counter = 77;
  plan.schema_version = "5.1";
  return request(*schema::samples_of(samples(), "7.3").at(0), plan, estate());
}

GbcsMessage message_of(const scenario::Submit& submit) {
  return read_gbcs(scenario::from_base64(pre_command_payload(submit.duis)).value()).message.value();
}

std::string answered(const std::string& originator, const std::string& target,
                     MessageType type = MessageType::command) {
  GbcsMessage message{type, 9, originator, target, 0x0051};
  message.content = "of the implementation";
  return scenario::base64(gbcs_bytes(message));
}

TEST(PreCommand, SaysTrulyWhoseCommandItIs) {
  for (const int variant : {5, 6, 7}) {
    const auto message = message_of(signed_arming(variant));
    EXPECT_EQ(message.type, MessageType::command);
    EXPECT_EQ(message.counter, 77U);
    EXPECT_EQ(message.originator, estate().import_supplier);
    EXPECT_EQ(message.target, estate().esme);
    EXPECT_EQ(message.message_code, 0x0051);
    EXPECT_EQ(message.protection, Protection::signature);
  }
}

TEST(PreCommand, ThatWasAnsweredTakesThePlaceOfTheOneMade) {
  const auto submit = signed_arming();
  const auto text = answered(estate().import_supplier, estate().esme);
  const auto other = with_pre_command(submit, text.substr(0, 8) + "\n  " + text.substr(8));
  ASSERT_TRUE(other);
  EXPECT_EQ(message_of(*other).content, "of the implementation");
  EXPECT_EQ(message_of(*other).counter, 9U);
  EXPECT_TRUE(other->reading == submit.reading);
}

TEST(PreCommand, ThatNobodyWouldSignIsNotTaken) {
  const auto submit = signed_arming();
  const auto& all = estate();
  EXPECT_FALSE(with_pre_command(submit, ""));
  EXPECT_FALSE(with_pre_command(submit, "no base64"));
  EXPECT_FALSE(with_pre_command(submit, scenario::base64("a command")));
  EXPECT_FALSE(with_pre_command(submit, answered(all.import_supplier, all.gsme)));
  EXPECT_FALSE(with_pre_command(submit, answered(all.gas_supplier, all.esme)));
  EXPECT_FALSE(with_pre_command(submit, answered(all.import_supplier, all.esme, MessageType::response)));
  EXPECT_FALSE(with_pre_command(submit, pre_command_payload(submit.duis)));  // signed already
}

TEST(PreCommand, IsSignedByTheUser) {
  const auto key = schema::SigningKey::load(keys + "test-user.key.pem");
  const auto certificate = schema::Certificate::load(keys + "test-user.pem");
  const auto submit = signed_arming();
  EXPECT_FALSE(gbcs_signature_holds(scenario::from_base64(pre_command_payload(submit.duis)).value(), certificate));
  const auto made = with_pre_command_signed(submit, key);
  EXPECT_TRUE(gbcs_signature_holds(scenario::from_base64(pre_command_payload(made.duis)).value(), certificate));
  auto without = submit;
  without.duis = "<sr:Request/>";
  EXPECT_THROW(with_pre_command_signed(without, key), std::invalid_argument);
}

/// By the use cases of GBCS: ECS for electricity, GCS for gas, CS for both.
TEST(MessageCode, IsThatOfTheFuelTheRoleAndTheMode) {
  const auto code = [](const char* srv, const char* type, bool network_operator = false, const char* mode = "") {
    return message_code(*facts().service_request(srv), type, network_operator, mode);
  };
  EXPECT_EQ(code("1.1.1", "ESME"), "0019");
  EXPECT_EQ(code("1.1.1", "GSME"), "006B");
  EXPECT_EQ(code("6.7", "GSME"), "007D");
  EXPECT_EQ(code("1.6", "ESME", false, "credit"), "001A");
  EXPECT_EQ(code("1.6", "ESME", false, "prepayment"), "001B");
  EXPECT_EQ(code("1.6", "GSME", false, "credit"), "006C");
  EXPECT_EQ(code("1.6", "GSME", false, "prepayment"), "006D");
  EXPECT_EQ(code("6.15.1", "GSME"), "0102");
  EXPECT_EQ(code("6.15.1", "GSME", true), "0103");
  EXPECT_EQ(code("6.17", "HCALCS"), "000A");
  EXPECT_EQ(code("12.1", ""), "0000");
}

}  // namespace
}  // namespace hallmark::generator
