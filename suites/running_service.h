/// \file
/// For tests: `hallmark serve` as a service, from the making of this to its end.
#pragma once

#include <string>

#include "suites/program.h"

namespace hallmark::suites {

class RunningService {
 public:
  /// Starts `hallmark serve ARGUMENTS --port 0 --control-port 0 --json` in the workplace and waits until it says where
  /// it listens. Throws std::runtime_error with what it printed where it does not.
  RunningService(const Workplace& place, const std::string& arguments);
  RunningService(const RunningService&) = delete;
  RunningService& operator=(const RunningService&) = delete;
  ~RunningService();

  const std::string& duis() const { return duis_; }
  const std::string& control() const { return control_; }
  /// Sends it SIGTERM and waits: its exit code, or -1 where a signal ended it.
  int terminate();

 private:
  int process_ = -1;
  std::string duis_;
  std::string control_;
};

}  // namespace hallmark::suites
