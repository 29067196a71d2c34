// Section B of the policy, Alerts: which reach their Users while a device is Restricted, and which do not.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;
using spec::Permission;

namespace {

struct AlertRule {
  Permission expect = Permission::open;
  Level level = Level::report;
};

/// A profile file decides over the codes that it names, and as a must; the shipped profile is that of the facts.
AlertRule rule_of(const World& world, const std::string& code) {
  const auto& named = world.profile().alerts();
  const auto row = named.find(code);
  if (!world.profile().shipped() && row != named.end()) return {row->second, Level::must};
  const auto* alert = world.facts().alert(code);
  return alert == nullptr ? AlertRule{} : AlertRule{alert->expect, alert->level};
}

bool is_billing(const World& world, const AlertSent& alert) {
  return alert.code() == billing_alert && rule_of(world, alert.code()).expect == Permission::open;
}

std::string fuel_of(const World& world, const AlertSent& alert) {
  const auto* device = world.device(alert.from.device);
  return device != nullptr && device->type == "ESME" ? "electricity" : "gas";
}

/// An Alert whose two codes differ reaches them under either.
AlertReaches reaches(const AlertSent& alert, const AlertSent& clear) {
  return {{clear.users.begin(), clear.users.end()},
          alert.from.canary,
          alert.from.payload,
          alert.disagrees() ? std::string() : alert.said()};
}

void expect_billing(const World& world, const AlertSent& alert, Expectation& expectation) {
  const std::string fuel = fuel_of(world, alert);
  const PayloadWithheld withheld{alert.from.canary};
  if (!alert.disagrees()) {
    expectation.demands.push_back({withheld,
                                   Level::should,
                                   {"mp169.billing-alerts-stop"},
                                   "the billing Alert 8F0A is withheld while Restricted",
                                   false});
    return expect_choice(world, "billing-data-log-alert", fuel,
                         {{"withhold", withheld}, {"deliver", PayloadDelivered{alert.from.canary}}}, expectation);
  }
  const auto narrowed = world.choices().narrowed("billing-data-log-alert", fuel);
  if (narrowed && narrowed->token == "deliver") return;
  expectation.demands.push_back({withheld,
                                 Level::should,
                                 {"mp169.alert-told-by-its-payload"},
                                 "8F0A does not slip through under another AlertCode"});
}

void expect_permitted(const AlertSent& alert, const AlertSent* clear, Level level, Expectation& expectation) {
  if (clear == nullptr || clear->users.empty()) return;
  auto& demands = expectation.demands;
  if (alert.disagrees()) {
    demands.push_back({reaches(alert, *clear),
                       weaker(level, Level::should),
                       {"mp169.alert-told-by-its-payload"},
                       "an Alert is not lost for a wrong AlertCode"});
    return;
  }
  demands.push_back({reaches(alert, *clear),
                     level,
                     {"mp169.alerts-pass"},
                     "the Alert " + alert.code() + " reaches whom it reaches without the flag, unaltered"});
  demands.push_back({AlertOnce{alert.from.canary},
                     weaker(level, Level::should),
                     {"mp169.alerts-pass"},
                     "the Alert " + alert.code() + " is delivered once"});
}

void expect_covered(const World& world, const AlertSent& alert, Expectation& expectation) {
  if (is_billing(world, alert)) return expect_billing(world, alert, expectation);
  const auto* clear = world.clear_half(alert);
  const auto rule = rule_of(world, alert.code());
  const Level level = alert.is_should ? weaker(rule.level, Level::should) : rule.level;
  if (rule.expect == Permission::permit) return expect_permitted(alert, clear, level, expectation);
  if (rule.expect == Permission::reject) {
    expectation.demands.push_back({PayloadWithheld{alert.from.canary},
                                   level,
                                   {"mp169.allow-list"},
                                   "the profile does not permit the Alert " + alert.code()});
  } else if (clear != nullptr && !clear->users.empty()) {
    expect_choice(world, "other-alerts", alert.code(),
                  {{"deliver", PayloadDelivered{alert.from.canary}}, {"withhold", PayloadWithheld{alert.from.canary}}},
                  expectation);
  }
}

void expect_uncovered(const World& world, const AlertSent& alert, Expectation& expectation) {
  const auto* clear = world.clear_half(alert);
  if (clear == nullptr || clear->users.empty()) return;
  expectation.demands.push_back({reaches(alert, *clear),
                                 Level::must,
                                 {"mp169.unrestricted-untouched"},
                                 "an Alert of a device without the flag goes where it went before"});
}

/// The payload still names the Supplier before a change: any answer will do, and what is declared is given.
void expect_for_former_supplier(const World& world, const AlertSent& alert, Expectation& expectation) {
  if (alert.drains > 0) return;
  const auto reaching = [&](Ids users) {
    return AlertReaches{std::move(users), alert.from.canary, alert.from.payload, ""};
  };
  expect_choice(world, "alert-to-former-supplier", "",
                {{"deliver", reaching({alert.from.recipient})},
                 {"withhold", PayloadWithheld{alert.from.canary}},
                 {"redirect", reaching(world.inventory().responsible_suppliers(alert.from.device))}},
                expectation);
}

void expect_alert(const World& world, const AlertSent& alert, Expectation& expectation) {
  if (alert.to_former) return expect_for_former_supplier(world, alert, expectation);
  if (alert.unsettled) return;
  if (alert.drains > 0) {
    if (!alert.covered || alert.came_at_once || alert.is_of_dcc() || !is_billing(world, alert)) return;
    expectation.demands.push_back({PayloadWithheld{alert.from.canary},
                                   Level::must,
                                   {"mp169.nothing-comes-back"},
                                   "a billing Alert of the Restricted time is not stored and sent later"});
  } else if (alert.is_of_dcc()) {
    if (!alert.covered) return;
    expect_choice(world, "power-outage-alert", "",
                  {{"deliver", DccAlert{alert.said(), true}}, {"withhold", DccAlert{alert.said(), false}}},
                  expectation);
  } else if (alert.covered) {
    expect_covered(world, alert, expectation);
  } else {
    expect_uncovered(world, alert, expectation);
  }
}

}  // namespace

void expect_alerts(const World& world, Expectation& expectation) {
  for (const auto& alert : world.alerts()) expect_alert(world, alert, expectation);
}

void World::close_alerts(Expectation& expectation) const {
  std::map<std::string, const AlertSent*> clear;
  for (const auto& [key, alert] : clear_alerts_) clear[key] = &alert;
  for (const auto& [key, alert] : past_clear_alerts_) {
    if (!flags_.any_was_set()) clear[key] = &alert;
  }
  for (const auto& alert : alerts_) {
    if (!flags_.any_was_set() && !alert.covered) clear[alert.key()] = &alert;
  }
  for (const auto& [key, alert] : clear) {
    const auto rule = rule_of(*this, alert->code());
    if (!alert->users.empty() || alert->to_former || alert->is_of_dcc() || alert->drains == 0 ||
        rule.expect != Permission::permit)
      continue;
    expectation.demands.push_back({Undecided{"the Alert " + alert->code() + " of " + alert->from.device +
                                             " reaches nobody, also when not Restricted"},
                                   alert->disagrees() ? weaker(rule.level, Level::should) : rule.level,
                                   {"mp169.alerts-pass"},
                                   ""});
  }
}

}  // namespace hallmark::oracle
