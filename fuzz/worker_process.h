/// \file
/// A worker as a process: a fork of this one, with a pipe for its lines. It ends with its owner, whatever ends that.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "harness/adaptor/spawn.h"

namespace hallmark::fuzz {

/// Not copyable: it owns the process.
class WorkerProcess {
 public:
  /// Forks; the child calls `work` with the descriptor for its lines, which must not return. Its standard error goes to
  /// that file. Throws std::system_error where that cannot be.
  WorkerProcess(const std::function<void(int out)>& work, const std::string& log);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  /// Kills it.
  ~WorkerProcess();

  /// The descriptor to wait on; -1 once it has ended.
  int descriptor() const { return output_.number(); }
  /// The whole lines that came since, without waiting.
  std::vector<std::string> lines();
  /// Whether it may still say something.
  bool is_running() const { return output_.is_open(); }
  /// How it ended, in words: "exited with status 77"; empty for status 0. Waits for the end.
  std::string end();

 private:
  pid_t process_ = -1;
  adaptor::Descriptor output_;
  std::string received_;
};

}  // namespace hallmark::fuzz
