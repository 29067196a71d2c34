/// \file
/// Where files may stand and how they may be called.
#pragma once

#include "harness/tidy/source_tree.h"

namespace hallmark::tidy {

/// At the top stand the rooms and the files that tools look for there, and nothing else.
Findings check_top_level(const std::vector<SourceFile>& files);

/// No two files bear one base name, save those a tool looks for by name; data below corpus/ is named by its folder.
Findings check_base_names(const std::vector<SourceFile>& files);

}  // namespace hallmark::tidy
