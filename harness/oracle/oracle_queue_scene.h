/// \file
/// For tests of what waits: future-dated requests, time that passes, and declared answers.
#pragma once

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {

inline const observation::Observation done = observation::Answered{observation::Done{}};
inline constexpr std::int64_t hour = 3600;
inline constexpr std::int64_t day = 86400;

inline scenario::Submit future_dated(Scene& scene, const std::string& device) {
  auto submit = scene.request("4.1.1", device);
  submit.reading.execution_time = scene.world.now() + hour;
  return submit;
}

inline void wait(Scene& scene, std::int64_t seconds) {
  scene.take(scenario::Advance{scene.world.now() + seconds}, done);
}

inline observation::Statement declaring(const std::string& point, const std::string& token) {
  auto statement = full_statement();
  statement.choices = {{point, token}};
  return statement;
}

}  // namespace hallmark::oracle
