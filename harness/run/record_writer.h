/// \file
/// Writes the record of a run, a line at a time, as it happens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "harness/run/record.h"

namespace hallmark::run {

/// Not copyable: it owns the file. Each line is flushed, so that a record cut off is whole up to its last line.
class RecordWriter {
 public:
  /// Creates the file, replacing one that is there. Throws std::runtime_error naming it where that cannot be.
  explicit RecordWriter(const std::filesystem::path& file);
  /// Goes on with a record that was begun, of which that many bytes stay. Throws likewise.
  RecordWriter(const std::filesystem::path& file, std::uintmax_t bytes_to_keep);
  RecordWriter(const RecordWriter&) = delete;
  RecordWriter& operator=(const RecordWriter&) = delete;

  /// Appends one line; throws std::runtime_error where the disk refuses.
  void append(const Json& line);
  void append(const Step& step);
  void append(const CaseRow& row);

 private:
  void write(const std::string& line);

  std::filesystem::path path_;
  std::ofstream file_;
};

}  // namespace hallmark::run
