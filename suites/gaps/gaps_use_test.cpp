// `hallmark gaps`: each file replays under both of its readings with two different outcomes; equal readings have no
// gap.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/adaptor/distorted.h"
#include "harness/scenario/scenario_file.h"
#include "suites/gaps/find_gaps.h"
#include "suites/gaps/outcome.h"
#include "suites/program.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

MakeAnswering reference() {
  return [](const AnswersGiven& answers) { return built().implementation("reference?" + as_query(answers)); };
}

GapsFound between(const AnswersGiven& answers, const MakeAnswering& make, std::size_t longest) {
  return GapFinder(built().material, built().rules, make, longest).between(answers);
}

const AnswersGiven set_while_set = {{"set-while-set", "accept"}, {"set-while-set", "refuse"}};

TEST(Gaps, TheShortestScenarioIsThatOfThePolicy) {
  const auto found = between(set_while_set, reference(), 3);
  ASSERT_EQ(found.gaps.size(), 1U);
  const auto& gap = found.gaps.front();
  EXPECT_EQ(gap.apart, Apart::judged);
  EXPECT_EQ(gap.sequence.size(), 2U);
  EXPECT_EQ(scenario::step_count(gap.scenario), 3) << "a reset and two sets";
  EXPECT_EQ(gap.question.step, 2);
  EXPECT_EQ(gap.question.readings.at(0).outcome, "ssi set-restricted: accepted");
  EXPECT_EQ(gap.question.readings.at(1).outcome, "ssi set-restricted: refused");
}

TEST(Gaps, EqualReadingsHaveNone) {
  const auto found = between({{"set-while-set", "accept"}, {"set-while-set", "accept"}}, reference(), 2);
  EXPECT_TRUE(found.gaps.empty());
  EXPECT_EQ(found.unparted, 1U);
  ASSERT_EQ(found.not_apart.size(), 1U);
  EXPECT_THAT(found.not_apart.front().why, HasSubstr("scenarios of at most 2 events"));
}

/// It says that it refuses a second set and accepts it: its oracle holds that against it, so it reads nothing.
TEST(Gaps, AVariantThatBreaksItsOwnReadingIsNoWitness) {
  const MakeAnswering broken = [](const AnswersGiven& answers) -> std::unique_ptr<adaptor::Adaptor> {
    return std::make_unique<adaptor::Distorted>(
        built().implementation("reference?" + as_query(answers)),
        [](const scenario::Stimulus& stimulus, observation::Observation& seen) {
          const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
          auto* answered = std::get_if<observation::Answered>(&seen);
          if (ssi == nullptr || answered == nullptr || ssi->action != "set-restricted") return;
          std::get<observation::SsiAnswer>(answered->answer).accepted = true;
        });
  };
  const auto found = between(set_while_set, broken, 2);
  EXPECT_TRUE(found.gaps.empty());
  EXPECT_EQ(found.unparted, 1U);
}

TEST(Gaps, HolesOfATextAreFilledByTheReadingsThatPartInThem) {
  GapFinder finder(built().material, built().rules, reference(), 2);
  const AnswersGiven mixed = {{"service-flag-of-a-mixed-point", "installed"},
                              {"service-flag-of-a-mixed-point", "unchanged"}};
  const auto found = finder.in_text(service_flag_text(), mixed);
  ASSERT_FALSE(found.gaps.empty());
  const auto& first = found.gaps.front();
  EXPECT_EQ(first.sequence, std::vector<std::string>{"the first meter becomes InstalledNotCommissioned"});
  EXPECT_THAT(first.question.readings.at(0).outcome, HasSubstr("service flag I"));
  EXPECT_THAT(first.question.readings.at(1).outcome, HasSubstr("service flag null"));
  EXPECT_FALSE(found.not_apart.empty()) << "what suspension leaves contradictory, the policy settles";
}

/// What `hallmark replay --json` says of the question in a file.
json replayed(const Workplace& workplace, const std::string& file, const std::string& target) {
  const auto ran = workplace.hallmark("replay '" + file + "' '" + target + "' --json");
  EXPECT_EQ(ran.exit_code, 0) << file << ' ' << target << ran.out << ran.err;
  return json::parse(ran.out).at("question");
}

TEST(GapsUse, EveryFileReplaysUnderBothReadingsWithTwoOutcomes) {
  const Workplace workplace;
  const auto ran = workplace.hallmark(
      "gaps --clause set-while-set --clause effective-when --clause payment_mode --longest 2 --out gaps --json");
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  const auto list = json::parse(ran.out);
  ASSERT_EQ(list.at("gaps").size(), 3U);
  for (const auto& gap : list.at("gaps")) {
    const auto file = "gaps/" + gap.at("file").get<std::string>();
    std::vector<std::string> outcomes;
    for (const auto& reading : gap.at("readings")) {
      const auto said = replayed(workplace, file, reading.at("target"));
      EXPECT_EQ(said.at("reading"), reading.at("reading"));
      outcomes.push_back(said.at("outcome"));
    }
    ASSERT_EQ(outcomes.size(), 2U);
    EXPECT_NE(outcomes.at(0), outcomes.at(1)) << file;
  }
  EXPECT_THAT(workplace.text("gaps/gaps.md"), HasSubstr("set-while-set"));
  EXPECT_THAT(workplace.text("gaps/gaps.html"), HasSubstr("payment_mode"));
  const auto text = workplace.hallmark("replay gaps/" + list.at("gaps").at(0).at("file").get<std::string>() +
                                       " inproc:miniature/refuses-all");
  EXPECT_THAT(text.out, HasSubstr("Read as: "));
}

TEST(GapsUse, SaysWhatWasNotToldApart) {
  const Workplace workplace;
  const auto ran = workplace.hallmark("gaps --clause schedule-after-clear --clause hub-exchange --longest 1");
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.out, HasSubstr("resume or gone: "));
  EXPECT_THAT(ran.out, HasSubstr("hub-exchange, keep: it is the one answer that is permitted"));
  const auto wrong = workplace.hallmark("gaps --clause nonsense");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("--clause nonsense: no such clause"));
}

}  // namespace
}  // namespace hallmark::suites
