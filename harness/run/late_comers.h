/// \file
/// In real time: of what something is owed at a drain, and of what something may still come that nobody is owed.
#pragma once

#include <string>
#include <vector>

#include "harness/oracle/world.h"
#include "harness/verdict/in_time.h"

namespace hallmark::run {

/// Requests of which something has to be heard at the next drain, for nothing holds them back: those acknowledged since
/// the last one, and those that fell due since.
std::vector<std::string> awaited_of(const oracle::World& world);

/// Whether a drain says anything of a request: a command, or an answer.
bool says_something_of(const std::string& request, const observation::Effects& effects);

/// Adds what a drain might have shown lawfully and did not, so that it is held against nobody if it comes later: sent
/// messages of devices in this half, acknowledged requests, notices that are not owed. Before the world learns from it.
void note_late_comers(const oracle::World& world, const std::vector<scenario::FromDevice>& messages,
                      const oracle::Expectation& expectation, const observation::Observation& observation,
                      verdict::Overdue& overdue);

}  // namespace hallmark::run
