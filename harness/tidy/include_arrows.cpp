#include "harness/tidy/include_arrows.h"

#include <algorithm>
#include <map>
#include <set>

namespace hallmark::tidy {
namespace {

/// Paths that begin so may include what begins so; the longest row that fits a path holds for it.
struct Room {
  std::string_view prefix;
  std::vector<std::string_view> may_include;
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> table{
      {"spec/", {}},
      {"harness/schema/", {"spec/"}},
      // It sets the price of generating a document beside that of validating it.
      {"harness/schema/benchmark/", {"spec/", "harness/schema/", "harness/scenario/", "harness/generator/"}},
      {"harness/scenario/", {"spec/", "harness/schema/"}},
      {"harness/generator/", {"spec/", "harness/schema/", "harness/scenario/"}},
      {"harness/observation/", {"harness/schema/", "harness/scenario/"}},
      {"harness/adaptor/", {"harness/scenario/", "harness/observation/"}},
      {"harness/implementations/",
       {"spec/", "harness/schema/", "harness/scenario/", "harness/adaptor/", "harness/observation/"}},
      // The oracle learns from observations once they are judged; the expectation itself is made blind, which
      // check_expectation_is_blind sees to.
      {"harness/oracle/", {"spec/", "harness/scenario/", "harness/observation/"}},
      // Tests of these two rooms walk through scenes with estates and requests of the generator.
      {"harness/oracle/oracle_", {"spec/", "harness/scenario/", "harness/generator/", "harness/observation/"}},
      {"harness/implementations/reference_",
       {"spec/", "harness/schema/", "harness/scenario/", "harness/generator/", "harness/adaptor/",
        "harness/observation/"}},
      {"harness/verdict/", {"spec/", "harness/scenario/", "harness/observation/", "harness/oracle/"}},
      {"harness/run/",
       {"spec/", "harness/schema/", "harness/scenario/", "harness/generator/", "harness/observation/",
        "harness/adaptor/", "harness/implementations/", "harness/oracle/", "harness/verdict/"}},
      {"harness/tidy/", {}},
      {"suites/", {"spec/", "harness/"}},
      {"suites/commands/", {"spec/", "harness/", "suites/", "reports/", "fuzz/"}},
      {"suites/main.cpp", {"spec/", "harness/", "suites/", "reports/", "fuzz/"}},
      {"fuzz/", {"spec/", "harness/"}},
      // A report is drawn from the record alone: the record, the verdicts it holds, and the names of the facts.
      {"reports/", {"spec/", "harness/run/record", "harness/verdict/verdict.h"}},
  };
  return table;
}

/// Beyond the standard library and what the platform has, these rooms use these libraries only.
const std::vector<Room>& frugal_rooms() {
  static const std::vector<Room> table{{"spec/", {"pugixml.hpp", "openssl/"}}};
  return table;
}

/// Headers that begin so are for paths that begin so.
const std::vector<Room>& library_users() {
  static const std::vector<Room> table{
      {"CLI/", {"suites/", "fuzz/"}},       // the command line
      {"httplib.h", {"harness/adaptor/"}},  // HTTP, either side
      {"libxml/", {"harness/schema/"}},     // the one validating engine
      {"xmlsec/", {"harness/schema/"}},     // signing and verifying
      {"xercesc/", {"harness/schema/"}}     // the schema's model and a second opinion
  };
  return table;
}

/// One #include as it stands in a file.
struct Include {
  int line = 0;
  bool quoted = false;
  std::string_view header;
};

/// What a file includes; an #include in a comment or a literal is none.
std::vector<Include> includes(const SourceFile& file) {
  std::vector<Include> found;
  const std::string code = code_only(file.text);
  const auto written = lines(file.text);
  const auto left = lines(code);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::size_t hash = left[i].find_first_not_of(" \t");
    if (hash == std::string_view::npos || left[i][hash] != '#') continue;
    const std::size_t word = left[i].find_first_not_of(" \t", hash + 1);
    if (word == std::string_view::npos || !left[i].substr(word).starts_with("include")) continue;
    const std::size_t open = written[i].find_first_of("\"<", word);
    if (open == std::string_view::npos) continue;
    const std::size_t close = written[i].find_first_of("\">", open + 1);
    found.push_back({static_cast<int>(i) + 1, written[i][open] == '"', written[i].substr(open + 1, close - open - 1)});
  }
  return found;
}

bool begins_with_any(std::string_view path, const std::vector<std::string_view>& prefixes) {
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return path.starts_with(prefix); });
}

const Room* room_of(std::string_view path, const std::vector<Room>& table) {
  const Room* longest = nullptr;
  for (const Room& room : table) {
    if (path.starts_with(room.prefix) && (!longest || room.prefix.size() > longest->prefix.size())) longest = &room;
  }
  return longest;
}

/// The room a row belongs to: what may always be included from it. A row for one file belongs to the folder.
std::string_view home(const Room& room) { return room.prefix.substr(0, room.prefix.rfind('/') + 1); }

std::string wrong_with(const Room& room, std::string_view header) {
  if (!room_of(header, rooms())) return "includes \"" + std::string(header) + "\": name a file of ours from the root";
  if (header.starts_with("harness/tidy/") && home(room) != "harness/tidy/") return "nothing includes harness/tidy";
  if (header.starts_with(home(room)) || begins_with_any(header, room.may_include)) return "";
  return std::string(home(room)) + " may not include \"" + std::string(header) + "\"";
}

/// The first step on the way from a file to a folder over the files' includes, as line and header; line 0: no way.
Include way_into(std::string_view folder, const SourceFile& from,
                 const std::map<std::string_view, const SourceFile*>& files, std::set<std::string_view>& seen) {
  for (const Include& step : includes(from)) {
    if (!step.quoted) continue;
    if (step.header.starts_with(folder)) return step;
    const auto next = files.find(step.header);
    if (next == files.end() || !seen.insert(step.header).second) continue;
    if (way_into(folder, *next->second, files, seen).line > 0) return step;
  }
  return {};
}

std::string wrong_with_library(const SourceFile& file, std::string_view header) {
  const bool plain = header.find_first_of("/.") == std::string_view::npos;
  const bool of_tests = is_test(file.path) && (header.starts_with("gtest/") || header.starts_with("gmock/") ||
                                               header == "unistd.h");  // a process id keeps temporary files apart
  const Room* frugal = room_of(file.path, frugal_rooms());
  if (frugal && !plain && !of_tests && !begins_with_any(header, frugal->may_include)) {
    return std::string(frugal->prefix) + " does without <" + std::string(header) + ">";
  }
  const Room* library = room_of(header, library_users());
  if (library && !begins_with_any(file.path, library->may_include)) {
    return "<" + std::string(header) + "> is not for this room";
  }
  return "";
}

}  // namespace

Findings check_include_arrows(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!is_code(file.path)) continue;
    ++findings.scanned;
    const Room* room = room_of(file.path, rooms());
    if (!room) {
      findings.problems.push_back({file.path, 0, "is code in no room"});
      continue;
    }
    for (const Include& include : includes(file)) {
      const std::string wrong = include.quoted ? wrong_with(*room, include.header) : "";
      if (!wrong.empty()) findings.problems.push_back({file.path, include.line, wrong});
    }
  }
  return findings;
}

Findings check_expectation_is_blind(const std::vector<SourceFile>& files) {
  std::map<std::string_view, const SourceFile*> by_path;
  for (const SourceFile& file : files) by_path.emplace(file.path, &file);
  Findings findings;
  const auto expectation = by_path.find("harness/oracle/expectation.h");
  if (expectation == by_path.end()) return findings;
  ++findings.scanned;
  std::set<std::string_view> seen;
  const Include step = way_into("harness/observation/", *expectation->second, by_path, seen);
  if (step.line > 0) {
    findings.problems.push_back({std::string(expectation->first), step.line,
                                 "leads to an observation through \"" + std::string(step.header) + "\""});
  }
  return findings;
}

Findings check_libraries(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!is_code(file.path)) continue;
    ++findings.scanned;
    for (const Include& include : includes(file)) {
      const std::string wrong = include.quoted ? "" : wrong_with_library(file, include.header);
      if (!wrong.empty()) findings.problems.push_back({file.path, include.line, wrong});
    }
  }
  return findings;
}

}  // namespace hallmark::tidy
