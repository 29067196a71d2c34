#include "suites/metamorphic/transformed.h"

#include <algorithm>
#include <memory>

#include "harness/generator/disguise.h"
#include "harness/generator/metamorphosis.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t cases_of_one_suite = 4;
constexpr std::uint64_t sample_number = 1;  ///< another number, another sample

/// "restricted/allow_list/srv_4_1_1.esme" as the last part of an id: "restricted_allow_list.srv_4_1_1.esme".
std::string tail_of(const Suite& suite, const run::Case& each) {
  std::string name = suite.name;
  std::replace(name.begin(), name.end(), '/', '_');
  std::string rest = each.id.substr(suite.name.size() + 1);
  std::replace(rest.begin(), rest.end(), '/', '_');
  return name + '.' + rest;
}

bool is_about_many(const run::Case& each) {
  return each.id.find("for_many") != std::string::npos || each.id.find("of_many") != std::string::npos;
}

bool fits(const run::Case& each, std::string_view transformation) {
  if (each.history || each.is_large || each.one_must_be_accepted) return false;
  if (transformation == "another_clock") return !each.keeps_clock;
  return transformation != "other_batches" || is_about_many(each);
}

/// What a profile rejects comes first: it is where an implementation has something to hide.
std::vector<const run::Case*> sample(const Suite& suite, std::string_view transformation) {
  std::vector<const run::Case*> chosen;
  for (const auto& each : suite.cases) {
    if (fits(each, transformation)) chosen.push_back(&each);
  }
  const auto rank = [](const run::Case* each) {
    return std::pair(each->axes.expect != "reject", generator::drawn(sample_number, each->id));
  };
  std::sort(chosen.begin(), chosen.end(), [&](const auto* one, const auto* other) { return rank(one) < rank(other); });
  chosen.resize(std::min(chosen.size(), cases_of_one_suite));
  return chosen;
}

run::Case transformed_case(const Suite& suite, const run::Case& plain, const generator::TransformationKind& kind,
                           const std::shared_ptr<const generator::Disguise>& disguise) {
  run::Case made = plain;
  made.id = "metamorphic/" + std::string(kind.name) + '/' + tail_of(suite, plain);
  made.title = plain.title + ": the verdict is the same " + std::string(kind.what);
  made.transformation = scenario::Transformation{std::string(kind.name), generator::drawn(sample_number, made.id)};
  // Only what stands among other traffic can come in another order.
  if (kind.name == "other_order") {
    made.trials = [disguise, trials = plain.trials](std::uint64_t seed) {
      return (*disguise)(trials(seed), seed, generator::Calendar::fixed);
    };
  }
  return made;
}

}  // namespace

std::vector<Suite> transformed_samples(const Material& material, const std::vector<Suite>& others) {
  const auto disguise = std::make_shared<const generator::Disguise>(
      generator::TrafficMaterial{material.facts, material.samples, material.schema_version, {}, {}});
  std::vector<Suite> suites;
  for (const auto& kind : generator::all_transformations()) {
    Suite made;
    made.name = "metamorphic/" + std::string(kind.name);
    made.title = "The same questions " + std::string(kind.what) + ": no verdict changes";
    for (const auto& suite : others) {
      for (const auto* each : sample(suite, kind.name)) {
        made.cases.push_back(transformed_case(suite, *each, kind, disguise));
      }
    }
    suites.push_back(std::move(made));
  }
  return suites;
}

}  // namespace hallmark::suites
