/// \file
/// Who may include whom: the table of rooms and arrows as data, and the checks that hold the tree to it.
#pragma once

#include "harness/tidy/source_tree.h"

namespace hallmark::tidy {

/// Every #include "…" goes from a room to itself or to one that the table lets it include, and names its file from the
/// root.
Findings check_include_arrows(const std::vector<SourceFile>& files);

/// An expectation is made before the observation it judges is there, so its header leads to no observation, by however
/// many steps.
Findings check_expectation_is_blind(const std::vector<SourceFile>& files);

/// A library that only some rooms use, or a room that uses few, stays so (#include <…>).
Findings check_libraries(const std::vector<SourceFile>& files);

}  // namespace hallmark::tidy
