#include "suites/commands/document_files.h"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "suites/commands/context.h"

namespace hallmark::suites {

namespace {
constexpr std::uintmax_t document_bytes_max = 64U << 20U;
}  // namespace

std::string read_document_file(const std::filesystem::path& file) {
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(file, failure);
  if (failure) throw UsageError(file.string() + ": " + failure.message() + ": give files that can be read");
  if (bytes > document_bytes_max) throw UsageError(file.string() + ": larger than 64 MiB, which no DUIS document is");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError(file.string() + ": cannot be opened: give files that can be read");
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_document_file(const std::filesystem::path& file, std::string_view octets) {
  const std::filesystem::path beside = file.string() + ".new";
  std::ofstream stream(beside, std::ios::binary);
  stream << octets;
  stream.close();
  std::error_code failure;
  if (stream) std::filesystem::rename(beside, file, failure);
  if (stream && !failure) return;
  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  throw UsageError(file.string() + ": cannot be written: give a folder with room that can be written to");
}

std::filesystem::path made_folder(const std::string& out) {
  std::error_code failure;
  std::filesystem::create_directories(out, failure);
  if (failure || access(out.c_str(), W_OK) != 0)
    throw UsageError("--out " + out + ": no folder that can be written: choose another");
  return out;
}

}  // namespace hallmark::suites
