// What the codes allow next: each rule turns the observer's world and a stimulus into demands. No rule here looks at an
// observation; what was seen before stands in the world.
#include <algorithm>

#include "harness/oracle/world.h"
#include "harness/scenario/duration.h"

namespace hallmark::oracle {

using scenario::Device;
using spec::Level;
using Ids = std::vector<std::string>;

namespace {

constexpr std::int64_t effective_at_most = 24 * 3600;

bool is_queued(const Transaction& transaction) {
  return transaction.reading.scheduled_srv.has_value() || transaction.reading.execution_time.has_value();
}

/// The operations that a claimed facet needs (adaptor protocol, "What a claimed facet needs").
struct FacetNeeds {
  std::string_view facet;
  std::vector<std::string_view> operations;
};

/// The first facet claimed that needs an operation; empty where none does.
std::string facet_needing(std::string_view operation, const observation::Statement& statement) {
  static const std::vector<FacetNeeds> needs = {
      {"restricted-mode", {"submit", "ssi", "inventory", "registration", "fromDevice", "advance", "drain"}},
      {"service-flags", {"inventory", "registration", "drain"}},
      {"install-codes", {"installCode", "inventory", "registration", "advance", "drain"}},
      {"performance-report", {"report", "ssi", "advance"}},
      {"csp-notification", {"ssi", "drain"}}};
  for (const auto& [facet, operations] : needs) {
    const bool needed = std::find(operations.begin(), operations.end(), operation) != operations.end();
    if (needed && observation::claims(statement, facet)) return std::string(facet);
  }
  return {};
}

Level weaker(Level one, Level other) { return std::max(one, other); }

}  // namespace

/// A placeholder signature may be refused by who verifies signatures: then nothing follows from a refusal.
bool World::judges_acceptance() const {
  return observation::claims(statement_, "duis-schema") && (really_signed_ || !statement_.verifies_signatures);
}

Expectation World::expect(const scenario::Stimulus& stimulus) const {
  Expectation expectation;
  expectation.operation = scenario::operation(stimulus);
  expectation.operation_needed = facet_needing(expectation.operation, statement_);
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) expect_submit(*submit, expectation);
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) expect_ssi(*ssi, expectation);
  if (std::holds_alternative<scenario::Drain>(stimulus)) expect_drain(expectation);
  service_flags_.expect(stimulus, inventory_, expectation);
  install_codes_.expect(stimulus, inventory_, expectation);
  reporting_.expect(stimulus, inventory_, expectation);
  return expectation;
}

bool World::is_prohibited(const Transaction& transaction) const {
  return !transaction.covered.empty() && transaction.permission == spec::Permission::reject;
}

Ids World::prohibition_ids(const Transaction& transaction) const {
  Ids ids = {"mp169.allow-list"};
  if (transaction.row == nullptr) ids.emplace_back("mp169.default-deny");
  const auto* service = facts_->service_request(transaction.reading.body_srv);
  const auto* covered = device(transaction.covered.front());
  const bool reads_consumption =
      service != nullptr && std::find(service->sensitive_device_types.begin(), service->sensitive_device_types.end(),
                                      covered->type) != service->sensitive_device_types.end();
  if (reads_consumption || !profile_->shipped()) ids.emplace_back("mp169.consumption-never-leaves");
  return ids;
}

Ids World::permission_ids(const Transaction& transaction) const {
  if (transaction.covered.empty()) return {"mp169.unrestricted-untouched"};
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

void World::expect_submit(const scenario::Submit& submit, Expectation& expectation) const {
  const Transaction opened = open_transaction(submit);
  const auto& reading = submit.reading;
  if (reading.deviation) return expect_deviant(opened, expectation);
  auto& demands = expectation.demands;
  demands.push_back(
      {DocumentsValid{}, Level::must, {"duis.response-valid"}, "a DUIS document is valid against the schema"});
  demands.push_back({ResponseMatches{reading.request_id, reading.reference, reading.header_srv},
                     Level::must,
                     {"duis.response-matches"},
                     "a Response carries the RequestID, Reference and Variant of its request"});
  if (opened.claimed && opened.covered.empty()) {
    demands.push_back({NotRefusedAsMalformed{},
                       judges_acceptance() ? Level::must : Level::report,
                       {"duis.valid-accepted"},
                       "a valid request from an eligible User for an unrestricted device is not refused as malformed"});
  }
  if (is_prohibited(opened)) {
    expect_refusal(opened, expectation);
  } else if (opened.claimed) {
    expect_as_without_flag(opened, expectation);
  }
}

void World::expect_refusal(const Transaction& opened, Expectation& expectation) const {
  auto& demands = expectation.demands;
  demands.push_back({NothingHandedOver{}, opened.level, prohibition_ids(opened),
                     "the profile does not permit this Service Request for a Restricted device"});
  demands.push_back({RefusedByErrorCode{},
                     weaker(opened.level, Level::should),
                     {"mp169.allow-list"},
                     "a request that the profile does not permit is refused by an E… response"});
  expect_refusal_code(opened, "", expectation);
}

void World::expect_refusal_code(const Transaction& opened, const std::string& later_of,
                                Expectation& expectation) const {
  auto& demands = expectation.demands;
  const Transaction* clear = clear_half(opened);
  // Only a request that is accepted without the flag shows how a refusal because of the flag looks.
  if (clear == nullptr || was_refused(*clear)) return;
  const auto* covered = device(opened.covered.front());
  const bool can_read_flag =
      std::any_of(covered->metering_points.begin(), covered->metering_points.end(), [&](auto& id) {
        const auto* point = inventory_.metering_point(id);
        return point != nullptr && (point->supplier == opened.user || point->network_operator == opened.user);
      });
  demands.push_back({ToldFromFault{later_of},
                     weaker(opened.level, can_read_flag ? Level::should : Level::must),
                     {"mp169.choice-is-not-a-fault"},
                     "a consumer's choice is told from a fault"});
  std::string declared = statement_.rejection_code.value_or("");
  for (const auto& [point, token] : statement_.choices) {
    if (point == "rejection-code") declared = token;
  }
  if (!declared.empty()) {
    demands.push_back({RefusedWith{declared, later_of},
                       Level::must,
                       {"choices.as-declared"},
                       "the statement declares the code of a refusal because of the flag"});
  }
}

void World::expect_as_without_flag(const Transaction& opened, Expectation& expectation) const {
  const Transaction* clear = clear_half(opened);
  if (clear == nullptr || !clear->answered || was_refused(*clear)) return;
  if (opened.permission == spec::Permission::open) return;
  expectation.demands.push_back({AnsweredLike{clear->response, clear->content}, opened.level, permission_ids(opened),
                                 "a permitted request is answered as if the flag were not set"});
}

void World::expect_ssi(const scenario::Ssi& ssi, Expectation& expectation) const {
  const Device* meter = device(ssi.device);
  const bool responsible =
      meter != nullptr &&
      std::any_of(meter->metering_points.begin(), meter->metering_points.end(), [&](const auto& id) {
        const auto* point = inventory_.metering_point(id);
        return point != nullptr && point->direction == "import" && point->supplier == ssi.user;
      });
  const bool settable =
      responsible && meter->smets == 2 && inventory_.payment_mode(ssi.device) == std::optional<std::string>("credit");
  auto& demands = expectation.demands;
  if (ssi.action == "set-restricted" && settable && !restricted_.contains(ssi.device)) {
    demands.push_back({SsiAccepts{},
                       Level::must,
                       {"mp169.set-by-responsible-supplier", "mp169.any-time"},
                       "the Responsible Supplier can set the flag"});
  }
  if (ssi.action == "clear-restricted" && settable && restricted_.contains(ssi.device)) {
    demands.push_back({SsiAccepts{},
                       Level::must,
                       {"mp169.set-by-responsible-supplier", "mp169.any-time"},
                       "the Responsible Supplier can clear the flag"});
  }
  if (ssi.action != "read") {
    const auto declared = scenario::duration_seconds(statement_.effective_within).value_or(effective_at_most);
    demands.push_back({EffectiveWithin{inventory_.now().seconds, std::min(declared, effective_at_most)},
                       Level::must,
                       {"mp169.any-time"},
                       "a set or clear holds at once, or when announced within effectiveWithin"});
  } else if (responsible) {
    demands.push_back({SsiAccepts{}, Level::must, {"mp169.visible"}, "the Responsible Supplier can read the flag"});
    if (flag_can_have_moved_) return;
    Ids ids = {"mp169.flag-exists"};
    ids.emplace_back(current_.empty() ? "mp169.set-by-responsible-supplier" : "mp169.no-request-sets-flag");
    demands.push_back(
        {ReadsRestricted{restricted_.contains(ssi.device)}, Level::must, std::move(ids),
         current_.empty() ? "the flag reads as it was last set" : "no Service Request sets or clears the flag"});
  }
}

void World::expect_drain(Expectation& expectation) const {
  auto& demands = expectation.demands;
  demands.push_back(
      {DocumentsValid{}, Level::must, {"duis.response-valid"}, "a DUIS document is valid against the schema"});
  DeliveriesMatch deliveries;
  for (const auto& [id, transaction] : transactions_) deliveries.requests.emplace_back(id, transaction.user);
  demands.push_back({std::move(deliveries),
                     Level::must,
                     {"duis.response-matches"},
                     "an answer goes to the User who asked, with the RequestID of the request"});
  const bool can_be_due = std::any_of(transactions_.begin(), transactions_.end(), [](const auto& row) {
    return is_queued(row.second) || row.second.drains.empty();
  });
  if (flag_just_asked_ && !can_be_due) {
    demands.push_back(
        {NoCommands{}, Level::must, {"mp169.flag-sends-nothing"}, "setting or clearing the flag sends nothing"});
  }
  for (const auto& [id, transaction] : transactions_) expect_drain_of(transaction, expectation);
}

void World::expect_drain_of(const Transaction& transaction, Expectation& expectation) const {
  if (transaction.reading.deviation && !is_prohibited(transaction)) {
    return expect_drain_of_deviant(transaction, expectation);
  }
  auto& demands = expectation.demands;
  const auto& id = transaction.reading.request_id;
  std::vector<std::string> still_covered;
  std::copy_if(transaction.covered.begin(), transaction.covered.end(), std::back_inserter(still_covered),
               [&](const auto& device_id) { return is_covered(device_id); });
  if (!transaction.claimed) {
    demands.push_back({NoCommandFor{id, {}},
                       Level::must,
                       {"choices.as-declared"},
                       "what the statement does not claim is refused, and nothing reaches a device"});
  }
  if (is_prohibited(transaction)) {
    demands.push_back({NoCommandFor{id, still_covered}, transaction.level, prohibition_ids(transaction),
                       "nothing goes towards the device for a request that the profile does not permit"});
    if (transaction.response == ResponseClass::acknowledged) expect_refusal_code(transaction, id, expectation);
    if (transaction.canary.empty()) return;
    demands.push_back({PayloadWithheld{transaction.canary},
                       refused(id).value_or(true) ? Level::must : transaction.level,
                       {"mp169.nothing-comes-back"},
                       "no answer to a refused request reaches a User"});
    return;
  }
  if (!transaction.claimed) return;
  const bool is_bare_invariant = transaction.row != nullptr && !transaction.reading.scheduled_srv &&
                                 transaction.row->invariant == spec::Invariant::no_consumption;
  if ((transaction.schedule_rejected || is_bare_invariant) && !still_covered.empty()) {
    demands.push_back({NoCommandFor{"", still_covered},
                       transaction.schedule_rejected.value_or(Level::must),
                       {"mp169.consumption-never-leaves"},
                       "no command that reads consumption reaches a Restricted device, by any route"});
  }
  const Transaction* clear = clear_half(transaction);
  const std::size_t drain = transaction.drains.size();
  if (transaction.permission == spec::Permission::open || clear == nullptr || drain >= clear->drains.size()) return;
  if (was_refused(*clear)) return;
  demands.push_back({CommandsLike{id, clear->drains[drain].devices}, transaction.level, permission_ids(transaction),
                     "a permitted request sends the same command as without the flag"});
  if (transaction.canary.empty()) return;
  demands.push_back({DeliveredLike{transaction.canary, clear->drains[drain].delivered}, transaction.level,
                     permission_ids(transaction),
                     "the answer to a permitted request is delivered as without the flag"});
}

}  // namespace hallmark::oracle
