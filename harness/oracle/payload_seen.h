/// \file
/// What a fair observer keeps of consumption that a device sent: it must turn up nowhere while it must not.
#pragma once

#include <cstddef>
#include <string>

#include "spec/facts.h"

namespace hallmark::oracle {

/// How many payloads are watched: the latest of a case.
inline constexpr std::size_t payloads_watched = 8;

/// One payload of what the profile rejects for its device.
struct PayloadSeen {
  std::string canary;  ///< hex, of bytes in it that occur nowhere else
  std::string device;
  spec::Level level = spec::Level::must;  ///< of the profile's row
  bool refused = false;                   ///< it answers what was refused or never sent: it comes never
  bool watched_in_drains = false;         ///< the rules of its request watch over drains
  bool delivered = false;                 ///< a User had it before
};

}  // namespace hallmark::oracle
