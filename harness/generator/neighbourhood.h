/// \file
/// Homes that have nothing to do with a case: their devices stand in its estate, and lawful requests about them among
/// its steps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/generator/estates.h"
#include "harness/generator/new_names.h"

namespace hallmark::generator {

/// How many and of what kind.
struct NeighbourhoodPlan {
  int homes = 0;            ///< each of 2 to 6 devices
  int devices_most = 5000;  ///< so many, and no home is added
  int per_mille = 0;        ///< of the meters that could be, so many are Restricted, of a thousand
  bool same_users = true;   ///< half of them have the Suppliers and network operators of the estate
};

/// A home of the neighbourhood, as far as somebody asks after it.
struct Neighbour {
  std::string esme;
  std::string gsme;  ///< empty: none
  std::string import_mpan;
  std::string mprn;
  std::string import_supplier;
  std::string gas_supplier;
  bool plain = false;  ///< Commissioned, SMETS2 and not Restricted, each of its meters
};

/// Rows to add to an estate: they name its own Users, and Users of theirs.
struct Neighbourhood {
  scenario::Estate rows;  ///< `now` and `dcc` mean nothing
  std::vector<Neighbour> homes;
};

/// Builds it. No id is one of the estate's, or twice there; every hub has a meter, every meter a Supplier.
Neighbourhood neighbourhood(const NeighbourhoodPlan& plan, const scenario::Estate& estate, std::uint64_t seed);

/// The estate with the rows, all in an order that the seed gives.
scenario::Estate with_neighbourhood(scenario::Estate estate, const Neighbourhood& neighbourhood, std::uint64_t seed);

}  // namespace hallmark::generator
