// MP077 Modification Report 1.0, section 3, at its word. What it means by sense is the oracle's business.
#include <algorithm>
#include <array>

#include "suites/gaps/literal_text.h"
#include "suites/gaps/theme.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t meters = 2;
constexpr const char* installed = "InstalledNotCommissioned";
constexpr const char* commissioned = "Commissioned";
const std::array<std::string, 9> statuses = {"Pending",  "Whitelisted", installed,   commissioned,    "Suspended",
                                             "Recovery", "Recovered",   "Withdrawn", "Decommissioned"};

/// The statuses of a point's meters, in turn after each event.
struct Point {
  std::array<std::string, meters> now = {statuses.front(), statuses.front()};
  bool has_been_live = false;  ///< before the last event, or now
  std::string last;            ///< the status that the last event gave

  bool any(const std::string& status) const { return std::find(now.begin(), now.end(), status) != now.end(); }
  bool all(const std::string& status) const { return std::count(now.begin(), now.end(), status) == meters; }
  bool is_live() const { return any(installed) || any(commissioned); }
};

Point point_after(const Word& events) {
  Point point;
  for (const auto event : events) {
    for (std::size_t meter = 0; meter < meters; ++meter) {
      for (const auto& status : statuses) {
        if (letter_of(meter, status) != event) continue;
        point.now[meter] = status;
        point.last = status;
      }
    }
    point.has_been_live = point.has_been_live || point.is_live();
  }
  return point;
}

/// A definition: the value requires that of the point.
Sentence definition(std::string value, std::string text, std::string source, bool (*requires_that)(const Point&)) {
  return {std::move(text), std::move(source),
          [value = std::move(value), requires_that](const Word& events, const std::string&, const std::string& said) {
            return said != value || requires_that(point_after(events));
          }};
}

std::string situation(const Word& events) {
  auto point = point_after(events);
  std::sort(point.now.begin(), point.now.end());
  std::string text = point.now.front() + " beside " + point.now.back();
  const bool told = point.is_live() || !point.has_been_live;
  return told ? text : text + ", one was live before";
}

}  // namespace

LiteralText service_flag_text() {
  LiteralText text;
  text.name = "service_flag_definitions";
  text.title = "What is the service flag of a metering point?";
  text.theme = "service flags";
  text.at_first = "null";
  text.values = {"null", "A", "N", "I"};
  for (std::size_t meter = 0; meter < meters; ++meter) {
    for (const auto& status : statuses) text.events.push_back(letter_of(meter, status));
  }
  text.sentences = {
      definition("null", "null: no device of the point is InstalledNotCommissioned or Commissioned, or has been",
                 "REQ-063", [](const Point& point) { return !point.has_been_live; }),
      definition("A", "A requires at least one smart meter of the point to be Commissioned", "REQ-064",
                 [](const Point& point) { return point.any(commissioned); }),
      definition("N", "N: no device of the point is InstalledNotCommissioned or Commissioned, and one has been",
                 "REQ-065", [](const Point& point) { return !point.is_live() && point.has_been_live; }),
      definition("I", "I requires all smart meters of the point to be InstalledNotCommissioned", "REQ-066",
                 [](const Point& point) { return point.all(installed); }),
      {"Suspended, Recovery and Recovered are not used for updates: what the flag was does not change",
       "REQ-067 REQ-069", [](const Word& events, const std::string& before, const std::string& value) {
         const auto last = point_after(events).last;
         const bool silent = last == "Suspended" || last == "Recovery" || last == "Recovered";
         return !silent || value == before;
       }}};
  text.situation = situation;
  return text;
}

}  // namespace hallmark::suites
