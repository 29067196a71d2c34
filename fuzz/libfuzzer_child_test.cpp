// The process that fuzzes: what it says is read, and whatever goes wrong with it is an error and never a score.
#include "fuzz/libfuzzer_child.h"

#include <gtest/gtest.h>

#include "fuzz/fuzz_scene.h"

namespace hallmark::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes long_enough{10};
const char* const built_program = HALLMARK_BIN_DIR "/hallmark_libfuzzer";

LibFuzzerTask task(const fs::path& program, const fs::path& material, const std::string& defect = "") {
  return {program, HALLMARK_SHARE_DIR "/spec", HALLMARK_SHARE_DIR "/schema/duis-5.1", material, defect, 1, 4000};
}

/// What the error says that running a script of that text ends in.
std::string failure_of(const std::string& script, std::chrono::milliseconds deadline = long_enough) {
  const TestFolder folder;
  try {
    run_libfuzzer(task(folder.script(script), folder.path(), "it"), deadline);
  } catch (const LibFuzzerError& failure) {
    return failure.what();
  }
  return "";
}

TEST(TheResultOfAProcess, IsReadBack) {
  const LibFuzzerOutcome outcome = {true, 12, 73, 1.5, 4711, {"mp169.allow-list"}};
  EXPECT_EQ(outcome_of_line(line_of(outcome)), outcome);
}

TEST(TheResultOfAProcess, IsAnErrorWhereNothingWasExecutedOrTraced) {
  for (const LibFuzzerOutcome& outcome :
       {LibFuzzerOutcome{false, 0, 1, 0, 1, {}}, LibFuzzerOutcome{false, 1, 0, 0, 1, {}},
        LibFuzzerOutcome{true, 1, 6, 0, 0, {}}})
    EXPECT_THROW(outcome_of_line(line_of(outcome)), LibFuzzerError) << line_of(outcome);
  for (const auto* line :
       {"", "{}", "[]", "killed", R"({"killed":1,"executions":1,"steps":1,"ms":1,"traced":1,"broken":[]})"})
    EXPECT_THROW(outcome_of_line(line), LibFuzzerError) << line;
}

TEST(AProcess, ThatCannotBeStartedIsAnError) {
  EXPECT_THROW(run_libfuzzer(task("/nowhere/hallmark_libfuzzer", "/"), long_enough), LibFuzzerError);
}

TEST(AProcess, ThatSaysItsResultIsBelieved) {
  const TestFolder folder;
  const LibFuzzerOutcome outcome = {true, 12, 73, 1.5, 4711, {"mp169.allow-list"}};
  const auto program = folder.script("echo '" + line_of(outcome) + "'");
  EXPECT_EQ(run_libfuzzer(task(program, folder.path(), "it"), long_enough), outcome);
}

TEST(AProcess, ThatEndsWithoutAResultIsAnErrorThatSaysWhy) {
  const auto quits =
      failure_of("echo started >&2; echo 'ERROR: no interesting inputs were found' >&2; echo done >&2; exit 1");
  EXPECT_NE(quits.find("exited with status 1"), std::string::npos) << quits;
  EXPECT_NE(quits.find("ERROR: no interesting inputs were found"), std::string::npos) << quits;
  EXPECT_NE(quits.find("it: "), std::string::npos) << quits;
  const auto crashes = failure_of("kill -SEGV $$");
  EXPECT_NE(crashes.find("was killed by signal 11"), std::string::npos) << crashes;
  EXPECT_NE(failure_of("exit 0").find("before it had a result"), std::string::npos);
}

TEST(AProcess, ThatHangsIsAnError) {
  const auto hangs = failure_of("exec sleep 600", std::chrono::milliseconds(300));
  EXPECT_NE(hangs.find("its time was up"), std::string::npos) << hangs;
}

/// The real one, where the compiler is one that can build it.
class TheLibFuzzerProgram : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(built_program)) GTEST_SKIP() << built_program << " is built with clang alone";
    const auto model = schema::SchemaModel::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
    FuzzingMaterial(folder_.path()).write(dictionary(model, scene().premises.estate), scene().seeds);
  }
  LibFuzzerOutcome outcome_of(const std::string& defect) {
    return run_libfuzzer(task(built_program, folder_.path(), defect), long_enough);
  }
  TestFolder folder_;
};

/// It plays its seeds first, so what it finds beyond them it has made.
TEST_F(TheLibFuzzerProgram, FindsThePlantedFaultByADocumentOfItsOwn) {
  const auto outcome = outcome_of("");
  EXPECT_TRUE(outcome.killed);
  EXPECT_GT(outcome.executions, static_cast<long long>(scene().seeds.size()) / 2);
  EXPECT_GT(outcome.traced, 1000);
}

TEST_F(TheLibFuzzerProgram, KillsADefectThatASeedShowsAndSaysTheSameAgain) {
  auto outcome = outcome_of("flag_holds_nothing_back");
  EXPECT_TRUE(outcome.killed);
  EXPECT_FALSE(outcome.broken.empty());
  const auto again = outcome_of("flag_holds_nothing_back");
  outcome.ms = again.ms;
  EXPECT_EQ(outcome, again);
}

TEST_F(TheLibFuzzerProgram, RefusesADefectThatThereIsNot) {
  try {
    outcome_of("nothing_of_that_name");
    FAIL() << "it had a result";
  } catch (const LibFuzzerError& failure) {
    EXPECT_NE(std::string(failure.what()).find("no defect has such a name"), std::string::npos) << failure.what();
  }
}

}  // namespace
}  // namespace hallmark::fuzz
