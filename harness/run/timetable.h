/// \file
/// How long a case takes where time cannot be moved, and the case moved to where the clock stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/test_case.h"
#include "harness/scenario/instant.h"

namespace hallmark::run {

/// Whether anything of a half hangs on a moment: an execution time, schedule, install code or report, or a log period
/// that is asked for once time has passed.
bool hangs_on_moments(const std::vector<scenario::Stimulus>& half);

/// What each Advance of a half has to wait for, in seconds, in order. Where nothing hangs on a moment that is no longer
/// than the period of the feed.
std::vector<std::int64_t> waits_of(const std::vector<scenario::Stimulus>& half, std::int64_t feed_every);

/// Whether waits_of leaves something out, by how many seconds; 0: nothing.
std::int64_t shortened_by(const std::vector<scenario::Stimulus>& half, std::int64_t feed_every);

/// Why the case cannot be played in real time however long one waits: it is about dates of its own, about whole months,
/// or too long to be looked through. Empty: it can.
std::string tied_to_its_dates(const Case& test_case, const std::vector<Trial>& trials);

/// When a half begins, by its Reset; empty where it has none.
std::optional<scenario::Instant> start_of(const std::vector<scenario::Stimulus>& half);

/// A half that many seconds later: estate, documents, messages and all that stays with the harness. Pure.
std::vector<scenario::Stimulus> moved_by(std::int64_t seconds, std::vector<scenario::Stimulus> half,
                                         std::uint64_t seed);

}  // namespace hallmark::run
