/// \file
/// What happens to a Restricted device in the Smart Metering Inventory, and routes that this may open.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/inventory_events`.
Suite inventory_events(const Material& material);

}  // namespace hallmark::suites
