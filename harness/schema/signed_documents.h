/// \file
/// For this room's tests: the key pairs made while building, the samples, and documents changed in one place.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "harness/schema/samples.h"
#include "harness/schema/signature.h"

namespace hallmark::schema {

inline const std::filesystem::path test_keys = HALLMARK_SHARE_DIR "/keys";
inline constexpr std::size_t samples_to_sign = 297;

inline Certificate certificate_of(const std::string& owner) { return Certificate::load(test_keys / (owner + ".pem")); }

/// The signer of "test-user" or "test-device".
inline Signer signer_of(const std::string& owner) {
  return {SigningKey::load(test_keys / (owner + ".key.pem")), certificate_of(owner)};
}

inline const std::vector<Sample>& samples_for_signing() {
  static const std::vector<Sample> loaded = load_samples(HALLMARK_SHARE_DIR "/samples");
  return loaded;
}

inline std::string bytes_in(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A sample whose placeholder signature has comments and white space.
inline const std::string& unsigned_request() {
  static const std::string text = bytes_in(HALLMARK_SHARE_DIR "/samples/8.2_READ_INVENTORY_REQUEST_DUIS.XML");
  return text;
}

/// The document with the first `from` replaced, which must be there.
inline std::string changed(std::string document, std::string_view from, std::string_view to) {
  const auto place = document.find(from);
  EXPECT_NE(place, std::string::npos) << "there is no " << from;
  return place == std::string::npos ? document : document.replace(place, from.size(), to);
}

/// From the first `open` up to and with the next `close`, which must be there.
inline std::string_view part(std::string_view document, std::string_view open, std::string_view close) {
  const auto first = document.find(open);
  const auto last = first == std::string_view::npos ? first : document.find(close, first);
  EXPECT_NE(last, std::string_view::npos) << "there is no " << open << " … " << close;
  return last == std::string_view::npos ? std::string_view{} : document.substr(first, last + close.size() - first);
}

}  // namespace hallmark::schema
