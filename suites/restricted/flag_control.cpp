#include "suites/restricted/flag_control.h"

#include <functional>

#include "suites/restricted/half.h"

namespace hallmark::suites {

namespace {

using generator::PremisesOptions;

const std::vector<std::string> meters = {"ESME", "GSME"};
const Wanted registers{"4.1.1"};  // consumption, which the shipped profile rejects

std::string role_of(const std::string& meter) { return meter == "GSME" ? "GS" : "IS"; }

/// Builds the cases of the suite, a function a fact.
class FlagControl {
 public:
  explicit FlagControl(const Material& material) : material_(material) {
    suite_.name = "restricted/flag_control";
    suite_.title = "Who sets, reads and clears the flag, of what and when, and what leaves it as it is";
  }

  Suite build() {
    for (const auto& meter : meters) {
      set_and_cleared(meter);
      set_twice(meter);
      read_by_others(meter);
      any_status(meter);
      status_changes(meter);
      smets1(meter);
      supply_changes(meter);
      tenancy_changes(meter);
      inventory_events(meter);
    }
    parties();
    hubs_and_proxies();
    return std::move(suite_);
  }

 private:
  using Script = std::function<void(Stage&, run::Trial&)>;

  void add(const std::string& id, const std::string& title, const std::string& meter,
           std::vector<std::string> requirements, Script script, const PremisesOptions& options = {}) {
    requirements.emplace_back("mp169.flag-exists");
    requirements.emplace_back("mp169.flag-sends-nothing");
    auto made = restricted_case(suite_.name + '/' + id, title, meter, std::move(requirements));
    made.axes.role = role_of(meter);
    made.trials = [material = material_, script = std::move(script), options](std::uint64_t seed) {
      Stage stage(material, seed, options);
      run::Trial trial;
      script(stage, trial);
      return std::vector<run::Trial>{trial};
    };
    suite_.cases.push_back(std::move(made));
  }

  void set_and_cleared(const std::string& meter) {
    add("responsible_supplier_sets_and_clears." + in_lower_case(meter),
        "The Responsible Supplier of an " + meter + " sets the flag, reads it and clears it", meter,
        {"mp169.set-by-responsible-supplier", "mp169.visible", "mp169.any-time"}, [meter](Stage& stage, auto& trial) {
          trial.restricted = Half(stage).read(meter).set(meter).read(meter).clear(meter).read(meter).steps();
        });
  }

  void set_twice(const std::string& meter) {
    add("set_and_cleared_twice_is_once." + in_lower_case(meter),
        "The flag of an " + meter + " is set twice, then cleared twice", meter,
        {"mp169.set-is-idempotent", "choices.as-declared"}, [meter](Stage& stage, auto& trial) {
          Half half(stage);
          half.clear(meter).read(meter).set(meter).set(meter).read(meter);
          half.set(meter).clear(meter).clear(meter).read(meter);
          trial.restricted = half.steps();
        });
    add("repeated_set_does_not_move_on." + in_lower_case(meter),
        "The flag of an " + meter + " is set, and again an hour later, before an announced set would hold", meter,
        {"mp169.any-time", "choices.as-declared"}, [meter](Stage& stage, auto& trial) {
          Half half(stage);
          half.set(meter).wait(hour).set(meter).read(meter).ask(meter, stage.supplier(meter), registers);
          half.clear(meter).wait(hour).clear(meter).read(meter);
          trial.restricted = half.steps();
        });
    add("set_again_after_a_clear_holds." + in_lower_case(meter),
        "The flag of an " + meter + " is set, cleared and set in succession, and consumption is asked for", meter,
        {"mp169.any-time", "mp169.allow-list", "mp169.consumption-never-leaves"}, [meter](Stage& stage, auto& trial) {
          Half half(stage);
          half.set(meter).clear(meter).set(meter).read(meter).ask(meter, stage.supplier(meter), registers);
          trial.restricted = half.steps();
        });
  }

  void read_by_others(const std::string& meter) {
    add("supplier_and_network_operator_read." + in_lower_case(meter),
        "The flag of an " + meter + " is read by its Supplier, its network operator and others, clear and set", meter,
        {"mp169.visible"}, [meter](Stage& stage, auto& trial) {
          Half half(stage);
          const auto all_read = [&] {
            for (const auto& user : stage.all().estate.users) half.read_by(user.id, meter);
          };
          all_read();
          half.set(meter);
          all_read();
          trial.restricted = half.steps();
        });
  }

  /// Everybody but the Responsible Supplier and the DCC, by the name that case ids give them.
  static std::vector<std::pair<std::string, std::function<std::string(Stage&)>>> others(const std::string& meter) {
    const auto in_role = [](std::string role) {
      return [role](Stage& stage) { return generator::user_in_role(stage.all(), role); };
    };
    std::vector<std::pair<std::string, std::function<std::string(Stage&)>>> all = {
        {"export_supplier", in_role("ES")},
        {"electricity_distributor", in_role("ED")},
        {"gas_transporter", in_role("GT")},
        {"supplier_agent", in_role("RSA")},
        {"other_user", in_role("OU")},
        {"another_supplier", [meter](Stage& stage) { return stage.gaining(meter); }},
        {"unknown_party", [](Stage&) { return std::string("90-B3-D5-FF-FF-FF-FF-FE"); }}};
    if (meter == "ESME") all.emplace_back("gas_supplier", in_role("GS"));
    if (meter == "GSME") all.emplace_back("import_supplier", in_role("IS"));
    return all;
  }

  void parties() {
    for (const auto& meter : meters) {
      for (const auto& [name, party] : others(meter)) {
        add("nobody_else_sets_or_clears." + in_lower_case(meter) + '.' + name,
            "Neither set nor cleared by the " + name + ": the flag of an " + meter, meter, {"mp169.not-set-by-others"},
            [meter, who = party](Stage& stage, auto& trial) {
              const auto user = who(stage);
              Half half(stage);
              half.ssi(user, "set-restricted", meter).read(meter).ssi(user, "clear-restricted", meter).set(meter);
              half.ssi(user, "clear-restricted", meter).read(meter).ssi(user, "set-restricted", meter).read(meter);
              trial.restricted = half.steps();
            },
            {.gaining_suppliers = true});
      }
    }
  }

  static const std::vector<std::string>& statuses() {
    static const std::vector<std::string> all = {"Pending",      "Whitelisted",    "InstalledNotCommissioned",
                                                 "Commissioned", "Suspended",      "Recovery",
                                                 "Recovered",    "Decommissioned", "Withdrawn"};
    return all;
  }

  void any_status(const std::string& meter) {
    for (const auto& status : statuses()) {
      add("settable_in_any_status." + in_lower_case(meter) + '.' + in_lower_case(status),
          "The flag of an " + meter + " in Device status " + status + " is set and cleared", meter,
          {"mp169.any-status", "mp169.any-time", "mp169.set-by-responsible-supplier"},
          [meter](Stage& stage, auto& trial) {
            trial.restricted = Half(stage).read(meter).set(meter).read(meter).clear(meter).read(meter).steps();
          },
          {.status = status});
    }
  }

  void status_changes(const std::string& meter) {
    for (const auto& from : statuses()) {
      for (const auto& to : statuses()) {
        if (from == to) continue;
        add("no_status_change_alters_it." + in_lower_case(meter) + '.' + in_lower_case(from) + '.' + in_lower_case(to),
            "An " + meter + " goes from " + from + " to " + to + " with the flag set, and back with it clear", meter,
            {"mp169.any-status"},
            [meter, from, to](Stage& stage, auto& trial) {
              Half half(stage);
              half.set(meter).read(meter).status(meter, to).read(meter);
              half.clear(meter).read(meter).status(meter, from).read(meter);
              trial.restricted = half.steps();
            },
            {.status = from});
      }
    }
  }

  void smets1(const std::string& meter) {
    add("smets1_never_becomes_restricted." + in_lower_case(meter),
        "The flag of a SMETS1 " + meter + " is asked to be set, and consumption is read as before", meter,
        {"mp169.smets2-only", "mp169.unrestricted-untouched"},
        [meter](Stage& stage, auto& trial) {
          const auto& supplier = stage.supplier(meter);
          const auto before = stage.request(meter, supplier, registers);
          trial.clear = Half(stage).read(meter).submit(before).answer(before, meter).steps();
          trial.clear_probe = before.reading.request_id;
          Half half(stage);
          half.set(meter).read(meter).ask(meter, supplier, registers).read(meter).clear(meter).read(meter);
          trial.restricted = half.steps();
        },
        {.smets = 1});
  }

  /// After a change: whether the flag is kept, and that requests are treated as what is read says.
  static void agrees(Half& half, Stage& stage, const std::string& meter, const std::string& supplier) {
    half.read_by(supplier, meter).ask(meter, supplier, registers).read_by(supplier, meter);
    half.ask(meter, supplier, {"11.2"});
    (void)stage;
  }

  void supply_changes(const std::string& meter) {
    add("control_passes_with_supply." + in_lower_case(meter),
        "After a change of supplier the new Responsible Supplier of an " + meter + " controls the flag, the old not",
        meter, {"mp169.control-passes-with-supply", "mp169.not-set-by-others", "mp169.visible", "choices.as-declared"},
        [meter](Stage& stage, auto& trial) {
          const auto& gaining = stage.gaining(meter);
          const auto& former = stage.supplier(meter);
          Half half(stage);
          half.set(meter).read(meter).change_of_supplier(meter).read_by(gaining, meter);
          for (const std::string action : {"set-restricted", "clear-restricted"}) {
            half.ssi(former, action, meter).read_by(gaining, meter);
            half.ssi(gaining, action, meter).read_by(gaining, meter).ssi(former, action, meter).read_by(gaining, meter);
          }
          trial.restricted = half.steps();
        },
        {.gaining_suppliers = true});
    add("flag_and_filtering_agree_after_a_change_of_supplier." + in_lower_case(meter),
        "What the flag of an " + meter + " reads after a change of supplier is how requests are treated", meter,
        {"mp169.control-passes-with-supply", "mp169.allow-list", "mp169.clear-restores", "choices.as-declared"},
        [meter](Stage& stage, auto& trial) {
          Half clear(stage);
          clear.change_of_supplier(meter);
          agrees(clear, stage, meter, stage.gaining(meter));
          trial.clear = clear.steps();
          Half half(stage);
          half.set(meter).change_of_supplier(meter);
          agrees(half, stage, meter, stage.gaining(meter));
          trial.restricted = half.steps();
        },
        {.gaining_suppliers = true});
  }

  void tenancy_changes(const std::string& meter) {
    add("flag_and_filtering_agree_after_a_change_of_tenancy." + in_lower_case(meter),
        "What the flag of an " + meter + " reads after a change of tenancy is how requests are treated", meter,
        {"mp169.allow-list", "mp169.clear-restores", "choices.as-declared"}, [meter](Stage& stage, auto& trial) {
          Half clear(stage);
          clear.change_of_tenancy(meter);
          agrees(clear, stage, meter, stage.supplier(meter));
          trial.clear = clear.steps();
          Half half(stage);
          half.set(meter).change_of_tenancy(meter);
          agrees(half, stage, meter, stage.supplier(meter));
          trial.restricted = half.steps();
        });
  }

  /// The flag survives the event; a consumption read right after it, before any read of the flag, is still refused.
  void keeps(const std::string& fact, const std::string& title, const std::string& meter,
             const std::function<scenario::Inventory(Stage&)>& event) {
    add(fact + '.' + in_lower_case(meter), title, meter, {"mp169.allow-list", "mp169.consumption-never-leaves"},
        [meter, event](Stage& stage, auto& trial) {
          Half half(stage);
          half.set(meter).inventory(event(stage)).ask(meter, stage.supplier(meter), registers).read(meter);
          trial.restricted = half.steps();
        });
  }

  void inventory_events(const std::string& meter) {
    keeps("flag_stays_when_its_device_is_added_again", "A Restricted " + meter + " is added to the inventory again",
          meter, [meter](Stage& stage) {
            scenario::Inventory event;
            event.add = *scenario::find_device(stage.all().estate, stage.device(meter));
            return event;
          });
    keeps("flag_stays_when_the_hub_is_exchanged", "The hub of a Restricted " + meter + " is exchanged", meter,
          [meter](Stage& stage) {
            scenario::Inventory event;
            event.devices = {stage.device(meter)};
            event.hub = stage.all().other_chf;
            return event;
          });
    keeps("flag_stays_when_the_meter_is_moved", "A Restricted " + meter + " is moved to another metering point", meter,
          [meter](Stage& stage) {
            const auto& all = stage.all();
            const auto& other = meter == "GSME" ? all.other_gsme : all.other_esme;
            scenario::Inventory event;
            event.devices = {stage.device(meter)};
            event.metering_points = scenario::find_device(all.estate, other)->metering_points;
            return event;
          });
  }

  void hubs_and_proxies() {
    for (const std::string type : {"CHF", "GPF"}) {
      for (const auto& meter : meters) {
        if (type == "GPF" && meter == "ESME") continue;
        add("set_on_a_hub_or_proxy." + in_lower_case(type) + '.' + in_lower_case(meter),
            "The flag of a " + type + " is asked to be set by the Supplier of the " + meter, type,
            {"choices.as-declared"}, [type, meter](Stage& stage, auto& trial) {
              const auto& supplier = stage.supplier(meter);
              Half half(stage);
              half.ssi(supplier, "set-restricted", type).read(meter).ssi(supplier, "clear-restricted", type);
              half.read(meter);
              trial.restricted = half.steps();
            });
        suite_.cases.back().axes.role = role_of(meter);
      }
    }
  }

  Material material_;
  Suite suite_;
};

}  // namespace

Suite flag_control(const Material& material) { return FlagControl(material).build(); }

}  // namespace hallmark::suites
