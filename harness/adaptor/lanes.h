/// \file
/// Several ways to one implementation, each an adaptor in a thread of its own, so that operations are under way
/// together.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "harness/adaptor/adaptor.h"

namespace hallmark::adaptor {

/// Lanes are opened when they are first needed, and stay open.
class Lanes {
 public:
  using Open = std::function<std::unique_ptr<Adaptor>()>;
  /// `open` makes the adaptor of one more lane; it is called in the thread of whoever exchanges.
  explicit Lanes(Open open);
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;
  ~Lanes();

  /// Hands over each stimulus in a lane of its own, all at the same moment, and waits for what comes of all of them.
  /// Throws what an adaptor throws.
  std::vector<observation::Observation> exchange(std::span<const scenario::Stimulus> stimuli);

 private:
  class Lane;
  Open open_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace hallmark::adaptor
