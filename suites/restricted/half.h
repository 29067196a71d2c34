/// \file
/// The steps of one half of a case, in the words of the policy: set, clear, read, ask, let time pass.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/generator/device_alert.h"
#include "harness/generator/estates.h"
#include "harness/generator/request.h"
#include "harness/run/test_case.h"
#include "suites/suite.h"

namespace hallmark::suites {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 86400;

/// What a case asks for beside device and User.
struct Wanted {
  std::string srv;
  int command_variant = 1;
  bool future_dated = false;      ///< due an hour after the start
  std::string payment_mode = {};  ///< 1.6: the mode asked for
  std::optional<std::pair<scenario::Instant, scenario::Instant>> log_period = std::nullopt;
  std::string device = {};  ///< another device of that type than the one of premises one
};

/// An estate with its counters and canaries; halves made from it share both, so that nothing occurs twice in a case.
class Stage {
 public:
  Stage(const Material& material, std::uint64_t seed, const generator::PremisesOptions& options = {});

  const generator::Premises& all() const { return premises_; }
  const std::string& supplier(const std::string& device_type) const;
  /// Who would supply after a change of supplier; the options must have asked for gaining Suppliers.
  const std::string& gaining(const std::string& device_type) const;
  const std::string& device(const std::string& type) const { return generator::device_of_type(premises_, type); }
  /// The import point of a device type.
  const std::string& point(const std::string& device_type) const;
  std::uint64_t next_counter() { return ++counter_; }
  generator::Canary canary();
  scenario::Submit request(const std::string& device_type, const std::string& user, const Wanted& wanted);
  /// The request for a pre-command, and the same with that pre-command signed (Command Variant 4, then 5, 6 or 7 as
  /// wanted, one RequestID).
  std::pair<scenario::Submit, scenario::Submit> signed_request(const std::string& device_type, const std::string& user,
                                                               const Wanted& wanted, int command_variant = 5);
  /// 8.13: what the device answered to a local command (Command Variant 2 or 3), brought back by its User.
  scenario::Submit local_answer(const scenario::Submit& local, const std::string& device_type);
  const Material& material() const { return *material_; }

 private:
  generator::RequestPlan plan(const std::string& device_type, const std::string& user, const Wanted& wanted);

  const Material* material_;
  generator::Random random_;
  generator::Premises premises_;
  std::uint64_t counter_;
};

/// Steps in order, from a reset on. Every set, clear and event is followed by a drain.
class Half {
 public:
  explicit Half(Stage& stage);

  Half& ssi(const std::string& user, const std::string& action, const std::string& device_type);
  Half& set(const std::string& meter_type);
  Half& clear(const std::string& meter_type);
  /// By its Responsible Supplier.
  Half& read(const std::string& meter_type);
  Half& read_by(const std::string& user, const std::string& meter_type);
  Half& drain();
  /// Time passes: so many seconds from the last moment.
  Half& wait(std::int64_t seconds);
  Half& inventory(scenario::Inventory event);
  Half& status(const std::string& device_type, const std::string& status);
  Half& payment_mode(const std::string& device_type, const std::string& mode);
  Half& change_of_supplier(const std::string& device_type);
  Half& change_of_tenancy(const std::string& device_type);
  /// Submits and drains.
  Half& submit(const scenario::Submit& request);
  /// The device answers that request, with bytes that occur nowhere else; then a drain.
  Half& answer(const scenario::Submit& request, const std::string& device_type);
  /// Likewise that device, which is of the type.
  Half& answer_from(const std::string& device, const scenario::Submit& request, const std::string& device_type);
  /// Submits, drains, and lets the device answer as if the command had been sent.
  Half& ask(const std::string& device_type, const std::string& user, const Wanted& wanted);
  Half& add(scenario::Stimulus step);

  scenario::Instant now() const { return now_; }
  std::vector<scenario::Stimulus> steps() const { return steps_; }

 private:
  Stage& stage_;
  scenario::Instant now_;
  std::vector<scenario::Stimulus> steps_;
};

/// A case of one trial: id below its suite, title, coordinates and requirements; the facet is Restricted mode.
run::Case restricted_case(const std::string& id, const std::string& title, const std::string& device_type,
                          std::vector<std::string> requirements);

/// In lower case, as case ids spell words.
std::string in_lower_case(std::string text);

}  // namespace hallmark::suites
