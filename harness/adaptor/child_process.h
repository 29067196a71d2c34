/// \file
/// A running program spoken to a line at a time. The process and everything it started ends with its owner.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/adaptor/spawn.h"

namespace hallmark::adaptor {

/// What came of waiting for a line.
struct Line {
  enum class End {
    whole,      ///< a whole line; `bytes` is without its line end
    timed_out,  ///< the deadline came first
    closed,     ///< the process closed its output first
    too_long,   ///< the line is longer than was allowed
  };
  End end = End::whole;
  std::string bytes;  ///< what arrived of it
};

/// Owns a process, its pipes and the processes it started in turn. One thread at a time.
class ChildProcess {
 public:
  /// Starts the program. Throws std::system_error where that is not possible.
  ChildProcess(const std::string& executable, const std::vector<std::string>& arguments);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  /// Kills what still runs of it and of what it started, and waits for the end, so that no zombie is left.
  ~ChildProcess();

  /// Sends a line (its end is added) and waits for one back of at most `bytes_max` bytes. Writing and reading go on
  /// side by side, so neither a talkative nor a deaf process can hold it past the deadline.
  Line exchange(std::string_view line, std::chrono::milliseconds deadline, std::size_t bytes_max);

  /// Closes the process's standard input and waits; whether it ended by itself within that time.
  bool ends_by_itself(std::chrono::milliseconds within);

  /// Kills it and what it started unless it has ended, and says in words how it ended: "exited with status 3".
  std::string end();

  /// The command's process, where that is all there is of it: one process of one thread; empty where it has more, or
  /// where the system does not tell.
  std::optional<pid_t> only_thread() const;

  /// The last 64 KiB of its standard error so far.
  std::string log() const;

 private:
  bool take_line(std::size_t bytes_max, Line& line);
  /// `sent` counts what went out of the line and, after it, its end.
  void wait_for_pipes(std::string_view line, std::chrono::milliseconds at_most, std::size_t& sent);
  void write_some(std::string_view line, std::size_t& sent);
  void read_output();
  void read_log();
  void reap();

  Spawned spawned_;
  std::string received_;
  std::size_t searched_ = 0;  ///< how much of `received_` is known to hold no line end
  std::string log_;
  std::string how_it_ended_;
};

}  // namespace hallmark::adaptor
