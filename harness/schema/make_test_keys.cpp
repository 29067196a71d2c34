// Makes the key pairs that tests sign with, while building: a User's and a Device's, each a P-256 key and its
// self-signed certificate. What is there already stays, so that what was signed before still verifies.
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

namespace fs = std::filesystem;

constexpr int serial_bits = 126;  // 38 digits, as many as real serials have
constexpr long ten_years = 10L * 366 * 24 * 3600;

void require(bool done, const std::string& what) {
  if (!done) throw std::runtime_error(what + " failed: check OpenSSL and the folder");
}

void name(X509* certificate, const std::string& common_name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto add = [subject](const char* field, const std::string& value) {
    return X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0) == 1;
  };
  require(add("OU", "87") && add("CN", common_name), "naming the certificate");
  require(X509_set_issuer_name(certificate, subject) == 1, "naming the issuer");
}

std::shared_ptr<X509> self_signed(EVP_PKEY* key, const std::string& common_name) {
  const std::shared_ptr<X509> certificate(X509_new(), X509_free);
  const std::shared_ptr<BIGNUM> serial(BN_new(), BN_free);
  require(X509_set_version(certificate.get(), X509_VERSION_3) == 1, "making a certificate");
  require(BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "drawing a serial");
  require(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get())) != nullptr, "setting the serial");
  name(certificate.get(), common_name);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), ten_years);
  require(X509_set_pubkey(certificate.get(), key) == 1, "setting the key");
  require(X509_sign(certificate.get(), key, EVP_sha256()) > 0, "signing the certificate");
  return certificate;
}

/// Writes a file whole or not at all.
template <typename Writer>
void write(const fs::path& file, Writer writer) {
  const std::string beside = file.string() + ".new";
  const std::shared_ptr<std::FILE> stream(std::fopen(beside.c_str(), "wb"), [](std::FILE* open) {
    if (open != nullptr) std::fclose(open);
  });
  require(stream && writer(stream.get()) == 1 && std::fflush(stream.get()) == 0, "writing " + beside);
  fs::rename(beside, file);
}

void make_pair(const fs::path& folder, const std::string& base, const std::string& common_name) {
  const fs::path key_file = folder / (base + ".key.pem");
  const fs::path certificate_file = folder / (base + ".pem");
  if (fs::exists(key_file) && fs::exists(certificate_file)) return;
  const std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  require(key != nullptr, "making a key");
  const auto certificate = self_signed(key.get(), common_name);
  write(key_file, [&](std::FILE* stream) {
    return PEM_write_PKCS8PrivateKey(stream, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  write(certificate_file, [&](std::FILE* stream) { return PEM_write_X509(stream, certificate.get()); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "make_test_keys: give one folder\n");
    return 3;
  }
  try {
    fs::create_directories(argv[1]);
    umask(077);  // the keys are for their owner
    make_pair(argv[1], "test-user", "Hallmark test User");
    make_pair(argv[1], "test-device", "Hallmark test Device");
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "make_test_keys: %s\n", failure.what());
    return 3;
  }
  return 0;
}
