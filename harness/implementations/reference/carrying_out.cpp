// What the reference does with a request that it has let through.
#include <algorithm>

#include "harness/implementations/pre_command_octets.h"
#include "harness/implementations/reference/reference.h"
#include "harness/implementations/response_writer.h"
#include "harness/scenario/encoding.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;

namespace {

constexpr std::int64_t day = 86400;

/// The command as the User gets it: no device takes it, so its content is a name.
std::string command_bytes(const RequestView& request) {
  return scenario::base64("command " + request.variant + " to " + request.target);
}

}  // namespace

Observation Reference::handle(const scenario::Submit& submit) {
  const auto problem = validator_->check(submit.duis);
  const auto request = problem && problem->layer != "schema" ? std::nullopt : read_request(submit.duis);
  if (!request || facts_->service_request(request->variant) == nullptr) {
    return observation::Refused{problem ? schema::text(*problem) : "no Service Reference Variant of DUIS"};
  }
  if (problem) {
    // The refusal itself has to be valid, which needs a RequestID and a Reference that are.
    const std::string refusal = respond(*request, "E65");
    if (validator_->check(refusal)) return observation::Refused{schema::text(*problem)};
    return Answered{observation::Responded{{refusal, {}}}};
  }
  // No public table gives a code for a signature that does not hold: then the sender is not the User it says.
  const auto code = signatures_.trusts(submit.duis) ? refusal(submit.user, submit.service, *request)
                                                    : std::optional<std::string>("E1");
  const std::string response = code ? respond(*request, *code) : carry_out(submit.user, *request);
  return Answered{observation::Responded{{response, {}}}};
}

std::string Reference::respond(const RequestView& request, const std::string& code, const std::string& content,
                               const std::string& value) const {
  ResponseMessage message;
  message.schema_version = schema_version_;
  message.request_id = request.request_id;
  message.code = code;
  message.date_time = scenario::text(estate_.now);
  message.reference = request.reference;
  message.variant = request.variant;
  message.content = content;
  message.value = value;
  return write(message);
}

std::string Reference::carry_out(const std::string& user, const RequestView& request) {
  const auto& variant = request.command_variant;
  const std::string command = request.is_pre_command() ? request.pre_command : command_bytes(request);
  if (variant == "4") {
    return respond(request, "I0", "PreCommand", pre_command(request, *facts_->service_request(request.variant)));
  }
  if (variant == "2" || variant == "6") {
    local_commands_.insert(request.request_id);
    return respond(request, "I0", "LocalCommand", command);
  }
  if (variant == "8") {
    if (request.variant == "5.1") return create_schedule(user, request);
    change_inventory(request);
    if (request.variant == "5.3") {
      std::erase_if(schedules_, [&](const Schedule& schedule) { return schedule.id == request.schedule_id; });
    }
    const bool firmware = request.variant == "11.1" || request.variant == "11.4";
    for (const auto& device : request.body_devices) {
      if (firmware) send(user, request, device, "");
    }
    return respond(request, "I0");
  }
  const auto due = scenario::instant(request.execution_time);
  const auto* service = facts_->service_request(request.variant);
  const bool held = due && *due > estate_.now && service->future_dated != spec::FutureDated::device;
  if (held) {
    queue_.push_back({user, request, *due});
  } else {
    send(user, request, request.target, "");
  }
  if (variant != "3" && variant != "7") return respond(request, "I99");
  local_commands_.insert(request.request_id);
  return respond(request, "I99", "LocalCommand", command);
}

std::string Reference::create_schedule(const std::string& user, const RequestView& request) {
  const std::string id = std::to_string(next_schedule_++);
  const auto start = scenario::instant(request.schedule_start + "T00:00:00Z").value_or(estate_.now + day);
  schedules_.push_back({id, user, request, start});
  return respond(request, "I0", "DSPScheduleID", id);
}

void Reference::send(const std::string& user, const RequestView& request, const std::string& device,
                     const std::string& schedule) {
  const std::string variant = schedule.empty() ? request.variant : request.scheduled_variant;
  in_flight_[{request.request_id, device}] = {user, device, request, schedule};
  observation::ToDevice row{device, request.request_id, variant, std::nullopt, std::nullopt};
  if (!schedule.empty()) row.schedule = schedule;
  effects_.to_devices.push_back(std::move(row));
}

/// Future-dated requests and daily schedules that fall due, in order of time; what may not pass then is dropped.
void Reference::run_due(scenario::Instant until) {
  // One run a day; a clock that jumps years ahead is not worth more than a year of runs.
  const auto since = std::max(estate_.now, until + -366 * day);
  for (auto& schedule : schedules_) {
    while (schedule.next < since) schedule.next = schedule.next + day;
  }
  while (true) {
    const auto queued =
        std::min_element(queue_.begin(), queue_.end(), [](const Queued& a, const Queued& b) { return a.due < b.due; });
    const auto schedule = std::min_element(schedules_.begin(), schedules_.end(),
                                           [](const Schedule& a, const Schedule& b) { return a.next < b.next; });
    const bool runs = schedule != schedules_.end() && schedule->next <= until;
    if (queued != queue_.end() && queued->due <= until && !(runs && schedule->next < queued->due)) {
      const Queued due = *queued;
      queue_.erase(queued);
      if (!refusal_by_flag(due.request)) send(due.user, due.request, due.request.target, "");
    } else if (runs) {
      schedule->next = schedule->next + day;
      const auto& devices = schedule->request.body_devices;
      if (!devices.empty() && !refusal_by_flag(schedule->request))
        send(schedule->user, schedule->request, devices.front(), schedule->id);
    } else {
      return;
    }
  }
}

void Reference::change_inventory(const RequestView& request) {
  for (const auto& id : request.body_devices) {
    scenario::Device* device = find(id);
    if (request.variant == "8.3" && device != nullptr) device->status = "Decommissioned";
    if (request.variant == "12.2" && device == nullptr) {
      scenario::Device added;
      added.id = id;
      added.status = "Pending";
      estate_.devices.push_back(added);
    }
  }
}

}  // namespace hallmark::implementations
