/// \file
/// Cases of any suite under faults at the boundary: killed, doubled, out of order, lost.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// Every case of the suites with these faults (generator/faults.h), chosen by its seed. What a fault makes impossible
/// to ask is left out, and nothing has to be accepted any more. A long history is not played: the faults in it would
/// not be known. Throws std::invalid_argument for a name that is no fault.
void add_faults(std::vector<Suite>& suites, const std::vector<std::string>& names);

/// An implementation that one operation in ten waits for, up to 50 ms; `seed` says which. It changes no verdict.
std::unique_ptr<adaptor::Adaptor> slowed(std::unique_ptr<adaptor::Adaptor> adaptor, std::uint64_t seed);

}  // namespace hallmark::suites
