// What the inventory keeps lists of, so that nobody has to look through all of it, is what looking through it shows:
// after each of many changes of every kind.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/generator/estates.h"
#include "harness/oracle/inventory.h"

namespace hallmark::oracle {
namespace {

using Ids = std::vector<std::string>;

/// An estate of two premises to which anything may happen.
class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed), all_(generator::premises(random_)) {
    inventory_.reset(all_.estate);
    for (const auto& device : all_.estate.devices) devices_.push_back(device.id);
    devices_.push_back(all_.unknown_device);
    for (const auto& point : all_.estate.metering_points) points_.push_back(point.id);
    for (const auto& user : all_.estate.users) users_.push_back(user.id);
  }

  void go_on() {
    switch (random_.below(8)) {
      case 0:
        return inventory_.learn(registration());
      case 1:
      case 2:
        return inventory_.learn(event());
      case 3:
      case 4:
        requests_.push_back("r" + std::to_string(requests_.size()));
        return inventory_.submitted(request(),
                                    random_.below(2) == 0 ? ResponseClass::completed : ResponseClass::acknowledged);
      case 5:
        return inventory_.sent(any(requests_));
      case 6:
        return random_.below(2) == 0 ? inventory_.confirmed(any(requests_), random_.below(3) > 0)
                                     : inventory_.answered(any(requests_), ResponseClass::completed);
      default:
        return inventory_.advance(inventory_.now() + 3600);
    }
  }

  /// Which points are in doubt, as the doubts about all devices say.
  Ids doubtful_points() const {
    Ids doubtful;
    for (const auto& point : all_.estate.metering_points) {
      const std::string type = point.fuel == "gas" ? "GSME" : "ESME";
      const bool is = std::any_of(devices_.begin(), devices_.end(), [&](const std::string& id) {
        const auto* known = inventory_.device(id);
        if (known == nullptr || known->type != type) return false;
        const auto doubt = inventory_.doubt(id);
        const auto& at = known->metering_points;
        return doubt.metering_points ||
               (std::find(at.begin(), at.end(), point.id) != at.end() && (doubt.status || doubt.presence));
      });
      if (is) doubtful.push_back(point.id);
    }
    return doubtful;
  }
  Ids points_said_in_doubt() const {
    Ids doubtful;
    for (const auto& point : all_.estate.metering_points) {
      if (inventory_.in_doubt(point)) doubtful.push_back(point.id);
    }
    return doubtful;
  }
  /// The meters behind each hub, in the order of the inventory.
  std::vector<Ids> meters() const {
    std::vector<Ids> of_hubs;
    for (const auto& hub : devices_) {
      auto& meters = of_hubs.emplace_back();
      for (const auto& each : inventory_.estate().devices) {
        if (each.hub == hub && (each.type == "ESME" || each.type == "GSME")) meters.push_back(each.id);
      }
    }
    return of_hubs;
  }
  std::vector<Ids> meters_said() const {
    std::vector<Ids> of_hubs;
    for (const auto& hub : devices_) of_hubs.push_back(inventory_.meters_of_hub(hub));
    return of_hubs;
  }
  std::vector<Ids> suppliers() const {
    std::vector<Ids> of_devices;
    for (const auto& id : devices_) of_devices.push_back(inventory_.responsible_suppliers(id));
    return of_devices;
  }
  std::uint64_t supply_changes() const { return inventory_.supply_changes(); }
  void reset() { inventory_.reset(all_.estate); }

 private:
  const std::string& any(const Ids& ids) {
    static const std::string none;
    return ids.empty() ? none : ids[random_.below(ids.size())];
  }
  scenario::Registration registration() { return {any(points_), "change-of-supplier", any(users_)}; }

  scenario::Inventory event() {
    scenario::Inventory made;
    made.devices = {any(devices_)};
    switch (random_.below(5)) {
      case 0:
        made.metering_points = Ids{any(points_)};
        break;
      case 1:
        made.hub = random_.below(2) == 0 ? all_.chf : all_.other_chf;
        break;
      case 2:
        made.payment_mode = "credit";
        break;
      case 3: {
        const auto& place = random_.below(2) == 0 ? all_.esme : all_.gsme;
        made.add = *scenario::find_device(all_.estate, place);
        made.add->id = any(devices_);
        break;
      }
      default:
        made.status = "Suspended";
    }
    return made;
  }

  scenario::RequestReading request() {
    static const Ids srvs = {"8.1.1", "1.6", "8.3", "8.4", "8.11", "8.13", "12.2"};
    scenario::RequestReading made;
    made.request_id = requests_.back();
    made.body_srv = made.header_srv = any(srvs);
    made.devices = {any(devices_)};
    made.command_variant = random_.below(2) == 0 ? 1 : 2;
    if (made.body_srv == "1.6") made.payment_mode = "prepayment";
    if (random_.below(3) == 0) made.execution_time = inventory_.now() + 5000;
    if (made.body_srv.starts_with("8.1.") || made.body_srv == "8.13" || made.body_srv == "1.6") return made;
    scenario::InventoryChange said;
    said.device = made.devices.front();
    if (made.body_srv == "8.3") said.status = "Decommissioned";
    if (made.body_srv == "8.4" && random_.below(2) == 0) said.removed = true;
    if (made.body_srv == "8.4" && !said.removed) said.metering_point = any(points_);
    if (made.body_srv == "12.2") said.added = *scenario::find_device(all_.estate, all_.esme);
    if (said.added) said.added->id = said.device;
    made.inventory_change = said;
    return made;
  }

  generator::Random random_;
  generator::Premises all_;
  Inventory inventory_;
  Ids devices_, points_, users_, requests_;
};

TEST(InventoryWalk, KeepsItsListsThroughEveryChange) {
  int in_doubt = 0;
  int supplied_otherwise = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Walk walk(seed);
    for (int step = 0; step < 60; ++step) {
      const auto suppliers = walk.suppliers();
      const auto changes = walk.supply_changes();
      walk.go_on();
      ASSERT_EQ(walk.points_said_in_doubt(), walk.doubtful_points()) << seed << ' ' << step;
      ASSERT_EQ(walk.meters_said(), walk.meters()) << seed << ' ' << step;
      ASSERT_TRUE(walk.suppliers() == suppliers || walk.supply_changes() > changes) << seed << ' ' << step;
      in_doubt += walk.doubtful_points().empty() ? 0 : 1;
      supplied_otherwise += walk.suppliers() == suppliers ? 0 : 1;
    }
    const auto changes = walk.supply_changes();
    walk.reset();
    ASSERT_GT(walk.supply_changes(), changes) << "what was asked before a reset was asked of another estate";
    ASSERT_TRUE(walk.points_said_in_doubt().empty());
  }
  EXPECT_GT(in_doubt, 100);
  EXPECT_GT(supplied_otherwise, 100);
}

}  // namespace
}  // namespace hallmark::oracle
