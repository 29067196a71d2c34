/// \file
/// Where a reader stands in a document that it reads without a tree.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "harness/schema/problem.h"

namespace hallmark::schema {

/// The open elements and their earlier siblings, which is what a path is made of. `Name` is what the reader has names
/// in; equal names compare equal. Grows by one entry an element and shrinks where an element ends.
template <class Name>
class ElementTrail {
 public:
  /// An element starts: it is the innermost now.
  void open(Name name, int line) {
    entries_.push_back({std::move(name), line, innermost_, false});
    innermost_ = static_cast<std::ptrdiff_t>(entries_.size()) - 1;
  }
  /// The innermost element ends; what stood in it is forgotten.
  void close() {
    entries_.resize(static_cast<std::size_t>(innermost_) + 1);
    innermost_ = entries_.back().parent;
  }
  void clear() {
    entries_.clear();
    innermost_ = none;
  }

  bool is_outside() const { return innermost_ == none; }  ///< no element is open
  /// Line of the innermost element's start tag; 1 outside of all.
  int line() const { return is_outside() ? 1 : at(innermost_).line; }
  /// Whether the innermost element was marked already; it is from now on.
  bool mark() { return std::exchange(entries_[static_cast<std::size_t>(innermost_)].marked, true); }
  std::size_t capacity() const { return entries_.capacity(); }

  /// The path of the innermost element; `to_text` makes a name of a `Name`.
  template <class ToText>
  std::string path(ToText to_text) const {
    std::string path;
    for (auto place = innermost_; place != none; place = at(place).parent) {
      std::size_t number = 1;
      for (auto before = at(place).parent + 1; before < place; ++before) number += at(before).name == at(place).name;
      prepend_step(path, to_text(at(place).name), number);
    }
    return path;
  }

 private:
  static constexpr std::ptrdiff_t none = -1;
  struct Entry {
    Name name;
    int line;
    std::ptrdiff_t parent;
    bool marked;
  };
  const Entry& at(std::ptrdiff_t place) const { return entries_[static_cast<std::size_t>(place)]; }

  std::vector<Entry> entries_;
  std::ptrdiff_t innermost_ = none;
};

}  // namespace hallmark::schema
