/// \file
/// A private copy of a DUIS schema folder that libxml2 can load; removed with its owner.
#pragma once

#include <filesystem>
#include <string>

namespace hallmark::schema {

/// The copy differs in two ways: a schemaLocation with spaces is percent-encoded, and X509SerialNumber is text.
class SchemaCopy {
 public:
  /// Copies the XSD and DTD files of a folder. Throws SchemaError where there is no DUIS schema.
  explicit SchemaCopy(const std::filesystem::path& folder);
  SchemaCopy(const SchemaCopy&) = delete;
  SchemaCopy& operator=(const SchemaCopy&) = delete;
  ~SchemaCopy();

  const std::filesystem::path& main_file() const { return main_; }  ///< the XSD of the ServiceUserGateway namespace
  const std::string& version() const { return version_; }           ///< from its file name, "5.1"; else "unknown"
  const std::string& digest() const { return digest_; }             ///< over the originals

 private:
  void copy(const std::filesystem::path& file);

  std::filesystem::path place_;
  std::filesystem::path main_;
  std::string version_ = "unknown";
  std::string digest_;
  std::string all_;
};

}  // namespace hallmark::schema
