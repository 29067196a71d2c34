#include "harness/run/schema_coverage.h"

#include <algorithm>

namespace hallmark::run {

using generator::Aspect;

namespace {

SchemaCoverage::Count& count_of(Aspect aspect, SchemaCoverage& coverage) {
  switch (aspect) {
    case Aspect::occurrence:
      return coverage.occurrences;
    case Aspect::branch:
      return coverage.branches;
    case Aspect::boundary:
      return coverage.boundaries;
    case Aspect::presence:
      break;
  }
  return coverage.attributes;
}

}  // namespace

void SchemaCoverageOfRun::add(const std::vector<std::uint32_t>& things) {
  for (const auto thing : things) reached_[thing] = 1;
}

SchemaCoverage SchemaCoverageOfRun::result() const {
  SchemaCoverage made;
  const auto& goals = grid_.goals().goals();
  for (std::size_t thing = 0; thing < grid_.size(); ++thing) {
    if (!grid_.can_be_told(thing)) continue;
    auto& count = thing < goals.size() ? count_of(goals[thing].aspect, made) : made.paths;
    ++count.total;
    count.reached += reached_[thing];
  }
  made.not_reached = not_reached();
  return made;
}

/// The topmost elements that no document held, each with the paths from it downwards.
std::vector<SchemaCoverage::NotReached> SchemaCoverageOfRun::not_reached() const {
  const auto first = grid_.goals().goals().size();
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < grid_.paths().size(); ++i) {
    if (reached_[first + i] == 0) missing.push_back(grid_.paths()[i] + '/');
  }
  std::ranges::sort(missing);  // what stands below an element follows it
  std::vector<SchemaCoverage::NotReached> folded;
  for (auto& path : missing) {
    if (folded.empty() || !path.starts_with(folded.back().path)) folded.push_back({std::move(path), 0});
    ++folded.back().paths;
  }
  for (auto& row : folded) row.path.pop_back();
  return folded;
}

}  // namespace hallmark::run
