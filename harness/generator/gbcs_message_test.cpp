#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/generator/gbcs.h"
#include "harness/generator/random.h"
#include "harness/scenario/encoding.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {
namespace {

using namespace std::string_literals;

constexpr const char* device = "00-DB-12-34-56-78-90-A0";
constexpr const char* user = "90-B3-D5-1F-30-01-00-0A";

std::string octets(Random& random, std::uint64_t most) {
  std::string bytes(random.below(most + 1), '\0');
  for (char& octet : bytes) octet = static_cast<char>(random.next());
  return bytes;
}

/// A message whose every part is drawn.
GbcsMessage any_message(Random& random) {
  GbcsMessage message;
  message.type = static_cast<MessageType>(1 + random.below(3));
  message.counter = random.next();
  message.originator = random.below(2) == 0 ? device : "FF-00-0F-A1-B2-C3-D4-E5";
  message.target = user;
  message.message_code = static_cast<std::uint16_t>(random.next());
  message.supplement = octets(random, 125);
  message.content = octets(random, random.below(4) == 0 ? 0xFFFF : 300);
  message.protection = static_cast<Protection>(random.below(3));
  message.seal = placeholder_seal(message.protection);
  for (char& octet : message.seal) octet = static_cast<char>(random.next());
  return message;
}

GbcsMessage small_message(Protection protection) {
  GbcsMessage message{MessageType::command, 0x0102030405060708, user, device, 0x0059};
  message.content = "content";
  message.protection = protection;
  message.seal = placeholder_seal(protection);
  return message;
}

TEST(GbcsMessage, IsReadAsItWasWritten) {
  Random random(3);
  for (int i = 0; i < 2'000; ++i) {
    GbcsMessage message = any_message(random);
    if (message.protection == Protection::mac && message.content.size() > 0xFF00) message.content.resize(0xFF00);
    const auto [read, problem] = read_gbcs(gbcs_bytes(message));
    ASSERT_TRUE(read) << problem;
    ASSERT_EQ(*read, message);
  }
}

TEST(GbcsMessage, HasItsPartsAtTheirOffsets) {
  const std::string bytes = gbcs_bytes(small_message(Protection::signature));
  EXPECT_EQ(bytes.substr(0, 3), "\xDF\x09\x01");
  EXPECT_EQ(bytes.substr(3, 8), "\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_EQ(bytes.substr(11, 9), "\x08\x90\xB3\xD5\x1F\x30\x01\x00\x0A"s);
  EXPECT_EQ(bytes.substr(20, 9), "\x08\x00\xDB\x12\x34\x56\x78\x90\xA0"s);
  EXPECT_EQ(bytes.substr(29, 4), "\x00\x02\x00\x59"s);
  EXPECT_EQ(bytes.substr(33, 8),
            "\x07"
            "content");
  EXPECT_EQ(bytes.substr(41), '\x40' + std::string(64, '\x11'));
}

TEST(GbcsMessage, ContentFrom128OctetsHasALengthOfThree) {
  GbcsMessage message = small_message(Protection::none);
  message.content.assign(127, 'x');
  EXPECT_EQ(gbcs_bytes(message).substr(33, 2), "\x7Fx");
  message.content.assign(128, 'x');
  EXPECT_EQ(gbcs_bytes(message).substr(33, 4), "\x82\x00\x80x"s);
  message.content.assign(0x10000, 'x');
  EXPECT_THROW(gbcs_bytes(message), std::invalid_argument);
}

TEST(GbcsMessage, WithAMacStandsInAFrameOfItsOwn) {
  const std::string bytes = gbcs_bytes(small_message(Protection::mac));
  const std::string inside = gbcs_bytes(small_message(Protection::none));
  const char length = static_cast<char>(5 + inside.size() + 1 + 12);
  EXPECT_EQ(bytes, "\xDD\0\0\0\0\0\0"s + length + "\x11\0\0\0\0"s + inside + '\0' + std::string(12, '\x11'));
}

TEST(GbcsMessage, OfARealMeterIsRead) {
  const auto bytes = scenario::from_base64(
      "3QAAAAAAAFURAAAAAN8JAgAAAYKse1oHCIhzhFcAL5YeCJCz1R8wAAACABIAWZCz1R8wAQAAAAABgqx7WN8R2iB7WgcAAAEJBAwjAAABAQAAnbt9"
      "CWxcgwworYef");
  const auto [message, problem] = read_gbcs(bytes.value());
  ASSERT_TRUE(message) << problem;
  EXPECT_EQ(message->type, MessageType::response);
  EXPECT_EQ(message->counter, 1660751141383U);
  EXPECT_EQ(message->originator, "88-73-84-57-00-2F-96-1E");
  EXPECT_EQ(message->target, "90-B3-D5-1F-30-00-00-02");
  EXPECT_EQ(message->message_code, 0x0059);
  EXPECT_EQ(message->supplement.size(), 16U) << "the User and its counter";
  EXPECT_EQ(message->content.size(), 17U);
  EXPECT_EQ(message->protection, Protection::mac);
  EXPECT_EQ(gbcs_bytes(*message), *bytes);
}

TEST(GbcsMessage, CutAnywhereIsRefusedWithItsOffset) {
  for (const auto protection : {Protection::none, Protection::signature, Protection::mac}) {
    const std::string bytes = gbcs_bytes(small_message(protection));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      // A copy of that length, so that a reader beyond its end is seen.
      const auto [message, problem] = read_gbcs(std::string(bytes, 0, length));
      if (protection == Protection::signature && length == 41) continue;  // without its signature it is a pre-command
      EXPECT_FALSE(message) << length;
      EXPECT_TRUE(problem.starts_with("offset ")) << problem;
    }
    EXPECT_FALSE(read_gbcs(bytes + '\0').message);
  }
}

TEST(GbcsMessage, AnyOctetsGiveAMessageOrAProblem) {
  Random random(5);
  std::size_t read = 0;
  for (int i = 0; i < 50'000; ++i) {
    GbcsMessage message = any_message(random);
    message.content.resize(message.content.size() % 200);
    std::string bytes = i % 4 == 0 ? octets(random, 100) : gbcs_bytes(message);
    for (auto changes = random.below(3); changes > 0 && !bytes.empty(); --changes) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.next());
    }
    const auto reading = read_gbcs(bytes);
    ASSERT_NE(reading.message.has_value(), !reading.problem.empty());
    if (!reading.message) continue;
    ++read;
    ASSERT_EQ(read_gbcs(gbcs_bytes(*reading.message)).message, reading.message);
  }
  EXPECT_GT(read, 10'000U);
}

TEST(GbcsMessage, EveryFixedOctetChangedIsRefused) {
  const std::string bytes = gbcs_bytes(small_message(Protection::mac));
  for (const std::size_t place : std::initializer_list<std::size_t>{0, 1, 6, 7, 8, 9, 13, 14, 24, 33, 42}) {
    std::string changed = bytes;
    changed[place] = static_cast<char>(changed[place] ^ 0x7F);
    EXPECT_FALSE(read_gbcs(changed).message) << place;
  }
  EXPECT_NE(read_gbcs("\xDF\x09\x04" + bytes.substr(16)).problem.find("message type"), std::string::npos);
}

TEST(GbcsMessage, PartsThatCannotBeWrittenAreRefused) {
  GbcsMessage message = small_message(Protection::mac);
  message.seal.pop_back();
  EXPECT_THROW(gbcs_bytes(message), std::invalid_argument);
  message = small_message(Protection::none);
  message.supplement.assign(126, 'x');
  EXPECT_THROW(gbcs_bytes(message), std::invalid_argument);
  for (const char* id : {"", "00-DB", "00-DB-12-34-56-78-90-A0-00", "00-DB-12-34-56-78-90-G0", "0"}) {
    message = small_message(Protection::none);
    message.target = id;
    EXPECT_THROW(gbcs_bytes(message), std::invalid_argument) << id;
  }
}

const schema::Certificate& certificate(const std::string& owner) {
  static const auto of_user = schema::Certificate::load(HALLMARK_SHARE_DIR "/keys/test-user.pem");
  static const auto of_device = schema::Certificate::load(HALLMARK_SHARE_DIR "/keys/test-device.pem");
  return owner == "user" ? of_user : of_device;
}

TEST(GbcsSignature, IsOverAllFromOffsetOneAndStandsAtTheEnd) {
  const auto key = schema::SigningKey::load(HALLMARK_SHARE_DIR "/keys/test-user.key.pem");
  const std::string pre_command = gbcs_bytes(small_message(Protection::none));
  const std::string signed_one = sign_gbcs(pre_command, key);
  ASSERT_EQ(signed_one.size(), pre_command.size() + 65);
  EXPECT_EQ(signed_one.substr(0, pre_command.size() + 1), pre_command + '\x40');
  EXPECT_TRUE(certificate("user").verifies(pre_command.substr(1), signed_one.substr(pre_command.size() + 1)));
  EXPECT_EQ(signed_octets(signed_one), pre_command.substr(1));
  EXPECT_TRUE(gbcs_signature_holds(signed_one, certificate("user")));
  EXPECT_FALSE(gbcs_signature_holds(signed_one, certificate("device")));
}

TEST(GbcsSignature, DoesNotHoldForAnyOctetChanged) {
  const auto key = schema::SigningKey::load(HALLMARK_SHARE_DIR "/keys/test-user.key.pem");
  const std::string signed_one = sign_gbcs(gbcs_bytes(small_message(Protection::none)), key);
  for (std::size_t place = 0; place < signed_one.size(); ++place) {
    std::string changed = signed_one;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    EXPECT_FALSE(gbcs_signature_holds(changed, certificate("user"))) << place;
  }
}

TEST(GbcsSignature, IsOnlyForAnUnsignedMessage) {
  const auto key = schema::SigningKey::load(HALLMARK_SHARE_DIR "/keys/test-user.key.pem");
  for (const std::string& bytes : {std::string(), std::string("text"), gbcs_bytes(small_message(Protection::signature)),
                                   gbcs_bytes(small_message(Protection::mac))}) {
    EXPECT_THROW(sign_gbcs(bytes, key), std::invalid_argument);
  }
  EXPECT_FALSE(gbcs_signature_holds("", certificate("user")));
  EXPECT_FALSE(gbcs_signature_holds(gbcs_bytes(small_message(Protection::none)), certificate("user")));
  EXPECT_EQ(signed_octets(gbcs_bytes(small_message(Protection::mac))), "");
}

}  // namespace
}  // namespace hallmark::generator
