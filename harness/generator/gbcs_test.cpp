#include "harness/generator/gbcs.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/scenario/encoding.h"

namespace hallmark::generator {
namespace {

using namespace std::string_literals;

constexpr Canary canary = {0xCA, 0x9A, 0x11, 0x00, 0xFF, 0x05, 0x06, 0x07, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr const char* device = "00-DB-12-34-56-78-90-A0";
constexpr const char* user = "90-B3-D5-1F-30-01-00-0a";

std::string bytes_of(std::string_view originator, std::uint64_t counter, std::string_view code) {
  const auto bytes = scenario::from_base64(gbcs_response(originator, user, counter, code, canary));
  EXPECT_TRUE(bytes);
  return bytes.value_or("");
}

TEST(Gbcs, ResponseHasTheGroupingHeaderOfAResponse) {
  const std::string header =
      "\xDF\x09\x02\x00\x00\x00\x00\x00\x00\x03\xE8"
      "\x08\x00\xDB\x12\x34\x56\x78\x90\xA0"
      "\x08\x90\xB3\xD5\x1F\x30\x01\x00\x0A"
      "\x00\x02\x00\x27"s;
  EXPECT_EQ(bytes_of(device, 1000, "0027").substr(0, header.size()), header);
  EXPECT_NE(bytes_of(device, 1001, "0027").substr(0, header.size()), header);
  EXPECT_NE(bytes_of(device, 1000, "0074").substr(0, header.size()), header);
  EXPECT_NE(bytes_of(user, 1000, "0027").substr(0, header.size()), header);
}

TEST(Gbcs, ResponseWritesItsCounterInEightOctets) {
  EXPECT_EQ(bytes_of(device, 0xFEDCBA9876543210U, "0027").substr(3, 8), "\xFE\xDC\xBA\x98\x76\x54\x32\x10");
}

TEST(Gbcs, ResponseHoldsTheCanaryOnceWithItsLength) {
  const std::string bytes = bytes_of(device, 1, "0027");
  const std::string held = '\x10' + std::string(canary.begin(), canary.end());
  EXPECT_EQ(bytes.find(held), 33U);
  EXPECT_EQ(bytes.rfind(held), 33U);
  EXPECT_EQ(bytes.size(), 33 + 17 + 65U);
}

TEST(Gbcs, CanaryIsWrittenAsLowerCaseHex) { EXPECT_EQ(hex(canary), "ca9a1100ff05060708090a0b0c0d0e0f"); }

TEST(Gbcs, IdsThatAreNoHexAreRefused) {
  EXPECT_THROW(gbcs_response("00-DB-12-34-56-78-90-G0", user, 1, "0027", canary), std::invalid_argument);
  EXPECT_THROW(gbcs_response(device, user, 1, "00 7", canary), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::generator
