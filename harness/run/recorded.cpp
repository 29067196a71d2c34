#include "harness/run/recorded.h"

#include "harness/run/step_json.h"
#include "harness/run/step_time.h"

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;

namespace {

bool as_good_as(const Stimulus& one, const Stimulus& other) {
  if (one.index() != other.index()) return false;
  if (const auto* submit = std::get_if<scenario::Submit>(&one)) {
    return submit->reading.request_id == std::get<scenario::Submit>(other).reading.request_id;
  }
  const bool alike = std::holds_alternative<scenario::Reset>(one) || std::holds_alternative<scenario::Advance>(one) ||
                     std::holds_alternative<scenario::Initialize>(one);
  return alike || one == other;
}

}  // namespace

Observation Noting::exchange(const Stimulus& stimulus) {
  Observation observation = adaptor_->exchange(stimulus);
  notes_->push_back({stimulus, observation});
  return observation;
}

std::vector<Observation> Noting::exchange_at_once(std::span<const Stimulus> stimuli) {
  auto seen = adaptor_->exchange_at_once(stimuli);
  for (std::size_t i = 0; i < seen.size(); ++i) notes_->push_back({stimuli[i], seen[i]});
  return seen;
}

Observation Recalling::exchange(const Stimulus& stimulus) {
  while (next_ < notes_.size()) {
    const auto& note = notes_[next_++];
    if (as_good_as(note.stimulus, stimulus)) return note.observation;
  }
  throw NotRecorded("nothing is known of this " + std::string(scenario::operation(stimulus)));
}

Observation FromRecord::exchange(const Stimulus& stimulus) {
  const std::string operation(scenario::operation(stimulus));
  if (next_ == steps_.size()) {
    throw NotRecorded("after its " + std::to_string(next_) + " recorded steps comes " + operation +
                      ", which was not asked");
  }
  const auto& step = steps_[next_++];
  const std::string name = "step " + std::to_string(step.step);
  Json kept = step.stimulus;
  for (const auto* mark : {"half", "probe", "stopped", "transformed"}) kept.erase(mark);
  forget_time(kept);
  if (kept != stimulus_json(stimulus, is_whole(step))) {
    throw NotRecorded(name + " is another " + operation + " today than in the record");
  }
  try {
    auto observation = observation_from_json(operation, step.observation);
    if (!step.observation.contains("readings")) observation::read_documents(observation, *vote_);
    return observation;
  } catch (const std::runtime_error& wrong) {
    throw NotRecorded(name + ": " + wrong.what());
  }
}

bool is_whole(const Step& step) {
  if (!step.stimulus.is_object() || !step.stimulus.contains("operation")) return false;
  const auto& operation = step.stimulus.at("operation");
  if (operation == "reset") return step.stimulus.contains("estate");
  return operation != "submit" || !step.stimulus.contains("digest");
}

}  // namespace hallmark::run
