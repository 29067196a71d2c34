/// \file
/// Dates in London and Working Days of England and Wales (mp121.answer-in-time).
#pragma once

#include <chrono>
#include <set>

#include "harness/implementations/reference/decisions.h"
#include "harness/scenario/instant.h"

namespace hallmark::implementations {

/// The date that a clock in London shows: GMT, from 01:00 UTC of the last Sunday in March to that in October BST.
std::chrono::sys_days london_date(scenario::Instant instant);

/// Noon in London (12:00 GMT or BST) of the Working Day that is so many after the date; a day that is no Working Day
/// counts as none. Noon of the date itself for 0.
scenario::Instant noon_of_working_day(std::chrono::sys_days since, int number,
                                      const std::set<std::chrono::sys_days>& bank_holidays,
                                      const Decisions& decide = {});

}  // namespace hallmark::implementations
