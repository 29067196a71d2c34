/// \file
/// A case in real time: begun now, waited through, and listened to until what it owes has come or its time is over.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "harness/oracle/world.h"
#include "harness/run/conversation.h"
#include "harness/run/late_comers.h"
#include "harness/run/step_time.h"
#include "harness/verdict/in_time.h"

namespace hallmark::run {

/// Of one case whose implementation has a clock of its own; or of one that a record tells again, with its times. What
/// the rules point to, and the conversation, must outlive it.
class RealTime {
 public:
  RealTime(const Rules& rules, const observation::Statement& statement, Conversation& conversation);
  RealTime(const RealTime&) = delete;
  RealTime& operator=(const RealTime&) = delete;

  /// Why the case cannot be told within the wait, as far as that is known before it is begun; empty: it can.
  std::string problem(const Case& test_case, const std::vector<Trial>& trials) const;
  /// Likewise of one half.
  std::string problem(const std::vector<scenario::Stimulus>& half) const;
  /// A half, moved to begin now.
  std::vector<scenario::Stimulus> begin(const std::vector<scenario::Stimulus>& half, std::uint64_t seed);

  /// When the next step is taken. It stays so until `exchange`.
  scenario::Instant now();
  /// Lets pass what has to pass before the next stimulus of the half. Why it cannot go on; empty: it can.
  std::string come_to(const scenario::Stimulus& stimulus);
  /// Lets time pass until a moment that was announced is over, whosever clock one goes by; likewise.
  std::string come_to(scenario::Instant announced);

  /// Hands over a stimulus. An Advance is not sent: its time has passed. A Drain is repeated until what the expectation
  /// and these requests owe has come and nothing more comes, or the wait is over; what came is put together, in order.
  /// Documents are read.
  observation::Observation exchange(const scenario::Stimulus& stimulus, const oracle::Expectation& expectation,
                                    const std::vector<std::string>& awaited);
  /// Why what was just exchanged tells nothing: it became too late for it meanwhile. Empty: it does.
  std::string overtaken();
  /// Notes what the drain that was just made might have shown and did not, before the world learns from it.
  void note_late_comers(const oracle::World& world, const oracle::Expectation& expectation,
                        const observation::Observation& observation) {
    run::note_late_comers(world, messages_, expectation, observation, overdue_);
  }
  /// What the observation that was just made can be held to.
  oracle::Expectation in_time(oracle::Expectation expectation, const observation::Observation& observation);
  /// That it says nothing of some of these requests; empty: it says something of each.
  std::optional<verdict::Judgement> unheard(const std::vector<std::string>& awaited,
                                            const observation::Observation& observation, int step) const;

  /// Of each step that was exchanged, for the record.
  const std::vector<StepTime>& times() const { return times_; }

 private:
  bool is_told_again() const { return rules_.times != nullptr; }
  const StepTime* told() const;
  observation::Observation listen(const oracle::Expectation& expectation, const std::vector<std::string>& awaited);
  observation::Observation ask(const scenario::Stimulus& stimulus);
  std::chrono::milliseconds settling() const;
  void pass(scenario::Instant planned);
  void wait_until(scenario::Instant moment);
  std::string too_late(const scenario::Stimulus& stimulus);
  bool is_before_what_is_due() const;

  Rules rules_;
  Conversation* conversation_;
  Pace own_pace_;
  Pace* pace_;
  std::int64_t feed_every_;
  std::optional<scenario::Instant> now_;
  std::optional<std::int64_t> moved_;           ///< of the half that the next step begins
  bool hangs_on_moments_ = false;               ///< the half
  scenario::Instant planned_;                   ///< when it is by the plan of a half that does
  std::deque<std::int64_t> waits_;              ///< of the Advances to come, in seconds
  std::vector<scenario::Instant> due_;          ///< execution times of requests that were sent in this half
  std::vector<scenario::Instant> changes_;      ///< when flags were set or cleared
  std::vector<scenario::FromDevice> messages_;  ///< of this half
  verdict::Overdue overdue_;
  std::vector<StepTime> times_;
};

/// What a case that was shortened does not show, for its notes; empty where nothing of it was.
std::string shortened_note(const std::vector<scenario::Stimulus>& half, const observation::Statement& statement);

}  // namespace hallmark::run
