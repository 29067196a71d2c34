/// \file
/// The files of a schema folder in memory, each looked at before an engine trusts it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace hallmark::schema {

/// The XSD and DTD files of one folder. Nothing else is ever opened on their behalf.
class XsdFolder {
 public:
  /// Reads them. Throws SchemaError where there is no DUIS schema, where there are two, or where a file is unreadable,
  /// too large, not well-formed, nested too deeply or full of entities that grow.
  explicit XsdFolder(std::filesystem::path folder);

  /// The text of a file by its base name, percent-encoded or not; null where the folder has none.
  const std::string* find(std::string_view location) const;

  const std::filesystem::path& folder() const { return folder_; }
  const std::string& main_name() const { return main_; }   ///< base name of the XSD of the ServiceUserGateway namespace
  const std::string& version() const { return version_; }  ///< from that name, "5.1"; else "unknown"

 private:
  void read(const std::filesystem::path& file);

  std::filesystem::path folder_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::string main_;
  std::string version_ = "unknown";
};

/// The namespace of DUIS requests and responses.
inline constexpr std::string_view duis_name_space = "http://www.dccinterface.co.uk/ServiceUserGateway";

}  // namespace hallmark::schema
