// Section A of the policy, restarts: what is claimed to survive is judged as if nothing had happened; without the claim
// nothing is left to judge but that no request passes for a device of which there is no record.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

namespace {

constexpr const char* because = "after a restart, a request for a device of which there is no record is refused";

/// Whether whoever kept its records refuses it, and whoever lost them does. Who announces a device asks nothing of it.
bool is_refused_either_way(const World& world, const Transaction& transaction) {
  const auto& change = transaction.reading.inventory_change;
  if (change && change->added) return false;
  const auto& devices = transaction.reading.devices;
  const auto is_known = [&](const std::string& id) { return world.inventory().holds(id); };
  return (is_prohibited(transaction) && transaction.level != Level::report) ||
         (!devices.empty() && std::none_of(devices.begin(), devices.end(), is_known));
}

}  // namespace

void expect_after_restart(const World& world, const scenario::Stimulus& stimulus, Expectation& expectation) {
  auto& demands = expectation.demands;
  const Ids ids = {"mp169.fails-closed"};
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (!is_refused_either_way(world, world.open_transaction(*submit))) return;
    demands.push_back({NotCarriedOut{}, Level::should, ids, because});
  }
  if (!std::holds_alternative<scenario::Drain>(stimulus)) return;
  const bool forgets = !world.statement().survives_restart;  // else the rules without a restart hold
  for (const auto& [id, transaction] : world.transactions()) {
    const bool waits = forgets && transaction.before_restart && transaction.overtaken;
    if (!waits && (transaction.before_restart || !is_refused_either_way(world, transaction))) continue;
    demands.push_back({NoCommandFor{id, {}}, Level::should, ids, because});
    if (!transaction.canary.empty())
      demands.push_back({PayloadWithheld{transaction.canary}, Level::should, ids, because});
  }
}

void World::learn_restart(const observation::Statement& statement) {
  statement_ = statement;
  choices_.declare(statement_.choices);
  restarted_ = true;
  forgotten_ = !statement_.survives_restart;
  for (auto& [id, transaction] : transactions_) transaction.before_restart = true;
  for (const auto& [device, state] : flags_.all()) flags_.will_show(device, "mp169.flag-survives-restart");
}

/// Of who claims no memory only what it is asked from now on counts.
void World::learn_forgotten(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) inventory_.advance(advance->to);
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    Transaction opened = open_transaction(*submit);
    opened.answered = observation::answer<observation::Responded>(observation) != nullptr;
    if (opened.answered) {
      const auto& reading = observation::answer<observation::Responded>(observation)->response.reading;
      opened.code = reading.code;
      opened.response = response_class(reading.code);
    }
    transactions_.insert_or_assign(submit->reading.request_id, std::move(opened));
  }
  if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    const auto found = transactions_.find(from->request_id.value_or(""));
    if (found != transactions_.end()) found->second.canary = from->canary;
  }
}

}  // namespace hallmark::oracle
