/// \file
/// Every defect of the reference, by name.
#pragma once

#include <string_view>
#include <vector>

#include "harness/implementations/defects/defect.h"

namespace hallmark::implementations {

/// All of them, in a fixed order; names are unique. The facts must outlive them.
std::vector<Defect> all_defects(const spec::Facts& facts);

}  // namespace hallmark::implementations
