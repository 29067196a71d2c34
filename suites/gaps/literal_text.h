/// \file
/// Sentences of a source taken at their word, and the histories after which they leave no value, or more than one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "suites/gaps/product_search.h"

namespace hallmark::suites {

/// One sentence: whether, taken at its word, it permits a value after these events. `before` is the value until the
/// last of them.
struct Sentence {
  std::string text;    ///< in our words
  std::string source;  ///< rows of the sources, "REQ-066", separated by spaces; may be empty
  std::function<bool(const Word& events, const std::string& before, const std::string& value)> allows;
};

/// What sentences say together of one thing.
struct LiteralText {
  std::string name;   ///< of [a-z_]
  std::string title;  ///< what it is about: "What is the service flag of a metering point?"
  std::string theme;  ///< whose letters the events are
  std::string at_first;
  Word events;  ///< letters of that theme
  std::vector<std::string> values;
  std::vector<Sentence> sentences;
  /// What is the case after these events, as far as any sentence asks.
  std::function<std::string(const Word& events)> situation;
};

/// A history after which the sentences do not leave exactly one value.
struct Hole {
  Word events;
  std::string situation;
  std::string before;
  std::vector<std::string> permitted;  ///< by every sentence: none, or more than one
  /// By value: numbers of the sentences that forbid it.
  std::vector<std::vector<std::size_t>> forbidden_by;
};

/// The shortest history to each situation in which there is a hole, of at most so many events. What follows a hole is
/// not looked at.
std::vector<Hole> holes(const LiteralText& text, std::size_t longest);

/// MP077, section 3: the four definitions of the DCC service flag, and what it says of suspension.
LiteralText service_flag_text();
/// MP169: Restricted mode is for devices in credit mode.
LiteralText payment_mode_text();

}  // namespace hallmark::suites
