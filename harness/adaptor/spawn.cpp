#include "harness/adaptor/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

extern char** environ;

namespace hallmark::adaptor {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

/// Moves a descriptor out of the way of 0, 1 and 2, which the new process is given anew.
Descriptor above_standard(Descriptor descriptor) {
  if (descriptor.number() > STDERR_FILENO) return descriptor;
  const int moved = ::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (moved < 0) fail(errno, "cannot copy a file descriptor");
  return Descriptor(moved);
}

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "cannot make a pipe");
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  return {above_standard(std::move(pipe.reading)), above_standard(std::move(pipe.writing))};
}

void set_non_blocking(const Descriptor& descriptor) {
  const int flags = ::fcntl(descriptor.number(), F_GETFL);
  if (flags < 0 || ::fcntl(descriptor.number(), F_SETFL, flags | O_NONBLOCK) != 0) {
    fail(errno, "cannot make a pipe non-blocking");
  }
}

/// posix_spawn's two settings objects, destroyed whatever happens.
class Settings {
 public:
  Settings() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;
  ~Settings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  void give(const Descriptor& ours, int theirs) {
    if (const int error = ::posix_spawn_file_actions_adddup2(&actions_, ours.number(), theirs); error != 0) {
      fail(error, "cannot prepare a process");
    }
  }
  /// A process group of its own, so that a key pressed at a terminal is for us alone; no signal blocked, and the usual
  /// end on a closed pipe, whatever we do about it.
  void start_clean() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  int start(pid_t& process, const std::string& executable, char* const* arguments) const {
    return ::posix_spawn(&process, executable.c_str(), &actions_, &attributes_, arguments, environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

namespace {

/// What is started in place of the command: it starts the command, and sees to it that nothing of it outlives us.
std::string supervisor() { return program_beside("hallmark_supervise"); }

/// Waits until the command runs. Throws where it could not be started; the supervisor has ended then.
void await_start(pid_t process, const Descriptor& starting, const std::string& executable) {
  int error = 0;
  ssize_t count = 0;
  while ((count = ::read(starting.number(), &error, sizeof error)) < 0 && errno == EINTR) {
  }
  if (count == 0) return;
  ::waitpid(process, nullptr, 0);
  fail(count == sizeof error ? error : EIO, "cannot start \"" + executable + "\"");
}

}  // namespace

std::string program_beside(const std::string& name) {
  const auto path = std::filesystem::canonical("/proc/self/exe").parent_path() / name;
  if (::access(path.c_str(), X_OK) != 0) fail(errno, path.string() + ": this program belongs beside hallmark");
  return path.string();
}

Spawned spawn(const std::string& executable, const std::vector<std::string>& arguments) {
  static const std::string program = supervisor();
  Pipe input = make_pipe();
  Pipe output = make_pipe();
  Pipe log = make_pipe();
  Pipe starting = make_pipe();
  for (const Descriptor* ours : {&input.writing, &output.reading, &log.reading}) set_non_blocking(*ours);

  // Descriptor 3 comes last: it may be one of ours, which is of no more use to the new process then.
  Settings settings;
  settings.give(input.reading, STDIN_FILENO);
  settings.give(output.writing, STDOUT_FILENO);
  settings.give(log.writing, STDERR_FILENO);
  settings.give(starting.writing, STDERR_FILENO + 1);
  settings.start_clean();

  std::vector<std::string> copies = {"hallmark_supervise", executable};  // the C interface wants them writable
  copies.insert(copies.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& copy : copies) pointers.push_back(copy.data());
  pointers.push_back(nullptr);
  pid_t process = -1;
  if (const int error = settings.start(process, program, pointers.data()); error != 0) {
    fail(error, "cannot start \"" + program + "\"");
  }
  starting.writing.close();
  await_start(process, starting.reading, executable);
  return {process, std::move(input.writing), std::move(output.reading), std::move(log.reading)};
}

}  // namespace hallmark::adaptor
