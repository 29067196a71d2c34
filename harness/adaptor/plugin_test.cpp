#include "harness/adaptor/plugin/plugin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace hallmark::adaptor {
namespace {

namespace fs = std::filesystem;
using namespace observation;
using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr milliseconds plenty{20'000};

std::string plugin(const std::string& name) { return HALLMARK_BIN_DIR "/../plugins/" + name + ".so"; }

std::unique_ptr<Adaptor> opened(milliseconds deadline = plenty) {
  auto adaptor = plugin_adaptor(plugin("plugin_in_c"), {deadline});
  const auto opening = adaptor->exchange(scenario::Initialize{"5.1"});
  const auto* initialized = answer<Initialized>(opening);
  EXPECT_NE(initialized, nullptr);
  EXPECT_EQ(initialized != nullptr ? initialized->implementation.name : "", "in C");
  return adaptor;
}

TEST(Plugin, ThatIsWrittenInCAnswers) {
  EXPECT_EQ(problem_with_plugin(plugin("plugin_in_c"), {plenty}), "");
  const auto adaptor = opened();
  EXPECT_EQ(adaptor->exchange(scenario::Reset{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor->exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
  EXPECT_EQ(adaptor->exchange(scenario::Shutdown{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor->exchange(scenario::Reset{}), Observation(Answered{Done{}})) << "another has been loaded";
}

TEST(Plugin, WhatItPrintsIsItsLog) {
  const auto adaptor = opened();
  EXPECT_EQ(adaptor->exchange(scenario::Registration{}), Observation(Answered{Done{}}));
  const auto seen = adaptor->exchange(scenario::Report{"performance", {}, {}});
  ASSERT_TRUE(std::holds_alternative<Crashed>(seen));
  EXPECT_EQ(std::get<Crashed>(seen).how, "its process was killed by signal 6 (Aborted) without an answer");
  EXPECT_EQ(std::get<Crashed>(seen).log, "this is for the log\n");
}

TEST(Plugin, ThatCrashesHangsOrGivesUpIsLoadedAnew) {
  const auto crashing = opened();
  EXPECT_TRUE(std::holds_alternative<Crashed>(crashing->exchange(scenario::Report{"performance", {}, {}})));
  EXPECT_EQ(crashing->exchange(scenario::Reset{}), Observation(Answered{Done{}}));

  const auto hanging = opened(milliseconds(2000));
  EXPECT_TRUE(std::holds_alternative<TimedOut>(hanging->exchange(scenario::Advance{})));
  EXPECT_EQ(hanging->exchange(scenario::Reset{}), Observation(Answered{Done{}}));

  const auto giving_up = opened();
  const auto seen = giving_up->exchange(scenario::InstallCode{});
  ASSERT_TRUE(std::holds_alternative<Crashed>(seen));
  EXPECT_EQ(std::get<Crashed>(seen).how, "its process exited with status 70 without an answer");
  EXPECT_THAT(std::get<Crashed>(seen).log, HasSubstr("plugin_in_c.so: gave no answer"));
  EXPECT_EQ(giving_up->exchange(scenario::Reset{}), Observation(Answered{Done{}}));
}

TEST(Plugin, ThatCannotBeUsedIsToldInOneLine) {
  const auto problem = [](const std::string& file) { return problem_with_plugin(file, {plenty}); };
  EXPECT_EQ(problem("no/such.so"), "no/such.so: no such file");
  EXPECT_THAT(problem(plugin("plugin_without_version")),
              EndsWith("plugin_without_version.so: has no symbol hallmark_plugin_version: define it, extern \"C\" and "
                       "visible, as hallmark_plugin.h says"));
  EXPECT_THAT(problem(plugin("plugin_of_version_2")),
              EndsWith("plugin_of_version_2.so: is for version 2 of hallmark_plugin.h, and this is version 1: compile "
                       "it anew"));
  const fs::path text = fs::temp_directory_path() / ("hallmark_plugin_test." + std::to_string(::getpid()));
  std::ofstream(text) << "no shared object";
  EXPECT_THAT(problem(text.string()), StartsWith(text.string() + ": cannot be loaded: "));
  EXPECT_THAT(problem(text.string()), testing::Not(HasSubstr("\n")));
  fs::remove(text);
}

}  // namespace
}  // namespace hallmark::adaptor
