#include "harness/adaptor/json_rpc.h"

#include <stdexcept>

#include "harness/scenario/encoding.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/json_text.h"

namespace hallmark::adaptor {
namespace {

using observation::Crashed;
using observation::Declined;
using observation::Malformed;
using observation::Observation;
namespace members = scenario::members;

Malformed malformed(const std::string& why) { return {why, {}, {}}; }

Observation read_error(const Json& error) {
  const auto code = static_cast<int>(members::whole(error, "code", -2'147'483'648LL, 2'147'483'647LL));
  const std::string message = members::text_or_empty(error, "message");
  if (code == rpc_code::not_offered || code == rpc_code::cannot_take) return Declined{code, message};
  return Crashed{"answered error " + std::to_string(code) + ": " + message, {}, {}};
}

/// What a well-read answer lacks for this very stimulus; empty where it lacks nothing.
std::string missing(const Observation& observation, const scenario::Stimulus& stimulus) {
  const auto* report = std::get_if<scenario::Report>(&stimulus);
  const auto* reported = observation::answer<observation::Reported>(observation);
  if (report && reported && (report->kind == "service-requests") != reported->attempted.has_value()) {
    return report->kind == "service-requests" ? "report: attempted and failed must be there for service-requests"
                                              : "report: included and excluded must be there for performance";
  }
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  const auto* answered = observation::answer<observation::SsiAnswer>(observation);
  if (ssi && answered && ssi->action == "read" && answered->accepted && !answered->restricted) {
    return "ssi: restricted must be true or false in an accepted read, was absent";
  }
  return "";
}

Observation read_response(const Json& response, std::int64_t id, const scenario::Stimulus& stimulus) {
  members::require_object(response);
  members::word(response, "jsonrpc", {"2.0"});
  const auto found = response.find("id");
  if (found == response.end() || !found->is_number_integer() || *found != id) {
    const std::string was = found == response.end() ? "absent" : scenario::json_line(*found).substr(0, 60);
    throw members::WrongMember("id", "must be " + std::to_string(id) + ", was " + was);
  }
  const auto result = response.find("result");
  if (members::find(response, "error")) {
    if (members::find(response, "result")) throw members::WrongMember("", "must not have both result and error");
    return members::object(response, "error", read_error);
  }
  if (result == response.end()) throw members::WrongMember("", "must have a result or an error");
  Observation observation = observation::observation_from_result(scenario::operation(stimulus), *result);
  if (const std::string lacks = missing(observation, stimulus); !lacks.empty()) return malformed(lacks);
  return observation;
}

}  // namespace

std::string encode_request(std::int64_t id, const scenario::Stimulus& stimulus) {
  Json params = scenario::params(stimulus);
  const auto* opening = std::get_if<scenario::Initialize>(&stimulus);
  if (opening != nullptr && opening->names_harness) {
    params["harness"] = {{"name", "hallmark"}, {"version", HALLMARK_VERSION}};
  }
  const Json request = {
      {"jsonrpc", "2.0"}, {"id", id}, {"method", scenario::operation(stimulus)}, {"params", std::move(params)}};
  std::string line = scenario::json_line(request);
  if (line.size() > request_bytes_max) {
    throw std::invalid_argument("a request of " + std::to_string(line.size()) + " bytes is over the protocol's 16 MiB");
  }
  return line;
}

std::optional<observation::Declined> unsendable(const scenario::Stimulus& stimulus, bool takes_bytes) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (takes_bytes || submit == nullptr || scenario::is_utf8(submit->duis)) return std::nullopt;
  return observation::Declined{rpc_code::cannot_take,
                               "not sent: the document is no UTF-8, and the statement does not say bytes", true};
}

Observation decode_response(std::string_view line, std::int64_t id, const scenario::Stimulus& stimulus) {
  try {
    return read_response(scenario::parse_json(line), id, stimulus);
  } catch (const members::WrongMember& wrong) {
    return malformed(std::string("no JSON-RPC response: ") + wrong.what());
  } catch (const std::exception& problem) {
    return malformed(problem.what());
  }
}

Json result_response(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json error_response(const Json& id, int code, const std::string& message) {
  Json error = {{"code", code}, {"message", message}};
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

}  // namespace hallmark::adaptor
