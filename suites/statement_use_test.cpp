// What a record says that it was about: the statement, as it was amended, and the files of the implementation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "spec/digest.h"
#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string one_case = " --shrink-steps 0 --case restricted/allow_list/srv_4_1_1.esme.is.cv1";

json header(const Workplace& place) { return json::parse(place.lines("hallmark-report/record.jsonl").at(0)); }

TEST(NamedFiles, AreTheExecutableAndWhatTheCommandNames) {
  const Workplace place;
  place.write("child.sh", "exec '" HALLMARK_BIN_DIR "/miniature_child' honest-empty\n");
  place.write("some.conf", "a = b\n");
  const auto run = place.hallmark("run 'exec:sh child.sh --config=some.conf child.sh'" + one_case);
  const auto files = header(place).at("files");
  ASSERT_EQ(files.size(), 3U) << files << run.err;
  EXPECT_THAT(std::string(files[0].at("file")), testing::EndsWith("/sh"));
  EXPECT_THAT(std::string(files[0].at("digest")), testing::StartsWith("sha256:"));
  EXPECT_EQ(files[1], json({{"file", "child.sh"}, {"digest", spec::sha256(place.text("child.sh"))}}));
  EXPECT_EQ(files[2], json({{"file", "some.conf"}, {"digest", spec::sha256("a = b\n")}}));
  EXPECT_THAT(place.text("hallmark-report/summary.txt"), HasSubstr(spec::sha256("a = b\n")));
  EXPECT_THAT(place.text("hallmark-report/report.html"), HasSubstr(spec::sha256("a = b\n")));
}

TEST(NamedFiles, NoneStandsInARecordOfWhatShips) {
  const Workplace place;
  place.hallmark("run inproc:miniature/accepts-all" + one_case);
  EXPECT_FALSE(header(place).contains("files"));
}

TEST(NamedFiles, ThatChangeMeanwhileMakeTheRunInvalid) {
  const Workplace place;
  place.write("child.sh", "echo '# longer' >> child.sh\nexec '" HALLMARK_BIN_DIR "/miniature_child' honest-empty\n");
  const std::string whole = place.text("child.sh");
  const auto run = place.hallmark("run 'exec:sh child.sh'" + one_case);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, HasSubstr("Invalid: child.sh changed while the run went on"));
  EXPECT_EQ(header(place).at("files").at(1).at("digest"), spec::sha256(whole)) << "as it was before it ran";
  const auto judged = place.hallmark("judge hallmark-report/record.jsonl");
  EXPECT_EQ(judged.exit_code, 2);
  EXPECT_THAT(judged.out, HasSubstr("Invalid: child.sh changed while the run went on"));
}

TEST(Statement, IsAmendedByAFileAndTheRecordSaysSo) {
  const Workplace place;
  const std::string amendment = R"({"srvs":["8.2"],"facets":["restricted-mode"]})";
  place.write("statement.json", amendment);
  // What accepts all passes on what it now says that it does not offer.
  const auto run = place.hallmark("run inproc:miniature/accepts-all --statement statement.json" + one_case);
  EXPECT_EQ(run.exit_code, 1) << run.out;
  EXPECT_THAT(run.out, HasSubstr("what the statement does not claim is refused"));
  EXPECT_THAT(run.out, HasSubstr("choices.as-declared"));
  EXPECT_THAT(run.out, HasSubstr("amended by statement.json (" + spec::sha256(amendment) + ")"));
  const auto told = header(place);
  EXPECT_EQ(told.at("statement").at("srvs"), json({"8.2"}));
  EXPECT_EQ(told.at("statement").at("facets"), json({"restricted-mode"}));
  EXPECT_EQ(told.at("statement_file").at("digest"), spec::sha256(amendment));
  EXPECT_THAT(place.text("hallmark-report/record.jsonl"), HasSubstr("--statement statement.json")) << "in the command";
}

TEST(Statement, CanTakeAClaimAway) {
  const Workplace place;
  place.write("statement.json", R"({"facets":null})");
  EXPECT_EQ(place.hallmark("run inproc:miniature/accepts-all --statement statement.json" + one_case).exit_code, 2);
  EXPECT_THAT(place.text("hallmark-report/summary.txt"), HasSubstr("does not claim the facet restricted-mode"));
}

TEST(Statement, ThatNoStatementMayBeIsOneLineAndExitThree) {
  const Workplace place;
  for (const auto& [text, said] :
       std::vector<std::pair<std::string, std::string>>{{R"({"facts":[]})", "\"facts\" is no member of a statement"},
                                                        {R"({"facets":"restricted-mode"})", "facets must be a list"},
                                                        {R"(["restricted-mode"])", "must be a JSON object"},
                                                        {"nonsense", "no JSON"}}) {
    place.write("statement.json", text);
    const auto run = place.hallmark("run inproc:reference --statement statement.json" + one_case);
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_THAT(run.err, HasSubstr("--statement statement.json: ")) << text;
    EXPECT_THAT(run.err, HasSubstr(said)) << text;
  }
  EXPECT_THAT(place.hallmark("run inproc:reference --statement none.json").err, HasSubstr("none.json: cannot be read"));
}

}  // namespace
}  // namespace hallmark::suites
