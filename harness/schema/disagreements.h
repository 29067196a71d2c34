/// \file
/// Where libxml2 and Xerces-C are known to differ about a value. A document is valid where both say so; a difference
/// that is one of these rows is never a verdict against an implementation, and one that is none of them is news.
#pragma once

#include <string_view>
#include <vector>

#include "harness/schema/model.h"

namespace hallmark::schema {

/// The two engines.
enum class EngineName { libxml2, xerces };

/// "libxml2" or "Xerces-C".
std::string_view name(EngineName engine);

/// One known disagreement.
struct Disagreement {
  std::string_view name;     ///< as `hallmark list disagreements` shows it, "space-around-number"
  std::string_view what;     ///< what one engine accepts and the other refuses
  std::string_view builtin;  ///< a type of the schema language that it is about, "unsignedShort"
  std::string_view literal;  ///< an example
  EngineName accepts = EngineName::libxml2;
  std::string_view who_is_right;
  bool (*applies)(const SimpleType& type, std::string_view literal) = nullptr;
};

/// All of them.
const std::vector<Disagreement>& disagreements();

/// The row that explains why the engines differ over a value as it stands in a document; null: none is known.
const Disagreement* find_disagreement(const SimpleType& type, std::string_view literal);

}  // namespace hallmark::schema
