// Alerts lost, doubled, altered, misrouted and late, a class at a time.
#include <algorithm>

#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

namespace {

const std::string passes = "mp169.alerts-pass";

using Choose = std::function<bool(const spec::Alert&)>;

std::vector<std::string> codes(const spec::Facts& facts, const Choose& chosen) {
  std::vector<std::string> found;
  for (const auto& alert : facts.alerts) {
    if (!alert.dcc && alert.code != "8F0A" && chosen(alert)) found.push_back(alert.code);
  }
  return found;
}

Condition and_restricted(Condition when) { return both(std::move(when), while_restricted()); }

Effect alters_alerts(Condition when, ChangeOfText change) {
  return alters_to_users("DeviceAlertMessage", std::move(when), std::move(change));
}

/// Every class of Alerts that has to pass, by what the facts say of it.
void add_classes(Defects& made, const spec::Facts& facts) {
  const auto is_must = [](const auto& alert) { return alert.level == spec::Level::must; };
  const std::vector<std::pair<std::string, std::vector<std::string>>> classes = {
      {"critical", codes(facts, [&](const auto& alert) { return is_must(alert) && alert.category == "critical"; })},
      {"security_log", codes(facts, [&](const auto& alert) { return is_must(alert) && alert.security_log; })},
      {"safety", codes(facts, [](const auto& alert) { return alert.safety_by_name; })},
      {"network_operator", codes(facts, [](const auto& alert) {
         return alert.level == spec::Level::should && alert.recipient.find("Network Operator") != std::string::npos;
       })}};
  for (const auto& [name, of_class] : classes) {
    if (of_class.empty()) continue;
    const auto first = made.size();
    const auto at_hand = and_restricted(named(of_class));
    made.push_back({name + "_alerts_are_lost",
                    passes,
                    "An Alert of this class reaches its User without the flag, and not with it.",
                    {Takes{Decision::alert_passes, false}},
                    at_hand});
    made.push_back(
        {name + "_alerts_come_twice", passes, "An Alert is given to its User once.", {doubles_alerts(at_hand)}});
    made.push_back({name + "_alerts_are_altered",
                    passes,
                    "An Alert reaches its User octet for octet.",
                    {alters_alerts(at_hand, [](std::string& xml, const Situation&) {
                      auto payload = text_of(xml, "GBCSPayload");
                      if (payload.size() > 40)
                        payload[payload.size() - 20] = payload[payload.size() - 20] == 'A' ? 'B' : 'A';
                      put_text(xml, "GBCSPayload", payload);
                    })}});
    made.push_back({name + "_alerts_go_to_another",
                    passes,
                    "An Alert reaches the User that it is addressed to.",
                    {hands_alerts_to(at_hand, "OU")}});
    for (std::size_t i = first; i < made.size(); ++i)
      made[i].is_should = name == "safety" || name == "network_operator" || made[i].name.ends_with("_twice");
  }
}

void add_single(Defects& made, const spec::Facts& facts) {
  const auto musts = codes(facts, [](const auto& alert) { return alert.level == spec::Level::must; });
  for (std::size_t i = 0; i < musts.size(); i += std::max<std::size_t>(musts.size() / 3, 1)) {
    std::string name = "alert_" + musts[i] + "_is_lost";
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    made.push_back({name,
                    passes,
                    "One critical or security Alert is not among those that pass.",
                    {Takes{Decision::alert_passes, false}},
                    and_restricted(named({musts[i]}))});
  }
  const auto for_all = [&](std::string name, std::string why, std::vector<Effect> effects, Condition when = {}) {
    made.push_back({std::move(name), passes, std::move(why), std::move(effects), std::move(when)});
  };
  for_all("alerts_of_gas_are_lost", "Alerts of a Restricted gas meter are lost.",
          {Takes{Decision::alert_passes, false}}, and_restricted(of_type("GSME")));
  for_all("alerts_wait_for_the_clear", "Alerts are given when the flag is cleared, and not when they come.",
          {keeps_alerts_until_clear(while_restricted())});
  for_all("alerts_have_another_code", "An Alert keeps its AlertCode.",
          {alters_alerts(while_restricted(),
                         [](std::string& xml, const Situation&) { put_text(xml, "AlertCode", "8F6E"); })});
  for_all("alerts_have_no_payload", "An Alert reaches its User octet for octet.",
          {alters_alerts(while_restricted(),
                         [](std::string& xml, const Situation&) { put_text(xml, "GBCSPayload", ""); })});
  for_all("alerts_are_cut_short", "An Alert reaches its User octet for octet.",
          {alters_alerts(while_restricted(), [](std::string& xml, const Situation&) {
            const auto payload = text_of(xml, "GBCSPayload");
            put_text(xml, "GBCSPayload", payload.substr(0, payload.size() / 8 * 4));
          })});
  made.push_back({"alerts_are_lost_once_cleared",
                  "mp169.clear-restores",
                  "After a clear Alerts are held back as before.",
                  {Takes{Decision::alert_passes, false}},
                  both(once_cleared(1), unless(while_restricted()))});
}

void add_billing(Defects& made) {
  const auto billing = and_restricted(named({"8F0A"}));
  made.push_back({"billing_alert_passes",
                  "mp169.billing-alerts-stop",
                  "8F0A carries consumption of a Restricted device.",
                  {Takes{Decision::alert_passes, true}},
                  billing});
  made.push_back({"billing_alert_comes_with_the_clear",
                  "choices.as-declared",
                  "8F0A is never stored and sent after clearing.",
                  {Takes{Decision::alert_passes, true}, keeps_alerts_until_clear(named({"8F0A"}))},
                  billing});
  made.back().when = {};
  made.push_back({"billing_alert_slips_through_by_its_name",
                  "mp169.alert-told-by-its-payload",
                  "8F0A comes under another AlertCode, and the payload tells it.",
                  {Takes{Decision::reads_alert, false}}});
  made.push_back({"alert_is_judged_by_the_code_beside_it_for_gas",
                  "mp169.alert-told-by-its-payload",
                  "8F0A of a gas meter comes under another AlertCode.",
                  {Takes{Decision::reads_alert, false}},
                  of_type("GSME")});
}

}  // namespace

Defects alert_defects(const spec::Facts& facts) {
  Defects made;
  add_classes(made, facts);
  add_single(made, facts);
  add_billing(made);
  return made;
}

}  // namespace hallmark::implementations
