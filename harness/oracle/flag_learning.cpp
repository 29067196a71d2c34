// How the observer follows the flag: what was asked of it and accepted, what a read showed, and what else may have
// moved it.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using scenario::Ssi;

namespace {

bool is_meter(const scenario::Device& device) { return device.type == "ESME" || device.type == "GSME"; }

LeftOpen should_stay(std::string way, std::string point, Ids ids) {
  return {std::move(way), std::move(point), "keep", "clear", true, std::move(ids)};
}

}  // namespace

/// Requests that were accepted before the flag and that the profile does not permit with it.
void World::overtake(const std::string& id) {
  for (auto& [request_id, transaction] : transactions_) {
    for (const auto& device_id : transaction.reading.devices) {
      const auto* known = device(device_id);
      if (known == nullptr || flag_holder(device_id) != id) continue;
      const auto* row = profile_->find(carried_srv(transaction), known->type);
      const bool permitted = row != nullptr && row->expect == spec::Permission::permit;
      if (transaction.covered.empty() && !permitted) transaction.overtaken = true;
    }
  }
}

void World::set_flag(const std::string& id, scenario::Instant from) {
  flags_.set(id, from);
  overtake(id);
}

void World::learn_ssi(const Ssi& ssi, const observation::Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr) return;
  if (ssi.action == "read") {
    if (seen->accepted) learn_read(ssi, *seen);
    return;
  }
  flag_just_asked_ = true;
  const auto what = asked(ssi);
  const std::string answer = seen->accepted ? "accept" : "refuse";
  const bool sets = ssi.action == "set-restricted";
  if (what == Asked::while_so) {
    choices_.saw(sets ? "set-while-set" : "clear-while-clear", "", answer);
    flags_.will_show(ssi.device, "mp169.set-is-idempotent");
  }
  if (what == Asked::while_mode_change_is_pending) choices_.saw("set-while-mode-change-pending", "", answer);
  if (what == Asked::by_another) flags_.will_show(ssi.device, "mp169.not-set-by-others");
  if (what == Asked::in_prepayment) flags_.will_show(ssi.device, "mp169.credit-only");
  if (what == Asked::of_hub_or_proxy && sets && inventory_.is_responsible(ssi.user, ssi.device)) {
    choices_.saw("set-on-hub-or-proxy", device(ssi.device)->type, answer);
  }
  const auto effective = scenario::instant(seen->effective.value_or(""));
  const bool later = effective && *effective > now();
  if (what == Asked::plainly && seen->accepted)
    choices_.saw("effective-when", sets ? "set" : "clear", later ? "announced" : "immediate");
  if (!seen->accepted) return;
  if (!announced(ssi)) announced_.erase(ssi.device);
  if (later) announced_.try_emplace(ssi.device, ssi.action, *effective);
  const bool covered = flags_.of(ssi.device).covers();
  learn_accepted_change(ssi, what, later ? *effective : now());
  if (flags_.of(ssi.device).covers() != covered) changed_flag_ = ssi.device;
}

std::optional<scenario::Instant> World::announced(const scenario::Ssi& ssi) const {
  const auto found = announced_.find(ssi.device);
  const bool outstanding =
      found != announced_.end() && found->second.first == ssi.action && found->second.second > now();
  return outstanding ? std::optional(found->second.second) : std::nullopt;
}

/// What the codes do not allow leaves the flag as it was, whatever the answer: the next read tells.
void World::learn_accepted_change(const Ssi& ssi, Asked what, scenario::Instant from) {
  const bool sets = ssi.action == "set-restricted";
  const LeftOpen either{"a set or clear of which the codes say nothing", "", "", "", std::nullopt, {}};
  switch (what) {
    case Asked::of_no_meter:
    case Asked::by_another:
    case Asked::of_smets1:
    case Asked::while_so:
      return;
    case Asked::of_hub_or_proxy:
      for (const auto& meter :
           inventory_.meters_of_hub(device(ssi.device)->type == "CHF" ? ssi.device : device(ssi.device)->hub)) {
        if (!inventory_.is_responsible(ssi.user, meter)) continue;
        if (sets) flags_.may_be_set(meter, either, now());
        if (!sets) flags_.leave_open(meter, either);
      }
      return;
    case Asked::in_prepayment:
      if (!statement_.payment_mode_known) flags_.may_be_set(ssi.device, either, now());
      return;
    case Asked::of_nobodys_meter:
      if (sets) flags_.may_be_set(ssi.device, either, now());
      if (!sets) flags_.leave_open(ssi.device, either);
      return;
    case Asked::while_open:
      // An open flag that was set or cleared is so now, but where the payment mode is what nobody can tell.
      if (sets && inventory_.payment_mode(ssi.device) != "credit") return flags_.may_be_set(ssi.device, either, now());
      break;
    case Asked::by_the_dcc:
    case Asked::while_mode_change_is_pending:
    case Asked::plainly:
      break;
  }
  flags_.will_show(ssi.device, "mp169.set-by-responsible-supplier");
  if (sets) {
    set_flag(ssi.device, from);
  } else {
    flags_.clear(ssi.device, from);
  }
}

/// Where a choice left the flag open, a read is the answer. What reads otherwise than the codes say was judged so.
void World::learn_read(const Ssi& ssi, const observation::SsiAnswer& seen) {
  const FlagState state = flags_.of(ssi.device);
  flags_.was_read(ssi.device);
  if (!seen.restricted || !state.is_open()) return;
  const bool restricted = *seen.restricted;
  const auto& open = state.left_open;
  const std::string& token = restricted ? open.token_set : open.token_clear;
  if (!open.point.empty() && !token.empty()) choices_.saw(open.point, "", token);
  if (restricted) {
    set_flag(ssi.device, now());
    return;
  }
  flags_.clear(ssi.device, now());
  remark("flag-lost", open.way, device(ssi.device)->type);
}

/// Requests that have rules of their own for the flag; one that was refused moves nothing.
void World::learn_flag_of_request(const Transaction& transaction) {
  const auto& reading = transaction.reading;
  const bool accepted = transaction.response != ResponseClass::refused;
  for (const auto& id : reading.devices) {
    const auto& holder = flag_holder(id);
    if (!flags_.of(holder).can_be_set) continue;
    if (reading.payment_mode == "prepayment") {
      if (flags_.of(holder).is_set() && !accepted) {
        choices_.saw("payment-mode-change-while-restricted", "", "refuse");
      }
      if (accepted && reading.command_variant != 4) {
        choices_.saw("payment-mode-change-while-restricted", "", "clear-flag");
        flags_.leave_open(holder, {"a change to prepayment", "", "", "", std::nullopt, {}});
      }
    } else if (accepted && reading.body_srv == "1.6" && !reading.payment_mode) {
      flags_.leave_open(holder, {"a change of payment mode", "", "", "", std::nullopt, {}});
    } else if (accepted && reading.body_srv == "3.2") {
      flags_.leave_open(holder, {"a request at a change of tenancy", "", "", "", std::nullopt, {}});
    } else if (accepted && reading.body_srv == "8.3") {
      flags_.leave_open(holder, should_stay("decommissioning", "", {"mp169.any-status"}));
    } else if (accepted && reading.body_srv == "8.4") {
      flags_.leave_open(holder, {"an update of the inventory", "", "", "", std::nullopt, {}});
    }
  }
}

void World::learn_registration(const scenario::Registration& registration) {
  for (const auto& id : inventory_.devices_at(registration.metering_point)) {
    const auto* at_point = device(id);
    if (at_point == nullptr || !is_meter(*at_point)) continue;
    if (registration.event == "change-of-supplier") {
      flags_.leave_open(
          id, should_stay("change-of-supplier", "supplier-change-clears-flag", {"mp169.control-passes-with-supply"}));
    } else {
      flags_.leave_open(id, {"change-of-tenancy", "tenancy-clears-flag", "keep", "clear", std::nullopt, {}});
    }
  }
}

/// A device that is added as not Restricted, in so many words, may lose its flag.
void World::learn_added(const scenario::Inventory& event) {
  if (!event.add || !event.as_not_restricted) return;
  flags_.leave_open(event.add->id, {"re-adding the device as not Restricted", "", "", "", std::nullopt, {}});
}

void World::follow_inventory() {
  for (const auto& change : inventory_.changes()) follow(change);
}

/// What a change of the inventory means for the flag: nothing by itself, but the codes say so more or less firmly.
void World::follow(const DeviceChange& change) {
  if (!change.after || !is_meter(*change.after)) return;
  const auto& id = change.device;
  const auto& after = *change.after;
  if (!change.before) {
    if (after.restricted) set_flag(id, now());
    if (!after.restricted) flags_.leave_open(id, should_stay("re-adding the device", "", {"mp169.flag-exists"}));
    return follow_mode(change);
  }
  const auto& before = *change.before;
  if (after.restricted && !before.restricted) set_flag(id, now());
  if (before == after) {  // added again as it was
    flags_.leave_open(id, should_stay("re-adding the device", "re-added-device", {"mp169.flag-exists"}));
  }
  if (before.hub != after.hub) {
    flags_.leave_open(id, should_stay("exchange of the hub", "hub-exchange", {"mp169.flag-exists"}));
  }
  if (before.metering_points != after.metering_points) {
    flags_.leave_open(id, should_stay("a move to another metering point", "", {"mp169.flag-exists"}));
  }
  if (before.status != after.status) {
    const bool installed = is_installed(before.status) && is_installed(after.status);
    if (installed) flags_.will_show(id, "mp169.any-status");
    if (!installed) flags_.leave_open(id, should_stay("status " + after.status, "", {"mp169.any-status"}));
  }
  follow_mode(change);
}

/// A meter that reports prepayment loses the flag; whether it has it again in credit mode is not said.
void World::follow_mode(const DeviceChange& change) {
  const auto& id = change.device;
  const auto mode_before = change.before ? change.before->payment_mode : std::nullopt;
  const auto& mode = change.after->payment_mode;
  if (mode == mode_before) return;
  const LeftOpen unsaid{"prepayment mode", "", "", "", std::nullopt, {}};
  if (mode == "prepayment" && flags_.of(id).can_be_set) {
    if (!statement_.payment_mode_known) return flags_.leave_open(id, unsaid);
    flags_.clear(id, now());
    flags_.will_show(id, "mp169.never-prepayment-and-restricted");
    remark("flag-lost", unsaid.way, change.after->type);
  } else if (mode_before == "prepayment" && flags_.of(id).was_set && !flags_.of(id).is_set()) {
    flags_.may_be_set(id, {"prepayment mode and back", "", "", "", std::nullopt, {}}, now());
  }
}

}  // namespace hallmark::oracle
