/// \file
/// Which cases a filter selects, by GoogleTest's own rule, counted before sharding.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::suites {

/// Whether a GoogleTest filter (patterns of `*` and `?` joined by `:`, those after `-` excluding) selects a case id.
bool is_selected(const std::string& filter, const std::string& case_id);

}  // namespace hallmark::suites
