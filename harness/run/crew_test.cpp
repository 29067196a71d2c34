#include "harness/run/crew.h"

#include <gtest/gtest.h>

#include "harness/run/small_world.h"

namespace hallmark::run {
namespace {

using scenario::Stimulus;

std::unique_ptr<Session> silent_session() {
  return std::make_unique<Session>(std::make_unique<Scripted>([](const Stimulus&) { return claiming({}); }),
                                   built_rules());
}

/// Cases that a statement without facets rules out: cheap, and each with its own id.
std::vector<Case> many_cases(int count) {
  std::vector<Case> cases(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    cases[static_cast<std::size_t>(i)].id = "test/crew/number." + std::to_string(i);
    cases[static_cast<std::size_t>(i)].facet = "restricted-mode";
  }
  return cases;
}

std::vector<const Case*> pointers(const std::vector<Case>& cases) {
  std::vector<const Case*> all;
  for (const auto& each : cases) all.push_back(&each);
  return all;
}

TEST(Crew, HandsOutEveryCaseInOrderWhateverTheWorkers) {
  const auto cases = many_cases(300);
  for (const int workers : {1, 2, 7}) {
    Crew crew(pointers(cases), workers, silent_session);
    for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(crew.take(i).row.case_id, cases[i].id);
  }
}

TEST(Crew, EndsInTheMiddleWithoutWaitingForTheRest) {
  const auto cases = many_cases(5000);
  Crew crew(pointers(cases), 2, silent_session);
  EXPECT_EQ(crew.take(0).row.case_id, cases[0].id);
}

TEST(Crew, WhatAWorkerCannotHandleReachesWhoTakes) {
  const auto cases = many_cases(3);
  Crew crew(pointers(cases), 2,
            []() -> std::unique_ptr<Session> { throw std::runtime_error("no process can be started"); });
  EXPECT_THROW(crew.take(0), std::runtime_error);
}

}  // namespace
}  // namespace hallmark::run
