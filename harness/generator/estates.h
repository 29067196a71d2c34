/// \file
/// The estate of a judged case: two premises, every device type, every role, identities drawn from the seed.
#pragma once

#include <string>

#include "harness/generator/random.h"
#include "harness/scenario/estate.h"

namespace hallmark::generator {

/// An estate and who is who in it. Premises one is where the case plays; premises two is never Restricted.
struct Premises {
  scenario::Estate estate;
  std::string import_supplier, gas_supplier, export_supplier, electricity_distributor, gas_transporter, supplier_agent,
      other_user;
  std::string esme, gsme, gpf, chf, ppmid, hcalcs, ihd, cad;  ///< devices of premises one
  std::string pending_esme;                                   ///< known, not yet on the hub: what 8.11 adds
  std::string unknown_device;                                 ///< in no inventory yet: what 12.2 announces
  std::string other_esme, other_gsme, other_gpf, other_chf;   ///< premises two
  std::string import_mpan, export_mpan, mprn;
  std::string gaining_import_supplier, gaining_gas_supplier;  ///< empty unless asked for
};

/// How the meters of premises one are, and who else there is.
struct PremisesOptions {
  int smets = 2;
  std::string payment_mode = "credit";
  std::string status = "Commissioned";
  bool gaining_suppliers = false;  ///< two Users more, who supply nothing yet
};

/// Builds the estate: all devices Commissioned, credit mode, SMETS2, noon of a day of 2025, where the options do not
/// say otherwise. The ids of a seed are the same whatever the options.
Premises premises(Random& random, const PremisesOptions& options = {});

/// The User of that estate who holds a role, e.g. "IS".
const std::string& user_in_role(const Premises& premises, std::string_view role);
/// The Responsible Supplier of an electricity or gas device of premises one, by its type ("GPF": gas).
const std::string& supplier_of_type(const Premises& premises, std::string_view type);
/// The device of premises one of a type, e.g. "GPF".
const std::string& device_of_type(const Premises& premises, std::string_view type);

/// Twelve digits with the check digit of an MPAN: they are weighted by primes, modulo 11, modulo 10.
std::string with_mpan_check_digit(std::string twelve);
/// A 13-digit MPAN with its check digit.
std::string mpan(Random& random);

}  // namespace hallmark::generator
