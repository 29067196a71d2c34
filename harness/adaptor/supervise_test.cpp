#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "harness/adaptor/child_process.h"

namespace hallmark::adaptor {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds plenty{20'000};

/// A word that stands in the command line of everything that a test starts, and of nothing else.
const std::string& mark() {
  static const std::string word = "hallmark_supervise_test." + std::to_string(::getpid());
  return word;
}

/// A line is answered when a child, and a daemon in a session of its own whose parent has gone, are running.
std::vector<std::string> family() {
  const std::string script = R"(
    export LOOP='while :; do sleep 1; done'
    sh -c "$LOOP" "$0" &
    setsid sh -c 'setsid sh -c "echo; $LOOP" "$0" &' "$0"
    eval "$LOOP")";
  return {"sh", "-c", script, mark()};
}

/// The processes that bear the mark, but for the test itself; one that has ended has no command line.
std::vector<std::string> alive(const std::string& marked) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ostringstream line;
    line << std::ifstream(entry.path() / "cmdline", std::ios::binary).rdbuf();
    if (line.str().find(marked) != std::string::npos) found.push_back(entry.path().filename().string());
  }
  return found;
}

/// Whoever inherits orphans may take a moment; nobody takes this long.
bool ends(const std::function<bool()>& is_over) {
  for (int i = 0; i < 4000; ++i) {
    if (is_over()) return true;
    ::usleep(5000);
  }
  return false;
}

/// A process like Hallmark, which starts a family; it is killed, so that it can clean up nothing.
class Harness {
 public:
  Harness() : process_(::fork()) {
    if (process_ != 0) return;
    ChildProcess child("/bin/sh", family());
    child.exchange("", plenty, 100);
    while (true) ::pause();
  }
  Harness(const Harness&) = delete;
  Harness& operator=(const Harness&) = delete;
  ~Harness() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }

 private:
  pid_t process_;
};

TEST(Supervise, AFamilyRunsUntilItsOwnerEndsIt) {
  {
    ChildProcess child("/bin/sh", family());
    ASSERT_EQ(child.exchange("", plenty, 100).end, Line::End::whole);
    EXPECT_GE(alive(mark()).size(), 3U) << "the command, its child, the daemon";
  }
  EXPECT_TRUE(ends([] { return alive(mark()).empty(); })) << alive(mark()).size() << " processes still run";
}

TEST(Supervise, NothingIsLeftWhenTheHarnessIsKilledWhileAllRuns) {
  ASSERT_TRUE(ends([] { return alive(mark()).empty(); })) << "of the last test";
  {
    const Harness harness;
    ASSERT_TRUE(ends([] { return alive(mark()).size() >= 4; })) << "supervisor, command, child, daemon";
  }
  EXPECT_TRUE(ends([] { return alive(mark()).empty(); })) << alive(mark()).size() << " processes still run";
}

TEST(Supervise, NothingIsLeftAtWhateverMomentTheHarnessIsKilled) {
  ASSERT_TRUE(ends([] { return alive(mark()).empty(); })) << "of the last test";
  for (useconds_t after = 0; after < 6000; after += 300) {
    const Harness harness;
    ::usleep(after);
  }
  EXPECT_TRUE(ends([] { return alive(mark()).empty(); })) << alive(mark()).size() << " processes still run";
}

TEST(Supervise, TheCommandDoesNotOutliveASupervisorThatIsKilled) {
  ChildProcess child("/bin/sh", {"sh", "-c", "echo $PPID; exec sleep 1000", mark()});
  ::kill(static_cast<pid_t>(std::stol(child.exchange("", plenty, 100).bytes)), SIGKILL);
  EXPECT_EQ(child.exchange("", plenty, 100).end, Line::End::closed);
}

TEST(Supervise, WithTheCommandEndsWhatItLeftBehind) {
  ChildProcess child("/bin/sh", {"sh", "-c", "setsid sh -c 'while :; do sleep 1; done' " + mark() + " & exit 5"});
  EXPECT_EQ(child.exchange("", plenty, 100).end, Line::End::closed);
  EXPECT_TRUE(child.ends_by_itself(plenty));
  EXPECT_EQ(child.end(), "exited with status 5");
  EXPECT_TRUE(alive(mark()).empty());
}

TEST(Supervise, SaysWhyACommandCannotBeStarted) {
  const fs::path text = fs::temp_directory_path() / mark();
  std::ofstream(text) << "no program";
  fs::permissions(text, fs::perms::owner_all);
  try {
    ChildProcess child(text.string(), {"text"});
    ADD_FAILURE() << "it was started";
  } catch (const std::system_error& failure) {
    EXPECT_EQ(failure.code().value(), ENOEXEC) << failure.what();
  }
  fs::remove(text);
}

TEST(Supervise, IsNoUseToAnybodyElse) {
  const int status = std::system("'" HALLMARK_BIN_DIR "/hallmark_supervise' 2>/dev/null");
  EXPECT_EQ(WEXITSTATUS(status), 3);
}

}  // namespace
}  // namespace hallmark::adaptor
