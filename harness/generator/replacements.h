/// \file
/// What is found in a text and replaced: ids, RequestIDs, metering points, times, GBCS messages. For rewriting.cpp
/// alone.
#pragma once

#include <optional>
#include <string>

#include "harness/generator/rewriting.h"
#include "harness/generator/spelled_text.h"

namespace hallmark::generator {

/// Goes through a text once.
struct Replacements {
  Replacements(SpelledText& text, const Rewriting& rewriting)
      : text_(text), all_(text.characters()), rewriting_(rewriting) {}

  /// Ids alone.
  void names();
  /// Times and messages too.
  void everything();

 private:
  void go_through();
  bool starts_word(std::size_t at) const;
  bool ends_word(std::size_t at) const;
  std::size_t digits_at(std::size_t at) const;
  bool is_eui(std::size_t at) const;
  /// Each takes what stands there: how many characters, 0 where it is nothing of the kind.
  std::size_t eui(std::size_t at);
  std::size_t counter(std::size_t at);
  std::size_t point(std::size_t at);
  std::size_t moment(std::size_t at);
  std::size_t message(std::size_t at);

  SpelledText& text_;
  const std::string& all_;
  const Rewriting& rewriting_;
  bool names_only_ = false;
};

}  // namespace hallmark::generator
