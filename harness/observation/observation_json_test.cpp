#include "harness/observation/observation_json.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::observation {
namespace {

Statement full_statement() {
  Statement statement;
  statement.facets = {"restricted-mode"};
  statement.schemas = {"5.1", "5.4"};
  statement.srvs = std::vector<std::string>{};
  statement.command_variants = {1, 8};
  statement.clock = "real";
  statement.verifies_signatures = true;
  statement.effective_within = "PT24H";
  statement.feed_every = "P1D";
  statement.concurrent = 4;
  statement.bytes = true;
  statement.payment_mode_known = false;
  statement.survives_restart = true;
  statement.rejection_code = "E5";
  statement.choices = {{"some.point", "yes"}, {"another.point", "no"}};
  statement.adaptor = R"({"decides":"nothing"})";
  return statement;
}

Effects full_effects() {
  Effects effects;
  effects.to_devices = {{"d", "a:b:1", "4.1.1", "s", "AA=="}, {"d", "", "", {}, {}}};
  effects.to_users = {{"u", {"<x>\xC2\xA3</x>", {}}}};
  effects.to_csp = {{"d", true}, {"d", false}};
  effects.to_registration = {{"gas", "n", {{"123456", "A"}, {"123457", {}}}}, {"electricity", {}, {}}};
  effects.install_codes = {
      {"1", "d", "f", "t", "00", false, {}}, {"1", "d", "f", "t", {}, true, {}}, {"1", "d", "f", "t", {}, false, "no"}};
  return effects;
}

TEST(ObservationJson, EveryResultComesBackAsItWas) {
  const std::vector<std::pair<std::string, Observation>> table = {
      {"initialize", Answered{Initialized{1, {"n", "v", "w", "l"}, full_statement(), "http://localhost/"}}},
      {"initialize", Answered{Initialized{1, {"n", "v", "w", "l"}, {}, {}}}},
      {"reset", Answered{Done{}}},
      {"submit", Answered{Responded{{"<a>\n</a>", {}}}}},
      {"submit", Refused{"a DOCTYPE"}},
      {"ssi", Answered{SsiAnswer{true, "why", "2025-07-01T00:00:00Z", true, "A"}}},
      {"ssi", Answered{SsiAnswer{}}},
      {"inventory", Answered{Done{}}},
      {"installCode", Answered{InstallCodeRequested{"7"}}},
      {"report", Answered{Reported{{"a"}, {"b"}, {}, {}}}},
      {"report", Answered{Reported{{}, {}, 5, 0}}},
      {"drain", Answered{Drained{full_effects()}}},
      {"drain", Answered{Drained{}}},
      {"shutdown", Answered{Done{}}},
  };
  for (const auto& [operation, observation] : table) {
    const Json json = result(observation);
    EXPECT_EQ(observation_from_result(operation, Json::parse(json.dump())), observation) << json;
  }
}

TEST(ObservationJson, AStatementAtItsDefaultsIsEmpty) { EXPECT_EQ(to_json(Statement{}).dump(), "{}"); }

TEST(ObservationJson, UnknownMembersAreNotLookedAt) {
  EXPECT_EQ(observation_from_result("reset", Json::parse(R"({"extra":[1]})")), Observation(Answered{Done{}}));
  EXPECT_EQ(observation_from_result("ssi", Json::parse(R"({"outcome":"refused","restricted":null,"x":{}})")),
            Observation(Answered{SsiAnswer{}}));
}

TEST(ObservationJson, ARefusalHasNoResponse) {
  EXPECT_EQ(result(Refused{"why"}).dump(), R"({"response":null,"rejected":"why"})");
  EXPECT_THROW(result(Crashed{}), std::invalid_argument);
}

TEST(ObservationJson, AWholeObservationIsPrintableWhateverWasSent) {
  EXPECT_EQ(to_json(Observation(Answered{Done{}})).dump(), R"({"kind":"answered","result":{}})");
  EXPECT_EQ(to_json(Observation(Refused{"w"})).dump(), R"({"kind":"refused","why":"w"})");
  EXPECT_EQ(to_json(Observation(Declined{-32601, "m"})).dump(), R"({"kind":"declined","code":-32601,"message":"m"})");
  EXPECT_EQ(to_json(Observation(Malformed{"w", "text", "log"})).dump(),
            R"({"kind":"malformed","why":"w","bytes":"text","log":"log"})");
  EXPECT_EQ(to_json(Observation(TimedOut{200, "", ""})).dump(),
            R"({"kind":"timed-out","afterMs":200,"bytes":"","log":""})");
  EXPECT_EQ(to_json(Observation(Crashed{"h", "\xFF", "\xFE"})).dump(),
            "{\"kind\":\"crashed\",\"how\":\"h\",\"bytesBase64\":\"/w==\",\"log\":\"\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace hallmark::observation
