/// \file
/// Traces of a live system: JSON lines, the first of which says where the system stood, each other one what was done to
/// it and what it answered. The form is described in this room's README.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "harness/generator/request_document.h"
#include "harness/run/record_line.h"
#include "harness/run/recorded.h"

namespace hallmark::run {

/// The first line.
struct TraceHeader {
  std::string name;
  std::string schema_version;
  observation::Statement statement;
  scenario::Estate estate;
};

/// Any other line. Of a submit whose document cannot be read, `unreadable` says why.
struct TraceLine {
  std::size_t number = 0;  ///< from 1
  std::optional<scenario::Instant> at;
  Exchange exchange;
  std::string unreadable;
};

/// A line that is none; the text names file and line.
class GarbledLine : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads a trace line by line and holds one line of it. Not copyable: it owns the file.
class TraceReader {
 public:
  /// Reads the first line. Throws GarbledLine where it is none, std::runtime_error where the file cannot be read.
  TraceReader(const std::filesystem::path& file, const spec::Facts& facts, const schema::Vote& vote);
  TraceReader(const TraceReader&) = delete;
  TraceReader& operator=(const TraceReader&) = delete;

  const TraceHeader& header() const { return header_; }
  /// The next line that is not blank; empty at the end. Requests get their reading from their document, answers theirs.
  /// Throws GarbledLine; the reader then stands behind that line.
  std::optional<TraceLine> next();
  /// The text of the line read last.
  const std::string& text() const { return text_; }

 private:
  std::optional<Json> next_json();
  [[noreturn]] void garbled(const std::string& why) const;

  std::filesystem::path path_;
  std::ifstream in_;
  LineReader lines_;
  const spec::Facts* facts_;
  const schema::Vote* vote_;
  TraceHeader header_;
  scenario::Estate estate_;  ///< with the devices that were added since
  std::string text_;
  std::size_t number_ = 0;
};

/// The header and the lines as a trace of their own, in which every line names the one it was.
std::string trace_text(const TraceHeader& header, const std::vector<TraceLine>& lines);

}  // namespace hallmark::run
