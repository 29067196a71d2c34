#include "harness/scenario/scenario_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "harness/scenario/json_members.h"
#include "harness/scenario/json_text.h"
#include "harness/scenario/stimulus_json.h"

namespace hallmark::scenario {
namespace {

using testing::HasSubstr;

Estate estate() {
  Estate made;
  made.now = *instant("2025-07-01T00:00:00Z");
  made.dcc = "90-B3-D5-1F-30-00-00-02";
  made.users = {{"90-B3-D5-1F-30-01-00-00", {"IS"}}};
  made.metering_points = {{"1234567890128", "electricity", "import", "A", "90-B3-D5-1F-30-01-00-00", ""}};
  Device meter;
  meter.id = "00-DB-12-34-56-78-90-A0";
  meter.type = "ESME";
  meter.status = "Commissioned";
  meter.metering_points = {"1234567890128"};
  meter.payment_mode = "credit";
  made.devices = {meter};
  return made;
}

Submit submit() {
  Submit made{"90-B3-D5-1F-30-01-00-00", "send-command", "<x>\"é\"</x>", {}};
  made.reading.request_id = "a:b:1";
  made.reading.reference = "4.1";
  made.reading.header_srv = made.reading.body_srv = "4.1.1";
  made.reading.scheduled_srv = "4.6.1";
  made.reading.device_type = "ESME";
  made.reading.devices = {"00-DB-12-34-56-78-90-A0"};
  made.reading.command_variant = 1;
  made.reading.execution_time = *instant("2025-07-02T00:00:00Z");
  made.reading.deviation = "semantics: x";
  made.reading.payment_mode = "credit";
  made.reading.at_once = AtOnce::overlapping;
  Device added;
  added.id = "00-DB-12-34-56-78-90-A7";
  added.type = "ESME";
  added.status = "Pending";
  made.reading.inventory_change =
      InventoryChange{.device = added.id, .metering_point = "1", .place = "export", .removed = true, .added = added};
  made.schedule_of = "a:b:0";
  return made;
}

/// A pair, with everything that a file can hold.
Scenario pair() {
  Scenario made;
  made.name = "restricted/allow_list/srv_4_1_1.esme.is.cv1";
  made.title = "A title";
  made.schema_version = "5.1";
  made.seed = 18446744073709551615U;
  made.strict = true;
  made.profile_origin = "shipped";
  made.profile_digest = "sha256:00";
  made.facet = "restricted-mode";
  made.requirements = {"mp169.allow-list"};
  made.assumes = {"mp169.visible"};
  made.one_must_be_accepted = true;
  made.goes_on = true;
  FromDevice answer{"00-DB-12-34-56-78-90-A0", "response", "a:b:1", false, "8F0A", "AAAA", "00ff"};
  Estate other = estate();
  other.devices.clear();
  Trial trial;
  trial.clear = {Reset{estate()}, submit(), Drain{}};
  trial.restricted = {Reset{other}, Ssi{"u", "set-restricted", "d"}, answer, Advance{*instant("2025-07-03T00:00:00Z")},
                      Shutdown{},   Shutdown{.killed = true}};
  trial.clear_probe = "a:b:1";
  trial.restricted_probe = "a:b:2";
  made.trials = {trial, Trial{{Reset{estate()}}, {}, "", ""}};
  made.found = Finding{"inproc:reference", "fail", {"mp169.allow-list"}, "a command went out"};
  made.shrunk = Shrunk{30, 8, 21, true, true};
  return made;
}

class ScenarioFile : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  std::string error_of(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    try {
      read_scenario(path_);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  }
  /// The error for a good scenario with one thing changed.
  std::string error_with(const std::function<void(Json&)>& change) {
    Json json = to_json(pair());
    change(json);
    return error_of(json.dump());
  }
  std::string bytes() const {
    std::ostringstream text;
    text << std::ifstream(path_, std::ios::binary).rdbuf();
    return text.str();
  }
  std::filesystem::path path_ =
      std::filesystem::path(testing::TempDir()) / ("scenario_" + std::to_string(getpid()) + ".json");
};

TEST_F(ScenarioFile, IsReadAsItWasWrittenAndWrittenTheSameAgain) {
  write_scenario(path_, pair());
  const auto first = bytes();
  const auto read = read_scenario(path_);
  EXPECT_EQ(read, pair());
  write_scenario(path_, read);
  EXPECT_EQ(bytes(), first);
}

TEST_F(ScenarioFile, HoldsTheUsualEstateOnce) {
  const Json json = to_json(pair());
  EXPECT_FALSE(json.at("trials").at(0).at("clear").at(0).contains("estate"));
  EXPECT_TRUE(json.at("trials").at(0).at("restricted").at(0).contains("estate"));
}

TEST_F(ScenarioFile, DocumentsThatAreNoTextComeBackByteForByte) {
  auto scenario = pair();
  std::get<Submit>(scenario.trials.front().clear.at(1)).duis = std::string("\xff\0<", 3);
  write_scenario(path_, scenario);
  EXPECT_EQ(read_scenario(path_), scenario);
}

TEST_F(ScenarioFile, WhatIsWrongIsNamedWithFileAndMember) {
  EXPECT_THAT(error_of("{"), HasSubstr(path_.string() + ": no JSON"));
  EXPECT_THAT(error_of("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(error_with([](Json& json) { json["scenario"] = 2; }), HasSubstr("scenario must be a whole number"));
  EXPECT_THAT(error_with([](Json& json) { json.erase("name"); }), HasSubstr("name must be a string, was absent"));
  EXPECT_THAT(error_with([](Json& json) { json["seed"] = -1; }), HasSubstr("seed must be a whole number"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"] = Json::array(); }), HasSubstr("trials must have a step"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"][0]["clear"][1]["reading"].erase("bodySrv"); }),
              HasSubstr("trials[0].clear[1].reading.bodySrv must be a string"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"][0]["clear"][2]["operation"] = "dance"; }),
              HasSubstr("trials[0].clear[2].operation"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"][0]["restricted"][1].erase("user"); }),
              HasSubstr("trials[0].restricted[1]"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"][0]["restricted"][2]["canary"] = "xyz"; }),
              HasSubstr("trials[0].restricted[2].canary"));
  EXPECT_THAT(error_with([](Json& json) { json["trials"][0]["clear"].erase(0); }),
              HasSubstr("must start with a reset"));
  EXPECT_THAT(error_with([](Json& json) { json["found"]["outcome"] = "bad"; }), HasSubstr("found.outcome"));
  EXPECT_THAT(error_with([](Json& json) { json["shrunk"]["steps"] = -3; }), HasSubstr("shrunk.steps"));
  EXPECT_THAT(error_with([](Json& json) { json["estate"].erase("dcc"); }), HasSubstr("estate.dcc"));
}

TEST_F(ScenarioFile, MayAskAQuestionBesideTheScenario) {
  const OpenQuestion question{
      "set-while-set", "What then?", {"GAP-R-10"}, 2, {{"a", "inproc:a", "accepted"}, {"b", "inproc:b", "refused"}}};
  write_scenario(path_, pair(), question);
  EXPECT_EQ(read_scenario(path_), pair()) << "which carries no expectation";
  EXPECT_EQ(read_question(path_), question);
  write_scenario(path_, pair());
  EXPECT_EQ(read_question(path_), std::nullopt);
  Json json = to_json(pair());
  json["question"] = {{"clause", "c"}, {"step", -1}, {"readings", Json::array()}};
  std::ofstream(path_, std::ios::binary) << json.dump();
  try {
    read_question(path_);
    FAIL() << "a step before the first";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("question.step"));
  }
}

TEST_F(ScenarioFile, ThatNestsTooDeepOrIsNotThereIsRefused) {
  EXPECT_THAT(error_of(std::string(100'000, '[')), HasSubstr("nested more than"));
  std::filesystem::remove(path_);
  EXPECT_THROW(read_scenario(path_), std::runtime_error);
  EXPECT_THROW(write_scenario("/dev/null/x/y.json", pair()), std::runtime_error);
}

TEST(FileName, IsSafeAndTellsNamesApart) {
  EXPECT_EQ(file_name("restricted/allow_list/srv_4_1_1.esme.is.cv1"), "restricted-allow_list-srv_4_1_1.esme.is.cv1");
  EXPECT_NE(file_name("a/b"), file_name("a-b"));
  EXPECT_NE(file_name("a:b"), file_name("a;b"));
  for (const auto* hostile : {"../../etc/passwd", "..", "", "a\nb", "/abs", "-rf"}) {
    const auto made = file_name(hostile);
    EXPECT_EQ(made.find('/'), std::string::npos);
    EXPECT_NE(made.front(), '.');
    EXPECT_FALSE(made.empty());
  }
  EXPECT_NE(file_name(std::string(500, 'a')), file_name(std::string(501, 'a')));
  EXPECT_LT(file_name(std::string(500, 'a')).size(), 200U);
}

}  // namespace
}  // namespace hallmark::scenario
