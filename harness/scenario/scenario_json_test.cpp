#include "harness/scenario/scenario_json.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::scenario {
namespace {

Estate sample_estate() {
  Estate estate;
  estate.now = *instant("2025-07-01T00:00:00Z");
  estate.dcc = "90-B3-D5-1F-30-00-00-02";
  estate.users = {{"90-B3-D5-1F-30-01-00-00", {"IS", "GS"}}};
  estate.metering_points = {
      {"1234567890128", "electricity", "import", "A", "90-B3-D5-1F-30-01-00-00", "90-B3-D5-1F-30-02-00-00"},
      {"123456", "gas", "export", std::nullopt, "", ""}};
  Device meter{"00-DB-12-34-56-78-90-A0",
               "ESME",
               2,
               "Commissioned",
               {"1234567890128"},
               "credit",
               "00-DB-12-34-56-78-90-C0",
               "90-B3-D5-1F-30-01-00-00",
               "00112233445566778899AABBCCDDEEFF",
               true};
  Device hub;
  hub.id = "00-DB-12-34-56-78-90-C0";
  hub.type = "CHF";
  hub.smets = 1;
  hub.status = "Commissioned";
  estate.devices = {meter, hub};
  return estate;
}

Submit submit(const std::string& service, const std::string& duis) {
  Submit stimulus;
  stimulus.user = "user";
  stimulus.service = service;
  stimulus.duis = duis;
  return stimulus;
}

FromDevice from_device(const std::string& kind, const std::string& payload) {
  FromDevice stimulus;
  stimulus.device = "device";
  stimulus.kind = kind;
  stimulus.payload = payload;
  return stimulus;
}

FromDevice response(bool success) {
  FromDevice stimulus = from_device("response", "AAAA");
  stimulus.request_id = "a:b:1";
  stimulus.success = success;
  return stimulus;
}

FromDevice alert(const std::string& kind, const std::string& code) {
  FromDevice stimulus = from_device(kind, "AAAA");
  stimulus.alert_code = code;
  return stimulus;
}

std::vector<Stimulus> every_stimulus() {
  const Instant now = *instant("2025-07-01T00:00:00Z");
  return {Initialize{"5.4", "ecdsa", {"-----BEGIN CERTIFICATE-----\n"}},
          Initialize{
              "5.4", "placeholder", {}, true, {{"user", "http://127.0.0.1:1/users/0"}}, "http://127.0.0.1:1/devices"},
          Reset{sample_estate()},
          submit("transform", "<xml>\xC2\xA3\n</xml>"),
          submit("non-device", std::string("\xFF\0\xFE", 3)),
          Ssi{"user", "set-restricted", "device"},
          Inventory{{"one"}, "Suspended", std::nullopt, std::nullopt, std::nullopt, std::nullopt},
          Inventory{{"one", "two"}, "Removed", "credit", std::vector<std::string>{"1", "2"}, "hub", std::nullopt},
          Inventory{{}, std::nullopt, std::nullopt, std::nullopt, std::nullopt, sample_estate().devices[0]},
          Registration{"1234567890128", "change-of-supplier", "supplier"},
          Registration{"1234567890128", "change-of-tenancy", std::nullopt},
          response(false),
          response(true),
          alert("alert", "8F0A"),
          alert("dcc-alert", "AD1"),
          Advance{now},
          InstallCode{"requester", "holder", {"one", "two"}},
          Report{"performance", now, now + 86400},
          Drain{},
          Shutdown{}};
}

TEST(ScenarioJson, EveryStimulusComesBackAsItWas) {
  for (const Stimulus& stimulus : every_stimulus()) {
    const Json json = params(stimulus);
    EXPECT_TRUE(is_operation(operation(stimulus)));
    EXPECT_EQ(stimulus_from_params(operation(stimulus), Json::parse(json.dump())), stimulus) << json;
  }
}

TEST(ScenarioJson, TheEstateIsAsTheProtocolWritesIt) {
  const Json json = to_json(sample_estate());
  EXPECT_EQ(json["meteringPoints"][0].dump(),
            R"({"id":"1234567890128","fuel":"electricity","direction":"import","serviceFlag":"A",)"
            R"("supplier":"90-B3-D5-1F-30-01-00-00","networkOperator":"90-B3-D5-1F-30-02-00-00"})");
  EXPECT_EQ(json["devices"][1].dump(),
            R"({"id":"00-DB-12-34-56-78-90-C0","type":"CHF","smets":1,"status":"Commissioned"})");
  EXPECT_EQ(json["devices"][0]["restricted"], true);
  EXPECT_EQ(json["now"], "2025-07-01T00:00:00Z");
}

TEST(ScenarioJson, ParamsLeaveOutWhatIsUsual) {
  EXPECT_EQ(params(Initialize{"5.1", "placeholder"}).dump(),
            R"({"protocol":1,"schema":"5.1","signing":"placeholder"})");
  EXPECT_EQ(params(response(true)).dump(),
            R"({"device":"device","kind":"response","requestId":"a:b:1","payload":"AAAA"})");
  EXPECT_EQ(params(Inventory{{"d"}, "Suspended", {}, {}, {}, {}}).dump(), R"({"device":"d","status":"Suspended"})");
  Submit stimulus = submit("transform", "<a/>");
  stimulus.reading.request_id = "never crosses";
  stimulus.schedule_of = "never crosses either";
  EXPECT_EQ(params(stimulus).dump(), R"({"user":"user","service":"transform","duis":"<a/>"})");
}

TEST(ScenarioJson, DirectionMayBeLeftOutAndUnknownMembersAreNotLookedAt) {
  Json json = to_json(sample_estate());
  json["meteringPoints"][0].erase("direction");
  json["devices"][0]["colour"] = {"grey"};
  json["weather"] = 3;
  EXPECT_EQ(estate_from_json(json), sample_estate());
}

TEST(ScenarioJson, OnlyTheOperationsOfTheProtocolAreOperations) {
  for (const char* wrong : {"", "Drain", "drain ", "chaos"}) EXPECT_FALSE(is_operation(wrong)) << wrong;
}

TEST(ScenarioJson, WrongParamsAreNamed) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"initialize", R"({"protocol":2,"schema":"5.4"})",
       "initialize: protocol must be a whole number from 1 to 1, was 2"},
      {"initialize", R"({"protocol":1})", "initialize: schema must be a string, was absent"},
      {"reset", "{}", "reset: estate must be an object, was absent"},
      {"reset", R"({"estate":{"now":"soon"}})", R"(reset: estate.now must be an RFC 3339 time, was "soon")"},
      {"reset",
       R"({"estate":{"now":"2025-07-01T00:00:00Z","dcc":"d","users":[],"meteringPoints":[],)"
       R"("devices":[{"id":"a","type":"ESME","smets":3}]}})",
       "reset: estate.devices[0].smets must be a whole number from 1 to 2, was 3"},
      {"submit", R"({"user":"u","service":"post","duis":""})",
       R"(submit: service must be "send-command" or "transform" or "non-device", was "post")"},
      {"submit", R"({"user":"u","service":"transform"})", "submit: duis must be a string, was absent"},
      {"submit", R"({"user":"u","service":"transform","duisBase64":"?"})", "submit: duisBase64 must be padded base64"},
      {"inventory", "{}", "inventory: device must be a string, was absent"},
      {"inventory", R"({"devices":["a",null]})", "inventory: devices[1] must be a string, was null"},
      {"inventory", R"({"add":[]})", "inventory: add must be an object, was a list"},
      {"advance", R"({"to":"2025-07-01"})", R"(advance: to must be an RFC 3339 time, was "2025-07-01")"},
      {"drain", "[]", "drain: must be an object, was a list"},
      {"chaos", "{}", "\"chaos\" is no operation"},
  };
  for (const auto& [operation, text, problem] : table) {
    try {
      stimulus_from_params(operation, Json::parse(text));
      ADD_FAILURE() << operation << " " << text;
    } catch (const std::invalid_argument& wrong) {
      EXPECT_EQ(wrong.what(), problem);
    }
  }
}

TEST(ScenarioJson, AReadingIsWrittenForTheRecord) {
  RequestReading reading;
  reading.request_id = "a:b:1";
  reading.devices = {"b"};
  reading.command_variant = 1;
  reading.device_type = "ESME";
  reading.execution_time = instant("2025-07-01T00:00:00Z");
  const Json json = to_json(reading);
  EXPECT_EQ(json["requestId"], "a:b:1");
  EXPECT_EQ(json["executionTime"], "2025-07-01T00:00:00Z");
  EXPECT_EQ(json["deviceType"], "ESME");
  EXPECT_FALSE(json.contains("deviation"));
}

}  // namespace
}  // namespace hallmark::scenario
