#include "harness/tidy/file_names.h"

#include <map>
#include <set>

namespace hallmark::tidy {
namespace {

const std::set<std::string_view>& top_level_names() {
  static const std::set<std::string_view> names{
      // the rooms
      "CMakeLists.txt", "spec", "suites", "fuzz", "corpus", "harness", "reports",
      // what tools look for in a root
      "README.md", "CMakePresets.json", ".clang-format", ".clang-tidy", ".ci", "LICENSE", "CONTRIBUTING.md",
      "CHANGELOG.md", "SECURITY.md", "Makefile", "package.json", "package-lock.json", ".gitignore"};
  return names;
}

/// Names that tools and readers look for in any folder.
bool may_repeat(std::string_view name) {
  return name == "CMakeLists.txt" || name == "README.md" || name == "main.cpp" || name.starts_with('.');
}

}  // namespace

Findings check_top_level(const std::vector<SourceFile>& files) {
  Findings findings;
  std::set<std::string_view> told;
  for (const SourceFile& file : files) {
    ++findings.scanned;
    const std::string_view top = std::string_view(file.path).substr(0, file.path.find('/'));
    if (top_level_names().contains(top) || !told.insert(top).second) continue;
    findings.problems.push_back({std::string(top), 0, "has no place at the top: put it in the room it is about"});
  }
  return findings;
}

Findings check_base_names(const std::vector<SourceFile>& files) {
  Findings findings;
  std::map<std::string_view, std::string_view> first;
  for (const SourceFile& file : files) {
    if (file.path.starts_with("corpus/") || may_repeat(base_name(file.path))) continue;
    ++findings.scanned;
    const auto [at, is_new] = first.emplace(base_name(file.path), file.path);
    if (!is_new) findings.problems.push_back({file.path, 0, "has the name of " + std::string(at->second)});
  }
  return findings;
}

}  // namespace hallmark::tidy
