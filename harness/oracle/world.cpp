#include "harness/oracle/world.h"

#include <algorithm>

#include "harness/observation/canary.h"

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

bool was_refused(const Transaction& transaction) {
  if (transaction.response == ResponseClass::refused || transaction.error_later) return true;
  if (transaction.response == ResponseClass::completed || !transaction.content.empty()) return false;
  return std::none_of(transaction.drains.begin(), transaction.drains.end(),
                      [](const DrainSeen& seen) { return !seen.devices.empty() || seen.delivered || seen.answered; });
}

std::string what_was_asked(const scenario::RequestReading& reading) {
  std::string key = reading.originator + ' ' + reading.header_srv + ' ' + std::to_string(reading.command_variant);
  for (const auto& device : reading.devices) key += ' ' + device;
  return key;
}

World::World(const spec::Facts& facts, const spec::Profile& profile, observation::Statement statement,
             bool really_signed)
    : facts_(&facts),
      profile_(&profile),
      statement_(std::move(statement)),
      really_signed_(really_signed),
      service_flags_(statement_),
      install_codes_(facts, statement_),
      reporting_(statement_) {}

const Device* World::device(const std::string& id) const { return inventory_.device(id); }

/// A meter is covered by its own flag; a Gas Proxy Function by that of the gas meter whose point it names.
bool World::is_covered(const std::string& id) const {
  if (restricted_.contains(id)) return true;
  const Device* proxy = device(id);
  if (proxy == nullptr || proxy->type != "GPF") return false;
  const auto& devices = inventory_.estate().devices;
  return std::any_of(devices.begin(), devices.end(), [&](const Device& meter) {
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
  const auto& named = submit.reading.devices;
  std::copy_if(named.begin(), named.end(), std::back_inserter(opened.covered),
               [&](const auto& id) { return is_covered(id); });
  opened.row = deciding_row(opened);
  opened.level = opened.row != nullptr ? opened.row->level : spec::Level::must;
  if (opened.covered.empty()) return opened;
  opened.permission = opened.row != nullptr ? opened.row->expect : spec::Permission::reject;
  if (!opened.reading.scheduled_srv) return opened;
  const auto* run = profile_->find(*opened.reading.scheduled_srv, device(opened.covered.front())->type);
  if (run != nullptr && run->expect != spec::Permission::reject) return opened;
  opened.schedule_rejected = run != nullptr ? run->level : spec::Level::must;
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
  const auto found = clear_halves_.find(what_was_asked(transaction.reading));
  return found == clear_halves_.end() ? nullptr : &found->second;
}

void World::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  learn_step(stimulus, observation);
  service_flags_.learn(stimulus, observation, inventory_);
  install_codes_.learn(stimulus, observation, inventory_);
  reporting_.learn(stimulus, observation, inventory_);
}

void World::learn_step(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  flag_just_asked_ = false;
  if (const auto* initialized = observation::answer<observation::Initialized>(observation)) {
    statement_ = initialized->statement;
    service_flags_ = ServiceFlags(statement_);
    install_codes_ = InstallCodes(*facts_, statement_);
    reporting_ = Reporting(statement_);
  } else if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    for (auto& [id, finished] : transactions_) {
      if (!flag_was_set_) {
        clear_halves_.insert_or_assign(what_was_asked(finished.reading), finished);
      } else {
        finished_.push_back(finished);
      }
    }
    transactions_.clear();
    restricted_.clear();
    current_.clear();
    flag_can_have_moved_ = false;
    inventory_.reset(reset->estate);
    for (const auto& each : reset->estate.devices) {
      if (each.restricted) restricted_.insert(each.id);
    }
    flag_was_set_ = !restricted_.empty();
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    learn_submit(*submit, observation);
  } else if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    learn_ssi(*ssi, observation);
  } else if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    if (const auto found = transactions_.find(from->request_id.value_or("")); found != transactions_.end()) {
      found->second.canary = from->canary;
    }
    if (from->kind == "response") inventory_.confirmed(from->request_id.value_or(""), from->success);
  } else if (std::holds_alternative<observation::Answered>(observation) && learn_inventory(stimulus)) {
    return;
  } else if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    inventory_.advance(advance->to);
  } else if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects);
  }
}

/// What is told to the inventory from elsewhere than a Service Request; false where the stimulus is another.
bool World::learn_inventory(const scenario::Stimulus& stimulus) {
  if (const auto* inventory = std::get_if<scenario::Inventory>(&stimulus)) {
    inventory_.learn(*inventory);
  } else if (const auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    inventory_.learn(*registration);
  } else {
    return false;
  }
  return true;
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
    opened.payload = reading.payload;
    opened.response = response_class(reading.code);
  }
  static const std::set<std::string> lets_the_flag_move = {"1.6", "3.2", "8.3", "8.4"};
  const bool is_accepted = opened.response != ResponseClass::refused;
  flag_can_have_moved_ = flag_can_have_moved_ || (is_accepted && lets_the_flag_move.contains(submit.reading.body_srv));
  if (opened.answered) {
    inventory_.submitted(submit.reading, opened.response);
    reporting_.count(
        {submit.reading.request_id, what_was_asked(submit.reading), is_prohibited(opened), opened.response},
        inventory_.now());
  }
  current_ = submit.reading.request_id;
  transactions_.insert_or_assign(current_, std::move(opened));
}

void World::learn_ssi(const scenario::Ssi& ssi, const observation::Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr) return;
  flag_just_asked_ = ssi.action != "read";
  if (!seen->accepted) return;
  if (ssi.action == "set-restricted") restricted_.insert(ssi.device);
  if (ssi.action == "clear-restricted") restricted_.erase(ssi.device);
  flag_was_set_ = flag_was_set_ || !restricted_.empty();
}

void World::learn_drain(const observation::Effects& effects) {
  for (const auto& row : effects.to_devices) inventory_.sent(row.request_id);
  for (const auto& row : effects.to_users) {
    const auto& reading = row.document.reading;
    if (!reading.request_id.empty()) inventory_.answered(reading.request_id, response_class(reading.code));
  }
  for (auto& [id, transaction] : transactions_) {
    DrainSeen seen;
    for (const auto& row : effects.to_devices) {
      if (row.request_id == id) seen.devices.push_back(row.device);
    }
    std::sort(seen.devices.begin(), seen.devices.end());
    for (const auto& row : effects.to_users) {
      const auto& reading = row.document.reading;
      if (reading.request_id == id) {
        const bool refuses = response_class(reading.code) == ResponseClass::refused;
        transaction.error_later = transaction.error_later || refuses;
        if (refuses) transaction.later_code = reading.code;
        seen.answered = seen.answered || !refuses;
      }
      seen.delivered = seen.delivered || observation::holds_bytes(row.document.xml, transaction.canary);
    }
    transaction.drains.push_back(std::move(seen));
  }
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
