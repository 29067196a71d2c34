/// \file
/// Every history of statuses, up to exchange of meters: four changes on one and on two meters of a point, three on
/// three; with `--exhaustive` one more each, and reads after four changes on one and on two.
#pragma once

#include <vector>

#include "suites/suite.h"

namespace hallmark::suites {

/// One change: which meter of the point gets which status.
struct StatusChange {
  std::size_t meter = 0;
  std::string status;
  bool operator==(const StatusChange&) const = default;
};
using History = std::vector<StatusChange>;

/// All histories of that length on that many meters that are Pending at the start: each change is to another status,
/// and meters are numbered in the order in which they first change.
std::vector<History> status_histories(std::size_t meters, std::size_t length);
/// How many those are.
std::size_t history_count(std::size_t meters, std::size_t length);
/// How many histories the two suites play.
std::size_t history_count(bool exhaustive);

/// The suite `service_flags/histories`: what the registration feed says.
Suite service_flag_histories(const Material& material);
/// The suite `service_flags/reads`: what a read by the Responsible Supplier says after each change.
Suite service_flag_reads(const Material& material);

}  // namespace hallmark::suites
