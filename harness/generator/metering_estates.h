/// \file
/// Estates of many metering points with meters and nothing else of interest: for status histories, bulk events and
/// install codes.
#pragma once

#include <string>
#include <vector>

#include "harness/generator/random.h"
#include "harness/scenario/estate.h"

namespace hallmark::generator {

/// What such an estate is to hold.
struct MeteringPlan {
  int points = 1;                           ///< electricity and gas in turn, unless `only` says one
  int meters_a_point = 1;                   ///< below one hub
  int points_a_hub = 1;                     ///< how many points share a hub
  int network_operators = 2;                ///< a fuel: 1, or 2 in turn
  std::string only;                         ///< "electricity" or "gas"; empty: both
  std::string status = "Pending";           ///< of every meter
  std::optional<std::string> service_flag;  ///< of every point
};

/// Two Suppliers and two network operators a fuel, named by what they do; `points` in the order of the estate.
struct MeteringEstate {
  scenario::Estate estate;
  std::string electricity_supplier, gas_supplier;              ///< of every point
  std::string other_electricity_supplier, other_gas_supplier;  ///< of no point
  std::string third_electricity_supplier, third_gas_supplier;  ///< likewise
  std::string other_user;
  /// One point and its meters.
  struct Point {
    std::string id;
    std::string fuel;
    std::vector<std::string> meters;
  };
  std::vector<Point> points;

  const std::string& supplier(const Point& point) const;
  const std::string& other_supplier(const Point& point) const;
  const std::string& third_supplier(const Point& point) const;
};

/// Builds it: hubs Commissioned, credit mode, SMETS2, install codes of 16 octets, installed by the supplier of the
/// point; noon of a day of 2025. Points belong to two network operators in turn.
MeteringEstate metering_estate(const MeteringPlan& plan, Random& random);

}  // namespace hallmark::generator
