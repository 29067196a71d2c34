/// \file
/// Something that is done when a moment comes before its time is called off.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hallmark::adaptor {

/// Owns a thread that sleeps. It is woken for a moment only where it does not sleep towards an earlier one already, so
/// that setting and calling off many in a row costs no more than a lock.
class Watchdog {
 public:
  using Clock = std::chrono::steady_clock;

  /// `bite` is called in the thread of the watchdog, once for each moment that came.
  explicit Watchdog(std::function<void()> bite);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  ~Watchdog();

  void set(Clock::time_point moment);
  /// Whether the moment had come; afterwards it is not coming any more.
  bool call_off();

 private:
  void watch();

  std::function<void()> bite_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Clock::time_point moment_{};
  bool is_set_ = false;
  bool has_bitten_ = false;
  bool is_idle_ = true;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace hallmark::adaptor
