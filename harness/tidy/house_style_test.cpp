#include "harness/tidy/house_style.h"

#include <gtest/gtest.h>

namespace hallmark::tidy {
namespace {

TEST(Headers, ThatSayWhatTheyAreForAreLetPass) {
  const Findings findings = check_headers({{"spec/a.h", "/// \\file\n/// What it is for.\n#pragma once\n"}});
  EXPECT_EQ(findings.scanned, 1);
  EXPECT_TRUE(findings.problems.empty());
}

TEST(Headers, WithoutTheirOpeningAreCaught) {
  EXPECT_EQ(check_headers({{"spec/a.h", "#pragma once\n"}}).problems.size(), 1U);
  EXPECT_EQ(check_headers({{"spec/a.h", "/// \\file\n#pragma once\n"}}).problems.size(), 1U);
}

TEST(Headers, WithoutPragmaOnceAreCaught) {
  EXPECT_EQ(check_headers({{"spec/a.h", "/// \\file\n/// What it is for.\n// #pragma once\n"}}).problems.size(), 1U);
}

TEST(Words, OrdinaryOnesAreLetPass) {
  EXPECT_TRUE(check_words({{"README.md", "All work is done; see build/certify.\n"}}).problems.empty());
}

class ForbiddenWord : public testing::TestWithParam<const char*> {};
TEST_P(ForbiddenWord, IsCaughtWithItsLine) {
  const auto problems = check_words({{"Makefile", "x\n# " + std::string(GetParam()) + " x\n"}}).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 2);
}

INSTANTIATE_TEST_SUITE_P(Tidy, ForbiddenWord,
                         testing::Values("TO"
                                         "DO",
                                         "FIX"
                                         "ME",
                                         "https://registry."
                                         "npmjs.org",
                                         "registry."
                                         "yarnpkg.com",
                                         "http://deb."
                                         "debian.org/",
                                         "/work"
                                         "/main",
                                         "../"
                                         "shared/facts"));

TEST(Words, ATestMayNameAFolderThatACloneHasNot) {
  const std::string line =
      "../"
      "shared/duis";
  EXPECT_TRUE(check_words({{"harness/schema/validator_test.cpp", line}}).problems.empty());
  EXPECT_EQ(check_words({{"harness/schema/validator.cpp", line}}).problems.size(), 1U);
}

}  // namespace
}  // namespace hallmark::tidy
