#include "harness/generator/metering_estates.h"

#include <array>

#include "harness/generator/estates.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t noon_of_first_of_january_2025 = 1735732800;
constexpr std::int64_t day = 86400;
constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::string octet(std::uint64_t value) { return {hex_digits[(value >> 4U) & 15U], hex_digits[value & 15U]}; }

/// Ids that count up from a place the seed chooses, so that none comes twice however many there are.
class Identities {
 public:
  explicit Identities(Random& random) : random_(&random), next_(random.below(1ULL << 38U)) {}

  std::string eui(std::string_view company) {
    std::string id(company);
    for (int shift = 32; shift >= 0; shift -= 8) id += '-' + octet(next_ >> static_cast<unsigned>(shift));
    ++next_;
    return id;
  }
  std::string mprn() { return std::to_string(1'000'000'000ULL + next_++ % 8'999'999'999ULL); }
  std::string install_code() {
    std::string code;
    for (int i = 0; i < 16; ++i) code += octet(random_->below(256));
    return code;
  }

 private:
  Random* random_;
  std::uint64_t next_;
};

std::string user(scenario::Estate& estate, Identities& identities, const char* role) {
  auto id = identities.eui("90-B3-D5");
  estate.users.push_back({id, {role}});
  return id;
}

bool is_gas(const MeteringPlan& plan, int index) { return plan.only.empty() ? index % 2 == 1 : plan.only == "gas"; }

}  // namespace

const std::string& MeteringEstate::supplier(const Point& point) const {
  return point.fuel == "gas" ? gas_supplier : electricity_supplier;
}
const std::string& MeteringEstate::other_supplier(const Point& point) const {
  return point.fuel == "gas" ? other_gas_supplier : other_electricity_supplier;
}
const std::string& MeteringEstate::third_supplier(const Point& point) const {
  return point.fuel == "gas" ? third_gas_supplier : third_electricity_supplier;
}

MeteringEstate metering_estate(const MeteringPlan& plan, Random& random) {
  MeteringEstate all;
  auto& estate = all.estate;
  Identities identities(random);
  estate.now = {noon_of_first_of_january_2025 + static_cast<std::int64_t>(random.below(365)) * day};
  estate.dcc = identities.eui("90-B3-D5");
  for (auto* id : {&all.electricity_supplier, &all.other_electricity_supplier, &all.third_electricity_supplier})
    *id = user(estate, identities, "IS");
  for (auto* id : {&all.gas_supplier, &all.other_gas_supplier, &all.third_gas_supplier})
    *id = user(estate, identities, "GS");
  const std::array<std::string, 2> distributors = {user(estate, identities, "ED"), user(estate, identities, "ED")};
  const std::array<std::string, 2> transporters = {user(estate, identities, "GT"), user(estate, identities, "GT")};
  all.other_user = user(estate, identities, "OU");

  std::string hub;
  for (int i = 0; i < plan.points; ++i) {
    const bool gas = is_gas(plan, i);
    MeteringEstate::Point point{gas ? identities.mprn() : mpan(random), gas ? "gas" : "electricity", {}};
    if (i % plan.points_a_hub == 0) {
      scenario::Device made{identities.eui("00-DB-12"), "CHF", 2, "Commissioned", {}, {}, {}, {}, {}, false};
      hub = made.id;
      made.installer = all.supplier(point);
      estate.devices.push_back(std::move(made));
    }
    const auto& operators = gas ? transporters : distributors;
    estate.metering_points.push_back({point.id, point.fuel, "import", plan.service_flag, all.supplier(point),
                                      operators[static_cast<std::size_t>(i / 2 % plan.network_operators)]});
    for (int m = 0; m < plan.meters_a_point; ++m) {
      point.meters.push_back(identities.eui("00-DB-12"));
      estate.devices.push_back({point.meters.back(),
                                gas ? "GSME" : "ESME",
                                2,
                                plan.status,
                                {point.id},
                                "credit",
                                hub,
                                all.supplier(point),
                                identities.install_code(),
                                false});
    }
    all.points.push_back(std::move(point));
  }
  return all;
}

}  // namespace hallmark::generator
