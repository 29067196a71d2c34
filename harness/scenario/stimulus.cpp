#include "harness/scenario/stimulus.h"

#include <algorithm>
#include <array>

namespace hallmark::scenario {
namespace {

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<Stimulus>> operations = {
    "initialize", "reset",   "submit",      "ssi",    "inventory", "registration",
    "fromDevice", "advance", "installCode", "report", "drain",     "shutdown"};

}  // namespace

std::string_view operation(const Stimulus& stimulus) { return operations.at(stimulus.index()); }

bool is_operation(std::string_view name) { return std::ranges::find(operations, name) != operations.end(); }

}  // namespace hallmark::scenario
