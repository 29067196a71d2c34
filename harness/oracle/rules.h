/// \file
/// The rules: each turns the observer's world and a stimulus into demands, before anything is observed. One file a
/// section of the policy; no rule looks at an observation, what was seen before stands in the world.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/oracle/world.h"

namespace hallmark::oracle {

/// The longest a set or clear may be announced ahead, in seconds (ours).
inline constexpr std::int64_t effective_at_most = std::int64_t{24} * 3600;

/// The less binding of two levels.
inline spec::Level weaker(spec::Level one, spec::Level other) { return std::max(one, other); }

/// Section A: a set, clear or read of the flag.
void expect_ssi(const World& world, const scenario::Ssi& ssi, Expectation& expectation);
/// Section B: what a request is answered at once.
void expect_submit(const World& world, const scenario::Submit& submit, Expectation& expectation);
/// Section E: what a request that departs from a plain one is answered, and what a drain shows of it.
void expect_deviant(const World& world, const Transaction& opened, Expectation& expectation);
void expect_drain_of_deviant(const World& world, const Transaction& transaction, Expectation& expectation);
/// Whether a request came together with a set or clear of its flag and the profile permits it one way only.
bool is_open_by_overlap(const Transaction& transaction);
/// Section A: that a request which overlaps a set or clear goes wholly one way or the other.
void expect_one_way(const Transaction& transaction, Expectation& expectation);
/// Section B: that a request which the profile rejects is refused, so that it is told from a fault.
void expect_refusal(const World& world, const Transaction& opened, Expectation& expectation);
/// Section B: what a drain shows of all requests.
void expect_drain(const World& world, Expectation& expectation);
/// Section B: what a drain shows of a request whose device was Restricted after it was submitted.
/// Whether a request that waits still could be carried out as it was asked: its User supplies the device, which has not
/// changed in the inventory since.
bool is_undisturbed(const World& world, const Transaction& transaction);
/// Whether the flag of that holder was set before and after a moment: at the very moment either may come first.
bool was_set_around(const World& world, const std::string& holder, scenario::Instant moment);
/// From when on commands are those of the time since the clear: the last drain or the clear, whichever was later. Empty
/// where what the time before the set caused was not drained in between.
std::optional<scenario::Instant> undrained_since(const World& world, const Transaction& transaction,
                                                 std::optional<scenario::Instant> last, scenario::Instant cleared);

void expect_overtaken(const World& world, const Transaction& transaction, Expectation& expectation);
/// Section B: what a drain shows of a request whose User lost the supply before it fell due.
void expect_lost_supplier(const World& world, const Transaction& transaction, Expectation& expectation);
/// Section B: what no drain shows, by whatever route, of devices that are Restricted.
void expect_no_other_route(const World& world, const KnownIds& known, Expectation& expectation);
/// Section B: what nothing that is said holds: consumption that was refused, or that a User had before the flag.
void expect_nothing_again(const World& world, const scenario::Stimulus& stimulus, Expectation& expectation);
/// Section A: what is asked of an implementation that was started again without a reset.
void expect_after_restart(const World& world, const scenario::Stimulus& stimulus, Expectation& expectation);
/// Section B: what a drain shows of Alerts.
void expect_alerts(const World& world, Expectation& expectation);

/// What codes of a refusal have to be alike per: Reference, Command Variant, at once or later (rejection-code).
std::string rejection_key(const Transaction& transaction, bool at_once);
/// Whether a refusal of that request shows how the flag refuses: it is prohibited, plain, and accepted without the
/// flag.
bool shows_rejection_code(const World& world, const Transaction& transaction);
/// What the profile says of a Service Request for a device; null: nothing, or it is not known.
const spec::ProfileRow* row_for(const World& world, const std::string& srv, const std::string& device);

/// Requirements that a refusal because of the flag keeps.
Ids prohibition_ids(const World& world, const Transaction& transaction, const std::string& device);

/// Where an open point has one answer left, what that answer means is demanded: a must where the statement declares it
/// (a should where the point is only shown), else a should (`choices.one-answer`).
void expect_choice(const World& world, const std::string& point, const std::string& key,
                   const std::map<std::string, Condition>& meaning, Expectation& expectation);

}  // namespace hallmark::oracle
