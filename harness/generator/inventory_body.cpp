#include "harness/generator/inventory_body.h"

#include <array>
#include <stdexcept>
#include <string_view>

namespace hallmark::generator {

namespace {

/// The element of UpdateMPxN, and which point of the device it is.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> places = {
    {{"sr:ImportMPxN", "import"}, {"sr:SecondaryImportMPAN", "secondary-import"}, {"sr:ExportMPAN", "export"}}};

void append(pugi::xml_node parent, std::string_view element, const std::string& value) {
  parent.append_child(std::string(element).c_str()).text().set(value.c_str());
}

void append_point(pugi::xml_node update, const scenario::InventoryChange& change) {
  for (const auto& [element, place] : places) {
    if (place == change.place) return append(update.append_child("sr:UpdateMPxN"), element, *change.metering_point);
  }
  throw std::invalid_argument("\"" + change.place + "\" is no point of a device");
}

/// The first element below a node whose name is not the device's id.
pugi::xml_node change_of(pugi::xml_node update) {
  for (auto child : update.children()) {
    if (child.type() == pugi::node_element && std::string_view(child.name()) != "sr:DeviceID") return child;
  }
  return {};
}

scenario::InventoryChange update_of(pugi::xml_node update) {
  scenario::InventoryChange change;
  change.device = update.child("sr:DeviceID").text().get();
  const auto said = change_of(update);
  const std::string_view name = said.name();
  change.removed = name == "sr:DeleteDevice";
  if (name == "sr:UpdateDeviceStatusExceptCH" || name == "sr:UpdateDeviceStatusCH") change.status = said.text().get();
  for (const auto& [element, place] : places) {
    if (const auto point = said.child(std::string(element).c_str())) {
      change.metering_point = point.text().get();
      change.place = place;
    }
  }
  return change;
}

scenario::InventoryChange announced_by(pugi::xml_node notice) {
  scenario::Device device;
  device.id = notice.child("sr:DeviceID").text().get();
  device.type = notice.child("sr:DeviceType").text().get();
  device.status = "Pending";
  return {.device = device.id, .added = device};
}

}  // namespace

void rewrite_inventory_body(const RequestPlan& plan, pugi::xml_node body) {
  auto update = body.child("sr:UpdateInventory");
  if (!update || !plan.inventory_change) return;
  const auto& change = *plan.inventory_change;
  update.remove_child(change_of(update));
  if (change.removed) {
    update.append_child("sr:DeleteDevice");
  } else if (change.metering_point) {
    append_point(update, change);
  } else if (change.status) {
    append(update, plan.device_type == "CHF" ? "sr:UpdateDeviceStatusCH" : "sr:UpdateDeviceStatusExceptCH",
           *change.status);
  } else {
    throw std::invalid_argument("8.4 says a status, a metering point or that the device is deleted");
  }
}

std::optional<scenario::InventoryChange> inventory_change_of(const RequestPlan& plan, pugi::xml_node body) {
  const auto& srv = plan.service->variant;
  const auto request = body.first_child();
  const std::string device = request.child("sr:DeviceID").text().get();
  if (srv == "8.3") return scenario::InventoryChange{.device = device, .status = "Decommissioned"};
  if (srv == "8.4") return update_of(request);
  if (srv == "12.2") return announced_by(request);
  if (srv == "8.11") {
    const std::string_view kind = request.child("sr:RequestType").text().get();
    return scenario::InventoryChange{.device = device, .removed = kind == "Remove"};
  }
  if (srv.starts_with("8.14.")) return scenario::InventoryChange{.device = device};
  return std::nullopt;
}

}  // namespace hallmark::generator
