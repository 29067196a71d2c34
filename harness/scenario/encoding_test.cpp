#include "harness/scenario/encoding.h"

#include <gtest/gtest.h>

namespace hallmark::scenario {
namespace {

TEST(Utf8, TellsWellFormedFromNot) {
  for (const char* good : {"", "plain", "\xC2\xA3", "\xE2\x82\xAC", "\xF0\x9F\x92\xA1", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC2", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
                          "\xE2\x82", "a\xE2(\xA1"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_TRUE(is_utf8(as_utf8(bad)));
  }
}

TEST(Utf8, ReplacesOnlyWhatIsWrong) {
  EXPECT_EQ(as_utf8("a\xFF\xC2\xA3"), "a\xEF\xBF\xBD\xC2\xA3");
  EXPECT_EQ(as_utf8("whole"), "whole");
}

TEST(Base64, KeepsEveryByte) {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
}

TEST(Base64, RefusesWhatIsNot) {
  for (const char* wrong :
       {"A", "AB", "ABC", "A===", "====", "A=BC", "Zh==", "Zm9=", "Zm 8=", "Zm9v\n", "Zm9-", "=AAA"}) {
    EXPECT_FALSE(from_base64(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace hallmark::scenario
