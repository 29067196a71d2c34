#include "harness/adaptor/watchdog.h"

#include <utility>

namespace hallmark::adaptor {

Watchdog::Watchdog(Look look) : look_(std::move(look)), thread_([this] { watch(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Watchdog::set(Clock::time_point moment) {
  const std::lock_guard lock(mutex_);
  const bool is_earlier = moment < moment_;
  moment_ = moment;
  is_set_ = true;
  has_bitten_ = false;
  if (is_idle_ || is_earlier) changed_.notify_one();
}

bool Watchdog::call_off() {
  const std::lock_guard lock(mutex_);
  is_set_ = false;
  return has_bitten_;
}

void Watchdog::watch() {
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    is_idle_ = !is_set_;
    if (is_idle_) {
      changed_.wait(lock);
    } else if (Clock::now() < moment_) {
      changed_.wait_until(lock, Clock::time_point(moment_));
    } else {
      // Under the lock: who calls off waits until it has looked, and knows what came of it.
      const auto again = look_();
      if (again) moment_ = *again;
      is_set_ = again.has_value();
      has_bitten_ = !again;
    }
  }
}

}  // namespace hallmark::adaptor
