// Play: a history is played to its end and not kept.
#include <utility>

#include "harness/generator/random.h"
#include "harness/run/excerpt.h"
#include "harness/run/play.h"

namespace hallmark::run {

using verdict::Outcome;

namespace {

/// The next few of a history, fewer at its end.
std::vector<scenario::Stimulus> next_of(scenario::StimulusSource& source, int most) {
  std::vector<scenario::Stimulus> made;
  while (std::cmp_less(made.size(), most)) {
    auto next = source.next();
    if (!next) break;
    made.push_back(*std::move(next));
  }
  return made;
}

}  // namespace

void Play::play_history() {
  const auto seed = generator::case_seed(rules_.seed, case_->id);
  const auto source = case_->history(seed);
  begin_half("restricted", "");
  std::size_t played = 0;
  std::vector<scenario::Stimulus> ahead;  // as far as they may be handed over together
  for (std::size_t at = 0; true; ++at) {
    if (at == ahead.size()) {
      ahead = next_of(*source, rules_.batch);
      at = 0;
    }
    if (ahead.empty()) break;
    ++played;
    const auto before = judgements_.size();
    const bool goes_on = play_one(ahead[at], std::span(ahead).subspan(at + 1));
    const auto worst = std::find_if(judgements_.begin() + static_cast<std::ptrdiff_t>(before), judgements_.end(),
                                    [](const auto& judgement) { return judgement.outcome >= Outcome::fail; });
    if (worst != judgements_.end()) {
      excerpt_ = excerpt([&] { return case_->history(seed); }, played, worst->reason);
      return;
    }
    if (!goes_on) return;
    forget();
  }
  judge(world_.close(), observation::Answered{observation::Done{}});
}

void Play::forget() {
  constexpr std::size_t steps_kept = 100;
  if (steps_.size() >= 2 * steps_kept) {
    steps_.erase(steps_.begin(), steps_.end() - steps_kept);
    forgotten_ += steps_kept;
  }
  const auto told_already = [&](const std::string& what) { return !said_.insert(what).second; };
  const auto since = judgements_.begin() + static_cast<std::ptrdiff_t>(judgements_kept_);
  judgements_.erase(std::remove_if(since, judgements_.end(),
                                   [&](const verdict::Judgement& judgement) {
                                     std::string what =
                                         std::string(verdict::name(judgement.outcome)) + judgement.reason;
                                     for (const auto& id : judgement.requirements) what += ' ' + id;
                                     return judgement.outcome == Outcome::pass && told_already(what);
                                   }),
                    judgements_.end());
  judgements_kept_ = judgements_.size();
  const auto notes_since = notes_.begin() + static_cast<std::ptrdiff_t>(notes_kept_);
  notes_.erase(std::remove_if(notes_since, notes_.end(),
                              [&](const verdict::Note& note) {
                                return told_already(note.kind + '\n' + note.subject + '\n' + note.text);
                              }),
               notes_.end());
  notes_kept_ = notes_.size();
}

}  // namespace hallmark::run
