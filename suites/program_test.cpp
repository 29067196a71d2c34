// The program as a user meets it: verdicts and exit codes of whole runs.
#include "suites/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/generator/deviation.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// The runs here are about verdicts; other tests shrink.
const std::string unshrunk = " --shrink-steps 0";

json summary(const Workplace& place, const std::string& folder = "hallmark-report") {
  return json::parse(place.text(folder + "/summary.json"));
}

/// Outcomes by case id, as the record has them.
std::map<std::string, std::string> outcomes(const Workplace& place, const std::string& folder) {
  std::map<std::string, std::string> found;
  for (const auto& line : place.lines(folder + "/record.jsonl")) {
    const auto row = json::parse(line);
    if (row.at("record") == "case") found[row.at("case")] = row.at("outcome");
  }
  return found;
}

/// The record without its first and last line, where the times stand.
std::vector<std::string> timeless(const Workplace& place, const std::string& folder) {
  auto lines = place.lines(folder + "/record.jsonl");
  EXPECT_GT(lines.size(), 2U);
  return {lines.begin() + 1, lines.end() - 1};
}

TEST(Run, ReferenceIsConformant) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:reference --jobs 2 --sequences 20");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("Conformant in what was judged"));
  for (const auto* file : {"record.jsonl", "summary.json", "summary.txt", "junit.xml", "report.html"}) {
    EXPECT_TRUE(std::filesystem::exists(place.path("hallmark-report") / file)) << file;
  }
  const auto found = outcomes(place, "hallmark-report");
  EXPECT_GT(found.size(), 1500U);
  // It takes one operation at a time, and says so.
  for (const auto& [id, outcome] : found)
    EXPECT_EQ(outcome, id.starts_with("restricted/concurrent/") ? "not_applicable" : "pass") << id;
}

TEST(Run, WhoAcceptsAllIsCaughtForEverySrvThatMustBeRejected) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:miniature/accepts-all --jobs 2 --suite restricted/allow_list" + unshrunk);
  EXPECT_EQ(run.exit_code, 1);
  for (const auto* srv : {"4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.4.2", "4.4.3", "4.6.1", "4.8.1", "4.17"}) {
    EXPECT_THAT(run.out, HasSubstr("must   " + std::string(srv) + " ")) << srv;
  }
  for (const auto* srv : {"4.3", "4.4.4", "4.4.5", "4.13", "4.14", "2.1", "2.3", "2.5", "4.10"}) {
    EXPECT_THAT(run.out, HasSubstr("should " + std::string(srv) + " ")) << srv;
  }
  EXPECT_THAT(run.out, Not(HasSubstr("should 2.2 ")));
}

/// What who refuses everything does right: nothing of it demands that a request is accepted.
std::set<std::string> names_of_deviations_to_refuse() {
  std::set<std::string> names;
  for (const auto& deviation : generator::all_deviations()) {
    if (deviation.fate != generator::Fate::equivalent && !deviation.follows) names.insert(deviation.name);
  }
  return names;
}

/// The deviation that a case of duis/deviations or restricted/bypass is about.
std::string deviation_of(const std::string& case_id) {
  const auto since = case_id.rfind('/') + 1;
  return case_id.substr(since, case_id.find('.') - since);
}

TEST(Run, WhoAcceptsAllIsCaughtForWhatDeviates) {
  const Workplace place;
  const auto run = place.hallmark(
      "run inproc:miniature/accepts-all --jobs 2 --case 'duis/deviations/*.srv_4_1_1.*:*bypass/*.srv_4_1_1.*'" +
      unshrunk);
  EXPECT_EQ(run.exit_code, 1);
  const auto found = outcomes(place, "hallmark-report");
  for (const auto* name :
       {"duplicate_attribute", "two_roots", "prefix_not_declared", "control_character", "entity_not_declared",
        "external_entity", "entity_bomb", "deep_nesting", "huge_text", "many_attributes", "command_variant_9",
        "command_variant_not_allowed", "wrong_service", "wrong_target", "unknown_target"}) {
    EXPECT_EQ(found.at("duis/deviations/" + std::string(name) + ".srv_4_1_1.cv1"), "fail") << name;
  }
  for (const auto* role : {"es", "ou", "rsa"}) {
    EXPECT_EQ(found.at("duis/deviations/role_not_eligible.srv_4_1_1.cv1." + std::string(role)), "fail") << role;
  }
  for (const auto* name : {"body_of_another_service_request", "reference_and_variant_disagree"}) {
    EXPECT_EQ(found.at("duis/deviations/" + std::string(name) + ".srv_4_1_1.cv1"), "warn") << name;
  }
  for (const auto& deviation : generator::all_deviations()) {
    if (deviation.fate == generator::Fate::equivalent) {
      EXPECT_EQ(found.at("restricted/bypass/" + deviation.name + ".srv_4_1_1.esme"), "fail") << deviation.name;
    }
  }
}

TEST(Run, WhoRefusesAllFailsForRefusingAndLeavesPairsUndecided) {
  const Workplace place;
  const auto run = place.hallmark(
      "run inproc:miniature/refuses-all --jobs 2 --case "
      "'duis/valid_accepted/*:duis/deviations/*.srv_4_1_1.*:restricted/allow_list/srv_4_*:restricted/flag_control/*'" +
      unshrunk);
  EXPECT_EQ(run.exit_code, 1);
  std::set<std::string> failed;
  const auto summed_up = summary(place);
  for (const auto& row : summed_up.at("requirements")) {
    if (row.at("failed") > 0) failed.insert(row.at("id"));
  }
  EXPECT_TRUE(failed.contains("mp169.set-by-responsible-supplier"));
  EXPECT_TRUE(failed.contains("duis.valid-accepted"));
  EXPECT_THAT(run.out, HasSubstr("refused also when not Restricted"));
  const std::set<std::string> refusals = names_of_deviations_to_refuse();
  for (const auto& [id, outcome] : outcomes(place, "hallmark-report")) {
    // That what deviates is refused is the one thing it does right; it takes no bytes that are no text.
    const bool right = id.starts_with("duis/deviations/") && refusals.contains(deviation_of(id));
    const bool text = deviation_of(id) != "invalid_utf8";
    EXPECT_EQ(outcome == "pass", right && text) << id;
    if (id.starts_with("restricted/allow_list/")) {
      EXPECT_EQ(outcome, "inconclusive") << id;
    }
  }
}

TEST(Run, ProgramThatSaysNothingIsAnErrorAndNeverAPass) {
  const Workplace place;
  const auto run = place.hallmark("run exec:/bin/true --max-errors 3");
  EXPECT_EQ(run.exit_code, 2);
  const json counts = summary(place).at("counts");
  EXPECT_EQ(counts.at("error"), 3);
  EXPECT_EQ(counts.value("pass", 0), 0);
  EXPECT_GT(counts.at("not_run"), 1000);
}

TEST(Run, HangingAndBabblingImplementationsAreErrorsWithTheirBytes) {
  const Workplace place;
  const std::string child = "'exec:" HALLMARK_BIN_DIR "/miniature_child ";
  EXPECT_EQ(place.hallmark("run " + child + "hang' --max-errors 2 --deadline-ms 200 --out hang").exit_code, 2);
  EXPECT_THAT(place.text("hang/record.jsonl"), HasSubstr("no answer within 200 ms"));
  EXPECT_EQ(place.hallmark("run " + child + "babble' --max-errors 2 --out babble").exit_code, 2);
  EXPECT_THAT(place.text("babble/record.jsonl"), HasSubstr("no protocol answer"));
}

TEST(Run, ProcessAndPluginGetTheVerdictsOfTheSameImplementationInProcess) {
  const Workplace place;
  const std::string some = " --case '*allow_list/srv_4_*.is.*:*_accepted/*:duis/deviations/*.srv_4_1_1.*' --out ";
  EXPECT_EQ(place.hallmark("run inproc:reference" + some + "in").exit_code, 0);
  EXPECT_EQ(place.hallmark("run 'exec:" HALLMARK_BIN_DIR "/hallmark serve reference'" + some + "out").exit_code, 0);
  EXPECT_GT(outcomes(place, "in").size(), 150U);
  EXPECT_EQ(outcomes(place, "in"), outcomes(place, "out"));
  EXPECT_EQ(place.hallmark("run 'so:" HALLMARK_BIN_DIR "/../plugins/hallmark_reference.so'" + some + "so").exit_code,
            0);
  EXPECT_EQ(outcomes(place, "in"), outcomes(place, "so"));
}

TEST(Run, SameSeedGivesTheSameRecordWhateverTheJobs) {
  const Workplace place;
  const std::string some = "run inproc:miniature/accepts-all --case '*allow_list/srv_4_1_*' --shrink-steps 100 --out ";
  place.hallmark(some + "one --jobs 1 --seed 7");
  place.hallmark(some + "two --jobs 3 --seed 7");
  place.hallmark(some + "other --seed 8");
  EXPECT_EQ(timeless(place, "one"), timeless(place, "two"));
  EXPECT_NE(timeless(place, "one"), timeless(place, "other"));
}

TEST(Run, StrictTurnsABrokenShouldIntoAFailure) {
  const Workplace place;
  const std::string prepayment = "run inproc:miniature/accepts-all --case '*srv_4_13.esme.is.cv1' --out ";
  EXPECT_EQ(place.hallmark(prepayment + "mild").exit_code, 0);
  EXPECT_EQ(summary(place, "mild").at("counts").at("warn"), 1);
  EXPECT_EQ(place.hallmark(prepayment + "hard --strict").exit_code, 1);
}

TEST(Run, LocalCommandOfARejectedPreCommandIsCaught) {
  const Workplace place;
  place.hallmark("run inproc:miniature/accepts-all --strict --case '*srv_2_1.esme.is.cv6'");
  EXPECT_EQ(outcomes(place, "hallmark-report").at("restricted/allow_list/srv_2_1.esme.is.cv6"), "fail");
  EXPECT_THAT(place.text("hallmark-report/record.jsonl"), HasSubstr("the Response I0 holds LocalCommand"));
}

TEST(Selection, NoCaseIsExitTwo) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:reference --case no_such_case");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, HasSubstr("no case was selected"));
}

TEST(Selection, EmptyShardOfASelectionIsExitZeroAndSaysSo) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:reference --case '*srv_4_1_1.esme.is.cv1:*srv_4_1_1.esme.is.cv2'",
                                  "GTEST_TOTAL_SHARDS=5 GTEST_SHARD_INDEX=4");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("this shard is empty, of 2 cases selected"));
}

TEST(Selection, ShardsTogetherAreTheWhole) {
  const Workplace place;
  const std::string some = "run inproc:reference --case '*srv_4_6_*' --out ";
  place.hallmark(some + "whole");
  place.hallmark(some + "first", "GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=0");
  place.hallmark(some + "second", "GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=1");
  auto together = outcomes(place, "first");
  const auto second = outcomes(place, "second");
  EXPECT_FALSE(together.empty());
  EXPECT_FALSE(second.empty());
  for (const auto& row : second) EXPECT_TRUE(together.insert(row).second) << row.first << " ran twice";
  EXPECT_EQ(together, outcomes(place, "whole"));
}

TEST(Selection, GoogleTestsFlagsWork) {
  const Workplace place;
  const auto run = place.hallmark(
      "run inproc:reference --gtest_filter='*srv_4_1_1.esme.is.cv*' --gtest_repeat=2 --gtest_output=xml:google.xml");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(summary(place).at("counts").at("pass"), 6);
  EXPECT_THAT(place.text("google.xml"), HasSubstr("name=\"esme.is.cv1\""));
}

TEST(Profile, WhatAFileDoesNotNameIsRejected) {
  const Workplace place;
  place.write("only_inventory.csv", "srv,device_type,expect\n8.2,*,permit\n");
  const std::string some = " --profile only_inventory.csv --case '*srv_6_13.esme.is.cv1' --out ";
  EXPECT_EQ(place.hallmark("run inproc:reference" + some + "honest").exit_code, 0);
  EXPECT_EQ(place.hallmark("run inproc:miniature/accepts-all" + some + "liar").exit_code, 1);
  EXPECT_THAT(place.text("liar/record.jsonl"), HasSubstr("mp169.default-deny"));
}

TEST(Profile, ListedProfileIsTheOneInForce) {
  const Workplace place;
  place.write("listed.csv", place.hallmark("list profile").out);
  EXPECT_EQ(place.hallmark("run inproc:reference --profile listed.csv --case '*srv_4_1_1*'").exit_code, 0);
  EXPECT_TRUE(summary(place).at("profile").at("differences").empty());
}

TEST(Profile, PermittingASensitiveSrvStandsInTheReport) {
  const Workplace place;
  std::string rows = place.hallmark("list profile").out;
  rows.replace(rows.find("4.1.1,ESME,reject"), 17, "4.1.1,ESME,permit,sensitive: acknowledged");
  place.write("open.csv", rows);
  const auto run = place.hallmark("run inproc:reference --profile open.csv --case '*srv_4_1_1.esme.is*'");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("4.1.1"));
  EXPECT_THAT(summary(place).at("profile").dump(), HasSubstr("4.1.1 ESME: reject -> permit"));
}

}  // namespace
}  // namespace hallmark::suites
