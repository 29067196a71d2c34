#include "harness/run/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "harness/run/record_line.h"

namespace hallmark::run {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A file of the test's own that goes with it.
class RecordFile : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  Record read(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return read_record(path_);
  }

  std::string error_of(const std::string& text) {
    try {
      read(text);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  }

  std::filesystem::path path_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("hallmark_") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl");
};

Header header() {
  Header header;
  header.hallmark = "0.1.0";
  header.target = "cmd:./dsp";
  header.implementation = {{"name", "a\n\"b\""}, {"version", nullptr}};
  header.statement = nullptr;
  header.schema_version = "5.4";
  header.schema_digest = "sha256:01";
  header.facts_digest = "sha256:02";
  header.profile_origin = "shipped";
  header.profile_digest = "sha256:03";
  header.profile_acknowledged = {"4.1.1"};
  header.profile_differences = {"4.1.1 ESME: reject -> permit"};
  header.signing = "ecdsa";
  header.certificates = {"serial 1 of CN=U1"};
  header.seed = std::numeric_limits<std::uint64_t>::max();
  header.strict = true;
  header.filter = "restricted/*";
  header.selected = 3;
  header.shards = 2;
  header.shard = 1;
  header.started = "2026-01-02T03:04:05Z";
  return header;
}

CaseRow row(std::string case_id, verdict::Outcome outcome, int iteration = 0) {
  CaseRow row;
  row.case_id = std::move(case_id);
  row.title = "a title";
  row.iteration = iteration;
  row.seed = 7;
  row.axes = {"4.1.1", "ESME", "IS", 1, "reject", "must", "accepted I99", "refused E5"};
  row.verdict = verdict::conclude({{outcome, spec::Level::should, {"mp169.allow-list"}, "because", 2}},
                                  {{"gives-out", "4.1.1", "seen"}});
  row.replay = "hallmark replay x";
  return row;
}

Step step(std::string case_id, int number, int iteration = 0) {
  return {std::move(case_id), iteration, number, Json{{"operation", "submit"}}, Json{{"kind", "answered"}}};
}

template <class Row>
std::string line(const Row& each) {
  return to_json(each).dump() + "\n";
}

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  return keys;
}

TEST(RecordJson, OfAnEarlierProgramSaysNothingOfSignatures) {
  auto earlier = to_json(header());
  EXPECT_EQ(header_from_json(earlier).signing, "ecdsa");
  earlier.erase("signing");
  earlier.erase("certificates");
  EXPECT_EQ(header_from_json(earlier).signing, "placeholder");
  EXPECT_TRUE(header_from_json(earlier).certificates.empty());
}

TEST(RecordJson, KeysStandInAFixedOrder) {
  EXPECT_THAT(keys(to_json(Header{})),
              ElementsAre("record", "format", "hallmark", "target", "implementation", "statement", "schema_version",
                          "schema_digest", "facts_digest", "profile_origin", "profile_digest", "profile_acknowledged",
                          "profile_differences", "signing", "certificates", "seed", "strict", "filter", "suites",
                          "certification", "selected", "shards", "shard", "started"));
  EXPECT_THAT(keys(to_json(Step{})), ElementsAre("record", "case", "iteration", "step", "stimulus", "observation"));
  EXPECT_THAT(keys(to_json(CaseRow{})), ElementsAre("record", "case", "title", "iteration", "seed", "axes", "outcome",
                                                    "judgements", "notes", "replay", "scenario"));
  EXPECT_THAT(keys(to_json(NotRun{})), ElementsAre("record", "case", "reason"));
  EXPECT_THAT(keys(to_json(Footer{})),
              ElementsAre("record", "counts", "exit_code", "reason", "finished", "judgements", "not_judged", "alarms"));
}

TEST(RecordJson, ACaseReadsAsOneLine) {
  EXPECT_EQ(
      to_json(row("a/b/c", verdict::Outcome::warn)).dump(),
      R"({"record":"case","case":"a/b/c","title":"a title","iteration":0,"seed":7,"axes":{"srv":"4.1.1",)"
      R"("device_type":"ESME","role":"IS","command_variant":1,"expect":"reject","level":"must","clear":"accepted I99",)"
      R"("restricted":"refused E5"},"outcome":"warn","judgements":[{"outcome":"warn","level":"should",)"
      R"("requirements":["mp169.allow-list"],"reason":"because","step":2}],"notes":[{"kind":"gives-out",)"
      R"("subject":"4.1.1","text":"seen"}],"replay":"hallmark replay x","scenario":""})");
}

TEST(RecordJson, EmptyListsStayLists) {
  const Json json = to_json(CaseRow{});
  EXPECT_TRUE(json["judgements"].is_array());
  EXPECT_TRUE(json["notes"].is_array());
  EXPECT_TRUE(to_json(Footer{})["counts"].is_object());
}

TEST_F(RecordFile, EveryRowComesBackAsItWasWritten) {
  const CaseRow failed = row("a/b/c", verdict::Outcome::fail);
  const Footer footer{{{"fail", 1}, {"not_run", 1}}, 1, "1 of 1 cases failed", "2026-01-02T03:05:05Z"};
  const Record record = read(line(header()) + line(step("a/b/c", 0)) + line(step("a/b/c", 1)) + line(failed) +
                             line(NotRun{"a/b/d", "filtered"}) + line(footer));
  EXPECT_EQ(to_json(record.header), to_json(header()));
  ASSERT_EQ(record.cases.size(), 1U);
  EXPECT_EQ(to_json(record.cases[0]), to_json(failed));
  EXPECT_EQ(record.cases[0].verdict, failed.verdict);
  ASSERT_EQ(record.not_run.size(), 1U);
  EXPECT_EQ(to_json(record.not_run[0]), to_json(NotRun{"a/b/d", "filtered"}));
  ASSERT_TRUE(record.footer.has_value());
  EXPECT_EQ(to_json(*record.footer), to_json(footer));
  ASSERT_EQ(record.steps.at("a/b/c").size(), 2U);
  EXPECT_EQ(to_json(record.steps.at("a/b/c")[1]), to_json(step("a/b/c", 1)));
}

TEST_F(RecordFile, CoverageOfTheSchemaComesBackAsItWasWritten) {
  Footer footer{{}, 0, "well", "2026-01-02T03:05:05Z"};
  EXPECT_FALSE(read(line(header()) + line(footer)).footer->schema_coverage.has_value());
  footer.schema_coverage = SchemaCoverage{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {{"Request/Body/X", 4}}};
  const Record record = read(line(header()) + line(footer));
  ASSERT_TRUE(record.footer && record.footer->schema_coverage);
  EXPECT_EQ(*record.footer->schema_coverage, *footer.schema_coverage);
  Json broken = to_json(footer);
  broken["schema_coverage"]["branches"].erase("total");
  EXPECT_THAT(error_of(line(header()) + broken.dump() + "\n"), HasSubstr("coverage has no member \"total\""));
}

TEST_F(RecordFile, AMissingFooterIsSeen) { EXPECT_FALSE(read(line(header())).footer.has_value()); }

TEST_F(RecordFile, StepsOfPassesAreNotKeptBeforeOrAfterTheirCase) {
  const Record record = read(line(header()) + line(step("a", 0, 0)) + line(row("a", verdict::Outcome::pass, 0)) +
                             line(step("a", 1, 0)) + line(step("a", 0, 1)) + line(row("a", verdict::Outcome::fail, 1)) +
                             line(step("b", 0)) + line(row("b", verdict::Outcome::pass)));
  ASSERT_EQ(record.steps.size(), 1U);
  ASSERT_EQ(record.steps.at("a").size(), 1U);
  EXPECT_EQ(record.steps.at("a")[0].iteration, 1);
}

TEST_F(RecordFile, AKindOfALaterVersionIsPassedOver) {
  EXPECT_EQ(read(line(header()) + "{\"record\":\"weather\",\"sky\":1}\n").cases.size(), 0U);
}

TEST_F(RecordFile, OneCaseMayBeIterated) {
  EXPECT_EQ(read(line(header()) + line(row("a", verdict::Outcome::pass, 0)) + line(row("a", verdict::Outcome::pass, 1)))
                .cases.size(),
            2U);
}

TEST_F(RecordFile, ErrorsNameFileLineAndFault) {
  const std::string start = line(header());
  const std::string judged = line(row("a/b/c", verdict::Outcome::pass));
  const std::vector<std::tuple<std::string, int, std::string>> faults = {
      {"", 1, "the record is empty"},
      {judged, 1, "the first line of a record is its header"},
      {start + start, 2, "a second header"},
      {start + judged + judged, 3, "case a/b/c, iteration 0, is judged a second time"},
      {start + line(Footer{}) + judged, 3, "a line after the footer"},
      {start + "not json\n", 2, "not a line of JSON"},
      {start + "\n", 2, "not a line of JSON"},
      {start + "[]\n", 2, "not a JSON object"},
      {start + "{\"record\":7}\n", 2, "member \"record\" of the line is not a string"},
      {start + "{}\n", 2, "the line has no member \"record\""},
      {start + judged.substr(0, 40), 2, "the last line is cut off"},
      {start + "{\"record\":\"not_run\",\"case\":\"\xff\",\"reason\":\"\"}\n", 2, "not a line of JSON"},
      {start + std::string(300, '['), 2, "nest deeper than 256"}};
  for (const auto& [text, number, fault] : faults)
    EXPECT_THAT(error_of(text),
                AllOf(HasSubstr(path_.string() + ":" + std::to_string(number) + ": "), HasSubstr(fault)));
}

TEST_F(RecordFile, WrongMembersAreNamed) {
  const auto broken = [&](auto change) {
    Json json = to_json(row("a/b/c", verdict::Outcome::pass));
    change(json);
    return error_of(line(header()) + json.dump() + "\n");
  };
  EXPECT_THAT(broken([](Json& json) { json.erase("replay"); }), HasSubstr("a case has no member \"replay\""));
  EXPECT_THAT(broken([](Json& json) { json["seed"] = -1; }), HasSubstr("\"seed\" of a case"));
  EXPECT_THAT(broken([](Json& json) { json["iteration"] = 1.5; }), HasSubstr("\"iteration\" of a case"));
  EXPECT_THAT(broken([](Json& json) { json["iteration"] = 5000000000; }), HasSubstr("\"iteration\" of a case"));
  EXPECT_THAT(broken([](Json& json) { json["axes"] = 1; }), HasSubstr("the axes of a case is not an object"));
  EXPECT_THAT(broken([](Json& json) { json["outcome"] = "great"; }), HasSubstr("\"great\" is no outcome"));
  EXPECT_THAT(broken([](Json& json) { json["judgements"][0]["level"] = "may"; }), HasSubstr("\"may\" is no level"));
  EXPECT_THAT(broken([](Json& json) { json["judgements"][0]["requirements"][0] = 1; }),
              HasSubstr("\"requirements\" of a judgement is not an array of strings"));
}

TEST_F(RecordFile, AnotherFormatIsRefused) {
  Json json = to_json(header());
  json["format"] = 2;
  EXPECT_THAT(error_of(json.dump() + "\n"), HasSubstr("this program reads format 1"));
}

TEST_F(RecordFile, AMissingFileIsNamed) { EXPECT_THROW(read_record(path_), std::runtime_error); }

TEST(LineReader, BoundsTheLengthOfALine) {
  std::istringstream fits("12345\n123");
  LineReader reader(fits, 5);
  std::string text;
  ASSERT_TRUE(reader.next(text));
  EXPECT_EQ(text, "12345");
  EXPECT_FALSE(reader.cut_off());
  ASSERT_TRUE(reader.next(text));
  EXPECT_EQ(text, "123");
  EXPECT_TRUE(reader.cut_off());
  EXPECT_FALSE(reader.next(text));

  std::istringstream too_long("123456\n");
  LineReader refusing(too_long, 5);
  EXPECT_THROW(refusing.next(text), std::runtime_error);
}

TEST(LineReader, BracketsInStringsDoNotNest) {
  EXPECT_NO_THROW(parse_line("{\"record\":\"" + std::string(1000, '[') + "\\\"[\"}", false));
}

}  // namespace
}  // namespace hallmark::run
