/// \file
/// The lines of the adaptor protocol: JSON-RPC 2.0 requests and responses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/observation/observation_json.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::adaptor {

using Json = nlohmann::ordered_json;

/// The error codes of JSON-RPC 2.0 as the adaptor protocol uses them.
namespace rpc_code {
inline constexpr int not_json = -32700;
inline constexpr int no_request = -32600;
inline constexpr int not_offered = -32601;
inline constexpr int cannot_take = -32602;
inline constexpr int broke = -32000;
}  // namespace rpc_code

/// The longest request line, 16 MiB.
inline constexpr std::size_t request_bytes_max = std::size_t{16} * 1024 * 1024;
/// How much of what was sent is kept as evidence, 64 KiB.
inline constexpr std::size_t evidence_bytes_max = std::size_t{64} * 1024;

/// The request line for a stimulus, without its line end. Throws std::invalid_argument where it is over 16 MiB, which
/// is for the generator to avoid.
std::string encode_request(std::int64_t id, const scenario::Stimulus& stimulus);

/// Why a stimulus cannot be put into a message: a document that is no UTF-8, for who does not take bytes. Empty: it
/// can.
std::optional<observation::Declined> unsendable(const scenario::Stimulus& stimulus, bool takes_bytes);

/// What a line says in answer to the request of that id. Total: a line that is no such answer is Malformed.
observation::Observation decode_response(std::string_view line, std::int64_t id, const scenario::Stimulus& stimulus);

/// A request of a batch.
struct Asked {
  std::int64_t id = 0;
  const scenario::Stimulus* stimulus = nullptr;  ///< never null
};

/// What a line says in answer to a batch: an observation for each request in order, up to the first that is broken.
/// Total: where no list came, or one that is not closed, the first is Malformed; where an answer is missing, whose
/// answer it is; where there is one too many, the last. What is broken has the bytes from where its answer begins.
std::vector<observation::Observation> decode_batch(std::string_view line, std::span<const Asked> asked);

/// A response with a result.
Json result_response(const Json& id, Json result);
/// A response with an error.
Json error_response(const Json& id, int code, const std::string& message);

}  // namespace hallmark::adaptor
