#include <gtest/gtest.h>

#include "harness/observation/observation_json.h"

namespace hallmark::observation {
namespace {

struct Wrong {
  std::string operation;
  std::string result;
  std::string why;
};

const std::string drained = R"("toDevices":[],"toUsers":[],"toCsp":[],"toRegistration":[],"installCodes":[])";

/// A drain with one list replaced.
std::string drain_with(const std::string& list, const std::string& rows) {
  Json json = Json::parse("{" + drained + "}");
  json[list] = Json::parse(rows);
  return json.dump();
}

/// An initialize answer with that statement.
std::string stating(const std::string& statement) {
  return R"({"protocol":1,"implementation":{"name":"n","version":"v","vendor":"w","language":"l"},"statement":)" +
         statement + "}";
}

const std::vector<Wrong> table = {
    {"reset", "[]", "reset: must be an object, was a list"},
    {"reset", "null", "reset: must be an object, was null"},
    {"drain", "\"\"", "drain: must be an object, was a string"},
    {"shutdown", "true", "shutdown: must be an object, was true"},
    {"dance", "{}", "dance: is no operation"},
    {"initialize", "{}", "initialize: protocol must be a whole number, was absent"},
    {"initialize", R"({"protocol":"1"})", "initialize: protocol must be a whole number, was a string"},
    {"initialize", R"({"protocol":2})", "initialize: protocol must be a whole number from 1 to 1, was 2"},
    {"initialize", R"({"protocol":1.0})", "initialize: protocol must be a whole number, was a number"},
    {"initialize", R"({"protocol":1})", "initialize: implementation must be an object, was absent"},
    {"initialize", R"({"protocol":1,"implementation":{"name":"n","version":3}})",
     "initialize: implementation.version must be a string, was a number"},
    {"initialize", stating("[]"), "initialize: statement must be an object, was a list"},
    {"initialize", stating(R"({"facets":"all"})"), "initialize: statement.facets must be a list, was a string"},
    {"initialize", stating(R"({"facets":["a",{}]})"),
     "initialize: statement.facets[1] must be a string, was an object"},
    {"initialize", stating(R"({"commandVariants":[0]})"),
     "initialize: statement.commandVariants[0] must be a whole number from 1 to 8, was 0"},
    {"initialize", stating(R"({"commandVariants":[18446744073709551615]})"),
     "initialize: statement.commandVariants[0] must be a whole number from 1 to 8, was 18446744073709551615"},
    {"initialize", stating(R"({"clock":"sun"})"),
     R"(initialize: statement.clock must be "virtual" or "real", was "sun")"},
    {"initialize", stating(R"({"verifiesSignatures":1})"),
     "initialize: statement.verifiesSignatures must be true or false, was a number"},
    {"initialize", stating(R"({"effectiveWithin":"PT25H"})"),
     "initialize: statement.effectiveWithin must be an ISO 8601 duration of at most a day, was \"PT25H\""},
    {"initialize", stating(R"({"feedEvery":"daily"})"),
     "initialize: statement.feedEvery must be an ISO 8601 duration of at most a day, was \"daily\""},
    {"initialize", stating(R"({"concurrent":0})"),
     "initialize: statement.concurrent must be a whole number from 1 to 1000000, was 0"},
    {"initialize", stating(R"({"choices":[]})"), "initialize: statement.choices must be an object, was a list"},
    {"initialize", stating(R"({"choices":{"p":true}})"), "initialize: statement.choices.p must be a string, was true"},
    {"initialize", stating(R"({"adaptor":"thin"})"), "initialize: statement.adaptor must be an object, was a string"},
    {"submit", "{}", "submit: response must be a string or null, was absent"},
    {"submit", R"({"response":5})", "submit: response must be a string or null, was a number"},
    {"submit", R"({"response":null,"rejected":5})", "submit: rejected must be a string, was a number"},
    {"ssi", "{}", R"(ssi: outcome must be "accepted" or "refused", was absent)"},
    {"ssi", R"({"outcome":"maybe"})", R"(ssi: outcome must be "accepted" or "refused", was "maybe")"},
    {"ssi", R"({"outcome":"accepted","restricted":"yes"})", "ssi: restricted must be true or false, was a string"},
    {"ssi", R"({"outcome":"accepted","serviceFlag":"X"})", R"(ssi: serviceFlag must be "A" or "N" or "I", was "X")"},
    {"ssi", R"({"outcome":"accepted","effective":"soon"})", R"(ssi: effective must be an RFC 3339 time, was "soon")"},
    {"installCode", "{}", "installCode: request must be a string, was absent"},
    {"report", "{}", "report: included must be a list, was absent"},
    {"report", R"({"included":[]})", "report: excluded must be a list, was absent"},
    {"report", R"({"attempted":1})", "report: failed must be a whole number, was absent"},
    {"report", R"({"attempted":-1,"failed":0})",
     "report: attempted must be a whole number from 0 to 9007199254740991, was -1"},
    {"report", R"({"attempted":1e3,"failed":0})", "report: attempted must be a whole number, was a number"},
    {"drain", R"({"toDevices":{}})", "drain: toDevices must be a list, was an object"},
    {"drain", drain_with("toDevices", R"([{"device":"d"},{"device":7}])"),
     "drain: toDevices[1].device must be a string, was a number"},
    {"drain", drain_with("toDevices", "[[]]"), "drain: toDevices[0] must be an object, was a list"},
    {"drain", drain_with("toUsers", R"([{"user":"u"}])"), "drain: toUsers[0].duis must be a string, was absent"},
    {"drain", drain_with("toUsers", "{}"), "drain: toUsers must be a list, was an object"},
    {"drain", drain_with("toCsp", R"([{"device":"d"}])"),
     "drain: toCsp[0].restricted must be true or false, was absent"},
    {"drain", drain_with("toRegistration", R"([{"fuel":"oil","updates":[]}])"),
     R"(drain: toRegistration[0].fuel must be "electricity" or "gas", was "oil")"},
    {"drain", drain_with("toRegistration", R"([{"fuel":"gas","updates":[{"meteringPoint":"1"},{}]}])"),
     "drain: toRegistration[0].updates[1].meteringPoint must be a string, was absent"},
    {"drain", drain_with("installCodes", R"([{"request":"1","device":"d","from":"f","to":"t"}])"),
     "drain: installCodes[0] must have one of installCode, notInstaller:true and refused, had none"},
    {"drain",
     drain_with("installCodes",
                R"([{"request":"1","device":"d","from":"f","to":"t","installCode":"0","refused":"no"}])"),
     "drain: installCodes[0] must have one of installCode, notInstaller:true and refused, had 2"},
};

TEST(MalformedResult, IsExplainedAndNeverThrown) {
  for (const Wrong& wrong : table) {
    const Observation observation = observation_from_result(wrong.operation, Json::parse(wrong.result));
    const auto* malformed = std::get_if<Malformed>(&observation);
    ASSERT_NE(malformed, nullptr) << wrong.operation << " " << wrong.result;
    EXPECT_EQ(malformed->why, wrong.why);
  }
}

/// Puts each kind of JSON value in place of every value below `json`, one at a time, and reads the whole as
/// `operation`.
void read_with_each_value_replaced(const std::string& operation, const Json& whole, const Json::json_pointer& at) {
  for (const char* value :
       {"null", "true", "1", "-1e300", "18446744073709551615", "\"\"", "[]", "{}", "[[]]", "[null]"}) {
    Json changed = whole;
    changed[at] = Json::parse(value);
    const Observation observation = observation_from_result(operation, changed);
    if (const auto* malformed = std::get_if<Malformed>(&observation)) {
      EXPECT_FALSE(malformed->why.empty());
    }
  }
  const Json& here = whole[at];
  if (here.is_object()) {
    for (const auto& [name, value] : here.items()) read_with_each_value_replaced(operation, whole, at / name);
  } else if (here.is_array()) {
    for (std::size_t i = 0; i < here.size(); ++i) read_with_each_value_replaced(operation, whole, at / i);
  }
}

TEST(MalformedResult, NoValueInAnyPlaceIsThrown) {
  const std::vector<std::pair<std::string, std::string>> samples = {
      {"initialize", stating(R"({"facets":["a"],"schemas":["5.1"],"srvs":["1.1.1"],"commandVariants":[1],
        "clock":"real","concurrent":2,"effectiveWithin":"PT1H","choices":{"p":"a"},"adaptor":{"decides":"nothing"}})")},
      {"submit", R"({"response":"<a/>"})"},
      {"ssi", R"({"outcome":"accepted","effective":"2025-07-01T00:00:00Z","restricted":true,"serviceFlag":"A"})"},
      {"report", R"({"included":["a"],"excluded":[]})"},
      {"report", R"({"attempted":1,"failed":1})"},
      {"drain", R"({"toDevices":[{"device":"d"}],"toUsers":[{"user":"u","duis":""}],"toCsp":[{"device":"d",
        "restricted":true}],"toRegistration":[{"fuel":"gas","updates":[{"meteringPoint":"1","flag":"A"}]}],
        "installCodes":[{"request":"1","device":"d","from":"f","to":"t","refused":"no"}]})"},
  };
  for (const auto& [operation, text] : samples) {
    read_with_each_value_replaced(operation, Json::parse(text), Json::json_pointer());
  }
}

}  // namespace
}  // namespace hallmark::observation
