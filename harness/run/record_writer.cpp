#include "harness/run/record_writer.h"

#include <stdexcept>

#include "harness/run/record_text.h"

namespace hallmark::run {

RecordWriter::RecordWriter(const std::filesystem::path& file)
    : path_(file), file_(file, std::ios::binary | std::ios::trunc) {
  if (!file_) throw std::runtime_error(file.string() + ": cannot be written: choose another folder with --out");
}

void RecordWriter::append(const Json& line) { write(line_of(line)); }
void RecordWriter::append(const Step& step) { write(line_of(step)); }
void RecordWriter::append(const CaseRow& row) { write(line_of(row)); }

void RecordWriter::write(const std::string& line) {
  file_ << line << '\n' << std::flush;
  if (!file_) throw std::runtime_error(path_.string() + ": writing failed: is the disk full?");
}

}  // namespace hallmark::run
