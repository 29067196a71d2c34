/// \file
/// One case, played step by step: expect, exchange, judge, learn.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "harness/oracle/world.h"
#include "harness/run/conversation.h"
#include "harness/run/real_time.h"
#include "harness/run/together.h"
#include "harness/verdict/judge.h"

namespace hallmark::run {

/// Used once: constructed, finished.
class Play {
 public:
  Play(const Case& test_case, adaptor::Adaptor& adaptor, const Rules& rules, const observation::Observation& opening);
  /// Plays the case to its end and adds up the verdict.
  Played finish();

 private:
  using Exchanged = std::pair<scenario::Stimulus, observation::Observation>;
  /// A stimulus as it can be sent, or why the half cannot go on, or neither.
  struct Prepared {
    std::optional<scenario::Stimulus> stimulus;
    std::optional<verdict::Judgement> stop;
  };

  /// Notes, for the record, that the next step begins a half of a trial, about the request of that id.
  void begin_half(std::string name, std::string probe);
  /// Plays a half; false where the rest of the case makes no sense.
  bool play_half(const std::vector<scenario::Stimulus>& half);
  /// Plays one stimulus, with what comes after it; false where the rest of its half makes no sense.
  bool play_one(const scenario::Stimulus& planned, std::span<const scenario::Stimulus> rest);
  /// Likewise stimuli that are under way together: as many of them as the statement claims to take.
  bool play_together(std::span<const scenario::Stimulus> group);
  /// How many of them that is; all, one after the other, where it claims to take no two.
  std::size_t most_together(std::span<const scenario::Stimulus> group) const;
  void play_trials();
  /// Plays a history to its end or to the first failure, keeping no more of it than the end.
  void play_history();
  /// Leaves behind what a long history need not keep: old steps, and what was said before.
  void forget();
  int last_step() const { return std::max(0, forgotten_ + static_cast<int>(steps_.size()) - 1); }
  void judge_opening();
  /// What stands in the way of playing at all: a statement without the facet or the schema version.
  bool is_ruled_out();
  /// A half to begin now, in real time; empty where it would take too long, which is said.
  std::vector<scenario::Stimulus> begun_now(const std::vector<scenario::Stimulus>& half);
  /// Whether a reason was given to stop, which is added.
  bool is_stopped(const std::string& why);
  /// Hands over a stimulus with those that follow and can go together with it; they are in `line_` then.
  void hand_over(scenario::Stimulus stimulus, std::span<const scenario::Stimulus> rest);
  /// The stimulus as it can be sent now; empty where it is to be left out. Sets `stopped_` where the half cannot go on.
  std::optional<scenario::Stimulus> prepared(const scenario::Stimulus& stimulus);
  /// The same without saying or setting anything.
  Prepared look_at(const scenario::Stimulus& stimulus) const;
  /// What was sent and seen; it stays where it is.
  const Exchanged& step(scenario::Stimulus stimulus);
  /// Likewise, of an implementation with a clock of its own (play_in_real_time.cpp).
  const Exchanged& step_in_real_time(scenario::Stimulus stimulus);
  /// What of the schema a request that is meant valid reaches.
  void note_reached(const scenario::Stimulus& sent);
  /// Judges what was seen, and learns from it.
  const Exchanged& take_in(scenario::Stimulus sent, const oracle::Expectation& expectation,
                           observation::Observation seen);
  /// Waits until what was announced holds; not yet where the same is asked for again first.
  void await_effect(const scenario::Stimulus& stimulus, const observation::Observation& observation, bool comes_again);
  void await_in_real_time(scenario::Instant effective);
  void judge(const oracle::Expectation& expectation, const observation::Observation& observation);
  void add(verdict::Outcome outcome, spec::Level level, std::vector<std::string> requirements, std::string reason);
  bool is_assumption_broken(const verdict::Judgement& judgement);
  void close_assumptions();
  /// Takes the steps.
  std::vector<Step> kept_steps(bool whole);

  const Case* case_;
  Rules rules_;
  Conversation conversation_;
  std::optional<RealTime> real_time_;  ///< where the implementation has a clock of its own
  const observation::Observation* opening_;
  observation::Statement statement_;
  oracle::World world_;
  Axes axes_;
  std::vector<scenario::Stimulus> line_;  ///< handed over together, or one by itself
  std::size_t played_of_line_ = 0;
  bool stopped_ = false;
  std::optional<scenario::Instant> effective_;  ///< from when the last set or clear holds, if that was announced
  std::optional<generator::DocumentReach> reach_;
  std::optional<Visits> visits_;
  Overload overload_;
  std::optional<verdict::Judgement> broken_assumption_;
  std::deque<Exchanged> steps_;
  int forgotten_ = 0;                 ///< steps of a history before those
  std::size_t judgements_kept_ = 0;   ///< of a history, looked at by `forget`
  std::size_t notes_kept_ = 0;        ///< likewise
  std::set<std::string> said_;        ///< of a history: what passes and notes said
  std::vector<std::string> answers_;  ///< of a case with a transformation, or of any
  std::vector<scenario::Stimulus> excerpt_;
  std::map<int, std::pair<std::string, std::string>> halves_;  ///< by their first step: "clear" or "restricted", probe
  std::vector<verdict::Judgement> judgements_;
  std::vector<verdict::Note> notes_;
};

}  // namespace hallmark::run
