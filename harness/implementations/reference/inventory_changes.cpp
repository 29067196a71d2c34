#include "harness/implementations/reference/inventory_changes.h"

#include <algorithm>

namespace hallmark::implementations {

using scenario::Device;

namespace {

void set_status(Device* device, const std::string& status) {
  if (device != nullptr && !status.empty()) device->status = status;
}

/// The points of a device with those of one direction replaced.
std::vector<std::string> with_point(const SmartMeteringInventory& inventory, std::vector<std::string> points,
                                    const std::string& made, const std::string& direction) {
  if (made.empty()) return points;
  std::erase_if(points, [&](const auto& id) {
    const auto* point = inventory.point(id);
    return point != nullptr && point->direction == direction;
  });
  if (std::ranges::find(points, made) == points.end()) points.push_back(made);
  return points;
}

void set_points(SmartMeteringInventory& inventory, Device& device, const InventoryOrder& order) {
  auto points = with_point(inventory, device.metering_points, order.import_point, "import");
  points = with_point(inventory, std::move(points), order.export_point, "export");
  const auto& second = order.secondary_point;
  if (!second.empty() && std::ranges::find(points, second) == points.end()) points.push_back(second);
  if (points != device.metering_points) inventory.set_points(device, std::move(points));
}

/// 12.2: a device nobody knew is Pending; one that is known stays as it is.
void announce(SmartMeteringInventory& inventory, const std::string& id, const InventoryOrder& order) {
  if (inventory.find(id) != nullptr) return;
  Device added;
  added.id = id;
  added.type = order.device_type;
  added.status = "Pending";
  if (is_meter(added)) added.payment_mode = "credit";
  inventory.add(std::move(added));
}

void update(SmartMeteringInventory& inventory, Device& device, const InventoryOrder& order) {
  if (order.removes) return inventory.remove(device.id);
  set_status(&device, order.status);
  set_points(inventory, device, order);
}

}  // namespace

DeviceChange before_change(const SmartMeteringInventory& inventory, const std::string& id) {
  DeviceChange change;
  change.device = canonical_id(id);
  const auto* device = inventory.find(id);
  if (device == nullptr) return change;
  change.is_meter = is_meter(*device);
  change.status_before = device->status;
  change.points_before = device->metering_points;
  return change;
}

std::vector<DeviceChange> change_at_once(SmartMeteringInventory& inventory, const Asked& asked) {
  const auto& variant = asked.service->variant;
  const auto& order = asked.view.inventory;
  std::vector<DeviceChange> changes;
  for (const auto& id : asked.view.body_devices) {
    auto* device = inventory.find(id);
    changes.push_back(before_change(inventory, id));
    if (variant == "8.3") {
      set_status(device, "Decommissioned");
    } else if (variant == "8.4" && order && device != nullptr) {
      update(inventory, *device, *order);
    } else if (variant == "8.14.1") {
      set_status(device, "Commissioned");
    } else if (variant == "8.14.2") {
      set_status(device, "InstalledNotCommissioned");
    } else if (variant == "12.2" && order) {
      announce(inventory, id, *order);
    } else {
      changes.pop_back();
    }
  }
  return changes;
}

std::vector<DeviceChange> change_on_success(SmartMeteringInventory& inventory, const Asked& asked,
                                            const std::string& device) {
  const auto& variant = asked.service->variant;
  if (variant == "8.1.1") {
    const auto change = before_change(inventory, device);
    set_status(inventory.find(device), "Commissioned");
    return {change};
  }
  const auto& order = asked.view.inventory;
  if (variant != "8.11" || !order || order->removes) return {};
  std::vector<DeviceChange> changes;
  for (const auto& id : asked.view.body_devices) {
    auto* joined = inventory.find(id);
    if (joined == nullptr) continue;
    changes.push_back(before_change(inventory, id));
    if (joined->status == "Pending") joined->status = "Whitelisted";
    if (joined->hub.empty()) joined->hub = device;
    if (joined->metering_points.empty()) set_points(inventory, *joined, *order);
  }
  return changes;
}

}  // namespace hallmark::implementations
