// Who sets, clears and reads the flag, of what and when: each guard dropped, and each overdone.
#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

namespace {

const std::string by_others = "mp169.not-set-by-others";

Condition to_control() { return named({"set-restricted", "clear-restricted"}); }
Condition to_set() { return named({"set-restricted"}); }
Condition to_clear() { return named({"clear-restricted"}); }

Condition by_nobody_known() {
  return [](const Situation& situation, const Subject& subject) {
    for (const auto& user : situation.estate().users) {
      if (canonical_id(user.id) == canonical_id(subject.user)) return false;
    }
    return true;
  };
}

void add_parties(Defects& made) {
  const std::vector<std::pair<std::string, std::string>> roles = {
      {"ES", "export_supplier"}, {"ED", "electricity_distributor"},
      {"GT", "gas_transporter"}, {"RSA", "supplier_agent"},
      {"OU", "other_user"},      {"GS", "gas_supplier"}};
  for (const auto& [role, name] : roles) {
    made.push_back({name + "_controls_the_flag",
                    by_others,
                    "Only the Responsible Supplier and the DCC control the flag.",
                    {Takes{Decision::may_control_flag, true}},
                    role == "GS" ? both(by_role(role), of_type("ESME")) : by_role(role)});
  }
  made.push_back({"unknown_party_controls_the_flag",
                  by_others,
                  "A party in no list of Users sets or clears the flag.",
                  {Takes{Decision::may_control_flag, true}},
                  by_nobody_known()});
  made.push_back({"any_supplier_clears_the_flag",
                  by_others,
                  "A Supplier that is not responsible clears the flag.",
                  {Takes{Decision::may_control_flag, true}},
                  both(by_role("IS"), to_clear())});
  made.push_back({"supplier_cannot_clear",
                  "mp169.set-by-responsible-supplier",
                  "A clear by the Responsible Supplier is refused.",
                  {Takes{Decision::may_control_flag, false}},
                  to_clear()});
  made.push_back({"supplier_of_gas_cannot_set",
                  "mp169.set-by-responsible-supplier",
                  "A set of a gas meter's flag by its Responsible Supplier is refused.",
                  {Takes{Decision::may_control_flag, false}},
                  both(to_set(), of_type("GSME"))});
  made.push_back({"set_by_others_is_refused_and_done",
                  by_others,
                  "A set that was answered as refused takes effect.",
                  {Asks{[](const scenario::Stimulus& stimulus, adaptor::Adaptor& honest, Situation& situation) {
                    auto answer = honest.exchange(stimulus);
                    const auto* said = answer_in<observation::SsiAnswer>(answer);
                    auto ssi = std::get<scenario::Ssi>(stimulus);
                    ssi.user = situation.estate().dcc;
                    if (said != nullptr && !said->accepted) honest.exchange(ssi);
                    return answer;
                  }}},
                  to_control()});
}

void add_control(Defects& made) {
  const auto passes = "mp169.control-passes-with-supply";
  const Condition changed = [](const Situation& situation, const Subject& subject) {
    return subject.device != nullptr && situation.story(*subject.device).changes_of_supplier > 0;
  };
  made.push_back({"gaining_supplier_has_no_control",
                  passes,
                  "The new Responsible Supplier is refused.",
                  {Takes{Decision::may_control_flag, false}},
                  changed});
  made.push_back({"losing_supplier_keeps_control",
                  passes,
                  "Who lost the point still controls the flag.",
                  {Takes{Decision::may_control_flag, true}},
                  both(changed, to_control())});
  made.push_back({"gaining_supplier_cannot_read",
                  "mp169.visible",
                  "The incoming Supplier cannot read the flag.",
                  {Takes{Decision::may_read_flag, false}},
                  changed});
  made.push_back({"supplier_cannot_read",
                  "mp169.visible",
                  "The Responsible Supplier cannot read the flag.",
                  {Takes{Decision::may_read_flag, false}},
                  by_role("IS")});
  made.push_back({"network_operator_cannot_read",
                  "mp169.visible",
                  "The network operator of the point cannot read the flag.",
                  {Takes{Decision::may_read_flag, false}},
                  by_role("ED")});
  made.back().is_should = true;
  made.push_back({"flag_reads_clear",
                  "mp169.flag-exists",
                  "A flag that is set reads as not set.",
                  {Takes{Decision::tells_restricted, false}}});
  made.push_back({"flag_reads_set",
                  "mp169.flag-exists",
                  "A flag that is not set reads as set.",
                  {Takes{Decision::tells_restricted, true}}});
  made.push_back({"flag_of_gas_reads_clear",
                  "mp169.flag-exists",
                  "The flag of a gas meter reads as not set.",
                  {Takes{Decision::tells_restricted, false}},
                  of_type("GSME")});
  made.push_back({"flag_reads_set_once_it_was",
                  "mp169.any-time",
                  "After a clear the flag reads as set.",
                  {Takes{Decision::tells_restricted, true}},
                  once_set(1)});
  made.push_back({"read_leaves_the_flag_out",
                  "mp169.flag-exists",
                  "A read is answered without the flag.",
                  {alters<observation::SsiAnswer>([](auto& answer, const Situation&) { answer.restricted.reset(); })}});
  made.push_back({"set_is_accepted_and_forgotten",
                  "mp169.set-by-responsible-supplier",
                  "An accepted set sets nothing.",
                  {says_done_and_does_nothing()},
                  to_set()});
  made.push_back({"clear_is_accepted_and_forgotten",
                  "mp169.set-by-responsible-supplier",
                  "An accepted clear clears nothing.",
                  {says_done_and_does_nothing()},
                  to_clear()});
}

void add_statuses(Defects& made) {
  for (const auto& [status, name] :
       std::vector<std::pair<std::string, std::string>>{{"InstalledNotCommissioned", "installed"},
                                                        {"Commissioned", "commissioned"},
                                                        {"Suspended", "suspended"},
                                                        {"Recovery", "recovery"},
                                                        {"Recovered", "recovered"},
                                                        {"Pending", "pending"}}) {
    made.push_back({"set_is_refused_in_status_" + name,
                    "mp169.any-status",
                    "The flag is settable in any Device status, " + status + " among them.",
                    {Takes{Decision::may_set_now, false}},
                    in_status(status)});
    made.back().is_should = status == "Pending";
  }
  for (const std::string status : {"Suspended", "Recovery", "Decommissioned", "Commissioned"}) {
    std::string name = "flag_is_cleared_by_status_" + status;
    name[26] = static_cast<char>(name[26] - 'A' + 'a');
    made.push_back({name,
                    "mp169.any-status",
                    "No change of Device status alters the flag.",
                    {then("clear-restricted")},
                    both(named({status}), while_restricted())});
  }
  made.push_back({"smets1_becomes_restricted",
                  "mp169.smets2-only",
                  "A SMETS1 device is set Restricted and filtered.",
                  {Takes{Decision::may_be_restricted, true}}});
  made.push_back({"second_set_clears",
                  "mp169.set-is-idempotent",
                  "Setting twice is setting once.",
                  {then("clear-restricted")},
                  both(to_set(), while_restricted())});
  made.push_back({"clear_of_a_clear_flag_sets",
                  "mp169.set-is-idempotent",
                  "Clearing an unset flag changes nothing.",
                  {then("set-restricted")},
                  both(to_clear(), unless(while_restricted()))});
}

/// A command for the device at hand, as the Self Service Interface is asked for that.
Effect sends_at(std::string action, std::string srv) {
  return sends_too([action, srv](const Situation& situation) {
    std::vector<observation::ToDevice> rows;
    const auto* ssi = std::get_if<scenario::Ssi>(situation.stimulus);
    if (ssi != nullptr && ssi->action == action) rows.push_back({ssi->device, "", srv, {}, {}});
    return rows;
  });
}

void add_side_effects(Defects& made) {
  made.push_back({"set_sends_a_command",
                  "mp169.flag-sends-nothing",
                  "A set sends something to the device.",
                  {sends_at("set-restricted", "6.4.1")}});
  made.push_back({"clear_sends_a_command",
                  "mp169.flag-sends-nothing",
                  "A clear sends something to the device.",
                  {sends_at("clear-restricted", "6.4.1")}});
  made.push_back({"set_unjoins_the_display",
                  "mp169.local-displays-stay",
                  "An unjoin follows a set.",
                  {sends_at("set-restricted", "8.8.1")}});
  for (const std::string variant : {"3.1", "6.15.1", "6.2.4", "11.2", "1.1.1"}) {
    std::string name = "request_" + variant + "_clears_the_flag";
    for (char& c : name) c = c == '.' ? '_' : c;
    made.push_back({name,
                    "mp169.no-request-sets-flag",
                    "No Service Request clears the flag.",
                    {then("clear-restricted")},
                    both(of_service(variant), while_restricted())});
  }
  made.push_back({"request_8_1_1_sets_the_flag",
                  "mp169.no-request-sets-flag",
                  "No Service Request sets the flag.",
                  {then("set-restricted")},
                  of_service("8.1.1")});
  made.push_back({"announced_set_holds_later_than_said",
                  "mp169.any-time",
                  "A set holds a day after the moment announced.",
                  {Takes{Decision::is_restricted, false}},
                  within_seconds_of_set(2 * 86400),
                  "effective-when=announced&effective-within=PT12H"});
  made.push_back({"repeated_set_moves_on",
                  "mp169.any-time",
                  "A set that is repeated is announced for later than before.",
                  {alters<observation::SsiAnswer>([](auto& answer, const Situation& situation) {
                    if (answer.effective && answer.accepted)
                      answer.effective = scenario::text(situation.now + 12 * 3600);
                  })},
                  to_set(),
                  "effective-when=announced&effective-within=PT12H"});
}

}  // namespace

Defects flag_control_defects() {
  Defects made;
  add_parties(made);
  add_control(made);
  add_statuses(made);
  add_side_effects(made);
  return made;
}

Defects prepayment_defects() {
  const std::string never = "mp169.never-prepayment-and-restricted";
  const Condition reported = [](const Situation& situation, const Subject&) {
    return situation.stimulus != nullptr && std::holds_alternative<scenario::Inventory>(*situation.stimulus);
  };
  return {{"set_in_prepayment_mode",
           "mp169.credit-only",
           "The flag is set on a device in prepayment mode.",
           {Takes{Decision::may_set_now, true}},
           in_prepayment()},
          {"set_of_gas_in_prepayment_mode",
           "mp169.credit-only",
           "The flag is set on a gas meter in prepayment mode.",
           {Takes{Decision::may_set_now, true}},
           both(in_prepayment(), of_type("GSME"))},
          {"prepayment_leaves_the_flag",
           never,
           "A device that takes on prepayment mode stays Restricted.",
           {Takes{Decision::ends_in_prepayment, false}}},
          {"reported_prepayment_leaves_the_flag",
           never,
           "A meter that reports prepayment stays Restricted.",
           {Takes{Decision::ends_in_prepayment, false}},
           reported},
          {"change_to_prepayment_passes_and_leaves_the_flag",
           never,
           "1.6 takes a Restricted device to prepayment.",
           {Takes{Decision::looks_at_mode, false}, Takes{Decision::ends_in_prepayment, false}}},
          {"set_while_prepayment_is_on_its_way_and_stays",
           never,
           "A device is set Restricted and then in prepayment mode.",
           {Takes{Decision::may_set_now, true}, Takes{Decision::ends_in_prepayment, false}},
           unless(in_prepayment())}};
}

}  // namespace hallmark::implementations
