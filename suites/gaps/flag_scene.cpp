#include "suites/gaps/flag_scene.h"

#include <algorithm>

#include "harness/generator/alert_from_device.h"
#include "suites/restricted/reporting.h"

namespace hallmark::suites {

namespace {

constexpr const char* meter = "ESME";

}  // namespace

const std::string& FlagScene::supplier() const {
  return first_supplies_ ? stage_.supplier(meter) : stage_.gaining(meter);
}

bool FlagScene::once(const std::string& what) {
  if (!done_once_.insert(what).second) return false;
  note(what);
  return true;
}

bool FlagScene::ask_for(const std::string& action) {
  asked_ = action == "set-restricted";
  if (with_flag_) half_.ssi(supplier(), action, meter);
  return true;
}

bool FlagScene::set_of_proxy() {
  if (with_flag_) half_.ssi(stage_.supplier("GPF"), "set-restricted", "GPF");
  return true;
}

bool FlagScene::set_of_hub() {
  if (with_flag_) half_.ssi(supplier(), "set-restricted", "CHF");
  return true;
}

bool FlagScene::consumption() {
  last_ = stage_.request(meter, supplier(), {"4.6.1"});
  half_.submit(*last_).answer(*last_, meter);
  return true;
}

bool FlagScene::same_request_again() {
  if (!last_ || !once("replay")) return false;
  auto again = *last_;
  again.reading.deviation = "replayed_request_id";
  half_.submit(again);
  return true;
}

bool FlagScene::top_up() {
  half_.ask(meter, supplier(), {"2.2"});
  return true;
}

bool FlagScene::change_of_supplier() {
  if (!once("change of supplier")) return false;
  first_supplies_ = false;
  half_.change_of_supplier(meter).read_by(supplier(), meter);
  return true;
}

bool FlagScene::change_of_tenancy() {
  half_.change_of_tenancy(meter).read_by(supplier(), meter);
  return true;
}

bool FlagScene::change_mode(bool later) {
  Wanted wanted{"1.6", 4, later};
  wanted.payment_mode = "prepayment";
  const auto [transform, command] = stage_.signed_request(meter, supplier(), wanted);
  half_.submit(transform).submit(command).answer(command, meter).read_by(supplier(), meter);
  return true;
}

bool FlagScene::change_to_prepayment() { return once("prepayment") && change_mode(false); }
bool FlagScene::later_change_to_prepayment() { return once("later prepayment") && change_mode(true); }

bool FlagScene::future_dated() {
  if (!once("future-dated")) return false;
  half_.submit(stage_.request(meter, supplier(), {"4.1.1", 1, true}));
  return true;
}

bool FlagScene::unanswered() {
  if (!once("unanswered")) return false;
  unanswered_ = stage_.request(meter, supplier(), {"4.8.1"});
  half_.submit(*unanswered_);
  return true;
}

bool FlagScene::late_answer() {
  if (!unanswered_ || !once("late answer")) return false;
  half_.answer(*unanswered_, meter);
  return true;
}

bool FlagScene::daily_schedule() {
  if (!once("schedule")) return false;
  half_.submit(stage_.request(meter, supplier(), {"5.1"}));
  return true;
}

bool FlagScene::two_hours() {
  note("two hours");
  half_.wait(2 * hour);
  return true;
}

bool FlagScene::three_days() {
  note("three days");
  half_.wait(3 * day);
  return true;
}

/// Of what was recorded from an hour after the start to now.
bool FlagScene::read_of_all_since() {
  const auto start = stage_.all().estate.now;
  if (half_.now() <= start + 2 * hour) return false;
  Wanted wanted{"4.8.1"};
  wanted.log_period = {start + hour, half_.now()};
  half_.ask(meter, supplier(), wanted);
  return true;
}

bool FlagScene::alert(const std::string& code, const std::string& user) {
  const auto* fact = stage_.material().facts->alert(code);
  half_
      .add(generator::alert_from_device({fact, code, stage_.device(meter), meter, user, stage_.next_counter()},
                                        half_.now(), stage_.canary()))
      .drain();
  return true;
}

/// The first that no rule speaks of, and that goes to the Supplier.
bool FlagScene::other_alert() {
  const auto& all = stage_.material().facts->alerts;
  const auto found = std::find_if(all.begin(), all.end(), [](const spec::Alert& each) {
    const auto& types = each.device_types;
    const bool is_of_meter = std::find(types.begin(), types.end(), meter) != types.end();
    const bool goes_to_user = !each.dcc && !generator::is_for_the_dcc(each.code) &&
                              !generator::answers_a_waiting_request(each.code) && generator::parties_of(each).supplier;
    return is_of_meter && goes_to_user && each.expect == spec::Permission::open && each.code != "8F0A";
  });
  return found != all.end() && alert(found->code, supplier());
}

bool FlagScene::alert_to_former_supplier() { return !first_supplies_ && alert("8F3F", stage_.supplier(meter)); }

bool FlagScene::power_outage() {
  scenario::FromDevice from;
  from.device = stage_.device("CHF");
  from.kind = "dcc-alert";
  from.alert_code = "AD1";
  half_.add(from).drain();
  return true;
}

bool FlagScene::month_begins() {
  note("month");
  const auto next = month_after(stage_.all().estate.now, ++months_);
  half_.wait(next.seconds - half_.now().seconds);
  return true;
}

bool FlagScene::report_of_last_month() {
  if (months_ == 0) return false;
  const auto start = stage_.all().estate.now;
  half_.add(scenario::Report{"performance", month_after(start, months_ - 1), month_after(start, months_)});
  return true;
}

std::string FlagScene::lasting() const {
  std::string text;
  for (const auto& each : lasting_) text += each + "; ";
  return text;
}

}  // namespace hallmark::suites
