/// \file
/// Which Alerts of a Restricted device reach Users (MP169: alerts-pass, billing-alerts-stop,
/// alert-told-by-its-payload).
#pragma once

#include <optional>
#include <string>

#include "harness/implementations/reference/flag_filter.h"

namespace hallmark::implementations {

/// Decides by what the payload says where it can be read, else by the AlertCode that comes with it. Everything that it
/// is made from must outlive it.
class AlertFilter {
 public:
  AlertFilter(const spec::Facts& facts, const spec::Profile& profile, const Choices& choices, const FlagFilter& filter,
              const Decisions& decide)
      : facts_(&facts), profile_(&profile), choices_(&choices), filter_(&filter), decide_(&decide) {}

  /// Whether an Alert of that device reaches its User now.
  bool lets_pass(const std::string& alert_code, const std::optional<GbcsHeader>& message,
                 const scenario::Device& device) const;

 private:
  bool is_permitted(const std::string& code, const scenario::Device& device) const;

  const spec::Facts* facts_;
  const spec::Profile* profile_;
  const Choices* choices_;
  const FlagFilter* filter_;
  const Decisions* decide_;
};

}  // namespace hallmark::implementations
