/// \file
/// Annex D conformance: every Service Request, device type, eligible role and Command Variant, without the flag and
/// with it (mp169.allow-list and what policy hangs on it).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/allow_list`. What the facts allow and no document can ask is listed as not run, with the
/// reason.
Suite allow_list(const Material& material);

}  // namespace hallmark::suites
