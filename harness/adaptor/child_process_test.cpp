#include "harness/adaptor/child_process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace hallmark::adaptor {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds plenty{20'000};
constexpr std::size_t megabyte = std::size_t{1024} * 1024;

ChildProcess shell(const std::string& script) { return ChildProcess("/bin/sh", {"sh", "-c", script}); }

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

TEST(ChildProcess, ExchangesLines) {
  ChildProcess cat("/bin/cat", {"cat"});
  for (const char* line : {"one", "", "three"}) {
    const Line answer = cat.exchange(line, plenty, 100);
    EXPECT_EQ(answer.end, Line::End::whole);
    EXPECT_EQ(answer.bytes, line);
  }
  EXPECT_TRUE(cat.ends_by_itself(plenty));
  EXPECT_EQ(cat.end(), "exited with status 0");
}

TEST(ChildProcess, WritesAndReadsSideBySide) {
  ChildProcess cat("/bin/cat", {"cat"});
  const std::string line(8 * megabyte, 'x');  // far more than the pipes hold
  const Line answer = cat.exchange(line, plenty, 16 * megabyte);
  EXPECT_EQ(answer.end, Line::End::whole);
  EXPECT_TRUE(answer.bytes == line);
}

TEST(ChildProcess, ALineMayBeAsLongAsAllowedAndNoLonger) {
  ChildProcess cat("/bin/cat", {"cat"});
  EXPECT_EQ(cat.exchange("12345", plenty, 5).end, Line::End::whole);
  const Line answer = cat.exchange("123456", plenty, 5);
  EXPECT_EQ(answer.end, Line::End::too_long);
  EXPECT_EQ(answer.bytes, "12345");
}

TEST(ChildProcess, ADeafProcessDoesNotHoldUsPastTheDeadline) {
  ChildProcess deaf = shell("exec sleep 1000");
  const Line answer = deaf.exchange(std::string(megabyte, 'x'), milliseconds(50), 100);
  EXPECT_EQ(answer.end, Line::End::timed_out);
  EXPECT_EQ(deaf.end(), "was still running");
}

TEST(ChildProcess, SaysHowItEnded) {
  ChildProcess exiting = shell("exit 3");
  EXPECT_EQ(exiting.exchange("", plenty, 100).end, Line::End::closed);
  EXPECT_TRUE(exiting.ends_by_itself(plenty));
  EXPECT_EQ(exiting.end(), "exited with status 3");
  ChildProcess aborting = shell("kill -ABRT $$");
  EXPECT_EQ(aborting.exchange("", plenty, 100).end, Line::End::closed);
  EXPECT_TRUE(aborting.ends_by_itself(plenty));
  EXPECT_EQ(aborting.end(), "was killed by signal 6 (Aborted)");
}

TEST(ChildProcess, WritingToOneThatIsGoneRaisesNoSignal) {
  struct sigaction ending {};  // whatever started this test may have had SIGPIPE ignored
  struct sigaction before {};
  ending.sa_handler = SIG_DFL;
  ASSERT_EQ(::sigaction(SIGPIPE, &ending, &before), 0);
  ChildProcess gone = shell("exit 0");
  const Line answer = gone.exchange(std::string(megabyte, 'x'), plenty, 100);
  EXPECT_EQ(answer.end, Line::End::closed);
  sigset_t pending;
  ::sigpending(&pending);
  EXPECT_EQ(::sigismember(&pending, SIGPIPE), 0);
  ::sigaction(SIGPIPE, &before, nullptr);
}

TEST(ChildProcess, KeepsTheEndOfItsLog) {
  ChildProcess noisy = shell("echo first >&2; yes noise | head -c 600000 >&2; echo last >&2; echo done");
  EXPECT_EQ(noisy.exchange("", plenty, 100).bytes, "done");
  EXPECT_TRUE(noisy.ends_by_itself(plenty));
  noisy.end();
  EXPECT_EQ(noisy.log().size(), 64U * 1024);
  EXPECT_TRUE(noisy.log().ends_with("noise\nlast\n"));
}

TEST(ChildProcess, EndsWhatItStartedInTurn) {
  pid_t grandchild = 0;
  {
    ChildProcess parent = shell("sleep 1000 & echo $!; wait");
    grandchild = static_cast<pid_t>(std::stol(parent.exchange("", plenty, 100).bytes));
    ASSERT_EQ(::kill(grandchild, 0), 0);
  }
  // It has been killed; whoever inherits orphans here may take a moment to notice, or leave it a zombie.
  for (int i = 0; i < 2000; ++i) {
    std::error_code gone;
    const auto state = std::filesystem::read_symlink("/proc/" + std::to_string(grandchild) + "/exe", gone);
    if (gone) return;
    ::usleep(5000);
  }
  ADD_FAILURE() << "process " << grandchild << " still runs";
}

TEST(ChildProcess, LeavesNoZombieAndNoDescriptorBehind) {
  const auto before = open_descriptors();
  for (int i = 0; i < 200; ++i) {
    ChildProcess cat("/bin/cat", {"cat"});
    if (i % 2 == 0) {
      EXPECT_EQ(cat.exchange("x", plenty, 100).bytes, "x");
    }
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(ChildProcess, InheritsNothingFromThePipesOfAnother) {
  const auto descriptors_of_one = [] { return shell("ls /proc/self/fd | wc -l").exchange("", plenty, 100).bytes; };
  const std::string alone = descriptors_of_one();
  const ChildProcess another("/bin/cat", {"cat"});
  EXPECT_EQ(descriptors_of_one(), alone);
}

TEST(ChildProcess, ThatCannotBeStartedIsAnError) {
  const auto before = open_descriptors();
  EXPECT_THROW(ChildProcess("/nowhere/at/all", {"all"}), std::system_error);
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace hallmark::adaptor
