/// \file
/// Stimuli with other identities, at another time, or both: in what crosses to an implementation, inside documents and
/// GBCS messages too, and in what stays with the harness.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/gbcs.h"
#include "harness/generator/new_names.h"
#include "harness/scenario/scenario.h"

namespace hallmark::generator {

/// How moments change: by whole years of the calendar first (29 February becomes 1 March where there is none), then by
/// days and seconds. Dates without a time change by years and days.
struct ClockChange {
  int years = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;  ///< less than a day either way, and not beyond the day of the estate's `now`

  scenario::Instant operator()(scenario::Instant moment) const;
  /// The midnight that begins a date, changed as a date is.
  scenario::Instant date(scenario::Instant midnight) const;
};

/// Pure. Documents that deviate are rewritten in the spelling that they have; what is no id and no time of the years
/// 2010 to 2099 stays as it is. Canaries stay.
class Rewriting {
 public:
  /// `names` empty: identities stay; `clock` empty: times stay. The seed is for octets that mean nothing.
  Rewriting(std::optional<NewNames> names, std::optional<ClockChange> clock, std::uint64_t seed)
      : names_(std::move(names)), clock_(clock), seed_(seed) {}

  /// Learns which numbers are metering points.
  void look_at(const std::vector<scenario::Trial>& trials);
  scenario::Trial operator()(scenario::Trial trial) const;
  scenario::Stimulus operator()(scenario::Stimulus stimulus) const;

  /// An id, a RequestID, or any text that holds some.
  std::string text(const std::string& any) const;
  /// A document: ids, times and GBCS messages inside. Of one above 256 KiB, its first and last 64 KiB.
  std::string document(const std::string& xml) const;
  /// A GBCS message in base64: parties, counter, the time of an Alert, and other octets where a placeholder stood for
  /// its signature or where it said nothing. What is no such message stays.
  std::string payload(const std::string& base64) const;

 private:
  void look_at(const scenario::Stimulus& stimulus);
  void point(const std::string& id);
  std::string in_document(std::string_view xml) const;
  scenario::Instant moment(scenario::Instant old) const { return clock_ ? (*clock_)(old) : old; }
  void rewrite(scenario::Estate& estate) const;
  void rewrite(scenario::Device& device) const;
  void rewrite(scenario::RequestReading& reading) const;
  void rewrite(GbcsMessage& message) const;
  void all(std::vector<std::string>& texts) const;

  std::optional<NewNames> names_;
  std::optional<ClockChange> clock_;
  std::uint64_t seed_;
  std::map<std::string, std::string, std::less<>> points_;  ///< old metering points and the new ones
  std::map<std::string, std::string, std::less<>> taken_;   ///< the other way round

  friend struct Replacements;
};

}  // namespace hallmark::generator
