/// \file
/// That an implementation accepts valid requests at all (duis.valid-accepted): who refuses everything is not safe, but
/// useless.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `duis/valid_accepted`.
Suite valid_accepted(const Material& material);

}  // namespace hallmark::suites
