#include "harness/verdict/verdict.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace hallmark::verdict {
namespace {

/// Every outcome's word, at the index of its enumerator.
constexpr std::array<std::string_view, 7> names_in_order = {"none",         "pass", "not_applicable", "warn",
                                                            "inconclusive", "fail", "error"};

}  // namespace

std::string_view name(Outcome outcome) { return names_in_order.at(static_cast<std::size_t>(outcome)); }

Outcome outcome(std::string_view name) {
  const auto found = std::find(names_in_order.begin(), names_in_order.end(), name);
  if (found == names_in_order.end()) throw std::invalid_argument("\"" + std::string(name) + "\" is no outcome");
  return static_cast<Outcome>(found - names_in_order.begin());
}

Verdict conclude(std::vector<Judgement> judgements, std::vector<Note> notes) {
  Verdict verdict{.outcome = Outcome::none, .judgements = std::move(judgements), .notes = std::move(notes)};
  for (const Judgement& judgement : verdict.judgements) verdict.outcome = std::max(verdict.outcome, judgement.outcome);
  return verdict;
}

}  // namespace hallmark::verdict
