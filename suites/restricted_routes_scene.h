/// \file
/// For tests of the routes by which consumption may slip past: their cases, played against the reference as it is and
/// with one defect that opens a route.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "suites/restricted/alerts.h"
#include "suites/restricted/allow_list.h"
#include "suites/restricted/contradictions.h"
#include "suites/restricted/earlier_requests.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/inventory_events.h"
#include "suites/restricted/neighbours.h"
#include "suites/restricted/restarts.h"
#include "suites/suites_scene.h"

namespace hallmark::suites::routes {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

/// The reference, and what a defect does before and after it is asked.
struct Inner {
  adaptor::Adaptor& reference;
  scenario::Ssi set = {};                         ///< the last set, empty where none holds
  std::vector<observation::ToDevice> sends = {};  ///< put out with the next drain

  bool restricted() const { return !set.device.empty(); }
  /// The reference forgets the flag, and says nothing of it.
  void forget() const {
    if (!restricted()) return;
    auto clear = set;
    clear.action = "clear-restricted";
    reference.exchange(clear);
    reference.exchange(scenario::Drain{});
  }
};
/// Changes what is said in answer to a stimulus; `inner` may be asked to do more.
using Defect = std::function<void(const Stimulus&, Observation&, Inner& inner)>;

template <class Answer>
Answer* answer(Observation& observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  return answered != nullptr ? std::get_if<Answer>(&answered->answer) : nullptr;
}

class Defective final : public adaptor::Adaptor {
 public:
  Defective(std::unique_ptr<adaptor::Adaptor> reference, Defect defect)
      : reference_(std::move(reference)), defect_(std::move(defect)) {}
  Observation exchange(const Stimulus& stimulus) override {
    if (std::holds_alternative<scenario::Reset>(stimulus)) {
      inner_.set = {};
      inner_.sends.clear();
    }
    Observation observation = reference_->exchange(stimulus);
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi != nullptr && ssi->action == "set-restricted") inner_.set = *ssi;
    if (ssi != nullptr && ssi->action == "clear-restricted") inner_.set = {};
    defect_(stimulus, observation, inner_);
    if (auto* drained = answer<observation::Drained>(observation)) {
      auto& rows = drained->effects.to_devices;
      rows.insert(rows.end(), inner_.sends.begin(), inner_.sends.end());
      inner_.sends.clear();
    }
    return observation;
  }

 private:
  std::unique_ptr<adaptor::Adaptor> reference_;
  Inner inner_{*reference_};
  Defect defect_;
};

inline run::CaseRow play(const run::Case& test_case, Defect defect, const std::string& options,
                         const spec::Profile& profile = built().profile) {
  auto reference = implementations::maker("reference?" + options, built().facts, profile, built().validator)();
  auto rules = built().rules;
  rules.profile = &profile;
  run::Session session(std::make_unique<Defective>(std::move(reference), std::move(defect)), rules);
  return session.play(test_case).row;
}

inline run::Case case_of(const std::string& id) {
  static const std::vector<Suite> suites = {contradictions(built().material), earlier_requests(built().material),
                                            neighbours(built().material),     inventory_events(built().material),
                                            restarts(built().material),       alerts(built().material),
                                            flag_control(built().material)};
  for (const auto& suite : suites) {
    for (const auto& each : suite.cases) {
      if (each.id == "restricted/" + id) return each;
    }
  }
  throw std::invalid_argument("no case " + id);
}

struct Row {
  std::string id;
  std::string requirement;
  Outcome outcome;
  Defect defect;
  std::string options = "declare=no";
};

inline void expect_caught(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    const auto& test_case = case_of(row.id);
    const auto honest = play(
        test_case, [](const Stimulus&, Observation&, Inner&) {}, row.options);
    EXPECT_LE(honest.verdict.outcome, Outcome::warn) << row.id;
    EXPECT_EQ(outcome_of(honest, row.requirement), Outcome::pass) << row.id << ": " << row.requirement;
    const auto defective = play(test_case, row.defect, row.options);
    EXPECT_EQ(outcome_of(defective, row.requirement), row.outcome) << row.id << ": " << row.requirement;
  }
}

/// Every request made while Restricted that `is_meant` is passed on to the devices it is about.
inline Defect passes_on(std::function<bool(const scenario::Submit&)> is_meant) {
  return [is_meant](const Stimulus& stimulus, Observation&, Inner& inner) {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || !inner.restricted() || !is_meant(*submit)) return;
    const auto& reading = submit->reading;
    for (const auto& device : reading.devices)
      inner.sends.push_back({device, reading.request_id, reading.header_srv, {}, {}});
  };
}
inline Defect passes_on_all() {
  return passes_on([](const auto&) { return true; });
}

/// What devices answered before is said in every Response while Restricted; a comment leaves that valid.
inline Defect answers_from_a_cache() {
  return [payloads = std::string()](const Stimulus& stimulus, Observation& observation, Inner& inner) mutable {
    if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) payloads += from->payload;
    auto* responded = answer<observation::Responded>(observation);
    if (responded != nullptr && inner.restricted()) responded->response.xml += "<!--" + payloads + "-->";
  };
}
/// Likewise in what the Self Service Interface says.
inline Defect tells_the_portal() {
  return [payloads = std::string()](const Stimulus& stimulus, Observation& observation, Inner& inner) mutable {
    if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) payloads += from->payload;
    auto* said = answer<observation::SsiAnswer>(observation);
    if (said != nullptr && inner.restricted()) said->reason += payloads;
  };
}

/// A defect at one kind of stimulus, before anything else is asked.
template <class Kind>
Defect forgets_at() {
  return [](const Stimulus& stimulus, Observation&, Inner& inner) {
    if (std::holds_alternative<Kind>(stimulus)) inner.forget();
  };
}

/// What reaches anybody is dropped while Restricted.
inline Defect drops_all() {
  return [](const Stimulus&, Observation& observation, Inner& inner) {
    auto* drained = answer<observation::Drained>(observation);
    if (drained != nullptr && inner.restricted()) drained->effects = {};
  };
}

inline const std::string never_leaves = "mp169.consumption-never-leaves";
inline const std::string comes_back = "mp169.nothing-comes-back";

}  // namespace hallmark::suites::routes
