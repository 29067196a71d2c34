#include "suites/gaps/flag_scene.h"
#include "suites/gaps/theme.h"

namespace hallmark::suites {

namespace {

struct Letter {
  const char* name;
  bool (FlagScene::*act)();
};
using Letters = std::vector<Letter>;

const Letter set = {"the Responsible Supplier sets the flag", &FlagScene::set};
const Letter clear = {"the Responsible Supplier clears the flag", &FlagScene::clear};
const Letter consumption = {"the Responsible Supplier reads consumption (4.6.1)", &FlagScene::consumption};
const Letter change_of_supplier = {"the point goes to another Supplier, who reads the flag",
                                   &FlagScene::change_of_supplier};

/// `compared`: the word is first told without the flag, for rules that ask for what it is without.
Theme theme(const Material& material, std::string name, std::string title, Letters letters, bool compared = false) {
  Theme made;
  made.name = std::move(name);
  made.title = std::move(title);
  for (const auto& each : letters) made.letters.emplace_back(each.name);
  made.tell = [material, letters = std::move(letters), compared](const Word& word) {
    constexpr std::uint64_t seed = 1;
    Stage stage(material, seed, {.gaining_suppliers = true});
    FlagScene without(stage, false);
    Told told;
    for (const auto letter : word) {
      if (compared) (without.*letters[letter].act)();
    }
    FlagScene with(stage, true);
    for (const auto letter : word) told.makes_sense = told.makes_sense && (with.*letters[letter].act)();
    if (compared) told.trial.clear = without.steps();
    told.trial.restricted = with.steps();
    told.lasting = with.lasting();
    return told;
  };
  return made;
}

}  // namespace

std::vector<Theme> flag_themes(const Material& material) {
  return {
      theme(material, "control", "who controls the flag, and what changes it",
            {set,
             clear,
             {"the Supplier sets the flag of the Gas Proxy Function", &FlagScene::set_of_proxy},
             {"the Supplier sets the flag of the hub", &FlagScene::set_of_hub},
             consumption,
             change_of_supplier,
             {"the tenant changes, and the flag is read", &FlagScene::change_of_tenancy},
             {"the meter is changed to prepayment mode (1.6), and the flag is read", &FlagScene::change_to_prepayment},
             {"a change to prepayment mode (1.6) is ordered for later", &FlagScene::later_change_to_prepayment}}),
      theme(material, "requests", "what is answered while the flag is set",
            {set,
             clear,
             consumption,
             {"the same request comes again", &FlagScene::same_request_again},
             {"the Supplier tops up the meter (2.2)", &FlagScene::top_up}},
            true),
      theme(material, "queues", "what was asked before and comes after",
            {set,
             clear,
             {"a read of consumption (4.1.1) is ordered for an hour later", &FlagScene::future_dated},
             {"a read of consumption (4.8.1) is sent and not answered yet", &FlagScene::unanswered},
             {"the meter answers that read", &FlagScene::late_answer},
             {"a daily read of consumption is scheduled (5.1)", &FlagScene::daily_schedule},
             {"two hours pass", &FlagScene::two_hours},
             {"three days pass", &FlagScene::three_days},
             change_of_supplier,
             {"the Supplier reads what was recorded since the start (4.8.1)", &FlagScene::read_of_all_since}}),
      theme(material, "alerts", "which Alerts reach whom",
            {set,
             clear,
             {"the meter sends the billing Alert 8F0A", &FlagScene::billing_alert},
             {"the meter sends an Alert that no rule names", &FlagScene::other_alert},
             {"the hub loses its supply (DCC Alert AD1)", &FlagScene::power_outage},
             change_of_supplier,
             {"the meter sends a tamper Alert (8F3F) that still names the former Supplier",
              &FlagScene::alert_to_former_supplier}},
            true),
      theme(material, "reports", "what the monthly measures count",
            {set,
             clear,
             {"a new month begins", &FlagScene::month_begins},
             {"the DCC reports the measures of the last month", &FlagScene::report_of_last_month}})};
}

std::vector<Theme> all_themes(const Material& material) {
  auto all = flag_themes(material);
  all.push_back(service_flag_theme());
  return all;
}

}  // namespace hallmark::suites
