/// \file
/// Text and bytes on their way into and out of JSON: UTF-8 and base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hallmark::scenario {

/// Whether the bytes are well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF).
bool is_utf8(std::string_view bytes);
/// The bytes with each one that is not part of well-formed UTF-8 replaced by U+FFFD.
std::string as_utf8(std::string_view bytes);

/// RFC 4648 base64, padded, in one line.
std::string base64(std::string_view bytes);
/// The bytes of padded base64 without white space; empty where the text is not that.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace hallmark::scenario
