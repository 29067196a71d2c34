// What only a history brings to light: the flag is honoured at first, and then not, or not for some.
#include "harness/implementations/defects/defect_tables.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

namespace {

const std::string never_leaves = "mp169.consumption-never-leaves";

/// Requests for Restricted devices are passed on under a condition.
void add_lapses(Defects& made) {
  const auto lapses = [&](std::string name, std::string why, Condition when) {
    made.push_back({std::move(name),
                    never_leaves,
                    std::move(why),
                    {Takes{Decision::is_refused, false}},
                    both(std::move(when), while_restricted())});
  };
  lapses("flag_lapses_at_the_second_set", "The flag holds after every set, the second too.", once_set(2));
  lapses("flag_lapses_at_the_third_set", "The flag holds after every set, the third too.", once_set(3));
  lapses("flag_holds_for_the_first_meter_of_its_kind", "Every meter has a flag of its own.", second_of_its_kind());
  lapses("flag_of_gas_lapses_on_a_shared_hub", "The flag holds whatever else is below the hub.",
         both(on_shared_hub(), of_type("GSME")));
  lapses("flag_lapses_once_supply_came_back", "The flag holds after a change of supplier back and forth.",
         once_given_back());
  lapses("flag_lapses_after_a_change_of_supplier", "What is read and what is filtered agree.",
         [](const Situation& situation, const Subject& subject) {
           return subject.device != nullptr && situation.story(*subject.device).changes_of_supplier > 0;
         });
  lapses("flag_lapses_after_a_change_of_status", "No change of Device status alters what the flag does.",
         once_its_status_changed());
  lapses("flag_lapses_after_a_refusal", "A request that follows a refusal is held to the flag.", after_a_refusal());
  lapses("flag_lapses_after_ten_requests", "The flag holds however many requests there were.", once_requests(10));
  lapses("flag_lapses_after_fifty_requests", "The flag holds however many requests there were.", once_requests(50));
  lapses("flag_lapses_after_an_alert", "The flag holds after an Alert.", once_alerts(0));
  lapses("flag_lapses_in_the_first_hour_of_the_day", "The flag holds at midnight.", at_hour(0));
  lapses("flag_lapses_at_eleven_at_night", "The flag holds at any hour.", at_hour(23));
  lapses("flag_lapses_on_a_leap_day", "The flag holds on 29 February.", on_date("02-29"));
  lapses("flag_lapses_at_new_year", "The flag holds on 1 January.", on_date("01-01"));
  lapses("flag_lapses_after_a_day", "The flag holds until it is cleared.", once_days(1));
  lapses("flag_lapses_after_a_month", "The flag holds until it is cleared.", once_days(31));
  lapses("flag_lapses_in_prepayments_neighbour", "The flag holds whatever mode another meter is in.",
         [](const Situation& situation, const Subject&) {
           for (const auto& each : situation.estate().devices) {
             if (each.payment_mode == "prepayment") return true;
           }
           return false;
         });
}

void add_leaks(Defects& made) {
  made.push_back({"flag_leaks_across_a_reset",
                  "mp169.unrestricted-untouched",
                  "Nothing of the last world is left after a reset.",
                  {Takes{Decision::is_restricted, true}},
                  [](const Situation& situation, const Subject& subject) {
                    if (!situation.was_restricted_before_reset || subject.device == nullptr) return false;
                    for (const auto& each : situation.estate().devices) {
                      if (is_meter(each)) return canonical_id(each.id) == canonical_id(subject.device->id);
                    }
                    return false;
                  }});
  made.push_back({"requests_count_across_resets",
                  "mp169.unrestricted-untouched",
                  "Nothing of the last world is left after a reset.",
                  {Takes{Decision::is_admitted, false}},
                  [](const Situation& situation, const Subject& subject) {
                    return subject.device != nullptr && situation.requests_in_all % 64 == 63;
                  }});
}

void add_others(Defects& made) {
  const auto alerts_lost = [&](std::string name, std::string why, Condition when) {
    made.push_back({std::move(name),
                    "mp169.alerts-pass",
                    std::move(why),
                    {Takes{Decision::alert_passes, false}},
                    both(std::move(when), while_restricted())});
  };
  alerts_lost("alerts_are_lost_after_a_change_of_status", "Critical Alerts pass whatever status the device was in.",
              once_its_status_changed());
  alerts_lost("alerts_are_lost_after_a_change_of_supplier", "Critical Alerts pass after a change of supplier.",
              [](const Situation& situation, const Subject& subject) {
                return subject.device != nullptr && situation.story(*subject.device).changes_of_supplier > 0;
              });
  alerts_lost("second_alert_is_lost", "Every critical Alert passes.", once_alerts(1));
  alerts_lost("alerts_are_lost_after_a_refusal", "Critical Alerts pass whatever was refused.", after_a_refusal());
  made.push_back({"clear_fails_after_the_second_set",
                  "mp169.clear-restores",
                  "Clearing restores, however often it was set.",
                  {Takes{Decision::is_restricted, true}},
                  both(once_set(2), unless(while_restricted()))});
  made.push_back({"third_set_is_forgotten",
                  "mp169.set-by-responsible-supplier",
                  "Every accepted set sets.",
                  {says_done_and_does_nothing()},
                  both(named({"set-restricted"}), once_set(2))});
  made.push_back({"firmware_is_refused_after_a_refusal",
                  "mp169.firmware-passes",
                  "11.2 passes, whatever was refused before.",
                  {Takes{Decision::is_refused, true}},
                  both(of_service("11.2"), while_restricted(), after_a_refusal())});
  made.push_back({"former_supplier_controls_the_flag_once_it_is_set",
                  "mp169.control-passes-with-supply",
                  "Who lost the point controls the flag no more.",
                  {Takes{Decision::may_control_flag, true}},
                  [](const Situation& situation, const Subject& subject) {
                    return subject.device != nullptr && situation.story(*subject.device).changes_of_supplier > 0 &&
                           situation.is_restricted(*subject.device);
                  }});
  made.push_back({"restart_forgets_the_flag",
                  "mp169.flag-survives-restart",
                  "A restart loses no flag.",
                  {Takes{Decision::is_restricted, false}},
                  once_restarted(),
                  "survives-restart=yes"});
  made.push_back({"restart_forgets_what_waits",
                  "mp169.flag-survives-restart",
                  "A restart loses nothing that is queued.",
                  {Takes{Decision::is_sent, false}},
                  once_restarted(),
                  "survives-restart=yes"});
  made.push_back({"restart_forgets_everything",
                  "mp169.flag-survives-restart",
                  "After a restart everything is as before.",
                  {Takes{Decision::is_remembered, false}},
                  once_restarted(),
                  "survives-restart=yes"});
  made.push_back(
      {"restart_opens_everything",
       "mp169.fails-closed",
       "A request for a device without a record is refused.",
       {sends_too([](const Situation& situation) {
         std::vector<observation::ToDevice> rows;
         if (situation.restarted && situation.request)
           rows.push_back(
               {situation.request->target, situation.request->request_id, situation.request->variant, {}, {}});
         return rows;
       })}});
}

}  // namespace

Defects history_defects() {
  Defects made;
  add_lapses(made);
  add_leaks(made);
  add_others(made);
  return made;
}

}  // namespace hallmark::implementations
