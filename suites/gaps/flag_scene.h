/// \file
/// One electricity meter, its Suppliers and what they do, a letter at a time.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "suites/restricted/half.h"

namespace hallmark::suites {

/// One half of a history. A letter that makes no sense as things stand says so and adds nothing.
class FlagScene {
 public:
  /// Without the flag, sets and clears are left out. The stage must outlive it.
  FlagScene(Stage& stage, bool with_flag) : stage_(stage), with_flag_(with_flag), half_(stage) {}

  bool set() { return ask_for("set-restricted"); }
  bool clear() { return ask_for("clear-restricted"); }
  bool set_of_proxy();
  bool set_of_hub();
  bool consumption();
  bool same_request_again();
  bool top_up();
  bool change_of_supplier();
  bool change_of_tenancy();
  bool change_to_prepayment();
  bool later_change_to_prepayment();
  bool future_dated();
  bool unanswered();
  bool late_answer();
  bool daily_schedule();
  bool two_hours();
  bool three_days();
  bool read_of_all_since();
  bool billing_alert() { return alert("8F0A", supplier()); }
  bool other_alert();
  bool alert_to_former_supplier();
  bool power_outage();
  bool month_begins();
  bool report_of_last_month();

  std::vector<scenario::Stimulus> steps() const { return half_.steps(); }
  /// Requests that may still come to something, and time, each with whether the flag was asked for then.
  std::string lasting() const;

 private:
  const std::string& supplier() const;
  bool ask_for(const std::string& action);
  bool alert(const std::string& code, const std::string& user);
  bool change_mode(bool later);
  bool once(const std::string& what);
  void note(const std::string& what) { lasting_.insert(what + (asked_ ? " with the flag" : "")); }

  Stage& stage_;
  bool with_flag_;
  Half half_;
  bool asked_ = false;  ///< the flag was last asked to be set
  bool first_supplies_ = true;
  std::optional<scenario::Submit> last_;
  std::optional<scenario::Submit> unanswered_;
  std::multiset<std::string> lasting_;
  std::set<std::string> done_once_;
  int months_ = 0;
};

}  // namespace hallmark::suites
