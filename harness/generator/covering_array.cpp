#include "harness/generator/covering_array.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace hallmark::generator {

namespace {

/// A point and an answer of it.
struct Choice {
  std::size_t point = 0;
  std::size_t answer = 0;
};

/// Which pairs stand in no row yet.
class OpenPairs {
 public:
  explicit OpenPairs(const std::vector<std::size_t>& answers) {
    for (const auto count : answers) {
      first_.push_back(choices_);
      choices_ += count;
    }
    open_.assign(choices_ * choices_, 0);
    for (std::size_t one = 0; one < answers.size(); ++one) {
      for (std::size_t other = one + 1; other < answers.size(); ++other) {
        for (std::size_t a = 0; a < answers[one]; ++a) {
          for (std::size_t b = 0; b < answers[other]; ++b) at({one, a}, {other, b}) = 1;
        }
      }
    }
  }

  bool is_open(Choice one, Choice other) { return at(one, other) != 0; }
  void close(Choice one, Choice other) { at(one, other) = 0; }
  /// The first that is open, looking on from where the last one was found.
  std::optional<std::pair<Choice, Choice>> next() {
    while (place_ < open_.size() && open_[place_] == 0) ++place_;
    if (place_ == open_.size()) return std::nullopt;
    return std::pair(choice(place_ / choices_), choice(place_ % choices_));
  }

 private:
  char& at(Choice one, Choice other) {
    if (one.point > other.point) std::swap(one, other);
    return open_[(first_[one.point] + one.answer) * choices_ + first_[other.point] + other.answer];
  }
  Choice choice(std::size_t number) const {
    const auto after = std::upper_bound(first_.begin(), first_.end(), number);
    const auto point = static_cast<std::size_t>(after - first_.begin()) - 1;
    return {point, number - first_[point]};
  }

  std::vector<std::size_t> first_;
  std::size_t choices_ = 0;
  std::vector<char> open_;  // not of bool: each is looked at often
  std::size_t place_ = 0;
};

}  // namespace

std::vector<Row> covering_array(const std::vector<std::size_t>& answers) {
  std::vector<Row> rows;
  if (answers.size() == 1) {
    for (std::size_t answer = 0; answer < answers.front(); ++answer) rows.push_back({answer});
    return rows;
  }
  OpenPairs pairs(answers);
  while (const auto first = pairs.next()) {
    std::vector<Choice> chosen = {first->first, first->second};
    for (std::size_t point = 0; point < answers.size(); ++point) {
      if (point == chosen[0].point || point == chosen[1].point) continue;
      const auto gain = [&](std::size_t answer) {
        return std::count_if(chosen.begin(), chosen.end(), [&](const Choice& each) {
          return pairs.is_open({point, answer}, each);
        });
      };
      std::size_t best = 0;
      for (std::size_t answer = 1; answer < answers[point]; ++answer) {
        if (gain(answer) > gain(best)) best = answer;
      }
      chosen.push_back({point, best});
    }
    Row row(answers.size());
    for (const auto& one : chosen) {
      row[one.point] = one.answer;
      for (const auto& other : chosen) {
        if (one.point != other.point) pairs.close(one, other);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace hallmark::generator
