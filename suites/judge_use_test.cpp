// Records judged again, findings replayed and traces audited, as a user meets them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// The lines of a file, put together again after a change.
std::string changed(const std::vector<std::string>& lines, const std::function<void(json&)>& change) {
  std::string text;
  for (const auto& line : lines) {
    auto row = nlohmann::ordered_json::parse(line);
    json plain = json::parse(line);
    change(plain);
    text += (plain == json::parse(line) ? row.dump() : plain.dump()) + '\n';
  }
  return text;
}

class JudgeOf : public testing::TestWithParam<const char*> {};

TEST_P(JudgeOf, ARecordGivesTheSameVerdictsAgain) {
  const Workplace place;
  for (const auto* kept : {"usual --case 'restricted/*srv_4_?.*:restricted/*srv_5_*:install_codes/*:*queues*'",
                           "full --case '*srv_4_6_*:*flag_control*'"}) {
    const auto run = place.hallmark("run inproc:" + std::string(GetParam()) +
                                    " --sequences 20 --jobs 2 --shrink-steps 0 --out out --record " + kept);
    const auto judged = place.hallmark("judge out/record.jsonl --json");
    EXPECT_EQ(judged.exit_code, run.exit_code) << judged.err;
    const auto result = json::parse(judged.out);
    EXPECT_GT(result.at("cases").size(), std::string(kept).starts_with("usual") ? 120U : 200U);
    EXPECT_EQ(result.at("differences"), json::array());
    EXPECT_EQ(result.at("same_outcome_for_other_reasons"), 0);
    const auto footer = json::parse(place.lines("out/record.jsonl").back());
    for (const auto* same : {"counts", "judgements", "not_judged", "alarms", "model"})
      EXPECT_EQ(result.at(same), footer.at(same)) << same;
  }
}

INSTANTIATE_TEST_SUITE_P(Judge, JudgeOf, testing::Values("reference", "miniature/accepts-all", "miniature/refuses-all"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::erase_if(name, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) == 0; });
                           return name;
                         });

TEST(Judge, ATamperedObservationChangesTheVerdictAndIsListed) {
  const Workplace place;
  place.hallmark("run inproc:reference --case '*srv_4_1_1.esme.is.cv1'");
  const auto tampered = changed(place.lines("hallmark-report/record.jsonl"), [](json& row) {
    if (row.at("record") != "step" || row.at("stimulus").at("operation") != "drain") return;
    row["observation"]["result"]["toDevices"] = json::array({{{"device", "00-00-00-00-00-00-00-00"},
                                                              {"requestId", nullptr},
                                                              {"srv", nullptr},
                                                              {"schedule", nullptr},
                                                              {"payload", nullptr}}});
  });
  place.write("tampered.jsonl", tampered);
  const auto judged = place.hallmark("judge tampered.jsonl");
  EXPECT_EQ(judged.exit_code, 1) << judged.out;
  EXPECT_THAT(judged.out, HasSubstr("srv_4_1_1.esme.is.cv1: recorded pass, now fail"));
}

TEST(Judge, ARecordThatIsCutOffOrOfOtherCasesCannotTell) {
  const Workplace place;
  place.hallmark("run inproc:reference --case '*srv_4_1_1.esme.is.cv*'");
  auto lines = place.lines("hallmark-report/record.jsonl");
  lines.pop_back();
  place.write("cut.jsonl", changed(lines, [](json&) {}));
  const auto cut = place.hallmark("judge cut.jsonl");
  EXPECT_EQ(cut.exit_code, 2);
  EXPECT_THAT(cut.out, HasSubstr("no footer"));
  place.write("renamed.jsonl", changed(place.lines("hallmark-report/record.jsonl"), [](json& row) {
                if (row.contains("case")) row["case"] = "gone/by/now." + std::string(row["case"]).substr(40);
              }));
  const auto renamed = place.hallmark("judge renamed.jsonl");
  EXPECT_EQ(renamed.exit_code, 2);
  EXPECT_THAT(renamed.out, HasSubstr("no suite has such a case today"));
  place.write("garbage.jsonl", "{\n");
  EXPECT_EQ(place.hallmark("judge garbage.jsonl").exit_code, 3);
}

constexpr const char* finding = "hallmark-report/findings/restricted-allow_list-srv_4_1_1.esme.is.cv1.json";

TEST(Replay, TellsFixedFromStillFailing) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:miniature/accepts-all --case '*srv_4_1_1.esme.is.cv1'");
  EXPECT_THAT(run.out, HasSubstr("$ hallmark replay " + std::string(finding)));
  EXPECT_THAT(run.out, HasSubstr("1 fully shrunk"));
  const std::string file = finding;
  const auto still = place.hallmark("replay " + file);
  EXPECT_EQ(still.exit_code, 1) << still.err;
  EXPECT_THAT(still.out, HasSubstr("STILL FAILS: fail"));
  const auto fixed = place.hallmark("replay " + file + " inproc:reference --json");
  EXPECT_EQ(fixed.exit_code, 0);
  EXPECT_EQ(json::parse(fixed.out).at("result"), "FIXED");
  const auto error = place.hallmark("replay " + file + " inproc:miniature/crashes");
  EXPECT_EQ(error.exit_code, 2);
  EXPECT_THAT(error.out, HasSubstr("ERROR: error"));
  const auto scenario = json::parse(place.text(file));
  EXPECT_EQ(scenario.at("shrunk").at("fully"), true);
  EXPECT_LE(scenario.at("shrunk").at("steps"), 6);
}

TEST(Replay, ABadFileIsOneLineAndExitThree) {
  const Workplace place;
  place.write("bad.json", "{\"scenario\":1,\"name\":7}");
  const auto run = place.hallmark("replay bad.json");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("bad.json: name must be a string"));
  EXPECT_EQ(place.hallmark("replay nowhere.json").exit_code, 3);
}

TEST(Run, WithoutShrinkingKeepsFindingsWholeAndAnHonestRunHasNone) {
  const Workplace place;
  place.hallmark("run inproc:miniature/accepts-all --case '*srv_4_1_1.esme.is.cv1' --shrink-steps 0");
  EXPECT_FALSE(json::parse(place.text(finding)).contains("shrunk"));
  EXPECT_EQ(place.hallmark(std::string("replay ") + finding).exit_code, 1);
  const auto honest = place.hallmark("run inproc:reference --case '*srv_4_1_1.esme.is.cv1'");
  EXPECT_FALSE(std::filesystem::exists(place.path(finding)));
  EXPECT_THAT(honest.out, Not(HasSubstr("Findings:")));
}

/// A trace of three lines, of which the last may be a breach.
std::string trace(const std::string& drained) {
  return std::string(
             R"({"trace":1,"schema":"5.1","estate":{"now":"2025-07-01T00:00:00Z","dcc":"90-B3-D5-1F-30-00-00-02",)"
             R"("users":[{"id":"90-B3-D5-1F-30-01-00-00","roles":["IS"]}],"meteringPoints":[{"id":"1234567890128",)"
             R"("fuel":"electricity","supplier":"90-B3-D5-1F-30-01-00-00"}],"devices":[{"id":)"
             R"("00-DB-12-34-56-78-90-A0","type":"ESME","smets":2,"status":"Commissioned","paymentMode":"credit",)"
             R"("meteringPoints":["1234567890128"]}]}})") +
         "\n" + R"({"operation":"ssi","user":"90-B3-D5-1F-30-01-00-00","action":"set-restricted","device":)" +
         R"("00-DB-12-34-56-78-90-A0","result":{"outcome":"accepted"}})" + "\n" + drained + "\n";
}

TEST(AuditCommand, NamesTheLineAndWritesTheLinesThatMatter) {
  const Workplace place;
  place.write("sound.jsonl", trace(R"({"operation":"drain","result":{}})"));
  const auto sound = place.hallmark("audit sound.jsonl");
  EXPECT_EQ(sound.exit_code, 0) << sound.out << sound.err;
  const auto bad = R"({"operation":"drain","result":{"toDevices":[{"device":"00-DB-12-34-56-78-90-A0"}]}})";
  place.write("bad.jsonl", trace(bad));
  const auto run = place.hallmark("audit bad.jsonl --out few.jsonl");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Not conformant: line 3 breaks mp169.flag-sends-nothing"));
  EXPECT_EQ(place.hallmark("audit few.jsonl").exit_code, 1);
  EXPECT_EQ(json::parse(place.hallmark("audit bad.jsonl --json").out).at("first").at("line"), 3);
}

TEST(AuditCommand, GarbledLinesAreExitThreeOrCounted) {
  const Workplace place;
  place.write("garbled.jsonl", trace("{]"));
  const auto strict = place.hallmark("audit garbled.jsonl");
  EXPECT_EQ(strict.exit_code, 3);
  EXPECT_THAT(strict.err, HasSubstr("garbled.jsonl:3: "));
  const auto skipping = place.hallmark("audit garbled.jsonl --skip-garbled");
  EXPECT_EQ(skipping.exit_code, 2);
  EXPECT_THAT(skipping.out, HasSubstr("1 garbled line"));
  EXPECT_EQ(place.hallmark("audit nowhere.jsonl").exit_code, 3);
}

}  // namespace
}  // namespace hallmark::suites
