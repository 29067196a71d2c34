// Every route by which consumption may slip past, against the reference with a defect that opens that route.
#include "suites/restricted_routes_scene.h"

namespace hallmark::suites::routes {
namespace {

TEST(Contradictions, AreHeldToEachOfTheirParts) {
  std::vector<Row> rows;
  for (const std::string id :
       {"header_permits_what_the_body_reads.esme.is.srv_4_1_1.as_11_2.cv1",
        "header_permits_what_the_body_reads.gpf.gs.srv_4_8_1.as_7_4.cv3",
        "reference_permits_what_the_variant_reads.esme.is.srv_4_6_1",
        "variant_permits_what_the_reference_reads.gsme.gs.srv_4_4_3", "two_elements_in_one_body.esme.is.before",
        "two_variants_in_one_header.gpf.gs.after", "schedule_names_another_read.esme.is",
        "schedule_for_another_device_than_the_header.gsme.gs", "read_through_another_service.esme.is.cv1.non_device",
        "read_in_utf_16.gsme.gs", "pre_command_reads_consumption.esme.is.cv5",
        "pre_command_for_another_device_than_the_header.gsme.gs.cv7"})
    rows.push_back({"contradictions/" + id, never_leaves, Outcome::fail, passes_on_all()});
  rows.push_back({"contradictions/read_that_the_profile_does_not_name.gsme.gs", "mp169.default-deny", Outcome::fail,
                  passes_on_all()});
  expect_caught(rows);
}

TEST(EarlierRequests, GiveNothingAway) {
  const auto of = [](const std::string& srv) {
    return passes_on([srv](const auto& submit) { return submit.reading.body_srv == srv; });
  };
  // Held back while Restricted, the command goes out with the clear.
  const auto holds = [held = std::vector<observation::ToDevice>()](const Stimulus& stimulus, Observation&,
                                                                   Inner& inner) mutable {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit != nullptr && inner.restricted())
      held.push_back({submit->reading.devices.front(), submit->reading.request_id, "4.1.1", {}, {}});
    if (inner.restricted()) return;
    inner.sends.insert(inner.sends.end(), held.begin(), held.end());
    held.clear();
  };
  // The answer that 8.13 brings is said again in its Response.
  const auto echoes = [](const Stimulus& stimulus, Observation& observation, Inner& inner) {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    auto* responded = answer<observation::Responded>(observation);
    if (submit != nullptr && responded != nullptr && inner.restricted() && !submit->canary.empty())
      responded->response.xml += "<!--" + submit->canary + "-->";
  };
  // Another code every time.
  const auto wavers = [count = 0](const Stimulus&, Observation& observation, Inner& inner) mutable {
    auto* responded = answer<observation::Responded>(observation);
    if (responded == nullptr || !inner.restricted()) return;
    const auto at = responded->response.xml.find(">E5<");
    if (at != std::string::npos && ++count % 2 == 0) responded->response.xml.replace(at, 4, ">E4<");
  };
  // The answer to the first of a sequence sends the second, whatever the flag.
  const auto goes_on = [asked = std::vector<scenario::Submit>()](const Stimulus& stimulus, Observation&,
                                                                 Inner& inner) mutable {
    if (std::holds_alternative<scenario::Reset>(stimulus)) asked.clear();
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) asked.push_back(*submit);
    if (!std::holds_alternative<scenario::FromDevice>(stimulus) || asked.size() != 2) return;
    const auto& second = asked.back().reading;
    inner.sends.push_back({second.devices.front(), second.request_id, "4.1.1", {}, {}});
  };
  // A clear lets loose what the next set does not catch.
  const auto due_all_the_same = [due = observation::ToDevice()](const Stimulus& stimulus, Observation&,
                                                                Inner& inner) mutable {
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus))
      due = {submit->reading.devices.front(), submit->reading.request_id, "4.1.1", {}, {}};
    if (std::holds_alternative<scenario::Advance>(stimulus) && inner.restricted()) inner.sends.push_back(due);
  };
  expect_caught(
      {{"earlier_requests/answer_to_an_earlier_local_command.esme.is.cv2", comes_back, Outcome::fail, echoes},
       {"earlier_requests/answer_to_an_earlier_local_command.gpf.gs.cv3", comes_back, Outcome::fail, echoes},
       {"earlier_requests/answer_to_a_refused_local_command.gsme.gs", comes_back, Outcome::fail, echoes},
       {"earlier_requests/replay_of_an_answered_request.esme.is", never_leaves, Outcome::fail, of("4.1.1")},
       {"earlier_requests/replay_of_a_request_in_flight.gsme.gs", never_leaves, Outcome::fail, of("4.1.1")},
       {"earlier_requests/replay_under_the_id_of_a_permitted_request.gpf.gs", never_leaves, Outcome::fail, of("4.1.1")},
       {"earlier_requests/answer_from_a_cache.esme.is.srv_4_8_1", comes_back, Outcome::fail, answers_from_a_cache()},
       {"earlier_requests/answer_from_a_cache.gpf.gs.srv_4_1_1", comes_back, Outcome::fail, tells_the_portal()},
       {"earlier_requests/sequence_asked_before_the_flag.esme.is", never_leaves, Outcome::fail, goes_on},
       {"earlier_requests/sequence_asked_while_restricted.gsme.gs", never_leaves, Outcome::fail, of("4.1.1")},
       {"earlier_requests/set_cleared_and_set_before_it_is_due.esme.is", never_leaves, Outcome::fail, due_all_the_same},
       {"earlier_requests/set_cleared_and_set_between_requests.gsme.gs", never_leaves, Outcome::fail, of("4.1.1")},
       {"earlier_requests/request_held_until_the_clear.esme.is.cv1", never_leaves, Outcome::fail, holds},
       {"earlier_requests/refused_twice_alike.esme.is.cv1", "choices.one-answer", Outcome::warn, wavers},
       {"earlier_requests/transformed_before_and_sent_after.gsme.gs.srv_2_1.cv5", "mp169.allow-list", Outcome::warn,
        of("2.1")}});
}

TEST(Neighbours, AreUntouchedAndOpenNothing) {
  const std::string untouched = "mp169.unrestricted-untouched";
  const auto by_another = [first = std::string()](const Stimulus& stimulus, Observation&, Inner& inner) mutable {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || !inner.restricted()) return;
    if (first.empty()) first = submit->user;
    if (submit->user == first) return;
    inner.sends.push_back({submit->reading.devices.front(), submit->reading.request_id, "4.1.1", {}, {}});
  };
  // A clear of one meter is taken for a clear of all below its hub.
  const auto clears_all = [sets = std::vector<scenario::Ssi>()](const Stimulus& stimulus, Observation&,
                                                                Inner& inner) mutable {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi == nullptr) return;
    if (ssi->action == "set-restricted") sets.push_back(*ssi);
    if (ssi->action != "clear-restricted") return;
    for (auto each : sets) {
      each.action = "clear-restricted";
      inner.reference.exchange(each);
    }
  };
  expect_caught(
      {{"neighbours/other_fuel_of_the_hub.gsme.gs.srv_4_8_1", untouched, Outcome::fail, drops_all()},
       {"neighbours/other_fuel_of_the_hub.gpf.gs.srv_4_1_1", untouched, Outcome::fail, drops_all()},
       {"neighbours/meter_of_other_premises.esme.is", untouched, Outcome::fail, drops_all()},
       {"neighbours/second_meter_of_the_hub.esme.is", untouched, Outcome::fail, drops_all()},
       {"neighbours/firmware_for_many_devices.esme.is.restricted_first", "mp169.firmware-passes", Outcome::fail,
        drops_all()},
       {"neighbours/clear_of_another_meter_opens_nothing.gsme.gs", never_leaves, Outcome::fail, clears_all},
       {"neighbours/other_users_after_a_refusal.esme.is.srv_4_8_1", never_leaves, Outcome::fail, by_another}});
}

TEST(InventoryEvents, LeaveTheFlagWhereItIs) {
  const auto at_event = forgets_at<scenario::Inventory>();
  const auto reads_set = [](const Stimulus& stimulus, Observation& observation, Inner&) {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    auto* said = answer<observation::SsiAnswer>(observation);
    if (ssi != nullptr && said != nullptr && ssi->action == "read" && said->restricted) said->restricted = true;
  };
  expect_caught(
      {{"inventory_events/added_again.esme.is", never_leaves, Outcome::warn, at_event},
       {"inventory_events/added_again.gpf.gs", never_leaves, Outcome::fail, at_event},
       {"inventory_events/added_again_after_its_end.gsme.gs", never_leaves, Outcome::warn, at_event},
       {"inventory_events/added_again_below_another_hub.esme.is", never_leaves, Outcome::warn, at_event},
       {"inventory_events/moved_to_a_point_of_another_supplier.esme.is", never_leaves, Outcome::warn, passes_on_all()},
       {"inventory_events/hub_exchanged_for_all.gsme.gs", never_leaves, Outcome::warn, at_event},
       {"inventory_events/new_proxy_of_a_restricted_meter.gpf.gs", never_leaves, Outcome::fail, passes_on_all()}});
  const auto& open = case_of("inventory_events/added_again_as_not_restricted.esme.is");
  EXPECT_EQ(play(open, reads_set, "declare=no").verdict.outcome, Outcome::fail)
      << "what passes and what is read differ";
}

TEST(Restarts, ForgetNothingWhereThatIsClaimedAndFailClosed) {
  const std::string survives = "mp169.flag-survives-restart";
  const std::string claimed = "declare=no&survives-restart=yes";
  const auto forgets = forgets_at<scenario::Initialize>();
  // What waited is lost.
  const auto loses = [restarted = false](const Stimulus& stimulus, Observation& observation, Inner&) mutable {
    if (std::holds_alternative<scenario::Reset>(stimulus)) restarted = false;
    if (std::holds_alternative<scenario::Shutdown>(stimulus)) restarted = true;
    if (auto* drained = answer<observation::Drained>(observation); drained != nullptr && restarted)
      drained->effects = {};
  };
  const auto forwards = [restarted = false](const Stimulus& stimulus, Observation&, Inner& inner) mutable {
    if (std::holds_alternative<scenario::Shutdown>(stimulus)) restarted = true;
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || !restarted) return;
    inner.sends.push_back({submit->reading.devices.front(), submit->reading.request_id, "4.1.1", {}, {}});
  };
  expect_caught(
      {{"restarts/flag_is_set_before_a_restart.esme.is", survives, Outcome::fail, forgets, claimed},
       {"restarts/flag_is_set_before_a_restart.gpf.gs", survives, Outcome::fail, forgets, claimed},
       {"restarts/schedule_is_made_before_a_restart.gsme.gs", survives, Outcome::fail, forgets, claimed},
       {"restarts/queued_request_before_a_restart.esme.is", survives, Outcome::fail, loses, claimed},
       {"restarts/queued_request_and_flag_before_a_restart.gsme.gs", survives, Outcome::fail, forgets, claimed},
       {"restarts/flag_is_set_before_a_restart.esme.is", "mp169.fails-closed", Outcome::warn, forwards},
       {"restarts/device_without_a_record_after_a_restart.gsme.gs", "mp169.fails-closed", Outcome::warn, forwards},
       {"restarts/device_without_a_record_after_a_restart.esme.is", "mp169.fails-closed", Outcome::warn, forwards,
        claimed}});
}

TEST(FlagControl, SeesARepeatedSetThatMovesOn) {
  const auto moves_on = [sets = 0](const Stimulus& stimulus, Observation& observation, Inner&) mutable {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    auto* said = answer<observation::SsiAnswer>(observation);
    if (ssi == nullptr || said == nullptr || ssi->action != "set-restricted" || ++sets < 2 || !said->effective) return;
    said->effective = scenario::text(*scenario::instant(*said->effective) + 3600);
  };
  expect_caught({{"flag_control/repeated_set_does_not_move_on.esme", "mp169.any-time", Outcome::fail, moves_on,
                  "effective-when=announced&effective-within=PT12H&declare=no"}});
}

TEST(Alerts, AfterAFutureDatedCommandAndToAFormerSupplier) {
  const auto lost = [](const Stimulus&, Observation& observation, Inner& inner) {
    auto* drained = answer<observation::Drained>(observation);
    if (drained != nullptr && inner.restricted()) drained->effects.to_users.clear();
  };
  const auto lost_always = [](const Stimulus&, Observation& observation, Inner&) {
    if (auto* drained = answer<observation::Drained>(observation)) drained->effects.to_users.clear();
  };
  expect_caught({{"alerts/alert_8f66.esme", "mp169.alerts-pass", Outcome::fail, lost},
                 {"alerts/alert_8f67.gsme", "mp169.alerts-pass", Outcome::fail, lost},
                 {"alerts/addressed_to_a_former_supplier.esme.restricted", "choices.as-declared", Outcome::warn,
                  lost_always, "alert-to-former-supplier=redirect"}});
}

/// Which answer is given is learnt, whatever it is, with the flag and without it.
TEST(Alerts, ToAFormerSupplierMayDoWhatTheyLike) {
  for (const std::string choice : {"deliver", "withhold", "redirect"}) {
    const auto row = play(
        case_of("alerts/addressed_to_a_former_supplier.gsme.unrestricted"),
        [](const Stimulus&, Observation&, Inner&) {}, "alert-to-former-supplier=" + choice);
    EXPECT_EQ(row.verdict.outcome, Outcome::pass) << choice;
    const auto& notes = row.verdict.notes;
    EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [&](const auto& note) {
      return note.subject == "alert-to-former-supplier" && note.text == choice;
    })) << choice;
  }
}

/// The shipped profile names every Service Request; one from a file need not.
struct WithTemplates {
  generator::RequestGrammar grammar{built().facts, HALLMARK_SHARE_DIR "/schema/duis-5.1"};
  generator::RequestTemplates templates{grammar, built().samples};

  run::Case allow_list_case(const std::string& id, const spec::Profile& profile) const {
    for (auto& each : allow_list({&built().facts, &profile, &built().samples, &templates, "5.1"}).cases) {
      if (each.id == "restricted/allow_list/" + id) return each;
    }
    throw std::invalid_argument("no case " + id);
  }
};

TEST(AllowList, RejectsWhatTheProfileLeavesOutAndWhatIsNotClaimed) {
  const WithTemplates made;
  auto rows = built().profile.rows();
  std::erase_if(rows, [](const auto& row) { return row.srv == "11.2"; });
  const spec::Profile without("a file", "sha256:0", rows, built().profile.alerts(), false);
  const auto unnamed = made.allow_list_case("srv_11_2.esme.is.cv1", without);
  const Defect honest = [](const Stimulus&, Observation&, Inner&) {};
  EXPECT_EQ(outcome_of(play(unnamed, honest, "declare=no", without), "mp169.default-deny"), Outcome::pass);
  EXPECT_EQ(outcome_of(play(unnamed, passes_on_all(), "declare=no", without), "mp169.default-deny"), Outcome::fail);

  // Claimed is 8.2 alone, and Command Variant 8; 11.2 is sent all the same.
  for (const std::string restricted : {"with", "without"}) {
    const auto claims_little = [restricted](const Stimulus&, Observation& observation, Inner& inner) {
      if (auto* opened = answer<observation::Initialized>(observation)) opened->statement.srvs = {"8.2"};
      auto* drained = answer<observation::Drained>(observation);
      if (drained != nullptr && inner.restricted() != (restricted == "with")) drained->effects.to_devices.clear();
    };
    const auto row = play(made.allow_list_case("srv_11_2.esme.is.cv1", built().profile), claims_little, "declare=no");
    EXPECT_EQ(outcome_of(row, "choices.as-declared"), Outcome::fail) << restricted << " the flag";
  }
}

}  // namespace
}  // namespace hallmark::suites::routes
