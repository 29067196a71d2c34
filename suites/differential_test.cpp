// Differential runs: what differs is found, shrunk and explained; who agrees with itself has no disagreement.
#include "suites/differential.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "suites/program.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/reporting.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using Kind = run::Explanation::Kind;
using nlohmann::json;
using testing::HasSubstr;

std::vector<const run::Case*> cases_of(const Suite& suite) {
  std::vector<const run::Case*> all;
  for (const auto& each : suite.cases) all.push_back(&each);
  return all;
}

const Suite& flags() {
  static const Suite suite = flag_control(built().material);
  return suite;
}

Comparison compared(const std::vector<std::string>& names, const Suite& suite, int jobs = 1) {
  std::vector<Compared> targets;
  for (const auto& name : names) targets.push_back({name, [name] { return built().implementation(name); }});
  CompareOptions options;
  options.jobs = jobs;
  options.shrunk_most = 12;
  return compare(cases_of(suite), targets, built().rules, options);
}

TEST(Differential, NamesTheOpenPointAndTheShortestScenario) {
  const auto made = compared({"reference", "reference?set-while-set=refuse"}, flags());
  EXPECT_EQ(made.compared, made.selected);
  EXPECT_GT(made.disagreeing, 0);
  ASSERT_EQ(made.groups.size(), 1U);
  const auto& group = made.groups.front();
  EXPECT_EQ(group.kind, Kind::open_point);
  EXPECT_EQ(group.name, "set-while-set");
  EXPECT_EQ(group.one.answer, "accept");
  EXPECT_EQ(group.other.answer, "refuse");
  EXPECT_LE(scenario::step_count(group.shortest), 5);
  EXPECT_EQ(group.how.one, "ssi: accepted");
  EXPECT_EQ(group.how.other, "ssi: refused");
  EXPECT_FALSE(group.shortest.found) << "nothing failed";
  EXPECT_EQ(static_cast<int>(group.cases.size()), made.disagreeing);
}

TEST(Differential, NamesTheRequirementThatADefectBreaks) {
  const auto made = compared({"reference", "reference+csp_is_told_twice"}, reporting(built().material));
  ASSERT_FALSE(made.groups.empty());
  const auto& group = made.groups.front();
  EXPECT_EQ(group.kind, Kind::requirement);
  EXPECT_EQ(group.name, "mp169.csp-notified");
  ASSERT_TRUE(group.shortest.found);
  EXPECT_EQ(group.shortest.found->target, "reference+csp_is_told_twice");
  EXPECT_LE(scenario::step_count(group.shortest), 5);
}

TEST(Differential, FindsNoneInTheSameTwice) {
  const auto made = compared({"reference", "reference"}, flags());
  EXPECT_EQ(made.compared, made.selected);
  EXPECT_EQ(made.disagreeing, 0);
  EXPECT_TRUE(made.groups.empty());
}

TEST(Differential, SaysWhatCouldNotBeCompared) {
  const auto made = compared({"miniature/crashes", "miniature/crashes"}, reporting(built().material));
  EXPECT_GT(made.selected, 0);
  EXPECT_EQ(made.compared, 0);
  EXPECT_EQ(static_cast<int>(made.both_in_error.size() + made.not_compared.size()), made.selected);
}

TEST(Differential, IsTheSameWhateverTheJobs) {
  const std::vector<std::string> names = {"reference", "reference?set-while-set=refuse", "reference+flag_reads_clear"};
  const auto suite = flags();
  const auto one = compared(names, suite);
  const auto two = compared(names, suite, 2);
  ASSERT_EQ(one.groups.size(), two.groups.size());
  EXPECT_GE(one.groups.size(), 2U);
  for (std::size_t i = 0; i < one.groups.size(); ++i) {
    EXPECT_EQ(one.groups[i].name, two.groups[i].name);
    EXPECT_EQ(one.groups[i].cases, two.groups[i].cases);
    EXPECT_EQ(one.groups[i].others, two.groups[i].others);
    EXPECT_EQ(one.groups[i].shortest, two.groups[i].shortest);
  }
}

TEST(DiffCommand, TellsByTextJsonExitCodeAndFiles) {
  const Workplace place;
  const std::string two =
      "diff inproc:reference 'inproc:reference?set-while-set=refuse' --suite restricted/flag_control";
  const auto text = place.hallmark(two + " --case '*set_twice*:*idempotent*:*set*'");
  EXPECT_EQ(text.exit_code, 0) << text.out << text.err;
  EXPECT_THAT(text.out, HasSubstr("1. open point set-while-set"));
  EXPECT_THAT(text.out, HasSubstr("A ssi: accepted | B ssi: refused"));
  EXPECT_THAT(text.out, HasSubstr("$ hallmark replay hallmark-diff/disagreements/"));
  const auto told = place.hallmark(two + " --case '*set*' --json --out other");
  const auto groups = json::parse(told.out).at("groups");
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups.at(0).at("explained_by"), "open-point");
  EXPECT_EQ(groups.at(0).at("name"), "set-while-set");
  EXPECT_LE(groups.at(0).at("steps").size(), 5U);
  const auto file = groups.at(0).at("scenario").get<std::string>();
  EXPECT_TRUE(file.starts_with("other/disagreements/")) << file;
  EXPECT_EQ(place.hallmark("replay " + file + " inproc:reference").exit_code, 0);
}

TEST(DiffCommand, EndsWithOneWhereARequirementIsBroken) {
  const Workplace place;
  const auto made = place.hallmark(
      "diff inproc:reference inproc:reference+csp_is_told_twice --suite restricted/reporting --json --out out");
  EXPECT_EQ(made.exit_code, 1) << made.err;
  const auto told = json::parse(made.out);
  EXPECT_EQ(told.at("groups").at(0).at("name"), "mp169.csp-notified");
  const auto file = told.at("groups").at(0).at("scenario").get<std::string>();
  EXPECT_EQ(place.hallmark("replay " + file).exit_code, 1) << "it names who fails";
}

TEST(DiffCommand, CannotTellWithoutCasesOrAnswers) {
  const Workplace place;
  EXPECT_EQ(place.hallmark("diff inproc:reference inproc:reference --case nothing.of.that.name").exit_code, 2);
  const auto silent = place.hallmark("diff inproc:reference exec:false --suite restricted/reporting");
  EXPECT_EQ(silent.exit_code, 2);
  EXPECT_THAT(silent.out, HasSubstr("exec:false"));
}

TEST(DiffCommand, WantsTwoTargets) {
  const Workplace place;
  for (const std::string arguments : {"diff inproc:reference", "diff inproc:reference inproc:nobody",
                                      "diff inproc:reference inproc:reference --suite nothing"}) {
    EXPECT_EQ(place.hallmark(arguments).exit_code, 3) << arguments;
  }
}

}  // namespace
}  // namespace hallmark::suites
