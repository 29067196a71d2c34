// Section A of the policy: who may set, clear and read the flag, of what, and what a read shows.
#include <algorithm>

#include "harness/oracle/rules.h"
#include "harness/scenario/duration.h"

namespace hallmark::oracle {

using scenario::Device;
using scenario::Ssi;
using spec::Level;

namespace {

bool holds(const Ids& ids, const std::string& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

Level level_of_mode(const World& world) { return world.statement().payment_mode_known ? Level::must : Level::report; }

std::map<std::string, Condition> accept_or_refuse() {
  return {{"accept", SsiAccepts{true}}, {"refuse", SsiAccepts{false}}};
}

void expect_accepted(const World& world, const Ssi& ssi, Expectation& expectation) {
  const bool sets = ssi.action == "set-restricted";
  const auto& status = world.device(ssi.device)->status;
  const bool installed = is_installed(status) && !world.inventory().doubt(ssi.device).status;
  Ids ids = {"mp169.set-by-responsible-supplier", "mp169.any-time"};
  if (status != "Commissioned") ids.emplace_back("mp169.any-status");
  if (holds(world.inventory().incoming_suppliers(ssi.device), ssi.user)) {
    ids.emplace_back("mp169.control-passes-with-supply");
  }
  expectation.demands.push_back({SsiAccepts{}, installed ? Level::must : Level::should, std::move(ids),
                                 std::string("the Responsible Supplier can ") + (sets ? "set" : "clear") +
                                     " the flag (Device status " + status + ")"});
  const std::string action = sets ? "set" : "clear";
  expect_choice(world, "effective-when", action,
                {{"immediate", EffectiveAnnounced{world.now().seconds, false}},
                 {"announced", EffectiveAnnounced{world.now().seconds, true}}},
                expectation);
}

void expect_refused_to_another(const World& world, const Ssi& ssi, Expectation& expectation) {
  Ids ids = {"mp169.not-set-by-others"};
  if (holds(world.inventory().former_suppliers(ssi.device), ssi.user)) {
    ids.emplace_back("mp169.control-passes-with-supply");
  }
  expectation.demands.push_back({SsiAccepts{false}, Level::must, std::move(ids),
                                 "nobody but the Responsible Supplier and the DCC can set or clear the flag"});
}

void expect_change(const World& world, const Ssi& ssi, Expectation& expectation) {
  auto& demands = expectation.demands;
  switch (world.asked(ssi)) {
    case Asked::of_no_meter:
    case Asked::of_nobodys_meter:
    case Asked::by_the_dcc:
    case Asked::while_open:
      break;
    case Asked::of_hub_or_proxy:
      if (ssi.action == "set-restricted" && world.inventory().is_responsible(ssi.user, ssi.device)) {
        expect_choice(world, "set-on-hub-or-proxy", world.device(ssi.device)->type, accept_or_refuse(), expectation);
      }
      break;
    case Asked::by_another:
      expect_refused_to_another(world, ssi, expectation);
      break;
    case Asked::of_smets1:
      if (ssi.action != "set-restricted") break;
      demands.push_back(
          {SsiAccepts{false}, Level::should, {"mp169.smets2-only"}, "a SMETS1 device does not become Restricted"});
      break;
    case Asked::in_prepayment:
      demands.push_back({SsiAccepts{false},
                         level_of_mode(world),
                         {"mp169.credit-only"},
                         "the flag is never set on a device in prepayment mode"});
      break;
    case Asked::while_so:
      expect_choice(world, ssi.action == "set-restricted" ? "set-while-set" : "clear-while-clear", "",
                    accept_or_refuse(), expectation);
      break;
    case Asked::while_mode_change_is_pending:
      expect_choice(world, "set-while-mode-change-pending", "", accept_or_refuse(), expectation);
      break;
    case Asked::plainly:
      expect_accepted(world, ssi, expectation);
      break;
  }
  const auto declared = scenario::duration_seconds(world.statement().effective_within).value_or(effective_at_most);
  auto within = std::min(declared, effective_at_most);
  std::string because = "a set or clear holds at once, or when announced within effectiveWithin";
  if (const auto announced = world.announced(ssi)) {
    within = std::min(within, announced->seconds - world.now().seconds);
    because = "a repeated set or clear does not move on from when the first one holds";
  }
  demands.push_back({EffectiveWithin{world.now().seconds, within}, Level::must, {"mp169.any-time"}, because});
}

/// What is never so, whatever the history.
void expect_invariants(const World& world, const Device& meter, Expectation& expectation) {
  if (meter.smets == 1) {
    expectation.demands.push_back(
        {ReadsRestricted{false}, Level::must, {"mp169.smets2-only"}, "a SMETS1 device never becomes Restricted"});
  }
  if (world.inventory().payment_mode(meter.id) == "prepayment") {
    Ids ids = {"mp169.never-prepayment-and-restricted"};
    if (holds(world.flags().of(meter.id).shows, "mp169.credit-only")) ids.emplace_back("mp169.credit-only");
    expectation.demands.push_back({ReadsRestricted{false}, level_of_mode(world), std::move(ids),
                                   "no device is in prepayment mode and Restricted"});
  }
}

void expect_known_flag(const World& world, const FlagState& state, Expectation& expectation) {
  Ids ids = {"mp169.flag-exists"};
  std::string because = "the flag reads as it was last set";
  if (!world.current().empty()) {
    ids.emplace_back("mp169.no-request-sets-flag");
    because = "no Service Request sets or clears the flag";
  } else if (state.shows.empty()) {
    ids.emplace_back("mp169.set-by-responsible-supplier");
  }
  ids.insert(ids.end(), state.shows.begin(), state.shows.end());
  expectation.demands.push_back({ReadsRestricted{state.is_set()}, Level::must, std::move(ids), because});
}

/// Where a choice left it open, what is preferred and what is declared are held to it.
void expect_open_flag(const World& world, const FlagState& state, Expectation& expectation) {
  const auto& open = state.left_open;
  if (open.should_be) {
    Ids ids = open.ids;
    ids.insert(ids.end(), state.shows.begin(), state.shows.end());
    expectation.demands.push_back({ReadsRestricted{*open.should_be}, Level::should, std::move(ids),
                                   "the flag stays as it was after " + open.way});
  }
  if (open.point.empty()) return;
  expect_choice(world, open.point, "",
                {{open.token_set, ReadsRestricted{true}}, {open.token_clear, ReadsRestricted{false}}}, expectation);
}

void expect_read(const World& world, const Ssi& ssi, Expectation& expectation) {
  const Device* meter = world.device(ssi.device);
  if (meter == nullptr || (meter->type != "ESME" && meter->type != "GSME")) return;
  auto& demands = expectation.demands;
  const auto& inventory = world.inventory();
  // Nobody has to answer for what was taken out of the inventory.
  if (!inventory.holds(ssi.device) || inventory.doubt(ssi.device).presence) return;
  if (inventory.is_responsible(ssi.user, ssi.device)) {
    Ids ids = {"mp169.visible"};
    if (holds(inventory.incoming_suppliers(ssi.device), ssi.user)) {
      ids.emplace_back("mp169.control-passes-with-supply");
    }
    demands.push_back({SsiAccepts{}, Level::must, std::move(ids), "the Responsible Supplier can read the flag"});
  } else if (holds(inventory.network_operators(ssi.device), ssi.user)) {
    demands.push_back(
        {SsiAccepts{}, Level::should, {"mp169.visible"}, "the network operator of the point can read the flag"});
  } else {
    demands.push_back({SsiAccepts{false}, Level::report, {"mp169.visible"}, "others need not see the flag"});
    return;
  }
  expect_invariants(world, *meter, expectation);
  const auto& state = world.flags().of(ssi.device);
  if (state.is_open()) {
    expect_open_flag(world, state, expectation);
  } else {
    expect_known_flag(world, state, expectation);
  }
}

}  // namespace

void expect_ssi(const World& world, const Ssi& ssi, Expectation& expectation) {
  if (ssi.action == "read") {
    expect_read(world, ssi, expectation);
  } else {
    expect_change(world, ssi, expectation);
  }
}

}  // namespace hallmark::oracle
