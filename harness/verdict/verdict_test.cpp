#include "harness/verdict/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace hallmark::verdict {
namespace {

const std::vector<Outcome> worsening = {Outcome::none,         Outcome::pass, Outcome::not_applicable, Outcome::warn,
                                        Outcome::inconclusive, Outcome::fail, Outcome::error};

Judgement judged(Outcome outcome, std::string reason = "") {
  return {outcome, spec::Level::must, {}, std::move(reason), 0};
}

TEST(Outcome, NameAndOutcomeAreInverse) {
  for (const Outcome each : worsening) EXPECT_EQ(outcome(name(each)), each);
}

TEST(Outcome, NamesAreTheWordsOfTheRecord) {
  std::vector<std::string_view> names;
  for (const Outcome each : worsening) names.push_back(name(each));
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"none", "pass", "not_applicable", "warn", "inconclusive", "fail", "error"}));
}

TEST(Outcome, AnotherWordIsRefusedByName) {
  for (const char* word : {"", "Pass", "passed", "skip", "pass "}) {
    try {
      (void)outcome(word);
      FAIL() << "accepted \"" << word << '"';
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(word), std::string::npos);
    }
  }
}

TEST(Outcome, WorsensInTheOrderOfTheVocabulary) { EXPECT_TRUE(std::is_sorted(worsening.begin(), worsening.end())); }

TEST(Conclude, NothingJudgedIsNone) {
  EXPECT_EQ(conclude({}, {}).outcome, Outcome::none);
  EXPECT_EQ(conclude({}, {{.kind = "remark", .subject = "4.1.1", .text = "seen"}}).outcome, Outcome::none);
}

TEST(Conclude, TheWorstJudgementWinsWhateverTheOrder) {
  for (const Outcome left : worsening)
    for (const Outcome right : worsening)
      EXPECT_EQ(conclude({judged(left), judged(right)}, {}).outcome, std::max(left, right));
}

TEST(Conclude, InputsAreKeptInOrder) {
  const std::vector<Judgement> judgements = {judged(Outcome::fail, "first"), judged(Outcome::pass, "second"),
                                             judged(Outcome::warn, "third")};
  const std::vector<Note> notes = {{"open-point", "set-while-set", "accept"}, {"remark", "", "later"}};
  const Verdict verdict = conclude(judgements, notes);
  EXPECT_EQ(verdict.judgements, judgements);
  EXPECT_EQ(verdict.notes, notes);
}

}  // namespace
}  // namespace hallmark::verdict
