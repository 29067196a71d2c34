/// \file
/// The Smart Metering Inventory as a fair observer knows it: the estate and everything that has changed it since, by
/// events and by Service Requests (adaptor protocol, "What Service Requests change in the inventory by themselves").
/// What cannot be known is a doubt, and no rule judges on it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/oracle/expectation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::oracle {

/// What is not certain of a device: a change that is reported and not judged (8.11, 8.14), one that was acknowledged
/// and not yet answered, or a change of mode that the device has not confirmed.
struct Doubt {
  bool status = false;
  bool metering_points = false;
  bool payment_mode = false;
  bool presence = false;  ///< whether the inventory holds it at all
  bool operator==(const Doubt&) const = default;
};

/// One device before and after a change. The first change of a device is its place in the estate.
struct DeviceChange {
  scenario::Instant at;
  int event = 0;  ///< changes of one event have the same number; 0 is the estate
  std::string device;
  std::optional<scenario::Device> before;  ///< absent: it was not in the inventory
  std::optional<scenario::Device> after;   ///< absent: it was taken out
  Doubt doubt_before;                      ///< what was not certain of it before
};

/// Who supplied a point from when on.
struct SupplierSince {
  scenario::Instant since;
  std::string supplier;
};

/// Values and their history; copyable.
class Inventory {
 public:
  void reset(const scenario::Estate& estate);
  /// Time passes to a moment; confirmed future-dated changes of payment mode take place on the way.
  void advance(scenario::Instant to);
  void learn(const scenario::Inventory& event);
  void learn(const scenario::Registration& event);
  /// A valid request got its synchronous Response.
  void submitted(const scenario::RequestReading& reading, ResponseClass response);
  /// A Response to that request came later; a refusal undoes the doubt, a completion makes the change.
  void answered(const std::string& request_id, ResponseClass response);
  /// A command for that request was seen on its way to a device.
  void sent(const std::string& request_id);
  /// A device answered that request.
  void confirmed(const std::string& request_id, bool success);

  /// The estate as it is now; what is in doubt stands in it as last known.
  const scenario::Estate& estate() const { return estate_; }
  scenario::Instant now() const { return estate_.now; }
  /// A device as last known, also one that was taken out; null: never heard of.
  const scenario::Device* device(const std::string& id) const;
  /// Whether the inventory holds it, as far as is known.
  bool holds(const std::string& id) const { return places_.contains(id); }
  /// When it last changed, was added or taken out; empty: not since the reset.
  std::optional<scenario::Instant> changed_at(const std::string& id) const;
  const scenario::MeteringPoint* metering_point(const std::string& id) const;
  Doubt doubt(const std::string& device) const;
  /// Whether it cannot be told which smart meters a point has, or in which status one of them is.
  bool in_doubt(const scenario::MeteringPoint& point) const;
  /// The points in doubt: the type of meter and the point; no point: every one that such a meter may have.
  const std::set<std::pair<std::string, std::string>>& doubtful_points() const { return doubtful_points_; }
  /// "credit" or "prepayment"; empty: it has none, or nobody can tell.
  std::optional<std::string> payment_mode(const std::string& device) const;

  /// The suppliers of a device's import points; for a device without a point those of the meters of its hub. In order,
  /// each once; empty where that is in doubt.
  std::vector<std::string> responsible_suppliers(const std::string& device) const;
  bool is_responsible(const std::string& user, const std::string& device) const;
  /// Whether that User is one of them; empty where there is none.
  std::optional<bool> supplies(const std::string& user, const std::string& device) const;
  /// Goes up with everything that may change who is responsible for a device; never down.
  std::uint64_t supply_changes() const { return supply_changes_; }
  /// Who supplied an import point of the device before, and does not now.
  std::vector<std::string> former_suppliers(const std::string& device) const;
  /// The suppliers that the last change of supplier of each import point named; they are Responsible from then on.
  std::vector<std::string> incoming_suppliers(const std::string& device) const;
  /// The network operators of a device's points; for a device without a point those of the meters of its hub.
  std::vector<std::string> network_operators(const std::string& device) const;
  /// ESME and GSME below a hub, in the order of the inventory.
  std::vector<std::string> meters_of_hub(const std::string& hub) const;
  /// Devices that name a point, of any type, in the order in which they came to it.
  const std::vector<std::string>& devices_at(const std::string& metering_point) const;

  /// What changed since `changes_are_known` or the reset, in order; the estate itself is not in it.
  const std::vector<DeviceChange>& changes() const { return changes_; }
  /// Everybody has followed the changes so far.
  void changes_are_known() { changes_.clear(); }
  /// When the status of a device, or whether the inventory holds it, last changed; empty: never since the reset.
  std::optional<scenario::Instant> status_changed_at(const std::string& device) const;
  /// The suppliers of a point, the first one from the reset on; of one that came more than once, the latest time alone.
  const std::vector<SupplierSince>& suppliers(const std::string& metering_point) const;

 private:
  /// A request that may still change something.
  struct Request {
    scenario::RequestReading reading;
    ResponseClass response = ResponseClass::completed;
    bool sent = false;
    bool confirmed = false;
    bool done = false;  ///< its effect has taken place, or never will
  };

  scenario::Device* place_of(const std::string& id);
  void change(const std::string& id, std::optional<scenario::Device> after);
  void set_status(const std::string& id, const std::string& status);
  void put_in_place(const scenario::InventoryChange& said);
  void take_effect(const Request& request);
  void take_effect_on_device(Request& request);
  void run_due(Request& request);
  void forget_what_is_done();
  void doubts_changed();
  std::set<std::string> doubtful_devices() const;
  std::vector<const scenario::MeteringPoint*> points_for(const std::string& device) const;

  scenario::Estate estate_;
  std::map<std::string, std::size_t> places_;  ///< of a device in the estate
  std::map<std::string, scenario::Device> taken_out_;
  std::map<std::string, scenario::Instant> changed_at_;
  std::map<std::string, std::size_t> point_places_;
  std::map<std::string, std::vector<std::string>> at_point_;
  std::map<std::string, std::set<std::string>> behind_hub_;  ///< devices by hub
  std::map<std::string, std::vector<SupplierSince>> suppliers_;
  std::map<std::string, Doubt> doubts_;
  std::map<std::string, Request> requests_;                        ///< by RequestID
  std::set<std::pair<std::string, std::string>> doubtful_points_;  ///< type of meter and point; no point: all of them
  std::set<std::string> local_changes_;  ///< devices that may be changed by a command handed to a User
  std::vector<DeviceChange> changes_;
  std::map<std::string, scenario::Instant> status_changed_at_;
  int event_ = 0;
  std::uint64_t supply_changes_ = 0;
};

}  // namespace hallmark::oracle
