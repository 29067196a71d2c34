// Operations that are under way together in a plug-in: one line to its host, and one back.
#include <algorithm>

#include "harness/adaptor/child_adaptor.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {

using observation::Crashed;
using observation::Malformed;
using observation::Observation;

namespace {

/// As plugin_host.cpp has it; no JSON text holds it.
constexpr char between_requests = '\x1e';

std::vector<std::string_view> parted(std::string_view answers) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos; answers.remove_prefix(std::min(end + 1, answers.size()))) {
    end = answers.find(between_requests);
    parts.push_back(answers.substr(0, end));
  }
  return parts;
}

/// Why a line holds no answers; empty where it was whole.
std::string no_answers(const Line& line) {
  switch (line.end) {
    case Line::End::whole:
      return "";
    case Line::End::timed_out:
      return "gave no answer to requests that are under way together";
    case Line::End::too_long:
      return "answered requests that are under way together with too many bytes";
    case Line::End::closed:
      break;
  }
  return "closed its output while requests were under way together";
}

}  // namespace

std::vector<Observation> ChildAdaptor::exchange_at_once(std::span<const scenario::Stimulus> stimuli) {
  const bool can_be_sent = std::ranges::none_of(
      stimuli, [&](const auto& stimulus) { return unsendable(stimulus, takes_bytes_).has_value(); });
  if (options_.most_at_once < 2 || !process_ || !can_be_sent) return Adaptor::exchange_at_once(stimuli);
  const std::int64_t first_id = last_id_ + 1;
  std::string requests;
  for (const auto& stimulus : stimuli) {
    if (!requests.empty()) requests += between_requests;
    requests += encode_request(++last_id_, stimulus);
  }
  const auto line = process_->exchange(requests, options_.deadline * static_cast<int>(stimuli.size()),
                                       options_.answer_bytes_max * stimuli.size());
  const auto why = no_answers(line);
  const auto answers = parted(line.bytes);
  std::vector<Observation> seen;
  for (std::size_t i = 0; i < stimuli.size(); ++i) {
    if (!why.empty()) {
      seen.emplace_back(Crashed{"its process " + why, line.bytes.substr(0, evidence_bytes_max), {}});
    } else if (answers.size() != stimuli.size()) {
      seen.emplace_back(Malformed{std::to_string(answers.size()) + " answers to " + std::to_string(stimuli.size()) +
                                      " requests that are under way together",
                                  line.bytes.substr(0, evidence_bytes_max),
                                  {}});
    } else {
      seen.push_back(decode_response(answers[i], first_id + static_cast<std::int64_t>(i), stimuli[i]));
      if (auto* malformed = std::get_if<Malformed>(&seen.back())) malformed->bytes = answers[i];
    }
  }
  if (std::ranges::any_of(seen, observation::is_broken)) {
    process_->end();
    for (auto& each : seen) {
      if (auto* crashed = std::get_if<Crashed>(&each)) crashed->log = process_->log();
    }
    process_.reset();
    seat_.reset();
  }
  return seen;
}

}  // namespace hallmark::adaptor
