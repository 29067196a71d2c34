/// \file
/// An implementation whose every answer passes through a distortion: for tests, and for faults that are planted.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "harness/adaptor/adaptor.h"

namespace hallmark::adaptor {

/// Changes what was answered to a stimulus.
using Distortion = std::function<void(const scenario::Stimulus&, observation::Observation&)>;

class Distorted final : public Adaptor {
 public:
  Distorted(std::unique_ptr<Adaptor> honest, Distortion distortion)
      : honest_(std::move(honest)), distortion_(std::move(distortion)) {}

  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    auto observation = honest_->exchange(stimulus);
    distortion_(stimulus, observation);
    return observation;
  }
  std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) override {
    auto seen = honest_->exchange_at_once(stimuli);
    for (std::size_t i = 0; i < seen.size(); ++i) distortion_(stimuli[i], seen[i]);
    return seen;
  }
  int most_at_once() const override { return honest_->most_at_once(); }

 private:
  std::unique_ptr<Adaptor> honest_;
  Distortion distortion_;
};

}  // namespace hallmark::adaptor
