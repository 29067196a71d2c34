#include "harness/adaptor/child_adaptor.h"

#include <algorithm>
#include <cstdlib>

#include "harness/adaptor/command_line.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {
namespace {

using observation::Crashed;
using observation::Malformed;
using observation::Observation;
using observation::TimedOut;
using scenario::Stimulus;
using std::chrono::milliseconds;

/// How long a process that closed its output may take to end, so that we can say how it ended.
constexpr milliseconds time_to_end{1000};

/// Puts what was sent into an observation that tells of something broken.
void keep_bytes(Observation& observation, const std::string& bytes) {
  const auto kept = bytes.substr(0, evidence_bytes_max);
  if (auto* malformed = std::get_if<Malformed>(&observation)) malformed->bytes = kept;
  if (auto* timed_out = std::get_if<TimedOut>(&observation)) timed_out->bytes = kept;
  if (auto* crashed = std::get_if<Crashed>(&observation)) crashed->bytes = kept;
}

/// Likewise what was logged.
void keep_log(Observation& observation, const std::string& log) {
  if (auto* malformed = std::get_if<Malformed>(&observation)) malformed->log = log;
  if (auto* timed_out = std::get_if<TimedOut>(&observation)) timed_out->log = log;
  if (auto* crashed = std::get_if<Crashed>(&observation)) crashed->log = log;
}

/// What is longer goes one by one: an answer has a size limit, and those of a batch share one line.
constexpr std::size_t batch_bytes_max = std::size_t{1} << 20U;

bool is_opening_or_end(const Stimulus& stimulus) {
  return std::holds_alternative<scenario::Initialize>(stimulus) || std::holds_alternative<scenario::Shutdown>(stimulus);
}

}  // namespace

ChildAdaptor::ChildAdaptor(std::string_view command, ChildOptions options)
    : arguments_(split_command(command)), options_(options) {
  const char* search_path = std::getenv("PATH");
  executable_ = find_executable(arguments_.front(), search_path ? search_path : "/usr/local/bin:/usr/bin:/bin");
}

ChildAdaptor::ChildAdaptor(std::string executable, std::vector<std::string> arguments, ChildOptions options)
    : arguments_(std::move(arguments)), executable_(std::move(executable)), options_(options) {}

Observation ChildAdaptor::exchange(const Stimulus& stimulus) {
  const auto* initialize = std::get_if<scenario::Initialize>(&stimulus);
  if (initialize) initialize_ = *initialize;
  const auto* shutdown = std::get_if<scenario::Shutdown>(&stimulus);
  if (shutdown != nullptr && shutdown->killed) {
    process_.reset();
    seat_.reset();
  }
  if (!process_) {
    if (shutdown != nullptr) return observation::Answered{observation::Done{}};
    start();
    if (!initialize) {
      if (auto failed = open_again()) return *std::move(failed);
    }
  }
  return ask(stimulus);
}

std::vector<Observation> ChildAdaptor::exchange_all(std::span<const Stimulus> stimuli) {
  const bool goes_together = stimuli.size() > 1 && std::ranges::none_of(stimuli, [&](const Stimulus& stimulus) {
                               return is_opening_or_end(stimulus) || unsendable(stimulus, takes_bytes_);
                             });
  if (!goes_together) return Adaptor::exchange_all(stimuli);
  std::vector<Asked> asked;
  std::string request = "[";
  for (const Stimulus& stimulus : stimuli) {
    asked.push_back({++last_id_, &stimulus});
    request += encode_request(last_id_, stimulus);
    request += &stimulus == &stimuli.back() ? ']' : ',';
    if (request.size() > batch_bytes_max) return Adaptor::exchange_all(stimuli);
  }
  if (!process_) {
    start();
    if (auto failed = open_again()) return {*std::move(failed)};
  }
  const auto deadline = options_.deadline * static_cast<int>(stimuli.size());
  const Line line = send(request, deadline);
  auto seen = line.end == Line::End::whole ? decode_batch(line.bytes, asked)
                                           : std::vector<Observation>{without_line(line, deadline)};
  if (observation::is_broken(seen.back())) give_up(seen.back());
  return seen;
}

/// A process comes to be where its maker is, with all that it starts.
void ChildAdaptor::start() {
  if (options_.placement == Placement::one_core) seat_ = std::make_unique<Seat>(options_.cores);
  process_ = std::make_unique<ChildProcess>(executable_, arguments_);
}

std::optional<Observation> ChildAdaptor::open_again() {
  if (!initialize_) return std::nullopt;
  Observation again = ask(*initialize_);
  if (observation::answer<observation::Initialized>(again)) return std::nullopt;
  process_.reset();
  seat_.reset();
  return again;
}

Observation ChildAdaptor::ask(const Stimulus& stimulus) {
  if (const auto unsent = unsendable(stimulus, takes_bytes_)) return *unsent;
  const std::int64_t id = ++last_id_;
  const Line line = send(encode_request(id, stimulus), options_.deadline);
  Observation observation =
      line.end == Line::End::whole ? decode_response(line.bytes, id, stimulus) : without_line(line, options_.deadline);
  amend(options_.amendment, observation);
  if (const auto* initialized = observation::answer<observation::Initialized>(observation)) {
    takes_bytes_ = initialized->statement.bytes;
    take_seat();
  }
  const bool last = std::holds_alternative<scenario::Shutdown>(stimulus);
  if (last) observation = see_it_end(std::move(observation));
  if (observation::is_broken(observation)) keep_bytes(observation, line.bytes);
  if (last || observation::is_broken(observation)) give_up(observation);
  return observation;
}

/// What has one thread can do nothing while we work, nor we while it does.
void ChildAdaptor::take_seat() {
  if (options_.placement != Placement::automatic || seat_) return;
  const auto alone = process_->only_thread();
  if (!alone) return;
  seat_ = std::make_unique<Seat>(options_.cores);
  seat_->admit(*alone);
}

Line ChildAdaptor::send(const std::string& request, milliseconds deadline) {
  if (!options_.listener) return process_->exchange(request, deadline, options_.answer_bytes_max);
  const auto since = std::chrono::steady_clock::now();
  Line line = process_->exchange(request, deadline, options_.answer_bytes_max);
  const auto took = std::chrono::steady_clock::now() - since;
  options_.listener(request, line, std::chrono::duration_cast<std::chrono::microseconds>(took));
  return line;
}

/// Ends the process, and with it the conversation.
void ChildAdaptor::give_up(Observation& observation) {
  process_->end();
  keep_log(observation, process_->log());
  process_.reset();
  seat_.reset();
}

Observation ChildAdaptor::see_it_end(Observation observation) {
  const bool answered = std::holds_alternative<observation::Answered>(observation);
  if (answered && !process_->ends_by_itself(options_.deadline)) {
    return TimedOut{static_cast<int>(options_.deadline.count()), {}, {}};
  }
  return observation;
}

/// What no whole line came of.
Observation ChildAdaptor::without_line(const Line& line, milliseconds deadline) {
  Observation observation;
  if (line.end == Line::End::timed_out) {
    observation = TimedOut{static_cast<int>(deadline.count()), {}, {}};
  } else if (line.end == Line::End::too_long) {
    observation = Malformed{"an answer of more than " + std::to_string(options_.answer_bytes_max) + " bytes", {}, {}};
  } else {
    const bool ended = process_->ends_by_itself(time_to_end);
    const std::string how = ended ? process_->end() : "closed its output";
    observation =
        Crashed{"its process " + how + (line.bytes.empty() ? " without an answer" : " within its answer"), {}, {}};
  }
  keep_bytes(observation, line.bytes);
  return observation;
}

}  // namespace hallmark::adaptor
