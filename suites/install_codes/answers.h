/// \file
/// MP121: a gaining Supplier asks for install codes, and who answers what by when.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `install_codes/answers`.
Suite install_code_answers(const Material& material);

}  // namespace hallmark::suites
