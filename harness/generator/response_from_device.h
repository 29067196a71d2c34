/// \file
/// What devices answer to requests, with bytes that occur nowhere else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/generator/gbcs.h"
#include "harness/generator/random.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::generator {

/// 16 octets of the sequence.
Canary random_canary(Random& random);

/// The answer of a device (EUI-64) to that request, to the User who sent it: `gbcs_response` with those bytes in it,
/// and the canary as cases keep it.
scenario::FromDevice response_from_device(const std::string& device, const scenario::Submit& request,
                                          std::uint64_t counter, std::string_view message_code, const Canary& bytes);

}  // namespace hallmark::generator
