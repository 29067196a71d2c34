#include "harness/run/record_answers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hallmark::run {
namespace {

using verdict::Outcome;

spec::OpenPoint point(const std::string& id, std::vector<spec::PermittedAnswer> answers, const std::string& key = "") {
  spec::OpenPoint made;
  made.id = id;
  made.answers = std::move(answers);
  made.key = key;
  return made;
}

spec::Facts facts() {
  spec::Facts made;
  made.open_points = {point("set-while-set", {{"accept"}, {"refuse"}}), point("rejection-code", {}, "reference"),
                      point("hub-exchange", {{"keep"}}),
                      point("in-flight-response", {{"deliver"}, {"withhold"}}, "report")};
  return made;
}

CaseRow row(const std::string& id, std::vector<std::pair<std::string, std::string>> answers) {
  CaseRow made;
  made.case_id = id;
  for (auto& [point, text] : answers) made.verdict.notes.push_back({"open-point", point, text});
  return made;
}

std::vector<verdict::Judgement> judged(const std::vector<CaseRow>& rows, bool strict = false) {
  const auto known = facts();
  RecordAnswers answers(known);
  for (const auto& each : rows) answers.add(each);
  return answers.judgements(strict);
}

TEST(NotedAnswer, HoldsTokenAndKey) {
  EXPECT_EQ(noted_answer({"open-point", "set-while-set", "accept"}), (NotedAnswer{"set-while-set", "", "accept"}));
  EXPECT_EQ(noted_answer({"open-point", "rejection-code", "E5 (4.1, Command Variant 1, later)"}),
            (NotedAnswer{"rejection-code", "4.1, Command Variant 1, later", "E5"}));
  EXPECT_EQ(noted_answer({"open-point", "rejection-code", "E5 (odd (4.1)"}),
            (NotedAnswer{"rejection-code", "4.1", "E5 (odd"}));
  EXPECT_EQ(noted_answer({"gives-out", "4.1.1 ESME", "must: answered I99"}), std::nullopt);
}

TEST(RecordAnswers, MoreThanOneAnswerNamesBothAndTheCases) {
  const auto made = judged({row("b", {{"set-while-set", "refuse"}}), row("c", {{"set-while-set", "accept"}}),
                            row("a", {{"set-while-set", "refuse"}, {"set-while-set", "refuse"}})});
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made.front().outcome, Outcome::warn);
  EXPECT_EQ(made.front().level, spec::Level::should);
  EXPECT_EQ(made.front().requirements, std::vector<std::string>{"choices.one-answer"});
  EXPECT_EQ(made.front().reason,
            "set-while-set is answered in 2 ways: accept in 1 case, c; refuse in 2 cases, first a");
  const auto strictly =
      judged({row("b", {{"set-while-set", "refuse"}}), row("c", {{"set-while-set", "accept"}})}, true);
  EXPECT_EQ(strictly.front().outcome, Outcome::fail);
}

TEST(RecordAnswers, TheOrderOfTheCasesDoesNotMatter) {
  std::vector<CaseRow> rows = {row("a", {{"set-while-set", "refuse"}, {"rejection-code", "E5 (4.1)"}}),
                               row("b", {{"set-while-set", "accept"}, {"rejection-code", "E4 (4.1)"}}),
                               row("c", {{"set-while-set", "accept"}, {"rejection-code", "E4 (6.4)"}})};
  const auto forwards = judged(rows);
  EXPECT_EQ(forwards.size(), 2U);
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(judged(rows), forwards);
}

TEST(RecordAnswers, OneAnswerAKeyPasses) {
  const auto made = judged({row("a", {{"rejection-code", "E5 (4.1)"}}), row("b", {{"rejection-code", "E4 (6.4)"}})});
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made.front().outcome, Outcome::pass);
}

TEST(RecordAnswers, PointsThatAreShownOnlyOrHaveOneAnswerAreNotJudged) {
  EXPECT_TRUE(judged({row("a", {{"in-flight-response", "deliver"}, {"hub-exchange", "keep"}}),
                      row("b", {{"in-flight-response", "withhold"}, {"hub-exchange", "clear"}, {"unheard-of", "x"}}),
                      row("c", {{"unheard-of", "y"}})})
                  .empty());
}

TEST(RecordAnswers, WhatAnImplementationSaysIsBounded) {
  std::vector<CaseRow> rows;
  for (int i = 0; i < 100; ++i)
    rows.push_back(row("a", {{"rejection-code", std::string(5000, 'E') + std::to_string(i) + " (4.1)"}}));
  for (int i = 0; i < 100; ++i) rows.push_back(row("b", {{"rejection-code", "E" + std::to_string(i) + " (6.4)"}}));
  const auto known = facts();
  RecordAnswers answers(known);
  for (const auto& each : rows) answers.add(each);
  const auto all = answers.all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.front().answers.size(), 1U);
  EXPECT_EQ(all.back().answers.size(), RecordAnswers::most_answers);
  for (const auto& each : answers.judgements(false)) EXPECT_LT(each.reason.size(), 5000U);
}

}  // namespace
}  // namespace hallmark::run
