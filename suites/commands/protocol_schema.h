/// \file
/// The JSON Schema of the adaptor protocol (harness/adaptor/protocol.schema.json), to hold messages against.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::suites {

/// Not copyable.
class ProtocolSchema {
 public:
  /// Throws std::runtime_error where the file is no JSON Schema.
  explicit ProtocolSchema(const std::filesystem::path& file);
  ProtocolSchema(const ProtocolSchema&) = delete;
  ProtocolSchema& operator=(const ProtocolSchema&) = delete;
  ~ProtocolSchema();

  /// What of a message does not fit a definition ("drain.result"), a sentence each, the member first and what it has to
  /// be from the schema's descriptions; empty where all fits. Throws std::invalid_argument for no definition.
  std::vector<std::string> problems(std::string_view definition, const nlohmann::json& message) const;

  /// The names of all definitions.
  std::vector<std::string> definitions() const;

 private:
  nlohmann::json document_;
};

}  // namespace hallmark::suites
