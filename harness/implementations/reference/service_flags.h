/// \file
/// The DCC service flag of every metering point (MP077), which depends on the history of its meters, and the feed that
/// tells the registration systems of it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/implementations/reference/choices.h"
#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/smart_metering_inventory.h"
#include "harness/observation/observation.h"

namespace hallmark::implementations {

/// One thing that happened to one device of the inventory: its status and points before, to be told from those it has
/// now.
struct DeviceChange {
  std::string device;  ///< canonical id
  bool is_meter = false;
  std::string status_before;               ///< empty: it was not there
  std::vector<std::string> points_before;  ///< likewise
};

/// The flags ("A", "N", "I" or none) and the feed.
class ServiceFlags {
 public:
  /// `feed_every`: seconds between two files, 0 for at once.
  ServiceFlags(const Choices& choices, std::int64_t feed_every, const Decisions& decide)
      : choices_(&choices), feed_every_(feed_every), decide_(&decide) {}

  /// The flags that the estate gives, else those that statuses alone tell. Feeds nothing.
  void reset(const SmartMeteringInventory& inventory, scenario::Instant now);

  /// One event, which may concern many devices: flags move once for all of them. `silent`: suspension and recovery,
  /// which move none (mp077.suspension-is-silent).
  void apply(const SmartMeteringInventory& inventory, const std::vector<DeviceChange>& changes, bool silent);

  std::optional<std::string> flag(std::string_view point) const;

  /// When the next file of the feed is due; empty where nothing waits for it.
  std::optional<scenario::Instant> next_due(scenario::Instant now) const;
  /// What the feed carries now: one file for each fuel and network operator.
  std::vector<observation::ToRegistration> files(const SmartMeteringInventory& inventory);

 private:
  struct State {
    std::optional<std::string> flag;
    std::optional<std::string> fed;  ///< what the registration system was told last, or knew at the start
    bool was_installed = false;      ///< a meter of it was InstalledNotCommissioned or Commissioned
  };
  /// How the meters of a point stand.
  struct Census {
    int commissioned = 0;
    int installed = 0;
    int suspended = 0;
    int suspended_active = 0;  ///< of these, suspended while Commissioned
    int withdrawn = 0;
    int all = 0;  ///< without those that are Decommissioned
  };
  /// What one event took from a point.
  struct Loss {
    bool commissioned = false;
    bool installed = false;
    bool withdrew = false;   ///< a meter became Withdrawn
    bool suspended = false;  ///< a meter whose suspension kept the flag as it was is suspended no more
    bool silent = false;
  };
  Census census(const SmartMeteringInventory& inventory, const std::string& point) const;
  std::optional<std::string> next_flag(const State& state, const Census& now, const Loss& loss) const;
  void remember_suspension(const DeviceChange& change, const std::string& status);

  const Choices* choices_;
  std::int64_t feed_every_;
  const Decisions* decide_;
  scenario::Instant start_;
  std::map<std::string, State, std::less<>> points_;
  std::set<std::string, std::less<>> suspended_while_commissioned_;  ///< devices
  std::set<std::string, std::less<>> suspended_while_installed_;     ///< likewise
  std::vector<std::string> changed_;                                 ///< points, in order, for the next file
};

}  // namespace hallmark::implementations
