/// \file
/// An implementation that lives in our own process.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "harness/adaptor/adaptor.h"

namespace hallmark::adaptor {

/// Makes an implementation from nothing, as often as it is asked.
using Factory = std::function<std::unique_ptr<Adaptor>()>;

/// Guards an implementation in our own process: what it throws becomes a Crashed. After it broke, the next exchange
/// meets a new one that has been initialized as the last one was.
class InProcess final : public Adaptor {
 public:
  explicit InProcess(Factory factory) : factory_(std::move(factory)) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;
  /// As the implementation itself does it.
  std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) override;
  int most_at_once() const override;

 private:
  observation::Observation ask(const scenario::Stimulus& stimulus);

  Factory factory_;
  std::unique_ptr<Adaptor> implementation_;
  std::optional<scenario::Initialize> initialize_;
};

}  // namespace hallmark::adaptor
