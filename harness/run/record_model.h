/// \file
/// What the cases of a run met of the model: states and transitions of the meter in focus, Service Requests by device
/// type and flag, Alerts, operations. Counts that add up, so those of shards are those of the whole.
#pragma once

#include <compare>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace hallmark::run {

/// Counts by name; every name but those of Service Requests, device types and Alerts is one of the model's.
struct ModelCoverage {
  using Count = long long;
  /// A state is written "set credit commissioned waiting": flag, payment mode, Device status, queue.
  struct Transition {
    std::string from;
    std::string by;  ///< the stimulus, as operations are named
    std::string to;
    auto operator<=>(const Transition&) const = default;
  };
  struct Cell {
    std::string srv;
    std::string device_type;
    std::string flag;  ///< "clear", "set" or "open"
    auto operator<=>(const Cell&) const = default;
  };
  /// What came of the requests of a cell; one that was accepted may have been passed on too.
  struct Outcomes {
    Count accepted = 0;
    Count refused = 0;
    Count passed_on = 0;  ///< a command towards a device, or handed to its User
    bool operator==(const Outcomes&) const = default;
  };
  struct AlertCell {
    std::string code;
    std::string flag;
    auto operator<=>(const AlertCell&) const = default;
  };
  struct Deliveries {
    Count sent = 0;
    Count delivered = 0;
    bool operator==(const Deliveries&) const = default;
  };
  struct Uses {
    Count asked = 0;
    Count accepted = 0;
    bool operator==(const Uses&) const = default;
  };

  std::map<std::string, Count> states;  ///< times entered, or stayed in over a step
  std::map<Transition, Count> transitions;
  std::map<Cell, Outcomes> cells;
  std::map<AlertCell, Deliveries> alerts;
  std::map<std::string, Uses> operations;

  void add(const ModelCoverage& other);
  bool operator==(const ModelCoverage&) const = default;
};

/// As it stands in the footer: nested objects by name.
nlohmann::ordered_json to_json(const ModelCoverage& coverage);
/// Reads it back. Throws std::runtime_error saying what is wrong with it.
ModelCoverage model_coverage_from_json(const nlohmann::ordered_json& json);

}  // namespace hallmark::run
