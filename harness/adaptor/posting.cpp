#include "harness/adaptor/posting.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "harness/adaptor/json_rpc.h"
#include "harness/observation/later_effects.h"
#include "harness/scenario/json_text.h"

namespace hallmark::adaptor {
namespace {

/// A row of `toDevices` as a drain writes it.
std::string row_of(const observation::ToDevice& command) {
  observation::Drained one;
  one.effects.to_devices.push_back(command);
  return scenario::json_line(observation::result(observation::Answered{one})["toDevices"][0]);
}

}  // namespace

Poster::Poster(HttpOptions options, std::function<void(const std::string&)> complain)
    : options_(std::move(options)), complain_(std::move(complain)), thread_([this] { run(); }) {}

Poster::~Poster() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Poster::post(const std::string& to, const std::string& content_type, std::string body) {
  const std::lock_guard lock(mutex_);
  letters_.push_back({to, content_type, std::move(body)});
  changed_.notify_all();
}

void Poster::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return letters_.empty() || is_over_; });
}

void Poster::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return !letters_.empty() || is_over_; });
    if (is_over_) return;
    const Letter letter = letters_.front();
    lock.unlock();
    send(letter);
    lock.lock();
    letters_.pop_front();
    changed_.notify_all();
  }
}

void Poster::send(const Letter& letter) {
  try {
    const Url to = url(letter.to);
    auto& client = clients_[to.server];
    if (!client) client = std::make_unique<HttpClient>(to, options_);
    const HttpAnswer answer = client->post(to.path, letter.content_type, letter.body);
    const bool whole = answer.end == HttpAnswer::End::whole;
    if (!whole) complain_("POST " + letter.to + ": " + answer.problem);
    if (whole && answer.status / 100 != 2) complain_("POST " + letter.to + ": status " + std::to_string(answer.status));
  } catch (const std::invalid_argument& wrong) {
    complain_("POST " + letter.to + ": " + wrong.what());
  }
}

Posting::Posting(Adaptor& implementation, std::string duis_base, std::map<std::string, std::string> receive,
                 Poster& poster)
    : implementation_(implementation),
      duis_base_(std::move(duis_base)),
      receive_(std::move(receive)),
      poster_(poster) {}

observation::Observation Posting::exchange(const scenario::Stimulus& stimulus) {
  if (std::holds_alternative<scenario::Drain>(stimulus)) {
    take_effects();
    poster_.wait();
    return observation::Answered{observation::Drained{std::exchange(kept_, {})}};
  }
  auto observation = implementation_.exchange(stimulus);
  if (const auto* initialize = std::get_if<scenario::Initialize>(&stimulus)) {
    if (!initialize->receive.empty()) receive_ = initialize->receive;
    if (initialize->device_endpoint) device_endpoint_ = initialize->device_endpoint;
    auto* answered = std::get_if<observation::Answered>(&observation);
    auto* opened = answered ? std::get_if<observation::Initialized>(&answered->answer) : nullptr;
    if (opened) opened->duis_base = duis_base_;
  } else if (std::holds_alternative<scenario::Reset>(stimulus)) {
    poster_.wait();
    kept_ = {};
  } else {
    take_effects();
  }
  return observation;
}

void Posting::take_effects() {
  auto drained = implementation_.exchange(scenario::Drain{});
  if (auto* answered = std::get_if<observation::Answered>(&drained)) {
    keep(std::move(std::get<observation::Drained>(answered->answer).effects));
  }
}

void Posting::keep(observation::Effects effects) {
  if (device_endpoint_) {
    for (const auto& command : effects.to_devices) {
      poster_.post(*device_endpoint_, "application/json", row_of(command));
    }
    effects.to_devices.clear();
  }
  std::vector<observation::ToUser> not_posted;
  for (auto& message : effects.to_users) {
    const auto url = receive_.find(message.user);
    if (url != receive_.end()) {
      poster_.post(url->second, "application/xml", std::move(message.document.xml));
    } else {
      not_posted.push_back(std::move(message));
    }
  }
  effects.to_users = std::move(not_posted);
  observation::append(kept_, std::move(effects));
}

}  // namespace hallmark::adaptor
