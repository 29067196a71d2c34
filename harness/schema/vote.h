/// \file
/// Two engines asked about one document: it is invalid where both refuse it, and where they differ nobody is to blame.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/schema/validator.h"

namespace hallmark::schema {

/// What both engines say of a document.
struct Opinions {
  std::optional<Problem> libxml2;
  std::optional<Problem> xerces;
  bool xerces_asked = true;  ///< false where the document is too hostile to be shown to a second engine
  /// Where the two differ: the known disagreement's name, or "unknown"; "A and B" where each refuses for a reason that
  /// is known to be its own alone; else empty.
  std::string difference;

  bool is_valid() const { return !libxml2 && !xerces; }
  bool is_disputed() const { return !difference.empty(); }
};

/// Asks libxml2, and Xerces-C where that is needed; the latter is loaded when it is first asked. May be used from
/// several threads.
class Vote {
 public:
  /// Keeps the validator, which must outlive it. Loads nothing.
  Vote(const Validator& libxml2);  // NOLINT(google-explicit-constructor): a validator with a second engine behind it
  Vote(const Vote&) = delete;
  Vote& operator=(const Vote&) = delete;
  ~Vote();

  const Validator& libxml2() const { return libxml2_; }
  /// What both say, each asked once. Throws SchemaError where Xerces-C cannot load the schema.
  Opinions on(std::string_view xml) const;
  /// Why a refusal by libxml2 is not held against a document, as `Opinions::difference` has it; empty where Xerces-C
  /// refuses it too. Throws like `on`.
  std::string doubt(std::string_view xml, const Problem& refusal) const;

 private:
  struct SecondEngine;
  const SecondEngine& second() const;

  const Validator& libxml2_;
  std::unique_ptr<SecondEngine> second_;
};

}  // namespace hallmark::schema
