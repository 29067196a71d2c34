#include "harness/run/record_writer.h"

#include <stdexcept>

#include "harness/run/record_text.h"

namespace hallmark::run {

RecordWriter::RecordWriter(const std::filesystem::path& file)
    : path_(file), file_(file, std::ios::binary | std::ios::trunc) {
  if (!file_) throw std::runtime_error(file.string() + ": cannot be written: choose another folder with --out");
}

RecordWriter::RecordWriter(const std::filesystem::path& file, std::uintmax_t bytes_to_keep) : path_(file) {
  std::error_code problem;
  std::filesystem::resize_file(file, bytes_to_keep, problem);
  if (!problem) file_.open(file, std::ios::binary | std::ios::app);
  if (problem || !file_.is_open())
    throw std::runtime_error(file.string() + ": cannot be written: who may write there?");
}

void RecordWriter::append(const Json& line) { write(line_of(line)); }
void RecordWriter::append(const Step& step) { write(line_of(step)); }
void RecordWriter::append(const CaseRow& row) { write(line_of(row)); }

void RecordWriter::write(const std::string& line) {
  file_ << line << '\n' << std::flush;
  if (!file_) throw std::runtime_error(path_.string() + ": writing failed: is the disk full?");
}

}  // namespace hallmark::run
