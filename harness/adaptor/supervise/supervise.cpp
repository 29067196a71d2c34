// hallmark_supervise EXECUTABLE ARGUMENT0 [ARGUMENT…]: runs a command, and ends everything that came of it.
//
// It stands between Hallmark and an implementation. The pipes go straight through to the command, so no byte is copied
// here. Orphans of the command, daemons too, become children of this process; when the command has ended, or Hallmark
// has (however that happened), or SIGTERM says so, every one of them is killed. Its own end is that of the command:
// the same status, or the same signal.
//
// Descriptor 3 tells whether the command could be started: an errno is written to it, or nothing until it is closed.
// Descriptor 2, the log of the command, tells whether Hallmark lives: nobody else reads it. A signal on the death of
// the parent (PR_SET_PDEATHSIG) would come when the *thread* ends that started us, which may be long before.
//
// A program of its own, without any library, because it is started with every implementation.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace {

constexpr int starting = 3;  ///< the descriptor that tells whether the command could be started

[[noreturn]] void give_up(int error) {
  const auto told = ::write(starting, &error, sizeof error);
  ::_exit(told == sizeof error ? 127 : 126);
}

/// Nothing of ours but standard input, output and error reaches the command.
[[noreturn]] void become(char** arguments, pid_t supervisor) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(126);
  ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execv(arguments[0], arguments + 1);
  give_up(errno);
}

/// The parent of a process as /proc tells it, -1 where it has gone. A name may hold anything, so the last `)` counts.
pid_t parent_of(const char* process) {
  char path[64];
  char text[512];
  std::snprintf(path, sizeof path, "/proc/%.20s/stat", process);
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  const ssize_t length = ::read(file, text, sizeof text - 1);
  ::close(file);
  ssize_t at = length;
  while (at > 0 && text[at - 1] != ')') --at;
  if (at <= 0 || at + 3 >= length) return -1;
  text[length] = '\0';
  return static_cast<pid_t>(std::strtol(text + at + 3, nullptr, 10));  // ") S 1234"
}

/// Sends SIGKILL to every child of ours, orphans that came to us among them. Whether any could be reached.
bool kill_children() {
  DIR* all = ::opendir("/proc");
  if (all == nullptr) return false;
  bool any = false;
  while (const dirent* entry = ::readdir(all)) {
    const auto process = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
    if (process > 0 && parent_of(entry->d_name) == ::getpid()) any = ::kill(process, SIGKILL) == 0 || any;
  }
  ::closedir(all);
  return any;
}

/// Buries whoever has ended, and takes down how the command did. Whether children are left.
bool bury(pid_t command, int& status, bool& ended) {
  while (true) {
    int how = 0;
    const pid_t process = ::waitpid(-1, &how, WNOHANG);
    if (process <= 0) return process == 0 || errno != ECHILD;
    if (process != command) continue;
    status = how;
    ended = true;
  }
}

/// Who is killed leaves its own children to us: so often, until nobody is left.
void end_everything(pid_t command, int& status, bool& ended) {
  siginfo_t ignored;
  if (!ended) {  // mostly nobody else is left, and nobody has to be looked for
    ::kill(-command, SIGKILL);
    if (::kill(command, SIGKILL) == 0) ::waitid(P_PID, static_cast<id_t>(command), &ignored, WEXITED | WNOWAIT);
  }
  while (bury(command, status, ended)) {
    if (!kill_children()) return;
    ::waitid(P_ALL, 0, &ignored, WEXITED | WNOWAIT);
  }
}

[[noreturn]] void end_alike(int status) {
  if (WIFEXITED(status)) ::_exit(WEXITSTATUS(status));
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const int signal = WTERMSIG(status);
  ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::kill(::getpid(), signal);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::_exit(128 + signal);
}

/// Until the command ends, Hallmark does, or a signal says that it is over.
void watch(int signals, pid_t command, int& status, bool& ended) {
  pollfd waiting[] = {{STDERR_FILENO, 0, 0}, {signals, POLLIN, 0}};
  while (!ended) {
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    if (waiting[0].revents != 0) return;
    signalfd_siginfo told;
    if (waiting[1].revents == 0 || ::read(signals, &told, sizeof told) != sizeof told) continue;
    if (told.ssi_signo != SIGCHLD) return;
    bury(command, status, ended);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3 || ::fcntl(starting, F_SETFD, FD_CLOEXEC) != 0) {
    std::fputs("hallmark_supervise is started by hallmark, with each implementation\n", stderr);
    return 3;
  }
  ::signal(SIGCHLD, SIG_DFL);  // or nobody would be told how the command ended
  sigset_t heard;
  ::sigemptyset(&heard);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&heard, signal);
  ::sigprocmask(SIG_SETMASK, &heard, nullptr);
  const int signals = ::signalfd(-1, &heard, SFD_CLOEXEC);
  if (signals < 0 || ::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) give_up(errno);

  const pid_t supervisor = ::getpid();
  const pid_t command = ::fork();
  if (command < 0) give_up(errno);
  if (command == 0) become(arguments + 1, supervisor);
  ::setpgid(command, command);
  for (const int theirs : {STDIN_FILENO, STDOUT_FILENO, starting}) ::close(theirs);

  int status = 0;
  bool ended = false;
  watch(signals, command, status, ended);
  end_everything(command, status, ended);
  end_alike(status);
}
