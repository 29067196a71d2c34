#include "harness/schema/signing_keys.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace hallmark::schema {

namespace {

constexpr std::uintmax_t file_bytes_max = 1U << 16U;
constexpr int number_bytes = raw_signature_bytes / 2;
constexpr const char* certificate_remedy = "give an X.509 certificate of a P-256 key, PEM or DER";

/// Frees what OpenSSL made.
template <auto free_it>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    free_it(thing);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Pair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Digester = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Key = std::shared_ptr<EVP_PKEY>;
using X509Certificate = std::unique_ptr<X509, Freed<X509_free>>;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string read_small_file(const std::filesystem::path& file, const std::string& remedy) {
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(file, failure);
  if (failure) throw SignatureError(file.string() + ": " + failure.message() + ": " + remedy);
  std::ifstream stream(file, std::ios::binary);
  if (bytes > file_bytes_max || !stream) {
    throw SignatureError(file.string() + (stream ? ": too large: " : ": cannot be read: ") + remedy);
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

Bio reader(std::string_view bytes) { return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

/// Nobody is asked for a passphrase.
int no_passphrase(char*, int, int, void*) { return -1; }

void require_p256(const Key& key, const std::string& name, const std::string& remedy) {
  std::string group(80, '\0');
  std::size_t length = 0;
  const bool named = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
                     EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &length) == 1;
  ERR_clear_error();
  if (!named || group.substr(0, length) != SN_X9_62_prime256v1) {
    throw SignatureError(name + ": its key is not of the curve P-256: " + remedy);
  }
}

std::string text_in(BIO* writer) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(writer, &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string pem_of(X509* certificate) {
  const Bio writer(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(writer.get(), certificate);
  return text_in(writer.get());
}

std::string issuer_of(const X509* certificate) {
  const Bio writer(BIO_new(BIO_s_mem()));
  // Letters beyond ASCII stay UTF-8, since the text goes into a document.
  X509_NAME_print_ex(writer.get(), X509_get_issuer_name(certificate), 0,
                     XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  return text_in(writer.get());
}

std::string serial_of(const X509* certificate) {
  const Number number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  char* digits = number ? BN_bn2dec(number.get()) : nullptr;
  std::string text = digits == nullptr ? "" : digits;
  OPENSSL_free(digits);
  return text;
}

/// r and s as OpenSSL wants them, or nothing.
std::string in_der(std::string_view raw) {
  if (raw.size() != raw_signature_bytes) return {};
  const Pair pair(ECDSA_SIG_new());
  Number r(BN_bin2bn(octets(raw), number_bytes, nullptr));
  Number s(BN_bin2bn(octets(raw) + number_bytes, number_bytes, nullptr));
  if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &der);
  std::string bytes;
  if (length > 0) bytes.assign(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return bytes;
}

std::string raw_of(std::string_view der) {
  const unsigned char* at = octets(der);
  const Pair pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  std::string raw(raw_signature_bytes, '\0');
  if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), octets(raw), number_bytes) != number_bytes ||
      BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), octets(raw) + number_bytes, number_bytes) != number_bytes) {
    throw SignatureError("OpenSSL made no ECDSA signature of P-256: check its configuration");
  }
  return raw;
}

}  // namespace

SigningKey SigningKey::load(const std::filesystem::path& file) {
  const std::string remedy = "give an unencrypted P-256 key, PEM or PKCS#8 DER";
  const std::string bytes = read_small_file(file, remedy);
  EVP_PKEY* found = PEM_read_bio_PrivateKey(reader(bytes).get(), nullptr, no_passphrase, nullptr);
  const unsigned char* at = octets(bytes);
  if (found == nullptr) found = d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(bytes.size()));
  ERR_clear_error();
  if (found == nullptr) throw SignatureError(file.string() + ": holds no private key that can be read: " + remedy);
  Key key(found, EVP_PKEY_free);
  require_p256(key, file.string(), remedy);
  return SigningKey(std::move(key));
}

std::string SigningKey::sign(std::string_view bytes) const {
  const Digester digester(EVP_MD_CTX_new());
  std::string der(2 * raw_signature_bytes, '\0');
  std::size_t length = der.size();
  if (EVP_DigestSignInit(digester.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
      EVP_DigestSign(digester.get(), octets(der), &length, octets(bytes), bytes.size()) != 1) {
    ERR_clear_error();
    throw SignatureError("OpenSSL does not sign with ECDSA and SHA-256: check its configuration");
  }
  return raw_of(std::string_view(der).substr(0, length));
}

Certificate Certificate::load(const std::filesystem::path& file) {
  return read(read_small_file(file, certificate_remedy), file.string());
}

Certificate Certificate::read(std::string_view bytes, const std::string& name) {
  const std::string remedy = certificate_remedy;
  X509Certificate certificate(PEM_read_bio_X509(reader(bytes).get(), nullptr, no_passphrase, nullptr));
  const unsigned char* at = octets(bytes);
  if (!certificate) certificate.reset(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
  Key key(certificate ? X509_get_pubkey(certificate.get()) : nullptr, EVP_PKEY_free);
  ERR_clear_error();
  if (!key) throw SignatureError(name + ": holds no certificate that can be read: " + remedy);
  require_p256(key, name, remedy);
  return {std::move(key), issuer_of(certificate.get()), serial_of(certificate.get()), pem_of(certificate.get())};
}

bool Certificate::verifies(std::string_view bytes, std::string_view signature) const {
  const std::string der = in_der(signature);
  const Digester digester(EVP_MD_CTX_new());
  const bool right = !der.empty() &&
                     EVP_DigestVerifyInit(digester.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                     EVP_DigestVerify(digester.get(), octets(der), der.size(), octets(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return right;
}

bool Certificate::is_of(const SigningKey& key) const { return EVP_PKEY_eq(key_.get(), key.handle()) == 1; }

}  // namespace hallmark::schema
