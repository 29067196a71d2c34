/// \file
/// What stands of a run that was cut off, so that it can go on: its header, and its cases as far as they are whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/run/rejudge.h"

namespace hallmark::run {

/// Looks over a record once and keeps where its cases stand, not the cases.
class InterruptedRun {
 public:
  /// Takes the record up to the last case that is whole; a last line that is torn, steps without their case, what was
  /// not run and a footer are left out. A file that is not there, or holds no whole header, has nothing. Throws
  /// std::runtime_error naming file and line where a whole line is none of a record.
  explicit InterruptedRun(std::filesystem::path record);

  /// Empty where nothing had begun.
  const std::optional<Header>& header() const { return header_; }
  /// How long the record is up to the end of its last whole case, in bytes; the rest is to be cut off.
  std::uintmax_t bytes_to_keep() const { return bytes_to_keep_; }
  /// How many cases are whole, of all iterations.
  int cases() const { return static_cast<int>(places_.size()); }
  /// The scenario files that its cases name, as they name them, in their order.
  const std::vector<std::string>& scenarios() const { return scenarios_; }
  bool has(int iteration, const std::string& case_id) const { return places_.contains({iteration, case_id}); }
  /// One that it has. Throws std::runtime_error where the file is another by now.
  RecordedCase read(int iteration, const std::string& case_id) const;

 private:
  /// Looks at the lines as far as they are whole; where a case ends, all up to it is kept.
  void look_over();

  std::filesystem::path record_;
  std::optional<Header> header_;
  std::uintmax_t bytes_to_keep_ = 0;
  std::vector<std::string> scenarios_;
  std::map<std::pair<int, std::string>, std::uintmax_t> places_;  ///< where the first line of a case begins
};

}  // namespace hallmark::run
