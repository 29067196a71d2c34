#include "suites/restricted/alerts.h"

#include <algorithm>
#include <set>

#include "harness/generator/alert_from_device.h"
#include "suites/restricted/half.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view suite_name = "restricted/alerts";

/// Whom the device addresses its alert to: the Supplier, the network operator of its point, or one after the other.
std::vector<std::string> recipients(const spec::Alert& alert, const Stage& stage, const std::string& type) {
  std::vector<std::string> users;
  const bool gas = type != "ESME";
  const auto parties = generator::parties_of(alert);
  if (parties.supplier) users.push_back(type == "CHF" ? stage.all().import_supplier : stage.supplier(type));
  if (parties.network_operator)
    users.push_back(gas ? stage.all().gas_transporter : stage.all().electricity_distributor);
  return users;
}

/// An alert whose payload says `inside`, under the AlertCode `said`.
scenario::FromDevice sent(Stage& stage, const std::string& type, const spec::Alert& inside, const std::string& said,
                          const std::string& user, scenario::Instant now) {
  return generator::alert_from_device({&inside, said, stage.device(type), type, user, stage.next_counter()}, now,
                                      stage.canary());
}

/// Which meters are Restricted while a type sends.
std::vector<std::string> restricted_for(const std::string& type) {
  if (type == "ESME") return {"ESME"};
  if (type == "GSME" || type == "GPF") return {"GSME"};
  return {"ESME", "GSME"};
}

void add_lingering(Half& half, const std::vector<std::string>& meters) {
  for (const auto& meter : meters) half.clear(meter);
  half.wait(2 * day);
}

using Send = std::function<void(Stage&, Half&)>;

/// The same Alerts without the flag and with it.
run::Case pair_of(const Material& material, const std::string& id, const std::string& title, const std::string& type,
                  std::vector<std::string> meters, std::vector<std::string> requirements, Send send) {
  auto made = restricted_case(std::string(suite_name) + '/' + id, title, type, std::move(requirements));
  made.assumes = {"mp169.set-by-responsible-supplier"};
  made.trials = [material, meters = std::move(meters), send = std::move(send)](std::uint64_t seed) {
    Stage stage(material, seed);
    run::Trial trial;
    Half clear(stage);
    send(stage, clear);
    trial.clear = clear.steps();
    Half half(stage);
    for (const auto& meter : meters) half.set(meter);
    send(stage, half);
    add_lingering(half, meters);
    trial.restricted = half.steps();
    return std::vector<run::Trial>{trial};
  };
  return made;
}

/// 1.1.1, which is permitted, is accepted by the device an hour ahead of its time; the Alert comes after that.
void make_future_dated_command(Stage& stage, Half& half, const std::string& type) {
  const auto [transform, sent] = stage.signed_request(type, stage.supplier(type), {"1.1.1", 4, true});
  half.submit(transform).submit(sent).answer(sent, type).wait(2 * hour);
}

Send sends(const spec::Alert& alert, const std::string& type) {
  return [alert, type](Stage& stage, Half& half) {
    if (generator::answers_a_waiting_request(alert.code)) make_future_dated_command(stage, half, type);
    for (const auto& user : recipients(alert, stage, type)) {
      half.add(sent(stage, type, alert, alert.code, user, half.now())).drain();
    }
  };
}

std::vector<std::string> judged_by(const spec::Alert& alert, bool behind_flag) {
  if (!behind_flag) return {"mp169.unrestricted-untouched"};
  if (alert.code == "8F0A") return {"mp169.billing-alerts-stop", "mp169.nothing-comes-back", "choices.as-declared"};
  if (alert.expect == spec::Permission::permit) return {"mp169.alerts-pass"};
  return {"choices.as-declared"};
}

/// Why an alert that the facts have of a type is not sent; empty: it is.
std::string not_run_because(const spec::Facts& facts, const spec::Alert& alert, const std::string& type) {
  if (generator::is_for_the_dcc(alert.code)) return "addressed to the DCC itself, it reaches no User as a Device Alert";
  const auto* known = facts.device_type(type);
  return known == nullptr || !known->in_schema ? type + " is no DeviceType of the schema" : "";
}

void add_every_code(const Material& material, Suite& suite) {
  for (const auto& alert : material.facts->alerts) {
    if (alert.dcc) continue;
    for (const auto& type : alert.device_types) {
      const std::string id = "alert_" + in_lower_case(alert.code) + '.' + in_lower_case(type);
      const auto reason = not_run_because(*material.facts, alert, type);
      if (!reason.empty()) {
        suite.not_run.push_back({std::string(suite_name) + '/' + id, reason});
        continue;
      }
      const bool behind_flag = type == "ESME" || type == "GSME" || type == "GPF";
      auto made =
          pair_of(material, id, alert.code + ' ' + alert.name + " of a " + type + ", without the flag and with it",
                  type, restricted_for(type), judged_by(alert, behind_flag), sends(alert, type));
      made.axes.expect = spec::name(behind_flag ? alert.expect : spec::Permission::permit);
      made.axes.level = spec::name(behind_flag ? alert.level : spec::Level::must);
      suite.cases.push_back(std::move(made));
    }
  }
}

/// The meter of the other fuel on the same hub is Restricted: nothing changes for this one.
void add_neighbours(const Material& material, Suite& suite) {
  for (const std::string code : {"8F3F", "8F0A", "8F36"}) {
    const auto* alert = material.facts->alert(code);
    for (const std::string type : {"ESME", "GSME"}) {
      if (alert == nullptr) continue;
      const std::string other = type == "ESME" ? "GSME" : "ESME";
      suite.cases.push_back(pair_of(material,
                                    "the_other_meter_is_untouched." + in_lower_case(type) + '.' + in_lower_case(code),
                                    alert->code + " of an " + type + " beside a Restricted " + other, type, {other},
                                    {"mp169.unrestricted-untouched"}, sends(*alert, type)));
    }
  }
}

/// Where AlertCode and payload differ. Before 8F0A hides, it comes openly, so that the answer to it is known.
void add_disguises(const Material& material, Suite& suite) {
  const auto* billing = material.facts->alert("8F0A");
  for (const std::string type : {"ESME", "GSME"}) {
    for (const std::string said : {"8F3F", "8F36", "81A0"}) {
      suite.cases.push_back(pair_of(material,
                                    "billing_does_not_hide." + in_lower_case(type) + '.' + in_lower_case(said),
                                    "A payload of 8F0A under the AlertCode " + said + " of an " + type, type, {type},
                                    {"mp169.alert-told-by-its-payload", "mp169.nothing-comes-back"},
                                    [billing, type, said](Stage& stage, Half& half) {
                                      const auto& user = stage.supplier(type);
                                      half.add(sent(stage, type, *billing, billing->code, user, half.now())).drain();
                                      half.add(sent(stage, type, *billing, said, user, half.now())).drain();
                                    }));
    }
    const auto* tamper = material.facts->alert("8F3F");
    suite.cases.push_back(
        pair_of(material, "tamper_is_not_lost." + in_lower_case(type) + ".8f0a",
                "A payload of 8F3F, a tamper Alert, under the AlertCode 8F0A of an " + type, type, {type},
                {"mp169.alert-told-by-its-payload"}, [tamper, type](Stage& stage, Half& half) {
                  half.add(sent(stage, type, *tamper, "8F0A", stage.supplier(type), half.now())).drain();
                }));
  }
}

/// The payload still names the Supplier before a change; then that of now.
void add_former_suppliers(const Material& material, Suite& suite) {
  const auto* tamper = material.facts->alert("8F3F");
  for (const std::string type : {"ESME", "GSME"}) {
    for (const bool restricted : {false, true}) {
      auto made = restricted_case(std::string(suite_name) + "/addressed_to_a_former_supplier." + in_lower_case(type) +
                                      (restricted ? ".restricted" : ".unrestricted"),
                                  "8F3F of an " + type + " comes after a change of supplier and names the former one",
                                  type, {"choices.as-declared"});
      made.trials = [material, tamper, type, restricted](std::uint64_t seed) {
        Stage stage(material, seed, {.gaining_suppliers = true});
        Half half(stage);
        half.change_of_supplier(type);
        if (restricted) half.ssi(stage.gaining(type), "set-restricted", type);
        half.add(sent(stage, type, *tamper, tamper->code, stage.supplier(type), half.now())).drain();
        half.add(sent(stage, type, *tamper, tamper->code, stage.gaining(type), half.now())).drain();
        run::Trial trial;
        trial.restricted = half.steps();
        return std::vector<run::Trial>{trial};
      };
      suite.cases.push_back(std::move(made));
    }
  }
}

/// AD1, told by the hub; an implementation that makes no DCC Alerts declines it.
void add_power_outage(const Material& material, Suite& suite) {
  suite.cases.push_back(pair_of(material, "power_outage_told_by_the_hub.chf",
                                "A power outage (DCC Alert AD1) at a hub whose meters are Restricted", "CHF",
                                {"ESME", "GSME"}, {"choices.as-declared"}, [](Stage& stage, Half& half) {
                                  scenario::FromDevice from;
                                  from.device = stage.device("CHF");
                                  from.kind = "dcc-alert";
                                  from.alert_code = "AD1";
                                  half.add(from).drain();
                                }));
}

}  // namespace

Suite alerts(const Material& material) {
  Suite suite;
  suite.name = suite_name;
  suite.title = "Which Alerts reach their Users while a device is Restricted";
  add_every_code(material, suite);
  add_neighbours(material, suite);
  add_disguises(material, suite);
  add_former_suppliers(material, suite);
  add_power_outage(material, suite);
  return suite;
}

}  // namespace hallmark::suites
