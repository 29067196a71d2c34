#include "harness/implementations/defects/watched.h"

#include <algorithm>

#include "harness/implementations/reference/behaviour.h"

namespace hallmark::implementations {

using observation::Observation;

namespace {

/// In place of the reference: has heard its stimulus already, and notices whoever asks for anything else.
class Heard final : public adaptor::Adaptor {
 public:
  Heard(const scenario::Stimulus& stimulus, const Observation& honest) : stimulus_(&stimulus), honest_(&honest) {}
  Observation exchange(const scenario::Stimulus& stimulus) override {
    ++asked_;
    is_same_ = is_same_ && stimulus == *stimulus_;
    return *honest_;
  }
  bool was_asked_as_it_is() const { return asked_ == 1 && is_same_; }

 private:
  const scenario::Stimulus* stimulus_;
  const Observation* honest_;
  int asked_ = 0;
  bool is_same_ = true;
};

}  // namespace

Watched::Watched(std::vector<Defect> defects, const spec::Facts& facts, const spec::Profile& profile,
                 const schema::Validator& validator)
    : takers_(static_cast<std::size_t>(Decision::is_excluded) + 1),
      reference_(facts, profile, validator, read_behaviour({}, facts),
                 Decisions([this](Decision which, bool honest, const Subject& subject) {
                   look_at(which, honest, subject);
                   return honest;
                 })) {
  for (auto& defect : defects) {
    for (const auto& effect : defect.effects) {
      if (!effect.takes) continue;
      takers_.at(static_cast<std::size_t>(effect.takes->decision)).emplace_back(rows_.size(), effect.takes->answer);
    }
    rows_.push_back({std::move(defect)});
  }
}

void Watched::shows(Row& row) {
  row.has_shown = true;
  shown_.push_back(row.defect.name);
}

void Watched::look_at(Decision which, bool honest, const Subject& subject) {
  for (const auto& [place, answer] : takers_[static_cast<std::size_t>(which)]) {
    auto& row = rows_[place];
    if (!row.has_shown && answer != honest && holds(row, subject)) shows(row);
  }
}

std::vector<Watched::Row*> Watched::askers() {
  std::vector<Row*> all;
  const auto subject = situation_.subject();
  const auto asks = [](const Effect& effect) { return static_cast<bool>(effect.asks.ask); };
  for (auto& row : rows_) {
    if (!row.has_shown && std::ranges::any_of(row.defect.effects, asks) && holds(row, subject)) all.push_back(&row);
  }
  return all;
}

void Watched::look_at(Row& asker, const scenario::Stimulus& stimulus, const Observation& honest) {
  for (auto& effect : asker.defect.effects) {
    if (!effect.asks.ask) continue;
    Heard heard(stimulus, honest);
    const auto answered = effect.asks.ask(stimulus, heard, situation_);
    if (!asker.has_shown && (!heard.was_asked_as_it_is() || answered != honest)) shows(asker);
    return;
  }
}

void Watched::look_at(const Observation& honest) {
  Observation altered = honest;
  for (auto& row : rows_) {
    if (row.has_shown) continue;
    for (auto& effect : row.defect.effects) {
      if (effect.alters.alter && holds(row, situation_.subject())) effect.alters.alter(altered, situation_);
    }
    if (altered == honest) continue;
    shows(row);
    altered = honest;
  }
}

Observation Watched::exchange(const scenario::Stimulus& stimulus) {
  situation_.before(stimulus);
  const auto asking = askers();
  auto honest = reference_.exchange(stimulus);
  for (auto* each : asking) look_at(*each, stimulus, honest);
  look_at(honest);
  situation_.after(stimulus, honest);
  return honest;
}

}  // namespace hallmark::implementations
