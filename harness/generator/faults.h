/// \file
/// Faults between a harness and an implementation, put into trials as steps of theirs: what is lost, late, doubled or
/// out of order is then a scenario like any other, to be judged, replayed and shrunk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/scenario.h"

namespace hallmark::generator {

/// Which faults there are to be.
struct Faults {
  bool kill = false;        ///< once a half: its process is killed between two operations, and started again
  bool slow = false;        ///< one operation in ten waits before it is sent; no step, and nothing for trials
  bool duplicate = false;   ///< requests, settings of the flag and messages of devices come twice
  bool reorder = false;     ///< messages of devices come after what followed them
  bool drop_alert = false;  ///< Alerts are lost on their way from the device
  bool clock_jump = false;  ///< once a half: hours or weeks pass at once
  bool operator==(const Faults&) const = default;
};

/// "kill", "slow", …: what a fault may be called.
std::vector<std::string> fault_names();
/// Throws std::invalid_argument naming a name that is none.
Faults faults_named(const std::vector<std::string>& names);

/// One half of the first trial with faults in it, by itself: a pair compares what was asked without the flag with what
/// was asked with it, and under faults the two are not alike. One time in four it is the half without the flag. A pure
/// function of all of these. Of a case that is about its dates (`keeps_clock`) the clock does not jump. What is put out
/// before its process is killed is drained first, so that nothing is lost but what the implementation loses.
std::vector<scenario::Trial> with_faults(std::vector<scenario::Trial> trials, const Faults& faults, bool keeps_clock,
                                         std::uint64_t seed);

}  // namespace hallmark::generator
