/// \file
/// Cases of any suite in disguise: an implementation cannot tell them from production.
#pragma once

#include "harness/observation/observation.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// Every case of the suites, its trials disguised by its seed. Traffic keeps to what the statement claims. The material
/// must outlive the cases; a history is made as production is, and stays as it is.
void disguise(std::vector<Suite>& suites, const Material& material, const observation::Statement& statement);

}  // namespace hallmark::suites
