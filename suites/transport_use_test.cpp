// How lines go to an implementation changes nothing of what a run says of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string some =
    " --shrink-steps 0 --case 'restricted/flag_control/*:restricted/queues/*:restricted/alerts/*:restricted/restarts/*:"
    "restricted/allow_list/srv_4_1_1.*:restricted/reporting/*:install_codes/*:duis/deviations/*srv_4_1_1*:"
    "restricted/sequences/*' --sequences 10";

/// The steps and rows of a record, and what is said of the run as a whole.
std::vector<std::string> seen_by(const Workplace& place, const std::string& target, const std::string& how) {
  place.hallmark("run " + target + some + how);
  std::vector<std::string> lines;
  for (const auto& line : place.lines("hallmark-report/record.jsonl")) {
    if (line.starts_with(R"({"record":"header")")) continue;  // when it began, and how it was called
    auto each = json::parse(line);
    each.erase("finished");
    lines.push_back(each.dump());
  }
  return lines;
}

std::string served(const std::string& name) { return "'exec:" HALLMARK_BIN_DIR "/hallmark serve " + name + "'"; }

TEST(Batches, ChangeNothingThatIsSeen) {
  const Workplace place;
  for (const char* name : {"reference", "reference+recogniser_of_batches", "miniature/accepts-all"}) {
    const auto one_by_one = seen_by(place, served(name), " --batch 1");
    EXPECT_GT(one_by_one.size(), 300U) << name;
    EXPECT_EQ(seen_by(place, served(name), ""), one_by_one) << name;
  }
}

/// What misbehaves as a process: where it broke within a batch, the verdict is the same and the next case goes on.
TEST(Batches, WithinWhichAProcessBreaksAreTheSameVerdict) {
  const Workplace place;
  const auto outcomes = [&](const std::string& mode, const std::string& how) {
    std::vector<std::string> found;
    for (const auto& line : seen_by(place, "'exec:" HALLMARK_BIN_DIR "/miniature_child " + mode + "'", how)) {
      const auto row = json::parse(line);
      if (row["record"] == "case") found.push_back(std::string(row["case"]) + ' ' + std::string(row["outcome"]));
    }
    return found;
  };
  for (const char* mode : {"crash drain", "broke submit", "wrong-id fromDevice"}) {
    const auto one_by_one = outcomes(mode, " --max-errors 100000 --batch 1");
    EXPECT_GT(one_by_one.size(), 300U) << mode;
    EXPECT_THAT(one_by_one, testing::Contains(HasSubstr(" error"))) << mode;
    EXPECT_EQ(outcomes(mode, " --max-errors 100000"), one_by_one) << mode;
  }
}

TEST(Placement, ChangesNothingThatIsSeen) {
  const Workplace place;
  const auto free = seen_by(place, served("reference"), " --placement free");
  EXPECT_EQ(seen_by(place, served("reference"), " --placement one-core --jobs 2"), free);
  EXPECT_EQ(seen_by(place, served("reference"), " --placement auto --jobs 2"), free);
  EXPECT_EQ(place.hallmark("run " + served("reference") + " --placement elsewhere").exit_code, 3);
}

TEST(Statement, ThatIsAmendedGovernsWhatIsSent) {
  const Workplace place;
  place.write("statement.json", R"({"bytes":true})");
  const std::string child = "'exec:" HALLMARK_BIN_DIR "/miniature_child honest-empty'";
  place.hallmark("run " + child + " --statement statement.json --shrink-steps 0 --case 'duis/deviations/*utf*'");
  const auto record = place.text("hallmark-report/record.jsonl");
  EXPECT_THAT(record, HasSubstr(R"("operation":"submit")"));
  EXPECT_THAT(record, testing::Not(HasSubstr("not sent")));
  EXPECT_THAT(record, HasSubstr("it implements nothing")) << "it was asked";
}

}  // namespace
}  // namespace hallmark::suites
