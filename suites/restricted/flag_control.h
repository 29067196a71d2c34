/// \file
/// Who controls the flag: for now, that the Responsible Supplier of each fuel sets, reads and clears it.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/flag_control`.
Suite flag_control(const Material& material);

}  // namespace hallmark::suites
