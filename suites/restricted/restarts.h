/// \file
/// What a restart of the implementation does to the flag and to what waits.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/restarts`.
Suite restarts(const Material& material);

}  // namespace hallmark::suites
