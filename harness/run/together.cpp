#include "harness/run/together.h"

#include <fmt/format.h>

namespace hallmark::run {

using scenario::Stimulus;

namespace {

bool overloads(const Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return submit != nullptr && submit->reading.at_once == scenario::AtOnce::overloading;
}

}  // namespace

std::span<const Stimulus> first_together(std::span<const Stimulus> stimuli) {
  std::size_t count = 1;
  while (count < stimuli.size() && scenario::goes_with(stimuli[count], stimuli[count - 1])) ++count;
  return stimuli.first(count);
}

std::vector<Stimulus> Groups::next() {
  if (!begun_) ahead_ = source_->next();
  begun_ = true;
  std::vector<Stimulus> group;
  while (ahead_ && (group.empty() || scenario::goes_with(*ahead_, group.back()))) {
    group.push_back(*std::move(ahead_));
    ahead_ = source_->next();
  }
  return group;
}

void Overload::add(const Stimulus& stimulus, const observation::Observation& observation) {
  if (!overloads(stimulus)) return;
  ++asked_;
  if (std::holds_alternative<observation::TimedOut>(observation)) ++late_;
  if (std::holds_alternative<observation::Refused>(observation)) ++turned_away_;
}

std::optional<verdict::Note> Overload::note() const {
  if (asked_ == 0) return std::nullopt;
  return verdict::Note{"remark", "concurrent",
                       fmt::format("of {} requests, {} times as many at once as are claimed, {} had no answer in time "
                                   "and {} were turned away without a Response",
                                   asked_, overload_times, late_, turned_away_)};
}

bool is_late_by_overload(const Stimulus& stimulus, const observation::Observation& observation) {
  return overloads(stimulus) && std::holds_alternative<observation::TimedOut>(observation);
}

}  // namespace hallmark::run
