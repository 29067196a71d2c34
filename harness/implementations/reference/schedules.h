/// \file
/// DCC schedules (5.1 to 5.3): when each runs next, and the calendar that says so.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/implementations/reference/asked.h"

namespace hallmark::implementations {

/// One schedule of one User.
struct Schedule {
  std::string id;  ///< DSPScheduleID
  AskedPointer asked;
  const spec::ServiceRequest* runs = nullptr;
  std::string device;  ///< canonical id
  scenario::Instant first;
  std::optional<scenario::Instant> last;  ///< the last moment at which it may run
  scenario::Instant next;
  int runs_so_far = 0;
};

/// Hands out runs in order of time.
class Schedules {
 public:
  void reset();
  /// Makes a schedule from a Create Schedule whose dates the schema has checked; its first run is not before now.
  const std::string& create(AskedPointer asked, const spec::ServiceRequest& runs, scenario::Instant now);
  std::optional<scenario::Instant> next_due() const;
  /// The schedule that runs next if that is by then, moved on to its next run; empty where none is. The time of the run
  /// stands in `run_at`.
  std::optional<Schedule> take_due(scenario::Instant until, scenario::Instant& run_at);
  /// A clock that jumps is not worth more than the runs of its last year: earlier ones are left out.
  void skip_before(scenario::Instant since);

  /// The schedules of a User that 5.2 or 5.3 means: by id, or all of a device.
  std::vector<const Schedule*> named(const Asked& asked) const;
  /// Removes those that the condition holds for.
  void remove_if(const std::function<bool(const Schedule&)>& holds);

 private:
  std::map<std::string, Schedule> schedules_;
  long long next_id_ = 1;
};

}  // namespace hallmark::implementations
