#include "harness/generator/pattern.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace hallmark::generator {
namespace {

const std::string eui = "[A-Fa-f0-9]{2}(-[A-Fa-f0-9]{2}){7}";

/// Patterns in which the standard library and the schema language agree.
const std::vector<std::string>& patterns() {
  static const std::vector<std::string> all = {"[ -~]+",
                                               "[0-9 ]+",
                                               "[0-9]{4}",
                                               eui,
                                               "(" + eui + ",)*(" + eui + ")",
                                               eui + ":" + eui + ":(0|[1-9][0-9]{0,18}|1844674407370955161[0-5])",
                                               "plain|encrypted",
                                               "a?b*c+d{2,3}",
                                               "(ab|cd){1,2}(e|(f|g)h)?",
                                               "[^a-z]{3}",
                                               "\\d\\.\\-[a\\-z]",
                                               "x{0}y",
                                               "()|a"};
  return all;
}

std::string least(const Pattern& pattern) {
  std::string text;
  pattern.append_least(text);
  return text;
}

std::string longest(const Pattern& pattern, std::uint64_t length) {
  std::string text;
  Random random(3);
  pattern.append_longest(text, length, random);
  return text;
}

TEST(Pattern, MakesWhatMatches) {
  for (const auto& expression : patterns()) {
    const Pattern pattern(expression);
    const std::regex judge(expression);
    EXPECT_TRUE(std::regex_match(least(pattern), judge)) << expression << " '" << least(pattern) << "'";
    EXPECT_EQ(least(pattern).size(), pattern.least_length()) << expression;
    Random random(1);
    for (std::uint64_t i = 0; i < 300; ++i) {
      const auto bound = pattern.least_length() + i % 60;
      std::string text;
      pattern.append_random(text, bound, random);
      ASSERT_TRUE(std::regex_match(text, judge)) << expression << " '" << text << "'";
      ASSERT_LE(text.size(), bound) << expression;
      ASSERT_TRUE(std::regex_match(longest(pattern, bound), judge)) << expression;
      ASSERT_LE(longest(pattern, bound).size(), bound) << expression;
    }
  }
}

TEST(Pattern, ReachesEveryBranch) {
  for (const auto& expression : patterns()) {
    const Pattern pattern(expression);
    Random random(1);
    std::set<std::string> made;
    for (std::size_t branch = 0; branch < pattern.branches(); ++branch) {
      std::string text;
      pattern.append_branch(text, branch, random);
      EXPECT_TRUE(std::regex_match(text, std::regex(expression))) << expression << " '" << text << "'";
      made.insert(text);
    }
    if (expression.find("(f|g)") == std::string::npos) {
      EXPECT_EQ(made.size(), pattern.branches()) << expression;
    }
  }
}

TEST(Pattern, KnowsItsLengths) {
  EXPECT_EQ(Pattern("a?b*c+d{2,3}").least_length(), 3U);
  EXPECT_EQ(Pattern("a?b*c+").greatest_length(), Pattern::endless);
  EXPECT_EQ(Pattern("a?d{2,3}").greatest_length(), 4U);
  EXPECT_EQ(Pattern("abc|d").least_length(), 1U);
  EXPECT_EQ(Pattern("abc|d").greatest_length(), 3U);
  EXPECT_EQ(Pattern("").greatest_length(), 0U);
}

TEST(Pattern, FillsUpToALength) {
  const Pattern list("(" + eui + ",)*(" + eui + ")");
  EXPECT_EQ(longest(list, 23).size(), 23U);
  EXPECT_EQ(longest(list, 46).size(), 23U);
  EXPECT_EQ(longest(list, 47).size(), 47U);
  EXPECT_EQ(longest(list, 1'199'999).size(), 1'199'999U);
  EXPECT_EQ(longest(Pattern("[ -~]+"), 116).size(), 116U);
  EXPECT_EQ(longest(Pattern("a|bcd"), 9), "bcd");
}

TEST(Pattern, RandomReachesEveryCharacterAndAlternative) {
  const Pattern pattern("[A-Fa-f0-9](x|y|z)");
  std::set<std::string> seen;
  Random random(5);
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    pattern.append_random(text, 2, random);
    seen.insert(text);
  }
  EXPECT_EQ(seen.size(), 22U * 3U);
}

TEST(Pattern, SameSeedSameText) {
  const auto text = [](std::uint64_t seed) {
    std::string made;
    Random random(seed);
    Pattern("[ -~]+").append_random(made, 60, random);
    return made;
  };
  EXPECT_EQ(text(9), text(9));
  EXPECT_NE(text(9), text(10));
}

TEST(Pattern, TellsWhetherMarkupMayStandInIt) {
  EXPECT_TRUE(Pattern("[ -~]").has_markup());
  EXPECT_FALSE(Pattern(eui).has_markup());
}

TEST(Pattern, RefusesWhatItDoesNotKnow) {
  for (const std::string broken : {"(", ")", "[", "[]", "a{", "a{2", "a{2,1}", "a{x}", "*", "a**", "[z-a]", "\\",
                                   "\\p{L}", "[a-z-[aeiou]]", "é", "a{99999999}", "[^ -~]"}) {
    EXPECT_THROW(Pattern{broken}, PatternError) << broken;
  }
  EXPECT_THROW(Pattern(std::string(500, '(') + std::string(500, ')')), PatternError);
  EXPECT_THROW(Pattern(std::string(200'000, 'a')), PatternError);
}

}  // namespace
}  // namespace hallmark::generator
