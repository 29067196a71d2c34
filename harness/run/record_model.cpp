#include "harness/run/record_model.h"

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace hallmark::run {

using Json = nlohmann::ordered_json;
using Count = ModelCoverage::Count;

namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("the model's coverage: " + what); }

/// The members of an object; a member that is none is wrong.
const Json& object(const Json& json, const std::string& what) {
  if (!json.is_object()) refuse(what + " is no object");
  return json;
}

const Json& member(const Json& json, const char* name) {
  const auto found = object(json, "it").find(name);
  if (found == json.end()) refuse(std::string("`") + name + "` is missing");
  return object(*found, name);
}

Count count(const Json& json) {
  if (!json.is_number_integer() || json.get<Count>() < 0) refuse("a count is no whole number from 0");
  return json.get<Count>();
}

/// So many counts in a list.
std::vector<Count> counts(const Json& json, std::size_t size) {
  if (!json.is_array() || json.size() != size) refuse("not " + std::to_string(size) + " counts in a list");
  std::vector<Count> made;
  for (const Json& each : json) made.push_back(count(each));
  return made;
}

}  // namespace

void ModelCoverage::add(const ModelCoverage& other) {
  for (const auto& [name, times] : other.states) states[name] += times;
  for (const auto& [transition, times] : other.transitions) transitions[transition] += times;
  for (const auto& [cell, seen] : other.cells) {
    auto& here = cells[cell];
    here.accepted += seen.accepted;
    here.refused += seen.refused;
    here.passed_on += seen.passed_on;
  }
  for (const auto& [cell, seen] : other.alerts) {
    alerts[cell].sent += seen.sent;
    alerts[cell].delivered += seen.delivered;
  }
  for (const auto& [name, seen] : other.operations) {
    operations[name].asked += seen.asked;
    operations[name].accepted += seen.accepted;
  }
}

Json to_json(const ModelCoverage& coverage) {
  Json json = {{"states", Json(coverage.states)}};
  for (const char* part : {"transitions", "cells", "alerts", "operations"}) json[part] = Json::object();
  for (const auto& [each, times] : coverage.transitions) json["transitions"][each.from][each.by][each.to] = times;
  for (const auto& [cell, seen] : coverage.cells) {
    json["cells"][cell.srv][cell.device_type][cell.flag] = {seen.accepted, seen.refused, seen.passed_on};
  }
  for (const auto& [cell, seen] : coverage.alerts) {
    json["alerts"][cell.code][cell.flag] = {seen.sent, seen.delivered};
  }
  for (const auto& [name, seen] : coverage.operations) json["operations"][name] = {seen.asked, seen.accepted};
  return json;
}

ModelCoverage model_coverage_from_json(const Json& json) {
  ModelCoverage made;
  for (const auto& [state, times] : member(json, "states").items()) made.states[state] = count(times);
  for (const auto& [from, by] : member(json, "transitions").items()) {
    for (const auto& [stimulus, to] : object(by, from).items()) {
      for (const auto& [state, times] : object(to, stimulus).items()) {
        made.transitions[{from, stimulus, state}] = count(times);
      }
    }
  }
  for (const auto& [srv, types] : member(json, "cells").items()) {
    for (const auto& [type, flags] : object(types, srv).items()) {
      for (const auto& [flag, seen] : object(flags, type).items()) {
        const auto three = counts(seen, 3);
        made.cells[{srv, type, flag}] = {three[0], three[1], three[2]};
      }
    }
  }
  for (const auto& [code, flags] : member(json, "alerts").items()) {
    for (const auto& [flag, seen] : object(flags, code).items()) {
      const auto two = counts(seen, 2);
      made.alerts[{code, flag}] = {two[0], two[1]};
    }
  }
  for (const auto& [name, seen] : member(json, "operations").items()) {
    const auto two = counts(seen, 2);
    made.operations[name] = {two[0], two[1]};
  }
  return made;
}

}  // namespace hallmark::run
