/// \file
/// As much of a GBCS message as a judged case needs: a true grouping header, a message code and a canary.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace hallmark::generator {

/// 16 bytes that occur nowhere else: where they turn up again, this payload went.
using Canary = std::array<std::uint8_t, 16>;

/// A response of a device to a User: grouping header (GBCS section 7, response), message code, the canary as its
/// content. `device` and `user` are EUI-64 in DUIS form; `message_code` four hex digits. Base64, one line.
std::string gbcs_response(std::string_view device, std::string_view user, std::uint64_t counter,
                          std::string_view message_code, const Canary& canary);

/// Lower-case hex of the canary, as cases keep it.
std::string hex(const Canary& canary);

}  // namespace hallmark::generator
