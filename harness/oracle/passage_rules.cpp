// Section B of the policy, requests: what passes while a device is Restricted, how what does not is refused, and that
// what is not behind a flag is treated as if no flag existed.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

namespace {

Ids permission_ids(const Transaction& transaction) {
  if (transaction.covered.empty()) {
    return {transaction.after_clear ? "mp169.clear-restores" : "mp169.unrestricted-untouched"};
  }
  Ids ids = {"mp169.allowed-still-works"};
  const std::string category = transaction.row != nullptr ? transaction.row->category : "";
  if (category == "firmware") ids.emplace_back("mp169.firmware-passes");
  if (category == "commissioning" || category == "security-credentials") {
    ids.emplace_back("mp169.commissioning-unaffected");
  }
  const auto& srv = transaction.reading.body_srv;
  if (srv == "3.2") ids.emplace_back("mp169.tenancy-request-passes");
  if (srv.starts_with("8.7.") || srv.starts_with("8.8.")) ids.emplace_back("mp169.local-displays-stay");
  return ids;
}

/// Requests to a SMETS1 device show that nothing of it is filtered.
Ids permission_ids(const World& world, const Transaction& transaction) {
  Ids ids = permission_ids(transaction);
  const auto& devices = transaction.reading.devices;
  const bool smets1 = std::any_of(devices.begin(), devices.end(), [&](const std::string& id) {
    const auto* device = world.device(id);
    return device != nullptr && device->smets == 1;
  });
  if (smets1 && transaction.covered.empty()) ids.emplace_back("mp169.smets2-only");
  if (transaction.before_restart) ids.emplace_back("mp169.flag-survives-restart");
  return ids;
}

/// Whether the flag leaves nothing to say: it is open, or it or the supplier changed after the request came.
bool is_out_of_scope(const World& world, const Transaction& transaction) {
  return transaction.unsettled || transaction.overtaken || transaction.reads_restricted_time ||
         world.lost_supplier(transaction);
}

void expect_refusal_code(const World& world, const Transaction& opened, const std::string& later_of,
                         Expectation& expectation) {
  auto& demands = expectation.demands;
  const Transaction* clear = world.clear_half(opened);
  // Only a request that is accepted without the flag shows how a refusal because of the flag looks.
  if (clear == nullptr || was_refused(*clear)) return;
  const auto* covered = world.device(opened.covered.front());
  const bool can_read_flag =
      std::any_of(covered->metering_points.begin(), covered->metering_points.end(), [&](auto& id) {
        const auto* point = world.inventory().metering_point(id);
        return point != nullptr && (point->supplier == opened.user || point->network_operator == opened.user);
      });
  demands.push_back({ToldFromFault{later_of},
                     weaker(opened.level, can_read_flag ? Level::should : Level::must),
                     {"mp169.choice-is-not-a-fault"},
                     "a consumer's choice is told from a fault"});
  std::string declared = world.statement().rejection_code.value_or("");
  for (const auto& [point, token] : world.statement().choices) {
    if (point == "rejection-code") declared = token;
  }
  if (!declared.empty()) {
    demands.push_back({RefusedWith{declared, later_of},
                       Level::must,
                       {"choices.as-declared"},
                       "the statement declares the code of a refusal because of the flag"});
  } else if (const auto seen = world.choices().narrowed("rejection-code", rejection_key(opened, later_of.empty()))) {
    demands.push_back({RefusedWith{seen->token, later_of},
                       weaker(opened.level, Level::should),
                       {"choices.one-answer"},
                       "the code of a refusal because of the flag was " + seen->token + " before in this case"});
  }
}

/// Many devices, some of them without the flag: the request is served for these.
bool serves_others(const Transaction& transaction) {
  return transaction.covered.size() < transaction.reading.devices.size();
}

void expect_as_without_flag(const World& world, const Transaction& opened, Expectation& expectation) {
  const Transaction* clear = world.clear_half(opened);
  if (clear == nullptr || !clear->answered || was_refused(*clear)) return;
  if (opened.permission == spec::Permission::open) return;
  expectation.demands.push_back({AnsweredLike{clear->response, clear->content}, opened.level,
                                 permission_ids(world, opened),
                                 "a permitted request is answered as if the flag were not set"});
}

/// SRV 1.6 to prepayment of a Restricted device. A transform that passes sends nothing yet, so it is no answer.
void expect_mode_change(const World& world, const Transaction& opened, Expectation& expectation) {
  if (opened.reading.payment_mode != "prepayment" || opened.covered.empty()) return;
  std::map<std::string, Condition> meaning = {{"clear-flag", NotRefused{}}};
  if (opened.reading.command_variant != 4) meaning.emplace("refuse", RefusedByErrorCode{});
  expect_choice(world, "payment-mode-change-while-restricted", "", meaning, expectation);
}

/// A read, after clearing, of what was recorded while Restricted.
void expect_restricted_time(const World& world, const Transaction& opened, Expectation& expectation) {
  if (!opened.reads_restricted_time || !opened.covered.empty() || opened.unsettled) return;
  expect_choice(world, "data-of-the-restricted-time", "",
                {{"readable", NotRefused{}}, {"refused", RefusedByErrorCode{}}}, expectation);
}

/// Every other request of this half: its commands are judged by what it asked.
KnownIds other_requests(const World& world, const Transaction& transaction) {
  return KnownIds(&world.transactions(), transaction.reading.request_id);
}

/// A schedule, or a request whose row says that it must not yield consumption, is no way round.
void expect_no_consumption(const World& world, const Transaction& transaction, const Ids& still_covered,
                           Expectation& expectation) {
  const bool is_bare_invariant = transaction.row != nullptr && !transaction.reading.scheduled_srv &&
                                 transaction.row->invariant == spec::Invariant::no_consumption;
  if ((!transaction.schedule_rejected && !is_bare_invariant) || still_covered.empty()) return;
  expectation.demands.push_back({NoCommandFor{"", still_covered, other_requests(world, transaction), &world.past()},
                                 transaction.schedule_rejected.value_or(Level::must),
                                 {"mp169.consumption-never-leaves"},
                                 "no command that reads consumption reaches a Restricted device, by any route"});
}

void expect_prohibited_drain(const World& world, const Transaction& transaction, const Ids& still_covered,
                             const KnownIds& known, Expectation& expectation) {
  const auto& id = transaction.reading.request_id;
  auto& demands = expectation.demands;
  const Ids to = serves_others(transaction) ? transaction.covered : Ids{};
  demands.push_back({NoCommandFor{id, still_covered, known, &world.past(), to}, transaction.level,
                     prohibition_ids(world, transaction, transaction.covered.front()),
                     "nothing goes towards the device for a request that the profile does not permit"});
  if (transaction.response == ResponseClass::acknowledged) expect_refusal_code(world, transaction, id, expectation);
  if (transaction.canary.empty()) return;
  // Whether an answer is to the command in flight or to what came under its id while Restricted nobody can tell.
  const Level level = transaction.in_flight_before ? Level::report
                      : was_refused(transaction)   ? Level::must
                                                   : transaction.level;
  demands.push_back({PayloadWithheld{transaction.canary},
                     level,
                     {"mp169.nothing-comes-back"},
                     "no answer to a refused request reaches a User"});
}

void expect_drain_as_without_flag(const World& world, const Transaction& transaction, Expectation& expectation) {
  const Transaction* clear = world.clear_half(transaction);
  const auto* drained = clear == nullptr ? nullptr : clear->drains.at(transaction.drains.count());
  if (transaction.permission == spec::Permission::open || drained == nullptr || was_refused(*clear)) return;
  auto& demands = expectation.demands;
  demands.push_back({CommandsLike{transaction.reading.request_id, drained->devices}, transaction.level,
                     permission_ids(world, transaction),
                     "a permitted request sends the same command as without the flag"});
  if (transaction.canary.empty()) return;
  demands.push_back({DeliveredLike{transaction.canary, drained->delivered}, transaction.level,
                     permission_ids(world, transaction),
                     "the answer to a permitted request is delivered as without the flag"});
}

void expect_drain_of(const World& world, const Transaction& transaction, const KnownIds& known,
                     Expectation& expectation) {
  expect_one_way(transaction, expectation);
  // What was on its way when the flag was set is held against nobody.
  Ids still_covered;
  std::copy_if(transaction.covered.begin(), transaction.covered.end(), std::back_inserter(still_covered),
               [&](const auto& id) { return world.flags().covered_since_drain(world.flag_holder(id)); });
  if (transaction.reading.deviation && !is_prohibited(transaction)) {
    expect_no_consumption(world, transaction, still_covered, expectation);
    return expect_drain_of_deviant(world, transaction, expectation);
  }
  if (!transaction.claimed) {
    expectation.demands.push_back({NoCommandFor{transaction.reading.request_id, {}},
                                   Level::must,
                                   {"choices.as-declared"},
                                   "what the statement does not claim is refused, and nothing reaches a device"});
  }
  if (is_prohibited(transaction)) return expect_prohibited_drain(world, transaction, still_covered, known, expectation);
  if (!transaction.claimed) return;
  expect_no_consumption(world, transaction, still_covered, expectation);
  if (!is_out_of_scope(world, transaction)) return expect_drain_as_without_flag(world, transaction, expectation);
  if (world.lost_supplier(transaction)) expect_lost_supplier(world, transaction, expectation);
  if (transaction.overtaken) expect_overtaken(world, transaction, expectation);
}

}  // namespace

void expect_refusal(const World& world, const Transaction& opened, Expectation& expectation) {
  auto& demands = expectation.demands;
  // Who is asked for more than is claimed may refuse in any way that it has.
  if (opened.reading.at_once == scenario::AtOnce::overloading) {
    demands.push_back({NotCarriedOut{}, opened.level, prohibition_ids(world, opened, opened.covered.front()),
                       "the profile does not permit this Service Request for a Restricted device, however busy it is"});
    return;
  }
  demands.push_back({NothingHandedOver{}, opened.level, prohibition_ids(world, opened, opened.covered.front()),
                     "the profile does not permit this Service Request for a Restricted device"});
  demands.push_back({RefusedByErrorCode{},
                     weaker(opened.level, Level::should),
                     {"mp169.allow-list"},
                     "a request that the profile does not permit is refused by an E… response"});
  expect_refusal_code(world, opened, "", expectation);
}

Ids prohibition_ids(const World& world, const Transaction& transaction, const std::string& device) {
  Ids ids = {"mp169.allow-list"};
  const auto* covered = world.device(device);
  const auto& srv = carried_srv(transaction);
  if (world.profile().find(srv, covered->type) == nullptr) ids.emplace_back("mp169.default-deny");
  const auto* service = world.facts().service_request(srv);
  const bool reads_consumption =
      service != nullptr && std::find(service->sensitive_device_types.begin(), service->sensitive_device_types.end(),
                                      covered->type) != service->sensitive_device_types.end();
  if (reads_consumption || !world.profile().shipped()) ids.emplace_back("mp169.consumption-never-leaves");
  if (world.restarted()) ids.emplace_back("mp169.flag-survives-restart");
  return ids;
}

void expect_submit(const World& world, const scenario::Submit& submit, Expectation& expectation) {
  const Transaction opened = world.open_transaction(submit);
  const auto& reading = submit.reading;
  if (reading.deviation) return expect_deviant(world, opened, expectation);
  auto& demands = expectation.demands;
  demands.push_back(
      {DocumentsValid{}, Level::must, {"duis.response-valid"}, "a DUIS document is valid against the schema"});
  demands.push_back({ResponseMatches{reading.request_id, reading.reference, reading.header_srv},
                     Level::must,
                     {"duis.response-matches"},
                     "a Response carries the RequestID, Reference and Variant of its request"});
  if (is_open_by_overlap(opened)) return;
  if (opened.claimed && opened.covered.empty() && !opened.unsettled) {
    demands.push_back({NotRefusedAsMalformed{},
                       world.judges_acceptance() ? Level::must : Level::report,
                       {"duis.valid-accepted"},
                       "a valid request from an eligible User for an unrestricted device is not refused as malformed"});
  }
  expect_mode_change(world, opened, expectation);
  expect_restricted_time(world, opened, expectation);
  if (is_prohibited(opened)) {
    if (!(reading.devices.size() > 1 && serves_others(opened))) expect_refusal(world, opened, expectation);
  } else if (opened.claimed && !is_out_of_scope(world, opened)) {
    expect_as_without_flag(world, opened, expectation);
  }
}

/// What was refused because of the flag, and is watched no more by itself.
void expect_nothing_for_past(const World& world, const KnownIds& known, Expectation& expectation) {
  if (!world.past_was_refused()) return;
  expectation.demands.push_back({NothingForPast{&world.past(), known},
                                 Level::must,
                                 {"mp169.allow-list", "mp169.nothing-comes-back"},
                                 "what was refused because of the flag is never carried out"});
}

void expect_drain(const World& world, Expectation& expectation) {
  auto& demands = expectation.demands;
  demands.push_back(
      {DocumentsValid{}, Level::must, {"duis.response-valid"}, "a DUIS document is valid against the schema"});
  const KnownIds known(&world.transactions());
  demands.push_back({DeliveriesMatch{{}, &world.past(), &world.transactions()},
                     Level::must,
                     {"duis.response-matches"},
                     "an answer goes to the User who asked, with the RequestID of the request"});
  const auto& transactions = world.transactions();
  const bool can_be_due = std::any_of(transactions.begin(), transactions.end(), [](const auto& row) {
    return is_queued(row.second) || row.second.drains.empty();
  });
  if (world.flag_was_just_asked() && !can_be_due) {
    demands.push_back(
        {NoCommands{}, Level::must, {"mp169.flag-sends-nothing"}, "setting or clearing the flag sends nothing"});
  }
  for (const auto& [id, transaction] : transactions) expect_drain_of(world, transaction, known, expectation);
  expect_nothing_for_past(world, known, expectation);
  expect_no_other_route(world, known, expectation);
  expect_alerts(world, expectation);
}

}  // namespace hallmark::oracle
