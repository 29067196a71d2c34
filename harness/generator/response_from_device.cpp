#include "harness/generator/response_from_device.h"

namespace hallmark::generator {

Canary random_canary(Random& random) {
  Canary bytes{};
  for (auto& octet : bytes) octet = static_cast<std::uint8_t>(random.below(256));
  return bytes;
}

scenario::FromDevice response_from_device(const std::string& device, const scenario::Submit& request,
                                          std::uint64_t counter, std::string_view message_code, const Canary& bytes) {
  scenario::FromDevice from;
  from.device = device;
  from.kind = "response";
  from.request_id = request.reading.request_id;
  from.canary = hex(bytes);
  from.payload = gbcs_response(device, request.user, counter, message_code, bytes);
  return from;
}

}  // namespace hallmark::generator
