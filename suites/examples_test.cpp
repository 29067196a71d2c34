// The examples that a vendor can copy get the verdicts that their README promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

const std::string examples = HALLMARK_SOURCE_DIR "/harness/implementations/examples/";

struct Example {
  const char* language;
  const char* command;  ///< that has to be there to try it
  std::string target;
};

void PrintTo(const Example& example, std::ostream* stream) { *stream << example.language; }

std::map<std::string, std::string> outcomes(const Workplace& place) {
  std::map<std::string, std::string> found;
  for (const auto& line : place.lines("hallmark-report/record.jsonl")) {
    const auto row = nlohmann::json::parse(line);
    if (row.at("record") == "case") found[row.at("case")] = row.at("outcome");
  }
  return found;
}

class Examples : public testing::TestWithParam<Example> {
 protected:
  void SetUp() override {
    const std::string looks = std::string("command -v ") + GetParam().command + " >/dev/null";
    if (std::system(looks.c_str()) != 0) GTEST_SKIP() << GetParam().command << " is not installed";
  }
};

TEST_P(Examples, AreSoundAndConformInWhatTheyClaim) {
  const Workplace place;
  const auto check = place.hallmark("check " + GetParam().target);
  EXPECT_EQ(check.exit_code, 0) << check.out;
  EXPECT_THAT(check.out, HasSubstr("The adaptor is sound."));
  const auto run = place.hallmark("run " + GetParam().target +
                                  " --case 'restricted/flag_control/*:restricted/prepayment/*:restricted/allow_list/"
                                  "srv_4_1_1.*:restricted/bypass/lower_case_target.srv_4_1_1.*'");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  const auto found = outcomes(place);
  std::map<std::string, int> counts;
  for (const auto& [id, outcome] : found) {
    EXPECT_TRUE(outcome == "pass" || outcome == "not_applicable") << id << ' ' << outcome;
    ++counts[outcome];
  }
  EXPECT_GE(counts["pass"], 225);
  for (const char* id :
       {"restricted/allow_list/srv_4_1_1.esme.is.cv1", "restricted/allow_list/srv_4_1_1.gsme.gs.cv1",
        "restricted/allow_list/srv_4_1_1.gpf.gt.cv1", "restricted/bypass/lower_case_target.srv_4_1_1.esme",
        "restricted/prepayment/reported_prepayment_loses_the_flag.esme"}) {
    EXPECT_EQ(found.at(id), "pass") << id;
  }
  EXPECT_EQ(found.at("restricted/allow_list/srv_4_1_1.esme.is.cv2"), "not_applicable") << "it does not claim it";
}

INSTANTIATE_TEST_SUITE_P(Copied, Examples,
                         testing::Values(Example{"Python", "python3", "'exec:python3 " + examples + "flag_store.py'"},
                                         Example{"JavaScript", "node", "'exec:node " + examples + "flag_store.js'"},
                                         Example{"Cpp", "true", "'so:" HALLMARK_BIN_DIR "/../plugins/flag_store.so'"}),
                         [](const auto& example) { return example.param.language; });

/// Step 3 of the README: the line that it says to take out, taken out.
TEST(Tutorial, TheLineThatIsTakenOutIsMissed) {
  if (std::system("command -v python3 >/dev/null") != 0) GTEST_SKIP() << "python3 is not installed";
  const Workplace place;
  std::string text;
  std::size_t taken_out = 0;
  std::ifstream whole(examples + "flag_store.py");
  for (std::string line; std::getline(whole, line);) {
    const bool is_it = line.find("self.restricted.discard(id)  #") != std::string::npos;
    taken_out += is_it ? 1 : 0;
    text += (is_it ? "                pass" : line) + '\n';
  }
  ASSERT_EQ(taken_out, 1U);
  place.write("flag_store.py", text);
  const std::string target = "'exec:python3 flag_store.py'";
  const auto run = place.hallmark("run " + target + " --suite restricted/prepayment");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("mp169.never-prepayment-and-restricted (must, 4 cases)"));
  EXPECT_EQ(outcomes(place).at("restricted/prepayment/reported_prepayment_loses_the_flag.esme"), "fail");

  const std::string finding =
      "hallmark-report/findings/restricted-prepayment-reported_prepayment_loses_the_flag.esme.json";
  EXPECT_THAT(place.hallmark("replay " + finding).out, HasSubstr("STILL FAILS"));
  std::filesystem::copy_file(examples + "flag_store.py", place.path("flag_store.py"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(place.hallmark("replay " + finding).out, HasSubstr("FIXED"));
}

}  // namespace
}  // namespace hallmark::suites
