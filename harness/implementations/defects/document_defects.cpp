// DUIS itself: what is let in, and what is answered.
#include "harness/implementations/defects/defect_tables.h"
#include "harness/implementations/response_writer.h"

namespace hallmark::implementations {

namespace {

const std::string refused = "duis.invalid-refused";
const std::string matches = "duis.response-matches";
const std::string valid = "duis.response-valid";

Condition while_any_restricted() {
  return [](const Situation& situation, const Subject&) { return situation.any_restricted(); };
}

void add_let_in(Defects& made) {
  const auto takes = [&](std::string name, std::string requirement, std::string why, std::vector<Effect> effects,
                         Condition when = {}) {
    made.push_back({std::move(name), std::move(requirement), std::move(why), std::move(effects), std::move(when)});
  };
  takes("invalid_document_is_let_in", refused, "A document that breaks the schema is carried out.",
        {Takes{Decision::is_valid, true}});
  takes("contradictory_header_is_let_in", refused, "Reference, Variant and Body disagree.",
        {Takes{Decision::is_consistent, true}});
  takes("any_command_variant_is_let_in", refused, "The Command Variant is none of the Service Request.",
        {Takes{Decision::is_its_variant, true}, Takes{Decision::is_its_service, true}});
  takes("any_service_is_let_in", refused, "A request comes to another service than its Command Variant's.",
        {Takes{Decision::is_its_service, true}});
  takes("anybody_may_sign_for_another", refused, "The originator is not who sent it.",
        {Takes{Decision::is_its_sender, true}});
  made.back().is_should = true;  // no public source lists the check
  takes("any_role_is_let_in", "duis.role-eligible", "A User without an eligible role is served.",
        {Takes{Decision::has_role, true}});
  for (const std::string role : {"OU", "ED", "GS", "ES"}) {
    std::string name = "role_" + role + "_is_let_in";
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    takes(name, "duis.role-eligible", "A User of role " + role + " is served what it is not eligible for.",
          {Takes{Decision::has_role, true}}, by_role(role));
  }
  takes("request_for_another_type_is_let_in", refused, "The device is of no type that the Service Request is for.",
        {Takes{Decision::is_its_type, true}});
  for (const std::string variant : {"11.2", "4.8.1", "1.1.1", "8.2", "5.1", "6.15.1"}) {
    std::string name = "valid_" + variant + "_is_refused";
    for (char& c : name) c = c == '.' ? '_' : c;
    takes(name, "duis.valid-accepted", "A valid " + variant + " for an unrestricted device is refused as malformed.",
          {Asks{[](const scenario::Stimulus&, adaptor::Adaptor&, Situation&) -> observation::Observation {
            return observation::Refused{"the document is not valid"};
          }}},
          both(of_service(variant), unless(while_restricted())));
  }
  const auto tells = [&](std::string name, std::string why, std::string entity, std::string stands_for) {
    takes(std::move(name), "duis.hostile-xml-safe", std::move(why),
          {Alters{[=](observation::Observation& observation, Situation& situation) {
            const auto* submit = std::get_if<scenario::Submit>(situation.stimulus);
            if (submit == nullptr || submit->duis.find(entity) == std::string::npos) return;
            if (auto* no_document = std::get_if<observation::Refused>(&observation)) no_document->why += stands_for;
            if (auto* responded = answer_in<observation::Responded>(observation))
              responded->response.xml += "<!--" + stands_for + "-->";
          }}});
  };
  tells("entity_of_a_file_is_fetched", "An answer holds the file that an external entity names.",
        "SYSTEM \"file:", "root:x:0:0:root:/root:/bin/sh");
  tells("entity_bomb_goes_off", "An answer holds what entities within entities stand for.", "<!ENTITY j ",
        std::string(1000, 'a'));
}

void add_synchronous(Defects& made) {
  const auto answers = [&](std::string name, std::string requirement, std::string why, ChangeOfText change) {
    made.push_back({std::move(name), std::move(requirement), std::move(why), {alters_response(std::move(change))}});
  };
  answers("response_has_another_request_id", matches, "It carries the RequestID of its request.",
          [](std::string& xml, const Situation&) { put_text(xml, "RequestID", text_of(xml, "RequestID") + "1"); });
  answers("response_has_another_reference", matches, "It carries the Reference of its request.",
          [](std::string& xml, const Situation&) { put_text(xml, "ServiceReference", "8.2"); });
  answers("response_has_another_variant", matches, "It carries the Variant of its request.",
          [](std::string& xml, const Situation&) { put_text(xml, "ServiceReferenceVariant", "8.2"); });
  answers("response_has_an_element_too_many", valid, "A Response is valid against the schema.",
          [](std::string& xml, const Situation&) {
            const auto at = xml.find("</sr:Header>");
            if (at != std::string::npos) xml.insert(at, "<sr:Note>1</sr:Note>");
          });
  answers("response_has_no_date", valid, "A Response is valid against the schema.",
          [](std::string& xml, const Situation&) { put_text(xml, "ResponseDateTime", ""); });
  answers("response_has_an_unknown_code", valid, "A ResponseCode is one of the schema.",
          [](std::string& xml, const Situation&) {
            if (text_of(xml, "ResponseCode") == "I0") put_text(xml, "ResponseCode", "OK");
          });
  answers("response_is_not_well_formed", valid, "A Response is well-formed.",
          [](std::string& xml, const Situation&) { xml.resize(xml.size() - 3); });
  answers("refusal_has_the_id_of_the_request_before", matches, "It carries the RequestID of its request.",
          [last = std::string()](std::string& xml, const Situation&) mutable {
            const auto id = text_of(xml, "RequestID");
            if (text_of(xml, "ResponseCode") == "E5" && !last.empty()) put_text(xml, "RequestID", last);
            last = id;
          });
}

void add_later(Defects& made) {
  const auto answers = [&](std::string name, std::string requirement, std::string why, ChangeOfText change,
                           Condition when = {}) {
    made.push_back({std::move(name),
                    std::move(requirement),
                    std::move(why),
                    {alters_to_users("ResponseMessage", std::move(when), std::move(change))}});
  };
  answers("answer_has_another_request_id", matches, "It carries the RequestID of its request.",
          [](std::string& xml, const Situation&) { put_text(xml, "RequestID", text_of(xml, "RequestID") + "1"); });
  answers("answer_has_another_variant", matches, "It carries the Variant of its request.",
          [](std::string& xml, const Situation&) { put_text(xml, "ServiceReferenceVariant", "8.2"); });
  answers("answer_has_no_date", valid, "A Response is valid against the schema.",
          [](std::string& xml, const Situation&) { put_text(xml, "ResponseDateTime", ""); });
  answers(
      "answer_of_a_restricted_device_is_altered", "mp169.allowed-still-works",
      "What a Restricted device answers to a permitted request comes octet for octet.",
      [](std::string& xml, const Situation&) { put_text(xml, "GBCSPayload", "AAAA"); }, while_restricted());
  made.push_back({"answer_goes_to_another_user",
                  matches,
                  "It goes to the User who asked.",
                  {rewrites(&observation::Effects::to_users, {},
                            [](observation::ToUser& row, auto& out, const Situation& situation) {
                              const bool answers_request =
                                  row.document.xml.find("sr:ResponseMessage") != std::string::npos;
                              for (const auto& user : situation.estate().users) {
                                if (answers_request && user.roles.front() == "OU") row.user = user.id;
                              }
                              out.push_back(std::move(row));
                            })}});
}

}  // namespace

Defects request_defects() {
  Defects made;
  add_let_in(made);
  return made;
}

Defects response_defects() {
  Defects made;
  add_synchronous(made);
  add_later(made);
  return made;
}

Defects report_defects() {
  const std::string excluded = "mp169.performance-excluded";
  const std::string counted = "mp169.refusals-are-not-failures";
  const std::string told = "mp169.csp-notified";
  const auto csp = [](auto change) { return rewrites(&observation::Effects::to_csp, {}, change); };
  using observation::ToCsp;
  return {
      {"restricted_device_stays_in_measures",
       excluded,
       "A device Restricted all month is left out.",
       {Takes{Decision::is_excluded, false}}},
      {"gas_meter_stays_in_measures",
       excluded,
       "A gas meter Restricted all month is left out.",
       {Takes{Decision::is_excluded, false}},
       of_type("GSME")},
      {"every_device_is_left_out_of_measures",
       excluded,
       "A device that was never Restricted stays in.",
       {Takes{Decision::is_excluded, true}}},
      {"devices_beside_a_restricted_one_are_left_out",
       excluded,
       "A device that was never Restricted stays in.",
       {Takes{Decision::is_excluded, true}},
       while_any_restricted()},
      {"refusal_counts_as_failed",
       counted,
       "A refusal because of the flag counts in neither.",
       {Takes{Decision::is_failed, true}}},
      {"refusal_counts_as_attempted",
       counted,
       "A refusal because of the flag counts in neither.",
       {alters<observation::Reported>([](auto& report, const Situation& situation) {
         if (report.attempted) *report.attempted += static_cast<long long>(situation.refused_ids.size());
       })}},
      {"csp_is_told_nothing", told, "Each set and clear is told to the CSP.", {csp([](ToCsp&, auto&, const Situation&) {
       })}},
      {"csp_is_told_no_clear",
       told,
       "Each clear is told to the CSP.",
       {csp([](ToCsp& row, auto& out, const Situation&) {
         if (row.restricted) out.push_back(row);
       })}},
      {"csp_is_told_twice",
       told,
       "Each set and clear is told to the CSP once.",
       {csp([](ToCsp& row, auto& out, const Situation&) { out.insert(out.end(), 2, row); })}},
      {"csp_is_told_the_opposite",
       told,
       "The CSP is told what holds.",
       {csp([](ToCsp& row, auto& out, const Situation&) {
         out.push_back({row.device, !row.restricted});
       })}}};
}

Defects choice_defects() {
  const std::string declared = "choices.as-declared";
  const auto code = [](std::string instead) {
    return alters_response([instead](std::string& xml, const Situation&) {
      if (text_of(xml, "ResponseCode") == "E5") put_text(xml, "ResponseCode", instead);
    });
  };
  const Condition repeats = both(named({"set-restricted"}), while_restricted());
  return {{"declared_rejection_code_is_another", declared, "The statement declares E5.", {code("E4")}},
          {"declared_set_while_set_is_refused",
           declared,
           "The statement declares that it is accepted.",
           {says_refused()},
           repeats},
          {"declared_clear_while_clear_is_refused",
           declared,
           "The statement declares that it is accepted.",
           {says_refused()},
           both(named({"clear-restricted"}), unless(while_restricted()))},
          {"rejection_is_a_fault_e20",
           "mp169.choice-is-not-a-fault",
           "E20 is a fault and no consumer's choice.",
           {code("E20")},
           {},
           "declare=no"},
          {"rejection_is_a_fault_e21",
           "mp169.choice-is-not-a-fault",
           "E21 is a fault and no consumer's choice.",
           {code("E21")},
           {},
           "declare=no"},
          {"rejection_is_no_error",
           "mp169.allow-list",
           "A refusal is an E… response.",
           {code("I0")},
           {},
           "declare=no",
           true},
          {"rejection_codes_take_turns",
           "choices.one-answer",
           "One code of refusal for one Reference and Variant.",
           {alters_response([count = 0](std::string& xml, const Situation&) mutable {
             if (text_of(xml, "ResponseCode") == "E5" && ++count % 2 == 0) put_text(xml, "ResponseCode", "E4");
           })},
           {},
           "declare=no"},
          {"set_while_set_is_answered_in_turns",
           "choices.one-answer",
           "One answer to a set that repeats.",
           {alters<observation::SsiAnswer>([count = 0](auto& answer, const Situation&) mutable {
             if (++count % 2 == 0) answer = {false, "set already", {}, {}, {}};
           })},
           repeats,
           "declare=no"}};
}

}  // namespace hallmark::implementations
