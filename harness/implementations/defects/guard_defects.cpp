// What the flag is asked about, of whom, and when: each guard dropped, and each overdone.
#include <algorithm>

#include "harness/implementations/defects/defect_tables.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

namespace {

const std::string never_leaves = "mp169.consumption-never-leaves";
const std::string allow_list = "mp169.allow-list";
const std::string untouched = "mp169.unrestricted-untouched";
const std::string restores = "mp169.clear-restores";

/// Another device of the estate is Restricted, and this one is not.
Condition beside_a_restricted(std::function<bool(const scenario::Device&, const scenario::Device&)> is_near) {
  return [is_near](const Situation& situation, const Subject& subject) {
    if (subject.device == nullptr || situation.is_restricted(*subject.device)) return false;
    return std::ranges::any_of(situation.estate().devices, [&](const auto& other) {
      return is_meter(other) && situation.is_restricted(other) && is_near(*subject.device, other);
    });
  };
}

Condition cleared_by_now() { return both(once_cleared(1), unless(while_restricted())); }

/// No row of the shipped profile is about that Service Request and type.
Condition unnamed(const spec::Facts& facts) {
  return [&facts](const Situation&, const Subject& subject) {
    if (subject.device == nullptr || subject.service == nullptr) return false;
    return std::ranges::none_of(facts.shipped_profile, [&](const auto& row) {
      return row.srv == subject.service->variant && (row.device_type == "*" || row.device_type == subject.device->type);
    });
  };
}

void add_dropped(Defects& made, const spec::Facts& facts) {
  const auto drops = [&](std::string name, std::string requirement, std::string why, Decision decision,
                         Condition when) {
    made.push_back(
        {std::move(name), std::move(requirement), std::move(why), {Takes{decision, false}}, std::move(when)});
  };
  drops("flag_holds_nothing_back", allow_list, "A rejected request for a Restricted device is passed on.",
        Decision::is_restricted, {});
  for (const std::string type : {"ESME", "GSME"}) {
    drops(std::string("flag_of_") + (type == "ESME" ? "esme" : "gsme") + "_holds_nothing_back", allow_list,
          "A rejected request for a Restricted " + type + " is passed on.", Decision::is_restricted, of_type(type));
  }
  drops("proxy_of_a_restricted_meter_is_open", never_leaves, "The Gas Proxy Function mirrors a Restricted gas meter.",
        Decision::is_restricted, of_type("GPF"));
  for (const auto& [role, name] : std::vector<std::pair<std::string, std::string>>{{"IS", "import_supplier"},
                                                                                   {"GS", "gas_supplier"},
                                                                                   {"ED", "electricity_distributor"},
                                                                                   {"GT", "gas_transporter"},
                                                                                   {"OU", "other_user"}}) {
    drops(name + "_is_asked_no_flag", never_leaves, "A User is passed on what the flag rejects, by its role alone.",
          Decision::is_refused, both(by_role(role), while_restricted()));
  }
  made.push_back({"what_the_profile_leaves_out_passes",
                  "mp169.default-deny",
                  "A Service Request that the profile does not name for the device is passed on.",
                  {Takes{Decision::may_pass, true}, Takes{Decision::is_its_type, true}},
                  unnamed(facts)});
  drops("future_dated_request_is_sent_when_due", never_leaves,
        "What was queued before the flag is sent while Restricted.", Decision::is_refused_due, {});
  drops("scheduled_run_is_sent_when_due", never_leaves, "A schedule made before the flag runs while Restricted.",
        Decision::is_refused_run, {});
  drops("sequel_is_sent_when_its_turn_comes", never_leaves, "The next of a sequence is sent while Restricted.",
        Decision::is_refused_sequel, {});
  made.push_back({"held_request_is_sent_by_the_clear_of_another",
                  never_leaves,
                  "What is held for a Restricted device is sent as another device's flag is cleared.",
                  {Takes{Decision::is_refused_held, false}},
                  {},
                  "queued-request-when-set=hold-until-cleared"});
  drops("first_seconds_of_the_flag_are_open", "mp169.any-time", "A set that was answered as holding at once does not.",
        Decision::is_restricted, within_seconds_of_set(0));
  drops("first_day_of_the_flag_is_open", "mp169.any-time",
        "A set that was answered as holding at once holds a day later.", Decision::is_restricted,
        within_seconds_of_set(86400));
}

void add_overdone(Defects& made) {
  const auto overdoes = [&](std::string name, std::string requirement, std::string why, Condition when) {
    made.push_back({std::move(name),
                    std::move(requirement),
                    std::move(why),
                    {Takes{Decision::is_restricted, true}},
                    std::move(when)});
  };
  overdoes("everything_is_filtered", untouched, "A device without the flag is treated as if it had one.", {});
  overdoes("flag_spreads_over_the_hub", untouched, "A device beside a Restricted one on a hub is filtered.",
           beside_a_restricted([](const auto& one, const auto& other) { return one.hub == other.hub; }));
  overdoes("flag_spreads_over_the_estate", untouched, "A device in other premises is filtered.",
           beside_a_restricted([](const auto& one, const auto& other) { return one.hub != other.hub; }));
  overdoes("flag_spreads_over_the_type", untouched, "A meter of the same type is filtered.",
           beside_a_restricted([](const auto& one, const auto& other) { return one.type == other.type; }));
  overdoes("gas_meter_makes_the_electricity_meter_restricted", untouched, "The other fuel of a hub is filtered.",
           beside_a_restricted([](const auto& one, const auto& other) {
             return one.type == "ESME" && other.type == "GSME" && one.hub == other.hub;
           }));
  overdoes("clear_clears_nothing", restores, "After a clear requests are refused as before.", cleared_by_now());
  overdoes("clear_leaves_the_proxy_restricted", restores, "After a clear the Gas Proxy Function stays closed.",
           both(cleared_by_now(), of_type("GPF")));
  made.push_back({"clear_leaves_consumption_closed",
                  restores,
                  "After a clear consumption is refused as before.",
                  {Takes{Decision::is_refused, true}},
                  both(cleared_by_now(), of_service("4.8.1"))});
  made.push_back({"permitted_command_is_acknowledged_and_lost",
                  "mp169.allowed-still-works",
                  "A permitted request is answered as accepted and no command goes to the Restricted device.",
                  {Takes{Decision::is_sent, false}},
                  while_restricted()});
  made.push_back({"answer_to_a_permitted_request_is_lost",
                  "mp169.allowed-still-works",
                  "What a Restricted device answers to a permitted request does not reach its User.",
                  {Takes{Decision::comes_back, false}},
                  while_restricted()});
  made.push_back({"permitted_pre_command_is_refused",
                  "mp169.allowed-still-works",
                  "A permitted critical command cannot be transformed for a Restricted device.",
                  {Takes{Decision::is_admitted, false}},
                  both(while_restricted(), with_command_variant("4"))});
  made.push_back({"firmware_for_many_leaves_out_those_of_a_restricted_hub",
                  "mp169.firmware-passes",
                  "A Restricted meter among the devices of one request is left out of a firmware distribution.",
                  {Takes{Decision::is_refused_of_many, true}},
                  while_restricted()});
}

}  // namespace

Defects guard_defects(const spec::Facts& facts) {
  Defects made;
  add_dropped(made, facts);
  add_overdone(made);
  return made;
}

}  // namespace hallmark::implementations
