/// \file
/// The bodies of the requests that change the Smart Metering Inventory: what they are made to say, and what they say.
#pragma once

#include <optional>
#include <pugixml.hpp>

#include "harness/generator/request.h"

namespace hallmark::generator {

/// Makes the body of an 8.4 say the change that the plan asks for (status, point or removal); other bodies are left
/// alone. Throws std::invalid_argument for a change that 8.4 cannot say.
void rewrite_inventory_body(const RequestPlan& plan, pugi::xml_node body);

/// What a finished body says of the inventory; empty for requests that say nothing of it.
std::optional<scenario::InventoryChange> inventory_change_of(const RequestPlan& plan, pugi::xml_node body);

}  // namespace hallmark::generator
