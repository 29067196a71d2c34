#include "fuzz/scenario_codec.h"

#include <algorithm>

namespace hallmark::fuzz {

using generator::DocumentEdit;
using generator::FuzzedMove;
using generator::MoveKind;

namespace {

constexpr std::uint8_t fewest_homes = 2;
constexpr std::uint8_t kinds_of_street = 4;  ///< 2 to 5 homes

/// A number of as many bytes, the lowest first; missing ones are 0.
std::uint64_t number(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t length) {
  std::uint64_t value = 0;
  for (std::size_t i = length; i-- > 0;) value = value << 8U | (at + i < bytes.size() ? bytes[at + i] : 0U);
  return value;
}

void append_number(std::vector<std::uint8_t>& bytes, std::uint64_t value, std::size_t length) {
  for (std::size_t i = 0; i < length; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

FuzzedMove read_step(std::span<const std::uint8_t> step) {
  FuzzedMove made;
  made.move.kind = static_cast<MoveKind>(step[0] % generator::move_kinds);
  made.move.home = step[1];
  made.move.who = step[2];
  made.move.how = step[3];
  made.move.what = static_cast<std::uint16_t>(number(step, 4, 2));
  made.edit.kind = static_cast<DocumentEdit::Kind>(step[6] % generator::document_edits);
  made.edit.which = step[7];
  made.edit.seed = static_cast<std::uint32_t>(number(step, 8, 4));
  return made;
}

}  // namespace

FuzzedScenario decode(std::span<const std::uint8_t> bytes) {
  FuzzedScenario made;
  made.seed = number(bytes, 0, 8);
  made.homes = static_cast<std::uint8_t>(fewest_homes + number(bytes, 8, 1) % kinds_of_street);
  if (bytes.size() < head_bytes) return made;
  const std::size_t count = std::min((bytes.size() - head_bytes) / step_bytes, moves_max);
  for (std::size_t i = 0; i < count; ++i) {
    made.moves.push_back(read_step(bytes.subspan(head_bytes + i * step_bytes, step_bytes)));
  }
  return made;
}

std::vector<std::uint8_t> encode(const FuzzedScenario& scenario) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(head_bytes + step_bytes * scenario.moves.size());
  append_number(bytes, scenario.seed, 8);
  append_number(bytes, scenario.homes - fewest_homes, 1);
  bytes.resize(head_bytes);
  for (const auto& [move, edit] : scenario.moves) {
    bytes.insert(bytes.end(), {static_cast<std::uint8_t>(move.kind), move.home, move.who, move.how});
    append_number(bytes, move.what, 2);
    bytes.insert(bytes.end(), {static_cast<std::uint8_t>(edit.kind), edit.which});
    append_number(bytes, edit.seed, 4);
  }
  return bytes;
}

}  // namespace hallmark::fuzz
