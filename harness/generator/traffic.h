/// \file
/// Lawful requests about neighbours: what stands among the steps of a case without changing what they ask.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/generator/neighbourhood.h"
#include "harness/generator/request.h"

namespace hallmark::generator {

/// What traffic is made from; must outlive its makers.
struct TrafficMaterial {
  const spec::Facts* facts = nullptr;
  const std::vector<schema::Sample>* samples = nullptr;
  std::string schema_version;
  std::optional<std::vector<std::string>> srvs;      ///< that may be asked for; absent: all
  std::optional<std::vector<int>> command_variants;  ///< likewise
};

/// A read that some User sends every day, and how often it is drawn among the others.
struct DailyRead {
  const spec::ServiceRequest* service = nullptr;
  const schema::Sample* sample = nullptr;
  std::string device_type;
  int weight = 1;
  int command_variant = 1;
};

/// The shape of what Suppliers send in production: mostly reads of consumption and of registers, then of events,
/// configuration and firmware versions.
class Traffic {
 public:
  explicit Traffic(const TrafficMaterial& material);

  /// A request about a plain neighbour by its Responsible Supplier, Command Variant 1, `incidental`; empty where
  /// nothing may be asked. Reads of logs look back over the last week.
  std::optional<scenario::Submit> request(const Neighbour& home, std::uint64_t counter, scenario::Instant now,
                                          Random& random) const;
  /// Likewise a daily schedule of a read; empty where none may be asked for.
  std::optional<scenario::Submit> schedule(const std::string& dcc, const Neighbour& home, std::uint64_t counter,
                                           scenario::Instant now, Random& random) const;
  /// What the device answers to a request, with a canary of its own.
  scenario::FromDevice answer(const scenario::Submit& request, std::uint64_t counter, Random& random) const;

 private:
  TrafficMaterial material_;
  scenario::Submit made(const DailyRead& read, const std::string& dcc, const Neighbour& home, std::uint64_t counter,
                        scenario::Instant now) const;
  void look_for(const char* srv, int weight, std::vector<DailyRead>& found) const;

  std::vector<DailyRead> reads_;
  std::vector<DailyRead> schedules_;
  std::uint64_t weights_ = 0;
};

}  // namespace hallmark::generator
