// The self-proof: it holds where the planted defect is caught, and a run is invalid where it cannot be.
#include "suites/self_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/run/record.h"
#include "suites/program.h"
#include "suites/restricted/allow_list.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const Suite& pairs() {
  static const Suite all = allow_list(built().material);
  return all;
}

run::SelfProof proof_on(const std::string& name, const run::Rules& rules = built().rules) {
  return prove(
      pairs(), [name] { return built().implementation(name); }, rules);
}

std::vector<std::string> outcomes(const run::SelfProof& proof) {
  std::vector<std::string> all;
  for (const auto& each : proof.cases) all.push_back(each.device_type + ": " + each.outcome);
  return all;
}

TEST(SelfProof, HoldsForTheReferenceOnEveryTypeThatCanBeRestricted) {
  const auto proof = proof_on("reference");
  EXPECT_TRUE(proof.holds);
  EXPECT_THAT(outcomes(proof), testing::IsSupersetOf({"ESME: caught", "GSME: caught", "GPF: caught"}));
  for (const auto& each : proof.cases) {
    EXPECT_TRUE(each.case_id.starts_with("restricted/allow_list/")) << each.case_id;
    EXPECT_THAT(each.text, HasSubstr("[mp169.allow-list]")) << each.case_id;
  }
  EXPECT_EQ(proof, proof_on("reference"));
}

TEST(SelfProof, DoesNotHoldWhereNothingCanBePlanted) {
  const auto proof = proof_on("miniature/refuses-all");
  EXPECT_FALSE(proof.holds);
  ASSERT_FALSE(proof.cases.empty());
  for (const auto& each : proof.cases) EXPECT_EQ(each.outcome, "not planted") << each.case_id;
}

/// Who forwards what is rejected shows by itself what would be planted.
TEST(SelfProof, NeedsNoDefectInWhoHasIt) {
  const auto proof = proof_on("reference+flag_holds_nothing_back");
  EXPECT_TRUE(proof.holds);
  for (const auto& each : proof.cases) EXPECT_EQ(each.outcome, "fails without it") << each.case_id;
}

/// Judged by a profile that permits what the cases ask for, the defect is none: nobody catches it.
TEST(SelfProof, DoesNotHoldWhereTheJudgeIsBlind) {
  const Workplace place;
  place.write("blind.csv", "srv,device_type,expect,sensitive\n*,*,permit,sensitive: acknowledged\n");
  const auto blind = spec::load_profile(place.path("blind.csv"), built().facts);
  auto rules = built().rules;
  rules.profile = &blind;
  const auto proof = proof_on("reference", rules);
  EXPECT_FALSE(proof.holds);
  EXPECT_THAT(outcomes(proof), testing::Contains("ESME: not caught"));
}

json header_of(const Workplace& place) { return json::parse(place.lines("hallmark-report/record.jsonl").front()); }

TEST(SelfProof, StandsInRecordAndReports) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:reference --self-proof --case '*srv_6_2_1.esme.is.cv1' --shrink-steps 0");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  const auto proof = header_of(place).at("self_proof");
  EXPECT_EQ(proof.at("holds"), true);
  EXPECT_EQ(proof.at("cases").at(0).at("outcome"), "caught");
  EXPECT_THAT(run.out, HasSubstr("self-proof"));
  EXPECT_THAT(place.text("hallmark-report/report.html"), HasSubstr("self-proof"));
  EXPECT_EQ(json::parse(place.text("hallmark-report/summary.json")).at("self_proof"), proof);
  const auto again = run::read_record(place.path("hallmark-report/record.jsonl"));
  ASSERT_TRUE(again.header.self_proof);
  EXPECT_EQ(again.header.self_proof->cases.size(), proof.at("cases").size());
}

TEST(SelfProof, MakesARunInvalid) {
  const Workplace place;
  const std::string one = " --case '*srv_6_2_1.esme.is.cv1' --shrink-steps 0";
  const auto run = place.hallmark("run inproc:miniature/refuses-all --self-proof" + one);
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_EQ(header_of(place).at("self_proof").at("holds"), false);
  EXPECT_THAT(run.out, testing::StartsWith("Invalid: "));
  for (const auto* report : {"summary.txt", "summary.md", "report.html", "junit.xml"})
    EXPECT_THAT(place.text(std::string("hallmark-report/") + report), HasSubstr("Invalid: ")) << report;
  const auto footer = json::parse(place.lines("hallmark-report/record.jsonl").back());
  EXPECT_EQ(footer.at("exit_code"), 2);
  place.hallmark("run inproc:reference" + one);
  EXPECT_FALSE(header_of(place).contains("self_proof")) << "nobody asked for it";
}

}  // namespace
}  // namespace hallmark::suites
