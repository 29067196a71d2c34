/// \file
/// Starting a process with pipes to its standard input, output and error.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace hallmark::adaptor {

/// A file descriptor that is closed with its owner; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

/// A started process and our ends of its pipes, which do not block and are not inherited by other processes.
struct Spawned {
  pid_t process =
      -1;            ///< its supervisor: ends as the command ends, or at a SIGTERM, and nothing it started is left then
  Descriptor input;  ///< written by us
  Descriptor output;  ///< read by us
  Descriptor log;     ///< read by us, its standard error; closing it ends everything
};

/// The path of one of our programs, in the folder of the one that runs. Throws std::system_error where it is missing.
std::string program_beside(const std::string& name);

/// Starts `executable` with these arguments (the first is its own name) below a supervisor (supervise/supervise.cpp),
/// which ends whatever it started, daemons too, when it ends, or when we do, even by SIGKILL. Throws std::system_error
/// where the system cannot; nothing is left behind then.
Spawned spawn(const std::string& executable, const std::vector<std::string>& arguments);

}  // namespace hallmark::adaptor
