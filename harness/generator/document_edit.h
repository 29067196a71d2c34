/// \file
/// What a fuzzed sequence makes of the document of one request, by the model of the schema.
#pragma once

#include <cstdint>

namespace hallmark::generator {

/// Every value is lawful: what it picks is taken modulo what there is to pick from.
struct DocumentEdit {
  enum class Kind : std::uint8_t {
    none,       ///< as the sample has it
    least,      ///< what must be there, at its shortest and lowest
    rich,       ///< every optional part, the richest branches
    random,     ///< any branch, a boundary value one time in four
    deviation,  ///< a named departure from what is valid (deviation.h); where it cannot be made, none
  };
  Kind kind = Kind::none;
  std::uint8_t which = 0;  ///< of the deviations
  std::uint32_t seed = 0;
  bool operator==(const DocumentEdit&) const = default;
};
inline constexpr std::uint8_t document_edits = 5;

}  // namespace hallmark::generator
