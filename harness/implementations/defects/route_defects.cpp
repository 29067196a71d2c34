// The routes by which consumption can slip past (policy, section B), one open in each.
#include <algorithm>

#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

namespace {

const std::string never_leaves = "mp169.consumption-never-leaves";
const std::string comes_back = "mp169.nothing-comes-back";

void add_parts(Defects& made) {
  const auto blind = [&](std::string name, std::string why, std::vector<Effect> effects) {
    made.push_back({std::move(name), never_leaves, std::move(why), std::move(effects)});
  };
  blind("body_that_asks_for_consumption_passes", "The header is permitted, the Body reads consumption, and it passes.",
        {Takes{Decision::is_consistent, true}});
  blind("schedule_names_the_read", "A Create Schedule whose Body names the read is let through.",
        {Takes{Decision::looks_at_schedule, false}});
  blind("schedule_runs_whatever_it_names", "A schedule that names a read is made and run.",
        {Takes{Decision::looks_at_schedule, false}, Takes{Decision::is_refused_run, false}});
  blind("device_of_the_body_counts_for_nothing", "Header and Body name different devices, and the header's decides.",
        {Takes{Decision::looks_at_body, false}});
  blind("device_of_the_header_counts_for_nothing", "Nothing asks for the flag of the device that the request is for.",
        {Takes{Decision::looks_at_header, false}, Takes{Decision::looks_at_message, false}});
  made.push_back({"answer_to_an_earlier_local_command_is_taken",
                  comes_back,
                  "8.13 brings back consumption of a Restricted device by a command that was given before.",
                  {Takes{Decision::looks_at_answered, false}, Takes{Decision::looks_at_message, false},
                   Alters{[](observation::Observation& observation, Situation& situation) {
                     auto* responded = answer_in<observation::Responded>(observation);
                     if (responded != nullptr && situation.request && situation.request->variant == "8.13")
                       responded->response.xml += "<!--" + situation.request->device_response + "-->";
                   }}}});
  blind("pre_command_may_ask_for_anything", "A signed pre-command reads consumption under a permitted Service Request.",
        {Takes{Decision::looks_at_command, false}, Takes{Decision::is_its_command, true}});
  blind("pre_command_for_another_device", "The GBCS message is for a Restricted device, the header for another.",
        {Takes{Decision::is_its_command, true}, Takes{Decision::looks_at_message, false}});
}

/// A request that names the one before it, or follows it as that is answered.
Condition in_a_sequence() {
  return [named = with_preceding_request()](const Situation& situation, const Subject& subject) {
    const bool answered =
        situation.stimulus != nullptr && std::holds_alternative<scenario::FromDevice>(*situation.stimulus);
    return answered || named(situation, subject);
  };
}

void add_ways(Defects& made) {
  const auto opens = [&](std::string name, std::string why, Condition when, std::vector<Effect> also = {}) {
    also.push_back(Takes{Decision::is_refused, false});
    made.push_back({std::move(name), never_leaves, std::move(why), std::move(also), std::move(when)});
  };
  for (const std::string variant : {"2", "3"}) {
    opens("local_command_of_variant_" + variant + "_is_given",
          "The User is handed the command that reads consumption (Command Variant " + variant + ").",
          with_command_variant(variant));
  }
  opens("another_service_asks_no_flag", "A read that comes to another service than its Command Variant's passes.",
        to_another_service(), {Takes{Decision::is_its_service, true}});
  opens("id_in_lower_case_is_not_recognised", "The flag is not found under an id in lower case.", in_lower_case());
  opens("id_with_white_space_is_not_recognised", "The flag is not found under an id with white space.",
        with_blank_id());
  opens("comment_hides_the_service_request", "A comment inside the document hides what is asked for.",
        with_text("<!--"));
  opens("character_reference_hides_the_service_request", "A character reference hides what is asked for.",
        with_text("&#"));
  opens("another_prefix_hides_the_service_request", "Another prefix than that of the samples hides what is asked for.",
        unless(with_text("<sr:Request")));
  opens("replayed_request_passes", "A RequestID that was let through once passes again while Restricted.",
        with_seen_id());
  opens("request_in_a_sequence_passes", "A PrecedingServiceRequestID takes a request past the flag.", in_a_sequence(),
        {Takes{Decision::is_refused_sequel, false}});
  opens("request_for_later_passes", "A future-dated request is let through and sent while Restricted.",
        with_later_time(), {Takes{Decision::is_refused_due, false}});
}

/// Refused requests are kept, and asked again as soon as a flag is cleared.
Effect asks_again_at_clear() {
  return Asks{[kept = std::vector<scenario::Submit>()](const scenario::Stimulus& stimulus, adaptor::Adaptor& honest,
                                                       Situation& situation) mutable {
    if (std::holds_alternative<scenario::Reset>(stimulus)) kept.clear();
    auto observation = honest.exchange(stimulus);
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    const auto* responded = answer_in<observation::Responded>(observation);
    const bool refused = responded != nullptr && text_of(responded->response.xml, "ResponseCode") == "E5";
    if (submit != nullptr && refused && situation.any_restricted()) kept.push_back(*submit);
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi == nullptr || ssi->action != "clear-restricted") return observation;
    for (const auto& each : std::exchange(kept, {})) honest.exchange(each);
    return observation;
  }};
}

/// Answers of devices are kept and told in the Response to whatever is asked next while Restricted.
Effect answers_from_a_cache() {
  return Alters{[payload = std::string()](observation::Observation& observation, Situation& situation) mutable {
    if (std::holds_alternative<scenario::Reset>(*situation.stimulus)) payload.clear();
    const auto* from = std::get_if<scenario::FromDevice>(situation.stimulus);
    if (from != nullptr && from->kind == "response") payload = from->payload;
    auto* responded = answer_in<observation::Responded>(observation);
    if (responded != nullptr && situation.any_restricted() && !payload.empty())
      responded->response.xml += "<!--" + payload + "-->";
  }};
}

void add_memories(Defects& made) {
  made.push_back({"refused_request_is_sent_at_the_clear",
                  never_leaves,
                  "An on-demand request that was refused is held and sent as the flag is cleared.",
                  {asks_again_at_clear()}});
  made.push_back({"answer_comes_from_a_cache",
                  comes_back,
                  "What the device answered before the flag is told again.",
                  {answers_from_a_cache()}});
  const auto forgets = [&](std::string name, std::string why, Condition when) {
    made.push_back({std::move(name),
                    never_leaves,
                    std::move(why),
                    {Takes{Decision::is_refused, false}, Takes{Decision::comes_back, true}},
                    std::move(when)});
  };
  forgets("device_added_again_is_open", "A Restricted device that is added again reads Restricted and is not filtered.",
          both(once_added_again(), while_restricted()));
  forgets("moved_meter_is_open", "A Restricted meter moved to another point reads Restricted and is not filtered.",
          both(once_moved(), while_restricted()));
  forgets("meter_below_a_new_hub_is_open", "A Restricted meter below a new hub reads Restricted and is not filtered.",
          both(once_rehubbed(), while_restricted()));
  made.push_back({"device_added_again_loses_its_flag",
                  never_leaves,
                  "An EUI keeps its flag when it is added again.",
                  {Takes{Decision::is_restricted, false}},
                  once_added_again()});
}

}  // namespace

Defects route_defects() {
  Defects made;
  add_parts(made);
  add_ways(made);
  add_memories(made);
  return made;
}

}  // namespace hallmark::implementations
