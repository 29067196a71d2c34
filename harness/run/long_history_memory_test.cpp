// A long history takes no more memory than a short one: what is kept of a step that is over is a few bytes. A program
// of its own, since it counts every byte of the process.
#include <gtest/gtest.h>
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <new>

#include "harness/oracle/world.h"
#include "harness/run/long_history.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"
#include "harness/verdict/judge.h"

namespace {
std::atomic<std::size_t> live = 0;  // NOLINT: what replaces operator new has nowhere else to count

void* counted_or_null(std::size_t size) noexcept {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) live += malloc_usable_size(memory);
  return memory;
}
void* counted(std::size_t size) {
  if (void* memory = counted_or_null(size)) return memory;
  throw std::bad_alloc();
}
void forget(void* memory) {
  live -= malloc_usable_size(memory);
  std::free(memory);
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
// Sanitizers have these of their own, which would not go with the operator delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted_or_null(size); }
void operator delete(void* memory) noexcept { forget(memory); }
void operator delete[](void* memory) noexcept { forget(memory); }
void operator delete(void* memory, std::size_t) noexcept { forget(memory); }
void operator delete[](void* memory, std::size_t) noexcept { forget(memory); }

namespace hallmark::run {
namespace {

using verdict::Outcome;

/// What a million steps may take above ten thousand, a step.
constexpr double most_bytes_a_step = 30;

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t size = 0;
  std::size_t resident = 0;
  file >> size >> resident;
  return resident * 4096;
}

/// The world, the reference and the history, step by step; every step judged.
class Going {
 public:
  explicit Going(LongHistory::Kind kind) : history_(kind) {
    const auto& rules = built_rules();
    const auto opening = reference_->exchange(run::opening(rules));
    const auto* initialized = observation::answer<observation::Initialized>(opening);
    if (initialized != nullptr) statement_ = initialized->statement;
    world_.emplace(*rules.facts, *rules.profile, statement_);
    take(history_.beginning());
  }

  void go_on(int steps) {
    for (int i = 0; i < steps; ++i) take(history_.next());
  }
  int judged() const { return judged_; }
  const std::string& broken() const { return broken_; }

 private:
  void take(const scenario::Stimulus& stimulus) {
    const auto expectation = world_->expect(stimulus);
    auto observation = reference_->exchange(stimulus);
    observation::read_documents(observation, *built_rules().vote);
    for (const auto& each : verdict::judge(expectation, observation, 0, false).judgements) {
      ++judged_;
      if (each.outcome > Outcome::warn && broken_.empty()) broken_ = each.reason;
    }
    world_->learn(stimulus, observation);
  }

  LongHistory history_;
  std::unique_ptr<adaptor::Adaptor> reference_ = shipped("reference?declare=no")();
  observation::Statement statement_;
  std::optional<oracle::World> world_;
  int judged_ = 0;
  std::string broken_;
};

/// Bytes a step that `later` steps leave behind, after `first` that leave what any history does.
double growth(LongHistory::Kind kind, int first, int later) {
  Going going(kind);
  going.go_on(first);
  const auto before = live.load();
  going.go_on(later);
  EXPECT_EQ(going.broken(), "");
  EXPECT_GT(going.judged(), first + later);
  return (static_cast<double>(live.load()) - static_cast<double>(before)) / later;
}

TEST(LongHistoryMemory, IsCounted) {
  const auto before = live.load();
  void* memory = ::operator new(1000);
  EXPECT_GE(live - before, 1000U);
  ::operator delete(memory);
  EXPECT_EQ(live.load(), before);
}

TEST(LongHistoryMemory, IsFlatWithDocuments) {
  EXPECT_LT(growth(LongHistory::Kind::with_documents, 8000, 8000), most_bytes_a_step);
}

TEST(LongHistoryMemory, IsFlatWithoutDocuments) {
  EXPECT_LT(growth(LongHistory::Kind::without_documents, 8000, 8000), most_bytes_a_step);
}

TEST(LongHistoryMemory, OfAMillionSteps) {
  if (std::getenv("HALLMARK_HEAVY") == nullptr) GTEST_SKIP() << "takes minutes: set HALLMARK_HEAVY";
  Going going(LongHistory::Kind::with_documents);
  going.go_on(10'000);
  const auto short_live = live.load();
  const auto short_resident = resident_bytes();
  std::cout << "10,000 steps: " << short_live << " bytes live, " << short_resident << " resident\n" << std::flush;
  going.go_on(990'000);
  std::cout << "1,000,000 steps: " << live.load() << " bytes live, " << resident_bytes() << " resident, "
            << going.judged() << " demands judged\n";
  EXPECT_EQ(going.broken(), "");
  constexpr std::size_t most = std::size_t{30} << 20U;
  EXPECT_LE(live.load(), short_live + most);
  EXPECT_LE(resident_bytes(), short_resident + most);
}

}  // namespace
}  // namespace hallmark::run
