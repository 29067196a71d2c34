#include "harness/implementations/signature_check.h"

#include <algorithm>

namespace hallmark::implementations {

SignatureCheck::SignatureCheck(const scenario::Initialize& initialize) : verifies_(initialize.signing == "ecdsa") {
  for (const auto& pem : initialize.certificates)
    certificates_.push_back(schema::Certificate::read(pem, "initialize.certificates"));
}

bool SignatureCheck::trusts(std::string_view document) const {
  return !verifies_ || std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
    return schema::verify(document, certificate).valid;
  });
}

}  // namespace hallmark::implementations
