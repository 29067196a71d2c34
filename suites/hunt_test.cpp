// Hunting defects: a defect is killed by the first case that the honest reference passes, a survivor is told.
#include "suites/hunt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

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
  return hunt({"it", requirement, level, makes(defective), makes(honest)}, hunting_order({&course}, 1), 60);
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
