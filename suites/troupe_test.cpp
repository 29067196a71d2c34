// The troupe of liars: implementations that misbehave as processes, each with the verdict that it gets and the evidence
// that is kept. Whatever they do, Hallmark goes on, stays small, and leaves nothing of them behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "harness/adaptor/child_adaptor.h"
#include "harness/adaptor/in_process.h"
#include "suites/program.h"
#include "suites/restricted/flag_control.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using verdict::Outcome;

constexpr milliseconds plenty{20'000};
constexpr milliseconds brief{300};  ///< for what never answers

/// A word that stands in the command line of every liar of this test, and of nothing else.
const std::string& mark() {
  static const std::string word = "hallmark_troupe_test." + std::to_string(::getpid());
  return word;
}

std::size_t alive() {
  std::size_t found = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ostringstream line;
    line << std::ifstream(entry.path() / "cmdline", std::ios::binary).rdbuf();
    if (line.str().find(mark()) != std::string::npos) ++found;
  }
  return found;
}

/// One of the troupe, and what comes of it.
struct Liar {
  std::string mode;
  std::string operation;  ///< where it misbehaves; empty: everywhere
  Outcome outcome;
  std::string reason;    ///< begins a judgement of that outcome, or stands in it
  std::string evidence;  ///< is kept with a step
  milliseconds deadline = plenty;
};

void PrintTo(const Liar& liar, std::ostream* stream) { *stream << liar.mode; }

class Troupe : public testing::TestWithParam<Liar> {};

run::Case set_of_the_flag() {
  const auto suite = flag_control(built().material);
  return suite.cases.at(0);
}

run::Played play(const Liar& liar, int times) {
  const std::string command =
      "'" HALLMARK_BIN_DIR "/miniature_child' " + liar.mode + " '" + liar.operation + "' " + mark();
  run::Session session(std::make_unique<adaptor::ChildAdaptor>(command, adaptor::ChildOptions{liar.deadline}),
                       built().rules);
  run::Played played;
  for (int i = 0; i < times; ++i) played = session.play(set_of_the_flag());
  return played;
}

TEST_P(Troupe, GetsItsVerdictAndItsBytesAreKept) {
  // Played twice: who broke meets the next case as a fresh process.
  const auto played = play(GetParam(), 2);
  EXPECT_EQ(alive(), 0U);
  EXPECT_EQ(played.row.verdict.outcome, GetParam().outcome) << verdict::name(played.row.verdict.outcome);
  std::string reasons;
  for (const auto& each : played.row.verdict.judgements) {
    if (each.outcome == GetParam().outcome) reasons += each.reason + '\n';
  }
  EXPECT_THAT(reasons, HasSubstr(GetParam().reason));
  std::string kept;
  for (const auto& step : played.steps) kept += step.observation.dump() + '\n';
  EXPECT_THAT(kept.substr(0, 100'000), HasSubstr(GetParam().evidence));
  EXPECT_LT(kept.size(), 1'000'000U);
}

const std::string letters(64 * 1024, 'x');

INSTANTIATE_TEST_SUITE_P(
    Liars, Troupe,
    testing::Values(
        Liar{"exit", "", Outcome::error, "it crashed: its process exited with status 3 without an answer", "crashed"},
        Liar{"exit-zero", "ssi", Outcome::error, "its process exited with status 0 without an answer", "crashed"},
        Liar{"crash", "ssi", Outcome::error, "was killed by signal 6 (Aborted)", "about to abort"},
        Liar{"crash-after", "3", Outcome::error, "was killed by signal 6 (Aborted) without an answer", "crashed"},
        Liar{"exit-after", "3", Outcome::error, "exited with status 0 without an answer", "crashed"},
        Liar{"hang", "ssi", Outcome::error, "no answer within 300 ms", "timed-out", brief},
        Liar{"late", "ssi", Outcome::error, "no answer within 300 ms", "timed-out", brief},
        Liar{"half", "ssi", Outcome::error, "no answer within 300 ms", R"({\"jsonrpc\":\"2.0\",)", brief},
        Liar{"half-exit", "ssi", Outcome::error, "exited with status 0 within its answer", R"({\"jsonrpc\":\"2.0\",)"},
        Liar{"orphan", "ssi", Outcome::error, "exited with status 0 without an answer", "crashed"},
        Liar{"close-output", "ssi", Outcome::error, "its process closed its output without an answer", "crashed"},
        Liar{"wrong-id", "ssi", Outcome::error, "was 4711", "4711"},
        Liar{"babble", "ssi", Outcome::error, "no JSON", "Hello, is that you?"},
        Liar{"garble", "ssi", Outcome::error, "no JSON", R"({\"jsonrpc\":\"2.0\",)"},
        Liar{"not-text", "ssi", Outcome::error, "no JSON", "//57fQ=="},
        Liar{"not-utf8", "ssi", Outcome::error, "ill-formed UTF-8 byte", "bytesBase64"},
        Liar{"deep", "ssi", Outcome::error, "nested more than 64 deep", "[[[["},
        Liar{"long-line", "ssi", Outcome::error, "an answer of more than 16777216 bytes", letters},
        Liar{"flood", "ssi", Outcome::error, "an answer of more than 16777216 bytes", letters},
        Liar{"broke", "ssi", Outcome::error, "answered error -32000: out of luck", "out of luck"},
        Liar{"decline", "ssi", Outcome::fail, "-32601", "not offered"},
        Liar{"decline", "reset", Outcome::not_applicable, "-32601", "not offered"},
        // What is strange and no lie is no error: it does not have what it claims, and that is what it is told.
        Liar{"split", "ssi", Outcome::fail, "", "it implements nothing"},
        Liar{"stderr", "ssi", Outcome::fail, "", "it implements nothing"}),
    [](const auto& liar) {
      std::string name = liar.param.mode + '_' + liar.param.operation;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
      return name;
    });

/// Documents that break whoever reads them; they are the implementation's answer, so it is judged for them.
class HostileDocument : public testing::TestWithParam<const char*> {};

TEST_P(HostileDocument, IsNoValidResponseAndIsKeptAsItCame) {
  const auto suite = all_suites(built().material);
  const auto accepted =
      std::find_if(suite.begin(), suite.end(), [](const Suite& each) { return each.name == "duis/valid_accepted"; });
  ASSERT_NE(accepted, suite.end());
  const std::string command = "'" HALLMARK_BIN_DIR "/miniature_child' " + std::string(GetParam()) + " submit " + mark();
  run::Session session(std::make_unique<adaptor::ChildAdaptor>(command, adaptor::ChildOptions{plenty}), built().rules);
  const auto played = session.play(accepted->cases.at(0));
  EXPECT_EQ(played.row.verdict.outcome, Outcome::fail);
  EXPECT_EQ(outcome_of(played.row, "duis.response-valid"), Outcome::fail);
  std::string kept;
  for (const auto& step : played.steps) kept += step.observation.dump();
  EXPECT_THAT(kept.substr(0, 10'000),
              HasSubstr(GetParam() == std::string("deep-document") ? "<a><a><a>" : "<!DOCTYPE a"));
  EXPECT_THAT(kept, Not(HasSubstr("root:"))) << "nobody may read a file for it";
}

INSTANTIATE_TEST_SUITE_P(Liars, HostileDocument, testing::Values("entity-bomb", "external-entity", "deep-document"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(NeverResets, CaseThatMeetsTheWorldOfTheLastOneFails) {
  run::Session session(built().implementation("miniature/never-resets"), built().rules);
  const auto suite = flag_control(built().material);
  EXPECT_EQ(session.play(suite.cases.at(0)).row.verdict.outcome, Outcome::pass) << "one world is enough for one case";
  EXPECT_EQ(session.play(suite.cases.at(1)).row.verdict.outcome, Outcome::fail);
}

constexpr bool is_sanitized =
#if defined(__SANITIZE_ADDRESS__)
    true;
#elif defined(__has_feature)
    __has_feature(address_sanitizer);
#else
    false;
#endif

const std::string one_case = " --case 'restricted/allow_list/srv_4_1_1.esme.is.cv1' --shrink-steps 20";

std::string target(const std::string& mode) { return "'exec:" HALLMARK_BIN_DIR "/miniature_child " + mode + "'"; }

TEST(Floods, DoNotMakeHallmarkGrow) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer takes memory of its own";
  const Workplace place;
  for (const char* mode : {"long-line ssi", "flood ssi", "deep-document submit", "entity-bomb submit", "stderr"}) {
    const auto run = place.hallmark("run " + target(mode) + one_case);
    EXPECT_THAT((std::vector<int>{1, 2}), testing::Contains(run.exit_code)) << mode << run.err;
  }
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  EXPECT_LT(used.ru_maxrss, 200 * 1024) << "KiB, the largest of all processes that ran here";
}

TEST(HostileText, ReachesNeitherTerminalNorPageAsItIs) {
  const Workplace place;
  const auto run = place.hallmark("run " + target("hostile-text") + one_case);
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const auto check = place.hallmark("check " + target("hostile-text"));
  std::map<std::string, std::string> shown = {{"out", run.out + check.out}, {"err", run.err + check.err}};
  for (const char* report : {"summary.txt", "summary.json", "summary.md", "junit.xml", "report.html"}) {
    shown[report] = place.text(std::string("hallmark-report/") + report);
  }
  for (const auto& [where, text] : shown) {
    EXPECT_FALSE(text.empty()) << where;
    for (const char* raw : {"\x1b", "\x07", "\xc2\x9b"}) EXPECT_EQ(text.find(raw), std::string::npos) << where;
  }
  for (const char* page : {"summary.md", "junit.xml", "report.html"}) {
    EXPECT_EQ(shown[page].find("<script>alert"), std::string::npos) << page;
  }
  EXPECT_THAT(place.text("hallmark-report/report.html"), HasSubstr("&lt;script&gt;alert"));
  EXPECT_THAT(place.text("hallmark-report/record.jsonl"), HasSubstr("<script>alert")) << "the record has what was sent";
}

}  // namespace
}  // namespace hallmark::suites
