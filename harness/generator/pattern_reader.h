/// \file
/// The reading of a pattern into a tree. For pattern.cpp alone.
#pragma once

#include <bitset>
#include <string>
#include <string_view>

#include "harness/generator/pattern.h"

namespace hallmark::generator {

/// Reads an expression into a Pattern's tree by recursive descent.
class PatternReader {
 public:
  PatternReader(std::string_view expression, Pattern& pattern) : text_(expression), pattern_(pattern) {}
  /// Throws PatternError.
  void read();

 private:
  using Set = std::bitset<128>;

  std::uint32_t alternation();
  std::uint32_t branch();
  std::uint32_t piece();
  std::uint32_t atom();
  void quantifier(std::uint64_t& min, std::uint64_t& max);
  std::uint64_t count();
  Set character_class();
  Set class_member();
  Set escape();
  std::uint32_t set(const Set& members);
  std::uint32_t add(Pattern::Node node);
  std::uint32_t add(Pattern::Kind kind, const std::vector<std::uint32_t>& children);

  bool at_end() const { return place_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[place_]; }
  char next();
  bool take(char wanted);
  [[noreturn]] void refuse(const std::string& fault) const;

  std::string_view text_;
  Pattern& pattern_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

}  // namespace hallmark::generator
