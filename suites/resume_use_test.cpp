// A run that was cut off and resumed, as a user meets it: what stands in its folder is what it would have been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

/// The lines of a record without what differs from run to run: the times, and the folder a run was resumed in.
std::vector<json> timeless(const Workplace& place, const std::string& record) {
  std::vector<json> lines;
  for (const auto& line : place.lines(record)) {
    lines.push_back(json::parse(line));
    for (const auto* each : {"started", "finished", "resumed_cases", "arguments"}) lines.back().erase(each);
  }
  return lines;
}

/// The findings of a run, by file.
std::map<std::string, std::string> found(const Workplace& place, const std::string& out) {
  std::map<std::string, std::string> texts;
  for (const auto& each : fs::directory_iterator(place.path(out) / "findings")) {
    const auto name = each.path().filename().string();
    texts[name] = place.text(out + "/findings/" + name);
  }
  return texts;
}

/// Places to cut a record at: nothing of it, within and after its header, within a step, within and after a case,
/// before and after its footer.
std::set<std::size_t> places_to_cut(const std::string& record) {
  const auto header = record.find('\n') + 1;
  const auto first_case = record.find("{\"record\":\"case\"", record.size() / 3);
  const auto after_case = record.find('\n', first_case) + 1;
  const auto footer = record.rfind("{\"record\":\"footer\"");
  return {0, header / 2, header, first_case, after_case + 100, footer, footer + 10, record.size()};
}

constexpr const char* some_cases =
    "--shrink-steps 40 --sequences 2 --jobs 2 --case 'restricted/allow_list/srv_4_1_*:restricted/allow_list/srv_4_2*:"
    "restricted/sequences/*'";

class ResumedRun : public testing::TestWithParam<const char*> {};

TEST_P(ResumedRun, LeavesWhatOneThatWasNotCutOffLeaves) {
  const Workplace place;
  const std::string command = "run inproc:" + std::string(GetParam()) + ' ' + some_cases;
  const auto whole = place.hallmark(command + " --out out");
  const auto expected = timeless(place, "out/record.jsonl");
  const auto findings = found(place, "out");
  ASSERT_GT(expected.size(), 60U) << whole.err;
  const auto record = place.text("out/record.jsonl");
  const auto cuts = places_to_cut(record);
  ASSERT_EQ(cuts.size(), 8U);
  for (const auto cut : cuts) {
    fs::resize_file(place.path("out/record.jsonl"), cut);
    if (cut < record.size() / 2) place.write("out/findings/left-behind.json", "{");
    const auto resumed = place.hallmark(command + " --resume --out out");
    EXPECT_EQ(resumed.exit_code, whole.exit_code) << cut << ": " << resumed.err;
    EXPECT_EQ(timeless(place, "out/record.jsonl"), expected) << cut;
    EXPECT_EQ(found(place, "out"), findings) << cut;
  }
}

INSTANTIATE_TEST_SUITE_P(Resume, ResumedRun, testing::Values("reference", "miniature/accepts-all"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::erase_if(name, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) == 0; });
                           return name;
                         });

TEST(Resume, PlaysNoCaseAgainThatStandsInTheRecord) {
  const Workplace place;
  const std::string command = "run inproc:reference --case 'restricted/allow_list/srv_4_*' --out out";
  place.hallmark(command);
  auto lines = place.lines("out/record.jsonl");
  const auto footer = json::parse(lines.back());
  const int cases = footer.at("counts").at("pass").get<int>();
  // What the first case was called would be another if it were played: its title is that of the record.
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](const auto& line) { return line.starts_with("{\"record\":\"case\""); });
  auto row = nlohmann::ordered_json::parse(*first);
  row["title"] = "as it was recorded";
  *first = row.dump();
  lines.resize(lines.size() - 1);
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  place.write("out/record.jsonl", text);
  const auto resumed = place.hallmark(command + " --resume");
  EXPECT_THAT(resumed.out, HasSubstr("Resumed: " + std::to_string(cases) + " cases stand in the record already"));
  EXPECT_THAT(place.text("out/record.jsonl"), HasSubstr("as it was recorded"));
  EXPECT_EQ(json::parse(place.lines("out/record.jsonl").back()).at("resumed_cases"), cases);
}

TEST(Resume, IsRefusedForAnotherRun) {
  const Workplace place;
  place.hallmark("run inproc:reference --case '*srv_4_1_1.*' --out out");
  const auto record = place.text("out/record.jsonl");
  for (const auto& [change, named] :
       std::map<std::string, std::string>{{"inproc:reference --case '*srv_4_1_1.*' --seed 2", "seed"},
                                          {"inproc:reference --case '*srv_4_1_?.*'", "filter"},
                                          {"inproc:miniature/accepts-all --case '*srv_4_1_1.*'", "target"},
                                          {"inproc:reference --case '*srv_4_1_1.*' --strict", "strict"}}) {
    const auto resumed = place.hallmark("run " + change + " --resume --out out");
    EXPECT_EQ(resumed.exit_code, 3) << change;
    EXPECT_THAT(resumed.err, HasSubstr(named)) << change;
    EXPECT_EQ(place.text("out/record.jsonl"), record) << change;
  }
}

TEST(Resume, WithoutATargetIsCalledAsItBegan) {
  const Workplace place;
  place.hallmark("run inproc:reference --seed 7 --out=out --case '*srv_4_1_1.*'");
  const auto expected = timeless(place, "out/record.jsonl");
  fs::resize_file(place.path("out/record.jsonl"), place.text("out/record.jsonl").size() / 2);
  const auto resumed = place.hallmark("run --resume --out out");
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_THAT(resumed.out,
              HasSubstr("Resuming: hallmark run inproc:reference --seed 7 --case '*srv_4_1_1.*' --out out"));
  EXPECT_EQ(timeless(place, "out/record.jsonl"), expected);
  const auto nothing = place.hallmark("run --resume --out elsewhere");
  EXPECT_EQ(nothing.exit_code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("no run was begun in elsewhere"));
}

/// Starts the program in the workplace, kills it once its record has that many lines, and waits for its end.
bool killed_after(const Workplace& place, const std::vector<std::string>& arguments, std::size_t lines) {
  const pid_t program = ::fork();
  if (program == 0) {
    fs::current_path(place.path("."));
    std::vector<char*> words;
    auto kept = arguments;
    kept.insert(kept.begin(), "hallmark");
    for (auto& each : kept) words.push_back(each.data());
    words.push_back(nullptr);
    ::freopen("/dev/null", "w", stdout);
    ::freopen("/dev/null", "w", stderr);
    ::execv(HALLMARK_BIN_DIR "/hallmark", words.data());
    ::_exit(127);
  }
  int status = 0;
  while (place.lines("out/record.jsonl").size() < lines && ::waitpid(program, &status, WNOHANG) == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::kill(program, SIGKILL);
  ::waitpid(program, &status, 0);
  return WIFSIGNALED(status);
}

TEST(Resume, CompletesARunAfterItsHarnessWasKilledAgainAndAgain) {
  const Workplace place;
  const std::string target = "exec:'" HALLMARK_BIN_DIR "/hallmark' serve --stdio";
  const std::vector<std::string> command = {"run", target, "--case", "restricted/allow_list/srv_4_*", "--out", "out"};
  int kills = 0;
  for (const std::size_t lines : {1U, 40U, 41U, 200U, 400U}) {
    auto arguments = command;
    if (kills > 0) arguments.emplace_back("--resume");
    kills += killed_after(place, arguments, lines) ? 1 : 0;
  }
  EXPECT_GE(kills, 4);
  const auto resumed = place.hallmark("run --resume --out out");
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  const auto again = timeless(place, "out/record.jsonl");
  EXPECT_GT(json::parse(place.lines("out/record.jsonl").back()).at("resumed_cases"), 10);
  fs::remove_all(place.path("out"));
  ASSERT_EQ(place.hallmark("run \"" + target + "\" --case 'restricted/allow_list/srv_4_*' --out out").exit_code, 0);
  EXPECT_EQ(again, timeless(place, "out/record.jsonl"));
}

}  // namespace
}  // namespace hallmark::suites
