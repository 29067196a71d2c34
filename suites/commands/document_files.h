/// \file
/// What a command line names to be read or written: documents, whole or not at all, and folders for output.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace hallmark::suites {

/// The octets of a file of at most 64 MiB. Throws UsageError where it is larger or cannot be read.
std::string read_document_file(const std::filesystem::path& file);

/// Replaces a file, or leaves it as it was. Throws UsageError where it cannot be written.
void write_document_file(const std::filesystem::path& file, std::string_view octets);

/// The folder that --out names, made where it is missing. Throws UsageError where it cannot be written to.
std::filesystem::path made_folder(const std::string& out);

}  // namespace hallmark::suites
