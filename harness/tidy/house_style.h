/// \file
/// What headers open with, and words that have no place in the tree.
#pragma once

#include "harness/tidy/source_tree.h"

namespace hallmark::tidy {

/// A header opens with a `/// \file` comment that says what it is for, and has #pragma once.
Findings check_headers(const std::vector<SourceFile>& files);

/// No file holds a note of undone work, the host of a package registry or a path of one machine.
Findings check_words(const std::vector<SourceFile>& files);

}  // namespace hallmark::tidy
