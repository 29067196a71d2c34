#include "harness/run/model_grid.h"

#include <array>

namespace hallmark::run {

namespace {

constexpr std::array<std::string_view, 3> flag_names = {"clear", "set", "open"};
constexpr std::array<std::string_view, 3> mode_names = {"credit", "prepayment", "unknown-mode"};
constexpr std::array<std::string_view, 5> status_names = {"not-installed", "installed-not-commissioned", "commissioned",
                                                          "suspended", "decommissioned"};
constexpr std::array<std::string_view, 2> queue_names = {"empty", "waiting"};

constexpr std::array<std::string_view, operation_count> operation_names = {"initialize",
                                                                           "reset",
                                                                           "submit send-command",
                                                                           "submit transform",
                                                                           "submit non-device",
                                                                           "ssi set-restricted",
                                                                           "ssi clear-restricted",
                                                                           "ssi read",
                                                                           "inventory status",
                                                                           "inventory paymentMode",
                                                                           "inventory meteringPoints",
                                                                           "inventory hub",
                                                                           "inventory add",
                                                                           "registration change-of-supplier",
                                                                           "registration change-of-tenancy",
                                                                           "fromDevice response",
                                                                           "fromDevice alert",
                                                                           "fromDevice dcc-alert",
                                                                           "advance",
                                                                           "installCode",
                                                                           "report performance",
                                                                           "report service-requests",
                                                                           "drain",
                                                                           "shutdown"};

constexpr std::uint32_t first_transition = MeterState::count;
constexpr std::uint32_t first_operation = first_transition + MeterState::count * operation_count * MeterState::count;
constexpr std::uint32_t first_of_facts = first_operation + operation_count * 2;

template <class Value>
std::uint32_t number_of(Value value) {
  return static_cast<std::uint32_t>(value);
}

}  // namespace

std::uint32_t MeterState::number() const {
  return ((number_of(flag) * 3 + number_of(mode)) * 5 + number_of(status)) * 2 + (waiting ? 1 : 0);
}

std::string MeterState::name(std::uint32_t number) {
  std::string text(flag_names[number / 30 % 3]);
  for (const auto word : {mode_names[number / 10 % 3], status_names[number / 2 % 5], queue_names[number % 2]}) {
    text += ' ';
    text += word;
  }
  return text;
}

std::string_view name(MeterState::Flag flag) { return flag_names[number_of(flag)]; }
std::string_view name(Operation operation) { return operation_names[number_of(operation)]; }

ModelGrid::ModelGrid(const spec::Facts& facts) : facts_(&facts), types_{""}, first_cell_(first_of_facts) {
  for (const auto& type : facts.device_types) types_.push_back(type.id);
  for (std::uint32_t i = 0; i < types_.size(); ++i) type_numbers_.emplace(types_[i], i);
  for (const auto& service : facts.service_requests) srvs_.emplace(service.variant, number_of(srvs_.size()));
  for (const auto& alert : facts.alerts) alerts_.emplace(alert.code, number_of(alerts_.size()));
  first_alert_ = first_cell_ + number_of(srvs_.size() * types_.size()) * 9;
  size_ = first_alert_ + number_of(alerts_.size()) * 6;
}

std::uint32_t ModelGrid::transition(std::uint32_t from, Operation by, std::uint32_t to) {
  return first_transition + (from * operation_count + number_of(by)) * MeterState::count + to;
}

std::uint32_t ModelGrid::operation(Operation operation, Used used) {
  return first_operation + number_of(operation) * 2 + number_of(used);
}

std::uint32_t ModelGrid::cell(std::string_view srv, std::string_view device_type, MeterState::Flag flag,
                              Came came) const {
  const auto row = srvs_.find(srv);
  const auto type = type_numbers_.find(device_type);
  if (row == srvs_.end() || type == type_numbers_.end()) return size_;
  const auto place = row->second * number_of(types_.size()) + type->second;
  return first_cell_ + place * 9 + number_of(flag) * 3 + number_of(came);
}

std::uint32_t ModelGrid::alert(std::string_view code, MeterState::Flag flag, Alerted alerted) const {
  const auto found = alerts_.find(code);
  return found == alerts_.end() ? size_ : first_alert_ + found->second * 6 + number_of(flag) * 2 + number_of(alerted);
}

ModelCoverage ModelGrid::named(const std::vector<long long>& counts) const {
  ModelCoverage made;
  const auto flag = [](std::uint32_t number) { return std::string(flag_names[number]); };
  for (std::uint32_t thing = 0; thing < size_; ++thing) {
    const long long times = counts[thing];
    if (times == 0) continue;
    if (thing < first_transition) {
      made.states[MeterState::name(thing)] = times;
    } else if (thing < first_operation) {
      const auto at = thing - first_transition;
      const auto by = at / MeterState::count;
      made.transitions[{MeterState::name(by / operation_count), std::string(operation_names[by % operation_count]),
                        MeterState::name(at % MeterState::count)}] = times;
    } else if (thing < first_cell_) {
      const auto at = thing - first_operation;
      auto& uses = made.operations[std::string(operation_names[at / 2])];
      (at % 2 == 0 ? uses.asked : uses.accepted) = times;
    } else if (thing < first_alert_) {
      const auto at = thing - first_cell_;
      const auto place = at / 9;
      auto& seen = made.cells[{facts_->service_requests[place / types_.size()].variant, types_[place % types_.size()],
                               flag(at % 9 / 3)}];
      (at % 3 == 0 ? seen.accepted : at % 3 == 1 ? seen.refused : seen.passed_on) = times;
    } else {
      const auto at = thing - first_alert_;
      auto& seen = made.alerts[{facts_->alerts[at / 6].code, flag(at % 6 / 2)}];
      (at % 2 == 0 ? seen.sent : seen.delivered) = times;
    }
  }
  return made;
}

}  // namespace hallmark::run
