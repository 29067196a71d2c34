#include "harness/run/record_writer.h"

#include <stdexcept>

namespace hallmark::run {

RecordWriter::RecordWriter(const std::filesystem::path& file)
    : path_(file), file_(file, std::ios::binary | std::ios::trunc) {
  if (!file_) throw std::runtime_error(file.string() + ": cannot be written: choose another folder with --out");
}

void RecordWriter::append(const Json& line) {
  file_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
  if (!file_) throw std::runtime_error(path_.string() + ": writing failed: is the disk full?");
}

}  // namespace hallmark::run
