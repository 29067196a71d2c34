#include "harness/adaptor/child_adaptor.h"

#include <cstdlib>

#include "harness/adaptor/command_line.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {
namespace {

using observation::Crashed;
using observation::Malformed;
using observation::Observation;
using observation::TimedOut;
using std::chrono::milliseconds;

/// How long a process that closed its output may take to end, so that we can say how it ended.
constexpr milliseconds time_to_end{1000};

/// Puts what was sent and logged into an observation that tells of something broken.
void keep_evidence(Observation& observation, const std::string& bytes, const std::string& log) {
  const auto keep = [&](auto& broken) {
    broken.bytes = bytes.substr(0, evidence_bytes_max);
    broken.log = log;
  };
  if (auto* malformed = std::get_if<Malformed>(&observation)) keep(*malformed);
  if (auto* timed_out = std::get_if<TimedOut>(&observation)) keep(*timed_out);
  if (auto* crashed = std::get_if<Crashed>(&observation)) keep(*crashed);
}

}  // namespace

ChildAdaptor::ChildAdaptor(std::string_view command, ChildOptions options)
    : arguments_(split_command(command)), options_(options) {
  const char* search_path = std::getenv("PATH");
  executable_ = find_executable(arguments_.front(), search_path ? search_path : "/usr/local/bin:/usr/bin:/bin");
}

ChildAdaptor::ChildAdaptor(std::string executable, std::vector<std::string> arguments, ChildOptions options)
    : arguments_(std::move(arguments)), executable_(std::move(executable)), options_(options) {}

Observation ChildAdaptor::exchange(const scenario::Stimulus& stimulus) {
  const auto* initialize = std::get_if<scenario::Initialize>(&stimulus);
  if (initialize) initialize_ = *initialize;
  const auto* shutdown = std::get_if<scenario::Shutdown>(&stimulus);
  if (shutdown != nullptr && shutdown->killed) process_.reset();
  if (!process_) {
    if (shutdown != nullptr) return observation::Answered{observation::Done{}};
    process_ = std::make_unique<ChildProcess>(executable_, arguments_);
    if (!initialize && initialize_) {
      Observation again = ask(*initialize_);
      if (!observation::answer<observation::Initialized>(again)) {
        process_.reset();
        return again;
      }
    }
  }
  return ask(stimulus);
}

Observation ChildAdaptor::ask(const scenario::Stimulus& stimulus) {
  if (const auto unsent = unsendable(stimulus, takes_bytes_)) return *unsent;
  const std::int64_t id = ++last_id_;
  const std::string request = encode_request(id, stimulus);
  const auto since = std::chrono::steady_clock::now();
  const Line line = process_->exchange(request, options_.deadline, options_.answer_bytes_max);
  if (options_.listener) {
    const auto took = std::chrono::steady_clock::now() - since;
    options_.listener(request, line, std::chrono::duration_cast<std::chrono::microseconds>(took));
  }
  Observation observation = read(line, id, stimulus);
  if (const auto* initialized = observation::answer<observation::Initialized>(observation)) {
    takes_bytes_ = initialized->statement.bytes;
  }
  const bool last = std::holds_alternative<scenario::Shutdown>(stimulus);
  if (last) observation = see_it_end(std::move(observation));
  if (last || observation::is_broken(observation)) {
    process_->end();
    keep_evidence(observation, line.bytes, process_->log());
    process_.reset();
  }
  return observation;
}

Observation ChildAdaptor::see_it_end(Observation observation) {
  const bool answered = std::holds_alternative<observation::Answered>(observation);
  if (answered && !process_->ends_by_itself(options_.deadline)) {
    return TimedOut{static_cast<int>(options_.deadline.count()), {}, {}};
  }
  return observation;
}

Observation ChildAdaptor::read(const Line& line, std::int64_t id, const scenario::Stimulus& stimulus) {
  switch (line.end) {
    case Line::End::whole:
      return decode_response(line.bytes, id, stimulus);
    case Line::End::timed_out:
      return TimedOut{static_cast<int>(options_.deadline.count()), {}, {}};
    case Line::End::too_long:
      return Malformed{"an answer of more than " + std::to_string(options_.answer_bytes_max) + " bytes", {}, {}};
    case Line::End::closed:
      break;
  }
  const bool ended = process_->ends_by_itself(time_to_end);
  const std::string how = ended ? process_->end() : "closed its output";
  return Crashed{"its process " + how + (line.bytes.empty() ? " without an answer" : " within its answer"), {}, {}};
}

}  // namespace hallmark::adaptor
