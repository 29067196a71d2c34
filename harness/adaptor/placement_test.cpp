#include "harness/adaptor/placement.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <stdexcept>

#include "harness/adaptor/child_adaptor.h"

namespace hallmark::adaptor {
namespace {

constexpr std::chrono::milliseconds long_enough{20'000};

cpu_set_t cores_of(pid_t process) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  EXPECT_EQ(::sched_getaffinity(process, sizeof cores, &cores), 0);
  return cores;
}

int core_count(pid_t process) {
  const auto cores = cores_of(process);
  return CPU_COUNT(&cores);
}

pid_t first_child_of(pid_t process) {
  const auto name = std::to_string(process);
  std::ifstream file("/proc/" + name + "/task/" + name + "/children");
  pid_t child = 0;
  file >> child;
  return child;
}

ChildOptions placed(Placement where) {
  ChildOptions options{long_enough};
  options.placement = where;
  options.cores = std::make_shared<Cores>();
  return options;
}

TEST(Placement, HasThreeWords) {
  EXPECT_EQ(placement("one-core"), Placement::one_core);
  EXPECT_EQ(placement("free"), Placement::free);
  EXPECT_EQ(placement("auto"), Placement::automatic);
  EXPECT_THROW(placement("two-cores"), std::invalid_argument);
}

TEST(Placement, EachTakesTheCoreThatTheFewestHave) {
  Cores cores;
  const int all = core_count(0);
  std::multiset<int> taken;
  for (int i = 0; i < 2 * all; ++i) taken.insert(cores.take());
  for (const int core : taken) {
    EXPECT_EQ(taken.count(core), 2U);
    EXPECT_TRUE(CPU_ISSET(static_cast<std::size_t>(core), &cores.allowed()));
  }
  cores.give_back(*taken.rbegin());
  EXPECT_EQ(cores.take(), *taken.rbegin());
}

TEST(Placement, ASeatIsLeftAsItWasFound) {
  const auto before = cores_of(0);
  {
    const Seat seat(std::make_shared<Cores>());
    EXPECT_EQ(core_count(0), 1);
  }
  const auto after = cores_of(0);
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

/// The cores that a process may have when it is started.
std::string cores_at_start(Placement where) {
  auto options = placed(where);
  std::string seen;
  options.listener = [&](std::string_view, const Line& line, std::chrono::microseconds) { seen = line.bytes; };
  ChildAdaptor adaptor("sh -c 'read line; grep Cpus_allowed_list /proc/self/status'", options);
  adaptor.exchange(scenario::Initialize{"5.1"});
  return seen.substr(seen.find('\t') + 1);
}

TEST(Placement, OnOneCoreEverythingIsFromTheStart) {
  EXPECT_EQ(cores_at_start(Placement::one_core).find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(cores_at_start(Placement::automatic), cores_at_start(Placement::free));
}

TEST(Placement, WhatHasOneThreadJoinsItsWorkerAndIsLeftAgain) {
  const auto before = cores_of(0);
  {
    ChildAdaptor adaptor("'" HALLMARK_BIN_DIR "/miniature_child' honest-empty", placed(Placement::automatic));
    const auto opened = adaptor.exchange(scenario::Initialize{"5.1"});
    ASSERT_NE(observation::answer<observation::Initialized>(opened), nullptr);
    const pid_t child = first_child_of(first_child_of(::getpid()));
    ASSERT_GT(child, 0);
    const auto ours = cores_of(0);
    const auto its = cores_of(child);
    EXPECT_EQ(CPU_COUNT(&ours), 1);
    EXPECT_TRUE(CPU_EQUAL(&ours, &its));
    adaptor.exchange(scenario::Shutdown{});
    const auto after = cores_of(0);
    EXPECT_TRUE(CPU_EQUAL(&before, &after)) << "the next process may have all cores again";
  }
}

TEST(Placement, WhatHasMoreThanOneThreadIsLeftFree) {
  ChildProcess two("/bin/sh", {"sh", "-c", "sleep 1000 & echo x; wait"});
  two.exchange("", long_enough, 100);
  EXPECT_FALSE(two.only_thread().has_value())
      << "a process of its own is no thread of it, and runs beside it all the same";
  ChildProcess one("/bin/cat", {"cat"});
  one.exchange("x", long_enough, 100);
  EXPECT_TRUE(one.only_thread().has_value());
  if (::access("/usr/bin/python3", X_OK) != 0) GTEST_SKIP() << "no python3 to have threads";
  ChildProcess threads("/usr/bin/python3", {"python3", "-c",
                                            "import threading, time\n"
                                            "threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\n"
                                            "print('x', flush=True)\n"
                                            "time.sleep(1000)"});
  threads.exchange("", long_enough, 100);
  EXPECT_FALSE(threads.only_thread().has_value());
}

}  // namespace
}  // namespace hallmark::adaptor
