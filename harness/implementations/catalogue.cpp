#include "harness/implementations/catalogue.h"

#include <algorithm>
#include <stdexcept>

#include "harness/implementations/defects/all_defects.h"
#include "harness/implementations/defects/defective.h"
#include "harness/implementations/defects/watched.h"
#include "harness/implementations/miniature/miniatures.h"
#include "harness/implementations/own_clock.h"
#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

namespace {

using Maker = std::function<std::unique_ptr<adaptor::Adaptor>()>;

constexpr std::string_view defective_prefix = "reference+";

/// As it is asked to be about time.
std::unique_ptr<adaptor::Adaptor> timed(std::unique_ptr<adaptor::Adaptor> made, const Behaviour& behaviour) {
  if (!behaviour.own_clock) return made;
  return std::make_unique<OwnClock>(std::move(made), scenario::machine_clock(),
                                    std::chrono::milliseconds(behaviour.delay_ms));
}

/// The reference that a defect is made from, and what it is asked to be besides; what is asked for comes later and wins
/// nothing: an option that stands twice is refused.
Maker defective_maker(std::string_view name, std::string_view query, const spec::Facts& facts,
                      const spec::Profile& profile, const schema::Validator& validator) {
  const auto all = all_defects(facts);
  const auto found = std::ranges::find(all, name, &Defect::name);
  if (found == all.end())
    throw std::invalid_argument("no defect \"" + std::string(name) + "\": `hallmark list defects` names them");
  std::string options = found->behaviour;
  if (!options.empty() && !query.empty()) options += '&';
  const auto behaviour = read_behaviour(options + std::string(query), facts);
  return [&facts, &profile, &validator, behaviour, defect = *found] {
    return timed(std::make_unique<Defective>(defect, facts, profile, validator, behaviour), behaviour);
  };
}

}  // namespace

std::vector<std::string> names() {
  return {"reference", "miniature/accepts-all", "miniature/refuses-all", "miniature/crashes", "miniature/never-resets"};
}

std::function<std::unique_ptr<adaptor::Adaptor>()> maker(std::string_view name, const spec::Facts& facts,
                                                         const spec::Profile& profile,
                                                         const schema::Validator& validator) {
  const auto question = name.find('?');
  if (name.substr(0, question) == "reference") {
    const auto query = question == std::string_view::npos ? std::string_view() : name.substr(question + 1);
    return [&facts, &profile, &validator, behaviour = read_behaviour(query, facts)] {
      return timed(std::make_unique<Reference>(facts, profile, validator, behaviour), behaviour);
    };
  }
  if (name.substr(0, question).starts_with(defective_prefix)) {
    const auto query = question == std::string_view::npos ? std::string_view() : name.substr(question + 1);
    return defective_maker(name.substr(0, question).substr(defective_prefix.size()), query, facts, profile, validator);
  }
  if (name == "miniature/accepts-all") return accepts_all;
  if (name == "miniature/refuses-all") return refuses_all;
  if (name == "miniature/crashes") return crashes;
  if (name == "miniature/never-resets") {
    return [&facts, &profile, &validator, behaviour = read_behaviour("", facts)] {
      return never_resets(std::make_unique<Reference>(facts, profile, validator, behaviour));
    };
  }
  return {};
}

std::vector<DefectRow> defects(const spec::Facts& facts) {
  std::vector<DefectRow> rows;
  for (auto& each : all_defects(facts)) {
    const auto level = each.is_should ? spec::Level::should : facts.requirement(each.requirement)->level;
    rows.push_back({each.name, each.requirement, each.why, level, each.behaviour});
  }
  return rows;
}

std::unique_ptr<WatchedReference> watched_reference(const spec::Facts& facts, const spec::Profile& profile,
                                                    const schema::Validator& validator) {
  auto all = all_defects(facts);
  std::erase_if(all, [](const Defect& defect) { return !defect.behaviour.empty(); });
  return std::make_unique<Watched>(std::move(all), facts, profile, validator);
}

std::vector<Alternative> reference_alternatives(const spec::Facts& facts) { return alternatives(facts); }

}  // namespace hallmark::implementations
