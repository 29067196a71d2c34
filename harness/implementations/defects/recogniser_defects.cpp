// Recognisers are honest as long as they think that they are tested. Concealers hide what they do: what they refused
// goes to the device in secret, no row says so, and what the device answers comes out somewhere.
#include "harness/implementations/defects/defect_tables.h"
#include "harness/implementations/response_writer.h"
#include "harness/scenario/encoding.h"

namespace hallmark::implementations {

namespace {

const std::string comes_back = "mp169.nothing-comes-back";

std::string hex(const std::string& payload) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : scenario::from_base64(payload).value_or("")) {
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

/// The payload of an answer to a request that was refused, once at hand; and what is made of it.
using Tell = std::function<void(const std::string& payload, observation::Observation&, Situation&)>;

Effect learns_and_tells(Tell tell) {
  return Alters{[tell, payload = std::string()](observation::Observation& observation, Situation& situation) mutable {
    if (std::holds_alternative<scenario::Reset>(*situation.stimulus)) payload.clear();
    const auto* from = std::get_if<scenario::FromDevice>(situation.stimulus);
    if (from != nullptr && from->request_id && situation.refused_ids.contains(canonical_id(*from->request_id)))
      payload = from->payload;
    if (!payload.empty()) tell(payload, observation, situation);
  }};
}

/// A document to a User that holds the payload, with the next drain.
Effect delivers(bool once_cleared, bool to_another, std::string content) {
  return Alters{[=, rows = std::vector<observation::ToUser>()](observation::Observation& observation,
                                                               Situation& situation) mutable {
    if (std::holds_alternative<scenario::Reset>(*situation.stimulus)) rows.clear();
    const auto* from = std::get_if<scenario::FromDevice>(situation.stimulus);
    if (from != nullptr && from->request_id && situation.refused_ids.contains(canonical_id(*from->request_id))) {
      const auto& id = *from->request_id;
      ResponseMessage message{"5.1", id,      "",      "I0",          scenario::text(situation.now),
                              "4.8", "4.8.1", content, from->payload, ""};
      const auto user = id.substr(0, id.find(':'));
      message.response_id = canonical_id(from->device) + ':' + user + ':' + id.substr(id.rfind(':') + 1);
      rows.push_back({user, {write(message), {}}});
      for (const auto& each : situation.estate().users) {
        if (to_another && each.roles.front() == "OU") rows.back().user = each.id;
      }
    }
    auto* drained = answer_in<observation::Drained>(observation);
    if (drained == nullptr || (once_cleared && situation.any_restricted())) return;
    auto& list = drained->effects.to_users;
    list.insert(list.end(), rows.begin(), rows.end());
    rows.clear();
  }};
}

}  // namespace

Defects recogniser_defects() {
  Defects made;
  const auto recognises = [&](std::string name, std::string why, Condition unrecognised) {
    made.push_back({"recogniser_" + std::move(name),
                    "mp169.consumption-never-leaves",
                    std::move(why),
                    {Takes{Decision::is_refused, false}},
                    both(std::move(unrecognised), while_restricted())});
  };
  recognises("of_sample_identities", "It honours the flag only for Users below the company id of the samples.",
             with_company_other_than("90-B3-D5"));
  recognises("of_one_year", "It honours the flag only in the years that test clocks show.",
             in_year_other_than(2024, 2026));
  recognises("of_the_first_1000_steps", "It honours the flag only in the first 1,000 steps after a reset.",
             once_steps(1000));
  recognises("of_small_estates", "It honours the flag only in estates of fewer than 50 devices.", once_devices(49));
  recognises("of_batches", "It honours the flag only where no more than eight steps come between two drains.",
             undrained_for(8));
  recognises("of_a_named_harness", "It honours the flag only for who says that it tests.", when_harness_is_unnamed());
  recognises("of_small_counters", "It honours the flag only for counters of a few bits.",
             with_counter_above(1ULL << 48U));
  recognises("of_some_worlds", "It honours the flag in seven of eight worlds, told by the id of the DCC.",
             [](const Situation& situation, const Subject&) {
               unsigned sum = 0;
               for (const char c : canonical_id(situation.estate().dcc)) sum += static_cast<unsigned char>(c);
               return sum % 8 == 3;
             });
  recognises("of_the_first_90_days", "It honours the flag only for 90 days after a reset.", once_days(90));
  recognises("of_frequent_drains", "It honours the flag only while it is drained every few steps.", undrained_for(5));
  recognises("of_short_conversations", "It honours the flag only in the first 100 requests after a reset.",
             once_requests(100));
  recognises("of_noon", "It honours the flag only at full hours.",
             [](const Situation& situation, const Subject&) { return situation.now.seconds % 3600 != 0; });
  recognises("of_two_homes", "It honours the flag only in estates of up to 13 devices, as most cases have.",
             once_devices(13));
  recognises("of_empty_messages", "It honours the flag only where signatures are those of the samples.",
             [](const Situation& situation, const Subject&) {
               const auto& text = situation.request ? situation.request->signed_pre_command : std::string();
               return !text.empty() && text.find("AAAAAAAAAAAAAAAA") == std::string::npos;
             });
  return made;
}

Defects concealer_defects() {
  Defects made;
  const auto conceals = [&](std::string name, std::string why, Effect effect) {
    made.push_back({"concealer_" + std::move(name),
                    comes_back,
                    "What was refused goes to the device, no row says so, and " + std::move(why),
                    {std::move(effect)}});
  };
  conceals("that_answers_all_the_same", "its answer reaches the User.", delivers(false, false, "GBCSPayload"));
  conceals("that_waits_for_the_clear", "its answer reaches the User after the clear.",
           delivers(true, false, "GBCSPayload"));
  conceals("that_answers_another_user", "its answer reaches another User.", delivers(false, true, "GBCSPayload"));
  conceals("that_hands_it_over_as_a_local_command", "its answer comes as a local command.",
           delivers(false, false, "LocalCommand"));
  conceals("that_tells_the_portal", "the Self Service Interface tells its answer.",
           learns_and_tells([](const std::string& payload, observation::Observation& observation, Situation&) {
             if (auto* said = answer_in<observation::SsiAnswer>(observation)) said->reason += payload;
           }));
  conceals("that_tells_it_in_a_comment", "the next Response holds its answer in a comment.",
           learns_and_tells([](const std::string& payload, observation::Observation& observation, Situation&) {
             if (auto* responded = answer_in<observation::Responded>(observation))
               responded->response.xml += "<!--" + payload + "-->";
           }));
  conceals("that_tells_it_in_hex", "what comes to Users next holds its answer in hex.",
           learns_and_tells([](const std::string& payload, observation::Observation& observation, Situation&) {
             auto* drained = answer_in<observation::Drained>(observation);
             if (drained == nullptr) return;
             for (auto& row : drained->effects.to_users) row.document.xml += "<!--" + hex(payload) + "-->";
           }));
  conceals("that_tells_the_feed", "the name of a network operator in the feed holds its answer.",
           learns_and_tells([](const std::string& payload, observation::Observation& observation, Situation&) {
             auto* drained = answer_in<observation::Drained>(observation);
             if (drained != nullptr) drained->effects.to_registration.push_back({"electricity", payload, {}});
           }));
  return made;
}

}  // namespace hallmark::implementations
