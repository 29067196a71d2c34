// The program as a user meets it: what bad input gets, and the commands that only tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

struct BadUse {
  const char* name;
  const char* arguments;
  const char* said;
};

class BadInput : public testing::TestWithParam<BadUse> {};

TEST_P(BadInput, IsOneLineAndExitThreeAndLeavesNothingBehind) {
  const Workplace place;
  place.write("broken.csv", "srv,device_type,expect\n9.9,ESME,permit\n");
  place.write("sensitive.csv", "4.1.1,ESME,permit\n");
  std::filesystem::create_directory(place.path("empty"));
  std::filesystem::create_directory(place.path("broken"));
  place.write("broken/DUIS Schema V9.9.xsd",
              "<schema targetNamespace=\"http://www.dccinterface.co.uk/ServiceUserGateway\"");
  const auto run = place.hallmark(GetParam().arguments);
  EXPECT_EQ(run.exit_code, 3) << run.out << run.err;
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  EXPECT_THAT(run.err, HasSubstr(GetParam().said));
  EXPECT_FALSE(std::filesystem::exists(place.path("hallmark-report")));
}

INSTANTIATE_TEST_SUITE_P(
    Program, BadInput,
    testing::Values(BadUse{"no_command", "", "subcommand"}, BadUse{"unknown_command", "rnu", "rnu"},
                    BadUse{"no_target", "run", "target"},
                    BadUse{"unknown_flag", "run inproc:reference --colour", "--colour"},
                    BadUse{"unknown_google_flag", "run inproc:reference --gtest_colour=red", "--gtest_colour"},
                    BadUse{"shuffled", "run inproc:reference --gtest_shuffle", "--gtest_shuffle"},
                    BadUse{"two_filters", "run inproc:reference --case a --gtest_filter=b", "--gtest_filter"},
                    BadUse{"unknown_target_kind", "run ftp:somewhere", "ftp:somewhere"},
                    BadUse{"unknown_implementation", "run inproc:nobody", "miniature/accepts-all"},
                    BadUse{"missing_program", "run exec:./nobody", "./nobody"},
                    BadUse{"unbalanced_quote", "run \"exec:a 'b\"", "exec:a 'b"},
                    BadUse{"unknown_suite", "run inproc:reference --suite nosuch", "nosuch"},
                    BadUse{"no_jobs", "run inproc:reference --jobs 0", "--jobs"},
                    BadUse{"missing_profile", "run inproc:reference --profile none.csv", "none.csv"},
                    BadUse{"broken_profile", "run inproc:reference --profile broken.csv", "broken.csv:2"},
                    BadUse{"sensitive_profile", "run inproc:reference --profile sensitive.csv", "sensitive.csv:1"},
                    BadUse{"missing_schema", "run inproc:reference --schema nowhere", "nowhere"},
                    BadUse{"empty_schema", "run inproc:reference --schema empty", "empty"},
                    BadUse{"broken_schema", "run inproc:reference --schema broken", "DUIS Schema V9.9.xsd"},
                    BadUse{"no_samples", "run inproc:reference --samples empty", "empty"},
                    BadUse{"out_is_no_folder", "run inproc:reference --out /dev/null/x", "/dev/null/x"},
                    BadUse{"missing_document", "validate nowhere.xml", "nowhere.xml"},
                    BadUse{"unknown_id", "explain mp169.no-such", "mp169.no-such"},
                    BadUse{"unknown_list", "list colours", "colours"}),
    [](const auto& use) { return use.param.name; });

TEST(Validate, NamesFileLineAndLayer) {
  const Workplace place;
  place.write("bad.xml", "<?xml version=\"1.0\"?>\n<nothing/>\n");
  place.write("hostile.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>\n");
  const auto run = place.hallmark("validate bad.xml hostile.xml");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("bad.xml: line 2: schema: "));
  EXPECT_THAT(run.out, HasSubstr("hostile.xml: line 1: hostile: a DOCTYPE"));
  EXPECT_THAT(run.out, HasSubstr("0 of 2 valid"));
}

std::string sample_text(const std::string& name) {
  std::ifstream stream(HALLMARK_SHARE_DIR "/samples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A valid request, one that breaks a facet, one on which the engines differ, one that is hostile.
struct FourDocuments : Workplace {
  FourDocuments() {
    const std::string valid = sample_text("8.2_READ_INVENTORY_REQUEST_DUIS.XML");
    write("valid.xml", valid);
    write("facet.xml", with(valid, ">8.2<", ">8.99<"));
    write("disputed.xml", with(sample_text("GCS24_6.7_SUCCESS_REQUEST_DUIS.XML"), ">61680<", "> 61680 <"));
    write("hostile.xml", "<!DOCTYPE a>\n<a/>\n");
  }
};

TEST(Validate, NamesElementAndRuleAndBothEngines) {
  const FourDocuments place;
  const auto run = place.hallmark("validate valid.xml facet.xml disputed.xml hostile.xml");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("facet.xml: line 6: schema: "));
  EXPECT_THAT(run.out, HasSubstr("    element: Request/Header/ServiceReference\n    broken: enumeration\n"
                                 "    libxml2 refuses: line 6: schema: "));
  EXPECT_THAT(run.out, HasSubstr("    Xerces-C refuses: line 6: schema: "));
  EXPECT_THAT(run.out, HasSubstr("disputed.xml: engines disagree: space-around-number"));
  EXPECT_THAT(run.out, HasSubstr("    Xerces-C accepts\n"));
  EXPECT_THAT(run.out, HasSubstr("Xerces-C is not asked"));
  EXPECT_THAT(run.out, HasSubstr("1 of 4 valid against DUIS schema 5.1; the engines disagree about 1"));
}

TEST(Validate, CannotTellWhereOnlyTheEnginesDisagree) {
  const FourDocuments place;
  EXPECT_EQ(place.hallmark("validate valid.xml").exit_code, 0);
  EXPECT_EQ(place.hallmark("validate valid.xml disputed.xml").exit_code, 2);
  EXPECT_EQ(place.hallmark("validate disputed.xml facet.xml").exit_code, 1);
}

TEST(Validate, GivesJson) {
  const FourDocuments place;
  const auto run = place.hallmark("validate --json valid.xml facet.xml disputed.xml hostile.xml");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const json rows = json::parse(run.out);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].at("valid"), true);
  EXPECT_TRUE(rows[0].at("path").is_null());
  EXPECT_EQ(rows[1].at("valid"), false);
  EXPECT_EQ(rows[1].at("file"), "facet.xml");
  EXPECT_EQ(rows[1].at("layer"), "schema");
  EXPECT_EQ(rows[1].at("line"), 6);
  EXPECT_EQ(rows[1].at("path"), "Request/Header/ServiceReference");
  EXPECT_EQ(rows[1].at("rule"), "enumeration");
  EXPECT_THAT(std::string(rows[1].at("message")), HasSubstr("8.99"));
  EXPECT_EQ(rows[1].at("engines").at("Xerces-C").at("accepts"), false);
  EXPECT_TRUE(rows[2].at("valid").is_null());
  EXPECT_EQ(rows[2].at("disagreement"), "space-around-number");
  EXPECT_EQ(rows[2].at("engines").at("Xerces-C").at("accepts"), true);
  EXPECT_EQ(rows[2].at("engines").at("libxml2").at("accepts"), false);
  EXPECT_EQ(rows[3].at("layer"), "hostile");
  EXPECT_TRUE(rows[3].at("engines").at("Xerces-C").at("accepts").is_null());
}

/// What a document says is cut between characters and never breaks the JSON.
TEST(Validate, GivesJsonOfWhateverADocumentHolds) {
  const FourDocuments place;
  std::string many;
  for (int i = 0; i < 400; ++i) many += "\xC3\xA9";
  for (const std::string& text : {many, "x" + many, std::string("\xFF"), std::string("\"\\")}) {
    place.write("odd.xml", with(sample_text("8.2_READ_INVENTORY_REQUEST_DUIS.XML"), ">8.2<", ">" + text + "<"));
    const auto run = place.hallmark("validate --json odd.xml");
    EXPECT_EQ(run.exit_code, 1) << run.err;
    EXPECT_EQ(json::parse(run.out).at(0).at("valid"), false);
  }
}

TEST(Validate, AllSamplesAreValid) {
  const Workplace place;
  const auto built = place.hallmark("validate '" HALLMARK_SHARE_DIR "/samples/'*");
  EXPECT_EQ(built.exit_code, 0);
  EXPECT_THAT(built.out, HasSubstr("297 of 297 valid against DUIS schema 5.1"));
}

TEST(Validate, AllSamplesAreValidInSchema54) {
  const std::string schema = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << "DUIS Schema V5.4 is not at " << schema;
  const Workplace place;
  const auto run = place.hallmark("validate --schema '" + schema + "' '" HALLMARK_SHARE_DIR "/samples/'*");
  EXPECT_THAT(run.out, HasSubstr("297 of 297 valid against DUIS schema 5.4"));
  const auto conformant =
      place.hallmark("run inproc:reference --jobs 2 --suite restricted/allow_list --schema '" + schema + "'");
  EXPECT_EQ(conformant.exit_code, 0) << conformant.out;
}

TEST(List, GivesJsonWithAnEntryForEach) {
  const Workplace place;
  const std::vector<std::pair<std::string, std::size_t>> least = {
      {"suites", 3},   {"cases", 1400},    {"requirements", 58}, {"open-points", 26}, {"srvs", 129},
      {"alerts", 255}, {"deviations", 40}, {"disagreements", 7}, {"profile", 260}};
  for (const auto& [what, rows] : least) {
    const auto run = place.hallmark("list " + what + " --json");
    EXPECT_EQ(run.exit_code, 0) << what;
    EXPECT_GE(json::parse(run.out).size(), rows) << what;
  }
}

TEST(List, NamesTheCompleteSuitesAndHowToAskForThem) {
  const Workplace place;
  const json rows = json::parse(place.hallmark("list suites --json").out);
  int complete = 0;
  for (const auto& row : rows) {
    const bool is_complete = std::string(row.at("suite")).starts_with("complete/");
    EXPECT_EQ(row.contains("asked_for"), is_complete) << row;
    if (!is_complete) continue;
    EXPECT_GT(row.at("cases"), 0) << row;
    ++complete;
  }
  EXPECT_EQ(complete, 6);
}

TEST(List, NamesWhatIsNotRunWithTheReason) {
  const Workplace place;
  const json rows = json::parse(place.hallmark("list cases --json").out);
  int seen = 0;
  for (const auto& row : rows) {
    const std::string id = row.at("case");
    if (id.find(".sapc.") == std::string::npos) {
      EXPECT_EQ(row.at("run").get<bool>(), !row.contains("reason")) << id;
      continue;
    }
    ++seen;
    EXPECT_EQ(row.at("run"), false) << id;
    EXPECT_THAT(std::string(row.at("reason")), HasSubstr("SAPC is no DeviceType"));
  }
  EXPECT_EQ(seen, 4);
}

TEST(Explain, KnowsRequirementsOpenPointsServiceRequestsAndCases) {
  const Workplace place;
  EXPECT_THAT(place.hallmark("explain mp169.allow-list").out, HasSubstr("restricted/flag_control/"));
  EXPECT_THAT(place.hallmark("explain rejection-code").out, HasSubstr("open point"));
  EXPECT_THAT(place.hallmark("explain 4.10").out, HasSubstr("while Restricted, GSME: reject"));
  EXPECT_THAT(place.hallmark("explain restricted/allow_list/srv_4_1_1.esme.is.cv1").out, HasSubstr("reject (must)"));
}

TEST(Check, TellsASoundAdaptorFromABrokenOne) {
  const Workplace place;
  EXPECT_EQ(place.hallmark("check 'exec:" HALLMARK_BIN_DIR "/hallmark serve reference'").exit_code, 0);
  const auto broken = place.hallmark("check 'exec:" HALLMARK_BIN_DIR "/miniature_child babble'");
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_THAT(broken.out, HasSubstr("nothing is said of the implementation"));
}

}  // namespace
}  // namespace hallmark::suites
