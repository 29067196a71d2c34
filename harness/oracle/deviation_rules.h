/// \file
/// What the codes make of one departure from a plain, valid request. Read from the codes, not from whoever makes the
/// departure: a test compares the two.
#pragma once

#include <string>
#include <string_view>

#include "spec/facts.h"

namespace hallmark::oracle {

/// What has to become of a deviant request.
enum class Treatment {
  refused,  ///< and nothing is done
  alike,    ///< it means the same as the plain request and is treated like it
  open      ///< the codes, or the engines that validate, leave it open
};

/// The rule for one deviation, by its name. A name that nobody knows is refused.
struct DeviationRule {
  Treatment treatment = Treatment::refused;
  bool hostile = false;                   ///< `duis.hostile-xml-safe` watches over the answer
  bool header_holds = false;              ///< the header still says, for any reader, what the reading says
  spec::Level level = spec::Level::must;  ///< at most, where `duis-schema` is claimed
  std::string_view requirement = "duis.invalid-refused";
  std::string_view never_repeated = {};  ///< a text that nobody answers who did not follow an entity
};

DeviationRule rule_of_deviation(std::string_view name);

}  // namespace hallmark::oracle
