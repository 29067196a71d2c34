/// \file
/// On which core a worker and the process that it speaks to run. A line there and back costs several times as much
/// across two cores as on one, where neither can do anything while the other works anyway.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace hallmark::adaptor {

enum class Placement {
  free,      ///< as the system puts them
  one_core,  ///< a worker, its process and all that process starts
  automatic  ///< one core where the process has one thread when it has answered its initialize, else free
};

/// The words of the command line: "free", "one-core", "auto". Throws std::invalid_argument for another.
Placement placement(std::string_view word);

/// The cores that this process may have, shared out among its workers: who takes one gets that which the fewest have.
/// Safe from many threads.
class Cores {
 public:
  /// Those of the calling thread.
  Cores();
  /// A core, by its number, until it is given back; -1 where the system does not tell.
  int take();
  void give_back(int core);
  const cpu_set_t& allowed() const { return allowed_; }

 private:
  cpu_set_t allowed_{};
  std::mutex mutex_;
  std::vector<int> takers_;  ///< of each core that may be had, in their order
  std::vector<int> numbers_;
};

/// Puts the calling thread on a core, and on all that may be had again at its end.
class Seat {
 public:
  explicit Seat(std::shared_ptr<Cores> cores);
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  ~Seat();
  /// Puts a process there too, by its only thread. Where that cannot be it stays where it is.
  void admit(pid_t process) const;

 private:
  std::shared_ptr<Cores> cores_;
  int core_;
  pid_t thread_;
};

}  // namespace hallmark::adaptor
