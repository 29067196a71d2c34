// What drains show of requests that the flag overtook, and of Alerts: the answers where the codes leave a choice.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

namespace {

constexpr std::int64_t day = 86400;

}  // namespace

void World::learn_lost_supplier(Transaction& transaction) {
  transaction.lost = transaction.lost || lost_supplier(transaction);
  const auto& due = transaction.reading.execution_time;
  if (!is_future_dated(transaction) || transaction.overtaken || *due > now()) return;
  if (!was_accepted(transaction) || !lost_supplier(transaction)) return;
  if (transaction.drains.showed_command_before()) return;
  choices_.saw("queued-request-of-a-lost-supplier", "", transaction.drains.latest().devices.empty() ? "drop" : "run");
}

void World::learn_restricted_time(const Transaction& transaction) {
  if (!transaction.reads_restricted_time || !transaction.covered.empty() || transaction.unsettled) return;
  if (transaction.drains.count() != 1 || transaction.reading.deviation) return;
  choices_.saw("data-of-the-restricted-time", "", was_refused(transaction) ? "refused" : "readable");
}

/// A command that no Restricted device would be sent shows that the flag was cleared.
void World::learn_unsettled(const Transaction& transaction) {
  if (!transaction.unsettled || transaction.overtaken) return;
  for (const auto& id : transaction.drains.latest().devices) {
    const auto* known = device(id);
    const auto& holder = flag_holder(id);
    if (known == nullptr || !flags_.of(holder).is_unsettled()) continue;
    const auto* row = profile_->find(carried_srv(transaction), known->type);
    if (row != nullptr && (row->expect != spec::Permission::reject || row->level != spec::Level::must)) continue;
    const auto open = flags_.of(holder).left_open;
    if (!open.point.empty()) choices_.saw(open.point, "", open.token_clear);
    remark("flag-lost", open.way, known->type);
    flags_.clear(holder, now());
    flags_.will_show(holder, "mp169.allow-list");
  }
}

void World::learn_answer_in_flight(Transaction& transaction) {
  if (!transaction.answered_in_flight || transaction.canary.empty()) return;
  choices_.saw("in-flight-response", "", transaction.deliveries > 0 ? "deliver" : "withhold");
}

void World::learn_queued(Transaction& transaction, bool refused_now, int runs) {
  if (!transaction.overtaken || !is_queued(transaction) || transaction.reading.devices.empty()) return;
  const auto& id = transaction.reading.devices.front();
  const auto holder = flag_holder(id);
  const auto& state = flags_.of(holder);
  const auto& due = transaction.reading.execution_time;
  const std::string point = "queued-request-when-set";
  if (due) {
    const bool fell_due_restricted = was_set_around(*this, holder, *due);
    if (refused_now && state.covers() && (now() < *due || flags_.covered_since_drain(holder)))
      choices_.saw(point, "future-dated", now() < *due ? "cancel-now" : "reject-when-due");
    const bool sent = !transaction.drains.latest().devices.empty();
    if (sent && !state.can_be_set && fell_due_restricted) choices_.saw(point, "future-dated", "hold-until-cleared");
    return;
  }
  if (refused_now && state.covers()) choices_.saw(point, "scheduled", "reject-when-due");
  const auto cleared = flags_.cleared_at(holder);
  if (state.can_be_set || !cleared) return;
  const auto since = undrained_since(*this, transaction, transaction.drains.before_latest_at(), *cleared);
  if (transaction.schedule_id.empty() || !since || !is_undisturbed(*this, transaction)) return;
  if (now() == *cleared && *since == *cleared && runs > 0) choices_.saw(point, "scheduled", "hold-until-cleared");
  if (now().seconds - since->seconds > 2 * day) choices_.saw("schedule-after-clear", "", runs > 0 ? "resume" : "gone");
}

void World::learn_alert_drain(const observation::Effects& effects, const HeldInDrain& held) {
  for (auto& alert : alerts_) {
    bool came = false;
    for (std::size_t i = 0; i < effects.to_users.size(); ++i) {
      const auto& row = effects.to_users[i];
      const bool is_it = alert.is_of_dcc()
                             ? row.document.reading.alert_code == alert.said()
                             : std::find(held[i].begin(), held[i].end(), alert.from.canary) != held[i].end();
      if (!is_it) continue;
      came = true;
      alert.users.insert(row.user);
    }
    if (++alert.drains > 1) continue;
    alert.came_at_once = came;
    learn_alert_choice(alert);
  }
}

void World::learn_alert_choice(const AlertSent& alert) {
  if (alert.to_former) {
    const bool delivered = alert.users.contains(alert.from.recipient);
    const char* other = alert.users.empty() ? "withhold" : "redirect";
    return choices_.saw("alert-to-former-supplier", "", delivered ? "deliver" : other);
  }
  if (!alert.covered || alert.disagrees()) return;
  const std::string answer = alert.came_at_once ? "deliver" : "withhold";
  const auto* known = device(alert.from.device);
  if (alert.is_of_dcc()) return choices_.saw("power-outage-alert", "", answer);
  if (alert.code() == billing_alert) {
    const bool electric = known != nullptr && known->type == "ESME";
    return choices_.saw("billing-data-log-alert", electric ? "electricity" : "gas", answer);
  }
  const auto* fact = facts_->alert(alert.code());
  const auto* clear = clear_half(alert);
  if (fact == nullptr || fact->expect != spec::Permission::open || clear == nullptr || clear->users.empty()) return;
  choices_.saw("other-alerts", alert.code(), answer);
}

std::string rejection_key(const Transaction& transaction, bool at_once) {
  return transaction.reading.reference + ", Command Variant " + std::to_string(transaction.reading.command_variant) +
         (at_once ? ", synchronous" : ", later");
}

bool shows_rejection_code(const World& world, const Transaction& transaction) {
  const auto* clear = world.clear_half(transaction);
  return is_prohibited(transaction) && !transaction.reading.deviation && clear != nullptr && !was_refused(*clear);
}

void World::learn_rejection_code(const Transaction& transaction, const std::string& code, bool at_once) {
  if (!code.starts_with('E') || !shows_rejection_code(*this, transaction)) return;
  choices_.saw("rejection-code", rejection_key(transaction, at_once), code);
}

}  // namespace hallmark::oracle
