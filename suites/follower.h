/// \file
/// Implementations that are asked what another is asked, for as long as they answer the same.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "harness/adaptor/adaptor.h"

namespace hallmark::suites {

/// A step of a conversation: which kind of stimulus it was, and what came of it.
struct Led {
  std::size_t kind = 0;  ///< the index of the alternative of Stimulus
  observation::Observation observation;
};

/// Follows a conversation with another, the leader, until it answers otherwise. What is judged of the leader holds for
/// whoever follows to the end; who leaves is played with as usual, and says again first what it has said already.
class Follower final : public adaptor::Adaptor {
 public:
  /// What following costs.
  struct Cost {
    long long steps = 0;  ///< its answers, those that it gave by itself too
    double ms = 0;        ///< spent on its answers while it followed
  };
  /// The cost must outlive it.
  Follower(std::unique_ptr<adaptor::Adaptor> followed, Cost& cost);

  /// Begins a conversation, as one that follows or by itself.
  void begin(bool follows);
  bool follows() const { return follows_; }
  /// Asks it what the leader was asked; it follows no more where it answers otherwise than the leader did.
  void follow(const scenario::Stimulus& stimulus, const observation::Observation& led, std::size_t place);

  /// The conversation it followed in, which must live while it is played with: as far as it did, exchanges are answered
  /// from there, and then by its own answer. Nothing where it did not follow at all.
  void remember(std::span<const Led> conversation);
  /// Throws std::logic_error where it is asked otherwise than it remembers.
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  std::unique_ptr<adaptor::Adaptor> followed_;
  Cost* cost_;
  bool follows_ = false;
  std::optional<Led> own_;   ///< its first answer that was another, until it was said again
  std::size_t left_at_ = 0;  ///< how many steps it had followed then
  std::span<const Led> remembered_;
  std::size_t said_again_ = 0;
};

/// The leader: what it is asked its followers are asked too, while it leads.
class Leader final : public adaptor::Adaptor {
 public:
  explicit Leader(std::unique_ptr<adaptor::Adaptor> leading) : leading_(std::move(leading)) {}

  /// Begins to lead these, which must live until `end`.
  void begin(std::vector<Follower*> followers);
  void end() { followers_.clear(); }
  /// What was asked and answered since it began.
  std::span<const Led> conversation() const { return conversation_; }
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  std::unique_ptr<adaptor::Adaptor> leading_;
  std::vector<Follower*> followers_;
  std::vector<Led> conversation_;
};

}  // namespace hallmark::suites
