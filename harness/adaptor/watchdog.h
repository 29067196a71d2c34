/// \file
/// Something that is looked after while it goes on, and stopped when it goes wrong.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace hallmark::adaptor {

/// Owns a thread that sleeps, wakes and looks. It is woken for a moment only where it does not sleep towards an earlier
/// one already, so that setting and calling off many in a row costs no more than a lock.
class Watchdog {
 public:
  using Clock = std::chrono::steady_clock;
  /// When to look again; empty: it has done what there was to do.
  using Look = std::function<std::optional<Clock::time_point>()>;

  /// `look` is called in the thread of the watchdog.
  explicit Watchdog(Look look);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  ~Watchdog();

  /// From that moment on it looks.
  void set(Clock::time_point moment);
  /// It looks no more, and is not looking any more. Whether it had done what there was to do.
  bool call_off();

 private:
  void watch();

  Look look_;
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
