// Hunting defects: a defect is killed by the first case that the honest reference passes, a survivor is told.
#include "suites/hunt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/adaptor/distorted.h"
#include "harness/run/kill.h"
#include "suites/install_codes/answers.h"
#include "suites/program.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/reporting.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

MakeAdaptor makes(const std::string& name) {
  return [name] { return built().implementation(name); };
}

Hunted hunted(const std::string& defective, const std::string& honest, const std::string& requirement,
              const std::vector<Suite>& suites, spec::Level level = spec::Level::must) {
  const Course course = {suites, built().rules};
  return hunt({{"it", requirement, level, makes(defective), makes(honest)}}, hunting_order({&course}, 1), {60}).front();
}

TEST(Hunt, KillsADefectAndShrinksWhatShowsIt) {
  const std::vector<Suite> suites = {flag_control(built().material), reporting(built().material)};
  const auto made = hunted("reference+flag_reads_clear", "reference", "mp169.flag-exists", suites);
  EXPECT_TRUE(made.killed);
  EXPECT_EQ(made.suite, "restricted/flag_control");
  EXPECT_TRUE(made.case_id.starts_with(made.suite));
  EXPECT_GT(made.steps, 0);
  ASSERT_TRUE(made.shrunk_steps);
  EXPECT_LE(*made.shrunk_steps, 6);
}

TEST(Hunt, LetsTheHonestOneLive) {
  const auto made = hunted("reference", "reference", "mp169.flag-exists", {reporting(built().material)});
  EXPECT_FALSE(made.killed);
  EXPECT_EQ(made.suite, "");
}

/// What the honest one fails too is no finding: here the "honest" one has the same defect.
TEST(Hunt, CountsNothingThatTheHonestOneFailsToo) {
  const std::string defect = "reference+csp_is_told_nothing";
  const std::vector<Suite> suites = {reporting(built().material)};
  EXPECT_TRUE(hunted(defect, "reference", "mp169.csp-notified", suites).killed);
  EXPECT_FALSE(hunted(defect, defect, "mp169.csp-notified", suites).killed);
}

/// A broken should kills who breaks a should, and nobody else.
TEST(Hunt, CountsAShouldOnlyWhereThatIsBroken) {
  const std::string defect = "reference+network_operator_cannot_read";
  const std::vector<Suite> suites = {flag_control(built().material)};
  EXPECT_TRUE(hunted(defect, "reference", "mp169.visible", suites, spec::Level::should).killed);
  EXPECT_FALSE(hunted(defect, "reference", "mp169.visible", suites).killed);
}

/// The first case that kills it where each case is simply played, and the steps until then.
std::pair<std::string, long long> killed_by_plain_play(const std::string& defective, const std::string& requirement,
                                                       const std::vector<HuntedBy>& order) {
  long long steps = 0;
  const auto count = [&](const scenario::Stimulus&, observation::Observation&) { ++steps; };
  run::Session session(std::make_unique<adaptor::Distorted>(makes(defective)(), count), built().rules);
  for (const auto& by : order) {
    const auto played = session.play(*by.test_case);
    if (run::kill_in(played.row.verdict, requirement, false) != nullptr) return {by.test_case->id, steps};
  }
  return {"", steps};
}

/// Side by side or alone, followed or played in full: the same case kills, after the same steps.
TEST(Hunt, FindsSideBySideWhatItFindsCaseByCase) {
  const Course course = {{flag_control(built().material), reporting(built().material)}, built().rules};
  auto order = hunting_order({&course}, 1);
  order.resize(150);
  const std::vector<std::pair<std::string, std::string>> defects = {
      {"flag_reads_clear", "mp169.flag-exists"},
      {"csp_is_told_nothing", "mp169.csp-notified"},
      {"any_supplier_clears_the_flag", "mp169.not-set-by-others"},
      {"refusal_counts_as_failed", "mp169.refusals-are-not-failures"},
      {"code_is_reversed", "mp121.correct-code"},
      {"flag_lapses_at_the_third_set", "mp169.consumption-never-leaves"}};
  std::vector<Quarry> quarries;
  for (const auto& [name, requirement] : defects)
    quarries.push_back({name, requirement, spec::Level::must, makes("reference+" + name), makes("reference")});
  const auto together = hunt(quarries, order);
  ASSERT_EQ(together.size(), quarries.size());
  int killed = 0;
  for (std::size_t index = 0; index < quarries.size(); ++index) {
    const auto alone = hunt({quarries[index]}, order).front();
    const auto plain = killed_by_plain_play("reference+" + quarries[index].name, quarries[index].requirement, order);
    EXPECT_EQ(together[index].case_id, alone.case_id) << quarries[index].name;
    EXPECT_EQ(together[index].steps, alone.steps) << quarries[index].name;
    EXPECT_EQ(std::pair(together[index].case_id, together[index].steps), plain) << quarries[index].name;
    killed += together[index].killed ? 1 : 0;
  }
  EXPECT_EQ(killed, 4) << "two of them show elsewhere only";
}

TEST(Hunt, TakesEveryCaseOnceAndSuitesInTurns) {
  const std::vector<Suite> suites = {flag_control(built().material), reporting(built().material),
                                     install_code_answers(built().material)};
  const Course course = {suites, built().rules};
  const auto order = hunting_order({&course}, 1);
  std::size_t cases = 0;
  for (const auto& suite : suites) cases += suite.cases.size();
  std::set<std::string> ids;
  std::set<std::string> early;
  for (const auto& each : order) {
    ids.insert(each.test_case->id);
    if (ids.size() <= 40) early.insert(each.suite->name);
  }
  EXPECT_EQ(order.size(), cases);
  EXPECT_EQ(ids.size(), cases);
  EXPECT_GE(early.size(), 2U);
}

/// A dearer guise has its turns from the start, and fewer of them early on.
TEST(Hunt, TakesADearerGuiseInTurnsToo) {
  const Course cheap = {{flag_control(built().material)}, built().rules};
  const Course dear = {{flag_control(built().material)}, built().rules, 4};
  const auto order = hunting_order({&cheap, &dear}, 1);
  const auto half = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
  const auto is_dear = [&](const HuntedBy& each) { return each.rules == &dear.rules; };
  const auto early = std::count_if(order.begin(), half, is_dear);
  EXPECT_EQ(order.size(), 2 * cheap.suites.front().cases.size());
  EXPECT_EQ(std::count_if(order.begin(), order.end(), is_dear), half - order.begin());
  EXPECT_GT(early, 0);
  EXPECT_LT(early, std::count_if(half, order.end(), is_dear));
}

TEST(DefectsCommand, TellsKilledAndSurvivedByJsonAndExitCode) {
  const Workplace workplace;
  const auto killed =
      workplace.hallmark("defects --defect 'csp_is_told_*' --suite restricted/reporting --jobs 2 --json");
  ASSERT_EQ(killed.exit_code, 0) << killed.err;
  const auto json = nlohmann::json::parse(killed.out);
  ASSERT_GE(json["defects"].size(), 4U);
  EXPECT_TRUE(json.contains("baselines") && json["baselines"].is_null()) << "nobody asked for them";
  for (const auto& row : json["defects"]) {
    EXPECT_TRUE(row["killed"]) << row["name"];
    EXPECT_EQ(row["suite"], "restricted/reporting");
    EXPECT_EQ(row["requirement"], "mp169.csp-notified");
    EXPECT_GT(row["steps"], 0);
    EXPECT_TRUE(row["ms"].is_number());
    EXPECT_TRUE(row["shrunk_steps"].is_number());
  }
  const auto survived = workplace.hallmark("defects --defect code_is_reversed --suite restricted/reporting");
  EXPECT_EQ(survived.exit_code, 1);
  EXPECT_NE(survived.out.find("SURVIVED  code_is_reversed"), std::string::npos) << survived.out;
  EXPECT_NE(survived.out.find("0 of 1 defects killed, 1 survived"), std::string::npos) << survived.out;
}

TEST(DefectsCommand, SaysWhichDefectsACompleteSuiteHasToFind) {
  const Workplace workplace;
  const auto outcome = workplace.hallmark(
      "defects --complete --defect any_supplier_clears_the_flag:flag_lapses_at_the_third_set:code_is_reversed --json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["k"], 0);
  EXPECT_EQ(json["reference_passes"], true);
  EXPECT_EQ(json["complete"].size(), 12U) << "how large it is, and its fault domain, of each suite";
  std::map<std::string, std::string> standings;
  for (const auto& row : json["defects"]) {
    standings[row["name"]] = row["standing"];
    EXPECT_EQ(row["missed"], false);
    EXPECT_EQ(row["killed"], row["standing"] == "inside");
  }
  const std::map<std::string, std::string> expected = {{"any_supplier_clears_the_flag", "inside"},
                                                       {"flag_lapses_at_the_third_set", "more states"},
                                                       {"code_is_reversed", "never shows"}};
  EXPECT_EQ(standings, expected);
  const auto none = workplace.hallmark("defects --complete --defect code_is_reversed");
  EXPECT_EQ(none.exit_code, 2) << "nothing that has to be found";
  EXPECT_NE(none.out.find("never shows"), std::string::npos) << none.out;
  EXPECT_EQ(workplace.hallmark("defects --k 1").exit_code, 3) << "--complete is needed";
}
TEST(DefectsCommand, RefusesWhatThereIsNot) {
  const Workplace workplace;
  for (const std::string arguments : {"defects --defect nothing_of_that_name", "defects --suite nothing",
                                      "run inproc:reference+nothing_of_that_name"}) {
    const auto outcome = workplace.hallmark(arguments);
    EXPECT_EQ(outcome.exit_code, 3) << arguments;
    EXPECT_NE(outcome.err.find("hallmark list"), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace hallmark::suites
