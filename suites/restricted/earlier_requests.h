/// \file
/// What was asked, answered or handed over before the flag and is used after it.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/earlier_requests`.
Suite earlier_requests(const Material& material);

}  // namespace hallmark::suites
