/// \file
/// The project's own files as text, and what every check of this room says of them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::tidy {

/// One file of the tree; `path` is relative to its root, with forward slashes.
struct SourceFile {
  std::string path;
  std::string text;
};

/// One thing that is wrong; `line` counts from 1, 0 where it concerns the file as a whole.
struct Problem {
  std::string path;
  int line = 0;
  std::string what;
  bool operator==(const Problem&) const = default;
};

/// What a check found in how many files; a check that looked at none has not passed.
struct Findings {
  int scanned = 0;
  std::vector<Problem> problems;
};

/// "path:line: what", as editors understand it.
std::string text(const Problem& problem);

/// Every text file below a folder in name order, without .git and what its .gitignore names. Throws std::runtime_error
/// where the folder or a file cannot be read.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

/// The part of a path after its last slash.
std::string_view base_name(std::string_view path);

/// Whether a file is C++: a .h or .cpp.
bool is_code(std::string_view path);

/// Whether a file is a unit test: its name ends in _test.cpp.
bool is_test(std::string_view path);

/// The lines of a text, without their ends.
std::vector<std::string_view> lines(std::string_view text);

/// C++ with every comment and the inside of every literal blanked, so that what is left is code; lines stay where they
/// are.
std::string code_only(std::string_view text);

}  // namespace hallmark::tidy
