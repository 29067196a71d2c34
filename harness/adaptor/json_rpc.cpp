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

/// The texts of the entries of a list, at most so many; nothing where the text is no list that is closed, with nothing
/// after it. Whether an entry is JSON is for the parser to say.
std::optional<std::vector<std::string_view>> entries_of(std::string_view text, std::size_t most) {
  constexpr std::string_view space = " \t\r";
  const auto begin = text.find_first_not_of(space);
  const auto last = text.find_last_not_of(space);
  if (begin == std::string_view::npos || begin == last || text[begin] != '[' || text[last] != ']') return std::nullopt;
  std::vector<std::string_view> entries;
  std::size_t depth = 0;
  std::size_t entry = begin + 1;
  for (std::size_t at = entry; at < last && entries.size() < most; ++at) {
    const char here = text[at];
    if (here == '"') {
      at = scenario::end_of_string(text, at);
      if (at >= last) return std::nullopt;
    } else if (here == '[' || here == '{') {
      ++depth;
    } else if (here == ']' || here == '}') {
      if (depth == 0) return std::nullopt;
      --depth;
    } else if (here == ',' && depth == 0) {
      entries.push_back(text.substr(entry, at - entry));
      entry = at + 1;
    }
  }
  if (entries.size() == most) return entries;
  if (depth != 0) return std::nullopt;
  const auto rest = text.substr(entry, last - entry);
  if (!entries.empty() || rest.find_first_not_of(space) != std::string_view::npos) entries.push_back(rest);
  return entries;
}

/// Puts the bytes into an observation that is broken; whether it is.
bool keep_bytes(Observation& observation, std::string_view bytes) {
  if (auto* malformed = std::get_if<Malformed>(&observation)) malformed->bytes = bytes.substr(0, evidence_bytes_max);
  if (auto* crashed = std::get_if<Crashed>(&observation)) crashed->bytes = bytes.substr(0, evidence_bytes_max);
  return observation::is_broken(observation);
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

std::vector<Observation> decode_batch(std::string_view line, std::span<const Asked> asked) {
  const std::string to_so_many = " to a batch of " + std::to_string(asked.size()) + " requests";
  const auto broken = [&](const std::string& why) {
    return Malformed{why, std::string(line.substr(0, evidence_bytes_max)), {}};
  };
  const auto entries = entries_of(line, asked.size() + 1);
  if (!entries) return {broken("not one list in answer" + to_so_many)};
  std::vector<Observation> seen;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (i == entries->size()) {
      seen.emplace_back(broken("a list of " + std::to_string(i) + " in answer" + to_so_many));
      return seen;
    }
    const auto& entry = (*entries)[i];
    seen.push_back(decode_response(entry, asked[i].id, *asked[i].stimulus));
    // What is no JSON may have been cut at a comma: what follows it is kept too.
    if (keep_bytes(seen.back(), line.substr(static_cast<std::size_t>(entry.data() - line.data())))) return seen;
  }
  if (entries->size() > asked.size()) seen.back() = broken("a list of more answers" + to_so_many);
  return seen;
}

Json result_response(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json error_response(const Json& id, int code, const std::string& message) {
  Json error = {{"code", code}, {"message", message}};
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

}  // namespace hallmark::adaptor
