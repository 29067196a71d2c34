/// \file
/// One case, played step by step: expect, exchange, judge, learn.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/oracle/world.h"
#include "harness/run/session.h"
#include "harness/run/stand_ins.h"
#include "harness/verdict/judge.h"

namespace hallmark::run {

/// Used once: constructed, finished.
class Play {
 public:
  Play(const Case& test_case, adaptor::Adaptor& adaptor, const Rules& rules, const observation::Observation& opening);
  /// Plays the case to its end and adds up the verdict.
  Played finish();

 private:
  /// Notes, for the record, that the next step begins a half of a trial, about the request of that id.
  void begin_half(std::string name, std::string probe);
  /// Plays a half; false where the rest of the case makes no sense.
  bool play_half(const std::vector<scenario::Stimulus>& stimuli);
  void play_trials();
  void judge_opening();
  /// What stands in the way of playing at all: a statement without the facet or the schema version.
  bool is_ruled_out();
  /// The stimulus as it can be sent now; empty where it is to be left out. Sets `stopped_` where the half cannot go on.
  std::optional<scenario::Stimulus> prepared(const scenario::Stimulus& stimulus);
  observation::Observation step(const scenario::Stimulus& stimulus);
  /// Hands over a stimulus; a request signed by its User, where requests are signed.
  observation::Observation exchange(const scenario::Stimulus& stimulus);
  /// Waits until what was announced holds; not yet where the same is asked for again first.
  void await_effect(const scenario::Stimulus& stimulus, const observation::Observation& observation, bool comes_again);
  void judge(const oracle::Expectation& expectation, const observation::Observation& observation);
  void add(verdict::Outcome outcome, spec::Level level, std::vector<std::string> requirements, std::string reason);
  bool is_assumption_broken(const verdict::Judgement& judgement);
  void close_assumptions();
  std::vector<Step> kept_steps(bool whole) const;

  const Case* case_;
  adaptor::Adaptor* adaptor_;
  Rules rules_;
  const observation::Observation* opening_;
  observation::Statement statement_;
  oracle::World world_;
  Axes axes_;
  std::vector<scenario::User> users_;  ///< of the estate in force
  StandIns stand_ins_;
  bool stopped_ = false;
  std::optional<scenario::Instant> effective_;  ///< from when the last set or clear holds, if that was announced
  std::optional<generator::DocumentReach> reach_;
  std::optional<Visits> visits_;
  std::optional<verdict::Judgement> broken_assumption_;
  std::vector<std::pair<scenario::Stimulus, observation::Observation>> steps_;
  std::map<int, std::pair<std::string, std::string>> halves_;  ///< by their first step: "clear" or "restricted", probe
  std::vector<verdict::Judgement> judgements_;
  std::vector<verdict::Note> notes_;
};

}  // namespace hallmark::run
