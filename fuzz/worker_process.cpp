#include "fuzz/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace hallmark::fuzz {

namespace {

constexpr std::size_t longest_worker_line = std::size_t{64} << 20U;

/// The child's standard error becomes the file, its standard output nothing.
void redirect(const std::string& log) {
  const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (file >= 0) ::dup2(file, STDERR_FILENO);
  if (nothing >= 0) ::dup2(nothing, STDOUT_FILENO);
  if (nothing >= 0) ::dup2(nothing, STDIN_FILENO);
}

}  // namespace

WorkerProcess::WorkerProcess(const std::function<void(int out)>& work, const std::string& log) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  output_ = adaptor::Descriptor(ends[0]);
  adaptor::Descriptor input(ends[1]);
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(0);  // it was gone before
    ::signal(SIGINT, SIG_IGN);              // a terminal's Ctrl-C is for the parent, which ends us in its time
    redirect(log);
    work(input.number());
    ::_exit(1);
  }
  ::fcntl(output_.number(), F_SETFL, O_NONBLOCK);
}

WorkerProcess::~WorkerProcess() {
  if (process_ > 0) ::kill(process_, SIGKILL);
  end();
}

std::vector<std::string> WorkerProcess::lines() {
  std::array<char, 65536> chunk;
  while (output_.is_open()) {
    const auto count = ::read(output_.number(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) break;
    if (count <= 0 || received_.size() > longest_worker_line) output_.close();
    if (count > 0) received_.append(chunk.data(), static_cast<std::size_t>(count));
  }
  std::vector<std::string> whole;
  std::size_t begin = 0;
  for (auto at = received_.find('\n'); at != std::string::npos; at = received_.find('\n', begin)) {
    whole.push_back(received_.substr(begin, at - begin));
    begin = at + 1;
  }
  received_.erase(0, begin);
  return whole;
}

std::string WorkerProcess::end() {
  if (process_ <= 0) return {};
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  if (WIFSIGNALED(status)) return std::string("was killed by signal ") + ::strsignal(WTERMSIG(status));
  return WEXITSTATUS(status) == 0 ? "" : "exited with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace hallmark::fuzz
