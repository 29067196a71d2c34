#include "suites/restricted/flag_control.h"

#include "harness/generator/estates.h"

namespace hallmark::suites {

namespace {

using scenario::Ssi;

/// Read, set, read, clear, read; and between them nothing goes to a device.
std::vector<run::Trial> set_and_clear(const std::string& device_type, const std::string& role, std::uint64_t seed) {
  generator::Random random(seed);
  const auto premises = generator::premises(random);
  const auto& supplier = generator::user_in_role(premises, role);
  const auto& meter = generator::device_of_type(premises, device_type);
  run::Trial trial;
  trial.restricted = {scenario::Reset{premises.estate},
                      Ssi{supplier, "read", meter},
                      Ssi{supplier, "set-restricted", meter},
                      scenario::Drain{},
                      Ssi{supplier, "read", meter},
                      Ssi{supplier, "clear-restricted", meter},
                      scenario::Drain{},
                      Ssi{supplier, "read", meter}};
  return {trial};
}

run::Case set_and_cleared(const std::string& id, const std::string& device_type, const std::string& role) {
  run::Case made;
  made.id = "restricted/flag_control/responsible_supplier_sets_and_clears." + id;
  made.title = "The Responsible Supplier of an " + device_type + " sets the flag, reads it and clears it";
  made.facet = "restricted-mode";
  made.axes.device_type = device_type;
  made.axes.role = role;
  made.requirements = {"mp169.flag-exists", "mp169.set-by-responsible-supplier", "mp169.visible", "mp169.any-time",
                       "mp169.flag-sends-nothing"};
  made.trials = [device_type, role](std::uint64_t seed) { return set_and_clear(device_type, role, seed); };
  return made;
}

}  // namespace

Suite flag_control(const Material&) {
  Suite suite;
  suite.name = "restricted/flag_control";
  suite.title = "Who sets, reads and clears the flag";
  suite.cases = {set_and_cleared("esme", "ESME", "IS"), set_and_cleared("gsme", "GSME", "GS")};
  return suite;
}

}  // namespace hallmark::suites
