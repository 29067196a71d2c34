#include "harness/oracle/rules.h"

#include <algorithm>

namespace hallmark::oracle {

using spec::Level;

namespace {

/// The operations that a claimed facet needs (adaptor protocol, "What a claimed facet needs").
struct FacetNeeds {
  std::string_view facet;
  std::vector<std::string_view> operations;
};

/// The first facet claimed that needs an operation; empty where none does.
std::string facet_needing(std::string_view operation, const observation::Statement& statement) {
  static const std::vector<FacetNeeds> needs = {
      {"restricted-mode", {"submit", "ssi", "inventory", "registration", "fromDevice", "advance", "drain"}},
      {"service-flags", {"inventory", "registration", "drain"}},
      {"install-codes", {"installCode", "inventory", "registration", "advance", "drain"}},
      {"performance-report", {"report", "ssi", "advance"}},
      {"csp-notification", {"ssi", "drain"}}};
  for (const auto& [facet, operations] : needs) {
    const bool needed = std::find(operations.begin(), operations.end(), operation) != operations.end();
    if (needed && observation::claims(statement, facet)) return std::string(facet);
  }
  return {};
}

/// DCC Alerts are for those that make them (adaptor protocol, `fromDevice`).
bool is_dcc_alert(const scenario::Stimulus& stimulus) {
  const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
  return from != nullptr && from->kind == "dcc-alert";
}

}  // namespace

Expectation World::expect(const scenario::Stimulus& stimulus) const {
  Expectation expectation;
  expectation.operation = scenario::operation(stimulus);
  expectation.operation_needed = facet_needing(expectation.operation, statement_);
  expectation.may_be_declined = is_dcc_alert(stimulus);
  if (restarted_) expect_after_restart(*this, stimulus, expectation);
  if (forgotten_ && !std::holds_alternative<scenario::Reset>(stimulus)) {
    expectation.operation_needed.clear();
    expectation.may_be_declined = expectation.may_go_unanswered = true;
    return expectation;
  }
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    expectation.may_be_late = submit->reading.at_once == scenario::AtOnce::overloading;
    expect_submit(*this, *submit, expectation);
  }
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) expect_ssi(*this, *ssi, expectation);
  if (std::holds_alternative<scenario::Drain>(stimulus)) expect_drain(*this, expectation);
  expect_nothing_again(*this, stimulus, expectation);
  service_flags_.expect(stimulus, inventory_, expectation);
  install_codes_.expect(stimulus, inventory_, expectation);
  reporting_.expect(stimulus, inventory_, expectation);
  return expectation;
}

void expect_choice(const World& world, const std::string& point, const std::string& key,
                   const std::map<std::string, Condition>& meaning, Expectation& expectation) {
  const auto narrowed = world.choices().narrowed(point, key);
  const auto found = narrowed ? meaning.find(narrowed->token) : meaning.end();
  if (found == meaning.end()) return;
  const std::string at = point + (key.empty() ? "" : " (" + key + ")");
  if (narrowed->declared) {
    const bool reported = world.choices().is_reported_only(point);
    expectation.demands.push_back({found->second,
                                   reported ? Level::should : Level::must,
                                   {"choices.as-declared"},
                                   "the statement declares " + narrowed->token + " for " + at});
  } else {
    expectation.demands.push_back({found->second,
                                   Level::should,
                                   {"choices.one-answer"},
                                   "the answer for " + at + " was " + narrowed->token + " before in this case"});
  }
}

}  // namespace hallmark::oracle
