#include "harness/schema/signature.h"

#include <libxml/parser.h>
#include <xmlsec/app.h>
#include <xmlsec/base64.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "harness/schema/signature_tree.h"

namespace hallmark::schema {

namespace {

using PreparedKey = std::unique_ptr<xmlSecKey, void (*)(xmlSecKeyPtr)>;

/// The library is started once a process; it never writes to a stream, and fetches nothing.
void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSecErrorsDefaultCallbackEnableOutput(0);
    if (xmlSecInit() < 0 || xmlSecOpenSSLAppInit(nullptr) < 0 || xmlSecOpenSSLInit() < 0) {
      throw SignatureError("xmlsec with OpenSSL does not start: install libxmlsec1-openssl");
    }
    xmlSecBase64SetDefaultLineSize(0);  // a value in one line
    // It has put a loader of its own in the place of the one that all of this room uses.
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
  });
}

PreparedKey prepared(evp_pkey_st* key) {
  start_library();
  EVP_PKEY_up_ref(key);
  xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(key);
  PreparedKey holder(xmlSecKeyCreate(), xmlSecKeyDestroy);
  if (data == nullptr || !holder || xmlSecKeySetValue(holder.get(), data) < 0) {
    throw SignatureError("xmlsec does not take a P-256 key: check its version");
  }
  return holder;
}

/// One signing or verifying: xmlsec's context with no way to find another key, transform or document.
class Operation {
 public:
  explicit Operation(xmlSecKeyPtr key) {
    if (xmlSecDSigCtxInitialize(&context_, nullptr) < 0) throw SignatureError("xmlsec has no memory for a signature");
    context_.signKey = xmlSecKeyDuplicate(key);
    context_.enabledReferenceUris = xmlSecTransformUriTypeEmpty;
    xmlSecDSigCtxEnableReferenceTransform(&context_, xmlSecTransformEnvelopedId);
    xmlSecDSigCtxEnableReferenceTransform(&context_, xmlSecTransformInclC14NId);
    xmlSecDSigCtxEnableReferenceTransform(&context_, xmlSecOpenSSLTransformSha256Id);
    xmlSecDSigCtxEnableSignatureTransform(&context_, xmlSecTransformExclC14NId);
    xmlSecDSigCtxEnableSignatureTransform(&context_, xmlSecOpenSSLTransformEcdsaSha256Id);
  }
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  ~Operation() { xmlSecDSigCtxFinalize(&context_); }

  bool sign(xmlNode* signature) {
    return xmlSecDSigCtxSign(&context_, signature) == 0 && context_.status == xmlSecDSigStatusSucceeded;
  }
  bool verify(xmlNode* signature) {
    return xmlSecDSigCtxVerify(&context_, signature) == 0 && context_.status == xmlSecDSigStatusSucceeded;
  }
  /// After `verify`: whether the document has the digest that its signature states.
  bool digest_agrees() {
    if (xmlSecPtrListGetSize(&context_.signedInfoReferences) != 1) return false;
    const auto* reference =
        static_cast<xmlSecDSigReferenceCtxPtr>(xmlSecPtrListGetItem(&context_.signedInfoReferences, 0));
    return reference->status == xmlSecDSigStatusSucceeded;
  }

 private:
  const Quiet quiet_;
  xmlSecDSigCtx context_;
};

/// The parts of a distinguished name, in an order and with a spacing of their own, since writers differ in both.
std::vector<std::string> parts_of_name(const std::string& name) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool blank = name[i] == ' ' && parts.back().empty();
    if (name[i] == ',') parts.emplace_back();
    if (name[i] != ',' && !blank) parts.back() += name[i];
    if (name[i] == '\\' && i + 1 < name.size()) parts.back() += name[++i];
  }
  for (auto& part : parts) {
    while (part.ends_with(' ')) part.pop_back();
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

std::string without_leading_zeros(const std::string& digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

std::string wrong_certificate(const Verification& said, const Certificate& certificate) {
  if (without_leading_zeros(said.serial) != certificate.serial()) {
    return "it names the certificate with serial " + said.serial.substr(0, 80) + ", not " + certificate.serial();
  }
  if (parts_of_name(said.issuer) != parts_of_name(certificate.issuer())) {
    return "it names the issuer " + said.issuer.substr(0, 200) + ", not " + certificate.issuer();
  }
  return {};
}

/// Why a signature in the right form, of the right certificate, does not hold.
std::string why_not(Operation& operation, xmlDoc& document, const SignatureParts& parts,
                    const Certificate& certificate) {
  if (operation.digest_agrees()) return "ds:SignatureValue is not of this ds:SignedInfo by this certificate";
  // Which of the two was changed shows in whether SignedInfo is still as it was signed.
  const bool info_holds = certificate.verifies(canonical_signed_info(document, parts.signed_info), parts.raw_signature);
  return info_holds ? "the document was changed after it was signed: its digest is another one"
                    : "ds:DigestValue is not of this document, and ds:SignatureValue is not of this ds:SignedInfo";
}

}  // namespace

Signer::Signer(SigningKey key, Certificate certificate) : key_(std::move(key)), certificate_(std::move(certificate)) {
  if (!certificate_.is_of(key_)) {
    throw SignatureError("the certificate " + certificate_.serial() + " of " + certificate_.issuer() +
                         " is of another key: give the one that belongs to the key");
  }
  auto holder = prepared(key_.handle());
  prepared_ = std::shared_ptr<xmlSecKey>(holder.release(), xmlSecKeyDestroy);
}

void Signer::sign(_xmlDoc& document, Layout layout) const {
  xmlNode* signature = place_signature(document, certificate_, layout);
  if (!Operation(static_cast<xmlSecKeyPtr>(prepared_.get())).sign(signature)) {
    throw SignatureError("xmlsec does not sign this document: check that its namespaces are absolute");
  }
}

std::string Signer::sign(std::string_view xml, Layout layout) const {
  const auto [tree, problem] = read_tree(xml);
  if (!tree) throw SignatureError(problem + ": give a well-formed DUIS document");
  sign(*tree, layout);
  return write_tree(*tree);
}

Verification verify(std::string_view xml, const Certificate& certificate) {
  Verification outcome;
  const auto [tree, problem] = read_tree(xml);
  if (!tree) {
    outcome.problem = problem;
    return outcome;
  }
  const SignatureParts parts = read_signature(*tree);
  outcome.issuer = parts.issuer;
  outcome.serial = parts.serial;
  outcome.problem = parts.wrong ? *parts.wrong : wrong_certificate(outcome, certificate);
  if (!outcome.problem.empty()) return outcome;
  const auto key = prepared(certificate.public_key());
  Operation operation(key.get());
  outcome.valid = operation.verify(parts.signature);
  if (!outcome.valid) outcome.problem = why_not(operation, *tree, parts, certificate);
  return outcome;
}

}  // namespace hallmark::schema
