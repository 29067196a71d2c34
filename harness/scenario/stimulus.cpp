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

bool goes_with(const Stimulus& stimulus, const Stimulus& before) {
  const auto* submit = std::get_if<Submit>(&stimulus);
  const bool waits = submit == nullptr || submit->reading.at_once == AtOnce::alone;
  return !waits && (std::holds_alternative<Submit>(before) || std::holds_alternative<Ssi>(before));
}

std::string_view operation(const Stimulus& stimulus) { return operations.at(stimulus.index()); }

bool is_operation(std::string_view name) { return std::ranges::find(operations, name) != operations.end(); }

}  // namespace hallmark::scenario
