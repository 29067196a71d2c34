#include "reports/escape.h"

#include <gtest/gtest.h>

namespace hallmark::reports {
namespace {

TEST(Visible, OrdinaryTextStaysAsItIs) { EXPECT_EQ(visible("née – 4.1.1 ✓ 😀"), "née – 4.1.1 ✓ 😀"); }

TEST(Visible, TerminalSequencesAreShown) {
  EXPECT_EQ(visible("\x1b[31mred\x7f\r\n"), "\\u{1b}[31mred\\u{7f}\\u{d}\\u{a}");
  EXPECT_EQ(visible("\xc2\x9b"
                    "31m"),
            "\\u{9b}31m");
}

TEST(Visible, LineFeedsAreKeptWhereAsked) { EXPECT_EQ(visible("a\nb\t", LineFeeds::kept), "a\nb\\u{9}"); }

TEST(Visible, DirectionChangesAndInvisibleCharactersAreShown) {
  EXPECT_EQ(visible("a\u202Eb\u200Bc\uFEFF"), "a\\u{202e}b\\u{200b}c\\u{feff}");
}

TEST(Visible, WhatIsNoUtf8IsShownByteByByte) {
  EXPECT_EQ(visible("\xff"), "\\xff");
  EXPECT_EQ(visible("\xc0\xaf"), "\\xc0\\xaf");                    // overlong
  EXPECT_EQ(visible("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // surrogate
  EXPECT_EQ(visible("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // beyond Unicode
  EXPECT_EQ(visible("ab\xe2\x82"), "ab\\xe2\\x82");                // cut off
}

TEST(Visible, CodePointsThatXmlForbidsAreShown) {
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\u{0}");
  EXPECT_EQ(visible("\xef\xbf\xbf"), "\\u{ffff}");
}

TEST(Html, MarkupBecomesText) {
  EXPECT_EQ(html("<script>alert('1') & \"2\"</script>"),
            "&lt;script&gt;alert(&#39;1&#39;) &amp; &quot;2&quot;&lt;/script&gt;");
}

TEST(Clip, KeepsWholeCharactersAndSaysWhatIsGone) {
  EXPECT_EQ(clip("abc", 3), "abc");
  EXPECT_EQ(clip("abcd", 3), "abc… (1 byte more)");
  EXPECT_EQ(clip("aéé", 2), "a… (4 bytes more)");
}

TEST(Counted, SetsThousandsApart) {
  EXPECT_EQ(counted(0, "case"), "0 cases");
  EXPECT_EQ(counted(1, "case"), "1 case");
  EXPECT_EQ(counted(999, "case"), "999 cases");
  EXPECT_EQ(counted(1000, "case"), "1,000 cases");
  EXPECT_EQ(grouped(-123456), "-123,456");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace hallmark::reports
