#include "harness/run/real_time.h"

#include <algorithm>

#include "harness/observation/later_effects.h"
#include "harness/run/timetable.h"
#include "harness/scenario/duration.h"

namespace hallmark::run {

using observation::Observation;
using scenario::Instant;
using scenario::Stimulus;
using std::chrono::milliseconds;
using verdict::clocks_apart;

namespace {

std::string in_words(std::int64_t seconds) { return scenario::duration_text(std::chrono::seconds(seconds)); }

std::string needs_longer(std::int64_t seconds, const std::string& what, const Patience& patience) {
  return "it has to wait " + in_words(seconds) + ' ' + what + ", and --wait allows " +
         scenario::duration_text(patience.wait);
}

std::int64_t feed_period(const observation::Statement& statement) {
  return scenario::duration_seconds(statement.feed_every).value_or(0);
}

const observation::Effects* shown_by(const Observation& observation) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  return drained == nullptr ? nullptr : &drained->effects;
}

bool changes_a_flag(const Stimulus& stimulus) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  return ssi != nullptr && ssi->action != "read";
}

bool is_near(Instant one, Instant other) { return std::abs(one.seconds - other.seconds) <= clocks_apart; }

}  // namespace

RealTime::RealTime(const Rules& rules, const observation::Statement& statement, Conversation& conversation)
    : rules_(rules),
      conversation_(&conversation),
      pace_(rules.pace != nullptr ? rules.pace : &own_pace_),
      feed_every_(feed_period(statement)) {}

std::string RealTime::problem(const Case& test_case, const std::vector<Trial>& trials) const {
  if (!is_told_again() && rules_.clock == nullptr) return "the statement has a real clock, which nobody waits for here";
  if (const auto tied = tied_to_its_dates(test_case, trials); !tied.empty())
    return "the statement has a real clock, and the case cannot be moved to now: " + tied;
  if (trials.empty()) return {};
  const auto of_clear = problem(trials.front().clear);
  return of_clear.empty() ? problem(trials.front().restricted) : of_clear;
}

std::string RealTime::problem(const std::vector<Stimulus>& half) const {
  const auto waits = waits_of(half, feed_every_);
  const auto longest = std::ranges::max_element(waits);
  if (longest == waits.end() || std::chrono::seconds(*longest) <= rules_.patience.wait) return {};
  return "the statement has a real clock: " + needs_longer(*longest, "for a moment of the case", rules_.patience);
}

std::vector<Stimulus> RealTime::begin(const std::vector<Stimulus>& half, std::uint64_t seed) {
  const auto start = start_of(half).value_or(Instant{});
  now_.reset();
  const auto* step = told();
  moved_ = is_told_again() ? (step == nullptr ? 0 : step->moved.value_or(0)) : now().seconds - start.seconds;
  const auto waits = waits_of(half, feed_every_);
  waits_.assign(waits.begin(), waits.end());
  hangs_on_moments_ = run::hangs_on_moments(half);
  planned_ = start + *moved_;
  due_.clear();
  changes_.clear();
  messages_.clear();
  overdue_ = {};
  return moved_by(*moved_, half, seed);
}

const StepTime* RealTime::told() const {
  if (!is_told_again() || times_.size() >= rules_.times->size()) return nullptr;
  return &(*rules_.times)[times_.size()];
}

Instant RealTime::now() {
  const auto* step = told();
  if (!now_ && is_told_again()) now_ = step != nullptr ? step->at : times_.empty() ? Instant{} : times_.back().at;
  if (!now_) now_ = rules_.clock->now();
  return *now_;
}

std::string RealTime::come_to(const Stimulus& stimulus) {
  if (is_told_again()) {
    const bool ended_here = told() == nullptr && !times_.empty() && !rules_.times->back().late.empty();
    if (ended_here) return times_.back().late = rules_.times->back().late;
  }
  if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    pass(advance->to);
    return {};
  }
  auto why = is_told_again() ? std::string() : too_late(stimulus);
  if (!why.empty() && !times_.empty()) times_.back().late = why;
  return why;
}

void RealTime::pass(Instant planned) {
  const auto wait = waits_.empty() ? 0 : waits_.front();
  if (!waits_.empty()) waits_.pop_front();
  if (hangs_on_moments_) planned_ = std::max(planned_, planned);
  if (wait > 0 && !is_told_again()) wait_until(hangs_on_moments_ ? planned_ : rules_.clock->now() + wait);
  now_.reset();
}

std::string RealTime::come_to(Instant announced) {
  const auto ahead = announced.seconds - times_.back().at.seconds;
  if (std::chrono::seconds(ahead) > rules_.patience.wait) {
    return "the statement has a real clock: " + needs_longer(ahead, "for what was announced", rules_.patience);
  }
  wait_until(announced);
  now_.reset();
  return {};
}

/// Until nobody's clock shows less, by the steady clock: that of the calendar may be set meanwhile.
void RealTime::wait_until(Instant moment) {
  if (is_told_again()) return;
  const auto left = moment.seconds + clocks_apart - rules_.clock->now().seconds;
  if (left > 0) rules_.clock->sleep(std::chrono::seconds(left));
}

bool RealTime::is_before_what_is_due() const {
  const auto latest = rules_.clock->now() + clocks_apart;
  return std::ranges::any_of(due_, [&](Instant due) { return planned_ < due && due <= latest; });
}

std::string RealTime::too_late(const Stimulus& stimulus) {
  if (is_before_what_is_due()) return "it became too late for its plan: a request fell due meanwhile";
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit == nullptr) return {};
  const auto& due = submit->reading.execution_time;
  if (due && planned_ < *due && *due <= now() + clocks_apart)
    return "it became too late for its plan: its request would be due before it is sent";
  const auto& period = submit->reading.log_period;
  const auto ends_at_a_change = [&](Instant change) {
    return is_near(change, period->first) || is_near(change, period->second);
  };
  if (period && std::ranges::any_of(changes_, ends_at_a_change))
    return "a log period of it begins or ends where a flag changed, as near as clocks tell";
  return {};
}

Observation RealTime::exchange(const Stimulus& stimulus, const oracle::Expectation& expectation,
                               const std::vector<std::string>& awaited) {
  const auto at = now();
  if (changes_a_flag(stimulus)) changes_.push_back(at);
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit != nullptr && submit->reading.execution_time) due_.push_back(*submit->reading.execution_time);
  const bool listens = std::holds_alternative<scenario::Drain>(stimulus) && !is_told_again();
  const bool passed = std::holds_alternative<scenario::Advance>(stimulus) && !is_told_again();
  auto seen = passed    ? Observation(observation::Answered{observation::Done{}})
              : listens ? listen(expectation, awaited)
                        : ask(stimulus);
  const auto* step = told();
  StepTime noted{.at = at, .moved = moved_};
  if (step != nullptr && step->overtaken) noted = *step;
  times_.push_back(noted);
  if (const auto* message = std::get_if<scenario::FromDevice>(&stimulus)) messages_.push_back(*message);
  moved_.reset();
  now_.reset();
  return seen;
}

std::string RealTime::overtaken() {
  auto& last = times_.back();
  if (!is_told_again() && is_before_what_is_due()) {
    last.overtaken = true;
    last.late = "it became too late for its plan: a request fell due meanwhile";
  }
  return last.overtaken ? last.late : std::string();
}

Observation RealTime::ask(const Stimulus& stimulus) {
  auto seen = conversation_->exchange(stimulus);
  if (!rules_.documents_are_read) observation::read_documents(seen, *rules_.vote);
  return seen;
}

/// Who has been slow is given time to be as slow again.
milliseconds RealTime::settling() const {
  return std::max(rules_.patience.settle, std::min<milliseconds>(2 * pace_->slowest, rules_.patience.wait));
}

Observation RealTime::listen(const oracle::Expectation& expectation, const std::vector<std::string>& awaited) {
  const auto& clock = *rules_.clock;
  const auto begun = clock.elapsed();
  auto quiet_since = begun;
  auto all = ask(scenario::Drain{});
  for (milliseconds pause{10}; shown_by(all) != nullptr; pause = std::min<milliseconds>(2 * pause, milliseconds(500))) {
    const auto standing = verdict::standing(expectation, all, overdue_);
    const bool unheard =
        std::ranges::any_of(awaited, [&](const auto& request) { return !says_something_of(request, *shown_by(all)); });
    const bool lacks = !standing.is_broken && (standing.lacks || unheard);
    const auto longest = begun + rules_.patience.wait;
    const auto until = lacks ? longest : std::min(quiet_since + settling(), longest + settling());
    if (standing.is_broken || clock.elapsed() >= until) break;
    clock.sleep(std::min(pause, until - clock.elapsed()));
    auto more = ask(scenario::Drain{});
    const auto* later = shown_by(more);
    if (later == nullptr) return more;
    if (*later == observation::Effects{}) continue;
    quiet_since = clock.elapsed();
    pace_->slowest = std::max(pace_->slowest, quiet_since - begun);
    auto& effects = std::get<observation::Drained>(std::get<observation::Answered>(all).answer).effects;
    observation::append(effects, *later);
  }
  return all;
}

oracle::Expectation RealTime::in_time(oracle::Expectation expectation, const Observation& observation) {
  const verdict::Waited waited{scenario::duration_text(rules_.patience.wait), times_.back().at};
  return verdict::in_time(std::move(expectation), observation, waited, overdue_);
}

std::optional<verdict::Judgement> RealTime::unheard(const std::vector<std::string>& awaited,
                                                    const Observation& observation, int step) const {
  const auto* effects = shown_by(observation);
  if (effects == nullptr) return std::nullopt;
  for (const auto& request : awaited) {
    if (says_something_of(request, *effects)) continue;
    return verdict::Judgement{
        verdict::Outcome::inconclusive,
        spec::Level::must,
        {},
        "nothing was heard of " + request + " within " + scenario::duration_text(rules_.patience.wait),
        step};
  }
  return std::nullopt;
}

std::string shortened_note(const std::vector<Stimulus>& half, const observation::Statement& statement) {
  const auto seconds = shortened_by(half, feed_period(statement));
  if (seconds == 0) return {};
  return in_words(seconds) + " in which nothing falls due were not waited for: what would come later is not seen";
}

}  // namespace hallmark::run
