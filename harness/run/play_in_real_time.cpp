// Play: a case of an implementation with a clock of its own.
#include "harness/generator/random.h"
#include "harness/run/metamorphic.h"
#include "harness/run/play.h"

namespace hallmark::run {

using scenario::Stimulus;
using verdict::Outcome;

bool Play::is_stopped(const std::string& why) {
  if (why.empty()) return false;
  add(Outcome::inconclusive, spec::Level::must, case_->requirements, why);
  return stopped_ = true;
}

std::vector<Stimulus> Play::begun_now(const std::vector<Stimulus>& half) {
  if (is_stopped(real_time_->problem(half))) return {};
  const auto left_out = shortened_note(half, statement_);
  if (!left_out.empty()) notes_.push_back({"remark", "clock", left_out});
  return real_time_->begin(half, generator::case_seed(rules_.seed, case_->id));
}

const Play::Exchanged& Play::step_in_real_time(Stimulus sent) {
  note_reached(sent);
  world_.time_passed(real_time_->now());
  if (visits_) visits_->before(world_, sent);
  const bool drains = std::holds_alternative<scenario::Drain>(sent);
  const auto awaited = drains ? awaited_of(world_) : std::vector<std::string>{};
  auto expectation = world_.expect(sent);
  auto seen = real_time_->exchange(sent, expectation, awaited);
  const auto& exchanged = steps_.emplace_back(std::move(sent), std::move(seen));
  const auto& [stimulus, observation] = exchanged;
  if (is_stopped(real_time_->overtaken())) return exchanged;
  if (case_->transformation || rules_.answers_kept) answers_.push_back(in_a_word(stimulus, observation));
  expectation = real_time_->in_time(std::move(expectation), observation);
  judge(expectation, observation);
  real_time_->note_late_comers(world_, expectation, observation);
  if (auto judgement = real_time_->unheard(awaited, observation, last_step())) judgements_.push_back(*judgement);
  world_.learn(stimulus, observation);
  if (visits_) visits_->after(world_, stimulus, observation);
  return exchanged;
}

/// What holds from about now is waited for too: clocks differ.
void Play::await_in_real_time(scenario::Instant effective) {
  if (is_stopped(real_time_->come_to(effective))) return;
  if (world_.now() < real_time_->now()) step(scenario::Advance{real_time_->now()});
}

}  // namespace hallmark::run
