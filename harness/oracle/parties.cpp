// Who is who to a device, as the inventory has it: its suppliers, present and past, its network operators, its meters.
#include <algorithm>

#include "harness/oracle/inventory.h"

namespace hallmark::oracle {

using scenario::MeteringPoint;

namespace {

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

std::vector<const MeteringPoint*> Inventory::points_for(const std::string& id) const {
  std::vector<const MeteringPoint*> points;
  const auto* known = device(id);
  if (known == nullptr || doubt(id).metering_points) return points;
  for (const auto& point_id : known->metering_points) {
    if (const auto* point = metering_point(point_id)) points.push_back(point);
  }
  if (!known->metering_points.empty()) return points;
  for (const auto& meter_id : meters_of_hub(known->type == "CHF" ? id : known->hub)) {
    if (meter_id == id) continue;
    for (const auto& point_id : device(meter_id)->metering_points) {
      if (const auto* point = metering_point(point_id)) points.push_back(point);
    }
  }
  return points;
}

std::vector<std::string> Inventory::responsible_suppliers(const std::string& id) const {
  std::vector<std::string> names;
  for (const auto* point : points_for(id)) {
    if (point->direction == "import") add_once(names, point->supplier);
  }
  return names;
}

bool Inventory::is_responsible(const std::string& user, const std::string& id) const {
  return supplies(user, id).value_or(false);
}

std::optional<bool> Inventory::supplies(const std::string& user, const std::string& id) const {
  std::optional<bool> supplied;
  for (const auto* point : points_for(id)) {
    if (point->direction != "import" || point->supplier.empty()) continue;
    if (point->supplier == user) return true;
    supplied = false;
  }
  return supplied;
}

std::vector<std::string> Inventory::former_suppliers(const std::string& id) const {
  std::vector<std::string> names;
  for (const auto* point : points_for(id)) {
    if (point->direction != "import") continue;
    for (const auto& row : suppliers(point->id)) {
      if (!is_responsible(row.supplier, id)) add_once(names, row.supplier);
    }
  }
  return names;
}

std::vector<std::string> Inventory::incoming_suppliers(const std::string& id) const {
  std::vector<std::string> names;
  for (const auto* point : points_for(id)) {
    const auto& rows = suppliers(point->id);
    if (point->direction == "import" && rows.size() > 1) add_once(names, rows.back().supplier);
  }
  return names;
}

std::vector<std::string> Inventory::network_operators(const std::string& id) const {
  std::vector<std::string> names;
  for (const auto* point : points_for(id)) add_once(names, point->network_operator);
  return names;
}

std::vector<std::string> Inventory::meters_of_hub(const std::string& hub) const {
  std::vector<std::string> meters;
  const auto behind = behind_hub_.find(hub);
  if (hub.empty() || behind == behind_hub_.end()) return meters;
  for (const auto& id : behind->second) {
    const auto& type = device(id)->type;
    if (type == "ESME" || type == "GSME") meters.push_back(id);
  }
  std::sort(meters.begin(), meters.end(), [&](const auto& a, const auto& b) { return places_.at(a) < places_.at(b); });
  return meters;
}

const std::vector<std::string>& Inventory::devices_at(const std::string& id) const {
  static const std::vector<std::string> none;
  const auto found = at_point_.find(id);
  return found == at_point_.end() ? none : found->second;
}

std::optional<scenario::Instant> Inventory::status_changed_at(const std::string& id) const {
  const auto found = status_changed_at_.find(id);
  return found == status_changed_at_.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<SupplierSince>& Inventory::suppliers(const std::string& id) const {
  static const std::vector<SupplierSince> none;
  const auto found = suppliers_.find(id);
  return found == suppliers_.end() ? none : found->second;
}

}  // namespace hallmark::oracle
