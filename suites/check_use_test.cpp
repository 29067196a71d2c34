// `hallmark check` as the author of an adaptor meets it, and the JSON Schema that it holds messages against.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "suites/commands/protocol_schema.h"
#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const ProtocolSchema& schema() {
  static const ProtocolSchema loaded(HALLMARK_SHARE_DIR "/protocol.schema.json");
  return loaded;
}

/// What is wrong with a message that somebody writes.
std::vector<std::string> problems(const std::string& definition, const std::string& text) {
  return schema().problems(definition, json::parse(text));
}

TEST(ProtocolSchema, TakesWhatTheProtocolShows) {
  EXPECT_THAT(problems("reset.result", "{}"), ElementsAre());
  EXPECT_THAT(problems("ssi.result", R"({"outcome":"accepted","restricted":true,"serviceFlag":null})"), ElementsAre());
  EXPECT_THAT(problems("submit.result", R"({"response":null,"rejected":"not well-formed"})"), ElementsAre());
  EXPECT_THAT(problems("report.result", R"({"attempted":12,"failed":1})"), ElementsAre());
  EXPECT_THAT(
      problems("drain.result", R"({"toDevices":[{"device":"00-DB-12-34-56-78-90-A0","requestId":"x","srv":"4.1.1",
      "schedule":null,"payload":null,"seq":1}],"toUsers":[],"toCsp":[],"toRegistration":[],"installCodes":[]})"),
      ElementsAre());
}

TEST(ProtocolSchema, SaysWhichMemberIsWrongAndWhatItHasToBe) {
  EXPECT_THAT(
      problems("drain.result", R"({"toDevices":[{"device":5,"requestId":"x"}],"toUsers":[],"toCsp":[],
      "toRegistration":[],"installCodes":[]})"),
      ElementsAre("toDevices[0].device: it is of another type. It has to be an EUI-64, 90-B3-D5-1F-30-01-00-00."));
  EXPECT_THAT(
      problems("drain.result", R"({"toDevices":[],"toUsers":[],"toCsp":[],"toRegistration":[]})"),
      ElementsAre("the whole: installCodes is missing. It has to be five lists, empty where nothing happened."));
  EXPECT_THAT(problems("ssi.result", R"({"outcome":"ok"})"),
              ElementsAre("outcome: it is none of the values. It has to be accepted or refused."));
  EXPECT_THAT(problems("statement", R"({"facet":["restricted-mode"]})"),
              ElementsAre(StartsWith("the whole: facet is not known here.")));
  EXPECT_THAT(problems("statement", R"({"effectiveWithin":"an hour"})"),
              ElementsAre(StartsWith("effectiveWithin: it is of another form.")));
  EXPECT_THAT(problems("report.result", R"({"included":[]})"), Not(ElementsAre()));
  EXPECT_THAT(problems("response", R"({"jsonrpc":"2.0","id":1})"), Not(ElementsAre()));
  EXPECT_THROW(problems("nonsense.result", "{}"), std::invalid_argument);
}

/// The lines that `--trace` prints, "> " what was sent and "< " what came.
std::vector<json> traced(const std::string& out, const std::string& mark) {
  std::vector<json> found;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("    " + mark + " ")) continue;
    if (line.size() < 3900) found.push_back(json::parse(line.substr(6)));
  }
  return found;
}

TEST(Check, SendsNothingThatTheSchemaDoesNotHaveAndTracesIt) {
  const Workplace place;
  const auto check = place.hallmark("check 'exec:" HALLMARK_BIN_DIR "/hallmark serve reference' --trace");
  EXPECT_EQ(check.exit_code, 0) << check.out;
  std::set<std::string> asked;
  std::size_t batches = 0;
  for (const auto& line : traced(check.out, ">")) {
    batches += line.is_array() ? 1 : 0;
    for (const auto& request : line.is_array() ? line : json::array({line})) {
      const std::string operation = request.at("method");
      asked.insert(operation);
      EXPECT_THAT(schema().problems("request", request), ElementsAre());
      EXPECT_THAT(schema().problems(operation + ".params", request.at("params")), ElementsAre()) << operation;
    }
  }
  EXPECT_EQ(batches, 1U);
  EXPECT_THAT(check.out, HasSubstr("  ok   batch: two requests in one line are answered by one list\n"));
  EXPECT_GE(asked.size(), 11U) << "every operation but a reset too long for a line";
  EXPECT_GE(traced(check.out, "<").size(), 11U);
  EXPECT_THAT(check.out, HasSubstr(" us\n"));
}

/// An adaptor that answers the first line, an initialize, like this, and then no more.
Outcome check_of(const std::string& result) {
  const Workplace place;
  place.write("adaptor.sh", "read line\ncat <<'END'\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}\nEND\n");
  return place.hallmark("check 'exec:sh adaptor.sh'");
}

TEST(Check, NamesWhatAnAdaptorAuthorGotWrong) {
  const auto misspelt = check_of(
      R"({"protocol":1,"implementation":{"name":"a","version":"1"},"statement":{"facet":["restricted-mode"]}})");
  EXPECT_EQ(misspelt.exit_code, 2);
  EXPECT_THAT(misspelt.out, HasSubstr("WRONG  initialize"));
  EXPECT_THAT(misspelt.out, HasSubstr("statement: facet is not known here."));
  EXPECT_THAT(misspelt.out, HasSubstr("implementation: vendor is missing."));
  EXPECT_THAT(misspelt.out, HasSubstr("nothing is said of the implementation"));

  const auto declined = Workplace().hallmark("check 'exec:" HALLMARK_BIN_DIR "/miniature_child decline ssi'");
  EXPECT_EQ(declined.exit_code, 2);
  EXPECT_THAT(declined.out, HasSubstr("-32601: not offered, and the claimed facet restricted-mode needs it"));
}

TEST(Check, SaysWhatAnAdaptorDoesThatTakesNoBatch) {
  const auto check = Workplace().hallmark("check 'exec:" HALLMARK_BIN_DIR "/miniature_child no-list'");
  EXPECT_EQ(check.exit_code, 2) << check.out;
  EXPECT_THAT(check.out, HasSubstr("WRONG  batch: two requests in one line: no protocol answer: not one list in answer "
                                   "to a batch of 2 requests"));
  EXPECT_THAT(check.out, HasSubstr("it sent: {\"jsonrpc\":\"2.0\",\"id\":null,\"error\""));
  EXPECT_THAT(check.out, HasSubstr("answer a line that is a list with one list, in the same order"));
}

TEST(Check, KeepsAnImplementationThatIsWrongApartFromAnAdaptorThatIs) {
  const auto check = Workplace().hallmark("check 'exec:" HALLMARK_BIN_DIR "/miniature_child entity-bomb submit'");
  EXPECT_EQ(check.exit_code, 0) << check.out;
  EXPECT_THAT(check.out, HasSubstr("fails  submit: a DUIS document is valid against the schema"));
  EXPECT_THAT(check.out, HasSubstr("The adaptor is sound.\nThe implementation behind it is wrong"));
  EXPECT_THAT(check.out, Not(HasSubstr("WRONG")));
}

}  // namespace
}  // namespace hallmark::suites
