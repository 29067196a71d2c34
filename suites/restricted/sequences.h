/// \file
/// Property sequences: whatever happens in a street, in any order, no rule is broken.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// As many as the material says.
Suite sequences(const Material& material);

}  // namespace hallmark::suites
