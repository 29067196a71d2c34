#include "suites/follower.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace hallmark::suites {

using observation::Observation;
using Clock = std::chrono::steady_clock;

Follower::Follower(std::unique_ptr<adaptor::Adaptor> followed, Cost& cost)
    : followed_(std::move(followed)), cost_(&cost) {}

void Follower::begin(bool follows) {
  follows_ = follows;
  own_.reset();
  remembered_ = {};
  said_again_ = 0;
}

void Follower::follow(const scenario::Stimulus& stimulus, const Observation& led, std::size_t place) {
  if (!follows_) return;
  const auto began = Clock::now();
  ++cost_->steps;
  Observation own = followed_->exchange(stimulus);
  follows_ = own == led;
  if (!follows_) {
    own_ = {stimulus.index(), std::move(own)};
    left_at_ = place;
  }
  cost_->ms += std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

void Follower::remember(std::span<const Led> conversation) {
  if (own_) remembered_ = conversation.first(left_at_);
}

Observation Follower::exchange(const scenario::Stimulus& stimulus) {
  if (!own_) {
    ++cost_->steps;
    return followed_->exchange(stimulus);
  }
  const bool is_own = said_again_ == remembered_.size();
  const Led& step = is_own ? *own_ : remembered_[said_again_++];
  if (stimulus.index() != step.kind) throw std::logic_error("a case that is played again asks otherwise than before");
  auto said = step.observation;
  if (is_own) own_.reset();
  return said;
}

void Leader::begin(std::vector<Follower*> followers) {
  followers_ = std::move(followers);
  conversation_.clear();
}

Observation Leader::exchange(const scenario::Stimulus& stimulus) {
  Observation led = leading_->exchange(stimulus);
  if (followers_.empty()) return led;
  for (auto* follower : followers_) follower->follow(stimulus, led, conversation_.size());
  if (std::ranges::none_of(followers_, &Follower::follows)) followers_.clear();
  conversation_.push_back({stimulus.index(), led});
  return led;
}

}  // namespace hallmark::suites
