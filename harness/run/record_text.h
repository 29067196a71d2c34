/// \file
/// The lines of a record that there are most of, as text: byte for byte what `to_json` and `dump` make of them, without
/// a tree of JSON between, which took more time than judging.
#pragma once

#include <string>

#include "harness/run/record.h"

namespace hallmark::run {

std::string line_of(const Step& step);
std::string line_of(const CaseRow& row);
/// Any other line. What is no UTF-8 is replaced.
std::string line_of(const Json& line);

}  // namespace hallmark::run
