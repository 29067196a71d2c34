/// \file
/// How long code may be: a file 400 lines, a function 70.
#pragma once

#include "harness/tidy/source_tree.h"

namespace hallmark::tidy {

inline constexpr int longest_file = 400;     ///< lines
inline constexpr int longest_function = 70;  ///< lines from brace to brace; those of a literal are data

/// No code file is longer than `longest_file`.
Findings check_file_lengths(const std::vector<SourceFile>& files);

/// No function is longer than `longest_function`. Goes by braces: what it cannot tell for a function it lets pass.
Findings check_function_lengths(const std::vector<SourceFile>& files);

}  // namespace hallmark::tidy
