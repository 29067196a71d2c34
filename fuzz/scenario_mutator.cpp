#include "fuzz/scenario_mutator.h"

#include <algorithm>
#include <array>

namespace hallmark::fuzz {

using generator::DocumentEdit;
using generator::FuzzedMove;
using generator::MoveKind;
using generator::Random;

namespace {

std::ptrdiff_t place(std::size_t count, Random& random) { return static_cast<std::ptrdiff_t>(random.below(count)); }

/// Requests and the flag more often than the rest: what the policy is about.
MoveKind any_kind(Random& random) {
  constexpr std::array<MoveKind, 7> usual = {
      MoveKind::request,          MoveKind::consumption, MoveKind::set_restricted, MoveKind::device_answers,
      MoveKind::clear_restricted, MoveKind::advance,     MoveKind::request};
  if (random.below(2) == 0) return usual[random.below(usual.size())];
  return static_cast<MoveKind>(random.below(generator::move_kinds));
}

DocumentEdit any_edit(Random& random) {
  DocumentEdit edit;
  edit.kind = static_cast<DocumentEdit::Kind>(random.below(generator::document_edits));
  edit.which = static_cast<std::uint8_t>(random.next());
  edit.seed = static_cast<std::uint32_t>(random.next());
  return edit;
}

FuzzedMove any_fuzzed_move(Random& random) {
  FuzzedMove made;
  made.move.kind = any_kind(random);
  made.move.home = static_cast<std::uint8_t>(random.next());
  made.move.who = static_cast<std::uint8_t>(random.next());
  made.move.how = static_cast<std::uint8_t>(random.next());
  made.move.what = static_cast<std::uint16_t>(random.next());
  if (random.below(4) == 0) made.edit = any_edit(random);
  return made;
}

/// One part of one step becomes another.
void change_part(FuzzedMove& step, Random& random) {
  auto& move = step.move;
  switch (random.below(7)) {
    case 0:
      move.kind = any_kind(random);
      return;
    case 1:
      move.home = static_cast<std::uint8_t>(random.next());
      return;
    case 2:
      move.who = static_cast<std::uint8_t>(random.next());
      return;
    case 3:
      move.how = static_cast<std::uint8_t>(random.next());
      return;
    case 4:
      move.what = static_cast<std::uint16_t>(random.next());
      return;
    case 5:
      move.what = static_cast<std::uint16_t>(move.what + 1);  // the neighbour in the order of the facts
      return;
    default:
      step.edit = any_edit(random);
  }
}

void edit_once(FuzzedScenario& scenario, Random& random) {
  auto& moves = scenario.moves;
  if (moves.empty()) moves.push_back(any_fuzzed_move(random));
  const auto at = moves.begin() + place(moves.size(), random);
  switch (random.below(10)) {
    case 0:
      moves.erase(at);
      return;
    case 1:
    case 2:
      moves.insert(at, any_fuzzed_move(random));
      return;
    case 3:
      moves.push_back(any_fuzzed_move(random));
      return;
    case 4: {
      const auto copy = *at;
      moves.insert(moves.begin() + place(moves.size() + 1, random), copy);
      return;
    }
    case 5:
      std::iter_swap(at, moves.begin() + place(moves.size(), random));
      return;
    case 6: {  // a stretch comes again
      const std::vector<FuzzedMove> stretch(
          at, moves.begin() + std::min<std::ptrdiff_t>(at - moves.begin() + 4, std::ssize(moves)));
      moves.insert(moves.end(), stretch.begin(), stretch.end());
      return;
    }
    case 7:
      if (random.below(4) == 0) scenario.seed = random.next();
      scenario.homes = static_cast<std::uint8_t>(2 + random.below(4));
      return;
    default:
      change_part(*at, random);
  }
}

void bound(FuzzedScenario& scenario, std::size_t longest, Random& random) {
  if (scenario.moves.empty()) scenario.moves.push_back(any_fuzzed_move(random));
  scenario.moves.resize(std::min(scenario.moves.size(), longest));
}

}  // namespace

FuzzedScenario mutated(FuzzedScenario scenario, std::size_t longest, Random& random) {
  const auto edits = 1 + random.below(2);
  for (std::uint64_t i = 0; i < edits; ++i) edit_once(scenario, random);
  bound(scenario, longest, random);
  return scenario;
}

FuzzedScenario crossed(const FuzzedScenario& one, const FuzzedScenario& other, std::size_t longest, Random& random) {
  FuzzedScenario made = one;
  made.moves.resize(random.below(one.moves.size() + 1));
  const auto since = other.moves.begin() + place(other.moves.size() + 1, random);
  made.moves.insert(made.moves.end(), since, other.moves.end());
  bound(made, longest, random);
  return made;
}

}  // namespace hallmark::fuzz
