#include "harness/generator/estates.h"

#include <array>
#include <map>
#include <stdexcept>

namespace hallmark::generator {

using scenario::Device;
using scenario::MeteringPoint;

namespace {

/// An EUI-64 in DUIS form below a three-octet company id; the last five octets come from the seed.
std::string eui(std::string_view company, Random& random) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string id(company);
  for (int octet = 0; octet < 5; ++octet) {
    id += '-';
    id += digits[random.below(16)];
    id += digits[random.below(16)];
  }
  return id;
}

constexpr std::string_view user_company = "90-B3-D5";
constexpr std::string_view device_company = "00-DB-12";

std::string digits(Random& random, int count) {
  std::string text(1, static_cast<char>('1' + random.below(9)));
  while (static_cast<int>(text.size()) < count) text += static_cast<char>('0' + random.below(10));
  return text;
}

void name_parties(Premises& all, Random& random) {
  const std::array<std::pair<std::string*, const char*>, 7> parties = {{{&all.import_supplier, "IS"},
                                                                        {&all.gas_supplier, "GS"},
                                                                        {&all.export_supplier, "ES"},
                                                                        {&all.electricity_distributor, "ED"},
                                                                        {&all.gas_transporter, "GT"},
                                                                        {&all.supplier_agent, "RSA"},
                                                                        {&all.other_user, "OU"}}};
  all.estate.dcc = eui(user_company, random);
  for (const auto& [id, role] : parties) {
    *id = eui(user_company, random);
    all.estate.users.push_back({*id, {role}});
  }
}

MeteringPoint point(const Premises& all, std::string id, std::string fuel, std::string direction) {
  MeteringPoint made;
  made.id = std::move(id);
  made.fuel = std::move(fuel);
  made.direction = std::move(direction);
  made.service_flag = "A";
  const bool gas = made.fuel == "gas";
  made.supplier = gas ? all.gas_supplier : made.direction == "export" ? all.export_supplier : all.import_supplier;
  made.network_operator = gas ? all.gas_transporter : all.electricity_distributor;
  return made;
}

Device device(std::string id, std::string type, std::string hub, std::vector<std::string> points) {
  Device made;
  made.id = std::move(id);
  made.type = std::move(type);
  made.status = "Commissioned";
  made.hub = std::move(hub);
  made.metering_points = std::move(points);
  if (made.type == "ESME" || made.type == "GSME") made.payment_mode = "credit";
  return made;
}

void build_first(Premises& all, Random& random) {
  for (auto* id : {&all.chf, &all.esme, &all.gsme, &all.gpf, &all.ppmid, &all.hcalcs, &all.ihd, &all.cad,
                   &all.pending_esme, &all.unknown_device}) {
    *id = eui(device_company, random);
  }
  all.import_mpan = mpan(random);
  all.export_mpan = mpan(random);
  all.mprn = digits(random, 10);
  all.estate.metering_points = {point(all, all.import_mpan, "electricity", "import"),
                                point(all, all.export_mpan, "electricity", "export"),
                                point(all, all.mprn, "gas", "import")};
  auto& devices = all.estate.devices;
  devices = {device(all.chf, "CHF", "", {}),
             device(all.esme, "ESME", all.chf, {all.import_mpan, all.export_mpan}),
             device(all.gsme, "GSME", all.chf, {all.mprn}),
             device(all.gpf, "GPF", all.chf, {all.mprn}),
             device(all.ppmid, "PPMID", all.chf, {}),
             device(all.hcalcs, "HCALCS", all.chf, {}),
             device(all.ihd, "IHD", all.chf, {}),
             device(all.cad, "CAD", all.chf, {})};
  Device pending = device(all.pending_esme, "ESME", "", {});
  pending.status = "Pending";
  devices.push_back(pending);
}

void build_second(Premises& all, Random& random) {
  for (auto* id : {&all.other_chf, &all.other_esme, &all.other_gsme, &all.other_gpf}) *id = eui(device_company, random);
  const std::string electricity = mpan(random);
  const std::string gas = digits(random, 9);
  all.estate.metering_points.push_back(point(all, electricity, "electricity", "import"));
  all.estate.metering_points.push_back(point(all, gas, "gas", "import"));
  for (auto& made :
       {device(all.other_chf, "CHF", "", {}), device(all.other_esme, "ESME", all.other_chf, {electricity}),
        device(all.other_gsme, "GSME", all.other_chf, {gas}), device(all.other_gpf, "GPF", all.other_chf, {gas})}) {
    all.estate.devices.push_back(made);
  }
}

/// The flag of a point whose meters are of a status and have come to it by the usual way; empty: to be derived.
std::optional<std::string> service_flag_of(const std::string& status) {
  if (status == "InstalledNotCommissioned") return "I";
  if (status == "Decommissioned" || status == "Withdrawn") return "N";
  if (status == "Pending" || status == "Whitelisted") return std::nullopt;
  return "A";
}

void apply(const PremisesOptions& options, Premises& all) {
  for (auto& each : all.estate.devices) {
    if (each.id != all.esme && each.id != all.gsme) continue;
    each.smets = options.smets;
    each.payment_mode = options.payment_mode;
    each.status = options.status;
  }
  for (auto& each : all.estate.metering_points) {
    const bool of_first = each.id == all.import_mpan || each.id == all.export_mpan || each.id == all.mprn;
    if (of_first) each.service_flag = service_flag_of(options.status);
  }
}

void name_gaining_suppliers(Premises& all, Random& random) {
  all.gaining_import_supplier = eui(user_company, random);
  all.gaining_gas_supplier = eui(user_company, random);
  all.estate.users.push_back({all.gaining_import_supplier, {"IS"}});
  all.estate.users.push_back({all.gaining_gas_supplier, {"GS"}});
}

}  // namespace

std::string with_mpan_check_digit(std::string twelve) {
  static constexpr std::array<int, 12> weights = {3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (twelve.at(i) - '0');
  return twelve + static_cast<char>('0' + sum % 11 % 10);
}

std::string mpan(Random& random) { return with_mpan_check_digit(digits(random, 12)); }

Premises premises(Random& random, const PremisesOptions& options) {
  Premises all;
  constexpr std::int64_t noon_of_first_of_january_2025 = 1735732800;
  all.estate.now = {noon_of_first_of_january_2025 + static_cast<std::int64_t>(random.below(365)) * 86400};
  name_parties(all, random);
  build_first(all, random);
  build_second(all, random);
  for (auto& made : all.estate.devices) {
    const bool gas = made.type == "GSME" || made.type == "GPF";
    made.installer = gas ? all.gas_supplier : all.import_supplier;
  }
  apply(options, all);
  if (options.gaining_suppliers) name_gaining_suppliers(all, random);
  return all;
}

const std::string& supplier_of_type(const Premises& all, std::string_view type) {
  return type == "GSME" || type == "GPF" ? all.gas_supplier : all.import_supplier;
}

const std::string& user_in_role(const Premises& all, std::string_view role) {
  for (const auto& user : all.estate.users) {
    if (user.roles.front() == role) return user.id;
  }
  throw std::invalid_argument("no User in role " + std::string(role));
}

const std::string& device_of_type(const Premises& all, std::string_view type) {
  const std::map<std::string_view, const std::string*> devices = {
      {"ESME", &all.esme},   {"GSME", &all.gsme},     {"GPF", &all.gpf}, {"CHF", &all.chf},
      {"PPMID", &all.ppmid}, {"HCALCS", &all.hcalcs}, {"IHD", &all.ihd}, {"CAD", &all.cad}};
  const auto found = devices.find(type);
  if (found == devices.end()) throw std::invalid_argument("no device of type " + std::string(type));
  return *found->second;
}

}  // namespace hallmark::generator
