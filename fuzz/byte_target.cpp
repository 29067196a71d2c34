#include "fuzz/byte_target.h"

#include <utility>

#include "harness/adaptor/distorted.h"
#include "harness/generator/request.h"
#include "harness/generator/request_document.h"
#include "harness/run/kill.h"

namespace hallmark::fuzz {

namespace {

constexpr const char* unreadable = "unreadable";

/// With no reading: the import supplier asks its meter for something that nobody can tell.
scenario::RequestReading reading_of_nothing(const generator::Premises& premises) {
  scenario::RequestReading made;
  made.request_id = premises.import_supplier + ':' + premises.esme + ":0";
  made.originator = premises.import_supplier;
  made.deviation = unreadable;
  return made;
}

scenario::Submit submit_of(std::string_view bytes, const generator::Premises& premises, const run::Rules& rules) {
  auto read = generator::read_request_document(bytes, *rules.facts, *rules.validator, premises.estate);
  scenario::Submit made;
  made.duis = bytes;
  made.reading = read.reading ? *std::move(read.reading) : reading_of_nothing(premises);
  const bool is_user = scenario::find_user(premises.estate, made.reading.originator) != nullptr;
  made.user = is_user ? made.reading.originator : premises.import_supplier;
  const int variant = made.reading.command_variant;
  made.service = variant >= 1 && variant <= 8 ? generator::service_of(variant) : "send-command";
  return made;
}

scenario::Estate restricted(const generator::Premises& premises) {
  auto estate = premises.estate;
  for (auto& device : estate.devices) device.restricted = device.id == premises.esme || device.id == premises.gsme;
  return estate;
}

}  // namespace

generator::Premises premises_of(std::uint64_t seed) {
  generator::Random random(seed);
  return generator::premises(random);
}

run::Case case_of(std::string_view bytes, const generator::Premises& premises, const run::Rules& rules) {
  const auto submit = submit_of(bytes, premises, rules);
  run::Trial trial;
  trial.clear = {scenario::Reset{premises.estate}, submit, scenario::Drain{}};
  trial.restricted = {scenario::Reset{restricted(premises)}, submit, scenario::Drain{}};
  trial.clear_probe = trial.restricted_probe = submit.reading.request_id;
  run::Case made;
  made.id = "fuzz/bytes/any_request.bytes";
  made.title = "Whatever bytes are submitted, no rule is broken";
  made.requirements = {"duis.invalid-refused"};
  made.trials = [trial = std::move(trial)](std::uint64_t) { return std::vector<run::Trial>{trial}; };
  return made;
}

std::unique_ptr<adaptor::Adaptor> planted(std::unique_ptr<adaptor::Adaptor> honest, std::set<std::string> known) {
  return std::make_unique<adaptor::Distorted>(
      std::move(honest),
      [known = std::move(known)](const scenario::Stimulus& stimulus, observation::Observation& seen) {
        const auto* submit = std::get_if<scenario::Submit>(&stimulus);
        if (submit == nullptr || submit->reading.deviation == unreadable || known.contains(submit->duis)) return;
        seen = observation::Answered{observation::Responded{{"<planted/>", {}}}};
      });
}

ByteTarget::ByteTarget(const Prey& prey, const run::Rules& rules)
    : prey_(prey), rules_(rules), premises_(premises_of(rules.seed)) {
  rules_.strict = prey_.breaks_a_should;
  auto counted = std::make_unique<adaptor::Distorted>(
      prey_.defective(), [this](const scenario::Stimulus&, observation::Observation&) { ++steps_; });
  defective_ = std::make_unique<run::Session>(std::move(counted), rules_);
}

bool ByteTarget::play(std::string_view bytes) {
  ++executions_;
  const auto made = case_of(bytes, premises_, rules_);
  const auto played = defective_->play(made);
  const auto* kill = run::kill_in(played.row.verdict, prey_.requirement, prey_.breaks_a_should);
  if (kill == nullptr) return false;
  if (!honest_) honest_ = std::make_unique<run::Session>(prey_.honest(), rules_);
  const auto honest = honest_->play(made);
  if (run::kill_in(honest.row.verdict, prey_.requirement, prey_.breaks_a_should) != nullptr) return false;
  broken_ = kill->requirements;
  return true;
}

}  // namespace hallmark::fuzz
