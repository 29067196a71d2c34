/// \file
/// Abstract steps of a property sequence: small numbers that mean something in any estate, so that lists of them can
/// be cut, changed and shrunk at will.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace hallmark::generator {

/// What a move does.
enum class MoveKind : std::uint8_t {
  request,             ///< by a User who may send it
  request_by_another,  ///< by a User of another role or of another home
  consumption,         ///< a request that reads consumption of a meter or its proxy, by a User who may send it
  signed_command,      ///< the pre-command of a transform of before, signed (Command Variants 5 to 7)
  local_answer,        ///< 8.13: what a device answered to a command that was handed to its User
  set_restricted,      ///< by the Responsible Supplier
  clear_restricted,    ///< likewise
  read_flag,           ///< likewise
  flag_by_another,     ///< a set, clear or read by anybody else
  status,              ///< the inventory learns another Device status
  payment_mode,        ///< the meter reports another payment mode
  place,               ///< its device is added again, moved to another point, or below another hub
  change_of_supplier,  ///< to that of another home
  change_of_tenancy,
  device_answers,  ///< to a request of before, whether it was passed on or not
  device_alerts,   ///< with any code of the facts
  advance,         ///< seconds to months
  replay,          ///< the document of a read that was answered, once more
  drain,
  // After a request that the flag forbids, and only then:
  nothing_is_left,       ///< a hidden answer, time, a read of the flag
  another_user_tries,    ///< somebody else who may ask the same, or a former supplier
  another_route,         ///< the same consumption by another request
  critical_alert_passes  ///< of the same device
};
inline constexpr std::uint8_t move_kinds = 23;

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
