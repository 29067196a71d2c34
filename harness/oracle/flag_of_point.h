/// \file
/// The service flag of one metering point: what MP077 permits after a change, given what it was and what its meters
/// are (policy, section C, and the open points service-flag-of-a-mixed-point,
/// last-commissioned-leaves-a-suspended-meter and withdrawn-status). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallmark::oracle {

/// A smart meter of a point. `settled` is its last status that was not Suspended, Recovery or Recovered: what it was
/// suspended from.
struct MeterOfPoint {
  std::string status;
  std::string settled;
  bool operator==(const MeterOfPoint&) const = default;
};

/// What a flag depends on besides its last value.
struct PointHistory {
  bool has_been_live = false;  ///< a meter of it has been InstalledNotCommissioned or Commissioned
  std::vector<MeterOfPoint> meters;
};

/// One value that the flag may have.
struct PossibleFlag {
  std::string flag;             ///< "A", "N", "I"; empty: null
  bool preferred = true;        ///< false: tolerated, a should is broken
  std::string_view open_point;  ///< whose answer leads to it; empty: none
  std::string_view answer;      ///< that answer's token
  bool operator==(const PossibleFlag&) const = default;
};

/// The values permitted and the requirements that say so.
struct FlagsPermitted {
  std::vector<PossibleFlag> flags;  ///< not empty, each value once
  std::vector<std::string> requirements;
};

/// What a change was, as far as the flag depends on it.
struct PointChange {
  bool silent = false;             ///< all it did was that meters became Suspended, Recovery or Recovered
  bool commissioned_left = false;  ///< before it a meter was Commissioned
  bool withdrew = false;           ///< it made a meter Withdrawn
};

/// Whether a status leads to no update of the flag: Suspended, Recovery, Recovered.
bool is_silent(std::string_view status);
/// Whether a status makes a point live: InstalledNotCommissioned, Commissioned.
bool is_live(std::string_view status);

/// The flags permitted after a change. `before` is the flag it had, `history` what holds after the change. An answer
/// counts as one to an open point only where the change is what the open point speaks of.
FlagsPermitted flags_after(const std::string& before, const PointHistory& history, const PointChange& change = {});

}  // namespace hallmark::oracle
