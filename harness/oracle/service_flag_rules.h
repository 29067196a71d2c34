/// \file
/// MP077: the service flags of all metering points as their meters change, and what reads and the registration feed may
/// say of them (policy, section C). What the codes leave open is a set of values, narrowed by what is seen.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/oracle/flag_of_point.h"
#include "harness/oracle/inventory.h"

namespace hallmark::oracle {

/// Copyable; one a World. Asks and takes in nothing where the statement does not claim `service-flags`.
class ServiceFlags {
 public:
  explicit ServiceFlags(const observation::Statement& statement);

  /// Adds what must hold of the answer to a read or a drain. The inventory is that before the stimulus.
  void expect(const scenario::Stimulus& stimulus, const Inventory& inventory, Expectation& expectation) const;
  /// Takes in what happened. The inventory has learned of it already.
  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
             const Inventory& inventory);
  /// Open points and the answers seen, in the order of their names.
  const std::map<std::string, std::set<std::string>>& answers() const { return answers_; }

 private:
  using Words = std::vector<std::string>;

  struct Point {
    std::string id;
    std::string fuel;
    std::string network_operator;
    spec::Level level = spec::Level::must;  ///< report: SMETS1 or export; should: a meter was moved to or from it
    PointHistory history;
    Words meters;                        ///< ids, in the order of the history's meters
    std::vector<PossibleFlag> possible;  ///< not empty
    Words requirements;                  ///< that `possible` follows from
    std::set<std::string> fed;           ///< what the feed last said of it
    std::set<std::string> had;           ///< values that it may ever have had
    std::optional<Words> changes;        ///< since the last drain; absent: not certain which
    scenario::Instant changed_at;
    bool in_bulk = false;  ///< since the last drain
    std::string story;
    std::size_t settled_in = 0;  ///< 0: something is outstanding; else the number of its group
  };
  /// Points of which nothing is outstanding: a drain has shown their one flag, and nothing has happened to them since.
  /// All that a drain without a row for them shows is that those requirements are kept.
  struct SettledGroup {
    spec::Level level = spec::Level::must;
    Words requirements;
    std::size_t points = 0;
  };
  class Book;
  /// What one event did to one point.
  struct Touch {
    std::string meter;
    std::optional<std::string> before;  ///< status at this point; absent: it came to it
    std::optional<std::string> after;   ///< absent: it left it
    bool moved = false;                 ///< came or left, and stays in the inventory
    bool smets1 = false;
    bool in_doubt = false;
  };
  /// The Restricted flag of a device, where nothing but statuses has changed since it was known.
  struct KnownRestriction {
    bool restricted = false;
    scenario::Instant since;
    std::optional<std::string> status_since;  ///< that the device has had since
  };

  void reset(const Inventory& inventory);
  void add_point(const scenario::MeteringPoint& metering_point, const Inventory& inventory);
  void take_in_changes(const Inventory& inventory);
  std::map<std::string, std::vector<Touch>> touches(const std::vector<DeviceChange>& changes, std::size_t from,
                                                    std::size_t to) const;
  void touch(Point& point, const std::vector<Touch>& touched, scenario::Instant at);
  void know_restrictions(const scenario::Stimulus& stimulus, const observation::Observation& observation,
                         const Inventory& inventory);
  void learn_read(const scenario::Ssi& ssi, const observation::SsiAnswer& answer, const Inventory& inventory);
  void learn_drain(const observation::Effects& effects, const Inventory& inventory);
  void narrow(Point& point, const std::string& flag);
  void wake(const std::string& point);
  void wake_doubtful(const Inventory& inventory);
  void settle(Point& point, const Inventory& inventory);

  void expect_read(const scenario::Ssi& ssi, const Inventory& inventory, Expectation& expectation) const;
  void expect_restriction(const scenario::Ssi& ssi, const Inventory& inventory, Expectation& expectation) const;
  void expect_drain(const Inventory& inventory, Expectation& expectation) const;
  void expect_each_row(const SharedPointBook& book, const Inventory& inventory, Expectation& expectation) const;
  bool has_moved_points(const Inventory& inventory) const;
  const Point* read_by(const scenario::Ssi& ssi, const Inventory& inventory) const;
  bool is_settled(const Point& point, const Inventory& inventory) const;
  bool is_in_doubt(const Point& point, const Inventory& inventory) const;
  Words requirements_of(const Point& point, const Inventory& inventory) const;
  /// The same, but for what was asked of the Restricted flag in between.
  Words lasting_requirements(const Point& point, const Inventory& inventory) const;
  /// The flags that a choice leaves: the declared one, or the one seen first.
  Words chosen(const Point& point, bool declared) const;

  bool claimed_ = false;
  bool own_clock_ = false;
  std::int64_t feed_every_ = 0;                  ///< seconds
  std::map<std::string, std::string> declared_;  ///< answer by open point
  std::map<std::string, std::string> seen_first_;
  std::map<std::string, std::set<std::string>> answers_;
  std::map<std::string, Point> points_;
  std::set<std::string> outstanding_;                          ///< points that are in no group
  std::map<std::string, std::set<std::string>> settled_with_;  ///< points, by the devices that were there
  std::vector<SettledGroup> settled_groups_;                   ///< number 1 first; may be empty of points
  std::set<std::string> moved_;                                ///< points to or from which a meter was moved
  std::uint64_t supply_changes_ = 0;                           ///< of the inventory, as last looked at
  std::map<std::string, KnownRestriction> restrictions_;
  bool flag_asked_ = false;  ///< the Restricted flag was set or cleared since the inventory last changed
};

}  // namespace hallmark::oracle
