/// \file
/// For this room's tests: observations and expectations in few words.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/verdict/judge.h"

namespace hallmark::verdict {

using namespace oracle;
using observation::Answered;
using observation::Declined;
using observation::Observation;
using observation::Refused;
using spec::Level;

inline constexpr std::int64_t noon = 1735732800;  // 2025-01-01T12:00:00Z
inline constexpr const char* canary = "00112233445566778899aabbccddeeff";

inline Observation ssi(bool accepted, std::optional<bool> restricted = {}, std::optional<std::string> effective = {}) {
  observation::SsiAnswer answer;
  answer.accepted = accepted;
  answer.restricted = restricted;
  answer.effective = std::move(effective);
  return Answered{answer};
}

inline schema::ResponseReading reading(const std::string& code, const std::string& content = {}) {
  schema::ResponseReading made;
  made.valid = true;
  made.request_id = "user:device:1";
  made.reference = "4.1";
  made.variant = "4.1.1";
  made.code = code;
  made.content = content;
  return made;
}

inline Observation response(schema::ResponseReading read) {
  return Answered{observation::Responded{{"<xml/>", std::move(read)}}};
}
inline Observation response(const std::string& code, const std::string& content = {}) {
  return response(reading(code, content));
}

inline observation::ToUser document(const std::string& user, const std::string& request_id,
                                    const std::string& xml = "<x/>") {
  observation::ToUser row{user, {xml, {}}};
  row.document.reading.valid = true;
  row.document.reading.request_id = request_id;
  return row;
}

inline Observation drained(std::vector<observation::ToUser> to_users) {
  observation::Drained answer;
  answer.effects.to_users = std::move(to_users);
  return Answered{answer};
}

/// A Response with a code, to a User, after the request was acknowledged.
inline Observation followed_by(const std::string& request_id, const std::string& code) {
  auto row = document("user", request_id);
  row.document.reading.code = code;
  return drained({row});
}

/// A Response to a request reaches its User, and a command for it a device.
inline Observation both_ways(const std::string& request_id, const std::string& code) {
  auto row = document("user", request_id);
  row.document.reading.code = code;
  observation::Drained answer;
  answer.effects.to_users.push_back(std::move(row));
  answer.effects.to_devices.push_back({"d1", "r1", "4.1.1", {}, {}});
  return Answered{answer};
}

/// Commands as pairs of device and RequestID.
inline Observation sent(const std::vector<std::pair<std::string, std::string>>& rows) {
  observation::Drained answer;
  for (const auto& [device, id] : rows) answer.effects.to_devices.push_back({device, id, "4.1.1", {}, {}});
  return Answered{answer};
}

inline Observation with_problem(Observation observation) {
  auto& answer = std::get<Answered>(observation).answer;
  auto& read = std::holds_alternative<observation::Responded>(answer)
                   ? std::get<observation::Responded>(answer).response.reading
                   : std::get<observation::Drained>(answer).effects.to_users.front().document.reading;
  read.valid = false;
  read.problem = "line 1: schema: no";
  return observation;
}

inline schema::ResponseReading changed(std::string schema::ResponseReading::*member, const char* value) {
  auto read = reading("I0");
  read.*member = value;
  return read;
}

inline Expectation expecting(Condition condition, Level level = Level::must, std::vector<std::string> ids = {"a.b"}) {
  Expectation expectation;
  expectation.operation = "submit";
  expectation.demands.push_back({std::move(condition), level, std::move(ids), "the rule"});
  return expectation;
}

inline const Observation done = Answered{observation::Done{}};
inline const Observation nothing = drained({});

}  // namespace hallmark::verdict
