#include "harness/generator/estates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <stdexcept>
#include <vector>

#include "harness/generator/generator_scene.h"
#include "spec/facts.h"

namespace hallmark::generator {
namespace {

constexpr int estates_looked_at = 200;

Premises premises_of(std::uint64_t seed) {
  Random random(seed);
  return premises(random);
}

/// The check digit as the industry's codes of practice tell it: position by position, without a table of the generator.
bool has_check_digit(const std::string& mpan) {
  if (mpan.size() != 13 || mpan.find_first_not_of("0123456789") != std::string::npos) return false;
  int sum = 0;
  int prime = 1;
  for (std::size_t i = 0; i < 12; ++i) {
    const auto next_prime = [](int from) {
      for (int candidate = from + 1;; ++candidate) {
        bool divided = candidate < 2;
        for (int d = 2; d * d <= candidate; ++d) divided = divided || candidate % d == 0;
        if (!divided) return candidate;
      }
    };
    prime = next_prime(prime);
    if (prime == 2 || prime == 11) prime = next_prime(prime);  // the weights leave out 2 and 11
    sum += (mpan[i] - '0') * prime;
  }
  return mpan[12] - '0' == (sum % 11) % 10;
}

/// What is wrong with an estate: the rules that every one of them keeps.
std::vector<std::string> faults(const scenario::Estate& estate) {
  std::vector<std::string> found;
  std::set<std::string> ids = {estate.dcc};
  const auto take = [&](const std::string& id) {
    static const std::regex eui("[0-9A-F]{2}(-[0-9A-F]{2}){7}");
    if (!std::regex_match(id, eui)) found.push_back(id + " is no EUI-64");
    if (!ids.insert(id).second) found.push_back(id + " stands twice");
  };
  for (const auto& user : estate.users) take(user.id);
  for (const auto& device : estate.devices) take(device.id);
  for (const auto& point : estate.metering_points) {
    const bool gas = point.fuel == "gas";
    const bool mprn = point.id.size() >= 6 && point.id.size() <= 10 && point.id.front() != '0';
    if (gas ? !mprn : !has_check_digit(point.id))
      found.push_back(point.id + " is no number of a " + point.fuel + " point");
    if (!ids.insert(point.id).second) found.push_back(point.id + " stands twice");
    for (const auto& party : {point.supplier, point.network_operator}) {
      if (scenario::find_user(estate, party) == nullptr) found.push_back(point.id + " names no User: " + party);
    }
  }
  for (const auto& device : estate.devices) {
    for (const auto& point : device.metering_points) {
      if (scenario::find_metering_point(estate, point) == nullptr)
        found.push_back(device.id + " has no point " + point);
    }
    if (scenario::find_user(estate, device.installer) == nullptr) found.push_back(device.id + " has no installer");
    const auto* hub = scenario::find_device(estate, device.hub);
    if (!device.hub.empty() && (hub == nullptr || hub->type != "CHF")) found.push_back(device.id + " is on no hub");
    const bool has_meter = std::any_of(estate.devices.begin(), estate.devices.end(), [&](const auto& other) {
      return other.hub == device.id && (other.type == "ESME" || other.type == "GSME") && !other.metering_points.empty();
    });
    if (device.type == "CHF" && !has_meter) found.push_back(device.id + " is a hub without a meter");
  }
  return found;
}

TEST(Estates, AreTheSameForTheSameSeed) {
  EXPECT_TRUE(premises_of(5).estate == premises_of(5).estate);
  EXPECT_EQ(premises_of(5).unknown_device, premises_of(5).unknown_device);
  EXPECT_FALSE(premises_of(5).estate == premises_of(6).estate);
}

TEST(Estates, ShareNoIdAcrossSeeds) {
  std::set<std::string> ids;
  std::size_t taken = 0;
  for (std::uint64_t seed = 0; seed < estates_looked_at; ++seed) {
    const auto all = premises_of(seed);
    for (const auto& user : all.estate.users) ids.insert(user.id);
    for (const auto& device : all.estate.devices) ids.insert(device.id);
    for (const auto& point : all.estate.metering_points) ids.insert(point.id);
    taken += all.estate.users.size() + all.estate.devices.size() + all.estate.metering_points.size();
  }
  EXPECT_EQ(ids.size(), taken);
  EXPECT_EQ(taken, estates_looked_at * (7U + 13U + 5U));
}

TEST(Estates, KeepTheirRulesForEverySeed) {
  for (std::uint64_t seed = 0; seed < estates_looked_at; ++seed) {
    EXPECT_EQ(faults(premises_of(seed).estate), std::vector<std::string>{}) << "seed " << seed;
  }
}

/// Each rule broken once, so that the test before cannot pass for want of looking.
TEST(Estates, BrokenInOneRuleAreToldSo) {
  const auto all = premises_of(1);
  const auto told = [&](auto spoil) {
    auto estate = all.estate;
    spoil(estate);
    return !faults(estate).empty();
  };
  EXPECT_FALSE(told([](scenario::Estate&) {}));
  EXPECT_TRUE(told([](auto& estate) { estate.users[0].id[2] = ':'; }));
  EXPECT_TRUE(told([](auto& estate) { estate.users[0].id = estate.dcc; }));
  EXPECT_TRUE(told([](auto& estate) { estate.metering_points[2].id = "12345"; }));
  EXPECT_TRUE(told([](auto& estate) { estate.metering_points[0].supplier.clear(); }));
  EXPECT_TRUE(told([](auto& estate) { estate.devices[1].metering_points = {"1"}; }));
  EXPECT_TRUE(told([](auto& estate) { estate.devices[1].installer.clear(); }));
  EXPECT_TRUE(told([](auto& estate) { estate.devices[1].hub = estate.devices[2].id; }));
  EXPECT_TRUE(told([](auto& estate) {
    std::erase_if(estate.devices, [](const auto& device) { return device.type == "ESME" || device.type == "GSME"; });
  }));
}

TEST(Estates, HaveOneUserForEachRoleOfTheFacts) {
  const auto all = premises_of(3);
  EXPECT_EQ(all.estate.users.size(), facts().roles.size());
  for (const auto& role : facts().roles) {
    const auto count = std::count_if(all.estate.users.begin(), all.estate.users.end(),
                                     [&](const auto& user) { return user.roles == std::vector<std::string>{role.id}; });
    EXPECT_EQ(count, 1) << role.id;
    EXPECT_NE(scenario::find_user(all.estate, user_in_role(all, role.id)), nullptr) << role.id;
  }
  EXPECT_EQ(user_in_role(all, "GS"), all.gas_supplier);
  EXPECT_THROW(user_in_role(all, "XX"), std::invalid_argument);
}

TEST(Estates, HaveACommissionedDeviceOfEveryTypeOfTheSchemaAtPremisesOne) {
  const auto all = premises_of(4);
  int types = 0;
  for (const auto& type : facts().device_types) {
    if (!type.in_schema) continue;
    const auto* device = scenario::find_device(all.estate, device_of_type(all, type.id));
    ASSERT_NE(device, nullptr) << type.id;
    EXPECT_EQ(device->type, type.id);
    EXPECT_EQ(device->status, "Commissioned") << type.id;
    EXPECT_EQ(device->hub, type.id == "CHF" ? "" : all.chf) << type.id;
    EXPECT_FALSE(device->restricted) << type.id;
    EXPECT_EQ(device->payment_mode.has_value(), type.id == "ESME" || type.id == "GSME") << type.id;
    ++types;
  }
  EXPECT_EQ(types, 8);
  EXPECT_THROW(device_of_type(all, "SAPC"), std::invalid_argument);
}

TEST(Estates, HaveOneDeviceToAddAndOneThatNobodyKnows) {
  const auto all = premises_of(4);
  const auto* pending = scenario::find_device(all.estate, all.pending_esme);
  ASSERT_NE(pending, nullptr);
  EXPECT_EQ(pending->status, "Pending");
  EXPECT_EQ(pending->hub, "");
  EXPECT_EQ(scenario::find_device(all.estate, all.unknown_device), nullptr);
}

TEST(Estates, HaveAProxyThatSharesThePointOfItsGasMeter) {
  const auto all = premises_of(4);
  const auto points = [&](const std::string& id) { return scenario::find_device(all.estate, id)->metering_points; };
  EXPECT_EQ(points(all.gpf), std::vector<std::string>{all.mprn});
  EXPECT_EQ(points(all.gsme), points(all.gpf));
  EXPECT_EQ(points(all.other_gsme), points(all.other_gpf));
  EXPECT_NE(points(all.gsme), points(all.other_gsme));
  EXPECT_EQ(points(all.esme), (std::vector<std::string>{all.import_mpan, all.export_mpan}));
}

TEST(Estates, StandAtNoonOfADayOf2025) {
  std::set<std::string> days;
  for (std::uint64_t seed = 0; seed < estates_looked_at; ++seed) {
    const std::string now = scenario::text(premises_of(seed).estate.now);
    EXPECT_TRUE(now.starts_with("2025-") && now.ends_with("T12:00:00Z")) << now;
    days.insert(now);
  }
  EXPECT_GT(days.size(), 100U);
}

TEST(Mpan, HasItsCheckDigit) {
  EXPECT_TRUE(has_check_digit("2000050773706"));
  EXPECT_FALSE(has_check_digit("1312345678111"));
  Random random(11);
  std::set<char> check_digits;
  for (int i = 0; i < 2000; ++i) {
    std::string number = mpan(random);
    ASSERT_TRUE(has_check_digit(number)) << number;
    check_digits.insert(number.back());
    number.back() = number.back() == '9' ? '0' : static_cast<char>(number.back() + 1);
    ASSERT_FALSE(has_check_digit(number)) << number;
  }
  EXPECT_EQ(check_digits.size(), 10U);
}

}  // namespace
}  // namespace hallmark::generator
