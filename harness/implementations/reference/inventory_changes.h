/// \file
/// What Service Requests change in the inventory by themselves (adaptor protocol, the table of that name).
#pragma once

#include <string>
#include <vector>

#include "harness/implementations/reference/asked.h"
#include "harness/implementations/reference/service_flags.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

/// How a device stood before it changes.
DeviceChange before_change(const SmartMeteringInventory& inventory, const std::string& id);

/// What 8.3, 8.4, 8.14.1, 8.14.2 and 12.2 change at once; gives what was before, empty where they change nothing.
std::vector<DeviceChange> change_at_once(SmartMeteringInventory& inventory, const Asked& asked);

/// What 8.1.1 and 8.11 change once the device has carried them out. `device`: the one that answered.
std::vector<DeviceChange> change_on_success(SmartMeteringInventory& inventory, const Asked& asked,
                                            const std::string& device);

}  // namespace hallmark::implementations
