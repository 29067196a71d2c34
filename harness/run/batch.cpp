#include "harness/run/batch.h"

namespace hallmark::run {

namespace {

template <class... Kinds>
bool is_one_of(const scenario::Stimulus& stimulus) {
  return (std::holds_alternative<Kinds>(stimulus) || ...);
}

/// What the adaptor protocol does not let into a batch with a submit: without a `seq`, nobody could tell which of the
/// two it was that something came out of.
bool is_outer_event(const scenario::Stimulus& stimulus) {
  return is_one_of<scenario::Ssi, scenario::Inventory, scenario::Registration, scenario::Advance>(stimulus);
}

/// The opening and the end of a conversation are no part of any batch.
bool goes_alone(const scenario::Stimulus& stimulus) {
  return is_one_of<scenario::Initialize, scenario::Shutdown>(stimulus);
}

/// Whether it is left out where its time has come already.
bool depends_on_clock(const scenario::Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return std::holds_alternative<scenario::Advance>(stimulus) || (submit != nullptr && submit->reading.execution_time);
}

/// Whether it holds something that was answered to another request.
bool is_made_of_answers(const scenario::Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return submit != nullptr && (submit->schedule_of || submit->pre_command_of);
}

}  // namespace

bool Batch::admits(const scenario::Stimulus& stimulus) const {
  if (is_closed_ || goes_alone(stimulus) || is_made_of_answers(stimulus)) return false;
  if (moves_clock_ && depends_on_clock(stimulus)) return false;
  const bool mixes =
      std::holds_alternative<scenario::Submit>(stimulus) ? has_outer_event_ : has_submit_ && is_outer_event(stimulus);
  return !mixes;
}

void Batch::add(const scenario::Stimulus& stimulus) {
  // A set or clear may be announced for later, which is waited for before anything else happens.
  is_closed_ = goes_alone(stimulus) || std::holds_alternative<scenario::Ssi>(stimulus);
  moves_clock_ = moves_clock_ || is_one_of<scenario::Reset, scenario::Advance>(stimulus);
  has_submit_ = has_submit_ || std::holds_alternative<scenario::Submit>(stimulus);
  has_outer_event_ = has_outer_event_ || is_outer_event(stimulus);
}

}  // namespace hallmark::run
