#include "harness/implementations/reference/schedules.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace hallmark::implementations {

using namespace std::chrono;
using scenario::Instant;

namespace {

/// How far apart runs are: so many days, or so many months.
struct Frequency {
  std::string_view name;
  int days = 0;
  int months = 0;
};
constexpr std::array<Frequency, 6> frequencies = {{{"Daily", 1, 0},
                                                   {"Weekly", 7, 0},
                                                   {"Monthly", 0, 1},
                                                   {"Quarterly", 0, 3},
                                                   {"Half-Yearly", 0, 6},
                                                   {"Yearly", 0, 12}}};

/// A date with an optional time of day, both as the schema writes them.
Instant moment(const std::string& date, const std::string& time, Instant otherwise) {
  const auto day = scenario::instant(date.substr(0, 10) + "T" + (time.empty() ? "00:00:00" : time.substr(0, 8)) + "Z");
  return day.value_or(otherwise);
}

/// The run of that number, from 0; a month that lacks the day has its last one.
Instant run_of(const Schedule& schedule, int number) {
  const auto& name = schedule.asked->view.schedule->frequency;
  const auto found = std::ranges::find(frequencies, name, &Frequency::name);
  const Frequency frequency = found == frequencies.end() ? frequencies[0] : *found;
  const sys_seconds first{seconds(schedule.first.seconds)};
  const auto first_day = floor<days>(first);
  if (frequency.months == 0) return schedule.first + std::int64_t{86400} * frequency.days * number;
  const year_month_day date(first_day);
  const year_month month = date.year() / date.month() + months(frequency.months * number);
  const year_month_day wanted = month / date.day();
  const sys_days day = wanted.ok() ? sys_days(wanted) : sys_days(month / last);
  return {(day + (first - first_day)).time_since_epoch().count()};
}

bool is_over(const Schedule& schedule) { return schedule.last && schedule.next > *schedule.last; }

}  // namespace

void Schedules::reset() {
  schedules_.clear();
  next_id_ = 1;
}

const std::string& Schedules::create(AskedPointer asked, const spec::ServiceRequest& runs, Instant now) {
  Schedule made;
  made.id = std::to_string(next_id_++);
  const auto& order = *asked->view.schedule;
  made.first = moment(order.start_date, order.start_time, now + std::int64_t{86400});
  if (!order.end_date.empty()) made.last = moment(order.end_date, "23:59:59", made.first);
  made.device = asked->view.body_devices.empty() ? "" : asked->view.body_devices.front();
  made.runs = &runs;
  made.asked = std::move(asked);
  made.next = made.first;
  while (made.next < now && !is_over(made)) made.next = run_of(made, ++made.runs_so_far);
  const std::string id = made.id;
  return schedules_.emplace(id, std::move(made)).first->second.id;
}

std::optional<Instant> Schedules::next_due() const {
  std::optional<Instant> next;
  for (const auto& [id, schedule] : schedules_) {
    if (!is_over(schedule) && (!next || schedule.next < *next)) next = schedule.next;
  }
  return next;
}

std::optional<Schedule> Schedules::take_due(Instant until, Instant& run_at) {
  Schedule* due = nullptr;
  for (auto& [id, schedule] : schedules_) {
    if (!is_over(schedule) && schedule.next <= until && (due == nullptr || schedule.next < due->next)) due = &schedule;
  }
  if (due == nullptr) return std::nullopt;
  run_at = due->next;
  due->next = run_of(*due, ++due->runs_so_far);
  return *due;
}

void Schedules::skip_before(Instant since) {
  for (auto& [id, schedule] : schedules_) {
    while (schedule.next < since && !is_over(schedule)) schedule.next = run_of(schedule, ++schedule.runs_so_far);
  }
}

std::vector<const Schedule*> Schedules::named(const Asked& asked) const {
  std::vector<const Schedule*> found;
  const auto& view = asked.view;
  for (const auto& [id, schedule] : schedules_) {
    const bool is_it = view.schedule_id.empty()
                           ? !view.body_devices.empty() && view.body_devices.front() == schedule.device
                           : view.schedule_id == id;
    if (is_it && canonical_id(schedule.asked->user) == canonical_id(asked.user)) found.push_back(&schedule);
  }
  return found;
}

void Schedules::remove_if(const std::function<bool(const Schedule&)>& holds) {
  std::erase_if(schedules_, [&](const auto& entry) { return holds(entry.second); });
}

}  // namespace hallmark::implementations
