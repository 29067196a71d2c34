/// \file
/// Work by index, by several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace hallmark::suites {

/// Calls `work` for every index below `count`, by so many threads, and waits for all; what one of them throws is thrown
/// here, and nothing more is begun then.
void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t)>& work);

}  // namespace hallmark::suites
