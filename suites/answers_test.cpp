// The reference under every permitted answer of every open point: each by itself, and every pair of two points. A few
// cases of each fact, unless HALLMARK_HEAVY is set: then all cases of all suites, under both versions of the schema, in
// disguise and not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "suites/answers_given.h"
#include "suites/disguised.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/prepayment.h"
#include "suites/restricted/queues.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
using observation::Observation;
using scenario::Stimulus;

namespace {

bool is_heavy() { return std::getenv("HALLMARK_HEAVY") != nullptr; }

/// Every answer, and whether the statement declares them.
AnswersGiven every_answer() {
  AnswersGiven all;
  for (const auto& [point, token] : implementations::reference_alternatives(built().facts))
    all.emplace_back(point, token);
  all.insert(all.end(), {{"declare", "yes"}, {"declare", "no"}});
  return all;
}

MakeAnswering reference(const schema::Validator& validator) {
  return [&validator](const AnswersGiven& answers) {
    const auto name = "reference?" + as_query(answers);
    return implementations::maker(name, built().facts, built().profile, validator)();
  };
}

std::string told(const AnswersPlayed& went) {
  std::string text;
  for (const auto& wrong : went.wrong)
    text += wrong.case_id + " under " + as_query(wrong.answers) + ": " + wrong.why + '\n';
  return text;
}

/// The first cases of each fact of the suites whose cases the answers show in.
std::vector<run::Case> few_cases() {
  std::vector<run::Case> few;
  std::map<std::string, int> of_fact;
  for (auto& suite : {flag_control(built().material), prepayment(built().material), queues(built().material)}) {
    for (const auto& each : suite.cases) {
      if (++of_fact[each.id.substr(0, each.id.find('.'))] <= 1) few.push_back(each);
    }
  }
  return few;
}

std::vector<const run::Case*> pointers(const std::vector<run::Case>& cases) {
  std::vector<const run::Case*> all;
  for (const auto& each : cases) all.push_back(&each);
  return all;
}

TEST(Answers, AreAllLawfulEachByItselfAndInPairs) {
  const auto cases = few_cases();
  ASSERT_GT(cases.size(), 20U);
  const PlayAnswers play(reference(built().validator), pointers(cases), built().rules);
  const auto each = play.each(every_answer());
  EXPECT_EQ(told(each), "");
  EXPECT_EQ(each.runs, every_answer().size());
  EXPECT_EQ(each.cases, each.runs * cases.size());
  const auto pairs = play.pairs(every_answer());
  EXPECT_EQ(told(pairs), "");
  EXPECT_EQ(pairs.runs, PlayAnswers::rows(every_answer()).size());
}

TEST(Answers, OfTwoPointsStandTogetherInSomeRow) {
  const auto all = every_answer();
  const auto rows = PlayAnswers::rows(all);
  for (const auto& one : all) {
    for (const auto& other : all) {
      if (one.first == other.first) continue;
      const bool together = std::ranges::any_of(rows, [&](const AnswersGiven& row) {
        return std::ranges::find(row, one) != row.end() && std::ranges::find(row, other) != row.end();
      });
      EXPECT_TRUE(together) << as_query({one, other});
    }
  }
  std::set<std::string> points;
  for (const auto& answer : all) points.insert(answer.first);
  EXPECT_EQ(points.size(), built().facts.open_points.size() + 1);
}

/// Where both answers are given, what another party asks for is said to be done.
MakeAnswering with_breach(const AnswersGiven& both) {
  return [both](const AnswersGiven& answers) -> std::unique_ptr<adaptor::Adaptor> {
    const bool breaks = std::ranges::all_of(
        both, [&](const AnswerGiven& one) { return std::ranges::find(answers, one) != answers.end(); });
    return std::make_unique<adaptor::Distorted>(
        built().implementation("reference?" + as_query(answers)), [breaks](const Stimulus&, Observation& seen) {
          auto* answered = std::get_if<observation::Answered>(&seen);
          auto* ssi = answered == nullptr ? nullptr : std::get_if<observation::SsiAnswer>(&answered->answer);
          if (breaks && ssi != nullptr) ssi->accepted = true;
        });
  };
}

TEST(Answers, ThatFailTogetherAreNamed) {
  auto cases = few_cases();
  std::erase_if(cases, [](const run::Case& each) {
    return std::ranges::find(each.requirements, "mp169.not-set-by-others") == each.requirements.end();
  });
  ASSERT_FALSE(cases.empty());
  cases.resize(1);
  const AnswersGiven both = {{"set-while-set", "refuse"}, {"tenancy-clears-flag", "clear"}};
  const PlayAnswers play(with_breach(both), pointers(cases), built().rules);
  EXPECT_TRUE(play.each(every_answer()).wrong.empty());
  const auto pairs = play.pairs(every_answer());
  ASSERT_FALSE(pairs.wrong.empty());
  for (const auto& wrong : pairs.wrong) EXPECT_EQ(as_query(wrong.answers), as_query(both));
  const PlayAnswers alone(with_breach({both.front()}), pointers(cases), built().rules);
  ASSERT_EQ(alone.each(every_answer()).wrong.size(), 1U);
  EXPECT_EQ(alone.pairs(every_answer()).wrong.front().answers, AnswersGiven{both.front()});
}

/// A version of the schema, and whether cases are in disguise.
struct Way {
  const char* name;
  bool latest;
  bool disguised;
  std::filesystem::path folder() const {
    return latest ? HALLMARK_SOURCE_DIR "/../shared/duis/5.4" : HALLMARK_SHARE_DIR "/schema/duis-5.1";
  }
};

/// Everything there is, one way.
struct Everything {
  bool disguised;
  schema::Validator validator;
  schema::Vote vote{validator};
  generator::RequestGrammar grammar;
  generator::RequestTemplates templates{grammar, built().samples};
  Material material = built().material;
  std::vector<Suite> suites;

  explicit Everything(const Way& way)
      : disguised(way.disguised),
        validator(schema::Validator::load(way.folder())),
        grammar(built().facts, way.folder()) {
    material.templates = &templates;
    material.schema_version = validator.version();
    if (disguised) material.history_requests = 1000;
    suites = all_suites(material);
    if (disguised) disguise(suites, material, {});
  }
  PlayAnswers play() const {
    auto rules = built().rules;
    rules.validator = &validator;
    rules.vote = &vote;
    rules.disguised = disguised;
    std::vector<const run::Case*> all;
    for (const auto& suite : suites) {
      for (const auto& each : suite.cases) all.push_back(&each);
    }
    const char* workers = std::getenv("HALLMARK_JOBS");
    return {reference(validator), all, rules, workers == nullptr ? 2 : std::max(1, std::atoi(workers))};
  }
};

void expect_lawful(const char* what, const AnswersPlayed& went) {
  std::cout << what << ": " << went.runs << " runs, " << went.cases << " cases, " << went.wrong.size() << " wrong\n"
            << told(went) << std::flush;
  EXPECT_TRUE(went.wrong.empty()) << what;
}

void say(const std::string& query) { std::cout << "  " << query << '\n' << std::flush; }

class EveryAnswer : public testing::TestWithParam<Way> {
 protected:
  void SetUp() override {
    if (!is_heavy()) GTEST_SKIP() << "plays all cases a hundred times: set HALLMARK_HEAVY";
    if (!std::filesystem::exists(GetParam().folder())) GTEST_SKIP() << GetParam().folder() << " is not here";
  }
};

/// Of the latest schema the usual ones: what an answer does is no matter of its version.
TEST_P(EveryAnswer, IsLawfulInEveryCase) {
  const Everything all(GetParam());
  const auto answers = GetParam().latest ? AnswersGiven{{"declare", "yes"}} : every_answer();
  expect_lawful("each answer", all.play().each(answers, say));
}

TEST_P(EveryAnswer, IsLawfulBesideEveryOtherInEveryCase) {
  const Everything all(GetParam());
  expect_lawful("pairs of answers", all.play().pairs(every_answer(), say));
}

INSTANTIATE_TEST_SUITE_P(Ways, EveryAnswer,
                         testing::Values(Way{"plain", false, false}, Way{"disguised", false, true},
                                         Way{"latest_schema", true, false}, Way{"latest_schema_disguised", true, true}),
                         [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace hallmark::suites
