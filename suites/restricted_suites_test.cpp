// The suites of Restricted mode against the reference with one defect each: what they are there to catch.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "harness/observation/canary.h"
#include "suites/restricted/alerts.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/prepayment.h"
#include "suites/restricted/queues.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

using Defect = adaptor::Distortion;

run::Played play(const Suite& suite, const std::string& id, Defect defect, const std::string& options = "declare=no") {
  run::Session session(
      std::make_unique<adaptor::Distorted>(built().implementation("reference?" + options), std::move(defect)),
      built().rules);
  for (const auto& each : suite.cases) {
    if (each.id == suite.name + '/' + id) return session.play(each);
  }
  throw std::invalid_argument("no case " + id);
}

/// One defect, the case that catches it, and what it breaks.
struct Row {
  std::string id;
  std::string requirement;
  Outcome outcome;
  std::function<Defect()> defect;
};

void expect_caught(const Suite& suite, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    const auto honest = play(suite, row.id, [](const Stimulus&, Observation&) {});
    EXPECT_EQ(honest.row.verdict.outcome, Outcome::pass) << row.id;
    EXPECT_EQ(outcome_of(honest.row, row.requirement), Outcome::pass) << row.id << ": " << row.requirement;
    const auto played = play(suite, row.id, row.defect());
    EXPECT_EQ(outcome_of(played.row, row.requirement), row.outcome) << row.id << ": " << row.requirement;
    EXPECT_GE(played.row.verdict.outcome, row.outcome) << row.id;
  }
}

observation::SsiAnswer* ssi_answer(Observation& observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  return answered == nullptr ? nullptr : std::get_if<observation::SsiAnswer>(&answered->answer);
}

observation::Effects* effects_of(Observation& observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  auto* drained = answered == nullptr ? nullptr : std::get_if<observation::Drained>(&answered->answer);
  return drained == nullptr ? nullptr : &drained->effects;
}

/// An answer of the Self Service Interface is changed.
std::function<Defect()> answering(const std::string& action, std::function<void(observation::SsiAnswer&)> change) {
  return [action, change]() -> Defect {
    return [action, change](const Stimulus& stimulus, Observation& observation) {
      const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
      auto* answer = ssi_answer(observation);
      if (ssi != nullptr && answer != nullptr && ssi->action == action) change(*answer);
    };
  };
}

void accept(observation::SsiAnswer& answer) { answer.accepted = true; }
void refuse(observation::SsiAnswer& answer) { answer = {}; }
void read_set(observation::SsiAnswer& answer) {
  if (answer.restricted) answer.restricted = true;
}
void read_clear(observation::SsiAnswer& answer) {
  if (answer.restricted) answer.restricted = false;
}

/// What is drained after the last set is changed.
std::function<Defect()> draining_restricted(std::function<void(const Stimulus&, observation::Effects&)> change) {
  return [change]() -> Defect {
    return [change, restricted = false](const Stimulus& stimulus, Observation& observation) mutable {
      if (std::holds_alternative<scenario::Reset>(stimulus)) restricted = false;
      if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
        if (ssi->action == "set-restricted") restricted = true;
        if (ssi->action == "clear-restricted") restricted = false;
      }
      if (auto* effects = effects_of(observation); restricted && effects != nullptr) change(stimulus, *effects);
    };
  };
}

TEST(FlagControl, CatchesWhatItIsThereFor) {
  const auto command_to = [](const std::string& srv) {
    return [srv]() -> Defect {
      return [srv, device = std::string()](const Stimulus& stimulus, Observation& observation) mutable {
        if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) device = ssi->device;
        if (auto* effects = effects_of(observation); effects != nullptr && !device.empty())
          effects->to_devices.push_back({device, "", srv, {}, {}});
      };
    };
  };
  expect_caught(
      flag_control(built().material),
      {{"nobody_else_sets_or_clears.esme.gas_supplier", "mp169.not-set-by-others", Outcome::fail,
        answering("set-restricted", accept)},
       {"nobody_else_sets_or_clears.gsme.unknown_party", "mp169.not-set-by-others", Outcome::fail,
        answering("clear-restricted", accept)},
       {"nobody_else_sets_or_clears.esme.other_user", "mp169.not-set-by-others", Outcome::fail,
        answering("read", read_set)},
       {"responsible_supplier_sets_and_clears.esme", "mp169.set-by-responsible-supplier", Outcome::fail,
        answering("set-restricted", refuse)},
       {"responsible_supplier_sets_and_clears.gsme", "mp169.flag-exists", Outcome::fail, answering("read", read_clear)},
       {"responsible_supplier_sets_and_clears.esme", "mp169.flag-sends-nothing", Outcome::fail, command_to("8.8.1")},
       {"responsible_supplier_sets_and_clears.esme", "mp169.visible", Outcome::fail, answering("read", refuse)},
       {"supplier_and_network_operator_read.gsme", "mp169.visible", Outcome::fail, answering("read", refuse)},
       {"set_and_cleared_twice_is_once.esme", "mp169.set-is-idempotent", Outcome::fail, answering("read", read_clear)},
       {"set_and_cleared_twice_is_once.gsme", "mp169.set-is-idempotent", Outcome::fail, answering("read", read_set)},
       {"settable_in_any_status.esme.suspended", "mp169.any-status", Outcome::fail,
        answering("set-restricted", refuse)},
       {"settable_in_any_status.gsme.pending", "mp169.any-status", Outcome::warn, answering("set-restricted", refuse)},
       {"no_status_change_alters_it.esme.commissioned.suspended", "mp169.any-status", Outcome::fail,
        answering("read", read_clear)},
       {"no_status_change_alters_it.gsme.commissioned.suspended", "mp169.any-status", Outcome::fail,
        answering("read", read_set)},
       {"smets1_never_becomes_restricted.esme", "mp169.smets2-only", Outcome::fail, answering("read", read_set)},
       {"smets1_never_becomes_restricted.gsme", "mp169.smets2-only", Outcome::warn,
        answering("set-restricted", accept)},
       {"control_passes_with_supply.esme", "mp169.control-passes-with-supply", Outcome::fail,
        answering("set-restricted", accept)},
       {"control_passes_with_supply.gsme", "mp169.control-passes-with-supply", Outcome::fail,
        answering("clear-restricted", refuse)},
       {"set_again_after_a_clear_holds.esme", "mp169.consumption-never-leaves", Outcome::fail, command_to("4.1.1")},
       {"flag_stays_when_the_hub_is_exchanged.esme", "mp169.consumption-never-leaves", Outcome::warn,
        command_to("4.1.1")}});
}

TEST(FlagControl, SeesThatReadAndFilterDiffer) {
  const auto suite = flag_control(built().material);
  for (const std::string event : {"supplier", "tenancy"}) {
    const auto id = "flag_and_filtering_agree_after_a_change_of_" + event + ".esme";
    for (const std::string answer : {"keep", "clear"}) {
      const auto options = event + (event == "supplier" ? "-change" : "") + "-clears-flag=" + answer + "&declare=no";
      const auto honest = play(
          suite, id, [](const Stimulus&, Observation&) {}, options);
      EXPECT_LT(honest.row.verdict.outcome, Outcome::inconclusive) << options;
      const auto liar = play(suite, id, answering("read", answer == "keep" ? read_clear : read_set)(), options);
      EXPECT_EQ(liar.row.verdict.outcome, Outcome::fail) << options;
    }
  }
}

TEST(Prepayment, CatchesWhatItIsThereFor) {
  expect_caught(
      prepayment(built().material),
      {{"set_is_refused_in_prepayment.esme", "mp169.credit-only", Outcome::fail, answering("set-restricted", accept)},
       {"set_is_refused_in_prepayment.gsme", "mp169.never-prepayment-and-restricted", Outcome::fail,
        answering("read", read_set)},
       {"reported_prepayment_loses_the_flag.esme", "mp169.never-prepayment-and-restricted", Outcome::fail,
        answering("read", read_set)},
       {"set_while_a_change_is_pending.gsme", "mp169.never-prepayment-and-restricted", Outcome::fail,
        answering("read", read_set)},
       {"the_other_meter_keeps_its_flag.esme", "mp169.flag-exists", Outcome::fail, answering("read", read_clear)}});
}

TEST(Prepayment, ChangeThatIsCarriedOutMustClearTheFlag) {
  const auto suite = prepayment(built().material);
  const std::string options = "payment-mode-change-while-restricted=clear-flag&declare=no";
  for (const std::string id : {"change_while_restricted.esme", "change_while_restricted_in_the_future.gsme"}) {
    const auto honest = play(
        suite, id, [](const Stimulus&, Observation&) {}, options);
    EXPECT_EQ(honest.row.verdict.outcome, Outcome::pass) << id;
    EXPECT_EQ(outcome_of(honest.row, "mp169.never-prepayment-and-restricted"), Outcome::pass) << id;
    const auto keeper = play(suite, id, answering("read", read_set)(), options);
    EXPECT_EQ(outcome_of(keeper.row, "mp169.never-prepayment-and-restricted"), Outcome::fail) << id;
  }
}

TEST(Alerts, CatchesWhatItIsThereFor) {
  const auto lost = draining_restricted([](const Stimulus&, auto& effects) { effects.to_users.clear(); });
  const auto doubled = draining_restricted([](const Stimulus&, auto& effects) {
    const auto once = effects.to_users;
    effects.to_users.insert(effects.to_users.end(), once.begin(), once.end());
  });
  const auto renamed = draining_restricted([](const Stimulus&, auto& effects) {
    for (auto& row : effects.to_users) {
      const auto at = row.document.xml.find("8F3F");
      if (at != std::string::npos) row.document.xml.replace(at, 4, "8F3E");
    }
  });
  expect_caught(alerts(built().material),
                {{"alert_8f3f.esme", "mp169.alerts-pass", Outcome::fail, lost},
                 {"alert_8f3f.gsme", "mp169.alerts-pass", Outcome::fail, renamed},
                 {"alert_8f3f.esme", "mp169.alerts-pass", Outcome::warn, doubled},
                 {"alert_8010.esme", "mp169.alerts-pass", Outcome::warn, lost},
                 {"the_other_meter_is_untouched.gsme.8f0a", "mp169.unrestricted-untouched", Outcome::fail, lost},
                 {"tamper_is_not_lost.esme.8f0a", "mp169.alert-told-by-its-payload", Outcome::warn, lost}});
}

TEST(Alerts, SeesABillingAlertThatIsDeliveredStoredOrDisguised) {
  const auto suite = alerts(built().material);
  const std::string delivering = "billing-data-log-alert=deliver&declare=no";
  const auto delivered = play(
      suite, "alert_8f0a.esme", [](const Stimulus&, Observation&) {}, delivering);
  EXPECT_EQ(outcome_of(delivered.row, "mp169.billing-alerts-stop"), Outcome::warn);
  // Kept back while Restricted and sent once it is cleared.
  const Defect stored = [kept = std::vector<observation::ToUser>(), restricted = false](
                            const Stimulus& stimulus, Observation& observation) mutable {
    if (std::holds_alternative<scenario::Reset>(stimulus)) restricted = false;
    if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) restricted = ssi->action == "set-restricted";
    auto* effects = effects_of(observation);
    if (effects == nullptr) return;
    if (restricted) {
      kept.insert(kept.end(), effects->to_users.begin(), effects->to_users.end());
      effects->to_users.clear();
    } else {
      effects->to_users.insert(effects->to_users.end(), kept.begin(), kept.end());
      kept.clear();
    }
  };
  const auto late = play(suite, "alert_8f0a.gsme", stored, delivering);
  EXPECT_EQ(outcome_of(late.row, "mp169.nothing-comes-back"), Outcome::fail);
  // The first, which comes openly, is withheld; the one under another code is not.
  const auto disguised = play(
      suite, "billing_does_not_hide.esme.8f3f",
      [count = 0](const Stimulus& stimulus, Observation& observation) mutable {
        if (std::holds_alternative<scenario::Reset>(stimulus)) count = 0;
        if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus); ssi != nullptr) count = 1;
        auto* effects = effects_of(observation);
        if (effects != nullptr && !effects->to_users.empty() && count == 1) {
          effects->to_users.clear();
          count = 2;
        }
      },
      delivering);
  EXPECT_EQ(outcome_of(disguised.row, "mp169.alert-told-by-its-payload"), Outcome::warn);
}

TEST(Queues, CatchesWhatItIsThereFor) {
  // Whatever was asked of a device is sent to it, Restricted or not.
  const auto sends_all = []() -> Defect {
    return [asked = std::vector<scenario::Submit>()](const Stimulus& stimulus, Observation& observation) mutable {
      if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) asked.push_back(*submit);
      auto* effects = effects_of(observation);
      if (effects == nullptr || asked.empty()) return;
      const auto& reading = asked.back().reading;
      effects->to_devices.push_back({reading.devices.back(), reading.request_id, reading.header_srv, {}, {}});
    };
  };
  const auto runs_on = []() -> Defect {
    return [meter = std::string()](const Stimulus& stimulus, Observation& observation) mutable {
      if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) meter = ssi->device;
      if (auto* effects = effects_of(observation); effects != nullptr && !meter.empty())
        effects->to_devices.push_back({meter, "unknown-run", "4.6.1", {}, {}});
    };
  };
  const auto still_refuses = []() -> Defect {
    return [was_set = false](const Stimulus& stimulus, Observation& observation) mutable {
      if (std::holds_alternative<scenario::Reset>(stimulus)) was_set = false;
      if (std::holds_alternative<scenario::Ssi>(stimulus)) was_set = true;
      if (auto* effects = effects_of(observation); was_set && effects != nullptr) effects->to_devices.clear();
    };
  };
  expect_caught(
      queues(built().material),
      {{"future_dated_request_due_while_restricted.esme.is", "mp169.consumption-never-leaves", Outcome::fail,
        sends_all},
       {"future_dated_request_due_while_restricted.gpf.gs", "mp169.consumption-never-leaves", Outcome::fail, sends_all},
       {"schedule_made_before_the_flag.gsme.gs", "mp169.consumption-never-leaves", Outcome::fail, runs_on},
       {"clear_restores.esme.is.srv_4_1_1", "mp169.clear-restores", Outcome::fail, still_refuses},
       {"clear_restores.gpf.gs.srv_4_8_1", "mp169.clear-restores", Outcome::fail, still_refuses}});
}

TEST(Queues, SeesAnAnswerInFlightThatIsDeliveredTwice) {
  const auto twice = draining_restricted([](const Stimulus&, auto& effects) {
    const auto once = effects.to_users;
    effects.to_users.insert(effects.to_users.end(), once.begin(), once.end());
  });
  const auto suite = queues(built().material);
  const std::string id = "answer_in_flight_when_set.esme.is";
  const std::string delivering = "in-flight-response=deliver&declare=no";
  const auto honest = play(
      suite, id, [](const Stimulus&, Observation&) {}, delivering);
  EXPECT_EQ(outcome_of(honest.row, "mp169.nothing-comes-back"), Outcome::pass);
  EXPECT_EQ(outcome_of(play(suite, id, twice(), delivering).row, "mp169.nothing-comes-back"), Outcome::fail);
}

/// Every requirement that these suites are about is one that a case of theirs names.
TEST(RestrictedSuites, NameTheRequirementsOfTheirSections) {
  std::set<std::string> named;
  for (const auto& suite : {flag_control(built().material), prepayment(built().material), alerts(built().material),
                            queues(built().material)}) {
    for (const auto& each : suite.cases) named.insert(each.requirements.begin(), each.requirements.end());
  }
  for (const std::string id :
       {"flag-exists", "set-by-responsible-supplier", "not-set-by-others", "visible", "smets2-only", "credit-only",
        "never-prepayment-and-restricted", "any-status", "any-time", "control-passes-with-supply", "set-is-idempotent",
        "flag-sends-nothing", "alerts-pass", "billing-alerts-stop", "alert-told-by-its-payload", "clear-restores",
        "nothing-comes-back", "consumption-never-leaves"}) {
    EXPECT_TRUE(named.contains("mp169." + id)) << id;
  }
}

}  // namespace
}  // namespace hallmark::suites
