/// \file
/// Abstract steps of a property sequence: small numbers that mean something in any estate, so that lists of them can
/// be cut, changed and shrunk at will.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace hallmark::generator {

/// What a move does. The order is for ever: numbers stand in stored lists.
enum class MoveKind : std::uint8_t {
  request,             ///< by a User who may send it
  request_by_another,  ///< by a User of another role or of another home
  set_restricted,      ///< by the Responsible Supplier
  clear_restricted,    ///< likewise
  read_flag,           ///< likewise
  flag_by_another,     ///< a set, clear or read by anybody else
  status,              ///< the inventory learns another Device status
  payment_mode,        ///< the meter reports another payment mode
  change_of_supplier,  ///< to that of another home
  change_of_tenancy,
  device_answers,  ///< to a request of before, whether it was passed on or not
  device_alerts,   ///< with any code of the facts
  advance,         ///< seconds to months
  replay,          ///< a document of before, once more
  drain
};
inline constexpr std::uint8_t move_kinds = 15;

/// One abstract step. Every value is lawful: what it picks is taken modulo what there is to pick from.
struct Move {
  MoveKind kind = MoveKind::drain;
  std::uint8_t home = 0;
  std::uint8_t who = 0;
  std::uint8_t how = 0;
  std::uint16_t what = 0;
  bool operator==(const Move&) const = default;
};

/// Moves by weight: requests most often, then the flag. Fields have all values equally often, whatever the size.
rc::Gen<Move> any_move();

/// Lists of 1 to `longest` moves (at least 1), every length equally often. They shrink to shorter lists, then to moves
/// of smaller numbers.
rc::Gen<std::vector<Move>> any_moves(std::size_t longest);

}  // namespace hallmark::generator
