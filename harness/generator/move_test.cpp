#include "harness/generator/move.h"

#include <gtest/gtest.h>

#include <array>

namespace hallmark::generator {
namespace {

std::vector<Move> moves_of(std::uint64_t seed) { return any_moves(60)(rc::Random(seed), 100).value(); }

TEST(Moves, OfOneSeedAreTheSame) {
  EXPECT_EQ(moves_of(7), moves_of(7));
  EXPECT_NE(moves_of(7), moves_of(8));
}

TEST(Moves, AreOfEveryLengthAndKindAndHoldHighValues) {
  std::array<int, move_kinds> kinds{};
  std::array<int, 61> lengths{};
  int high = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const auto moves = moves_of(seed);
    ASSERT_GE(moves.size(), 1U);
    ASSERT_LE(moves.size(), 60U);
    ++lengths[moves.size()];
    for (const auto& move : moves) {
      ++kinds[static_cast<std::size_t>(move.kind)];
      high += move.what >= 0xC000 ? 1 : 0;
    }
  }
  for (std::size_t length = 1; length <= 60; ++length) EXPECT_GT(lengths[length], 0) << length;
  for (const int kind : kinds) EXPECT_GT(kind, 0);
  EXPECT_GT(high, 15'000) << "a quarter of about 90,000";
}

/// Whatever fails with one certain move shrinks to that move alone, with nothing but what matters left in it.
TEST(Moves, ShrinkToWhatMatters) {
  const auto fails = [](const std::vector<Move>& moves) {
    for (const auto& move : moves) {
      if (move.kind == MoveKind::advance && move.what >= 500) return true;
    }
    return false;
  };
  std::uint64_t seed = 0;
  while (!fails(moves_of(seed))) ++seed;
  auto failing = any_moves(60)(rc::Random(seed), 100);
  for (bool found = true; found;) {
    found = false;
    auto simpler = failing.shrinks();
    for (auto next = simpler.next(); next; next = simpler.next()) {
      if (!fails(next->value())) continue;
      failing = *next;
      found = true;
      break;
    }
  }
  EXPECT_EQ(failing.value(), (std::vector<Move>{{MoveKind::advance, 0, 0, 0, 500}}));
}

}  // namespace
}  // namespace hallmark::generator
