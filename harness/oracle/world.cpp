#include "harness/oracle/world.h"

#include <algorithm>
#include <set>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using scenario::Device;

namespace {

/// The row that says most against passing comes first: a device that no row names, then reject, then open.
bool is_stricter(const spec::ProfileRow* row, const spec::ProfileRow* other) {
  if (row == nullptr || other == nullptr) return row == nullptr && other != nullptr;
  const auto rank = [](const spec::ProfileRow& each) {
    const int permission = each.expect == spec::Permission::reject ? 0 : each.expect == spec::Permission::open ? 1 : 2;
    return std::pair(permission, each.level);
  };
  return rank(*row) < rank(*other);
}

}  // namespace

World::World(const spec::Facts& facts, const spec::Profile& profile, observation::Statement statement,
             bool really_signed)
    : facts_(&facts),
      profile_(&profile),
      statement_(std::move(statement)),
      really_signed_(really_signed),
      choices_(facts),
      service_flags_(statement_),
      install_codes_(facts, statement_),
      reporting_(statement_) {
  choices_.declare(statement_.choices);
}

/// Asked of devices that were Restricted at a drain: most cases have none.
void World::list_rejected_srvs() {
  rejected_srvs_.emplace();
  for (const auto* type : {"ESME", "GSME", "GPF"}) {
    for (const auto& service : facts_->service_requests) {
      const auto* row = profile_->find(service.variant, type);
      if (row != nullptr && row->expect != spec::Permission::reject) continue;
      (*rejected_srvs_)[{type, row != nullptr ? row->level : spec::Level::must}].push_back(service.variant);
    }
  }
}

const std::vector<std::string>& World::rejected_srvs(const std::string& device_type, spec::Level level) const {
  static const std::vector<std::string> none;
  if (!rejected_srvs_) return none;
  const auto found = rejected_srvs_->find({device_type, level});
  return found == rejected_srvs_->end() ? none : found->second;
}

std::string World::flag_holder(const std::string& id) const {
  const Device* proxy = device(id);
  if (proxy == nullptr || proxy->type != "GPF") return id;
  for (const auto& point : proxy->metering_points) {
    for (const auto& other : inventory_.devices_at(point)) {
      if (device(other)->type == "GSME") return other;
    }
  }
  return id;
}

const FlagState& World::flag(const std::string& id) const { return flags_.of(flag_holder(id)); }

bool World::is_mode_change_pending(const std::string& id) const {
  return std::any_of(transactions_.begin(), transactions_.end(), [&](const auto& row) {
    const auto& reading = row.second.reading;
    return reading.payment_mode == "prepayment" && reading.command_variant != 4 && reading.execution_time > now() &&
           was_accepted(row.second) &&
           std::find(reading.devices.begin(), reading.devices.end(), id) != reading.devices.end();
  });
}

/// A device that nobody is responsible for any more was lost to no other Supplier.
bool World::lost_supplier(const Transaction& transaction) const {
  if (!transaction.by_responsible || transaction.supply_at == inventory_.supply_changes()) return false;
  return inventory_.supplies(transaction.user, transaction.reading.devices.front()) == false;
}

Asked World::asked(const scenario::Ssi& ssi) const {
  const Device* meter = inventory_.holds(ssi.device) ? device(ssi.device) : nullptr;
  const std::string type = meter == nullptr ? "" : meter->type;
  if (type == "CHF" || type == "GPF") return Asked::of_hub_or_proxy;
  if (type != "ESME" && type != "GSME") return Asked::of_no_meter;
  if (ssi.user == inventory_.estate().dcc) return Asked::by_the_dcc;
  if (inventory_.responsible_suppliers(ssi.device).empty()) return Asked::of_nobodys_meter;
  if (!inventory_.is_responsible(ssi.user, ssi.device)) return Asked::by_another;
  const auto& state = flags_.of(ssi.device);
  const bool sets = ssi.action == "set-restricted";
  if (meter->smets == 1) return Asked::of_smets1;
  if (state.is_open() || inventory_.doubt(ssi.device).presence) return Asked::while_open;
  if (state.is_set() == sets) return Asked::while_so;
  if (!sets) return Asked::plainly;
  const auto mode = inventory_.payment_mode(ssi.device);
  if (!mode) return Asked::while_open;
  if (*mode == "prepayment") return Asked::in_prepayment;
  return is_mode_change_pending(ssi.device) ? Asked::while_mode_change_is_pending : Asked::plainly;
}

bool World::is_claimed(const scenario::RequestReading& reading) const {
  const auto& srvs = statement_.srvs;
  const auto& variants = statement_.command_variants;
  const bool srv = !srvs || std::find(srvs->begin(), srvs->end(), reading.header_srv) != srvs->end();
  return srv &&
         (!variants || std::find(variants->begin(), variants->end(), reading.command_variant) != variants->end());
}

Transaction World::open_transaction(const scenario::Submit& submit) const {
  Transaction opened;
  opened.reading = submit.reading;
  opened.user = submit.user;
  opened.asked_at = now();
  opened.supply_at = inventory_.supply_changes();
  opened.claimed = is_claimed(submit.reading);
  const auto& named = submit.reading.devices;
  opened.by_responsible = !named.empty() && inventory_.is_responsible(submit.user, named.front());
  spec::Level binding = spec::Level::must;
  for (const auto& id : named) {
    const auto& state = flag(id);
    if (state.covers()) opened.covered.push_back(id);
    if (state.covers() && !state.is_set()) binding = spec::Level::should;
    opened.unsettled = opened.unsettled || state.is_unsettled();
    opened.after_clear = opened.after_clear || (state.was_set && !state.can_be_set);
    opened.overlaps = opened.overlaps || (submit.reading.at_once != scenario::AtOnce::alone && !changed_flag_.empty() &&
                                          flag_holder(id) == changed_flag_);
    const auto& period = submit.reading.log_period;
    opened.reads_restricted_time = opened.reads_restricted_time ||
                                   (period && flags_.was_set_within(flag_holder(id), period->first, period->second));
  }
  opened.row = deciding_row(opened);
  opened.level = weaker(opened.row != nullptr ? opened.row->level : spec::Level::must, binding);
  if (opened.covered.empty()) return opened;
  // What may be read while Restricted is read as if there were no flag, whatever time it is of.
  opened.reads_restricted_time = false;
  opened.permission = opened.row != nullptr ? opened.row->expect : spec::Permission::reject;
  if (!opened.reading.scheduled_srv) return opened;
  const auto* run = profile_->find(*opened.reading.scheduled_srv, device(opened.covered.front())->type);
  if (run != nullptr && run->expect != spec::Permission::reject) return opened;
  opened.schedule_rejected = weaker(run != nullptr ? run->level : spec::Level::must, binding);
  if (opened.permission == spec::Permission::permit) opened.permission = spec::Permission::open;
  return opened;
}

/// Of the devices it covers the one whose row is strictest decides, and comes first among them.
const spec::ProfileRow* World::deciding_row(Transaction& transaction) const {
  const auto row_of = [&](const std::string& type) { return profile_->find(transaction.reading.body_srv, type); };
  auto& covered = transaction.covered;
  if (covered.empty()) return row_of(transaction.reading.device_type);
  std::stable_sort(covered.begin(), covered.end(), [&](const auto& one, const auto& other) {
    return is_stricter(row_of(device(one)->type), row_of(device(other)->type));
  });
  return row_of(device(covered.front())->type);
}

const Transaction* World::clear_half(const Transaction& transaction) const {
  if (clear_halves_.empty()) return nullptr;
  const auto found = clear_halves_.find(what_was_asked(transaction.reading));
  return found == clear_halves_.end() ? nullptr : &found->second;
}

/// Where it was not sent as often without the flag, the latest before it.
const AlertSent* World::clear_half(const AlertSent& alert) const {
  if (clear_alerts_.empty()) return nullptr;
  for (AlertSent like = alert; like.time > 0; --like.time) {
    if (const auto found = clear_alerts_.find(like.key()); found != clear_alerts_.end()) return &found->second;
  }
  return nullptr;
}

bool World::must_accept(const scenario::Ssi& ssi) const {
  Expectation expectation;
  expect_ssi(*this, ssi, expectation);
  return std::any_of(expectation.demands.begin(), expectation.demands.end(), [](const Demand& demand) {
    const auto* accepts = std::get_if<SsiAccepts>(&demand.condition);
    return accepts != nullptr && accepts->accepts && demand.level == spec::Level::must;
  });
}

bool World::judges_acceptance() const {
  return observation::claims(statement_, "duis-schema") && (really_signed_ || !statement_.verifies_signatures);
}

bool is_installed(const std::string& status) {
  static const std::set<std::string> installed = {"InstalledNotCommissioned", "Commissioned", "Suspended", "Recovery",
                                                  "Recovered"};
  return installed.contains(status);
}

bool is_prohibited(const Transaction& transaction) {
  return !transaction.covered.empty() && transaction.permission == spec::Permission::reject;
}

std::optional<bool> World::refused(const std::string& request_id) const {
  const auto found = transactions_.find(request_id);
  if (found == transactions_.end() || !found->second.answered) return std::nullopt;
  return was_refused(found->second);
}

std::string World::outcome(const std::string& request_id) const {
  const auto is_refused = refused(request_id);
  if (!is_refused) return {};
  const auto& known = transactions_.at(request_id);
  if (known.response == ResponseClass::refused) return "refused " + known.code;
  return (*is_refused ? "refused later " : "accepted ") + known.code;
}

std::string World::schedule_id(const std::string& request_id) const {
  const auto found = transactions_.find(request_id);
  return found == transactions_.end() ? std::string() : found->second.schedule_id;
}

std::string World::pre_command(const std::string& request_id) const {
  const auto found = transactions_.find(request_id);
  const bool answered = found != transactions_.end() && found->second.content == "PreCommand";
  return answered ? found->second.payload : std::string();
}

}  // namespace hallmark::oracle
