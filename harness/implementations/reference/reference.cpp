#include "harness/implementations/reference/reference.h"

#include <charconv>

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;

namespace {

Observation done() { return Answered{observation::Done{}}; }

std::set<std::chrono::sys_days> holidays_of(const spec::Facts& facts) {
  std::set<std::chrono::sys_days> days;
  for (const auto& holiday : facts.bank_holidays) {
    const auto midnight = scenario::instant(holiday.date + "T00:00:00Z");
    days.insert(std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(midnight.value().seconds))));
  }
  return days;
}

}  // namespace

Reference::Reference(const spec::Facts& facts, const spec::Profile& profile, const schema::Validator& validator,
                     Behaviour behaviour, Decisions decide)
    : facts_(&facts),
      validator_(&validator),
      behaviour_(std::move(behaviour)),
      decide_(std::move(decide)),
      shipped_profile_(profile.shipped()),
      service_flags_(behaviour_.choices, behaviour_.feed_every, decide_),
      install_codes_(behaviour_.install_code_day, holidays_of(facts), decide_),
      filter_(facts, profile, behaviour_.choices, inventory_, flag_, commands_, decide_),
      alerts_(facts, profile, behaviour_.choices, filter_, decide_),
      admission_(facts, inventory_, commands_, schedules_, decide_) {}

Observation Reference::exchange(const scenario::Stimulus& stimulus) {
  return std::visit([this](const auto& operation) { return handle(operation); }, stimulus);
}

/// Without a memory that survives, a restart knows no User and no device, so everything is refused
/// (mp169.fails-closed).
Observation Reference::handle(const scenario::Initialize& initialize) {
  schema_version_ = initialize.schema_version;
  try {
    signatures_ = SignatureCheck(initialize);
  } catch (const schema::SignatureError& error) {
    return observation::Declined{-32602, error.what()};
  }
  if (!decide_(Decision::is_remembered, behaviour_.survives_restart)) handle(scenario::Reset{});
  observation::Initialized answer;
  answer.implementation = {"Hallmark reference DSP", HALLMARK_VERSION, "Hallmark", "C++"};
  answer.statement = statement_of(behaviour_, shipped_profile_);
  answer.statement.verifies_signatures = signatures_.verifies();
  return Answered{answer};
}

Observation Reference::handle(const scenario::Reset& reset) {
  now_ = reset.estate.now;
  inventory_.reset(reset.estate);
  flag_.forget_all();
  for (const auto& device : reset.estate.devices) {
    if (device.restricted && device.smets == 2) flag_.give(canonical_id(device.id));
  }
  commands_.reset();
  waiting_.reset();
  schedules_.reset();
  modes_.reset();
  service_flags_.reset(inventory_, now_);
  install_codes_.reset();
  measures_.reset();
  effects_ = {};
  return done();
}

Observation Reference::handle(const scenario::Drain&) {
  observation::Drained drained{std::move(effects_)};
  effects_ = {};
  return Answered{std::move(drained)};
}

Observation Reference::handle(const scenario::Shutdown&) { return done(); }

}  // namespace hallmark::implementations
