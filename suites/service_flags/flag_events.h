/// \file
/// What else moves service flags, or must not: bulk events, moved meters, Service Requests, other devices, suspension
/// from the start, changes of supplier, and the Restricted flag.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `service_flags/events`.
Suite service_flag_events(const Material& material);
/// The suite `service_flags/requests`: Service Requests that change the inventory by themselves.
Suite service_flag_requests(const Material& material);

}  // namespace hallmark::suites
