/// \file
/// The Restricted flag of every device, by its EUI: what holds now, what is announced, and when it held.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/instant.h"

namespace hallmark::implementations {

/// [since, until); a flag that still holds ends at the end of time.
struct RestrictedTime {
  scenario::Instant since;
  scenario::Instant until;
};

/// Keeps flags by id alone, so that a device that is taken away and added again finds its own (re-added-device). Who
/// may set one is not its business.
class RestrictedFlag {
 public:
  /// A change that takes effect.
  struct Change {
    std::string device;
    bool restricted = false;
  };

  /// The flag was there before anything is known of it.
  void give(const std::string& device);
  void forget_all();

  bool holds(std::string_view device) const;
  /// What was asked for last: a set that is announced counts, a clear that is announced no longer does.
  bool is_wanted(std::string_view device) const;
  /// From when what was asked for last holds; empty where it holds already.
  std::optional<scenario::Instant> pending(std::string_view device) const;

  /// Asks for a flag from `from` on, which is now or later. True where it holds at once and did not before.
  bool change(const std::string& device, bool restricted, scenario::Instant now, scenario::Instant from);

  /// When the next announced change takes effect.
  std::optional<scenario::Instant> next_due() const;
  /// Lets the changes of that moment take effect.
  std::vector<Change> take_effect(scenario::Instant at);

  /// Whether it held at any moment of [from, until).
  bool held_within(std::string_view device, scenario::Instant from, scenario::Instant until) const;
  /// Whether it held throughout [from, until).
  bool held_throughout(std::string_view device, scenario::Instant from, scenario::Instant until) const;

 private:
  struct State {
    bool holds = false;
    std::vector<RestrictedTime> times;
  };
  const State* find(std::string_view device) const;
  static void turn(State& state, scenario::Instant at);

  std::map<std::string, State, std::less<>> states_;
  std::map<std::string, scenario::Instant, std::less<>> announced_;  ///< a change to the opposite
};

}  // namespace hallmark::implementations
