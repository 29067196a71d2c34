/// \file
/// SHA-256 digests as text, for facts, schemas, profiles and documents.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::spec {

/// "sha256:" and 64 lower-case hex digits over the bytes.
std::string sha256(std::string_view bytes);

}  // namespace hallmark::spec
