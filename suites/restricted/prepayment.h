/// \file
/// The flag and prepayment mode never go together (mp169.credit-only, mp169.never-prepayment-and-restricted).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/prepayment`.
Suite prepayment(const Material& material);

}  // namespace hallmark::suites
