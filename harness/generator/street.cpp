#include "harness/generator/street.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace hallmark::generator {

namespace {

using scenario::Device;
using scenario::Estate;

void rename(std::string& id, const std::string& from, const std::string& to) {
  if (id == from) id = to;
}

/// One party in the place of another, wherever an estate names it.
void rename_party(Premises& home, std::string& party, const std::string& to) {
  const std::string from = party;
  party = to;
  auto& estate = home.estate;
  for (auto& user : estate.users) rename(user.id, from, to);
  for (auto& point : estate.metering_points) {
    rename(point.supplier, from, to);
    rename(point.network_operator, from, to);
  }
  for (auto& device : estate.devices) rename(device.installer, from, to);
}

/// The parties that half of the homes have in common with the first.
void share_parties(Premises& home, const Premises& first, Random& random) {
  if (random.below(2) == 0) rename_party(home, home.import_supplier, first.import_supplier);
  if (random.below(2) == 0) rename_party(home, home.gas_supplier, first.gas_supplier);
  if (random.below(2) == 0) rename_party(home, home.export_supplier, first.export_supplier);
  if (random.below(2) == 0) rename_party(home, home.electricity_distributor, first.electricity_distributor);
  if (random.below(2) == 0) rename_party(home, home.gas_transporter, first.gas_transporter);
  rename_party(home, home.supplier_agent, first.supplier_agent);
  rename_party(home, home.other_user, first.other_user);
}

/// The home's devices behind the hub of another.
void share_hub(Premises& home, const Premises& first) {
  auto& devices = home.estate.devices;
  std::erase_if(devices, [&](const Device& device) { return device.id == home.chf; });
  for (auto& device : devices) rename(device.hub, home.chf, first.chf);
  home.chf = first.chf;
}

Device& device_in(Estate& estate, const std::string& id) {
  return *std::find_if(estate.devices.begin(), estate.devices.end(), [&](const Device& each) { return each.id == id; });
}

void set_service_flag(Estate& estate, const Device& meter) {
  for (auto& point : estate.metering_points) {
    const auto& points = meter.metering_points;
    if (std::find(points.begin(), points.end(), point.id) == points.end()) continue;
    if (meter.status == "InstalledNotCommissioned") point.service_flag = "I";
    if (meter.status == "Decommissioned" || meter.status == "Whitelisted") point.service_flag = "N";
  }
}

/// A meter that is not as every other: in another mode, Restricted, of another generation, not commissioned.
void vary(Estate& estate, Device& meter, Random& random) {
  static constexpr std::string_view other_statuses[] = {"InstalledNotCommissioned", "Suspended", "Recovery",
                                                        "Recovered", "Decommissioned"};
  switch (random.below(10)) {
    case 0:
    case 1:
      meter.payment_mode = "prepayment";
      break;
    case 2:
    case 3:
      meter.restricted = true;
      break;
    case 4:
      meter.smets = 1;
      break;
    case 5:
      meter.status = other_statuses[random.below(std::size(other_statuses))];
      set_service_flag(estate, meter);
      break;
    default:
      break;
  }
}

/// A minute of the years, equally often.
scenario::Instant moment(const StreetPlan& plan, Random& random) {
  const auto from = scenario::instant(std::to_string(plan.first_year) + "-01-01T00:00:00Z").value();
  const auto to = scenario::instant(std::to_string(plan.last_year + 1) + "-01-01T00:00:00Z").value();
  const auto minutes = static_cast<std::uint64_t>(to.seconds - from.seconds) / 60;
  return from + static_cast<std::int64_t>(random.below(minutes)) * 60;
}

template <class Row>
void append(std::vector<Row>& rows, const std::vector<Row>& more) {
  for (const auto& row : more) {
    const bool known = std::any_of(rows.begin(), rows.end(), [&](const Row& each) { return each.id == row.id; });
    if (!known) rows.push_back(row);
  }
}

void append(Estate& estate, const Estate& more) {
  append(estate.users, more.users);
  append(estate.metering_points, more.metering_points);
  append(estate.devices, more.devices);
}

/// What a request takes from the estate of its home is left to it, the rest stands in the street's.
void keep_what_requests_need(Premises& home, const Estate& street) {
  home.estate.now = street.now;
  home.estate.dcc = street.dcc;
  home.estate.metering_points.clear();
  home.estate.devices.clear();
}

}  // namespace

Street street(const StreetPlan& plan, Random& random) {
  if (plan.homes < 2 || plan.homes > 50 || plan.first_year < 1971 || plan.last_year > 2100 ||
      plan.last_year < plan.first_year) {
    throw std::invalid_argument("a street has 2 to 50 homes and a clock in the years 1971 to 2100");
  }
  Street made;
  made.estate.now = moment(plan, random);
  for (int number = 0; number < plan.homes; ++number) {
    Premises home = premises(random);
    if (number > 0) share_parties(home, made.homes.front(), random);
    if (number > 0 && random.below(4) == 0) share_hub(home, made.homes.front());
    for (const auto& id : {home.esme, home.gsme}) vary(home.estate, device_in(home.estate, id), random);
    if (number == 0) made.estate.dcc = home.estate.dcc;
    append(made.estate, home.estate);
    keep_what_requests_need(home, made.estate);
    made.homes.push_back(std::move(home));
  }
  return made;
}

}  // namespace hallmark::generator
