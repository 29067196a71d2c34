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

/// Whether a text holds a canary: looked for alone and among many it is the same.
bool held(std::string_view text, std::string_view hex) {
  Canaries many;
  for (const auto* other : {"ffeeddccbbaa99887766554433221100", "00ca9a117eff0d0a20415a618090f3fa", "4142434445464748"})
    many.add(other);
  many.add(std::string(hex));
  const auto all = many.held_by(text);
  const bool is_held = holds_bytes(text, hex);
  EXPECT_EQ(std::find(all.begin(), all.end(), hex) != all.end(), is_held) << text;
  return is_held;
}

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
    EXPECT_TRUE(held(document(broken(encoded, 4, line_break)), canary_hex)) << line_break;
    EXPECT_TRUE(held(document(broken(canary_hex, 6, line_break)), canary_hex)) << line_break;
    EXPECT_FALSE(held(document(broken(scenario::base64(near_miss(7)), 4, line_break)), canary_hex));
  }
  EXPECT_FALSE(held(document(broken(canary_hex, 6, "&amp;")), canary_hex));
}

TEST(Canary, IsFoundRaw) {
  ASSERT_EQ(in_hex(canary), canary_hex);
  EXPECT_TRUE(held(document(canary), canary_hex));
  EXPECT_TRUE(held(canary, canary_hex));
  EXPECT_FALSE(held(document(canary.substr(1)), canary_hex));
  for (std::size_t place = 0; place < canary.size(); ++place)
    EXPECT_FALSE(held(document(near_miss(place)), canary_hex)) << place;
}

TEST(Canary, IsFoundAsHexInEitherCase) {
  EXPECT_TRUE(held(document(canary_hex), canary_hex));
  EXPECT_TRUE(held(document(upper(canary_hex)), canary_hex));
  EXPECT_TRUE(held(document("00Ca9A117eFF0d0A20415a618090F3fb"), canary_hex));
  for (std::size_t place = 0; place < canary.size(); ++place) {
    EXPECT_FALSE(held(document(in_hex(near_miss(place))), canary_hex)) << place;
    EXPECT_FALSE(held(document(upper(in_hex(near_miss(place)))), canary_hex)) << place;
  }
}

TEST(Canary, IsFoundAsHexInGroupsAndLines) {
  EXPECT_TRUE(held(document(broken(canary_hex, 2, " ")), canary_hex));
  EXPECT_TRUE(held(document(broken(upper(canary_hex), 16, "\r\n\t")), canary_hex));
  EXPECT_FALSE(held(document(broken(canary_hex, 2, "-")), canary_hex));
}

/// Bytes before and after it, so that it stands at every place of a group of three.
TEST(Canary, IsFoundInBase64AtEachAlignment) {
  for (std::size_t before = 0; before < 7; ++before) {
    for (std::size_t after = 0; after < 4; ++after) {
      const std::string around(before, '\xDF');
      const std::string behind(after, '\x40');
      EXPECT_TRUE(held(document(scenario::base64(around + canary + behind)), canary_hex)) << before << after;
      // The outer bytes of a canary share base64 digits with their neighbours; the ten within never do.
      for (std::size_t place = 3; place < 13; ++place)
        EXPECT_FALSE(held(document(scenario::base64(around + near_miss(place) + behind)), canary_hex))
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
        EXPECT_TRUE(held(document(broken(good, width, line_break)), canary_hex)) << before << ' ' << width;
        EXPECT_FALSE(held(document(broken(bad, width, line_break)), canary_hex)) << before << ' ' << width;
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
  EXPECT_TRUE(held(document(good), canary_hex));
  EXPECT_FALSE(held(document(swapped), canary_hex));
}

TEST(Canary, IsNotFoundWhereItIsNot) {
  EXPECT_FALSE(held("", canary_hex));
  EXPECT_FALSE(held(document(""), canary_hex));
  EXPECT_FALSE(held(document(scenario::base64(std::string(4096, '\0'))), canary_hex));
  EXPECT_FALSE(held(document(canary_hex.substr(0, 31)), canary_hex));
  EXPECT_TRUE(held(document(canary_hex), canary_hex));
}

TEST(Canary, ThatIsEmptyIsNowhere) {
  EXPECT_FALSE(held("anything", ""));
  EXPECT_FALSE(held("", ""));
  EXPECT_FALSE(held(document(canary), ""));
}

TEST(Canaries, AreToldInTheOrderInWhichTheyCame) {
  Canaries many;
  EXPECT_TRUE(many.held_by(canary).empty());
  for (const auto* each : {"4142434445464748", "", "4142434445", "6162636465666768", "4142434445464748"})
    many.add(each);
  EXPECT_EQ(many.size(), 4U) << "an empty one is none";
  EXPECT_EQ(many.held_by("6162636465666768 ABCDEFGH"),
            (std::vector<std::string>{"4142434445464748", "4142434445", "6162636465666768", "4142434445464748"}));
  EXPECT_EQ(many.held_by("abcdefgh"), std::vector<std::string>{"6162636465666768"});
  EXPECT_TRUE(many.held_by("abcdefg").empty());
}

/// What begins like a canary is not yet one.
TEST(Canaries, AreNotTakenForWhatBeginsAlike) {
  Canaries many;
  many.add(canary_hex);
  EXPECT_TRUE(many.held_by(document(canary_hex.substr(0, 30) + "00")).empty());
  EXPECT_TRUE(many.held_by(document(canary.substr(0, 15))).empty());
}

}  // namespace
}  // namespace hallmark::observation
