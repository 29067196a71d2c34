/// \file
/// What can be done to a device pair, up to what the rules tell apart: classes of stimuli, and their representatives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/scenario/stimulus.h"
#include "suites/restricted/targets.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// Each is followed by a drain; what may leave the flag open, by a read of it.
enum class StimulusClass {
  set,               ///< by the Responsible Supplier
  clear,             ///< likewise
  read,              ///< likewise
  set_by_another,    ///< by the other of the two Suppliers: the one who lost the point, or has not gained it yet
  clear_by_another,  ///< likewise
  consumption,       ///< a read of consumption, answered by the device as if it had been sent
  firmware,          ///< a read of the firmware version, answered likewise
  tamper_alert,
  billing_alert,
  prepayment,  ///< the meter reports that mode
  credit,      ///< likewise
  suspended,   ///< the inventory learns that status
  commissioned,
  change_of_supplier,      ///< to the other of the two
  future_dated,            ///< a read of consumption for an hour later, unless one waits already
  time_passes,             ///< two hours
  consumption_unanswered,  ///< another read of consumption, unless one is unanswered already
  late_answer              ///< the device answers that, if there is one
};

/// "set", "change of supplier", … as reports say it.
std::string_view name(StimulusClass what);

/// An estate and who is who in it as stimuli follow each other. Copyable. Judges nothing, and knows no answer.
class Representatives {
 public:
  Representatives(const Material& material, Target target, std::uint64_t seed);

  /// The estate as it was at first.
  scenario::Stimulus reset();
  /// Each class as it is without the flag, by both Suppliers: what other tests are compared with. A reset comes first.
  std::vector<scenario::Stimulus> without_flag();
  /// A representative of the class as things stand; none where it makes no sense then.
  std::vector<scenario::Stimulus> of(StimulusClass what);

  /// Who supplies: "first Supplier" or "second Supplier".
  std::string situation() const;
  /// What was asked for later, or left unanswered, if there is such a request.
  std::vector<const scenario::Submit*> outstanding() const;
  /// Whose flag it is.
  const std::string& meter() const { return generator::device_of_type(premises_, target_.meter); }
  const Target& target() const { return target_; }

 private:
  using Steps = std::vector<scenario::Stimulus>;

  const std::string& supplier() const { return first_supplies_ ? first_ : second_; }
  const std::string& other() const { return first_supplies_ ? second_ : first_; }
  const std::string& device() const { return generator::device_of_type(premises_, target_.type); }
  Steps ssi(const std::string& user, const std::string& action) const;
  Steps inventory(scenario::Inventory event) const;
  Steps change_of_supplier();
  Steps alert(const std::string& code);
  Steps request(const std::string& srv);
  Steps future_dated();
  Steps unanswered();
  scenario::Submit submit(const std::string& srv, bool future_dated);
  scenario::FromDevice answer(const scenario::Submit& submit);

  const Material* material_;
  Target target_;
  generator::Random random_;
  generator::Premises premises_;  ///< its estate has the time of the last reset or advance
  scenario::Estate at_first_;
  std::string first_;
  std::string second_;
  std::uint64_t counter_;
  bool first_supplies_ = true;
  std::optional<scenario::Submit> waiting_;
  std::optional<scenario::Submit> unanswered_;
};

}  // namespace hallmark::suites
