/// \file
/// What the documents of a run reached of the schema, added up as its cases come.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/generator/document_reach.h"
#include "harness/run/record.h"

namespace hallmark::run {

/// Adds up one run. The order of the cases does not matter.
class SchemaCoverageOfRun {
 public:
  /// Keeps a reference.
  explicit SchemaCoverageOfRun(const generator::ReachGrid& grid) : grid_(grid), reached_(grid.size()) {}

  /// The things that the documents of one case reached.
  void add(const std::vector<std::uint32_t>& things);
  /// As it stands in the footer.
  SchemaCoverage result() const;

 private:
  std::vector<SchemaCoverage::NotReached> not_reached() const;

  const generator::ReachGrid& grid_;
  std::vector<std::uint8_t> reached_;
};

}  // namespace hallmark::run
