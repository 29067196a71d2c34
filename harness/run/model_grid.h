/// \file
/// The model of what a run may meet, as numbers, so that counting in play costs next to nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/run/record_model.h"
#include "spec/facts.h"

namespace hallmark::run {

/// What a fair observer knows of a meter: a small state machine in the field's terms.
struct MeterState {
  enum class Flag { clear, set, open };
  enum class Mode { credit, prepayment, unknown };
  enum class Status { not_installed, installed_not_commissioned, commissioned, suspended, decommissioned };
  Flag flag = Flag::clear;
  Mode mode = Mode::credit;
  Status status = Status::commissioned;
  bool waiting = false;  ///< a future-dated request or a schedule was accepted for it and may still fall due

  /// How many states there are; numbers run from 0.
  static constexpr std::uint32_t count = 3 * 3 * 5 * 2;
  std::uint32_t number() const;
  /// "set credit commissioned waiting".
  static std::string name(std::uint32_t number);
  bool operator==(const MeterState&) const = default;
};

/// "clear", "set" or "open".
std::string_view name(MeterState::Flag flag);

/// What a stimulus is to the model; `operation_names` has a name for each.
enum class Operation : std::uint8_t {
  initialize,
  reset,
  send_command,
  transform,
  non_device,
  set_restricted,
  clear_restricted,
  read,
  status,
  payment_mode,
  metering_points,
  hub,
  add,
  change_of_supplier,
  change_of_tenancy,
  response,
  alert,
  dcc_alert,
  advance,
  install_code,
  performance_report,
  service_request_report,
  drain,
  shutdown
};
inline constexpr std::uint32_t operation_count = 24;
/// "submit send-command", "ssi read", "inventory status", … in the order of the numbers.
std::string_view name(Operation operation);

/// Numbers of everything that can be met; made once from the facts, the same for everybody who has the same facts. Not
/// copyable: it holds views of itself.
class ModelGrid {
 public:
  /// What came of a request, what was done with an Alert, what became of an operation.
  enum class Came { accepted, refused, passed_on };
  enum class Alerted { sent, delivered };
  enum class Used { asked, accepted };

  /// Keeps a reference.
  explicit ModelGrid(const spec::Facts& facts);
  ModelGrid(const ModelGrid&) = delete;
  ModelGrid& operator=(const ModelGrid&) = delete;

  std::uint32_t size() const { return size_; }
  static std::uint32_t state(std::uint32_t number) { return number; }
  static std::uint32_t transition(std::uint32_t from, Operation by, std::uint32_t to);
  static std::uint32_t operation(Operation operation, Used used);
  /// `size()` where the facts know no such Service Request or device type; the empty type is no device's.
  std::uint32_t cell(std::string_view srv, std::string_view device_type, MeterState::Flag flag, Came came) const;
  /// `size()` where the facts know no such Alert.
  std::uint32_t alert(std::string_view code, MeterState::Flag flag, Alerted alerted) const;

  /// Counts by number, as many as `size()`, with their names.
  ModelCoverage named(const std::vector<long long>& counts) const;

 private:
  const spec::Facts* facts_;
  std::vector<std::string> types_;  ///< the empty one first
  std::map<std::string_view, std::uint32_t> srvs_;
  std::map<std::string_view, std::uint32_t> type_numbers_;
  std::map<std::string_view, std::uint32_t> alerts_;
  std::uint32_t first_cell_ = 0;
  std::uint32_t first_alert_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace hallmark::run
