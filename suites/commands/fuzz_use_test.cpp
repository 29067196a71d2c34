// Fuzz campaigns as a user meets them: what they find and file, what is left when they are killed, what they refuse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "fuzz/campaign_store.h"
#include "suites/program.h"

namespace hallmark::suites {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

TEST(FuzzUse, ADefectIsFoundShrunkFiledAndReplayed) {
  const Workplace place;
  const auto run =
      place.hallmark("fuzz inproc:reference+flag_lapses_after_a_day --executions 1500 --store night --json");
  ASSERT_EQ(run.exit_code, 1) << run.err;
  const auto told = json::parse(run.out);
  EXPECT_GE(told.at("executions"), 1500);
  EXPECT_GT(told.at("steps"), 10'000);
  const auto& findings = told.at("findings");
  ASSERT_FALSE(findings.empty());
  std::set<std::string> keys;
  bool any_firm = false;
  for (const auto& each : findings) {
    EXPECT_TRUE(keys.insert(each.at("key")).second);
    EXPECT_LE(each.at("steps"), 12);
    const auto replay = place.hallmark("replay night/" + each.at("file").get<std::string>());
    any_firm = any_firm || each.at("firm").get<bool>();
    if (each.at("firm").get<bool>()) {
      EXPECT_THAT(replay.out, HasSubstr("STILL FAILS"));
    }
  }
  EXPECT_TRUE(any_firm);
}

TEST(FuzzUse, NothingIsFoundInAnHonestImplementationAndThatIsCalledWeak) {
  const Workplace place;
  const auto run = place.hallmark("fuzz inproc:reference --executions 600 --store night");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("Nothing firm was found, by a weak campaign"));
}

/// What it met for the first time is kept, and the oracle tells of much that edges of code do not show.
TEST(FuzzUse, WithoutTheOracleLessIsWorthKeeping) {
  const Workplace place;
  const auto guided = json::parse(place.hallmark("fuzz inproc:reference --executions 600 --store a --json").out);
  const auto blind =
      json::parse(place.hallmark("fuzz inproc:reference --executions 600 --store b --without-oracle --json").out);
  EXPECT_GT(guided.at("corpus"), blind.at("corpus"));
}

/// Starts a campaign and kills it once its store has so many entries of corpus and findings.
void kill_in_the_middle(const Workplace& place, std::size_t entries, std::size_t findings) {
  const pid_t program = ::fork();
  if (program == 0) {
    fs::current_path(place.path("."));
    [[maybe_unused]] auto* out = ::freopen("/dev/null", "w", stdout);
    [[maybe_unused]] auto* err = ::freopen("/dev/null", "w", stderr);
    ::execl(HALLMARK_BIN_DIR "/hallmark", "hallmark", "fuzz", "inproc:reference+flag_lapses_after_a_day", "--time",
            "10m", "--store", "night", nullptr);
    ::_exit(127);
  }
  const auto count = [&](const char* folder) {
    std::error_code none;
    std::size_t files = 0;
    for (const auto& each : fs::directory_iterator(place.path("night") / folder, none)) files += each.is_regular_file();
    return files;
  };
  int status = 0;
  while ((count("corpus") < entries || count("findings") < findings) && ::waitpid(program, &status, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ::kill(program, SIGKILL);
  ::waitpid(program, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(FuzzUse, KilledInTheMiddleItLosesNothingThatWasFound) {
  const Workplace place;
  kill_in_the_middle(place, 150, 2);
  std::set<std::vector<std::uint8_t>> entries;
  for (const auto& each : fs::directory_iterator(place.path("night/corpus"))) {
    const auto text = place.text("night/corpus/" + each.path().filename().string());
    if (text.size() >= 16) entries.insert(std::vector<std::uint8_t>(text.begin(), text.end()));
  }
  std::set<std::string> found;
  {
    const fuzz::CampaignStore store(place.path("night"));
    for (const auto& each : store.findings()) found.insert(each.key);
    ASSERT_EQ(store.runs().size(), 1U);
    EXPECT_EQ(store.runs()[0].finished, "");
  }
  EXPECT_GE(entries.size(), 100U);
  EXPECT_GE(found.size(), 1U);
  const auto resumed = place.hallmark("fuzz --resume --store night --executions 300");
  EXPECT_EQ(resumed.exit_code, 1) << resumed.err;
  const fuzz::CampaignStore store(place.path("night"));
  const auto corpus = store.corpus();
  const std::set<std::vector<std::uint8_t>> kept(corpus.begin(), corpus.end());
  EXPECT_TRUE(std::includes(kept.begin(), kept.end(), entries.begin(), entries.end()));
  std::set<std::string> still;
  for (const auto& each : store.findings()) still.insert(each.key);
  EXPECT_TRUE(std::includes(still.begin(), still.end(), found.begin(), found.end()));
  EXPECT_EQ(store.runs().size(), 2U);
}

TEST(FuzzUse, BadUseIsOneLine) {
  const Workplace place;
  for (const auto& [arguments, said] :
       std::map<std::string, std::string>{{"", "target"},
                                          {"inproc:nobody --time 1s", "miniature/accepts-all"},
                                          {"inproc:reference --time soon", "90s, 10m, 8h"},
                                          {"--resume --store nowhere", "no campaign was begun in nowhere"}}) {
    const auto run = place.hallmark("fuzz " + arguments);
    EXPECT_EQ(run.exit_code, 3) << arguments;
    EXPECT_THAT(run.err, HasSubstr(said)) << arguments;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  }
}

}  // namespace
}  // namespace hallmark::suites
