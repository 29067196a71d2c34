/// \file
/// Requests whose parts say different things: what one part permits another asks for.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/contradictions`.
Suite contradictions(const Material& material);

}  // namespace hallmark::suites
