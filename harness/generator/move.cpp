#include "harness/generator/move.h"

#include <array>
#include <numeric>
#include <utility>

namespace hallmark::generator {

namespace {

/// How often each kind is drawn, in the order of MoveKind.
constexpr std::array<std::uint64_t, move_kinds> weights = {22, 5, 14, 6, 2, 10, 5, 5, 4, 4, 3, 2,
                                                           3,  2, 9,  7, 7, 2,  3, 5, 5, 7, 4};

MoveKind kind_of(std::uint64_t number) {
  auto left = number % std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  std::uint8_t kind = 0;
  while (left >= weights[kind]) left -= weights[kind++];
  return static_cast<MoveKind>(kind);
}

/// The next number of a generator that cannot be drawn from twice.
std::uint64_t draw(rc::Random& random) { return random.split().next(); }

Move move_of(rc::Random random) {
  Move made;
  made.kind = kind_of(draw(random));
  const std::uint64_t fields = draw(random);
  made.home = static_cast<std::uint8_t>(fields);
  made.who = static_cast<std::uint8_t>(fields >> 8U);
  made.how = static_cast<std::uint8_t>(fields >> 16U);
  made.what = static_cast<std::uint16_t>(fields >> 24U);
  return made;
}

/// The same move with one field smaller.
rc::Seq<Move> smaller(const Move& move) {
  const auto with = [move](auto field) {
    return rc::seq::map(rc::shrink::towards<int>(move.*field, 0), [move, field](int number) {
      Move made = move;
      made.*field = static_cast<std::remove_reference_t<decltype(made.*field)>>(number);
      return made;
    });
  };
  return rc::seq::concat(with(&Move::home), with(&Move::who), with(&Move::how), with(&Move::what));
}

rc::Seq<std::vector<Move>> simpler(const std::vector<Move>& moves) {
  return rc::seq::concat(rc::shrink::removeChunks(moves),
                         rc::shrink::eachElement(moves, [](const Move& move) { return smaller(move); }));
}

}  // namespace

rc::Gen<Move> any_move() {
  return rc::Gen<Move>([](const rc::Random& random, int) {
    return rc::shrinkable::shrinkRecur(move_of(random), [](const Move& move) { return smaller(move); });
  });
}

rc::Gen<std::vector<Move>> any_moves(std::size_t longest) {
  return rc::Gen<std::vector<Move>>([longest](const rc::Random& random, int) {
    rc::Random source = random;
    std::vector<Move> moves(1 + draw(source) % longest);
    for (auto& move : moves) move = move_of(source.split());
    return rc::shrinkable::shrinkRecur(std::move(moves),
                                       [](const std::vector<Move>& shorter) { return simpler(shorter); });
  });
}

}  // namespace hallmark::generator
