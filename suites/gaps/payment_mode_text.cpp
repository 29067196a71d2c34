// MP169 Modification Report 0.7 on credit mode, at its word.
#include "suites/gaps/literal_text.h"

namespace hallmark::suites {

namespace {

/// Letters of the theme "control" that this text speaks of; `payment_mode_text` is tested against their names.
constexpr std::size_t sets = 0;
constexpr std::size_t clears = 1;
constexpr std::size_t changes_to_prepayment = 7;

constexpr const char* restricted = "credit mode, Restricted";
constexpr const char* unrestricted = "credit mode, not Restricted";
constexpr const char* restricted_in_prepayment = "prepayment mode, Restricted";
constexpr const char* prepayment = "prepayment mode, not Restricted";

bool is_restricted(const std::string& value) { return value == restricted || value == restricted_in_prepayment; }
bool is_in_credit(const std::string& value) { return value == restricted || value == unrestricted; }

using Allows = bool (*)(std::size_t event, const std::string& before, const std::string& value);

Sentence sentence(std::string text, std::string source, Allows allows) {
  return {std::move(text), std::move(source),
          [allows](const Word& events, const std::string& before, const std::string& value) {
            return allows(events.back(), before, value);
          }};
}

}  // namespace

LiteralText payment_mode_text() {
  LiteralText text;
  text.name = "payment_mode";
  text.title = "What becomes of a Restricted device, and of the change, when it is changed to prepayment mode?";
  text.theme = "control";
  text.at_first = unrestricted;
  text.events = {sets, clears, changes_to_prepayment};
  text.values = {restricted, prepayment, restricted_in_prepayment, unrestricted};
  text.sentences = {
      sentence("a Supplier sets and clears the flag of a device in credit mode", "REQ-002 REQ-007",
               [](std::size_t event, const std::string& before, const std::string& value) {
                 if (event == sets && is_in_credit(before)) return is_restricted(value);
                 return event != clears || !is_restricted(value);
               }),
      sentence("Restricted mode is not for a device in prepayment mode: a set leaves it as it is", "REQ-002",
               [](std::size_t event, const std::string& before, const std::string& value) {
                 return event != sets || is_in_credit(before) || is_restricted(value) == is_restricted(before);
               }),
      sentence(
          "the solution applies to credit customers only: nothing is Restricted in prepayment mode", "REQ-003",
          [](std::size_t, const std::string&, const std::string& value) { return value != restricted_in_prepayment; }),
      sentence("the flag is set and cleared by the Supplier through the SSI, and by nothing else", "REQ-007 REQ-055",
               [](std::size_t event, const std::string& before, const std::string& value) {
                 return event != changes_to_prepayment || is_restricted(value) == is_restricted(before);
               }),
      sentence("a change of payment mode (DUIS 1.6) that the Supplier orders is carried out", "",
               [](std::size_t event, const std::string&, const std::string& value) {
                 return event != changes_to_prepayment || !is_in_credit(value);
               }),
      sentence("setting and clearing the flag changes no payment mode", "",
               [](std::size_t event, const std::string& before, const std::string& value) {
                 return event == changes_to_prepayment || is_in_credit(value) == is_in_credit(before);
               })};
  // Each event counts for itself, so where it came from is part of the situation.
  text.situation = [](const Word& events) {
    std::string told;
    for (const auto event : events) {
      if (event == sets) told = "set";
      if (event == clears) told = "cleared";
      if (event == changes_to_prepayment)
        told += (told.empty() ? "" : ", then ") + std::string("changed to prepayment");
    }
    return told;
  };
  return text;
}

}  // namespace hallmark::suites
