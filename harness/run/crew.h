/// \file
/// Several workers play cases at once; who asks gets them in case order. Which worker played a case never shows.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "harness/run/session.h"

namespace hallmark::run {

/// Joins its threads at the end. Not copyable.
class Crew {
 public:
  /// Each worker has a session of its own, made in its thread. `cases` must outlive the crew.
  Crew(std::vector<const Case*> cases, int workers, std::function<std::unique_ptr<Session>()> make_session);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew();

  /// The case at an index, waiting for it; indices are asked for in order. Rethrows what a worker could not handle.
  Played take(std::size_t index);

 private:
  void work();
  std::optional<std::size_t> claim();

  std::vector<const Case*> cases_;
  std::function<std::unique_ptr<Session>()> make_session_;
  std::vector<std::optional<Played>> results_;
  std::size_t next_ = 0;
  std::size_t taken_ = 0;
  bool stop_ = false;
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

}  // namespace hallmark::run
