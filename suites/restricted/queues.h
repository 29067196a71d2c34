/// \file
/// What was asked before the flag and comes after, and what comes back once it is cleared: answers in flight,
/// future-dated requests, schedules (mp169.consumption-never-leaves, mp169.nothing-comes-back, mp169.clear-restores).
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/queues`.
Suite queues(const Material& material);

}  // namespace hallmark::suites
