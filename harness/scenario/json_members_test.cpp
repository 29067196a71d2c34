#include "harness/scenario/json_members.h"

#include <gtest/gtest.h>

#include <functional>

namespace hallmark::scenario::members {
namespace {

std::string problem_of(const std::function<void()>& read) {
  try {
    read();
  } catch (const WrongMember& wrong) {
    return wrong.what();
  }
  return "";
}

const Json sample = Json::parse(R"({"name":"a","no":null,"yes":true,"count":3,"half":0.5,"huge":18446744073709551615,
  "list":["a","b"],"mixed":["a",1],"rows":[{"id":"x"},{"id":7}],"inner":{"id":[]},"when":"2025-07-01T00:00:00Z"})");

TEST(JsonMembers, ReadsWhatFits) {
  EXPECT_EQ(text(sample, "name"), "a");
  EXPECT_EQ(text_if(sample, "no"), std::nullopt);
  EXPECT_EQ(text_or_empty(sample, "nothing"), "");
  EXPECT_TRUE(truth(sample, "yes"));
  EXPECT_EQ(whole(sample, "count", 1, 3), 3);
  EXPECT_EQ(word(sample, "name", {"b", "a"}), "a");
  EXPECT_EQ(word_or_first(sample, "nothing", {"b", "a"}), "b");
  EXPECT_EQ(texts(sample, "list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(time(sample, "when"), instant("2025-07-01T00:00:00Z"));
}

TEST(JsonMembers, NamesTheMemberThatDoesNot) {
  const auto id = [](const Json& row) { return text(row, "id"); };
  const std::vector<std::pair<std::function<void()>, std::string>> table = {
      {[] { text(sample, "count"); }, "count must be a string, was a number"},
      {[] { text(sample, "no"); }, "no must be a string, was null"},
      {[] { text(sample, "nothing"); }, "nothing must be a string, was absent"},
      {[] { text(Json(1), "name"); }, "must be an object, was a number"},
      {[] { truth(sample, "name"); }, "name must be true or false, was a string"},
      {[] { whole(sample, "half", 0, 9); }, "half must be a whole number, was a number"},
      {[] { whole(sample, "huge", 0, 9); }, "huge must be a whole number from 0 to 9, was 18446744073709551615"},
      {[] {
         word(sample, "name", {"b", "c"});
       },
       "name must be \"b\" or \"c\", was \"a\""},
      {[] { texts(sample, "mixed"); }, "mixed[1] must be a string, was a number"},
      {[] { texts(sample, "inner"); }, "inner must be a list, was an object"},
      {[] { time(sample, "name"); }, "name must be an RFC 3339 time, was \"a\""},
      {[&] { rows(sample, "rows", id); }, "rows[1].id must be a string, was a number"},
      {[&] { rows(sample, "list", id); }, "list[0] must be an object, was a string"},
      {[&] { object(sample, "inner", id); }, "inner.id must be a string, was a list"},
      {[&] { object(sample, "list", id); }, "list must be an object, was a list"},
  };
  for (const auto& [read, problem] : table) {
    EXPECT_EQ(problem_of(read), problem);
  }
}

}  // namespace
}  // namespace hallmark::scenario::members
