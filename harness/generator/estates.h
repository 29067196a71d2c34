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
};

/// Builds the estate: all devices Commissioned, credit mode, SMETS2, noon of a day of 2025.
Premises premises(Random& random);

/// The User of that estate who holds a role, e.g. "IS".
const std::string& user_in_role(const Premises& premises, std::string_view role);
/// The device of premises one of a type, e.g. "GPF".
const std::string& device_of_type(const Premises& premises, std::string_view type);

/// A 13-digit MPAN with its check digit (the first twelve weighted by primes, modulo 11, modulo 10).
std::string mpan(Random& random);

}  // namespace hallmark::generator
