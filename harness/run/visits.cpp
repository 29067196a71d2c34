#include "harness/run/visits.h"

#include <algorithm>
#include <limits>

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;
using Flag = MeterState::Flag;

namespace {

constexpr std::size_t most_fresh = 4096;  ///< numbers kept before they are folded into counts
constexpr std::size_t most_waiting = 64;  ///< requests of a case followed at once

Operation of_inventory(const scenario::Inventory& event) {
  if (event.add) return Operation::add;
  if (event.payment_mode) return Operation::payment_mode;
  if (event.metering_points) return Operation::metering_points;
  return event.hub ? Operation::hub : Operation::status;
}

/// What a stimulus is to the model.
struct OperationOf {
  Operation operator()(const scenario::Initialize&) const { return Operation::initialize; }
  Operation operator()(const scenario::Reset&) const { return Operation::reset; }
  Operation operator()(const scenario::Submit& submit) const {
    if (submit.service == "transform") return Operation::transform;
    return submit.service == "non-device" ? Operation::non_device : Operation::send_command;
  }
  Operation operator()(const scenario::Ssi& ssi) const {
    if (ssi.action == "set-restricted") return Operation::set_restricted;
    return ssi.action == "clear-restricted" ? Operation::clear_restricted : Operation::read;
  }
  Operation operator()(const scenario::Inventory& event) const { return of_inventory(event); }
  Operation operator()(const scenario::Registration& event) const {
    return event.event == "change-of-supplier" ? Operation::change_of_supplier : Operation::change_of_tenancy;
  }
  Operation operator()(const scenario::FromDevice& from) const {
    if (from.kind == "response") return Operation::response;
    return from.kind == "alert" ? Operation::alert : Operation::dcc_alert;
  }
  Operation operator()(const scenario::Advance&) const { return Operation::advance; }
  Operation operator()(const scenario::InstallCode&) const { return Operation::install_code; }
  Operation operator()(const scenario::Report& report) const {
    return report.kind == "performance" ? Operation::performance_report : Operation::service_request_report;
  }
  Operation operator()(const scenario::Drain&) const { return Operation::drain; }
  Operation operator()(const scenario::Shutdown&) const { return Operation::shutdown; }
};

/// Whether it was answered, and not by a refusal.
bool is_accepted(const Observation& observation) {
  const auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered == nullptr) return false;
  if (const auto* responded = std::get_if<observation::Responded>(&answered->answer)) {
    return oracle::response_class(responded->response.reading.code) != oracle::ResponseClass::refused;
  }
  const auto* ssi = std::get_if<observation::SsiAnswer>(&answered->answer);
  return ssi == nullptr || ssi->accepted;
}

MeterState::Status status_of(const std::string& status) {
  using Status = MeterState::Status;
  if (status == "Commissioned") return Status::commissioned;
  if (status == "InstalledNotCommissioned") return Status::installed_not_commissioned;
  if (status == "Suspended" || status == "Recovery" || status == "Recovered") return Status::suspended;
  return status == "Pending" || status == "Whitelisted" ? Status::not_installed : Status::decommissioned;
}

Flag flag_of(bool covered, bool unsettled) { return unsettled ? Flag::open : covered ? Flag::set : Flag::clear; }

/// The device that a stimulus is mainly about, or null.
const std::string* device_of(const Stimulus& stimulus) {
  const auto first = [](const std::vector<std::string>& ids) { return ids.empty() ? nullptr : &ids.front(); };
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) return first(submit->reading.devices);
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) return &ssi->device;
  if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) return &from->device;
  if (const auto* asked = std::get_if<scenario::InstallCode>(&stimulus)) return first(asked->devices);
  if (const auto* event = std::get_if<scenario::Inventory>(&stimulus)) {
    return event->add ? &event->add->id : first(event->devices);
  }
  return nullptr;
}

bool is_meter(const scenario::Device* device) {
  return device != nullptr && (device->type == "ESME" || device->type == "GSME");
}

}  // namespace

void Visits::before(const oracle::World& world, const Stimulus& stimulus) {
  if (std::holds_alternative<scenario::Reset>(stimulus)) {
    note_half(world);
    waiting_.clear();
    meter_.clear();
  } else if (focus_on(world, stimulus)) {
    state_ = state(world).number();
  }
}

void Visits::after(const oracle::World& world, const Stimulus& stimulus, const Observation& observation) {
  const auto operation = std::visit(OperationOf{}, stimulus);
  const bool accepted = is_accepted(observation);
  note(ModelGrid::operation(operation, ModelGrid::Used::asked));
  if (accepted) note(ModelGrid::operation(operation, ModelGrid::Used::accepted));
  const bool is_first = meter_.empty();
  if (is_first && !focus_on(world, stimulus)) return;
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit != nullptr && accepted) note_waiting(*submit, world);
  const auto now = state(world).number();
  note(ModelGrid::state(now));
  if (!is_first && now != state_) note(ModelGrid::transition(state_, operation, now));
  state_ = now;
}

/// Takes the meter that a stimulus is about, or the first of the estate where there is none yet; false where the focus
/// stays.
bool Visits::focus_on(const oracle::World& world, const Stimulus& stimulus) {
  const std::string* id = device_of(stimulus);
  if (const auto* event = std::get_if<scenario::Registration>(&stimulus)) {
    const auto& there = world.inventory().devices_at(event->metering_point);
    const auto found =
        std::find_if(there.begin(), there.end(), [&](const auto& each) { return is_meter(world.device(each)); });
    if (found != there.end()) id = &*found;
  }
  if (id == nullptr && meter_.empty()) {
    const auto& devices = world.inventory().estate().devices;
    const auto found = std::find_if(devices.begin(), devices.end(), [](const auto& each) { return is_meter(&each); });
    if (found != devices.end()) id = &found->id;
  }
  if (id == nullptr || *id == meter_) return false;
  auto holder = world.flag_holder(*id);
  if (holder == meter_ || !is_meter(world.device(holder))) return false;
  meter_ = std::move(holder);
  return true;
}

void Visits::note_waiting(const scenario::Submit& submit, const oracle::World& world) {
  const auto& reading = submit.reading;
  constexpr scenario::Instant for_ever{std::numeric_limits<std::int64_t>::max()};
  const bool later = reading.execution_time && *reading.execution_time > world.now();
  if (!later && !reading.scheduled_srv) return;
  if (waiting_.size() == most_waiting) waiting_.erase(waiting_.begin());
  waiting_.push_back({meter_, reading.scheduled_srv ? for_ever : *reading.execution_time});
}

bool Visits::is_waiting(const oracle::World& world) {
  if (waiting_.empty()) return false;
  std::erase_if(waiting_, [&](const Waiting& each) { return each.until <= world.now(); });
  return std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return each.meter == meter_; });
}

MeterState Visits::state(const oracle::World& world) {
  MeterState made;
  const auto& flag = world.flags().of(meter_);
  made.flag = flag.is_open() ? Flag::open : flag.is_set() ? Flag::set : Flag::clear;
  const auto mode = world.inventory().payment_mode(meter_);
  made.mode = !mode               ? MeterState::Mode::unknown
              : *mode == "credit" ? MeterState::Mode::credit
                                  : MeterState::Mode::prepayment;
  made.status = status_of(world.device(meter_)->status);
  made.waiting = is_waiting(world);
  return made;
}

/// What came of the requests and Alerts of a half.
void Visits::note_half(const oracle::World& world) {
  const auto cell = [&](const oracle::Transaction& known, ModelGrid::Came came) {
    const auto flag = flag_of(!known.covered.empty(), known.unsettled);
    note(grid_->cell(known.reading.body_srv, known.reading.device_type, flag, came));
  };
  for (const auto& [id, known] : world.transactions()) {
    if (!known.answered || known.reading.deviation) continue;
    const bool refused = oracle::was_refused(known);
    cell(known, refused ? ModelGrid::Came::refused : ModelGrid::Came::accepted);
    const bool handed_over = known.content == "PreCommand" || !known.payload.empty();
    if (oracle::was_sent(known) || (!refused && handed_over)) cell(known, ModelGrid::Came::passed_on);
  }
  for (const auto& alert : world.alerts()) {
    if (alert.drains == 0) continue;
    const auto flag = flag_of(alert.covered, alert.unsettled);
    note(grid_->alert(alert.code(), flag, ModelGrid::Alerted::sent));
    if (!alert.users.empty()) note(grid_->alert(alert.code(), flag, ModelGrid::Alerted::delivered));
  }
}

void Visits::note(std::uint32_t thing) {
  if (thing >= grid_->size()) return;
  fresh_.push_back(thing);
  if (fresh_.size() == most_fresh) fold();
}

void Visits::fold() {
  std::sort(fresh_.begin(), fresh_.end());
  std::vector<Met> folded;
  auto known = met_.begin();
  for (auto at = fresh_.begin(); at != fresh_.end();) {
    const auto end = std::upper_bound(at, fresh_.end(), *at);
    for (; known != met_.end() && known->thing < *at; ++known) folded.push_back(*known);
    const auto times = static_cast<std::uint32_t>(end - at);
    const bool again = known != met_.end() && known->thing == *at;
    folded.push_back({*at, times + (again ? (known++)->times : 0)});
    at = end;
  }
  folded.insert(folded.end(), known, met_.end());
  met_ = std::move(folded);
  fresh_.clear();
}

std::vector<Met> sum(std::vector<Met> one, const std::vector<Met>& other) {
  const auto before = [](const Met& a, const Met& b) { return a.thing < b.thing; };
  for (const Met& each : other) {
    const auto at = std::lower_bound(one.begin(), one.end(), each, before);
    if (at != one.end() && at->thing == each.thing) {
      at->times += each.times;
    } else {
      one.insert(at, each);
    }
  }
  return one;
}

std::vector<Met> Visits::take(const oracle::World& world) {
  note_half(world);
  fold();
  return std::move(met_);
}

}  // namespace hallmark::run
