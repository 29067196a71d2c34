/// \file
/// For tests: the program as a user meets it, run in a folder of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hallmark::suites {

/// What a command printed and how it ended.
struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// A temporary folder in which commands run; removed with its owner.
class Workplace {
 public:
  Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();

  /// Runs `hallmark` with these arguments (a shell splits them), after environment settings such as
  /// "GTEST_TOTAL_SHARDS=2".
  Outcome hallmark(const std::string& arguments, const std::string& environment = {}) const;
  /// A file below the folder: its path, its text, writing it.
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  std::string text(const std::string& name) const;
  std::vector<std::string> lines(const std::string& name) const;
  void write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace hallmark::suites
