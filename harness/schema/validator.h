/// \file
/// One DUIS schema version loaded for validation by libxml2. Generates nothing: that is another engine's business.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "harness/schema/problem.h"

struct _xmlDoc;

namespace hallmark::schema {

/// The schema itself is missing or broken; the text names the file, the fault and what to do.
class SchemaError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A parsed document, freed with its owner; null where it is not well-formed.
using ParsedDocument = std::unique_ptr<_xmlDoc, void (*)(_xmlDoc*)>;

/// A loaded schema. Immutable; `parse` and `check` may be called from several threads.
class Validator {
 public:
  /// Loads the DUIS schema of a folder (the XSD of the ServiceUserGateway namespace and what it imports) offline.
  /// Certificate serials are read as text, since real ones have more digits than libxml2's integers hold.
  /// Throws SchemaError. At the end a known-bad document must be refused by each way of validating, or the engine is
  /// not to be trusted.
  static Validator load(const std::filesystem::path& folder);

  Validator(Validator&&) noexcept;
  Validator& operator=(Validator&&) noexcept;
  ~Validator();

  /// What is wrong with a document, or nothing: in one pass, without a tree. Documents with a DOCTYPE are refused as
  /// hostile; nothing is fetched.
  std::optional<Problem> check(std::string_view xml) const;

  /// The tree of a document (null where not well-formed) and what is wrong with it, the same as `check` says; but a
  /// text of more than 10,000,000 octets with escapes or characters beyond ASCII in it is more than libxml2 puts into a
  /// tree, and not well-formed here.
  std::pair<ParsedDocument, std::optional<Problem>> parse(std::string_view xml) const;

  /// How many documents were validated. One that is asked about again while its answer is still at hand is not: that of
  /// the last document that each thread asked about, as a rule.
  std::uint64_t validated() const;

  const std::string& version() const { return version_; }  ///< "5.1"
  const std::string& digest() const { return digest_; }    ///< "sha256:…" over the XSD files in name order
  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Engine;
  Validator(std::filesystem::path folder, std::string version, std::string digest, std::unique_ptr<Engine> engine);

  std::filesystem::path folder_;
  std::string version_;
  std::string digest_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace hallmark::schema
