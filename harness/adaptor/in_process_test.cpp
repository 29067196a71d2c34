#include "harness/adaptor/in_process.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace hallmark::adaptor {
namespace {

using namespace observation;

/// Writes down what it is asked, and breaks when asked to advance.
class Fragile final : public Adaptor {
 public:
  explicit Fragile(std::vector<std::string>& diary) : diary_(diary) { diary_.push_back("made"); }
  Observation exchange(const scenario::Stimulus& stimulus) override {
    diary_.emplace_back(scenario::operation(stimulus));
    if (std::holds_alternative<scenario::Advance>(stimulus)) throw std::runtime_error("broken spring");
    if (std::holds_alternative<scenario::Drain>(stimulus)) throw 5;  // NOLINT: whatever an implementation does
    if (std::holds_alternative<scenario::Report>(stimulus)) return Malformed{"as asked", {}, {}};
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return Answered{Initialized{}};
    return Answered{Done{}};
  }

 private:
  std::vector<std::string>& diary_;
};

struct InProcessTest : testing::Test {
  std::vector<std::string> diary;
  InProcess adaptor{[this] { return std::make_unique<Fragile>(diary); }};
};

TEST_F(InProcessTest, WhatIsThrownIsACrash) {
  EXPECT_EQ(adaptor.exchange(scenario::Advance{}), Observation(Crashed{"threw: broken spring", "", ""}));
  EXPECT_EQ(adaptor.exchange(scenario::Drain{}),
            Observation(Crashed{"threw something that is no std::exception", "", ""}));
}

TEST_F(InProcessTest, AfterItBrokeAFreshOneIsInitialized) {
  adaptor.exchange(scenario::Initialize{"5.4", "placeholder"});
  adaptor.exchange(scenario::Advance{});
  adaptor.exchange(scenario::Reset{});
  adaptor.exchange(scenario::Report{});
  adaptor.exchange(scenario::Initialize{"5.1", "placeholder"});
  EXPECT_EQ(diary, (std::vector<std::string>{"made", "initialize", "advance", "made", "initialize", "reset", "report",
                                             "made", "initialize"}));
}

TEST(InProcess, AFactoryThatThrowsIsACrashToo) {
  InProcess adaptor([]() -> std::unique_ptr<Adaptor> { throw std::runtime_error("no parts"); });
  EXPECT_EQ(adaptor.exchange(scenario::Reset{}), Observation(Crashed{"threw: no parts", "", ""}));
}

TEST(InProcess, AFailedInitializeIsWhatIsSeen) {
  int made = 0;
  struct Refusing final : Adaptor {
    Observation exchange(const scenario::Stimulus& stimulus) override {
      if (std::holds_alternative<scenario::Initialize>(stimulus)) return Declined{-32602, "no"};
      throw std::runtime_error("not initialized");
    }
  };
  InProcess adaptor([&made] {
    ++made;
    return std::make_unique<Refusing>();
  });
  adaptor.exchange(scenario::Initialize{});
  EXPECT_EQ(adaptor.exchange(scenario::Reset{}), Observation(Crashed{"threw: not initialized", "", ""}));
  EXPECT_EQ(adaptor.exchange(scenario::Reset{}), Observation(Declined{-32602, "no"}));
  EXPECT_EQ(made, 2);
}

}  // namespace
}  // namespace hallmark::adaptor
