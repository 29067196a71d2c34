/// \file
/// Other devices, other metering points and other Users beside a Restricted device.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/neighbours`.
Suite neighbours(const Material& material);

}  // namespace hallmark::suites
