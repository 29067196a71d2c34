/// \file
/// Whether an implementation here trusts who signed a document.
#pragma once

#include <string_view>
#include <vector>

#include "harness/scenario/stimulus.h"
#include "harness/schema/signature.h"

namespace hallmark::implementations {

/// Trusts every document where signatures are placeholders; else those that a certificate it was told verifies.
class SignatureCheck {
 public:
  SignatureCheck() = default;
  /// Throws schema::SignatureError where a certificate cannot be read.
  explicit SignatureCheck(const scenario::Initialize& initialize);

  /// Whether anything is looked at.
  bool verifies() const { return verifies_; }
  bool trusts(std::string_view document) const;

 private:
  bool verifies_ = false;
  std::vector<schema::Certificate> certificates_;
};

}  // namespace hallmark::implementations
