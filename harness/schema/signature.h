/// \file
/// Signatures of DUIS documents: enveloped XMLDSig, ECDSA over P-256 with SHA-256, made and verified by xmlsec.
///
/// One form only, the one that Users and the DCC exchange: a ds:Signature as the last child of the root; exclusive C14N
/// for SignedInfo; one Reference to the whole document (URI="") whose only transform is enveloped-signature, so its
/// digest is over inclusive C14N; the certificate named by issuer and serial. Nothing is fetched, no DOCTYPE is
/// accepted and documents end at `signed_bytes_max`.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "harness/schema/signing_keys.h"

struct _xmlDoc;

namespace hallmark::schema {

/// The largest document that is signed or verified: 64 MiB.
inline constexpr std::size_t signed_bytes_max = 64U << 20U;

/// What becomes of white space between elements before signing. Some implementations drop it before they verify, so
/// only a compact document verifies everywhere.
enum class Layout {
  compact,  ///< dropped
  as_given  ///< kept and signed: a case of its own, not a form to send
};

/// Signs documents with one key. Immutable; `sign` may be called from several threads, on a document each.
class Signer {
 public:
  /// Throws SignatureError where the certificate is of another key.
  Signer(SigningKey key, Certificate certificate);

  /// The document in UTF-8 with a signature in place of those its root had. Values are signed as they stand: white
  /// space in them is the caller's. Throws SignatureError where it is not well-formed, has a DOCTYPE or a signature
  /// below a child of its root, or is too large.
  std::string sign(std::string_view xml, Layout layout = Layout::compact) const;
  /// The same in place, for a document without a DOCTYPE.
  void sign(_xmlDoc& document, Layout layout = Layout::compact) const;

  const SigningKey& key() const { return key_; }
  const Certificate& certificate() const { return certificate_; }

 private:
  SigningKey key_;
  Certificate certificate_;
  std::shared_ptr<void> prepared_;  ///< the key as xmlsec holds it
};

/// Whether a document's signature holds, and whom it names.
struct Verification {
  bool valid = false;
  std::string problem;  ///< empty where valid; else one line
  std::string issuer;   ///< as the document writes it; empty where it does not say
  std::string serial;   ///< decimal, likewise
};

/// Checks form, named certificate, digest and signature value. Total: what is not a signed document is a problem.
/// May be called from several threads.
Verification verify(std::string_view xml, const Certificate& certificate);

}  // namespace hallmark::schema
