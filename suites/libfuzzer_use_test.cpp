// The libFuzzer baseline as a user meets it: with its program, without it, and with one that is broken.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

constexpr const char* one_defect =
    "defects --defect csp_is_told_nothing --suite restricted/reporting --no-disguise --shrink-steps 0 --baselines "
    "--baseline-steps 30";

/// A program of that name in the workplace that a shell runs.
std::string script(const Workplace& workplace, const std::string& text) {
  workplace.write("fuzzer", "#!/bin/sh\n" + text + "\n");
  std::filesystem::permissions(workplace.path("fuzzer"), std::filesystem::perms::owner_all);
  return workplace.path("fuzzer").string();
}

nlohmann::json libfuzzer_row(const std::string& out) {
  const auto json = nlohmann::json::parse(out);
  for (const auto& row : json.at("baselines")) {
    if (row.at("name") == "libfuzzer") return row;
  }
  return {};
}

/// Whatever the compiler was, there is a row of the same shape: with a score, or with why there is none.
TEST(LibFuzzerBaseline, HasAScoreOrSaysWhyItHasNone) {
  const Workplace workplace;
  const auto outcome = workplace.hallmark(std::string(one_defect) + " --json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto row = libfuzzer_row(outcome.out);
  EXPECT_EQ(row.at("steps_each"), 30);
  EXPECT_TRUE(row.contains("killed_by_suites"));
  if (std::filesystem::exists(HALLMARK_BIN_DIR "/hallmark_libfuzzer")) {
    EXPECT_TRUE(row.at("killed").is_number());
    EXPECT_GE(row.at("executions"), 1);
    return;
  }
  EXPECT_TRUE(row.at("killed").is_null());
  EXPECT_NE(row.at("not_run").get<std::string>().find("make defects"), std::string::npos) << row;
}

TEST(LibFuzzerBaseline, CountsWhatItsProcessesSay) {
  const Workplace workplace;
  const std::string result = R"({"killed":true,"executions":7,"steps":30,"ms":1.5,"traced":9,"broken":["x"]})";
  const auto program = script(workplace, "echo '" + result + "'");
  const auto outcome = workplace.hallmark(std::string(one_defect) + " --json --libfuzzer " + program);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto row = libfuzzer_row(outcome.out);
  EXPECT_EQ(row.at("killed"), 1);
  EXPECT_EQ(row.at("executions"), 7);
  EXPECT_FALSE(row.contains("not_run"));
}

/// One that kills nothing, not even what was planted, would say that libFuzzer finds nothing.
TEST(LibFuzzerBaseline, HasNoScoreWhereThePlantedFaultIsNotFound) {
  const Workplace workplace;
  const std::string result = R"({"killed":false,"executions":7,"steps":30,"ms":1.5,"traced":9,"broken":[]})";
  const auto program = script(workplace, "echo '" + result + "'");
  const auto outcome = workplace.hallmark(std::string(one_defect) + " --libfuzzer " + program);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.out.find("did not find the planted fault"), std::string::npos) << outcome.out;
}

TEST(LibFuzzerBaseline, HasNoScoreWhereAProcessCrashes) {
  const Workplace workplace;
  const auto program = script(workplace, "echo 'ERROR: out of memory' >&2; exit 71");
  const auto outcome = workplace.hallmark(std::string(one_defect) + " --json --libfuzzer " + program);
  EXPECT_EQ(outcome.exit_code, 2);
  const auto row = libfuzzer_row(outcome.out);
  EXPECT_TRUE(row.at("killed").is_null());
  EXPECT_NE(row.at("not_run").get<std::string>().find("ERROR: out of memory"), std::string::npos) << row;
}

TEST(LibFuzzerBaseline, RefusesAProgramThatIsNone) {
  const Workplace workplace;
  const auto outcome = workplace.hallmark(std::string(one_defect) + " --libfuzzer /nowhere/hallmark_libfuzzer");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_NE(outcome.err.find("make defects"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace hallmark::suites
