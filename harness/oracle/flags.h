/// \file
/// The Restricted flag of each device as a fair observer knows it: set, clear, or open until it is seen, with the times
/// at which it was set.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/scenario/estate.h"

namespace hallmark::oracle {

/// Why it is open whether a flag is still set, and what seeing it will mean.
struct LeftOpen {
  std::string way;                ///< what happened, e.g. "change-of-tenancy"; names the way a flag was lost
  std::string point;              ///< the open point that is answered by it; empty: none
  std::string token_set;          ///< the answer that leaves it set
  std::string token_clear;        ///< the answer that clears it; empty: none is permitted
  std::optional<bool> should_be;  ///< what is preferred; empty: either
  std::vector<std::string> ids;   ///< requirements that prefer it
};

/// One flag.
struct FlagState {
  bool can_be_set = false;
  bool can_be_clear = true;
  LeftOpen left_open = {};              ///< where both can be
  bool was_set = false;                 ///< at any time since reset
  std::vector<std::string> shows = {};  ///< requirements that the next read shows to be kept

  bool is_set() const { return can_be_set && !can_be_clear; }
  bool is_open() const { return can_be_set && can_be_clear; }
  /// Set, or open where it should be set: the rules of a Restricted device hold, in the latter case as a should.
  bool covers() const { return is_set() || (is_open() && left_open.should_be == true); }
  /// Open, and nothing is preferred: the rules of the flag say nothing.
  bool is_unsettled() const { return is_open() && left_open.should_be != true; }
};

/// All flags of an estate.
class Flags {
 public:
  /// A fresh estate; flags that it gives are set.
  void reset(const scenario::Estate& estate);

  /// The flag of a device; clear for one never heard of.
  const FlagState& of(const std::string& device) const;
  /// Every flag that was ever touched.
  const std::map<std::string, FlagState>& all() const { return states_; }
  /// Devices whose flag covered at the last drain and was not cleared since.
  const std::set<std::string>& covered_at_drain() const { return covered_at_drain_; }
  /// Whether any flag was set or could have been since reset. One that the estate gives is no set.
  bool any_was_set() const { return any_was_set_; }
  /// Whether it was, or could have been, set at some time within [from, to].
  bool was_set_within(const std::string& device, scenario::Instant from, scenario::Instant to) const;
  /// When it was last cleared; empty: never, or it can be set now.
  std::optional<scenario::Instant> cleared_at(const std::string& device) const;
  /// When it was last set, or could have been; empty: never.
  std::optional<scenario::Instant> set_at(const std::string& device) const;
  /// Whether it covers now and has covered since the last drain.
  bool covered_since_drain(const std::string& device) const;

  void set(const std::string& device, scenario::Instant now);
  void clear(const std::string& device, scenario::Instant now);
  /// Leaves it open whether a flag that can be set still is; a clear one stays clear.
  void leave_open(const std::string& device, LeftOpen left_open);
  /// Leaves it open whether a clear flag was set.
  void may_be_set(const std::string& device, LeftOpen left_open, scenario::Instant now);
  /// The next read of that device shows whether a requirement is kept.
  void will_show(const std::string& device, const std::string& requirement);
  /// A read was taken.
  void was_read(const std::string& device);
  /// What the next reads show is another matter now.
  void forget_what_reads_show();
  /// Everything put out so far was taken.
  void drained();

 private:
  struct Interval {
    scenario::Instant from;
    std::optional<scenario::Instant> to;
  };
  /// The state of a flag that is about to change.
  FlagState& touch(const std::string& device);

  std::map<std::string, FlagState> states_;
  bool any_was_set_ = false;
  std::map<std::string, std::vector<Interval>> intervals_;
  std::set<std::string> covered_at_drain_;
  std::set<std::string> touched_;  ///< since the last drain
  std::set<std::string> shown_;    ///< whose next read shows something
};

}  // namespace hallmark::oracle
