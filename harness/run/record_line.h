/// \file
/// One line of a record: read from a stream with a bound on its length, parsed, and turned into a row.
/// Every function throws std::runtime_error saying in plain words what is wrong; the caller adds file and line.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

#include "harness/run/record.h"

namespace hallmark::run {

/// The longest line a record may hold, in bytes without its line feed.
constexpr std::size_t longest_line = std::size_t{64} * 1024 * 1024;
/// How deep objects and arrays of a line may nest; deeper ones would exhaust the stack when written again.
constexpr int deepest_nesting = 256;

/// Reads a stream line by line and never holds more than one line of at most `longest` bytes.
class LineReader {
 public:
  explicit LineReader(std::istream& in, std::size_t longest = longest_line) : in_(in), longest_(longest) {}
  /// The next line without its line feed; false at the end. Throws where the line is longer than allowed.
  bool next(std::string& line);
  /// Whether the line read last ended with the file instead of a line feed.
  bool cut_off() const { return cut_off_; }

 private:
  std::istream& in_;
  std::size_t longest_;
  bool cut_off_ = false;
};

/// The JSON object of a line; `cut_off` makes the message say that the file may have been torn.
Json parse_line(const std::string& line, bool cut_off);

/// The member `record` of a line: "header", "step", "case", "not_run", "footer" or a kind of a later version.
std::string record_kind(const Json& line);

Header header_from_json(const Json& line);
Step step_from_json(const Json& line);
CaseRow case_from_json(const Json& line);
NotRun not_run_from_json(const Json& line);
Footer footer_from_json(const Json& line);

}  // namespace hallmark::run
