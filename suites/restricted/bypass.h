/// \file
/// The suite `restricted/bypass`.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// Ways past the flag that lie in how a request is written: each request for consumption of a Restricted device, spelt
/// in every other way that means the same, and in some that a careless reader takes for it.
Suite bypass(const Material& material);

}  // namespace hallmark::suites
