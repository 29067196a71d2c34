#include "harness/run/step_time.h"

#include "harness/scenario/json_members.h"

namespace hallmark::run {

namespace members = scenario::members;

namespace {

constexpr long long seconds_most = 400LL * 366 * 86400;

StepTime time_of(const Json& stimulus) {
  StepTime time;
  if (members::find(stimulus, "at") != nullptr) time.at = members::time(stimulus, "at");
  if (const auto moved = members::whole_if(stimulus, "moved", -seconds_most, seconds_most)) time.moved = *moved;
  time.late = members::text_or_empty(stimulus, "late");
  time.overtaken = members::truth_if(stimulus, "overtaken").value_or(false);
  return time;
}

}  // namespace

void note_time(Json& stimulus, const StepTime& time) {
  stimulus["at"] = scenario::text(time.at);
  if (time.moved) stimulus["moved"] = *time.moved;
  if (!time.late.empty()) stimulus["late"] = time.late;
  if (time.overtaken) stimulus["overtaken"] = true;
}

void forget_time(Json& stimulus) {
  for (const auto* mark : {"at", "moved", "late", "overtaken"}) stimulus.erase(mark);
}

std::vector<StepTime> times_of(const std::vector<Step>& steps) {
  std::vector<StepTime> times;
  times.reserve(steps.size());
  for (const auto& step : steps) times.push_back(time_of(step.stimulus));
  return times;
}

}  // namespace hallmark::run
