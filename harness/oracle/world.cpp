#include "harness/oracle/world.h"

#include <algorithm>

#include "harness/observation/canary.h"

namespace hallmark::oracle {

using scenario::Device;

std::string what_was_asked(const scenario::RequestReading& reading) {
  std::string key = reading.originator + ' ' + reading.header_srv + ' ' + std::to_string(reading.command_variant);
  for (const auto& device : reading.devices) key += ' ' + device;
  return key;
}

World::World(const spec::Facts& facts, const spec::Profile& profile, observation::Statement statement)
    : facts_(&facts), profile_(&profile), statement_(std::move(statement)) {}

const Device* World::device(const std::string& id) const { return scenario::find_device(estate_, id); }

/// A meter is covered by its own flag; a Gas Proxy Function by that of the gas meter whose point it names.
bool World::is_covered(const std::string& id) const {
  if (restricted_.contains(id)) return true;
  const Device* proxy = device(id);
  if (proxy == nullptr || proxy->type != "GPF") return false;
  return std::any_of(estate_.devices.begin(), estate_.devices.end(), [&](const Device& meter) {
    return meter.type == "GSME" && restricted_.contains(meter.id) && meter.metering_points == proxy->metering_points;
  });
}

bool World::is_claimed(const scenario::RequestReading& reading) const {
  const auto& srvs = statement_.srvs;
  const auto& variants = statement_.command_variants;
  const bool srv = !srvs || std::find(srvs->begin(), srvs->end(), reading.header_srv) != srvs->end();
  return srv &&
         (!variants || std::find(variants->begin(), variants->end(), reading.command_variant) != variants->end());
}

/// The request as the rules see it before anything is answered.
Transaction World::open_transaction(const scenario::Submit& submit) const {
  Transaction opened;
  opened.reading = submit.reading;
  opened.user = submit.user;
  opened.claimed = is_claimed(submit.reading);
  std::string type = submit.reading.device_type;
  for (const auto& id : submit.reading.devices) {
    if (!is_covered(id)) continue;
    opened.covered.push_back(id);
    type = device(id)->type;
  }
  opened.row = profile_->find(submit.reading.body_srv, type);
  opened.level = opened.row != nullptr ? opened.row->level : spec::Level::must;
  if (!opened.covered.empty()) {
    opened.permission = opened.row != nullptr ? opened.row->expect : spec::Permission::reject;
  }
  return opened;
}

const Transaction* World::clear_half(const Transaction& transaction) const {
  const auto found = clear_halves_.find(what_was_asked(transaction.reading));
  return found == clear_halves_.end() ? nullptr : &found->second;
}

void World::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  flag_just_changed_ = false;
  if (const auto* initialized = observation::answer<observation::Initialized>(observation)) {
    statement_ = initialized->statement;
  } else if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    for (auto& [id, finished] : transactions_) {
      const bool pair_half = finished.covered.empty() && restricted_.empty();
      if (pair_half) {
        clear_halves_.insert_or_assign(what_was_asked(finished.reading), finished);
      } else {
        finished_.push_back(finished);
      }
    }
    transactions_.clear();
    restricted_.clear();
    current_.clear();
    flag_can_have_moved_ = false;
    estate_ = reset->estate;
    for (const auto& each : estate_.devices) {
      if (each.restricted) restricted_.insert(each.id);
    }
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    learn_submit(*submit, observation);
  } else if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    learn_ssi(*ssi, observation);
  } else if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    if (const auto found = transactions_.find(from->request_id.value_or("")); found != transactions_.end()) {
      found->second.canary = from->canary;
    }
  } else if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    estate_.now = std::max(estate_.now, advance->to);
  } else if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects);
  }
}

void World::learn_submit(const scenario::Submit& submit, const observation::Observation& observation) {
  Transaction opened = open_transaction(submit);
  if (std::holds_alternative<observation::Refused>(observation)) {
    opened.answered = true;
    opened.code = "rejected";
  } else if (const auto* responded = observation::answer<observation::Responded>(observation)) {
    const auto& reading = responded->response.reading;
    opened.answered = true;
    opened.code = reading.code;
    opened.content = reading.content;
    opened.schedule_id = reading.schedule_id;
    opened.response = response_class(reading.code);
  }
  static const std::set<std::string> lets_the_flag_move = {"1.6", "3.2", "8.3", "8.4"};
  flag_can_have_moved_ = flag_can_have_moved_ || lets_the_flag_move.contains(submit.reading.body_srv);
  current_ = submit.reading.request_id;
  transactions_.insert_or_assign(current_, std::move(opened));
}

void World::learn_ssi(const scenario::Ssi& ssi, const observation::Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr || !seen->accepted) return;
  if (ssi.action == "set-restricted") restricted_.insert(ssi.device);
  if (ssi.action == "clear-restricted") restricted_.erase(ssi.device);
  flag_just_changed_ = ssi.action != "read";
}

void World::learn_drain(const observation::Effects& effects) {
  for (auto& [id, transaction] : transactions_) {
    DrainSeen seen;
    for (const auto& row : effects.to_devices) {
      if (row.request_id == id) seen.devices.push_back(row.device);
    }
    std::sort(seen.devices.begin(), seen.devices.end());
    for (const auto& row : effects.to_users) {
      const auto& reading = row.document.reading;
      if (reading.request_id == id && reading.code.starts_with('E')) transaction.error_later = true;
      seen.delivered = seen.delivered || observation::holds_bytes(row.document.xml, transaction.canary);
    }
    transaction.drains.push_back(std::move(seen));
  }
}

std::optional<bool> World::refused(const std::string& request_id) const {
  const auto found = transactions_.find(request_id);
  if (found == transactions_.end() || !found->second.answered) return std::nullopt;
  const auto& known = found->second;
  if (known.response == ResponseClass::refused || known.error_later) return true;
  if (known.response == ResponseClass::completed) return false;
  // I99 followed by silence, without a command and without data, is a refusal.
  const bool forwarded = std::any_of(known.drains.begin(), known.drains.end(),
                                     [](const DrainSeen& seen) { return !seen.devices.empty() || seen.delivered; });
  return !forwarded && known.content.empty();
}

std::string World::outcome(const std::string& request_id) const {
  const auto was_refused = refused(request_id);
  if (!was_refused) return {};
  const auto& known = transactions_.at(request_id);
  if (known.response == ResponseClass::refused) return "refused " + known.code;
  return (*was_refused ? "refused later " : "accepted ") + known.code;
}

std::string World::schedule_id(const std::string& request_id) const {
  const auto found = transactions_.find(request_id);
  return found == transactions_.end() ? std::string() : found->second.schedule_id;
}

}  // namespace hallmark::oracle
