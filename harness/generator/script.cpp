#include "harness/generator/script.h"

#include <algorithm>
#include <array>

#include "harness/generator/alert_from_device.h"
#include "harness/generator/response_from_device.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
constexpr std::array<std::int64_t, 8> waits = {1, 60, hour, 6 * hour, day, 3 * day, 14 * day, 40 * day};
constexpr std::array<std::string_view, 9> statuses = {"Pending",      "Whitelisted", "InstalledNotCommissioned",
                                                      "Commissioned", "Suspended",   "Recovery",
                                                      "Recovered",    "Withdrawn",   "Decommissioned"};

/// The home's party in that role is another User from now on.
void replace_user(Premises& home, const std::string& role, const std::string& with) {
  for (auto& user : home.estate.users) {
    if (user.roles.front() == role) user.id = with;
  }
}

}  // namespace

Script::Script(const SequenceMaterial& material, const Repertoire& repertoire, Street street, Random& random)
    : material_(material),
      repertoire_(repertoire),
      street_(std::move(street)),
      random_(random),
      counter_(1'000'000 + random.below(1'000'000'000)) {
  scenario::Estate without_flags = street_.estate;
  for (auto& each : without_flags.devices) each.restricted = false;
  trial_.clear.emplace_back(scenario::Reset{std::move(without_flags)});
  add(scenario::Reset{street_.estate});
  for (auto& each : street_.estate.devices) {
    if (each.restricted) restricted_.insert(each.id);
    each.restricted = false;  // whoever is added again says nothing of the flag
  }
}

void Script::play(const Move& move, const DocumentEdit& edit) {
  edit_ = edit;
  switch (move.kind) {
    case MoveKind::request:
      return request(move, false);
    case MoveKind::request_by_another:
      return request(move, true);
    case MoveKind::consumption:
      return consumption(move);
    case MoveKind::signed_command:
      return signed_command(move);
    case MoveKind::local_answer:
      return local_answer(move);
    case MoveKind::set_restricted:
      return flag(move, "set-restricted");
    case MoveKind::clear_restricted:
      return flag(move, "clear-restricted");
    case MoveKind::read_flag:
      return read(meter(move));
    case MoveKind::flag_by_another:
      return flag_by_another(move);
    case MoveKind::status:
      return status(move);
    case MoveKind::payment_mode:
      return payment_mode(move);
    case MoveKind::place:
      return place(move);
    case MoveKind::change_of_supplier:
      return change_of_supplier(move);
    case MoveKind::change_of_tenancy:
      return change_of_tenancy(move);
    case MoveKind::device_answers:
      return device_answers(move);
    case MoveKind::device_alerts:
      return device_alerts(move);
    case MoveKind::advance:
      return advance(move);
    case MoveKind::replay:
      return replay(move);
    case MoveKind::drain:
      return drain();
    case MoveKind::nothing_is_left:
      return nothing_is_left(move);
    case MoveKind::another_user_tries:
      return another_user_tries(move);
    case MoveKind::another_route:
      return another_route(move);
    case MoveKind::critical_alert_passes:
      return critical_alert_passes(move);
  }
}

scenario::Trial Script::finish() {
  drain();
  if (!has_alerts_) trial_.clear.clear();
  return std::move(trial_);
}

/// One in sixteen asks it of a hub or a proxy instead, of which the codes say little.
void Script::flag(const Move& move, const std::string& action) {
  const auto id = meter(move);
  const auto* known = device(id);
  if (move.what % 16 == 0) {
    add(scenario::Ssi{supplier(move), action, move.how % 4 == 1 ? home(move).gpf : home(move).chf});
    return read(id);
  }
  add(scenario::Ssi{supplier(move), action, id});
  const bool can_be_set = known != nullptr && known->smets == 2 && known->payment_mode == "credit";
  if (action == "clear-restricted") restricted_.erase(id);
  if (action == "set-restricted" && can_be_set) restricted_.insert(id);
  if (move.who % 2 == 0) read(id);
  if (move.who % 4 == 0) drain();
}

void Script::flag_by_another(const Move& move) {
  static constexpr std::array<const char*, 3> actions = {"set-restricted", "clear-restricted", "read"};
  add(scenario::Ssi{any_user(move), actions[move.what % actions.size()], meter(move)});
  read(meter(move));
}

void Script::status(const Move& move) {
  scenario::Inventory event;
  event.devices = {meter(move)};
  event.status = statuses[move.what % statuses.size()];
  if (auto* known = device(meter(move))) known->status = *event.status;
  add_to_both(std::move(event));
  drain();
  read(meter(move));
}

void Script::payment_mode(const Move& move) {
  scenario::Inventory event;
  event.devices = {meter(move)};
  event.payment_mode = move.what % 2 == 0 ? "prepayment" : "credit";
  if (auto* known = device(meter(move))) known->payment_mode = event.payment_mode;
  if (event.payment_mode == "prepayment") restricted_.erase(meter(move));
  add_to_both(std::move(event));
  read(meter(move));
}

/// Added again as it is, moved to the point of another home, or put below that home's hub.
void Script::place(const Move& move) {
  auto* known = device(meter(move));
  const auto& other = street_.homes[move.who % street_.homes.size()];
  if (known == nullptr) return;
  scenario::Inventory event;
  switch (move.what % 3) {
    case 0:
      event.add = *known;
      break;
    case 1:
      // Beside two gas meters nobody could say which of them a proxy mirrors.
      if (known->type != "ESME" || other.import_mpan == home(move).import_mpan) return;
      known->metering_points = {other.import_mpan};
      event.devices = {known->id};
      event.metering_points = known->metering_points;
      break;
    default:
      if (other.chf == known->hub) return;
      known->hub = other.chf;
      event.devices = {known->id};
      event.hub = known->hub;
      break;
  }
  const auto id = known->id;
  add_to_both(std::move(event));
  drain();
  read(id);
}

void Script::change_of_supplier(const Move& move) {
  const bool electricity = move.how % 2 == 0;
  const auto& from = street_.homes[move.who % street_.homes.size()];
  const std::string gaining = electricity ? from.import_supplier : from.gas_supplier;
  Premises& here = home(move);
  const auto& point = electricity ? here.import_mpan : here.mprn;
  if (gaining == supplier(move)) return;
  add_to_both(scenario::Registration{point, "change-of-supplier", gaining});
  former_suppliers_[point].push_back(supplier(move));
  replace_user(here, electricity ? "IS" : "GS", gaining);
  supplier(move) = gaining;
  for (auto& each : street_.estate.metering_points) {
    if (each.id == point) each.supplier = gaining;
  }
  read(meter(move));
}

void Script::change_of_tenancy(const Move& move) {
  const auto& here = home(move);
  add_to_both(
      scenario::Registration{move.how % 2 == 0 ? here.import_mpan : here.mprn, "change-of-tenancy", std::nullopt});
  read(meter(move));
}

void Script::device_alerts(const Move& move) {
  const auto& sounding = repertoire_.alerts[move.what % repertoire_.alerts.size()];
  sound(sounding, device_of_type(home(move), sounding.device_type), move.who);
}

/// An Alert is addressed to the present parties: the Supplier or the network operator, by that number. None is sent
/// where a request, which the half without flags does not have, may have changed whom it reaches.
void Script::sound(const Sounding& sounding, const std::string& device, std::size_t number) {
  const auto* point = point_of(device);
  if (point == nullptr || disturbed_.contains(device) || disturbed_.contains(hub_of(device))) return;
  const auto parties = parties_of(*sounding.alert);
  const bool to_supplier = parties.supplier && (!parties.network_operator || number % 2 == 0);
  const auto& user = to_supplier ? point->supplier : point->network_operator;
  const auto& code = sounding.alert->code;
  const auto alert = [&] {
    const AlertPlan plan{sounding.alert, code, device, sounding.device_type, user, ++counter_};
    return alert_from_device(plan, street_.estate.now, random_canary(random_));
  };
  trial_.clear.emplace_back(alert());
  add(alert());
  trial_.clear.emplace_back(scenario::Drain{});
  drain();
  has_alerts_ = true;
}

void Script::advance(const Move& move) {
  wait(waits[move.what % waits.size()] * (1 + move.how % 2));
  if (move.who % 4 != 0) drain();
}

void Script::wait(std::int64_t seconds) {
  street_.estate.now = street_.estate.now + seconds;
  for (auto& each : street_.homes) each.estate.now = street_.estate.now;
  add_to_both(scenario::Advance{street_.estate.now});
}

scenario::Device* Script::device(const std::string& id) {
  auto& devices = street_.estate.devices;
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const auto& each) { return each.id == id; });
  return found == devices.end() ? nullptr : &*found;
}

std::string Script::hub_of(const std::string& id) {
  const auto* known = device(id);
  return known == nullptr || known->type == "CHF" ? id : known->hub;
}

const scenario::MeteringPoint* Script::point_of(const std::string& id) {
  const auto* known = device(id);
  if (known == nullptr) return nullptr;
  const auto& points = known->metering_points;
  if (!points.empty()) return scenario::find_metering_point(street_.estate, points.front());
  const auto& hub = known->type == "CHF" ? known->id : known->hub;
  for (const auto& each : street_.estate.devices) {
    if (each.type == "ESME" && each.hub == hub && !each.metering_points.empty())
      return scenario::find_metering_point(street_.estate, each.metering_points.front());
  }
  return nullptr;
}

/// By who is responsible for it, as far as is known here.
void Script::read(const std::string& meter) {
  if (const auto* point = point_of(meter)) add(scenario::Ssi{point->supplier, "read", meter});
}

}  // namespace hallmark::generator
