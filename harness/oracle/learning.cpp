// What the observer takes in: resets, requests, the inventory and what a drain shows. What the codes settle it takes
// from them; from the observation only what happened, and the answer where the codes leave a choice.
#include <algorithm>
#include <set>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

namespace {

constexpr std::size_t most_unwatched = 64;  ///< canaries that are looked for and nobody asks about any more

bool is_among(const Ids& ids, const std::string& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

}  // namespace

void World::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  if (forgotten_ && !std::holds_alternative<scenario::Reset>(stimulus)) return learn_forgotten(stimulus, observation);
  learn_step(stimulus, observation);
  follow_inventory();
  if (const auto* event = std::get_if<scenario::Inventory>(&stimulus)) learn_added(*event);
  service_flags_.learn(stimulus, observation, inventory_);
  install_codes_.learn(stimulus, observation, inventory_);
  reporting_.learn(stimulus, observation, inventory_);
  inventory_.changes_are_known();
  if (!rejected_srvs_ && !flags_.covered_at_drain().empty()) list_rejected_srvs();
}

void World::time_passed(scenario::Instant to) {
  if (to <= now() || inventory_.estate().dcc.empty()) return;
  const bool just_asked = flag_just_asked_;
  learn(scenario::Advance{to}, observation::Answered{observation::Done{}});
  flag_just_asked_ = just_asked;
}

void World::learn_step(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
  flag_just_asked_ = false;
  const auto* asked = std::get_if<scenario::Submit>(&stimulus);
  if (asked == nullptr || asked->reading.at_once == scenario::AtOnce::alone) changed_flag_.clear();
  const auto* initialized = observation::answer<observation::Initialized>(observation);
  if (initialized != nullptr && !inventory_.estate().dcc.empty()) {
    learn_restart(initialized->statement);
  } else if (initialized != nullptr) {
    statement_ = initialized->statement;
    choices_.declare(statement_.choices);
    service_flags_ = ServiceFlags(statement_);
    install_codes_ = InstallCodes(*facts_, statement_);
    reporting_ = Reporting(statement_);
  } else if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    learn_reset(*reset);
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    learn_submit(*submit, observation);
  } else if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    learn_ssi(*ssi, observation);
  } else if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    learn_from_device(*from, observation);
  } else if (std::holds_alternative<observation::Answered>(observation) && learn_inventory(stimulus)) {
    return;
  } else if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    inventory_.advance(advance->to);
  } else if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects);
  }
}

void World::learn_reset(const scenario::Reset& reset) {
  close_half();
  payloads_.clear();
  canaries_ = {};
  announced_.clear();
  restarted_ = forgotten_ = false;
  current_.clear();
  inventory_.reset(reset.estate);
  flags_.reset(reset.estate);
}

/// What is told to the inventory from elsewhere than a Service Request; false where the stimulus is another.
bool World::learn_inventory(const scenario::Stimulus& stimulus) {
  if (const auto* inventory = std::get_if<scenario::Inventory>(&stimulus)) {
    inventory_.learn(*inventory);
  } else if (const auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    inventory_.learn(*registration);
    learn_registration(*registration);
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
  learn_overlap(opened);
  if (opened.answered) {
    learn_flag_of_request(opened);
    inventory_.submitted(submit.reading, opened.response);
    reporting_.count(
        {submit.reading.request_id, what_was_asked(submit.reading), is_prohibited(opened), opened.response}, now());
  }
  learn_rejection_code(opened, opened.code, true);
  flags_.forget_what_reads_show();
  current_ = submit.reading.request_id;
  opened.number = ++requests_so_far_;
  const auto before = transactions_.find(current_);
  opened.in_flight_before = before != transactions_.end() && was_sent(before->second) && before->second.canary.empty();
  opened.accepted_before = before != transactions_.end() && !was_refused(before->second);
  if (submit.reading.answered_srv && !submit.reading.devices.empty()) {
    const auto& device = submit.reading.devices.front();
    const auto* row = row_for(*this, *submit.reading.answered_srv, device);
    if (row == nullptr || row->expect == spec::Permission::reject)
      learn_payload({submit.canary, device, weaker(row != nullptr ? row->level : spec::Level::must, opened.level),
                     !opened.covered.empty()});
  }
  transactions_.insert_or_assign(current_, std::move(opened));
}

void World::learn_from_device(const scenario::FromDevice& from, const observation::Observation& observation) {
  if (!std::holds_alternative<observation::Answered>(observation)) return;
  const auto& state = flag(from.device);
  if (from.kind != "response") {
    AlertSent alert;
    alert.from = from;
    alert.time += static_cast<int>(
        std::count_if(alerts_.begin(), alerts_.end(), [&](const auto& each) { return each.kind() == alert.kind(); }));
    alert.covered = state.covers();
    // What the hub tells is about every meter of it.
    const auto meters = alert.is_of_dcc() ? inventory_.meters_of_hub(from.device) : Ids{};
    for (const auto& meter : meters) alert.covered = alert.covered || flag(meter).covers();
    alert.is_should = state.covers() && !state.is_set();
    // An Alert without bytes of its own, as in the trace of a live system, cannot be told among documents.
    const auto former = inventory_.former_suppliers(from.device);
    alert.to_former = std::find(former.begin(), former.end(), from.recipient) != former.end();
    alert.unsettled = state.is_unsettled() || (from.canary.empty() && !alert.is_of_dcc());
    watch_for(from.canary);
    alerts_.push_back(std::move(alert));
    return;
  }
  const auto found = transactions_.find(from.request_id.value_or(""));
  if (found != transactions_.end()) learn_answer(found->second, from);
  inventory_.confirmed(from.request_id.value_or(""), from.success);
}

void World::learn_answer(Transaction& transaction, const scenario::FromDevice& from) {
  // Of a request to many devices the answers of those without the flag are nothing to keep back.
  const auto& covered = transaction.covered;
  if (!covered.empty() && std::find(covered.begin(), covered.end(), from.device) == covered.end()) return;
  // What the profile does not reject may be answered as ever, and so may a top-up, which nobody is held to.
  const auto* row = row_for(*this, carried_srv(transaction), from.device);
  const bool rejected =
      row == nullptr || (row->expect == spec::Permission::reject && row->level != spec::Level::report);
  const bool too_late = transaction.overtaken && flag(from.device).covers() && rejected;
  watch_for(from.canary);
  transaction.canary = from.canary;
  transaction.device_answered = true;
  transaction.answered_in_flight = too_late && was_sent(transaction);
  // A command of before the set may have gone out and not been drained yet.
  const auto set = flags_.set_at(flag_holder(from.device));
  const auto& drains = transaction.drains;
  transaction.answered_unasked =
      too_late && !was_sent(transaction) && set && !drains.empty() && drains.latest().at >= *set;
  if (!rejected || transaction.in_flight_before) return;
  const bool refused = is_prohibited(transaction) || transaction.answered_unasked;
  learn_payload({from.canary, from.device, row != nullptr ? row->level : spec::Level::must, refused,
                 refused || transaction.answered_in_flight});
}

/// Those that are watched no more go where they have become many.
void World::watch_for(const std::string& canary) {
  canaries_.add(canary);
  const std::size_t watched = transactions_.size() + payloads_.size() + alerts_.size();
  if (canaries_.size() < most_unwatched + 2 * watched) return;
  canaries_ = {};
  for (const auto& [id, transaction] : transactions_) canaries_.add(transaction.canary);
  for (const auto& payload : payloads_) canaries_.add(payload.canary);
  for (const auto& alert : alerts_) canaries_.add(alert.from.canary);
  canaries_.add(canary);
}

void World::learn_drain(const observation::Effects& effects) {
  for (const auto& row : effects.to_devices) inventory_.sent(row.request_id);
  for (const auto& row : effects.to_users) {
    const auto& reading = row.document.reading;
    if (!reading.request_id.empty()) inventory_.answered(reading.request_id, response_class(reading.code));
  }
  HeldInDrain held;
  for (const auto& row : effects.to_users) held.push_back(canaries_.held_by(row.document.xml));
  for (auto& [id, transaction] : transactions_) learn_drain_of(transaction, effects, held);
  for (auto& payload : payloads_) {
    payload.delivered = payload.delivered || std::any_of(held.begin(), held.end(), [&](const Ids& canaries) {
                          return is_among(canaries, payload.canary);
                        });
  }
  learn_alert_drain(effects, held);
  flags_.drained();
  let_go();
}

void World::learn_drain_of(Transaction& transaction, const observation::Effects& effects, const HeldInDrain& held) {
  const auto& id = transaction.reading.request_id;
  DrainSeen seen;
  seen.at = now();
  bool refused_now = false;
  int runs = 0;
  for (const auto& row : effects.to_devices) {
    if (row.request_id == id) seen.devices.push_back(row.device);
    const bool of_schedule = !transaction.schedule_id.empty() && row.schedule == transaction.schedule_id;
    if (transaction.reading.scheduled_srv && (of_schedule || row.request_id == id)) ++runs;
  }
  std::sort(seen.devices.begin(), seen.devices.end());
  for (std::size_t i = 0; i < effects.to_users.size(); ++i) {
    const auto& reading = effects.to_users[i].document.reading;
    if (reading.request_id == id) {
      const bool refuses = response_class(reading.code) == ResponseClass::refused;
      transaction.error_later = transaction.error_later || refuses;
      refused_now = refused_now || refuses;
      if (refuses) transaction.later_code = reading.code;
      if (refuses) learn_rejection_code(transaction, reading.code, false);
      seen.answered = seen.answered || !refuses;
    }
    const bool holds = is_among(held[i], transaction.canary);
    seen.delivered = seen.delivered || holds;
    if (holds) ++transaction.deliveries;
  }
  transaction.drains.add(std::move(seen));
  transaction.confirmed = transaction.device_answered;
  transaction.runs += runs;
  learn_lost_supplier(transaction);
  learn_restricted_time(transaction);
  learn_unsettled(transaction);
  learn_answer_in_flight(transaction);
  learn_queued(transaction, refused_now, runs);
}

void World::remark(std::string kind, std::string subject, std::string text) {
  const Remark made{std::move(kind), std::move(subject), std::move(text)};
  if (std::find(remarks_.begin(), remarks_.end(), made) == remarks_.end()) remarks_.push_back(made);
}

}  // namespace hallmark::oracle
