// Requests of a sequence, and what devices answer to them.
#include <algorithm>
#include <array>

#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"
#include "harness/generator/script.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

/// What its sender may send twice without anybody's inventory being in doubt: a read.
bool is_read(const spec::ServiceRequest& service) { return service.reference.starts_with("4."); }

/// Security credentials, the inventory, the payment mode: what they change may decide what sends Alerts, and to whom.
bool may_disturb_alerts(const spec::ServiceRequest& service) {
  const auto& reference = service.reference;
  return reference.starts_with("6.") || reference.starts_with("8.") || reference.starts_with("12.") ||
         service.variant == "1.6" || service.variant == "3.2";
}

}  // namespace

RequestPlan Script::plan_of(const Sendable& what, std::size_t home) {
  const auto& here = street_.homes[home];
  RequestPlan plan;
  plan.service = what.service;
  plan.device_type = what.device_type;
  plan.role = what.role;
  if (!what.device_type.empty()) plan.device = device_of_type(here, what.device_type);
  plan.user = user_in_role(here, what.role);
  plan.command_variant = what.command_variant;
  plan.counter = ++counter_;
  plan.schema_version = material_.schema_version;
  return plan;
}

/// Three of four requests are followed by a drain; the rest meets what comes next while still on its way. One read in
/// four asks for the last two days; no moment that a flag changes at is an end of them.
void Script::send(const Sendable& what, std::size_t home, const Move& move, const Wish& wish) {
  auto plan = plan_of(what, home);
  if (!wish.user.empty()) plan.user = wish.user;
  if (is_read(*what.service) && wish.user.empty() && move.how % 4 == 0)
    plan.log_period = std::pair(street_.estate.now + (17 - 2 * day), street_.estate.now + (17 - hour));
  const auto* sample = what.samples[move.how % what.samples.size()];
  if (wish.future_dated) {
    const auto dated =
        std::find_if(what.samples.begin(), what.samples.end(), [](auto* each) { return each->future_dated; });
    if (dated == what.samples.end()) return;
    sample = *dated;
  } else if (const auto* written = written_sample(what)) {
    sample = written;
  }
  Sent sent;
  sent.submit = generator::request(*sample, plan, street_.homes[home]);
  if (auto departing = deviant(sent.submit, what, home)) {
    drain();  // by itself, for what it caused may not be told from what others did
    add(*std::move(departing));
    return drain();
  }
  sent.what = &what;
  sent.sample = sample;
  sent.home = home;
  sent.device = plan.device;
  sent.counter = plan.counter;
  if (is_forbidden(what, plan.device, home)) forbidden_ = sent_.size();
  if (may_disturb_alerts(*what.service)) disturb(sent);
  add(sent.submit);
  sent_.push_back(std::move(sent));
  if (move.who % 4 != 0) drain();
}

/// What it names stands below a hub, or anywhere in that home.
void Script::disturb(const Sent& sent) {
  const auto& here = street_.homes[sent.home];
  disturbed_.insert({here.chf, here.other_chf});
  auto devices = sent.submit.reading.devices;
  devices.insert(devices.end(), {here.esme, here.gsme, here.gpf});
  for (const auto& id : devices) disturbed_.insert({id, hub_of(id)});
}

void Script::request(const Move& move, bool by_another) {
  const auto& what = repertoire_.requests[move.what % repertoire_.requests.size()];
  send(what, home_number(move), move, {by_another ? any_user(move) : std::string()});
}

/// One in four is for a later time, one in eight a schedule: what may fall due once the flag is set.
void Script::consumption(const Move& move) {
  const bool later = move.how % 4 == 1;
  const auto& all = later               ? repertoire_.future_dated
                    : move.how % 8 == 3 ? repertoire_.schedules
                                        : repertoire_.consumption;
  if (!all.empty()) send(*all[move.what % all.size()], home_number(move), move, {{}, later});
}

/// The latest transform whose pre-command did not go on yet. A time that it was dated for may be past by now.
void Script::signed_command(const Move& move) {
  const auto found = std::find_if(sent_.rbegin(), sent_.rend(), [](const Sent& each) {
    return each.what->command_variant == 4 && !each.signed_since;
  });
  if (found == sent_.rend()) return;
  const auto transform = static_cast<std::size_t>(sent_.rend() - found) - 1;
  std::vector<int> variants;
  for (const int variant : sent_[transform].what->service->command_variants) {
    if (holds_pre_command(variant)) variants.push_back(variant);
  }
  sent_[transform].signed_since = true;
  const auto due = sent_[transform].submit.reading.execution_time;
  if (variants.empty() || (due && *due != street_.estate.now + hour)) return;
  Sent sent = sent_[transform];
  auto plan = plan_of(*sent.what, sent.home);
  plan.user = sent.submit.user;
  plan.counter = sent.counter;
  plan.command_variant = variants[move.how % variants.size()];
  plan.pre_command_of = sent.submit.reading.request_id;
  sent.submit = generator::request(*sent.sample, plan, street_.homes[sent.home]);
  if (is_forbidden(*sent.what, sent.device, sent.home)) forbidden_ = sent_.size();
  add(sent.submit);
  sent_.push_back(std::move(sent));
  if (move.who % 4 != 0) drain();
}

/// 8.13, of the latest command that was handed to its User (Command Variants 2 and 3).
void Script::local_answer(const Move& move) {
  const auto found = std::find_if(sent_.rbegin(), sent_.rend(), [](const Sent& each) {
    const int variant = each.submit.reading.command_variant;
    return variant == 2 || variant == 3;
  });
  const auto* service = material_.facts->service_request("8.13");
  const auto samples = schema::samples_of(*material_.samples, "8.13");
  if (found == sent_.rend() || samples.empty()) return;
  const auto& roles = service->roles;
  if (std::find(roles.begin(), roles.end(), found->what->role) == roles.end()) return;
  const auto& local = *found;
  auto plan = plan_of({service, local.what->device_type, local.what->role, 8, samples}, local.home);
  plan.user = local.submit.user;
  plan.original_request_id = local.submit.reading.request_id;
  plan.gbcs_response = gbcs_response(local.device, plan.user, local.counter, code_of(local), random_canary(random_));
  add(generator::request(*samples.front(), plan, street_.homes[local.home]));
  if (move.who % 4 != 0) drain();
}

/// Only what no longer waits and is no longer in flight, and neither asks for a later time nor changes anything.
void Script::replay(const Move& move) {
  std::vector<const Sent*> over;
  for (const auto& each : sent_) {
    if (each.answered && is_read(*each.what->service) && !each.submit.reading.execution_time) over.push_back(&each);
  }
  if (over.empty()) return;
  auto again = over[move.what % over.size()]->submit;
  again.reading.deviation = "replayed_request_id";
  add(std::move(again));
  drain();
}

std::string Script::code_of(const Sent& sent) const {
  const bool network_operator = sent.what->role == "ED" || sent.what->role == "GT";
  return message_code(*sent.what->service, sent.what->device_type, network_operator,
                      sent.submit.reading.payment_mode.value_or(""));
}

void Script::answer(Sent& sent, bool success) {
  auto from = response_from_device(sent.device, sent.submit, sent.counter, code_of(sent), random_canary(random_));
  from.success = success;
  sent.answered = true;
  add(std::move(from));
  drain();
}

/// The latest requests are answered most often, each once.
void Script::device_answers(const Move& move) {
  if (sent_.empty()) return;
  auto& sent = sent_[sent_.size() - 1 - move.what % std::min<std::size_t>(sent_.size(), 8)];
  if (!sent.device.empty() && !sent.what->service->non_device && !sent.answered) answer(sent, move.how % 8 != 0);
}

const std::string& Script::meter_of(const std::string& id, std::size_t home) const {
  const auto& here = street_.homes[home];
  return id == here.gpf ? here.gsme : id;
}

bool Script::is_forbidden(const Sendable& what, const std::string& id, std::size_t home) const {
  return what.forbidden && restricted_.contains(meter_of(id, home));
}

}  // namespace hallmark::generator
