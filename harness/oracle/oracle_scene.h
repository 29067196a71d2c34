/// \file
/// For this room's tests: a World walked through a scene, with the real facts and an estate of the generator.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "harness/generator/estates.h"
#include "harness/oracle/world.h"

namespace hallmark::oracle {

using Ids = std::vector<std::string>;

/// The facts in force and the profile that ships, loaded once.
inline const spec::Facts& real_facts() {
  static const spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  return facts;
}
inline const spec::Profile& real_profile() {
  static const spec::Profile profile = spec::shipped_profile(real_facts());
  return profile;
}

/// A statement that claims Restricted mode and the schema, and leaves nothing out.
inline observation::Statement full_statement() {
  observation::Statement statement;
  statement.facets = {"restricted-mode", "duis-schema"};
  return statement;
}

inline observation::Observation responded(std::string code, std::string content = {}) {
  observation::Responded answer;
  answer.response.reading.valid = true;
  answer.response.reading.code = std::move(code);
  answer.response.reading.content = std::move(content);
  return observation::Answered{answer};
}

inline observation::Effects commands(const scenario::Submit& submit, const Ids& devices) {
  observation::Effects effects;
  for (const auto& device : devices)
    effects.to_devices.push_back({device, submit.reading.request_id, submit.reading.header_srv, {}, {}});
  return effects;
}

/// A Response to that request reaches its User later, holding that text somewhere.
inline observation::Effects later(const scenario::Submit& submit, const std::string& code, const std::string& text) {
  observation::Effects effects;
  observation::ToUser row{submit.user, {text, {}}};
  row.document.reading.request_id = submit.reading.request_id;
  row.document.reading.code = code;
  effects.to_users.push_back(row);
  return effects;
}

/// Every step returns the expectation as it was before the step was taken in.
class Scene {
 public:
  explicit Scene(observation::Statement statement = full_statement(), const spec::Profile& profile = real_profile())
      : all(estate()), world(real_facts(), profile, std::move(statement)) {
    reset();
  }

  void reset() { take(scenario::Reset{all.estate}, observation::Answered{observation::Done{}}); }

  Expectation ssi(const std::string& user, const std::string& action, const std::string& device, bool accepted = true) {
    observation::SsiAnswer answer;
    answer.accepted = accepted;
    return take(scenario::Ssi{user, action, device}, observation::Answered{answer});
  }
  Expectation set(const std::string& device) { return ssi(supplier(device), "set-restricted", device); }
  Expectation clear(const std::string& device) { return ssi(supplier(device), "clear-restricted", device); }
  Expectation read(const std::string& device) { return ssi(supplier(device), "read", device); }

  /// The request with a fresh counter, asked by its Responsible Supplier unless told.
  scenario::Submit request(const std::string& srv, const std::string& device, std::string user = {},
                           int command_variant = 1) {
    const auto& service = *real_facts().service_request(srv);
    scenario::Submit submit;
    submit.user = user.empty() ? supplier(device) : std::move(user);
    auto& reading = submit.reading;
    reading.originator = submit.user;
    reading.header_target = service.non_device ? all.estate.dcc : device;
    reading.request_id = submit.user + ':' + reading.header_target + ':' + std::to_string(++counter_);
    reading.reference = service.reference;
    reading.header_srv = reading.body_srv = srv;
    reading.device_type = scenario::find_device(all.estate, device)->type;
    reading.devices = {device};
    reading.command_variant = service.non_device ? 8 : command_variant;
    return submit;
  }

  Expectation submit(const scenario::Submit& submit, const std::string& code, const std::string& content = {}) {
    return take(submit, responded(code, content));
  }
  Expectation drain(const observation::Effects& effects = {}) {
    return take(scenario::Drain{}, observation::Answered{observation::Drained{effects}});
  }
  void answer_from_device(const scenario::Submit& submit, const std::string& canary) {
    scenario::FromDevice from;
    from.device = submit.reading.devices.front();
    from.kind = "response";
    from.request_id = submit.reading.request_id;
    from.canary = canary;
    take(from, observation::Answered{observation::Done{}});
  }
  Expectation take(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
    Expectation expectation = world.expect(stimulus);
    world.learn(stimulus, observation);
    return expectation;
  }

  const std::string& supplier(const std::string& device) const {
    const bool gas = device == all.gsme || device == all.gpf || device == all.other_gsme || device == all.other_gpf;
    return gas ? all.gas_supplier : all.import_supplier;
  }

  generator::Premises all;
  World world;

 private:
  static generator::Premises estate() {
    generator::Random random(7);
    return generator::premises(random);
  }
  std::uint64_t counter_ = 0;
};

/// A demand with its condition taken out of the variant.
template <class Kind>
struct Sought {
  Kind condition;
  spec::Level level;
  Ids ids;
};

/// The condition as that kind, or null; a kind about the market stands one variant deeper.
template <class Kind>
const Kind* as(const Condition& condition) {
  if constexpr (std::is_constructible_v<MarketCondition, Kind>) {
    const auto* market = std::get_if<MarketCondition>(&condition);
    return market != nullptr ? std::get_if<Kind>(market) : nullptr;
  } else {
    return std::get_if<Kind>(&condition);
  }
}

/// The demands on that condition, in order.
template <class Kind>
std::vector<Sought<Kind>> all_of(const Expectation& expectation) {
  std::vector<Sought<Kind>> found;
  for (const auto& demand : expectation.demands) {
    if (const auto* condition = as<Kind>(demand.condition))
      found.push_back({*condition, demand.level, demand.requirements});
  }
  return found;
}

/// The one demand on that condition; empty where there is none or more than one.
template <class Kind>
std::optional<Sought<Kind>> one(const Expectation& expectation) {
  auto found = all_of<Kind>(expectation);
  if (found.size() != 1) return std::nullopt;
  return std::move(found.front());
}

template <class Kind>
bool demands(const Expectation& expectation) {
  return !all_of<Kind>(expectation).empty();
}

}  // namespace hallmark::oracle
