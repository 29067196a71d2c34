/// \file
/// What can happen to a device or a metering point, matter by matter: the alphabets in which readings are told apart.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "suites/gaps/product_search.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// A word made of stimuli.
struct Told {
  bool makes_sense = true;
  run::Trial trial;     ///< the half without the flag may be empty
  std::string lasting;  ///< what of the word later letters can meet again: requests, time, suspensions
};

/// One alphabet.
struct Theme {
  std::string name;
  std::string title;
  std::vector<std::string> letters;  ///< in the words of a question to people
  std::function<Told(const Word&)> tell;
};

/// Every theme: control of the flag, requests, what waits, Alerts, reports, service flags.
std::vector<Theme> all_themes(const Material& material);

/// Those about the Restricted flag of one electricity meter.
std::vector<Theme> flag_themes(const Material& material);

/// The service flag of one electricity point with two meters, Pending at first.
Theme service_flag_theme();
/// The letter of that theme: a meter (0 or 1) gets a status.
std::size_t letter_of(std::size_t meter, const std::string& status);

}  // namespace hallmark::suites
