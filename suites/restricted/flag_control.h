/// \file
/// Who controls the flag, of what and when, and what leaves it as it is (policy section A).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/flag_control`.
Suite flag_control(const Material& material);

}  // namespace hallmark::suites
