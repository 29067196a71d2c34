/// \file
/// Keys and certificates that documents are signed with: P-256 and X.509 from files, and bare ECDSA over bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace hallmark::schema {

/// A key, a certificate or a document that cannot be signed with or verified by; one line that names what and the
/// remedy.
class SignatureError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Octets of a raw ECDSA P-256 signature: r, then s, 32 each, big-endian.
inline constexpr std::size_t raw_signature_bytes = 64;

/// A private P-256 key. Immutable; copies share it; `sign` may be called from several threads.
class SigningKey {
 public:
  /// Reads PEM, or DER (PKCS#8 or SEC 1), without a passphrase. Throws SignatureError.
  static SigningKey load(const std::filesystem::path& file);

  /// The raw ECDSA signature of the SHA-256 digest of the bytes: 64 octets, other ones each time.
  std::string sign(std::string_view bytes) const;

  evp_pkey_st* handle() const { return key_.get(); }  ///< lives as long as this

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

/// An X.509 certificate with a P-256 key, as far as signatures ask for it: neither its dates nor its issuer's
/// signature are looked at. Immutable; copies share the key; `verifies` may be called from several threads.
class Certificate {
 public:
  /// Reads PEM or DER. Throws SignatureError.
  static Certificate load(const std::filesystem::path& file);
  /// The same from bytes; `name` says in errors where they come from.
  static Certificate read(std::string_view bytes, const std::string& name);

  const std::string& pem() const { return pem_; }  ///< as text, whatever it was read from

  const std::string& issuer() const { return issuer_; }  ///< RFC 4514: "CN=Z1,OU=07"
  const std::string& serial() const { return serial_; }  ///< decimal; real ones have 37 to 39 digits

  /// Whether these 64 octets are a raw ECDSA signature of the bytes by this certificate's key. Total.
  bool verifies(std::string_view bytes, std::string_view signature) const;
  /// Whether the certificate is about this key.
  bool is_of(const SigningKey& key) const;

  evp_pkey_st* public_key() const { return key_.get(); }  ///< lives as long as this

 private:
  Certificate(std::shared_ptr<evp_pkey_st> key, std::string issuer, std::string serial, std::string pem)
      : key_(std::move(key)), issuer_(std::move(issuer)), serial_(std::move(serial)), pem_(std::move(pem)) {}
  std::shared_ptr<evp_pkey_st> key_;
  std::string issuer_;
  std::string serial_;
  std::string pem_;
};

}  // namespace hallmark::schema
