#include "harness/implementations/reference/smart_metering_inventory.h"

#include <algorithm>

#include "harness/implementations/request_reader.h"

namespace hallmark::implementations {

using scenario::Device;

bool is_meter(const Device& device) { return device.type == "ESME" || device.type == "GSME"; }

void SmartMeteringInventory::reset(const scenario::Estate& estate) {
  dcc_ = canonical_id(estate.dcc);
  users_.clear();
  points_.clear();
  devices_.clear();
  at_point_.clear();
  for (const auto& user : estate.users) users_.emplace(canonical_id(user.id), user);
  for (const auto& point : estate.metering_points) points_.emplace(point.id, RegisteredPoint{point, {}});
  for (const auto& device : estate.devices) add(device);
}

Device* SmartMeteringInventory::find(std::string_view id) {
  const auto found = devices_.find(canonical_id(id));
  return found == devices_.end() ? nullptr : &found->second;
}
const Device* SmartMeteringInventory::find(std::string_view id) const {
  return const_cast<SmartMeteringInventory*>(this)->find(id);
}

const scenario::User* SmartMeteringInventory::user(std::string_view id) const {
  const auto found = users_.find(canonical_id(id));
  return found == users_.end() ? nullptr : &found->second;
}

const scenario::MeteringPoint* SmartMeteringInventory::point(std::string_view id) const {
  const auto found = points_.find(id);
  return found == points_.end() ? nullptr : &found->second.point;
}

const std::set<std::string>& SmartMeteringInventory::devices_at(std::string_view point) const {
  static const std::set<std::string> none;
  const auto found = at_point_.find(point);
  return found == at_point_.end() ? none : found->second;
}

std::vector<const Device*> SmartMeteringInventory::mirrored_by(const Device& proxy) const {
  std::vector<const Device*> mirrored;
  for (const auto& point : proxy.metering_points) {
    for (const auto& id : devices_at(point)) {
      const auto* device = find(id);
      if (device->type == "GSME") mirrored.push_back(device);
    }
  }
  if (!mirrored.empty() || proxy.hub.empty()) return mirrored;
  const auto hub = canonical_id(proxy.hub);
  for (const auto& [id, device] : devices_) {
    if (device.type == "GSME" && canonical_id(device.hub) == hub) mirrored.push_back(&device);
  }
  return mirrored;
}

std::vector<const Device*> SmartMeteringInventory::meters_of(const Device& device) const {
  if (is_meter(device)) return {&device};
  if (device.type == "GPF") return mirrored_by(device);
  std::vector<const Device*> meters;
  const auto hub = canonical_id(device.type == "CHF" ? device.id : device.hub);
  for (const auto& [id, other] : devices_) {
    if (is_meter(other) && !hub.empty() && canonical_id(other.hub) == hub) meters.push_back(&other);
  }
  return meters;
}

bool SmartMeteringInventory::any_point(const Device& device,
                                       const std::function<bool(const RegisteredPoint&)>& holds) const {
  const auto at_points_of = [&](const Device& one) {
    return std::ranges::any_of(one.metering_points, [&](const auto& id) {
      const auto found = points_.find(id);
      return found != points_.end() && holds(found->second);
    });
  };
  if (!device.metering_points.empty()) return at_points_of(device);
  return std::ranges::any_of(meters_of(device), [&](const Device* meter) { return at_points_of(*meter); });
}

bool SmartMeteringInventory::is_responsible(std::string_view user, const Device& device) const {
  const auto id = canonical_id(user);
  return any_point(device, [&](const RegisteredPoint& registered) {
    return registered.point.direction == "import" && canonical_id(registered.point.supplier) == id;
  });
}

bool SmartMeteringInventory::operates_network(std::string_view user, const Device& device) const {
  const auto id = canonical_id(user);
  return any_point(
      device, [&](const RegisteredPoint& registered) { return canonical_id(registered.point.network_operator) == id; });
}

bool SmartMeteringInventory::is_former_supplier(std::string_view user, const Device& device) const {
  const auto id = canonical_id(user);
  const bool is_party = any_point(device, [&](const RegisteredPoint& registered) {
    return canonical_id(registered.point.supplier) == id || canonical_id(registered.point.network_operator) == id;
  });
  return !is_party &&
         any_point(device, [&](const RegisteredPoint& registered) { return registered.former_suppliers.contains(id); });
}

Device& SmartMeteringInventory::add(Device device) {
  const auto id = canonical_id(device.id);
  remove(id);
  for (const auto& point : device.metering_points) at_point_[point].insert(id);
  return devices_[id] = std::move(device);
}

void SmartMeteringInventory::remove(std::string_view id) {
  const auto found = devices_.find(canonical_id(id));
  if (found == devices_.end()) return;
  for (const auto& point : found->second.metering_points) at_point_[point].erase(found->first);
  devices_.erase(found);
}

void SmartMeteringInventory::set_points(Device& device, std::vector<std::string> points) {
  const auto id = canonical_id(device.id);
  for (const auto& point : device.metering_points) at_point_[point].erase(id);
  device.metering_points = std::move(points);
  for (const auto& point : device.metering_points) at_point_[point].insert(id);
}

bool SmartMeteringInventory::set_supplier(std::string_view point, const std::string& supplier) {
  const auto found = points_.find(point);
  if (found == points_.end()) return false;
  const auto id = canonical_id(supplier);
  const auto before = canonical_id(found->second.point.supplier);
  if (before != id) found->second.former_suppliers.insert(before);
  found->second.former_suppliers.erase(id);
  found->second.point.supplier = supplier;
  return true;
}

}  // namespace hallmark::implementations
