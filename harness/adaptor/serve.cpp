#include "harness/adaptor/serve.h"

#include <array>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>

#include "harness/adaptor/json_rpc.h"
#include "harness/scenario/json_text.h"

namespace hallmark::adaptor {
namespace {

/// One line without its end, at most so long; what is longer comes cut off above that. False at the end of input.
bool read_line(std::istream& in, std::string& line) {
  line.clear();
  std::array<char, 64 * 1024> part;
  while (in.getline(part.data(), part.size()) || in.gcount() > 0) {
    const bool is_last = in.good();
    const bool is_end = in.eof();
    const auto count = static_cast<std::size_t>(in.gcount()) - (is_last ? 1 : 0);
    if (line.size() <= request_bytes_max) line.append(part.data(), count);
    if (is_last || is_end) return true;
    in.clear();  // the line goes on
  }
  return !line.empty();
}

/// What went wrong with an implementation, as an error of the protocol.
struct ErrorOf {
  Json id;
  std::optional<Json> operator()(const observation::Answered&) const { return std::nullopt; }
  std::optional<Json> operator()(const observation::Refused&) const { return std::nullopt; }
  std::optional<Json> operator()(const observation::Declined& declined) const {
    return error_response(id, declined.code, declined.message);
  }
  std::optional<Json> operator()(const observation::Malformed& malformed) const {
    return error_response(id, rpc_code::broke, malformed.why);
  }
  std::optional<Json> operator()(const observation::TimedOut& timed_out) const {
    return error_response(id, rpc_code::broke, "no answer within " + std::to_string(timed_out.after_ms) + " ms");
  }
  std::optional<Json> operator()(const observation::Crashed& crashed) const {
    return error_response(id, rpc_code::broke, crashed.how);
  }
};

bool is_id(const Json& value) { return value.is_null() || value.is_string() || value.is_number(); }

/// A member where it is; the document in it is not copied.
const Json& member(const Json& request, const char* name, const Json& otherwise) {
  const auto found = request.find(name);
  return found == request.end() ? otherwise : *found;
}

class Server {
 public:
  explicit Server(Adaptor& implementation) : implementation_(implementation) {}

  /// The response to a line; empty where none is due.
  std::optional<Json> answer_line(const std::string& line) {
    if (line.size() > request_bytes_max) return error_response(nullptr, rpc_code::no_request, "a line over 16 MiB");
    try {
      const Json message = scenario::parse_json(line);
      return message.is_array() ? answer_batch(message) : answer(message);
    } catch (const std::invalid_argument& problem) {
      return error_response(nullptr, rpc_code::not_json, problem.what());
    }
  }

  bool is_over() const { return over_; }

 private:
  std::optional<Json> answer_batch(const Json& batch) {
    if (batch.empty()) return error_response(nullptr, rpc_code::no_request, "an empty batch");
    Json responses = Json::array();
    for (const Json& request : batch) {
      if (auto response = answer(request)) responses.push_back(std::move(*response));
    }
    return responses.empty() ? std::nullopt : std::optional(std::move(responses));
  }

  std::optional<Json> answer(const Json& request) {
    static const Json absent;
    static const Json no_params = Json::object();
    const Json& id = member(request, "id", absent);
    const Json& method = member(request, "method", absent);
    const bool is_request = member(request, "jsonrpc", absent) == "2.0" && method.is_string() && is_id(id);
    if (!is_request) return error_response(nullptr, rpc_code::no_request, "no JSON-RPC 2.0 request");
    Json response = carry_out(id, method.get_ref<const std::string&>(), member(request, "params", no_params));
    // A request without an id is a notification: it is carried out and not answered.
    return request.contains("id") ? std::optional(std::move(response)) : std::nullopt;
  }

  Json carry_out(const Json& id, const std::string& operation, const Json& params) {
    if (!scenario::is_operation(operation)) {
      return error_response(id, rpc_code::not_offered, "\"" + operation + "\" is no operation");
    }
    std::optional<scenario::Stimulus> stimulus;
    try {
      stimulus = scenario::stimulus_from_params(operation, params);
    } catch (const std::invalid_argument& wrong) {
      return error_response(id, rpc_code::cannot_take, wrong.what());
    }
    over_ = over_ || std::holds_alternative<scenario::Shutdown>(*stimulus);
    return exchange(id, *stimulus);
  }

  Json exchange(const Json& id, const scenario::Stimulus& stimulus) {
    try {
      const observation::Observation observation = implementation_.exchange(stimulus);
      if (auto error = std::visit(ErrorOf{id}, observation)) return std::move(*error);
      return result_response(id, observation::result(observation));
    } catch (const std::exception& thrown) {
      return error_response(id, rpc_code::broke, std::string("threw: ") + thrown.what());
    }
  }

  Adaptor& implementation_;
  bool over_ = false;
};

}  // namespace

int serve(Adaptor& implementation, std::istream& in, std::ostream& out) {
  Server server(implementation);
  for (std::string line; !server.is_over() && read_line(in, line);) {
    const auto response = server.answer_line(line);
    if (!response) continue;
    out << scenario::json_line(*response) << '\n' << std::flush;
    if (!out) return 1;
  }
  return 0;
}

std::string answer_message(Adaptor& implementation, const std::string& message) {
  const auto response = Server(implementation).answer_line(message);
  return response ? scenario::json_line(*response) : "";
}

}  // namespace hallmark::adaptor
