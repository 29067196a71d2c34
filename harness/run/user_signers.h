/// \file
/// The keys that Users sign with: what is submitted carries signatures that hold, made just before it is sent.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/scenario/stimulus.h"
#include "harness/schema/signature.h"

namespace hallmark::run {

/// Immutable; may be used from several threads. ECDSA takes a number by chance for each signature, so what it returns
/// differs from run to run: records keep the documents as they are before.
class UserSigners {
 public:
  /// Signers by the role whose Users they sign for; that of the empty role signs for all others and has to be there.
  /// Throws std::invalid_argument where it is not.
  explicit UserSigners(std::map<std::string, schema::Signer> by_role);

  /// Whether a request that means the same as a plain one stays unsigned, since signing would write it plainly.
  static bool leaves_equivalent_unsigned(const scenario::Submit& submit);

  /// The request as its User signs it: a signed pre-command in it first, then the document. What deviates in its
  /// characters, and what no signature can be put on, stays as it is. `roles` are those of the User.
  scenario::Submit sign(scenario::Submit submit, const std::vector<std::string>& roles) const;

  /// Those to trust, as PEM, each once.
  std::vector<std::string> certificates() const;
  /// "serial 12 of CN=U1", a role before it where it is for one only; for records and messages.
  std::vector<std::string> names() const;

 private:
  std::map<std::string, schema::Signer> by_role_;
};

}  // namespace hallmark::run
