#include "harness/adaptor/http_adaptor.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "harness/adaptor/json_rpc.h"
#include "harness/observation/later_effects.h"
#include "harness/scenario/encoding.h"
#include "harness/scenario/json_text.h"

namespace hallmark::adaptor {
namespace {

using observation::Crashed;
using observation::Declined;
using observation::Malformed;
using observation::Observation;
using observation::Refused;
using observation::TimedOut;
using End = HttpAnswer::End;

constexpr int ok = 200;
/// How a service says that no Response can carry its refusal: not well-formed, or beyond a limit.
constexpr int bad_request = 400;
constexpr int too_large = 413;
/// How a service says that it is asked for too much.
constexpr int too_many_requests = 429;
constexpr int service_unavailable = 503;

std::string evidence(const std::string& bytes) { return bytes.substr(0, evidence_bytes_max); }

bool overloads(const scenario::Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return submit != nullptr && submit->reading.at_once == scenario::AtOnce::overloading;
}

std::string path_of(const std::string& service) {
  if (service == "transform") return "/api/v1/serviceT";
  return service == "non-device" ? "/api/v1/serviceD" : "/api/v1/serviceS";
}

/// Whether somebody sends it who is not the User that its RequestID names. The binding has no place for the sender.
bool is_from_another(const scenario::Submit& submit) {
  const auto& named = submit.reading.originator;
  return !named.empty() && !std::ranges::equal(named, submit.user, [](unsigned char one, unsigned char other) {
    return std::toupper(one) == std::toupper(other);
  });
}

/// What was POSTed as a drain would have shown it; throws std::invalid_argument for what is no such thing.
observation::Effects effects_of(const Posted& posted) {
  if (!posted.flood.empty()) throw std::invalid_argument("it POSTed " + posted.flood);
  observation::Effects effects;
  for (const auto& [user, duis] : posted.to_users) {
    if (!scenario::is_utf8(duis)) throw std::invalid_argument("what it POSTed to a User is no UTF-8");
    effects.to_users.push_back({user, {duis, {}}});
  }
  Json lists = Json::object();
  for (const char* list : {"toDevices", "toUsers", "toCsp", "toRegistration", "installCodes"})
    lists[list] = Json::array();
  for (const auto& row : posted.to_devices) lists["toDevices"].push_back(scenario::parse_json(row));
  auto read = observation::observation_from_result("drain", lists);
  if (const auto* wrong = std::get_if<Malformed>(&read))
    throw std::invalid_argument("POSTed as a drain would say it, " + wrong->why);
  effects.to_devices =
      std::move(std::get<observation::Drained>(std::get<observation::Answered>(read).answer).effects.to_devices);
  return effects;
}

}  // namespace

HttpAdaptor::HttpAdaptor(const Url& service, HttpOptions options, std::shared_ptr<ReceiveService> receive,
                         Amendment amendment)
    : service_(service),
      options_(std::move(options)),
      receive_(std::move(receive)),
      amendment_(std::move(amendment)),
      client_(service_, options_) {}

HttpAdaptor::HttpAdaptor(const HttpAdaptor& beside)
    : service_(beside.service_),
      options_(beside.options_),
      client_(service_, options_),
      duis_base_(beside.duis_base_),
      is_open_(true),
      takes_bytes_(beside.takes_bytes_) {
  options_.listener = {};  // who listens knows of one thread
  if (beside.duis_client_) duis_client_ = std::make_unique<HttpClient>(*duis_base_, options_);
}

HttpAdaptor::~HttpAdaptor() = default;

Observation HttpAdaptor::exchange(const scenario::Stimulus& stimulus) {
  if (std::holds_alternative<scenario::Shutdown>(stimulus)) {
    return Declined{rpc_code::not_offered, "not sent: a service is started and ended by whoever runs it", true};
  }
  if (const auto* initialize = std::get_if<scenario::Initialize>(&stimulus)) {
    initialize_ = *initialize;
    return open();
  }
  if (!is_open_ && initialize_) {
    Observation again = open();
    if (!is_open_) return again;
  }
  overloads_ = overloads(stimulus);
  const auto* reset = std::get_if<scenario::Reset>(&stimulus);
  Observation observation = reset ? this->reset(*reset) : ask(stimulus);
  // Who serves so many connections and no more gets to the next of an overload only when one is given up.
  if (overloads_) client_.disconnect();
  if (overloads_ && duis_client_) duis_client_->disconnect();
  if (observation::is_broken(observation)) {
    is_open_ = false;
    client_.disconnect();
  }
  return observation;
}

std::vector<Observation> HttpAdaptor::exchange_at_once(std::span<const scenario::Stimulus> stimuli) {
  if (!is_open_) return Adaptor::exchange_at_once(stimuli);
  if (!lanes_) lanes_ = std::make_unique<Lanes>([this] { return std::unique_ptr<Adaptor>(new HttpAdaptor(*this)); });
  auto seen = lanes_->exchange(stimuli);
  if (std::ranges::any_of(stimuli, overloads)) lanes_.reset();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const bool is_late = overloads(stimuli[i]) && std::holds_alternative<TimedOut>(seen[i]);
    if (observation::is_broken(seen[i]) && !is_late) is_open_ = false;
  }
  if (!is_open_) client_.disconnect();
  return seen;
}

Observation HttpAdaptor::open() {
  is_open_ = false;
  lanes_.reset();
  if (receive_) initialize_->device_endpoint = receive_->device_url();
  Observation observation = ask_by_json(*initialize_);
  amend(amendment_, observation);
  const auto* answer = observation::answer<observation::Initialized>(observation);
  if (answer == nullptr) return observation;
  try {
    opened(*answer);
  } catch (const std::invalid_argument& wrong) {
    return Malformed{std::string("initialize: duisBase: ") + wrong.what(), {}, {}};
  }
  return observation;
}

void HttpAdaptor::opened(const observation::Initialized& answer) {
  takes_bytes_ = answer.statement.bytes;
  std::optional<Url> base;
  if (answer.duis_base) base = url(*answer.duis_base);
  if (base != duis_base_) {
    const bool is_elsewhere = base && base->server != service_.server;
    duis_client_ = is_elsewhere ? std::make_unique<HttpClient>(*base, options_) : nullptr;
    duis_base_ = std::move(base);
  }
  is_open_ = true;
}

Observation HttpAdaptor::reset(const scenario::Reset& reset) {
  if (receive_ && initialize_) {
    auto urls = receive_->urls_of(reset.estate.users);
    if (urls != initialize_->receive) {
      initialize_->receive = std::move(urls);
      Observation announced = open();
      if (!is_open_) return announced;
    }
  }
  Observation observation = ask_by_json(reset);
  if (receive_) receive_->take();  // nothing of the last case is left
  return observation;
}

Observation HttpAdaptor::ask(const scenario::Stimulus& stimulus) {
  if (const auto unsent = unsendable(stimulus, takes_bytes_)) return *unsent;
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (duis_base_ && is_from_another(*submit)) {
      return Declined{rpc_code::cannot_take, "not sent: over the DUIS HTTP binding a request is from whom it names",
                      true};
    }
    if (duis_base_) return submit_duis(*submit);
  }
  Observation observation = ask_by_json(stimulus);
  return std::holds_alternative<scenario::Drain>(stimulus) ? with_posted(std::move(observation)) : observation;
}

Observation HttpAdaptor::ask_by_json(const scenario::Stimulus& stimulus) {
  const std::int64_t id = ++last_id_;
  const std::string request = encode_request(id, stimulus);
  const auto start = std::chrono::steady_clock::now();
  const HttpAnswer answer = client_.post(service_.path, "application/json", request);
  if (options_.listener) {
    const auto took = std::chrono::steady_clock::now() - start;
    const auto end = answer.end == End::whole ? Line::End::whole : Line::End::closed;
    options_.listener(request, {end, answer.bytes}, std::chrono::duration_cast<std::chrono::microseconds>(took));
  }
  if (answer.end != End::whole) return failed(answer);
  if (answer.status != ok) return not_ok(answer);
  Observation observation = decode_response(answer.bytes, id, stimulus);
  if (auto* malformed = std::get_if<Malformed>(&observation)) malformed->bytes = evidence(answer.bytes);
  if (auto* crashed = std::get_if<Crashed>(&observation)) crashed->bytes = evidence(answer.bytes);
  return observation;
}

Observation HttpAdaptor::submit_duis(const scenario::Submit& submit) {
  const std::string base =
      duis_base_->path.ends_with('/') ? duis_base_->path.substr(0, duis_base_->path.size() - 1) : duis_base_->path;
  HttpClient& client = duis_client_ ? *duis_client_ : client_;
  HttpAnswer answer = client.post(base + path_of(submit.service), "application/xml", submit.duis);
  if (answer.end != End::whole) return failed(answer);
  if (answer.status == bad_request || answer.status == too_large) {
    return Refused{"HTTP status " + std::to_string(answer.status) + ": " + evidence(answer.bytes)};
  }
  if (answer.status != ok) return not_ok(answer);
  if (!scenario::is_utf8(answer.bytes)) return Malformed{"a Response that is no UTF-8", evidence(answer.bytes), {}};
  return observation::Answered{observation::Responded{{std::move(answer.bytes), {}}}};
}

Observation HttpAdaptor::with_posted(Observation observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  if (!receive_ || answered == nullptr) return observation;
  const Posted posted = receive_->take();
  try {
    auto effects = effects_of(posted);
    auto& drained = std::get<observation::Drained>(answered->answer).effects;
    observation::append(effects, std::move(drained));
    drained = std::move(effects);
  } catch (const std::invalid_argument& wrong) {
    std::string bytes;
    for (const auto& row : posted.to_devices) bytes += row.substr(0, evidence_bytes_max) + '\n';
    for (const auto& row : posted.to_users) bytes += row.duis.substr(0, evidence_bytes_max) + '\n';
    return Malformed{wrong.what(), evidence(bytes), {}};
  }
  return observation;
}

Observation HttpAdaptor::not_ok(const HttpAnswer& answer) const {
  const std::string status = "HTTP status " + std::to_string(answer.status);
  const bool is_busy = answer.status == service_unavailable || answer.status == too_many_requests;
  if (overloads_ && is_busy) return Refused{status + ": it has too much to do"};
  return Malformed{status + " in place of 200", evidence(answer.bytes), {}};
}

Observation HttpAdaptor::failed(const HttpAnswer& answer) const {
  if (answer.end == End::timed_out || (overloads_ && answer.end != End::too_long)) {
    return TimedOut{static_cast<int>(options_.deadline.count()), evidence(answer.bytes), {}};
  }
  if (answer.end == End::too_long) return Malformed{answer.problem, evidence(answer.bytes), {}};
  return Crashed{answer.problem, evidence(answer.bytes), {}};
}

std::string nobody_at(const Url& service, const HttpOptions& options) {
  HttpClient client(service, options);
  const HttpAnswer answer = client.post(service.path, "application/json", "[]");
  if (answer.end == End::nobody) return answer.problem + ": start the service first, then Hallmark";
  if (answer.end == End::not_trusted) {
    return answer.problem + ": --tls-ca FILE says whom to trust, --tls-certificate and --tls-key who you are";
  }
  return "";
}

}  // namespace hallmark::adaptor
