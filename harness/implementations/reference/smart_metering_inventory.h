/// \file
/// What the reference knows of devices, metering points and Users, with the relations that rules ask for.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/estate.h"

namespace hallmark::implementations {

/// A metering point and who supplied it before.
struct RegisteredPoint {
  scenario::MeteringPoint point;
  std::set<std::string> former_suppliers;
};

/// The Smart Metering Inventory with the registration data beside it. Ids are compared without case and white space;
/// what it hands out stays where it is until that device is removed.
class SmartMeteringInventory {
 public:
  void reset(const scenario::Estate& estate);

  scenario::Device* find(std::string_view id);
  const scenario::Device* find(std::string_view id) const;
  const scenario::User* user(std::string_view id) const;
  const scenario::MeteringPoint* point(std::string_view id) const;
  const std::map<std::string, RegisteredPoint, std::less<>>& points() const { return points_; }
  const std::map<std::string, scenario::Device, std::less<>>& devices() const { return devices_; }
  const std::string& dcc() const { return dcc_; }

  /// The ids of all devices, of whatever type, that name a point.
  const std::set<std::string>& devices_at(std::string_view point) const;
  /// The meters a device belongs to: itself, for a Gas Proxy Function the gas meters it mirrors, for another device
  /// without a metering point all meters of its hub.
  std::vector<const scenario::Device*> meters_of(const scenario::Device& device) const;
  /// The gas meters that a Gas Proxy Function mirrors: those at its metering point, else those of its hub.
  std::vector<const scenario::Device*> mirrored_by(const scenario::Device& proxy) const;

  /// Whether the User is the Responsible Supplier: supplies the import point of the device, or of a meter it belongs
  /// to.
  bool is_responsible(std::string_view user, const scenario::Device& device) const;
  /// Whether the User operates the network of one of its points.
  bool operates_network(std::string_view user, const scenario::Device& device) const;
  /// Whether the User supplied one of its points and is no party of it any more.
  bool is_former_supplier(std::string_view user, const scenario::Device& device) const;

  /// Adds a device, or puts it in the place of the one with its id.
  scenario::Device& add(scenario::Device device);
  void remove(std::string_view id);
  void set_points(scenario::Device& device, std::vector<std::string> points);
  /// False where there is no such point.
  bool set_supplier(std::string_view point, const std::string& supplier);

 private:
  bool any_point(const scenario::Device& device, const std::function<bool(const RegisteredPoint&)>& holds) const;

  std::string dcc_;
  std::map<std::string, scenario::User, std::less<>> users_;
  std::map<std::string, RegisteredPoint, std::less<>> points_;
  std::map<std::string, scenario::Device, std::less<>> devices_;
  std::map<std::string, std::set<std::string>, std::less<>> at_point_;
};

/// Whether it is an ESME or GSME: what may be Restricted, and what a service flag speaks of.
bool is_meter(const scenario::Device& device);

}  // namespace hallmark::implementations
