#include "harness/generator/disguise.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>

namespace hallmark::generator {

using scenario::Instant;
using scenario::Stimulus;
using scenario::Trial;

namespace {

using namespace std::chrono;

constexpr int devices_most = 5000;
constexpr std::int64_t day_seconds = 86400;
constexpr std::uint64_t counter_before_all = 1'000'000;

template <class Kind>
bool any_of_kind(const std::vector<Trial>& trials) {
  const auto is = [](const Stimulus& stimulus) { return std::holds_alternative<Kind>(stimulus); };
  return std::any_of(trials.begin(), trials.end(), [&](const Trial& trial) {
    return std::any_of(trial.clear.begin(), trial.clear.end(), is) ||
           std::any_of(trial.restricted.begin(), trial.restricted.end(), is);
  });
}

std::vector<std::vector<Stimulus>*> halves_of(std::vector<Trial>& trials) {
  std::vector<std::vector<Stimulus>*> halves;
  for (auto& trial : trials) {
    for (auto* half : {&trial.clear, &trial.restricted}) {
      if (!half->empty()) halves.push_back(half);
    }
  }
  return halves;
}

Instant first_now(const std::vector<Trial>& trials) {
  for (const auto& trial : trials) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      if (half->empty()) continue;
      if (const auto* reset = std::get_if<scenario::Reset>(&half->front())) return reset->estate.now;
    }
  }
  return {};
}

/// A schedule, or a request with an execution time.
bool waits(const Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  return submit != nullptr && (submit->reading.scheduled_srv || submit->reading.execution_time);
}

std::int64_t days_of(Instant moment) {
  return floor<days>(sys_seconds{seconds{moment.seconds}}).time_since_epoch().count();
}

/// The number of a request of ours; 0 where it has none that is plainly one.
std::uint64_t counter_of(const scenario::Submit& submit) {
  const auto& id = submit.reading.request_id;
  std::uint64_t counter = 0;
  std::from_chars(id.data() + id.rfind(':') + 1, id.data() + id.size(), counter);
  return counter <= NewNames::counter_max ? counter : 0;
}

/// How many homes: mostly a few, some hundreds of devices in one of ten cases, up to 5,000 in one of fifty.
NeighbourhoodPlan plan_of(std::size_t own_devices, Random& random) {
  struct Share {
    std::uint64_t per_cent;
    std::uint64_t least;
    std::uint64_t most;
  };
  static constexpr Share shares[] = {{10, 0, 0}, {50, 1, 3}, {28, 4, 30}, {10, 31, 150}, {2, 151, 1200}};
  NeighbourhoodPlan plan;
  plan.devices_most = std::max(0, devices_most - static_cast<int>(own_devices));
  auto left = random.below(100);
  const Share* share = shares;
  while (left >= share->per_cent) left -= share++->per_cent;
  plan.homes = static_cast<int>(share->least + random.below(share->most - share->least + 1));
  static constexpr std::uint64_t per_mille[] = {2, 10, 50, 200};  // the most of four ranges, from 0.1 to 20 %
  plan.per_mille = static_cast<int>(1 + random.below(per_mille[random.below(std::size(per_mille))]));
  return plan;
}

/// A few days about a 29 February, or about a night in which clocks change.
sys_days special_day(bool leap, Random& random) {
  const auto offset = days{static_cast<int>(random.below(3)) - 1};
  if (leap) return sys_days{year{2024 + 4 * static_cast<int>(random.below(3))} / February / 29} + offset;
  const auto month = random.below(2) == 0 ? March : October;
  return sys_days{year{2022 + static_cast<int>(random.below(13))} / month / Sunday[last]} + offset;
}

/// Traffic for one half after the other. Counters stand between those of the case.
class Mixing {
 public:
  Mixing(const Traffic& traffic, const NewNames& names, const Rewriting& seals, std::uint64_t seed, bool answers,
         bool reads)
      : traffic_(traffic),
        names_(names),
        seals_(seals),
        random_(drawn(seed, "traffic")),
        answers_(answers),
        reads_(reads) {}

  /// `was` are the steps before they were rewritten, place by place. No Drain is added: the halves of a pair are
  /// compared Drain by Drain.
  void mix(const std::vector<Stimulus>& was, const std::vector<Neighbour>& homes, std::vector<Stimulus>& half) {
    std::vector<const Neighbour*> plain;
    for (const auto& home : homes) {
      if (home.plain) plain.push_back(&home);
    }
    unanswered_.clear();
    const auto end = static_cast<std::size_t>(std::find_if(half.begin(), half.end(), deviates) - half.begin());
    std::size_t places = 0;
    for (std::size_t i = 0; i < end; ++i) places += is_busy(half, i) ? 1 : 0;
    auto wanted = plain.empty() ? 0 : how_many();
    std::vector<Stimulus> made;
    made.reserve(half.size() + 2 * wanted);
    for (std::size_t i = 0; i < half.size(); ++i) {
      note(was[i], half[i]);
      if (i < end && is_busy(half, i)) {
        answer_all(made);
        // Each is as likely to stand here as at any place that is left.
        std::size_t here = 0;
        for (std::size_t one = 0; one < wanted; ++one) here += random_.below(places) == 0 ? 1 : 0;
        --places;
        wanted -= here;
        for (; here > 0; --here) ask(*plain[random_.below(plain.size())], made);
      }
      made.push_back(std::move(half[i]));
    }
    half = std::move(made);
  }

 private:
  /// Before a request or something from a device that a Drain follows: others are on their way then too.
  static bool is_busy(const std::vector<Stimulus>& half, std::size_t at) {
    const bool busy =
        std::holds_alternative<scenario::Submit>(half[at]) || std::holds_alternative<scenario::FromDevice>(half[at]);
    return busy && at + 1 < half.size() && std::holds_alternative<scenario::Drain>(half[at + 1]);
  }

  static bool deviates(const Stimulus& stimulus) {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    return submit != nullptr && submit->reading.deviation;
  }

  /// None in one half of four, mostly one or two, now and then a dozen.
  std::size_t how_many() {
    const auto kind = random_.below(16);
    return kind < 4 ? 0 : kind < 15 ? 1 + random_.below(2) : 3 + random_.below(10);
  }

  void note(const Stimulus& was, const Stimulus& is) {
    if (const auto* reset = std::get_if<scenario::Reset>(&is)) now_ = reset->estate.now;
    if (const auto* advance = std::get_if<scenario::Advance>(&is)) now_ = std::max(now_, advance->to);
    if (const auto* submit = std::get_if<scenario::Submit>(&was)) counter_ = std::max(counter_, counter_of(*submit));
  }

  std::uint64_t fresh_counter() { return names_.counter_after(counter_, used_[counter_]++); }

  void ask(const Neighbour& home, std::vector<Stimulus>& steps) {
    if (reads_ && random_.below(5) == 0) {
      steps.emplace_back(scenario::Ssi{home.import_supplier, "read", home.esme});
      return;
    }
    const auto request = traffic_.request(home, fresh_counter(), now_, random_);
    if (!request) return;
    steps.emplace_back(*request);
    if (answers_ && random_.below(4) != 0) unanswered_.push_back(*request);
  }

  /// What the devices say to requests that a Drain has followed.
  void answer_all(std::vector<Stimulus>& steps) {
    for (const auto& request : unanswered_) {
      auto answer = traffic_.answer(request, fresh_counter(), random_);
      answer.payload = seals_.payload(answer.payload);
      steps.emplace_back(std::move(answer));
    }
    unanswered_.clear();
  }

  const Traffic& traffic_;
  const NewNames& names_;
  const Rewriting& seals_;
  Random random_;
  bool answers_;
  bool reads_;
  Instant now_;
  std::vector<scenario::Submit> unanswered_;
  std::uint64_t counter_ = counter_before_all;
  std::map<std::uint64_t, int> used_;
};

}  // namespace

Calendar calendar_of(const std::vector<Trial>& trials) {
  if (any_of_kind<scenario::Report>(trials)) return Calendar::months;
  if (any_of_kind<scenario::InstallCode>(trials)) return Calendar::working_days;
  for (const auto& trial : trials) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      if (std::any_of(half->begin(), half->end(), waits)) return Calendar::days;
    }
  }
  return Calendar::any;
}

ClockChange another_clock(Instant now, Calendar calendar, int last_holiday_year, std::uint64_t seed) {
  Random random(drawn(seed, "clock"));
  ClockChange change;
  if (calendar == Calendar::fixed) return change;
  constexpr int first_year = 2022;
  const int years = calendar == Calendar::working_days ? last_holiday_year - 1 - first_year : 13;
  const int chosen = first_year + static_cast<int>(random.below(static_cast<std::uint64_t>(std::max(1, years))));
  const year_month_day date{sys_days{days{days_of(now)}}};
  if (calendar == Calendar::months) {
    change.years = chosen - static_cast<int>(date.year());
    return change;
  }
  sys_days day = sys_days{year{chosen} / January / 1} + days{static_cast<int>(random.below(365))};
  const auto kind = random.below(6);
  if (calendar >= Calendar::days && kind < 2) day = special_day(kind == 0, random);
  change.days = day.time_since_epoch().count() - days_of(now);
  if (calendar != Calendar::any) return change;
  const auto second_of_day = now.seconds - days_of(now) * day_seconds;
  change.seconds = static_cast<std::int64_t>(random.below(day_seconds)) - second_of_day;
  return change;
}

Disguise::Disguise(const TrafficMaterial& material) : material_(material), traffic_(material) {}

std::vector<Trial> Disguise::operator()(const std::vector<Trial>& trials, std::uint64_t seed, Calendar calendar) const {
  const auto& holidays = material_.facts->bank_holidays;
  const int last_year = holidays.empty() ? 0 : std::stoi(holidays.back().date.substr(0, 4));
  const auto clock = another_clock(first_now(trials), std::min(calendar, calendar_of(trials)), last_year, seed);
  const NewNames names(seed);
  Rewriting rewriting(names, clock, seed);
  rewriting.look_at(trials);
  std::vector<Trial> before = trials;
  std::vector<Trial> made;
  for (const auto& trial : trials) made.push_back(rewriting(trial));

  Random random(drawn(seed, "neighbourhood"));
  const Rewriting seals(std::nullopt, std::nullopt, seed);
  const bool reads = any_of_kind<scenario::Ssi>(trials);
  const bool asks = any_of_kind<scenario::Submit>(trials) && any_of_kind<scenario::Drain>(trials);
  Mixing mixing(traffic_, names, seals, seed, any_of_kind<scenario::FromDevice>(trials), reads);
  std::optional<NeighbourhoodPlan> plan;
  std::vector<scenario::User> users;
  Neighbourhood around;
  const auto halves = halves_of(made);
  const auto halves_before = halves_of(before);
  for (std::size_t i = 0; i < halves.size(); ++i) {
    for (auto& stimulus : *halves[i]) {
      auto* reset = std::get_if<scenario::Reset>(&stimulus);
      if (reset == nullptr) continue;
      if (!plan) plan = plan_of(reset->estate.devices.size(), random);
      if (users != reset->estate.users) around = neighbourhood(*plan, reset->estate, seed);
      users = reset->estate.users;
      reset->estate = with_neighbourhood(std::move(reset->estate), around, seed);
    }
    if (asks && calendar_of(trials) != Calendar::months) mixing.mix(*halves_before[i], around.homes, *halves[i]);
  }
  return made;
}

}  // namespace hallmark::generator
