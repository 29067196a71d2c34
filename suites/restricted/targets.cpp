#include "suites/restricted/targets.h"

#include <utility>

namespace hallmark::suites {

namespace {

run::Case about(const std::string& id, const std::string& title, const Target& target,
                std::vector<std::string> requirements) {
  auto made = restricted_case(id, title, target.type, std::move(requirements));
  made.axes.role = target.role;
  made.assumes = {"duis.valid-accepted", "mp169.set-by-responsible-supplier"};
  return made;
}

}  // namespace

run::Case restricted_half_case(const Material& material, const std::string& id, const std::string& title,
                               const Target& target, std::vector<std::string> requirements,
                               std::function<std::string(Stage&, Half&)> script,
                               const generator::PremisesOptions& options) {
  auto made = about(id, title, target, std::move(requirements));
  made.trials = [material, script = std::move(script), options](std::uint64_t seed) {
    Stage stage(material, seed, options);
    run::Trial trial;
    Half half(stage);
    trial.restricted_probe = script(stage, half);
    trial.restricted = half.steps();
    return std::vector<run::Trial>{trial};
  };
  return made;
}

run::Case pair_case(const Material& material, const std::string& id, const std::string& title, const Target& target,
                    std::vector<std::string> requirements, std::function<std::string(Stage&, Half&, bool)> script,
                    const generator::PremisesOptions& options) {
  auto made = about(id, title, target, std::move(requirements));
  made.trials = [material, script = std::move(script), options](std::uint64_t seed) {
    Stage stage(material, seed, options);
    run::Trial trial;
    Half clear(stage);
    trial.clear_probe = script(stage, clear, false);
    trial.clear = clear.steps();
    Half half(stage);
    trial.restricted_probe = script(stage, half, true);
    trial.restricted = half.steps();
    return std::vector<run::Trial>{trial};
  };
  return made;
}

}  // namespace hallmark::suites
