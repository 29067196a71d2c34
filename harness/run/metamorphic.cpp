#include "harness/run/metamorphic.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "harness/generator/metamorphosis.h"
#include "harness/generator/random.h"
#include "harness/run/play.h"

namespace hallmark::run {

using verdict::Judgement;
using verdict::Outcome;

namespace {

/// The requirements of those judgements, each once, in order.
template <class Counts>
std::vector<std::string> requirements_where(const verdict::Verdict& verdict, Counts counts) {
  std::set<std::string> ids;
  for (const auto& judgement : verdict.judgements) {
    if (counts(judgement.outcome)) ids.insert(judgement.requirements.begin(), judgement.requirements.end());
  }
  return {ids.begin(), ids.end()};
}

/// What of a verdict has to stay: the outcome, and of a failure what it breaks.
std::vector<std::string> broken_by(const verdict::Verdict& verdict) {
  return requirements_where(verdict, [](Outcome outcome) { return outcome == Outcome::fail; });
}

/// What the verdict is about: a case may name more than it came to.
std::vector<std::string> judged_by(const verdict::Verdict& verdict) {
  return requirements_where(verdict, [](Outcome outcome) { return outcome != Outcome::not_applicable; });
}

std::string described(const verdict::Verdict& verdict) {
  std::string text(verdict::name(verdict.outcome));
  for (const auto& judgement : verdict.judgements) {
    if (judgement.outcome == verdict.outcome && !judgement.reason.empty()) return text + " (" + judgement.reason + ")";
  }
  return text;
}

/// A step that is answered otherwise; empty: none, or answers may lawfully come at another step.
std::string first_other_answer(const Played& one, const Played& other, const std::string& transformation) {
  const bool step_by_step = transformation == "renamed" || transformation == "more_devices";
  if (!step_by_step || one.answers.size() != other.answers.size()) return {};
  const auto [was, is] = std::mismatch(one.answers.begin(), one.answers.end(), other.answers.begin());
  if (was == one.answers.end()) return {};
  return "step " + std::to_string(was - one.answers.begin()) + ": " + *was + " became " + *is;
}

/// Whether the verdict changed for the better or worse by no more than a should.
bool is_lesser(Outcome one, Outcome other) {
  const auto fine = [](Outcome outcome) { return outcome == Outcome::pass || outcome == Outcome::warn; };
  return fine(one) && fine(other);
}

Judgement compared(const Case& test_case, const Played& one, const Played& other, bool strict) {
  const auto& was = one.row.verdict;
  const auto& is = other.row.verdict;
  const std::string what(generator::what_of(*test_case.transformation));
  Judgement made;
  made.step = static_cast<int>(one.steps.size());
  made.requirements = judged_by(was);
  const bool same = was.outcome == is.outcome && broken_by(was) == broken_by(is);
  const auto answers = same ? first_other_answer(one, other, test_case.transformation->name) : std::string();
  if (same && answers.empty()) {
    made.outcome = was.outcome == Outcome::inconclusive ? Outcome::inconclusive : Outcome::pass;
    if (made.outcome != Outcome::pass) made.reason = "not decided as it is nor " + what + ": " + described(was);
    return made;
  }
  const bool lesser = same || is_lesser(was.outcome, is.outcome);
  made.level = lesser ? spec::Level::should : spec::Level::must;
  made.outcome = lesser && !strict ? Outcome::warn : Outcome::fail;
  auto broken = broken_by(is.outcome == Outcome::fail ? is : was);
  if (!broken.empty()) made.requirements = std::move(broken);
  made.reason = "metamorphic: " + what + " the verdict is " + described(is) + ", without it is " + described(was);
  if (same) made.reason = "metamorphic: " + what + " it answers otherwise, at " + answers;
  return made;
}

/// Where time cannot be moved, what came of one play in time and of the other not says nothing about either.
Judgement compared_in_real_time(const Case& test_case, Played one, Played other, bool strict) {
  one.answers.clear();
  other.answers.clear();
  const bool undecided =
      one.row.verdict.outcome == Outcome::inconclusive || other.row.verdict.outcome == Outcome::inconclusive;
  auto made = compared(test_case, one, other, strict);
  if (!undecided) return made;
  made.outcome = Outcome::inconclusive;
  made.reason = "not decided in real time: as it is " + described(one.row.verdict) + ", " +
                std::string(generator::what_of(*test_case.transformation)) + ' ' + described(other.row.verdict);
  return made;
}

bool has_own_clock(const observation::Observation& opening) {
  const auto* initialized = observation::answer<observation::Initialized>(opening);
  return initialized != nullptr && initialized->statement.clock == "real";
}

/// Steps of the second play follow those of the first.
void append_steps(std::vector<Step>& steps, std::vector<Step> more, const std::string& transformation) {
  if (!more.empty()) more.front().stimulus["transformed"] = transformation;
  for (auto& step : more) step.step = static_cast<int>(steps.size() + static_cast<std::size_t>(step.step));
  steps.insert(steps.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

struct Word {
  std::string operator()(const observation::Responded& responded) const {
    return responded.response.reading.code.starts_with('E') ? "refused" : "accepted";
  }
  std::string operator()(const observation::SsiAnswer& answer) const {
    std::string text = answer.accepted ? "accepted" : "refused";
    if (answer.restricted) text += *answer.restricted ? ", restricted" : ", not restricted";
    return text + (answer.service_flag ? ", " + *answer.service_flag : "");
  }
  std::string operator()(const observation::Drained& drained) const {
    const auto& effects = drained.effects;
    std::vector<std::string> sent;
    for (const auto& row : effects.to_devices) sent.push_back(row.srv);
    std::sort(sent.begin(), sent.end());
    std::string text;
    for (const auto& srv : sent) text += srv + ' ';
    const auto count = [&](const char* what, std::size_t rows) {
      if (rows > 0) text += std::string(what) + ' ' + std::to_string(rows) + ' ';
    };
    count("to Users", effects.to_users.size());
    count("to the CSP", effects.to_csp.size());
    count("install codes", effects.install_codes.size());
    return text;
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "answered";
  }
};

}  // namespace

std::string in_a_word(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  const std::string operation(scenario::operation(stimulus));
  const auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered != nullptr) return operation + ": " + std::visit(Word{}, answered->answer);
  return operation + (std::holds_alternative<observation::Refused>(observation) ? ": refused" : ": not answered");
}

Played play_case(const Case& test_case, adaptor::Adaptor& adaptor, const Rules& rules,
                 const observation::Observation& opening) {
  Played one = Play(test_case, adaptor, rules, opening).finish();
  const auto was = one.row.verdict.outcome;
  if (!test_case.transformation || was == Outcome::error || was == Outcome::not_applicable) return one;
  Case other_case = test_case;
  other_case.trials = [&](std::uint64_t seed) {
    return generator::transformed(test_case.trials(seed), *test_case.transformation, *rules.facts);
  };
  // Of a record the times of the second play follow those of the first.
  Rules other_rules = rules;
  std::vector<StepTime> other_times;
  if (rules.times != nullptr) {
    const auto played = std::min(one.steps.size(), rules.times->size());
    other_times.assign(rules.times->begin() + static_cast<std::ptrdiff_t>(played), rules.times->end());
    other_rules.times = &other_times;
  }
  Played other = Play(other_case, adaptor, other_rules, opening).finish();
  std::vector<Judgement> judgements = {has_own_clock(opening)
                                           ? compared_in_real_time(test_case, one, other, rules.strict)
                                           : compared(test_case, one, other, rules.strict)};
  if (other.row.verdict.outcome == Outcome::error) judgements.front().outcome = Outcome::error;
  append_steps(one.steps, std::move(other.steps), test_case.transformation->name);
  one.row.axes = {};  // of the tables of the other suites
  one.row.verdict = verdict::conclude(std::move(judgements), {});
  std::vector<std::uint32_t> reached;
  std::set_union(one.reached.begin(), one.reached.end(), other.reached.begin(), other.reached.end(),
                 std::back_inserter(reached));
  one.reached = std::move(reached);
  one.met = sum(std::move(one.met), other.met);
  return one;
}

}  // namespace hallmark::run
