/// \file
/// Requests that are under way together with a set or clear of the flag, with one another, and ten times as many as are
/// claimed.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/concurrent`: for who claims to take two operations at once, or more. Its case under load is
/// not run where the material gives it no time.
Suite concurrent(const Material& material);

}  // namespace hallmark::suites
