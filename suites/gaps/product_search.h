/// \file
/// The shortest word that tells two machines apart: breadth-first over the pairs of their states, in several alphabets
/// at once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hallmark::suites {

/// Numbers of letters, in the order in which they come.
using Word = std::vector<std::size_t>;

/// Whether two readings answer a word alike.
enum class Apart {
  no,
  shown,  ///< they answer otherwise, and each permits what the other does
  judged  ///< each refuses what the other does
};

/// What became of a word.
struct Tried {
  bool makes_sense = true;  ///< no longer word that begins so does, where this one does not
  Apart apart = Apart::no;
  std::string state;  ///< of the pair: whatever follows, words with the same state are told apart alike
};

/// An alphabet, and what becomes of its words.
struct SearchSpace {
  std::size_t letters = 0;
  std::function<Tried(const Word&)> attempt;
};

/// What tells the pair apart.
struct Parted {
  std::size_t space = 0;
  Word word;
  Apart apart = Apart::no;
  bool operator==(const Parted&) const = default;
};

/// How a search went.
struct Searched {
  std::optional<Parted> found;
  std::size_t words = 0;    ///< tried
  std::size_t longest = 0;  ///< letters of the longest of them
  bool exhausted = false;   ///< no state was left from which something new could be reached
};

/// Tries words in the order of their length, then of the spaces, then of their letters, up to that many letters. The
/// first that is judged is found; one that is only shown is, where no word of one letter more is judged.
Searched shortest_apart(const std::vector<SearchSpace>& spaces, std::size_t longest);

}  // namespace hallmark::suites
