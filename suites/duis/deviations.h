/// \file
/// The suite `duis/deviations`.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// Every named departure from a valid request, made of several requests for unrestricted devices: refused, or treated
/// like the plain request where it only looks different.
Suite deviations(const Material& material);

}  // namespace hallmark::suites
