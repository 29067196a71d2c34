/// \file
/// Annex D conformance: every Service Request, device type, eligible role and Command Variant, without the flag and
/// with it (mp169.allow-list and what policy hangs on it).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/allow_list`. Command Variants 5 to 7 need a signed pre-command and are listed as not run.
Suite allow_list(const Material& material);

}  // namespace hallmark::suites
