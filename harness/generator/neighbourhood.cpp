#include "harness/generator/neighbourhood.h"

#include <algorithm>
#include <array>
#include <set>

namespace hallmark::generator {

using scenario::Device;
using scenario::Estate;

namespace {

/// Ids that the estate does not have, of the companies that a few made-up ones are renamed to.
class FreshIds {
 public:
  FreshIds(const Estate& estate, std::uint64_t seed) : names_(drawn(seed, "neighbours")) {
    taken_.insert(estate.dcc);
    for (const auto& each : estate.users) taken_.insert(each.id);
    for (const auto& each : estate.metering_points) taken_.insert(each.id);
    for (const auto& each : estate.devices) taken_.insert(each.id);
  }

  std::string eui(const std::string& company) {
    return fresh([&] { return names_.eui(company + "-00-00-00-" + std::to_string(next_++)); });
  }
  std::string point(std::size_t digits) {
    return fresh([&] { return names_.metering_point(std::string(digits, '0'), true, next_++); });
  }

 private:
  template <class Make>
  std::string fresh(Make make) {
    std::string made = make();
    while (!taken_.insert(made).second) made = make();
    return made;
  }

  NewNames names_;
  std::set<std::string> taken_;
  std::uint64_t next_ = 0;
};

class Builder {
 public:
  Builder(const NeighbourhoodPlan& plan, const Estate& estate, std::uint64_t seed)
      : plan_(plan), estate_(estate), ids_(estate, seed), random_(drawn(seed, "homes")) {}

  Neighbourhood build() {
    constexpr int largest_home = 6;
    for (int i = 0; i < plan_.homes; ++i) {
      if (static_cast<int>(made_.rows.devices.size()) + largest_home > plan_.devices_most) break;
      add_home();
    }
    return std::move(made_);
  }

 private:
  /// A User in that role: one of the estate's, one of the neighbourhood's, or a new one.
  std::string party(const std::string& role) {
    std::vector<std::string> known;
    const auto collect = [&](const std::vector<scenario::User>& users) {
      for (const auto& user : users) {
        if (user.roles == std::vector{role}) known.push_back(user.id);
      }
    };
    if (plan_.same_users && random_.below(2) == 0) collect(estate_.users);
    if (known.empty()) collect(made_.rows.users);
    constexpr std::size_t parties_most = 4;
    if (!known.empty() && (known.size() >= parties_most || random_.below(4) != 0)) {
      return known[random_.below(known.size())];
    }
    made_.rows.users.push_back({ids_.eui("90-B3-D5"), {role}});
    return made_.rows.users.back().id;
  }

  std::string point(const std::string& fuel, const std::string& supplier, const std::string& status) {
    const bool gas = fuel == "gas";
    auto id = ids_.point(gas ? 10 : 13);
    const auto* flag = status == "Commissioned" ? "A" : "I";
    made_.rows.metering_points.push_back({id, fuel, "import", flag, supplier, party(gas ? "GT" : "ED")});
    return id;
  }

  std::string device(const std::string& type, const std::string& hub, const std::string& installer,
                     std::vector<std::string> points) {
    Device made;
    made.id = ids_.eui("00-DB-12");
    made.type = type;
    made.status = "Commissioned";
    made.hub = hub;
    made.installer = installer;
    made.metering_points = std::move(points);
    made_.rows.devices.push_back(made);
    return made_.rows.devices.back().id;
  }

  /// A meter as one may be; whether it is plain.
  bool vary(const std::string& status) {
    auto& meter = made_.rows.devices.back();
    meter.status = status;
    meter.payment_mode = random_.below(7) == 0 ? "prepayment" : "credit";
    meter.smets = random_.below(12) == 0 ? 1 : 2;
    const bool may_be_restricted = meter.payment_mode == "credit" && meter.smets == 2;
    meter.restricted = may_be_restricted && random_.below(1000) < static_cast<std::uint64_t>(plan_.per_mille);
    return status == "Commissioned" && meter.smets == 2 && !meter.restricted;
  }

  void add_home() {
    Neighbour home;
    home.import_supplier = party("IS");
    home.gas_supplier = party("GS");
    const std::string status = random_.below(15) == 0 ? "InstalledNotCommissioned" : "Commissioned";
    const auto hub = device("CHF", "", home.import_supplier, {});
    home.import_mpan = point("electricity", home.import_supplier, status);
    home.esme = device("ESME", hub, home.import_supplier, {home.import_mpan});
    home.plain = vary(status);
    if (random_.below(5) != 0) {
      home.mprn = point("gas", home.gas_supplier, status);
      home.gsme = device("GSME", hub, home.gas_supplier, {home.mprn});
      home.plain = vary(status) && home.plain;
      device("GPF", hub, home.gas_supplier, {home.mprn});
    }
    if (random_.below(3) == 0) device("PPMID", hub, home.import_supplier, {});
    if (random_.below(6) == 0) device("IHD", hub, home.import_supplier, {});
    made_.homes.push_back(std::move(home));
  }

  const NeighbourhoodPlan& plan_;
  const Estate& estate_;
  FreshIds ids_;
  Random random_;
  Neighbourhood made_;
};

template <class Row>
void mix(std::vector<Row>& rows, std::vector<Row> more, Random& random) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
}

}  // namespace

Neighbourhood neighbourhood(const NeighbourhoodPlan& plan, const Estate& estate, std::uint64_t seed) {
  return Builder(plan, estate, seed).build();
}

Estate with_neighbourhood(Estate estate, const Neighbourhood& neighbourhood, std::uint64_t seed) {
  Random random(drawn(seed, "order"));
  mix(estate.users, neighbourhood.rows.users, random);
  mix(estate.metering_points, neighbourhood.rows.metering_points, random);
  mix(estate.devices, neighbourhood.rows.devices, random);
  return estate;
}

}  // namespace hallmark::generator
