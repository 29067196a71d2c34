#include "suites/gaps/product_search.h"

#include <set>

namespace hallmark::suites {

namespace {

/// One space: the shortest word to each state of the last length, and the states that were met.
class Frontier {
 public:
  Frontier(const SearchSpace& space, std::size_t number) : space_(&space), number_(number), words_{Word{}} {}

  bool is_empty() const { return words_.empty(); }

  /// Goes on by one letter; stops at a word that is judged.
  void advance(Searched& searched) {
    std::vector<Word> next;
    for (const auto& word : words_) {
      for (std::size_t letter = 0; letter < space_->letters; ++letter) {
        Word longer = word;
        longer.push_back(letter);
        auto tried = space_->attempt(longer);
        if (!tried.makes_sense) continue;
        ++searched.words;
        searched.longest = longer.size();
        const bool better = !searched.found || searched.found->apart < tried.apart;
        if (tried.apart != Apart::no && better) searched.found = Parted{number_, longer, tried.apart};
        if (tried.apart == Apart::judged) return;
        if (met_.insert(std::move(tried.state)).second) next.push_back(std::move(longer));
      }
    }
    words_ = std::move(next);
  }

 private:
  const SearchSpace* space_;
  std::size_t number_;
  std::vector<Word> words_;
  std::set<std::string> met_;
};

}  // namespace

Searched shortest_apart(const std::vector<SearchSpace>& spaces, std::size_t longest) {
  std::vector<Frontier> frontiers;
  for (std::size_t number = 0; number < spaces.size(); ++number) frontiers.emplace_back(spaces[number], number);
  Searched searched;
  for (std::size_t length = 1; length <= longest; ++length) {
    if (searched.found && searched.found->word.size() + 1 < length) return searched;
    searched.exhausted = true;
    for (auto& frontier : frontiers) {
      frontier.advance(searched);
      if (searched.found && searched.found->apart == Apart::judged) return searched;
      searched.exhausted = searched.exhausted && frontier.is_empty();
    }
    if (searched.exhausted) return searched;
  }
  return searched;
}

}  // namespace hallmark::suites
