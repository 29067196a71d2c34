/// \file
/// Few rows that hold every pair of answers: of any two points, each answer of one stands with each of the other in
/// some row.
#pragma once

#include <cstddef>
#include <vector>

namespace hallmark::generator {

/// The answer chosen at each point, from 0.
using Row = std::vector<std::size_t>;

/// Rows for points with so many answers each, of which each has at least one. Greedy and deterministic: a row begins
/// with a pair that is in no row yet and takes, point by point, the answer that adds most. Fewer than two points: a row
/// an answer.
std::vector<Row> covering_array(const std::vector<std::size_t>& answers);

}  // namespace hallmark::generator
