#include "harness/oracle/flag_of_point.h"

#include <algorithm>

namespace hallmark::oracle {

namespace {

constexpr std::string_view mixed = "service-flag-of-a-mixed-point";
constexpr std::string_view last_leaves = "last-commissioned-leaves-a-suspended-meter";
constexpr std::string_view withdrawn = "withdrawn-status";

/// How many meters of a point are in which status.
struct Count {
  int commissioned = 0;
  int installed = 0;
  int suspended_active = 0;     ///< suspended while Commissioned
  int suspended_installed = 0;  ///< suspended while InstalledNotCommissioned
  int withdrawn = 0;
  int decommissioned = 0;
  int suspended_other = 0;  ///< suspended while neither
  int other = 0;            ///< Pending, Whitelisted
  int suspended() const { return suspended_active + suspended_installed + suspended_other; }
};

Count count(const std::vector<MeterOfPoint>& meters) {
  Count counted;
  for (const auto& meter : meters) {
    const bool suspended = is_silent(meter.status);
    const auto& live_as = suspended ? meter.settled : meter.status;
    if (live_as == "Commissioned") {
      ++(suspended ? counted.suspended_active : counted.commissioned);
    } else if (live_as == "InstalledNotCommissioned") {
      ++(suspended ? counted.suspended_installed : counted.installed);
    } else if (suspended) {
      ++counted.suspended_other;
    } else if (meter.status == "Withdrawn") {
      ++counted.withdrawn;
    } else if (meter.status == "Decommissioned") {
      ++counted.decommissioned;
    } else {
      ++counted.other;
    }
  }
  return counted;
}

void add(FlagsPermitted& permitted, PossibleFlag flag) {
  const auto known = std::find_if(permitted.flags.begin(), permitted.flags.end(),
                                  [&](const PossibleFlag& each) { return each.flag == flag.flag; });
  if (known == permitted.flags.end()) permitted.flags.push_back(std::move(flag));
}

/// A meter is InstalledNotCommissioned, none Commissioned.
FlagsPermitted with_an_installed_meter(const std::string& before, const Count& counted, bool silent) {
  FlagsPermitted permitted{{}, {"mp077.installed", "mp077.active", "mp077.non-active"}};
  const int others = counted.suspended() + counted.withdrawn + counted.other;
  if (others == 0) {
    permitted.requirements = {"mp077.installed"};
    add(permitted, {"I", true, {}, {}});
    // Who counts a decommissioned meter as still associated sees a mixed point.
    if (counted.decommissioned > 0 && before != "N") add(permitted, {before, false, {}, {}});
    return permitted;
  }
  if (before == "N" || before == "I") {
    add(permitted, {"I", true, {}, {}});
  } else if (silent) {  // unchanged because nothing is updated, or the mixed point: which of the two, nobody can tell
    add(permitted, {before, true, {}, {}});
    add(permitted, {"I", true, {}, {}});
  } else {
    add(permitted, {"I", true, mixed, "installed"});
    add(permitted, {before, true, mixed, "unchanged"});
  }
  return permitted;
}

/// No meter of the point has ever been live.
FlagsPermitted never_live(const std::string& before, const Count& counted) {
  FlagsPermitted permitted{{}, {"mp077.null-at-start"}};
  if (!before.empty()) {
    add(permitted, {before, true, {}, {}});
  } else {
    add(permitted, {"", true, {}, {}});
    // The picture of MP077 maps both to N, its text does not.
    if (counted.decommissioned > 0 || counted.withdrawn > 0) add(permitted, {"N", false, {}, {}});
  }
  return permitted;
}

/// None is live, one has been, and it is not only that meters were suspended.
FlagsPermitted no_longer_live(const std::string& before, const Count& counted, const PointChange& change) {
  FlagsPermitted permitted{{}, {"mp077.non-active"}};
  const bool kept_by_suspension = counted.suspended() > 0 && before != "N";
  if (before == "A" && counted.suspended_active > 0 && change.commissioned_left) {
    add(permitted, {"N", true, last_leaves, "non-active"});
    add(permitted, {"A", true, last_leaves, "active"});
  } else if (kept_by_suspension) {
    // No text speaks of what a suspended meter keeps here: N by its definition, the flag as it was by analogy.
    const bool by_analogy =
        before == "A" ? counted.suspended_active > 0 : counted.suspended_installed > 0 || counted.withdrawn > 0;
    add(permitted, {"N", true, {}, {}});
    add(permitted, {before, by_analogy, {}, {}});
  } else if (counted.withdrawn > 0 && before != "A" && before != "N") {
    const bool chosen = change.withdrew && before == "I";
    const auto open_point = chosen ? withdrawn : std::string_view();
    add(permitted, {"N", true, open_point, chosen ? "non-active" : ""});
    add(permitted, {before, true, open_point, chosen ? "unchanged" : ""});
  } else {
    add(permitted, {"N", true, {}, {}});
  }
  return permitted;
}

}  // namespace

bool is_silent(std::string_view status) {
  return status == "Suspended" || status == "Recovery" || status == "Recovered";
}

bool is_live(std::string_view status) { return status == "InstalledNotCommissioned" || status == "Commissioned"; }

FlagsPermitted flags_after(const std::string& before, const PointHistory& history, const PointChange& change) {
  const Count counted = count(history.meters);
  if (counted.commissioned > 0) return {{{"A", true, {}, {}}}, {"mp077.active"}};
  if (counted.installed > 0) return with_an_installed_meter(before, counted, change.silent);
  if (!history.has_been_live) return never_live(before, counted);
  if (change.silent) return {{{before, true, {}, {}}}, {"mp077.suspension-is-silent"}};
  return no_longer_live(before, counted, change);
}

}  // namespace hallmark::oracle
