#include "harness/schema/signing_keys.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdlib.h>

#include <cstdio>

#include "harness/schema/signed_documents.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test.
class SigningKeys : public testing::Test {
 protected:
  SigningKeys() {
    std::string pattern = (fs::temp_directory_path() / "hallmark-keys-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  ~SigningKeys() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  /// A private key in PEM, encrypted where there is a passphrase.
  fs::path write_key(const std::string& name, EVP_PKEY* made, const char* passphrase = nullptr) const {
    const std::shared_ptr<EVP_PKEY> key(made, EVP_PKEY_free);
    const fs::path file = folder_ / name;
    std::FILE* stream = std::fopen(file.c_str(), "wb");
    const auto* cipher = passphrase == nullptr ? nullptr : EVP_aes_128_cbc();
    EXPECT_EQ(PEM_write_PKCS8PrivateKey(stream, key.get(), cipher, nullptr, 0, nullptr, const_cast<char*>(passphrase)),
              1);
    std::fclose(stream);
    return file;
  }

  fs::path folder_;
};

template <typename Load>
std::string refusal_of(Load load) {
  try {
    load();
  } catch (const SignatureError& error) {
    return error.what();
  }
  return "it was read";
}

/// What stands between the lines of a PEM file, decoded.
std::string der_of(const std::string& pem) {
  std::string name(100, '\0');
  BIO* reader = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  char* title = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long length = 0;
  EXPECT_EQ(PEM_read_bio(reader, &title, &header, &data, &length), 1);
  std::string bytes(reinterpret_cast<const char*>(data), static_cast<std::size_t>(length));
  OPENSSL_free(title);
  OPENSSL_free(header);
  OPENSSL_free(data);
  BIO_free(reader);
  return bytes;
}

TEST_F(SigningKeys, SignatureOfBytesHas64OctetsAndVerifies) {
  const auto key = SigningKey::load(test_keys / "test-user.key.pem");
  const auto certificate = certificate_of("test-user");
  for (int i = 0; i < 300; ++i) {  // r or s begins with a zero octet once in 128
    const std::string bytes = "message " + std::to_string(i);
    const std::string signature = key.sign(bytes);
    ASSERT_EQ(signature.size(), raw_signature_bytes);
    EXPECT_TRUE(certificate.verifies(bytes, signature));
    EXPECT_FALSE(certificate.verifies(bytes + ' ', signature));
  }
  const std::string empty_one = key.sign("");
  EXPECT_TRUE(certificate.verifies("", empty_one));
  EXPECT_FALSE(certificate_of("test-device").verifies("", empty_one));
}

TEST_F(SigningKeys, NoOctetsOfAnyLengthVerifyOrCrash) {
  const auto certificate = certificate_of("test-user");
  for (std::size_t length = 0; length < 200; ++length) {
    EXPECT_FALSE(certificate.verifies("bytes", std::string(length, '\0')));
    EXPECT_FALSE(certificate.verifies("bytes", std::string(length, '\xFF')));
  }
}

TEST_F(SigningKeys, SerialIsDecimalAndAsLongAsARealOne) {
  const auto certificate = certificate_of("test-user");
  EXPECT_EQ(certificate.serial().size(), 38U);
  EXPECT_EQ(certificate.serial().find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(certificate.issuer(), "CN=Hallmark test User,OU=87");
  EXPECT_NE(certificate.serial(), certificate_of("test-device").serial());
}

TEST_F(SigningKeys, DerIsReadLikePem) {
  const auto key = SigningKey::load(write("key.der", der_of(bytes_in(test_keys / "test-user.key.pem"))));
  const auto certificate = Certificate::load(write("certificate.der", der_of(bytes_in(test_keys / "test-user.pem"))));
  EXPECT_TRUE(certificate.is_of(key));
  EXPECT_FALSE(certificate_of("test-device").is_of(key));
  EXPECT_EQ(certificate.serial(), certificate_of("test-user").serial());
}

TEST_F(SigningKeys, WhatIsNoKeyIsRefusedInOneLineWithFileAndRemedy) {
  const std::vector<std::pair<fs::path, std::string>> cases = {
      {folder_ / "missing.pem", "No such file"},
      {folder_, "irectory"},
      {write("empty.pem", ""), "holds no private key"},
      {write("text.pem", "hello"), "holds no private key"},
      {write("large.pem", std::string(100'000, 'x')), "too large"},
      {write("cut.der", der_of(bytes_in(test_keys / "test-user.key.pem")).substr(0, 60)), "holds no private key"},
      {test_keys / "test-user.pem", "holds no private key"},
      {write_key("encrypted.pem", EVP_EC_gen("P-256"), "secret"), "holds no private key"},
      {write_key("p384.pem", EVP_EC_gen("P-384"), nullptr), "not of the curve P-256"},
      {write_key("rsa.pem", EVP_RSA_gen(1024), nullptr), "not of the curve P-256"},
  };
  for (const auto& [file, why] : cases) {
    const std::string refusal = refusal_of([&file = file] { SigningKey::load(file); });
    EXPECT_TRUE(refusal.starts_with(file.string() + ": ")) << refusal;
    EXPECT_NE(refusal.find(why), std::string::npos) << refusal;
    EXPECT_NE(refusal.find("give an unencrypted P-256 key"), std::string::npos) << refusal;
    EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
  }
}

TEST_F(SigningKeys, WhatIsNoCertificateIsRefusedInOneLineWithFileAndRemedy) {
  for (const auto& file : {folder_ / "missing.pem", write("text.pem", "hello"), test_keys / "test-user.key.pem"}) {
    const std::string refusal = refusal_of([&file] { Certificate::load(file); });
    EXPECT_TRUE(refusal.starts_with(file.string() + ": ")) << refusal;
    EXPECT_NE(refusal.find("give an X.509 certificate"), std::string::npos) << refusal;
    EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
  }
}

}  // namespace
}  // namespace hallmark::schema
