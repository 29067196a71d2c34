#include "harness/observation/canary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

#include "harness/scenario/encoding.h"

namespace hallmark::observation {
namespace {

using namespace std::string_literals;

const std::string canary_hex = "00ca9a117eff0d0a20415a618090f3fb";
const std::string canary = "\x00\xCA\x9A\x11\x7E\xFF\x0D\x0A\x20\x41\x5A\x61\x80\x90\xF3\xFB"s;

/// The canary with its byte at that place another one.
std::string near_miss(std::size_t place) {
  std::string bytes = canary;
  bytes[place] = static_cast<char>(bytes[place] ^ 0x01);
  return bytes;
}

std::string in_hex(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

/// A document that carries some text.
std::string document(const std::string& text) { return "<sr:GBCSPayload>" + text + "</sr:GBCSPayload>"; }

/// The text with a break after every so many characters.
std::string broken(const std::string& text, std::size_t width, const std::string& line_break) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += width) lines += text.substr(at, width) + line_break;
  return lines;
}

TEST(Canary, IsFoundAcrossLineBreaksWrittenAsCharacterReferences) {
  const std::string encoded = scenario::base64(canary);
  for (const auto* line_break : {"&#13;\n", "&#10;", "&#xD;&#xA;", "\r\n"}) {
    EXPECT_TRUE(holds_bytes(document(broken(encoded, 4, line_break)), canary_hex)) << line_break;
    EXPECT_TRUE(holds_bytes(document(broken(canary_hex, 6, line_break)), canary_hex)) << line_break;
    EXPECT_FALSE(holds_bytes(document(broken(scenario::base64(near_miss(7)), 4, line_break)), canary_hex));
  }
  EXPECT_FALSE(holds_bytes(document(broken(canary_hex, 6, "&amp;")), canary_hex));
}

TEST(Canary, IsFoundRaw) {
  ASSERT_EQ(in_hex(canary), canary_hex);
  EXPECT_TRUE(holds_bytes(document(canary), canary_hex));
  EXPECT_TRUE(holds_bytes(canary, canary_hex));
  EXPECT_FALSE(holds_bytes(document(canary.substr(1)), canary_hex));
  for (std::size_t place = 0; place < canary.size(); ++place)
    EXPECT_FALSE(holds_bytes(document(near_miss(place)), canary_hex)) << place;
}

TEST(Canary, IsFoundAsHexInEitherCase) {
  EXPECT_TRUE(holds_bytes(document(canary_hex), canary_hex));
  EXPECT_TRUE(holds_bytes(document(upper(canary_hex)), canary_hex));
  EXPECT_TRUE(holds_bytes(document("00Ca9A117eFF0d0A20415a618090F3fb"), canary_hex));
  for (std::size_t place = 0; place < canary.size(); ++place) {
    EXPECT_FALSE(holds_bytes(document(in_hex(near_miss(place))), canary_hex)) << place;
    EXPECT_FALSE(holds_bytes(document(upper(in_hex(near_miss(place)))), canary_hex)) << place;
  }
}

TEST(Canary, IsFoundAsHexInGroupsAndLines) {
  EXPECT_TRUE(holds_bytes(document(broken(canary_hex, 2, " ")), canary_hex));
  EXPECT_TRUE(holds_bytes(document(broken(upper(canary_hex), 16, "\r\n\t")), canary_hex));
  EXPECT_FALSE(holds_bytes(document(broken(canary_hex, 2, "-")), canary_hex));
}

/// Bytes before and after it, so that it stands at every place of a group of three.
TEST(Canary, IsFoundInBase64AtEachAlignment) {
  for (std::size_t before = 0; before < 7; ++before) {
    for (std::size_t after = 0; after < 4; ++after) {
      const std::string around(before, '\xDF');
      const std::string behind(after, '\x40');
      EXPECT_TRUE(holds_bytes(document(scenario::base64(around + canary + behind)), canary_hex)) << before << after;
      // The outer bytes of a canary share base64 digits with their neighbours; the ten within never do.
      for (std::size_t place = 3; place < 13; ++place)
        EXPECT_FALSE(holds_bytes(document(scenario::base64(around + near_miss(place) + behind)), canary_hex))
            << before << after << place;
    }
  }
}

TEST(Canary, IsFoundInBase64ThatIsSplitByLineBreaks) {
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string good = scenario::base64(std::string(before, 'x') + canary + "more");
    const std::string bad = scenario::base64(std::string(before, 'x') + near_miss(8) + "more");
    for (const std::size_t width : {1U, 5U, 7U, 64U}) {
      for (const std::string line_break : {"\n", "\r\n", "\n      ", "\t"}) {
        EXPECT_TRUE(holds_bytes(document(broken(good, width, line_break)), canary_hex)) << before << ' ' << width;
        EXPECT_FALSE(holds_bytes(document(broken(bad, width, line_break)), canary_hex)) << before << ' ' << width;
      }
    }
  }
}

TEST(Canary, IsFoundInBase64OnlyInItsCase) {
  const std::string good = scenario::base64(canary);
  std::string swapped = good;
  for (char& c : swapped) {
    const auto letter = static_cast<unsigned char>(c);
    c = static_cast<char>(std::islower(letter) != 0 ? std::toupper(letter) : std::tolower(letter));
  }
  ASSERT_NE(good, swapped);
  EXPECT_TRUE(holds_bytes(document(good), canary_hex));
  EXPECT_FALSE(holds_bytes(document(swapped), canary_hex));
}

TEST(Canary, IsNotFoundWhereItIsNot) {
  EXPECT_FALSE(holds_bytes("", canary_hex));
  EXPECT_FALSE(holds_bytes(document(""), canary_hex));
  EXPECT_FALSE(holds_bytes(document(scenario::base64(std::string(4096, '\0'))), canary_hex));
  EXPECT_FALSE(holds_bytes(document(canary_hex.substr(0, 31)), canary_hex));
  EXPECT_TRUE(holds_bytes(document(canary_hex), canary_hex));
}

TEST(Canary, ThatIsEmptyIsNowhere) {
  EXPECT_FALSE(holds_bytes("anything", ""));
  EXPECT_FALSE(holds_bytes("", ""));
  EXPECT_FALSE(holds_bytes(document(canary), ""));
}

}  // namespace
}  // namespace hallmark::observation
