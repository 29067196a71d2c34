#include "harness/schema/schema_file.h"

#include <fstream>
#include <sstream>

#include "harness/schema/validator.h"

namespace hallmark::schema {

std::string read_schema_file(const std::filesystem::path& file) {
  constexpr std::uintmax_t file_bytes_max = 16U << 20U;
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(file, failure);
  if (failure) throw SchemaError(file.string() + ": cannot be read: " + failure.message() + ": check its permissions");
  if (bytes > file_bytes_max) {
    throw SchemaError(file.string() + ": larger than 16 MiB, which no DUIS schema is: give another --schema folder");
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw SchemaError(file.string() + ": cannot be read: check its permissions");
  return text.str();
}

}  // namespace hallmark::schema
