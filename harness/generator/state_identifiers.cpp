#include "harness/generator/state_identifiers.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace hallmark::generator {

namespace {

void require_minimal(const Machine& machine) {
  if (!is_minimal(machine)) throw std::invalid_argument("machine: it is not minimal");
}

/// Without words that begin another, each once.
void keep_longest(InputWords& words) {
  std::sort(words.begin(), words.end());
  const auto begins = [](const InputWord& word, const InputWord& other) {
    return word.size() <= other.size() && std::equal(word.begin(), word.end(), other.begin());
  };
  InputWords kept;
  for (std::size_t place = 0; place < words.size(); ++place) {
    if (place + 1 == words.size() || !begins(words[place], words[place + 1])) kept.push_back(words[place]);
  }
  words = std::move(kept);
}

/// Whether two states answer a common beginning of two words differently.
bool common_beginning_tells(const Machine& machine, const InputWord& word, const InputWord& other_word, std::size_t one,
                            std::size_t other) {
  const auto ends = std::mismatch(word.begin(), word.end(), other_word.begin(), other_word.end());
  return tells_apart(machine, InputWord(word.begin(), ends.first), one, other);
}

struct Pair {
  std::size_t one;
  std::size_t other;
  InputWord word;  ///< a shortest that tells them apart
};

/// Those that are hardest to tell apart first: their words serve others too.
std::vector<Pair> pairs_of(const Machine& machine) {
  const Separations separations(machine);
  std::vector<Pair> pairs;
  for (std::size_t one = 0; one < machine.states(); ++one) {
    for (std::size_t other = 0; other < one; ++other) pairs.push_back({one, other, *separations.word(one, other)});
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& one, const Pair& other) { return one.word.size() > other.word.size(); });
  return pairs;
}

/// A word of those that tells the pair apart, or null.
const InputWord* telling_word(const Machine& machine, const InputWords& words, const Pair& pair) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const InputWord& word) {
    return tells_apart(machine, word, pair.one, pair.other);
  });
  return found == words.end() ? nullptr : &*found;
}

}  // namespace

bool tells_apart(const Machine& machine, const InputWord& word, std::size_t one, std::size_t other) {
  for (const auto input : word) {
    if (machine.output(one, input) != machine.output(other, input)) return true;
    one = machine.target(one, input);
    other = machine.target(other, input);
  }
  return false;
}

std::vector<InputWords> harmonised_identifiers(const Machine& machine) {
  require_minimal(machine);
  std::vector<InputWords> identifiers(machine.states());
  InputWords used;
  for (const auto& pair : pairs_of(machine)) {
    auto& of_one = identifiers[pair.one];
    auto& of_other = identifiers[pair.other];
    const bool told = std::any_of(of_one.begin(), of_one.end(), [&](const InputWord& word) {
      return std::any_of(of_other.begin(), of_other.end(), [&](const InputWord& other_word) {
        return common_beginning_tells(machine, word, other_word, pair.one, pair.other);
      });
    });
    if (told) continue;
    const auto* word = telling_word(machine, of_one, pair);
    if (word == nullptr) word = telling_word(machine, of_other, pair);
    if (word == nullptr) word = telling_word(machine, used, pair);
    const InputWord chosen = word == nullptr ? pair.word : *word;
    if (word == nullptr) used.push_back(chosen);
    of_one.push_back(chosen);
    of_other.push_back(chosen);
  }
  for (auto& words : identifiers) keep_longest(words);
  return identifiers;
}

InputWords characterising_set(const Machine& machine) {
  require_minimal(machine);
  InputWords words;
  for (const auto& pair : pairs_of(machine)) {
    if (telling_word(machine, words, pair) == nullptr) words.push_back(pair.word);
  }
  keep_longest(words);
  return words;
}

std::vector<InputWords> identifiers_from(const Machine& machine, const InputWords& characterising) {
  std::vector<InputWords> identifiers(machine.states());
  for (std::size_t state = 0; state < machine.states(); ++state) {
    for (std::size_t other = 0; other < machine.states(); ++other) {
      if (other == state) continue;
      const Pair pair = {state, other, {}};
      if (telling_word(machine, identifiers[state], pair) != nullptr) continue;
      const auto* word = telling_word(machine, characterising, pair);
      if (word == nullptr) throw std::invalid_argument("machine: the set does not tell all states apart");
      identifiers[state].push_back(*word);
    }
    keep_longest(identifiers[state]);
  }
  return identifiers;
}

}  // namespace hallmark::generator
