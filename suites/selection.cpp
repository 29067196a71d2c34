#include "suites/selection.h"

#include <fnmatch.h>

#include <sstream>

namespace hallmark::suites {

namespace {

/// fnmatch knows brackets and backslashes, GoogleTest does not.
std::string escaped(const std::string& pattern) {
  std::string made;
  for (const char c : pattern) {
    if (c == '[' || c == '\\') made += '\\';
    made += c;
  }
  return made;
}

bool matches_one(const std::string& patterns, const std::string& case_id) {
  std::istringstream list(patterns);
  for (std::string pattern; std::getline(list, pattern, ':');) {
    if (fnmatch(escaped(pattern).c_str(), case_id.c_str(), 0) == 0) return true;
  }
  return false;
}

}  // namespace

bool is_selected(const std::string& filter, const std::string& case_id) {
  const auto dash = filter.find('-');
  const std::string positive = filter.substr(0, dash);
  const std::string negative = dash == std::string::npos ? "" : filter.substr(dash + 1);
  return matches_one(positive.empty() ? "*" : positive, case_id) && !matches_one(negative, case_id);
}

}  // namespace hallmark::suites
