/// \file
/// One history of more than a year without a reset: lawful traffic, flags, Alerts and changes of supplier.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/long_history`. Its one case is not run where the material asks for no requests.
Suite long_history(const Material& material);

}  // namespace hallmark::suites
