#include "suites/in_parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hallmark::suites {

void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr thrown;
  std::mutex guard;
  const auto worker = [&] {
    try {
      for (std::size_t index = next++; index < count; index = next++) work(index);
    } catch (...) {
      const std::lock_guard lock(guard);
      thrown = std::current_exception();
      next = count;
    }
  };
  std::vector<std::jthread> workers;
  for (int i = 0; i < jobs; ++i) workers.emplace_back(worker);
  workers.clear();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace hallmark::suites
