/// \file
/// Which Alerts reach their Users while a device is Restricted: every alert code and device type (mp169.alerts-pass and
/// the open points beside it).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/alerts`. Alerts addressed to the DCC itself reach no User as Device Alerts and are not run.
Suite alerts(const Material& material);

}  // namespace hallmark::suites
