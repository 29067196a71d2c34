/// \file
/// A history of a whole estate over more than a year, made up stimulus by stimulus: production-shaped traffic, with
/// probes of Restricted devices at random places in it.
#pragma once

#include <memory>

#include "harness/generator/traffic.h"
#include "harness/scenario/scenario.h"

namespace hallmark::generator {

/// How long and how much.
struct HistoryPlan {
  int requests = 100'000;  ///< Service Requests, at least; from 1
  int days = 420;          ///< so that a 29 February may lie in it, and four nights when clocks change do
  int homes = 60;          ///< 5 % of their meters Restricted at the start
};

/// One Reset, then days of four spells each: requests about any home by its present Suppliers, what devices answer,
/// sets and clears of the flag by who may and by others, each followed by a read, Alerts, changes of
/// supplier and of tenancy, of payment mode and of Device status. A pure function of its arguments; `material` must
/// outlive it.
std::unique_ptr<scenario::StimulusSource> long_history(const TrafficMaterial& material, const HistoryPlan& plan,
                                                       std::uint64_t seed);

}  // namespace hallmark::generator
