#include "harness/generator/script.h"

#include <algorithm>
#include <array>

namespace hallmark::generator {

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
constexpr std::array<std::int64_t, 8> waits = {1, 60, hour, 6 * hour, day, 3 * day, 14 * day, 62 * day};
constexpr std::array<std::string_view, 9> statuses = {"Pending",      "Whitelisted", "InstalledNotCommissioned",
                                                      "Commissioned", "Suspended",   "Recovery",
                                                      "Recovered",    "Withdrawn",   "Decommissioned"};

bool holds_role(const Premises& home, const std::string& role) {
  const auto& users = home.estate.users;
  return std::any_of(users.begin(), users.end(), [&](const auto& user) { return user.roles.front() == role; });
}

/// The home's party in that role is another User from now on.
void replace_user(Premises& home, const std::string& role, const std::string& with) {
  for (auto& user : home.estate.users) {
    if (user.roles.front() == role) user.id = with;
  }
}

}  // namespace

Script::Script(const SequenceMaterial& material, const std::vector<Sendable>& sendable, Street street, Random& random)
    : material_(material),
      sendable_(sendable),
      street_(std::move(street)),
      random_(random),
      counter_(1'000'000 + random.below(1'000'000'000)) {
  add(scenario::Reset{street_.estate});
}

void Script::play(const Move& move) {
  switch (move.kind) {
    case MoveKind::request:
      return request(move, false);
    case MoveKind::request_by_another:
      return request(move, true);
    case MoveKind::set_restricted:
      return flag(move, "set-restricted");
    case MoveKind::clear_restricted:
      return flag(move, "clear-restricted");
    case MoveKind::read_flag:
      return add(scenario::Ssi{supplier(move), "read", meter(move)});
    case MoveKind::flag_by_another:
      return flag_by_another(move);
    case MoveKind::status:
      return status(move);
    case MoveKind::payment_mode:
      return payment_mode(move);
    case MoveKind::change_of_supplier:
      return change_of_supplier(move);
    case MoveKind::change_of_tenancy:
      return change_of_tenancy(move);
    case MoveKind::device_answers:
      return device_answers(move);
    case MoveKind::device_alerts:
      return device_alerts(move);
    case MoveKind::advance:
      return advance(move);
    case MoveKind::replay:
      return replay(move);
    case MoveKind::drain:
      return drain();
  }
}

std::vector<scenario::Stimulus> Script::finish() {
  drain();
  return std::move(stimuli_);
}

/// Three of four requests are followed by a drain; the rest meets what comes next while still on its way.
void Script::request(const Move& move, bool by_another) {
  const Sendable& sendable = sendable_[move.what % sendable_.size()];
  Premises& here = home(move);
  if (!holds_role(here, sendable.role)) return;
  RequestPlan plan;
  plan.service = sendable.service;
  plan.device_type = sendable.device_type;
  if (!sendable.device_type.empty()) plan.device = device_of_type(here, sendable.device_type);
  plan.user = by_another ? any_user(move) : user_in_role(here, sendable.role);
  plan.command_variant = sendable.command_variant;
  plan.counter = ++counter_;
  plan.schema_version = material_.schema_version;
  const auto& sample = *sendable.samples[move.how % sendable.samples.size()];
  auto submit = generator::request(sample, plan, here);
  const auto& codes = sendable.service->message_codes;
  sent_.push_back({submit, plan.device, codes.empty() ? "0000" : codes.front(), plan.counter});
  add(std::move(submit));
  if (move.who % 4 != 0) drain();
}

void Script::flag(const Move& move, const std::string& action) {
  add(scenario::Ssi{supplier(move), action, meter(move)});
  if (move.who % 2 == 0) add(scenario::Ssi{supplier(move), "read", meter(move)});
  if (move.who % 4 == 0) drain();
}

void Script::flag_by_another(const Move& move) {
  static constexpr std::array<const char*, 3> actions = {"set-restricted", "clear-restricted", "read"};
  add(scenario::Ssi{any_user(move), actions[move.what % actions.size()], meter(move)});
  add(scenario::Ssi{supplier(move), "read", meter(move)});
}

void Script::status(const Move& move) {
  scenario::Inventory event;
  event.devices = {meter(move)};
  event.status = statuses[move.what % statuses.size()];
  add(std::move(event));
  drain();
  add(scenario::Ssi{supplier(move), "read", meter(move)});
}

void Script::payment_mode(const Move& move) {
  scenario::Inventory event;
  event.devices = {meter(move)};
  event.payment_mode = move.what % 2 == 0 ? "prepayment" : "credit";
  add(std::move(event));
  add(scenario::Ssi{supplier(move), "read", meter(move)});
}

void Script::change_of_supplier(const Move& move) {
  const bool electricity = move.how % 2 == 0;
  const auto& from = street_.homes[move.who % street_.homes.size()];
  const std::string gaining = electricity ? from.import_supplier : from.gas_supplier;
  Premises& here = home(move);
  if (gaining == supplier(move)) return;
  add(scenario::Registration{electricity ? here.import_mpan : here.mprn, "change-of-supplier", gaining});
  replace_user(here, electricity ? "IS" : "GS", gaining);
  supplier(move) = gaining;
  add(scenario::Ssi{gaining, "read", meter(move)});
}

void Script::change_of_tenancy(const Move& move) {
  const auto& here = home(move);
  add(scenario::Registration{move.how % 2 == 0 ? here.import_mpan : here.mprn, "change-of-tenancy", std::nullopt});
  add(scenario::Ssi{supplier(move), "read", meter(move)});
}

void Script::device_answers(const Move& move) {
  if (sent_.empty()) return;
  // The latest requests are answered most often.
  const auto& sent = sent_[sent_.size() - 1 - move.what % std::min<std::size_t>(sent_.size(), 8)];
  if (sent.device.empty()) return;
  const auto bytes = canary();
  scenario::FromDevice answer;
  answer.device = sent.device;
  answer.kind = "response";
  answer.request_id = sent.submit.reading.request_id;
  answer.success = move.how % 8 != 0;
  answer.canary = hex(bytes);
  answer.payload = gbcs_response(sent.device, sent.submit.user, sent.counter, sent.message_code, bytes);
  add(std::move(answer));
  drain();
}

void Script::device_alerts(const Move&) {}

void Script::advance(const Move& move) {
  street_.estate.now = street_.estate.now + waits[move.what % waits.size()] * (1 + move.how % 4);
  for (auto& each : street_.homes) each.estate.now = street_.estate.now;
  add(scenario::Advance{street_.estate.now});
  if (move.who % 4 != 0) drain();
}

void Script::replay(const Move& move) {
  if (sent_.empty()) return;
  add(sent_[move.what % sent_.size()].submit);
  drain();
}

Canary Script::canary() {
  Canary bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_.below(256));
  return bytes;
}

}  // namespace hallmark::generator
