/// \file
/// Reading one file of a schema folder, within bounds.
#pragma once

#include <filesystem>
#include <string>

namespace hallmark::schema {

/// The text of an XSD or DTD file of at most 16 MiB. Throws SchemaError, naming the file, where it is larger or
/// unreadable.
std::string read_schema_file(const std::filesystem::path& file);

}  // namespace hallmark::schema
