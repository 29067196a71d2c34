/// \file
/// Strings that match a pattern of the schema language: the least, the longest within a bound, and random ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/random.h"

namespace hallmark::generator {

/// A pattern that is broken or uses what this reader does not know; the text shows it and says what.
class PatternError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A pattern, read once into a tree. Knows ASCII: classes, ranges, negation, escapes, groups, alternation and the
/// quantifiers ?, *, +, {n}, {n,}, {n,m}; not \p, subtraction or letters beyond ASCII. Immutable.
class Pattern {
 public:
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::size_t no_branch = std::numeric_limits<std::size_t>::max();

  /// Throws PatternError.
  explicit Pattern(std::string_view expression);

  std::uint64_t least_length() const { return nodes_[root_].least; }        ///< characters of the shortest match
  std::uint64_t greatest_length() const { return nodes_[root_].greatest; }  ///< of the longest, or `endless`
  /// Alternatives of all alternations together; they are numbered from 0 in the order in which they are written.
  std::size_t branches() const { return branches_; }
  /// Whether a match may hold a character that XML has to escape.
  bool has_markup() const { return markup_; }
  /// Whether any match may hold a character.
  bool uses(char c) const { return alphabet_.find(c) != std::string::npos; }

  /// Appends the shortest match.
  void append_least(std::string& out) const;
  /// Appends a match as long as `length` allows, at least the shortest. Random in its characters and alternatives.
  void append_longest(std::string& out, std::uint64_t length, Random& random) const;
  /// Appends a random match of at most `length` characters, or of the shortest where `length` is less.
  void append_random(std::string& out, std::uint64_t length, Random& random) const;
  /// Appends a short match that takes one alternative.
  void append_branch(std::string& out, std::size_t branch, Random& random) const;

 private:
  friend class PatternReader;
  enum class Kind : std::uint8_t { set, sequence, choice, repeat };
  struct Node {
    Kind kind = Kind::sequence;
    std::uint32_t first = 0;  ///< in children_; of a set: in alphabet_
    std::uint32_t count = 0;  ///< children, or characters of a set
    std::uint64_t min = 1;    ///< of a repeat
    std::uint64_t max = 1;    ///< of a repeat, or `endless`
    std::size_t branch = 0;   ///< of a choice: the number of its first alternative
    std::uint64_t least = 0;
    std::uint64_t greatest = 0;
  };
  struct Walk;

  void append(std::string& out, std::uint32_t node, Walk& walk) const;
  void append_set(std::string& out, const Node& node, std::uint64_t times, Walk& walk) const;
  void append_repeat(std::string& out, const Node& node, Walk& walk) const;
  std::uint32_t chosen(const Node& node, Walk& walk) const;
  bool leads_to(std::uint32_t node, std::size_t branch) const;

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> children_;
  std::string alphabet_;
  std::uint32_t root_ = 0;
  std::size_t branches_ = 0;
  bool markup_ = false;
};

}  // namespace hallmark::generator
