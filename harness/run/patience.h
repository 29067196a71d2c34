/// \file
/// How long an implementation with a clock of its own is given.
#pragma once

#include <chrono>

namespace hallmark::run {

/// Two lengths of time, neither negative.
struct Patience {
  std::chrono::milliseconds wait{10'000};  ///< at most, for a moment and for what is owed at a drain
  std::chrono::milliseconds settle{200};   ///< in which nothing may come before it is believed that nothing comes
  bool operator==(const Patience&) const = default;
};

/// How slow one is, as far as that was seen.
struct Pace {
  std::chrono::milliseconds slowest{0};  ///< from a drain until a row that came later
};

}  // namespace hallmark::run
