#include "harness/scenario/clock.h"

#include <thread>

namespace hallmark::scenario {

const Clock& machine_clock() {
  using namespace std::chrono;
  static const Clock clock{
      [] { return Instant{floor<seconds>(system_clock::now()).time_since_epoch().count()}; },
      [] { return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()); },
      [](milliseconds time) { std::this_thread::sleep_for(time); },
  };
  return clock;
}

}  // namespace hallmark::scenario
