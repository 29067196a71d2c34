#include "harness/generator/device_alert.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/generator/random.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {
namespace {

using namespace std::string_literals;
using scenario::Instant;

constexpr const char* device = "00-DB-12-34-56-78-90-A0";
constexpr const char* user = "90-B3-D5-1F-30-01-00-0A";
const Instant new_year_2015 = scenario::instant("2015-01-01T00:00:00Z").value();

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

std::uint16_t number_at(const std::string& bytes, std::size_t offset) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes.at(offset)) << 8U |
                                    static_cast<unsigned char>(bytes.at(offset + 1)));
}

DeviceAlert any_alert(Random& random) {
  DeviceAlert alert;
  alert.form = static_cast<AlertForm>(random.below(3));
  alert.code = static_cast<std::uint16_t>(random.next());
  // From 2000 to 2136, which all forms can write.
  alert.time = Instant{946684800 + static_cast<std::int64_t>(random.below(0xFFFFFFFF))};
  if (alert.form != AlertForm::asn1) {
    if (random.below(5) == 0) alert.time.reset();
    alert.parts = static_cast<std::uint8_t>(random.below(254));
  }
  if (alert.form == AlertForm::electricity) alert.invoke_id = static_cast<std::uint32_t>(random.below(1U << 24U));
  alert.details.assign(random.below(200), static_cast<char>(random.next()));
  return alert;
}

TEST(DeviceAlert, OfElectricityIsReadFromItsLeastForm) {
  const std::string content = from_hex("0f200007d0000202128f30090c07df0101ff000000008000ff");
  const auto [alert, problem] = read_device_alert(content);
  ASSERT_TRUE(alert) << problem;
  EXPECT_EQ(*alert, (DeviceAlert{AlertForm::electricity, 0x8F30, new_year_2015, 2000}));
  EXPECT_EQ(device_alert_content(*alert), content);
}

TEST(DeviceAlert, OfGasIsReadFromItsLeastForm) {
  const std::string content = from_hex("0109008f301c374a80");
  const auto [alert, problem] = read_device_alert(content);
  ASSERT_TRUE(alert) << problem;
  EXPECT_EQ(*alert, (DeviceAlert{AlertForm::gas, 0x8F30, new_year_2015}));
  EXPECT_EQ(device_alert_content(*alert), content);
}

TEST(DeviceAlert, InAsn1IsRead) {
  const std::string content =
      "\x30\x16\x02\x03\x00\x8F\x01\x18\x0F"
      "20150101000000Z"s;
  const auto [alert, problem] = read_device_alert(content);
  ASSERT_TRUE(alert) << problem;
  EXPECT_EQ(*alert, (DeviceAlert{AlertForm::asn1, 0x8F01, new_year_2015}));
  EXPECT_EQ(device_alert_content(*alert), content);
}

TEST(DeviceAlert, HasItsCodeAtTheOffsetOfItsForm) {
  const auto message = [](AlertForm form) {
    return gbcs_bytes(device_alert_message(device, user, 7, generic_critical_alert, {form, 0x8F30, new_year_2015}));
  };
  EXPECT_EQ(message(AlertForm::electricity)[2], '\x03');
  EXPECT_EQ(number_at(message(AlertForm::electricity), 31), generic_critical_alert);
  EXPECT_EQ(number_at(message(AlertForm::electricity), 43), 0x8F30);
  EXPECT_EQ(number_at(message(AlertForm::gas), 37), 0x8F30);
  EXPECT_EQ(number_at(message(AlertForm::asn1), 39), 0x8F30);
}

TEST(DeviceAlert, IsReadAsItWasWritten) {
  Random random(11);
  for (int i = 0; i < 20'000; ++i) {
    const DeviceAlert alert = any_alert(random);
    const auto [read, problem] = read_device_alert(device_alert_content(alert));
    ASSERT_TRUE(read) << problem;
    ASSERT_EQ(*read, alert);
  }
}

TEST(DeviceAlert, AnyOctetsGiveAnAlertOrAProblem) {
  Random random(13);
  for (int i = 0; i < 50'000; ++i) {
    std::string bytes = device_alert_content(any_alert(random));
    bytes.resize(random.below(bytes.size() + 1));
    for (auto changes = random.below(4); changes > 0 && !bytes.empty(); --changes) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.next());
    }
    const auto [alert, problem] = read_device_alert(std::string(bytes.data(), bytes.size()));
    ASSERT_NE(alert.has_value(), !problem.empty());
    if (!alert) continue;
    ASSERT_EQ(read_device_alert(device_alert_content(*alert)).alert, alert);
  }
}

TEST(DeviceAlert, TimeThatIsNoUtcTimeIsUnknown) {
  const auto time_in = [](const std::string& twelve) {
    const auto alert = read_device_alert(from_hex("0f200007d0000202128f30090c" + twelve)).alert;
    EXPECT_TRUE(alert) << twelve;
    return alert ? alert->time : std::nullopt;
  };
  EXPECT_EQ(time_in("07df0101ff000000000000ff"), new_year_2015);
  EXPECT_EQ(time_in("07df0101ff00000000003cff"), std::nullopt) << "a deviation of an hour";
  EXPECT_EQ(time_in("07df0d01ff000000008000ff"), std::nullopt) << "month 13";
  EXPECT_EQ(time_in("07df021eff000000008000ff"), std::nullopt) << "30 February";
  EXPECT_EQ(time_in("07df0101ffff0000008000ff"), std::nullopt) << "no hour";
  EXPECT_EQ(read_device_alert(from_hex("0109008f30ffffffff")).alert->time, std::nullopt);
}

TEST(DeviceAlert, WhatIsNoneIsRefusedWithItsOffset) {
  for (const char* content : {"", "0f", "0f200007d0000201128f30090c07df0101ff000000008000ff", "02", "01080000",
                              "0109008f301c374a", "3016020300", "300002030001018f"}) {
    const auto [alert, problem] = read_device_alert(from_hex(content));
    EXPECT_FALSE(alert) << content;
    EXPECT_TRUE(problem.starts_with("offset ")) << problem;
  }
  EXPECT_FALSE(read_device_alert("\x30\x16\x02\x03\x00\x8F\x01\x18\x0F"
                                 "20150230000000Z"s)
                   .alert);
  EXPECT_FALSE(read_device_alert("\x30\x17\x02\x03\x00\x8F\x01\x18\x0F"
                                 "20150101000000Z"s)
                   .alert);
}

TEST(DeviceAlert, TimeThatAFormCannotWriteIsRefused) {
  EXPECT_THROW(device_alert_content({AlertForm::asn1, 0x8F01}), std::invalid_argument);
  EXPECT_THROW(device_alert_content({AlertForm::gas, 0x8F01, Instant{0}}), std::invalid_argument);
  EXPECT_THROW(device_alert_content({AlertForm::gas, 0x8F01, Instant{946684800 + 0x100000000}}), std::invalid_argument);
  EXPECT_THROW(device_alert_content({AlertForm::electricity, 0x8F01, std::nullopt, 0, 254}), std::invalid_argument);
}

TEST(DeviceAlert, IsCriticalWhenSignedAndNotWithAMac) {
  const auto key = schema::SigningKey::load(HALLMARK_SHARE_DIR "/keys/test-device.key.pem");
  const auto certificate = schema::Certificate::load(HALLMARK_SHARE_DIR "/keys/test-device.pem");
  GbcsMessage message =
      device_alert_message(device, user, 7, generic_critical_alert, {AlertForm::electricity, 0x8F30, new_year_2015});
  const std::string critical = sign_gbcs(gbcs_bytes(message), key);
  EXPECT_TRUE(gbcs_signature_holds(critical, certificate));
  EXPECT_EQ(read_device_alert(read_gbcs(critical).message->content).alert->code, 0x8F30);

  message.message_code = generic_non_critical_alert;
  message.protection = Protection::mac;
  message.seal = placeholder_seal(Protection::mac);
  const auto read = read_gbcs(gbcs_bytes(message)).message;
  ASSERT_TRUE(read);
  EXPECT_EQ(read->protection, Protection::mac);
  EXPECT_EQ(read_device_alert(read->content).alert->code, 0x8F30);
}

}  // namespace
}  // namespace hallmark::generator
