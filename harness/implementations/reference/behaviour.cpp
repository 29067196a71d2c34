#include "harness/implementations/reference/behaviour.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <stdexcept>

#include "harness/scenario/duration.h"

namespace hallmark::implementations {

namespace {

constexpr std::int64_t day = 86400;
constexpr int install_code_day_max = 10;  // Working Days (mp121.answer-in-time)
constexpr int delay_ms_max = 3'600'000;

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view instead) {
  throw std::invalid_argument(std::string(name) + "=" + std::string(value) + ": use " + std::string(instead));
}

bool yes(std::string_view name, std::string_view value) {
  if (value != "yes" && value != "no") refuse(name, value, "yes or no");
  return value == "yes";
}

std::int64_t period(std::string_view name, std::string_view value) {
  const auto seconds = scenario::duration_seconds(value);
  if (!seconds || *seconds < 0 || *seconds > day) refuse(name, value, "an ISO 8601 duration up to P1D, e.g. PT1H");
  return *seconds;
}

int number(std::string_view name, std::string_view value, int most, std::string_view instead) {
  int number = -1;
  const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (wrong != std::errc() || end != value.data() + value.size() || number < 0 || number > most)
    refuse(name, value, instead);
  return number;
}

bool has_own_clock(std::string_view name, std::string_view value) {
  if (value != "virtual" && value != "real") refuse(name, value, "virtual or real");
  return value == "real";
}

std::vector<std::string> facets(std::string_view name, std::string_view value, const std::vector<std::string>& known) {
  std::vector<std::string> chosen;
  for (std::size_t since = 0; since <= value.size();) {
    const auto until = std::min(value.find(',', since), value.size());
    chosen.emplace_back(value.substr(since, until - since));
    since = until + 1;
    if (std::ranges::find(known, chosen.back()) != known.end()) continue;
    std::string all;
    for (const auto& facet : known) all += (all.empty() ? "" : ",") + facet;
    refuse(name, value, "some of " + all);
  }
  return chosen;
}

RefusalTiming timing(std::string_view name, std::string_view value) {
  if (value == "at-once") return RefusalTiming::at_once;
  if (value == "later") return RefusalTiming::later;
  if (value != "silent") refuse(name, value, "at-once, later or silent");
  return RefusalTiming::silent;
}

void take(Behaviour& behaviour, std::string_view name, std::string_view value) {
  using Taker = void (*)(Behaviour&, std::string_view, std::string_view);
  static const std::map<std::string_view, Taker> takers = {
      {"declare", [](Behaviour& to, std::string_view n, std::string_view v) { to.declares = yes(n, v); }},
      {"facets", [](Behaviour& to, std::string_view n, std::string_view v) { to.facets = facets(n, v, to.facets); }},
      {"effective-within",
       [](Behaviour& to, std::string_view n, std::string_view v) { to.effective_within = period(n, v); }},
      {"feed-every", [](Behaviour& to, std::string_view n, std::string_view v) { to.feed_every = period(n, v); }},
      {"install-code-day",
       [](Behaviour& to, std::string_view n, std::string_view v) {
         to.install_code_day = number(n, v, install_code_day_max, "a Working Day from 0 (at once) to 10");
       }},
      {"refusal-timing",
       [](Behaviour& to, std::string_view n, std::string_view v) { to.refusal_timing = timing(n, v); }},
      {"payment-mode-known",
       [](Behaviour& to, std::string_view n, std::string_view v) { to.payment_mode_known = yes(n, v); }},
      {"survives-restart",
       [](Behaviour& to, std::string_view n, std::string_view v) { to.survives_restart = yes(n, v); }},
      {"clock", [](Behaviour& to, std::string_view n, std::string_view v) { to.own_clock = has_own_clock(n, v); }},
      {"delay-ms", [](Behaviour& to, std::string_view n, std::string_view v) {
         to.delay_ms = number(n, v, delay_ms_max, "milliseconds from 0 to 3600000");
       }}};
  const auto found = takers.find(name);
  if (found != takers.end()) return found->second(behaviour, name, value);
  behaviour.choices.choose(name, value);
}

std::string duration(std::int64_t seconds) { return "PT" + std::to_string(seconds) + "S"; }

}  // namespace

Behaviour read_behaviour(std::string_view query, const spec::Facts& facts) {
  Behaviour behaviour(facts);
  std::set<std::string_view> seen;
  for (std::size_t since = 0; since < query.size();) {
    const auto until = std::min(query.find('&', since), query.size());
    const auto pair = query.substr(since, until - since);
    since = until + 1;
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      throw std::invalid_argument("\"" + std::string(pair) +
                                  "\" is no option: write name=value, several joined by &, e.g. "
                                  "reference?set-while-set=refuse&declare=no");
    }
    const auto name = pair.substr(0, equals);
    if (!seen.insert(name).second) throw std::invalid_argument(std::string(name) + " stands twice: leave one out");
    take(behaviour, name, pair.substr(equals + 1));
  }
  if (behaviour.delay_ms > 0 && !behaviour.own_clock)
    throw std::invalid_argument("delay-ms: only a clock of its own delays anything: add clock=real");
  return behaviour;
}

observation::Statement statement_of(const Behaviour& behaviour, bool shipped_profile) {
  observation::Statement statement;
  statement.facets = behaviour.facets;
  const auto& choices = behaviour.choices;
  const bool announces =
      choices.is("effective-when", "announced", "set") || choices.is("effective-when", "announced", "clear");
  if (announces) statement.effective_within = duration(behaviour.effective_within);
  statement.feed_every = duration(behaviour.feed_every);
  statement.payment_mode_known = behaviour.payment_mode_known;
  statement.survives_restart = behaviour.survives_restart;
  statement.bytes = true;
  if (!behaviour.declares) return statement;
  statement.rejection_code = choices.answer("rejection-code");
  statement.choices = choices.declared();
  // What a profile file says of a top-up is no choice.
  if (!shipped_profile)
    std::erase_if(statement.choices, [](const auto& one) { return one.first == "top-up-while-restricted"; });
  return statement;
}

}  // namespace hallmark::implementations
