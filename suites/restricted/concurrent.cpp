#include "suites/restricted/concurrent.h"

#include <fmt/format.h>

#include <chrono>

#include "suites/restricted/concurrent_history.h"
#include "suites/restricted/half.h"

namespace hallmark::suites {

namespace {

constexpr std::string_view concurrent_name = "restricted/concurrent";

run::Case overlapping_case(std::string id, std::string title, std::vector<std::string> requirements) {
  run::Case made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.facet = "restricted-mode";
  made.requirements = std::move(requirements);
  made.overlaps = true;
  return made;
}

run::Case rounds_case(const Material& material, const std::string& meter) {
  auto made = overlapping_case(
      fmt::format("{}/each_request_goes_wholly_one_way.{}", concurrent_name, in_lower_case(meter)),
      fmt::format("Requests overlap sets and clears of an {} in {} rounds: each is refused and leaves nothing, or "
                  "passes; those begun after a set are refused",
                  meter, material.rounds),
      {"mp169.any-time", "mp169.allow-list", "mp169.consumption-never-leaves", "mp169.nothing-comes-back",
       "mp169.set-by-responsible-supplier", "mp169.allowed-still-works", "mp169.clear-restores",
       "mp169.unrestricted-untouched", "duis.response-valid", "duis.response-matches"});
  made.history = [material, meter](std::uint64_t seed) {
    return overlapping_rounds(material, meter, material.rounds, seed);
  };
  return made;
}

run::Case overload_case(const Material& material, std::string id) {
  auto made = overlapping_case(
      std::move(id),
      fmt::format("Ten times as many requests as are claimed, of Restricted devices for {} s: refusals or time-outs, "
                  "and never a command",
                  material.load_seconds),
      {"mp169.allow-list", "mp169.consumption-never-leaves", "mp169.nothing-comes-back"});
  made.history = [material](std::uint64_t seed) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::seconds(material.load_seconds);
    return overloading_bursts(
        material, [until] { return Clock::now() >= until; }, seed);
  };
  return made;
}

}  // namespace

Suite concurrent(const Material& material) {
  Suite suite;
  suite.name = concurrent_name;
  suite.title = "Operations that are under way together: a set holds for every request that is begun after its answer";
  for (const std::string meter : {"ESME", "GSME"}) suite.cases.push_back(rounds_case(material, meter));
  const std::string id = suite.name + "/overload_passes_nothing.premises";
  if (material.load_seconds > 0) suite.cases.push_back(overload_case(material, id));
  if (material.load_seconds == 0) suite.not_run.push_back({id, "it takes its time: --load-seconds 60 runs it"});
  return suite;
}

}  // namespace hallmark::suites
