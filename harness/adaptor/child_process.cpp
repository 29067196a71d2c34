#include "harness/adaptor/child_process.h"

#include <poll.h>
#include <signal.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

namespace hallmark::adaptor {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t log_kept = 64 * 1024;
constexpr std::size_t chunk = 64 * 1024;
constexpr int reads_at_once = 16;  ///< so that a flood of log does not hold us from looking at the clock

/// Keeps SIGPIPE from this thread while it writes: a process that has gone is then an error code like any other. Two
/// calls of the system where nobody held it back before, as with every line that is sent.
class PipeSignalHeldBack {
 public:
  PipeSignalHeldBack() {
    ::sigemptyset(&pipe_signal_);
    ::sigaddset(&pipe_signal_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal_, &before_);
    was_held_back_ = ::sigismember(&before_, SIGPIPE) == 1;
    if (!was_held_back_) return;
    sigset_t pending;
    ::sigpending(&pending);
    was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
  }
  PipeSignalHeldBack(const PipeSignalHeldBack&) = delete;
  PipeSignalHeldBack& operator=(const PipeSignalHeldBack&) = delete;
  ~PipeSignalHeldBack() {
    if (!was_held_back_) ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  /// Takes away the signal that came of a write to nobody.
  void take() {
    const timespec at_once{};
    if (was_pending_) return;
    while (::sigtimedwait(&pipe_signal_, nullptr, &at_once) < 0 && errno == EINTR) {
    }
  }

 private:
  sigset_t pipe_signal_{};
  sigset_t before_{};
  bool was_held_back_ = false;
  bool was_pending_ = false;
};

/// Appends what can be read at once, closing the descriptor at the end of its data. How much came.
std::size_t read_available(Descriptor& descriptor, std::string& into) {
  std::array<char, chunk> buffer;
  const ssize_t count = ::read(descriptor.number(), buffer.data(), buffer.size());
  if (count > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return static_cast<std::size_t>(count);
  }
  if (count == 0 || (errno != EAGAIN && errno != EINTR)) descriptor.close();
  return 0;
}

std::string ending_in_words(int status) {
  if (WIFEXITED(status)) return "exited with status " + std::to_string(WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  return "was killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

/// Whether the process has ended; it stays a zombie, so that its number keeps naming it.
bool has_ended(pid_t process) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(process), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         state.si_pid == process;
}

/// The first children of a process, two at most, as /proc tells them; nothing where it does not.
std::optional<std::vector<pid_t>> first_children(pid_t process) {
  const std::string thread = "/proc/" + std::to_string(process) + "/task/" + std::to_string(process);
  std::ifstream file(thread + "/children");
  if (!file) return std::nullopt;
  std::vector<pid_t> children;
  for (pid_t child = 0; children.size() < 2 && file >> child;) children.push_back(child);
  return children;
}

bool has_one_thread(pid_t process) {
  std::error_code problem;
  std::filesystem::directory_iterator threads("/proc/" + std::to_string(process) + "/task", problem);
  if (problem || threads == std::filesystem::directory_iterator()) return false;
  threads.increment(problem);
  return !problem && threads == std::filesystem::directory_iterator();
}

}  // namespace

ChildProcess::ChildProcess(const std::string& executable, const std::vector<std::string>& arguments)
    : spawned_(spawn(executable, arguments)) {}

ChildProcess::~ChildProcess() { end(); }

Line ChildProcess::exchange(std::string_view line, milliseconds deadline, std::size_t bytes_max) {
  const auto until = Clock::now() + deadline;
  std::size_t sent = 0;
  write_some(line, sent);  // mostly all of it, for which nobody has to wait
  for (Line answer; true;) {
    if (take_line(bytes_max, answer)) return answer;
    if (!spawned_.output.is_open()) return {Line::End::closed, received_};
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left <= milliseconds::zero()) return {Line::End::timed_out, received_};
    wait_for_pipes(line, left, sent);
  }
}

bool ChildProcess::take_line(std::size_t bytes_max, Line& line) {
  const auto end = received_.find('\n', searched_);
  searched_ = received_.size();
  if (std::min(end, received_.size()) > bytes_max) {
    line = {Line::End::too_long, received_.substr(0, bytes_max)};
    return true;
  }
  if (end == std::string::npos) return false;
  searched_ = 0;
  if (end + 1 == received_.size()) {
    received_.pop_back();
    line = {Line::End::whole, std::exchange(received_, {})};
  } else {
    line = {Line::End::whole, received_.substr(0, end)};
    received_.erase(0, end + 1);
  }
  return true;
}

void ChildProcess::wait_for_pipes(std::string_view line, milliseconds at_most, std::size_t& sent) {
  const bool to_write = sent <= line.size() && spawned_.input.is_open();
  // A negative number is passed over by poll.
  std::array<pollfd, 3> pipes{{{spawned_.output.number(), POLLIN, 0},
                               {spawned_.log.number(), POLLIN, 0},
                               {to_write ? spawned_.input.number() : -1, POLLOUT, 0}}};
  const auto timeout = static_cast<int>(std::min<milliseconds::rep>(at_most.count(), 1'000'000));
  if (::poll(pipes.data(), pipes.size(), timeout) <= 0) return;
  if (pipes[1].revents != 0) read_log();
  if (pipes[0].revents != 0) read_output();
  if (pipes[2].revents != 0) write_some(line, sent);
}

void ChildProcess::write_some(std::string_view line, std::size_t& sent) {
  if (!spawned_.input.is_open()) return;
  char line_end = '\n';
  // The C interface wants what it reads writable.
  std::array<iovec, 2> parts{{{const_cast<char*>(line.data()) + sent, line.size() - sent}, {&line_end, 1}}};
  PipeSignalHeldBack held_back;
  const ssize_t count = ::writev(spawned_.input.number(), parts.data(), static_cast<int>(parts.size()));
  if (count > 0) {
    sent += static_cast<std::size_t>(count);
  } else if (errno != EAGAIN && errno != EINTR) {
    if (errno == EPIPE) held_back.take();
    spawned_.input.close();  // it reads no more; whether it still answers is seen on its output
  }
}

void ChildProcess::read_output() { read_available(spawned_.output, received_); }

void ChildProcess::read_log() {
  for (int i = 0; i < reads_at_once && spawned_.log.is_open(); ++i) {
    if (read_available(spawned_.log, log_) == 0) break;
    if (log_.size() > 4 * log_kept) log_.erase(0, log_.size() - log_kept);
  }
}

bool ChildProcess::ends_by_itself(milliseconds within) {
  spawned_.input.close();
  const auto until = Clock::now() + within;
  for (milliseconds pause{1}; !has_ended(spawned_.process); pause = std::min(pause * 2, milliseconds{20})) {
    if (Clock::now() >= until) return false;
    // It may have more to say before it can end; nobody waits for that any more.
    read_log();
    if (spawned_.output.is_open()) read_output();
    received_.clear();
    searched_ = 0;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

std::string ChildProcess::end() {
  if (spawned_.process > 0) reap();
  return how_it_ended_;
}

void ChildProcess::reap() {
  const bool by_itself = has_ended(spawned_.process);
  ::kill(spawned_.process, SIGTERM);  // its supervisor kills it, and what it started and left behind
  int status = 0;
  while (::waitpid(spawned_.process, &status, 0) < 0 && errno == EINTR) {
  }
  how_it_ended_ = by_itself ? ending_in_words(status) : "was still running";
  spawned_.process = -1;
  read_log();
  spawned_.input.close();
  spawned_.output.close();
  spawned_.log.close();
}

std::optional<pid_t> ChildProcess::only_thread() const {
  const auto commands = first_children(spawned_.process);
  if (!commands || commands->size() != 1) return std::nullopt;
  const auto started = first_children(commands->front());
  const bool is_alone = started && started->empty() && has_one_thread(commands->front());
  return is_alone ? std::optional(commands->front()) : std::nullopt;
}

std::string ChildProcess::log() const { return log_.size() <= log_kept ? log_ : log_.substr(log_.size() - log_kept); }

}  // namespace hallmark::adaptor
