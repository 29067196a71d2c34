// Who reads, sets and clears the Restricted flag of the reference, and what follows when it takes effect.
#include <algorithm>

#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;
using observation::SsiAnswer;
using scenario::Device;

namespace {

SsiAnswer refused(std::string reason) {
  SsiAnswer answer;
  answer.reason = std::move(reason);
  return answer;
}

SsiAnswer accepted() {
  SsiAnswer answer;
  answer.accepted = true;
  return answer;
}

bool is_hub_or_proxy(const Device& device) { return device.type == "CHF" || device.type == "GPF"; }

}  // namespace

Observation Reference::handle(const scenario::Ssi& ssi) {
  const Device* device = inventory_.find(ssi.device);
  if (device == nullptr) return Answered{refused("no such device")};
  return Answered{ssi.action == "read" ? read_flag(ssi, *device) : control_flag(ssi, *device)};
}

/// The incoming Supplier is the Responsible one from the change of supplier on (mp169.visible).
SsiAnswer Reference::read_flag(const scenario::Ssi& ssi, const Device& device) const {
  const bool is_party = canonical_id(ssi.user) == inventory_.dcc() || inventory_.is_responsible(ssi.user, device) ||
                        inventory_.operates_network(ssi.user, device);
  if (!decide_(Decision::may_read_flag, is_party, {&device, nullptr, ssi.user}))
    return refused("not a party of this device");
  auto answer = accepted();
  answer.restricted = decide_(Decision::tells_restricted, filter_.is_restricted(device), {&device, nullptr, ssi.user});
  for (const auto& id : device.metering_points) {
    const auto* point = inventory_.point(id);
    if (point == nullptr || (answer.service_flag && point->direction != "import")) continue;
    answer.service_flag = service_flags_.flag(id);
    if (point->direction == "import") break;
  }
  return answer;
}

SsiAnswer Reference::control_flag(const scenario::Ssi& ssi, const Device& device) {
  const bool may = canonical_id(ssi.user) == inventory_.dcc() || inventory_.is_responsible(ssi.user, device);
  if (!decide_(Decision::may_control_flag, may, {&device, nullptr, ssi.user, ssi.action}))
    return refused("not the Responsible Supplier");
  if (is_hub_or_proxy(device) && behaviour_.choices.is("set-on-hub-or-proxy", "refuse", device.type))
    return refused("not a meter");
  if (!is_meter(device) && !is_hub_or_proxy(device)) return refused("not a meter");
  if (!decide_(Decision::may_be_restricted, device.smets == 2, {&device, nullptr, ssi.user}))
    return refused("a SMETS1 device");
  const auto id = canonical_id(device.id);
  const bool sets = ssi.action == "set-restricted";
  if (flag_.is_wanted(id) == sets) {
    if (behaviour_.choices.is(sets ? "set-while-set" : "clear-while-clear", "refuse"))
      return refused(sets ? "set already" : "not set");
  } else {
    const auto why = sets ? refusal_to_set(device) : std::string();
    if (!decide_(Decision::may_set_now, why.empty(), {&device, nullptr, ssi.user, ssi.action})) return refused(why);
    const bool announced = behaviour_.choices.is("effective-when", "announced", sets ? "set" : "clear");
    change_flag(id, sets, now_ + (announced ? behaviour_.effective_within : 0));
  }
  auto answer = accepted();
  if (const auto from = flag_.pending(id)) answer.effective = scenario::text(*from);
  return answer;
}

std::string Reference::refusal_to_set(const Device& device) const {
  if (!behaviour_.payment_mode_known) return {};
  if (device.payment_mode == "prepayment") return "in prepayment mode";
  const bool pending = modes_.prepayment_pending(canonical_id(device.id));
  const bool refuses = behaviour_.choices.is("set-while-mode-change-pending", "refuse");
  return pending && refuses ? "a change to prepayment mode is on its way" : "";
}

void Reference::change_flag(const std::string& device, bool restricted, scenario::Instant from) {
  const bool was_wanted = flag_.is_wanted(device);
  const bool at_once = flag_.change(device, restricted, now_, from);
  const auto& facets = behaviour_.facets;
  const bool tells_csp = std::ranges::find(facets, "csp-notification") != facets.end();
  if (tells_csp && was_wanted != restricted) {
    const auto* known = inventory_.find(device);
    effects_.to_csp.push_back({known == nullptr ? device : known->id, restricted});
  }
  if (at_once) flag_took_effect(device, restricted);
}

/// A clear that nobody asked for, at once.
void Reference::lose_flag(const std::string& device) {
  if (flag_.holds(device) || flag_.is_wanted(device)) change_flag(device, false, now_);
}

/// The device, and the Gas Proxy Functions that mirror it: what its flag holds back requests of.
std::vector<const Device*> Reference::filtered_by(const std::string& device) const {
  std::vector<const Device*> found;
  const auto* own = inventory_.find(device);
  if (own == nullptr) return found;
  found.push_back(own);
  for (const auto& point : own->metering_points) {
    for (const auto& id : inventory_.devices_at(point)) {
      const auto* other = inventory_.find(id);
      if (own->type == "GSME" && other->type == "GPF") found.push_back(other);
    }
  }
  return found;
}

void Reference::flag_took_effect(const std::string& device, bool restricted) {
  if (restricted) {
    if (!behaviour_.choices.is("queued-request-when-set", "cancel-now", "future-dated")) return;
    const auto refused_now = [&](const Asked& asked) { return filter_.refuses(asked); };
    for (const auto& asked : waiting_.take_if(refused_now))
      fail_later(asked, behaviour_.choices.answer("rejection-code", "later"));
    return;
  }
  release_held();
  if (behaviour_.choices.is("schedule-after-clear", "resume")) return;
  const auto affected = filtered_by(device);
  schedules_.remove_if([&](const Schedule& schedule) {
    return std::ranges::any_of(affected, [&](const Device* each) {
      return canonical_id(each->id) == schedule.device && !filter_.may_pass(*schedule.runs, *each);
    });
  });
}

/// What fell due while Restricted and was to wait is sent now, but what is Restricted still.
void Reference::release_held() {
  for (auto& held : waiting_.take_held()) {
    if (filter_.refuses_at(Decision::is_refused_held, *held.asked)) {
      waiting_.hold_until_cleared(std::move(held));
      continue;
    }
    if (is_lost(*held.asked)) continue;
    const bool is_run = !held.schedule.empty();
    const auto& id = is_run ? held.asked->view.body_devices.front() : held.asked->view.target;
    const auto* device = inventory_.find(id);
    if (device == nullptr || filter_.reads_restricted_time(*held.asked, *device, now_)) continue;
    if (!is_run) measures_.attempted(now_);
    send(held.asked, id, held.schedule);
  }
}

}  // namespace hallmark::implementations
