/// \file
/// What the benchmarks of documents share. Each measures whole rounds over all documents of a set, so that figures of
/// one set can be compared; items are documents.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "harness/generator/document.h"
#include "harness/schema/model.h"
#include "harness/schema/validator.h"

namespace hallmark::benchmarks {

inline const std::string schema_folder = HALLMARK_SHARE_DIR "/schema/duis-5.1";
inline constexpr std::uint32_t random_count = 1300;  ///< random documents: ten of each body

const schema::SchemaModel& model();
const schema::Validator& validator();
const generator::Documents& documents();
/// The recipe of one of the random documents.
generator::Recipe recipe(std::uint32_t number);
const std::vector<std::string>& random_documents();
/// All sample requests as they are shipped.
const std::vector<std::string>& sample_texts();

/// Runs something over all items of a list, round after round.
template <class List, class Action>
void over(benchmark::State& state, const List& items, Action action) {
  for (auto round : state) {
    for (const auto& item : items) action(item);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items.size()));
}

}  // namespace hallmark::benchmarks
