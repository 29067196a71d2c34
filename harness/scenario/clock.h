/// \file
/// A clock that runs by itself, passed in wherever somebody waits: tests give one whose time passes when they say so.
#pragma once

#include <chrono>
#include <functional>

#include "harness/scenario/instant.h"

namespace hallmark::scenario {

/// What time it is, and how to let some of it pass. Functions of one clock; may be called from several threads.
struct Clock {
  std::function<Instant()> now;                          ///< of the calendar, UTC, the second that has begun
  std::function<std::chrono::milliseconds()> elapsed;    ///< since some moment; never goes back
  std::function<void(std::chrono::milliseconds)> sleep;  ///< returns no earlier
};

/// The clock of this machine.
const Clock& machine_clock();

}  // namespace hallmark::scenario
