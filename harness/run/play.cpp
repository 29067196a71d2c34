#include "harness/run/play.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "harness/generator/random.h"
#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/observation/canary.h"
#include "harness/run/batch.h"
#include "harness/run/metamorphic.h"
#include "harness/run/step_json.h"
#include "harness/scenario/encoding.h"

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

namespace {

observation::Statement statement_of(const Observation& opening) {
  const auto* initialized = observation::answer<observation::Initialized>(opening);
  return initialized ? initialized->statement : observation::Statement{};
}

bool is_refused(const Observation& observation) {
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  return answer == nullptr || !answer->accepted;
}

bool is_operation(const Stimulus& stimulus, const scenario::Ssi& asked) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  return ssi != nullptr && *ssi == asked;
}

/// Whether a set or clear is asked for again before anything else happens than that time passes: then that comes first.
bool comes_again(std::span<const Stimulus> rest, const Stimulus& stimulus) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  if (ssi == nullptr) return false;
  const auto next = std::find_if(rest.begin(), rest.end(), [](const Stimulus& each) {
    return !std::holds_alternative<scenario::Drain>(each) && !std::holds_alternative<scenario::Advance>(each);
  });
  return next != rest.end() && is_operation(*next, *ssi);
}

bool is_set(const Stimulus& stimulus) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  return ssi != nullptr && ssi->action == "set-restricted";
}

}  // namespace

Play::Play(const Case& test_case, adaptor::Adaptor& adaptor, const Rules& rules, const Observation& opening)
    : case_(&test_case),
      rules_(rules),
      conversation_(adaptor, rules),
      opening_(&opening),
      statement_(statement_of(opening)),
      world_(*rules.facts, *rules.profile, statement_, rules.signers != nullptr),
      axes_(test_case.axes) {
  if (rules.grid != nullptr) reach_.emplace(*rules.grid);
  if (rules.model != nullptr) visits_.emplace(*rules.model);
}

Played Play::finish() {
  if (observation::answer<observation::Initialized>(*opening_) == nullptr) {
    steps_.emplace_back(opening(rules_), *opening_);
    judge_opening();
  } else if (!is_ruled_out()) {
    case_->history ? play_history() : play_trials();
  }
  close_assumptions();
  if (auto note = overload_.note()) notes_.push_back(*std::move(note));
  for (auto& remark : world_.remarks()) notes_.push_back({remark.kind, remark.subject, remark.text});
  Played played;
  played.row.case_id = case_->id;
  played.row.title = case_->title;
  played.row.seed = generator::case_seed(rules_.seed, case_->id);
  played.row.axes = axes_;
  played.row.verdict = verdict::conclude(std::move(judgements_), std::move(notes_));
  if (reach_) played.reached = reach_->take();
  if (visits_) played.met = visits_->take(world_);
  played.answers = std::move(answers_);
  played.excerpt = std::move(excerpt_);
  played.steps = kept_steps(rules_.keep_whole || played.row.verdict.outcome != Outcome::pass);
  return played;
}

/// Who does not open the conversation cannot be judged at all.
void Play::judge_opening() {
  oracle::Expectation opening;
  opening.operation = "initialize";
  if (observation::is_broken(*opening_)) {
    judge(opening, *opening_);
  } else {
    add(Outcome::error, spec::Level::must, {}, "initialize was not answered as the protocol says");
  }
}

bool Play::is_ruled_out() {
  std::string why;
  for (const auto& facet : {case_->facet, case_->also_facet}) {
    if (facet.empty() || observation::claims(statement_, facet)) continue;
    why = "the statement does not claim the facet " + facet;
  }
  const auto& schemas = statement_.schemas;
  if (schemas && std::find(schemas->begin(), schemas->end(), rules_.validator->version()) == schemas->end()) {
    why = "the statement does not take DUIS schema " + rules_.validator->version();
  }
  if (case_->overlaps && statement_.concurrent < 2) {
    why = "the statement does not claim that more than one operation may be under way at once (concurrent)";
  }
  if (!why.empty()) add(Outcome::not_applicable, spec::Level::must, case_->requirements, why);
  if (!why.empty() || statement_.clock != "real") return !why.empty();
  real_time_.emplace(rules_, statement_, conversation_);
  const auto trials =
      case_->history ? std::vector<Trial>{} : case_->trials(generator::case_seed(rules_.seed, case_->id));
  return is_stopped(real_time_->problem(*case_, trials));
}

void Play::play_trials() {
  const auto trials = case_->trials(generator::case_seed(rules_.seed, case_->id));
  const Trial* chosen = nullptr;
  for (const auto& trial : trials) {
    begin_half("clear", trial.clear_probe);
    if (!play_half(trial.clear)) return;
    if (chosen == nullptr) chosen = &trial;
    axes_.clear = world_.outcome(trial.clear_probe);
    if (world_.refused(trial.clear_probe) != false) continue;
    chosen = &trial;
    break;
  }
  // A history at large asks no question that has to be answered.
  if (!case_->goes_on) {
    const oracle::Expectation open_questions =
        case_->one_must_be_accepted ? world_.close_requiring_one_accepted() : world_.close();
    judge(open_questions, observation::Answered{observation::Done{}});
  }
  if (chosen == nullptr || chosen->restricted.empty()) return;
  begin_half("restricted", chosen->restricted_probe);
  play_half(chosen->restricted);
  axes_.restricted = world_.outcome(chosen->restricted_probe);
}

void Play::begin_half(std::string name, std::string probe) {
  halves_.insert_or_assign(forgotten_ + static_cast<int>(steps_.size()), std::pair(std::move(name), std::move(probe)));
}

bool Play::play_half(const std::vector<Stimulus>& half) {
  effective_.reset();
  line_.clear();
  played_of_line_ = 0;
  std::vector<Stimulus> moved;
  if (real_time_) moved = begun_now(half);
  const auto& stimuli = real_time_ ? moved : half;
  if (stopped_) return false;
  for (std::span<const Stimulus> left = stimuli; !left.empty();) {
    const auto group = first_together(left);
    left = left.subspan(group.size());
    if (!(group.size() > 1 ? play_together(group) : play_one(group.front(), left))) return false;
  }
  return true;
}

bool Play::play_one(const Stimulus& planned, std::span<const Stimulus> rest) {
  if (played_of_line_ == line_.size()) {
    auto ready = prepared(planned);
    if (stopped_) return false;
    if (!ready) return true;
    hand_over(*std::move(ready), rest);
  }
  auto& stimulus = line_[played_of_line_++];
  const bool builds_on = is_set(stimulus) && world_.must_accept(std::get<scenario::Ssi>(stimulus));
  const auto& [sent, observation] = step(std::move(stimulus));
  if (observation::is_broken(observation)) return false;
  if (std::holds_alternative<observation::Declined>(observation) && !case_->goes_on) return false;
  if (builds_on && is_refused(observation) && !case_->goes_on) {
    add(Outcome::inconclusive, spec::Level::must, case_->requirements,
        "the flag could not be set, so nothing shows what it does");
    return false;
  }
  // A process that ended is opened again, without a reset.
  const bool ended =
      std::holds_alternative<scenario::Shutdown>(sent) && !std::holds_alternative<observation::Declined>(observation);
  if (ended && observation::is_broken(step(opening(rules_)).second)) return false;
  await_effect(sent, observation, comes_again(rest, sent));
  return !stopped_;
}

void Play::hand_over(Stimulus stimulus, std::span<const Stimulus> rest) {
  played_of_line_ = 0;
  line_.clear();
  line_.push_back(std::move(stimulus));
  Batch batch(line_.front());
  for (; !real_time_ && !rest.empty() && first_together(rest).size() == 1; rest = rest.subspan(1)) {
    const Stimulus& next = rest.front();
    if (std::cmp_greater_equal(line_.size(), rules_.batch) || !batch.admits(next)) break;
    auto ready = look_at(next);
    if (!ready.stimulus) break;
    batch.add(next);
    line_.push_back(*std::move(ready.stimulus));
  }
  if (line_.size() > 1) conversation_.hand_over(line_);
}

std::optional<Stimulus> Play::prepared(const Stimulus& stimulus) {
  if (real_time_ && !std::holds_alternative<scenario::Initialize>(stimulus)) {
    if (is_stopped(real_time_->come_to(stimulus))) return std::nullopt;
    if (std::holds_alternative<scenario::Advance>(stimulus)) return scenario::Advance{real_time_->now()};
  }
  auto [ready, stop] = look_at(stimulus);
  stopped_ = stopped_ || stop.has_value();
  if (stop) add(stop->outcome, stop->level, std::move(stop->requirements), std::move(stop->reason));
  return std::move(ready);
}

Play::Prepared Play::look_at(const Stimulus& stimulus) const {
  const auto stop = [](Outcome outcome, spec::Level level, std::vector<std::string> requirements, std::string why) {
    return Prepared{std::nullopt, verdict::Judgement{outcome, level, std::move(requirements), std::move(why)}};
  };
  // Played again, it comes by itself after the end of the process.
  if (std::holds_alternative<scenario::Initialize>(stimulus)) return {};
  if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    if (advance->to <= world_.now()) return {};
  }
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit == nullptr) return {stimulus, {}};
  scenario::Submit ready = *submit;
  // An announced set moves the clock on, so what was dated later may be in the past by now.
  const auto& due = ready.reading.execution_time;
  if (case_->goes_on && due && *due <= world_.now()) return {};
  if (ready.schedule_of) {
    const std::string id = world_.schedule_id(*ready.schedule_of);
    if (id.empty() && case_->goes_on) return {};
    if (id.empty()) {
      return stop(Outcome::inconclusive, spec::Level::should, {},
                  "no schedule could be created that this request is about");
    }
    ready = generator::with_schedule_id(std::move(ready), id);
  }
  if (ready.pre_command_of) {
    ready = generator::with_pre_command(ready, world_.pre_command(*ready.pre_command_of)).value_or(ready);
  }
  if (!statement_.bytes && !scenario::is_utf8(ready.duis)) {
    return stop(Outcome::not_applicable, spec::Level::must, case_->requirements,
                "the request of this case is no UTF-8 text, and the statement does not take bytes");
  }
  if (rules_.signers != nullptr && statement_.verifies_signatures && UserSigners::leaves_equivalent_unsigned(ready)) {
    return stop(Outcome::not_applicable, spec::Level::must, case_->requirements,
                "this spelling would be written plainly by signing it, and the statement refuses what is not signed");
  }
  const auto problem = ready.reading.deviation ? std::nullopt : rules_.validator->check(ready.duis);
  if (problem) {
    return stop(Outcome::inconclusive, spec::Level::must, {},
                "the request of this case is not valid in DUIS schema " + rules_.validator->version() + ": " +
                    schema::text(*problem));
  }
  return {std::move(ready), {}};
}

const Play::Exchanged& Play::step(Stimulus sent) {
  if (real_time_) return step_in_real_time(std::move(sent));
  if (visits_) visits_->before(world_, sent);
  const oracle::Expectation expectation = world_.expect(sent);
  Observation seen = conversation_.exchange(sent);
  return take_in(std::move(sent), expectation, std::move(seen));
}

void Play::note_reached(const Stimulus& sent) {
  const auto* submit = std::get_if<scenario::Submit>(&sent);
  if (reach_ && submit != nullptr && !submit->reading.deviation) reach_->note(submit->duis);
}

const Play::Exchanged& Play::take_in(Stimulus sent, const oracle::Expectation& expectation, Observation seen) {
  note_reached(sent);
  if (!rules_.documents_are_read) observation::read_documents(seen, *rules_.vote);
  const auto& exchanged = steps_.emplace_back(std::move(sent), std::move(seen));
  const auto& [stimulus, observation] = exchanged;
  if (case_->transformation || rules_.answers_kept) answers_.push_back(in_a_word(stimulus, observation));
  judge(expectation, observation);
  world_.learn(stimulus, observation);
  if (visits_) visits_->after(world_, stimulus, observation);
  return exchanged;
}

/// A set or clear that holds from an announced moment is judged from then on.
void Play::await_effect(const Stimulus& stimulus, const Observation& observation, bool comes_again) {
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  if (answer == nullptr || !std::holds_alternative<scenario::Ssi>(stimulus)) return;
  if (const auto effective = scenario::instant(answer->effective.value_or(""))) effective_ = effective;
  if (comes_again || !effective_) return;
  constexpr std::int64_t longest_wait = 24 * 3600;
  const auto effective = *effective_;
  effective_.reset();
  if (real_time_) return await_in_real_time(effective);
  if (effective <= world_.now() || effective.seconds - world_.now().seconds > longest_wait) return;
  step(scenario::Advance{effective});
}

void Play::judge(const oracle::Expectation& expectation, const Observation& observation) {
  auto judged = verdict::judge(expectation, observation, last_step(), rules_.strict);
  std::erase_if(judged.judgements,
                [&](const verdict::Judgement& judgement) { return is_assumption_broken(judgement); });
  std::move(judged.judgements.begin(), judged.judgements.end(), std::back_inserter(judgements_));
  std::move(judged.notes.begin(), judged.notes.end(), std::back_inserter(notes_));
}

/// What the case only builds on is judged elsewhere; that it does not hold here is kept for the end.
bool Play::is_assumption_broken(const verdict::Judgement& judgement) {
  const bool broken = judgement.outcome == Outcome::fail || judgement.outcome == Outcome::warn;
  const auto& assumes = case_->assumes;
  const bool assumed = std::any_of(assumes.begin(), assumes.end(), [&](const std::string& id) {
    return std::find(judgement.requirements.begin(), judgement.requirements.end(), id) != judgement.requirements.end();
  });
  if (!broken || !assumed) return false;
  if (!broken_assumption_) broken_assumption_ = judgement;
  return true;
}

/// A case that builds on what does not hold is undecided, for the first such reason, unless something as binding
/// said so already.
void Play::close_assumptions() {
  if (!broken_assumption_) return;
  const bool told = std::any_of(judgements_.begin(), judgements_.end(), [&](const verdict::Judgement& judgement) {
    return judgement.outcome == Outcome::inconclusive && judgement.level <= broken_assumption_->level;
  });
  if (told) return;
  broken_assumption_->outcome = Outcome::inconclusive;
  judgements_.push_back(*broken_assumption_);
}

void Play::add(Outcome outcome, spec::Level level, std::vector<std::string> requirements, std::string reason) {
  judgements_.push_back({outcome, level, std::move(requirements), std::move(reason), last_step()});
}

std::vector<Step> Play::kept_steps(bool whole) {
  std::vector<Step> kept;
  kept.reserve(steps_.size());
  observation::Canaries canaries;
  for (auto& [stimulus, observation] : steps_) {
    const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (from != nullptr) canaries.add(from->canary);
    if (submit != nullptr) canaries.add(submit->canary);
    Step made;
    made.case_id = case_->id;
    made.step = forgotten_ + static_cast<int>(kept.size());
    made.stimulus = stimulus_json(std::move(stimulus), whole);
    if (const auto half = halves_.find(made.step); half != halves_.end()) {
      made.stimulus["half"] = half->second.first;
      made.stimulus["probe"] = half->second.second;
    }
    if (real_time_) note_time(made.stimulus, real_time_->times().at(static_cast<std::size_t>(made.step)));
    made.observation = observation_json(std::move(observation), whole, canaries);
    kept.push_back(std::move(made));
  }
  if (stopped_ && !kept.empty()) kept.back().stimulus["stopped"] = true;
  return kept;
}

}  // namespace hallmark::run
