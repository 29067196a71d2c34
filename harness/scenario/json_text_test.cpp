#include "harness/scenario/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::scenario {
namespace {

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

std::string problem_of(const std::string& text) {
  try {
    parse_json(text);
  } catch (const std::invalid_argument& problem) {
    return problem.what();
  }
  return "";
}

TEST(JsonText, ParsesWithinItsBounds) {
  EXPECT_EQ(problem_of(repeated("[", 64) + repeated("]", 64)), "");
  EXPECT_EQ(problem_of("[" + repeated("1,", 999'999) + "1]"), "");
  EXPECT_EQ(problem_of(R"({"text":"[[[[,,,,{{{{\"\\"})"), "");
  EXPECT_EQ(problem_of("\"" + repeated("[", 100) + "\""), "");
}

TEST(JsonText, KnowsWhereAStringEnds) {
  const std::string deep = repeated("[", 65) + repeated("]", 65);
  EXPECT_EQ(problem_of(R"(["\\\"[","","\\",1])"), "");
  EXPECT_EQ(problem_of(R"(["\\",)" + deep + "]"), "nested more than 64 deep");
  EXPECT_EQ(problem_of(R"(["\\\"",)" + deep + "]"), "nested more than 64 deep");
  EXPECT_EQ(problem_of(R"(["\\\")" + deep + R"(\\"])"), "");
  EXPECT_EQ(end_of_string(R"("a\"b"c)", 0), 5U);
  EXPECT_EQ(end_of_string(R"("open\")", 0), 7U);
}

TEST(JsonText, RefusesWhatIsBeyondThem) {
  EXPECT_EQ(problem_of(repeated("[", 65) + repeated("]", 65)), "nested more than 64 deep");
  EXPECT_EQ(problem_of(repeated("[", 10'000'000)), "nested more than 64 deep");
  EXPECT_EQ(problem_of(repeated("{\"a\":", 65) + "1" + repeated("}", 65)), "nested more than 64 deep");
  EXPECT_EQ(problem_of("[" + repeated("1,", 1'000'000) + "1]"), "a list of more than 1000000 rows");
  EXPECT_EQ(problem_of("{" + repeated("\"a\":1,", 256) + "\"b\":1}"), "an object of more than 256 members");
  EXPECT_EQ(problem_of("[" + repeated("[[],[],[],[],[],[],[]],", 600'000) + "1]"), "more than 4000000 values");
}

TEST(JsonText, SaysWhatIsNoJson) {
  for (const char* wrong :
       {"", "nonsense", "{", "[1,]", "{\"a\":1}x", "\"\xFF\"", "1e999", "\"open", "\"open\\", "]", "}{"}) {
    EXPECT_THAT(problem_of(wrong), testing::StartsWith("no JSON: ")) << wrong;
  }
  EXPECT_LT(problem_of("\"" + repeated("long ", 100'000)).size(), 400U);
}

TEST(JsonText, IsWrittenOnOneLineWhateverItHolds) {
  const nlohmann::ordered_json value = {{"text", "a\nb\xFF"}};
  EXPECT_EQ(json_line(value), "{\"text\":\"a\\nb\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace hallmark::scenario
