#include "harness/tidy/house_style.h"

#include <algorithm>

namespace hallmark::tidy {
namespace {

/// A text that no file may hold. Spelt in two parts here, or this file would hold it.
struct Forbidden {
  std::string_view word;
  std::string_view why;
  bool fine_in_tests = false;  ///< a test that skips without the folder may name it
};

const std::vector<Forbidden>& forbidden_words() {
  static const std::vector<Forbidden> table{
      {"TO"
       "DO",
       "work left undone belongs in an issue"},
      {"FIX"
       "ME",
       "work left undone belongs in an issue"},
      {"registry."
       "npmjs",
       "is the host of a package registry, which the machine's own settings name"},
      {"registry."
       "yarnpkg",
       "is the host of a package registry, which the machine's own settings name"},
      {"deb."
       "debian.org",
       "is the host of a package registry, which the machine's own settings name"},
      {"/work"
       "/",
       "is a path of one machine"},
      {"../"
       "shared",
       "is not part of a clone", true},
  };
  return table;
}

bool says_what_it_is_for(const std::vector<std::string_view>& all) {
  return all.size() > 1 && all[0] == "/// \\file" && all[1].starts_with("/// ");
}

}  // namespace

Findings check_headers(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".h")) continue;
    ++findings.scanned;
    const auto all = lines(file.text);
    if (!says_what_it_is_for(all)) {
      findings.problems.push_back({file.path, 1, "does not open with /// \\file and a line that says what it is for"});
    }
    if (std::ranges::find(all, "#pragma once") == all.end()) {
      findings.problems.push_back({file.path, 0, "has no #pragma once"});
    }
  }
  return findings;
}

Findings check_words(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    ++findings.scanned;
    int number = 0;
    for (const std::string_view line : lines(file.text)) {
      ++number;
      for (const Forbidden& forbidden : forbidden_words()) {
        if (line.find(forbidden.word) == std::string_view::npos) continue;
        if (forbidden.fine_in_tests && is_test(file.path)) continue;
        findings.problems.push_back(
            {file.path, number, "\"" + std::string(forbidden.word) + "\" " + std::string(forbidden.why)});
      }
    }
  }
  return findings;
}

}  // namespace hallmark::tidy
