#include "harness/implementations/defects/situation.h"

#include <algorithm>

#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

using scenario::Device;

namespace {

bool is_refusal(const observation::Observation& observation) {
  if (std::holds_alternative<observation::Refused>(observation)) return true;
  const auto* responded = observation::answer<observation::Responded>(observation);
  return responded != nullptr && responded->response.xml.find("ResponseCode>E") != std::string::npos;
}

bool is_at(const Device& device, const std::string& point) {
  return std::ranges::find(device.metering_points, point) != device.metering_points.end();
}

}  // namespace

void Situation::reset(const scenario::Reset& told) {
  const auto first = std::ranges::find_if(estate_.devices, is_meter);
  was_restricted_before_reset = first != estate_.devices.end() && is_restricted(*first);
  estate_ = told.estate;
  now = start = told.estate.now;
  steps = requests = alerts = since_drain = 0;
  ++resets;
  restarted = refused_before = false;
  refused_ids.clear();
  accepted_ids.clear();
  stories_.clear();
  suppliers_.clear();
  places_.clear();
  for (std::size_t place = 0; place < estate_.devices.size(); ++place) {
    const auto& device = estate_.devices[place];
    const auto id = canonical_id(device.id);
    places_.emplace(id, place);
    if (device.restricted) stories_[id].restricted = true;
  }
  for (const auto& point : estate_.metering_points) suppliers_[point.id] = {canonical_id(point.supplier)};
}

void Situation::learn(const scenario::Inventory& event) {
  if (event.add) {
    const auto id = canonical_id(event.add->id);
    stories_[id].added_again = device(id) != nullptr;
    const auto place = places_.emplace(id, estate_.devices.size());
    if (place.second) {
      estate_.devices.push_back(*event.add);
    } else {
      estate_.devices[place.first->second] = *event.add;
    }
  }
  for (const auto& id : event.devices) {
    auto& story = stories_[canonical_id(id)];
    story.status_changed = story.status_changed || event.status.has_value();
    story.moved = story.moved || event.metering_points.has_value();
    story.hub_exchanged = story.hub_exchanged || event.hub.has_value();
    const auto place = places_.find(canonical_id(id));
    if (place == places_.end()) continue;
    auto& known = estate_.devices[place->second];
    if (event.status) known.status = *event.status;
    if (event.metering_points) known.metering_points = *event.metering_points;
    if (event.hub) known.hub = *event.hub;
  }
}

void Situation::learn(const scenario::Registration& event) {
  if (event.event != "change-of-supplier" || !event.supplier) return;
  const bool again = !suppliers_[event.metering_point].insert(canonical_id(*event.supplier)).second;
  for (const auto& each : estate_.devices) {
    if (!is_at(each, event.metering_point)) continue;
    auto& story = stories_[canonical_id(each.id)];
    ++story.changes_of_supplier;
    story.was_given_back = story.was_given_back || again;
  }
}

void Situation::before(const scenario::Stimulus& told) {
  stimulus = &told;
  request.reset();
  ++steps;
  ++steps_in_all;
  ++since_drain;
  if (const auto* initialize = std::get_if<scenario::Initialize>(&told)) harness_is_named = initialize->names_harness;
  if (const auto* fresh = std::get_if<scenario::Reset>(&told)) reset(*fresh);
  if (std::holds_alternative<scenario::Shutdown>(told)) restarted = true;
  if (const auto* event = std::get_if<scenario::Inventory>(&told)) learn(*event);
  if (const auto* event = std::get_if<scenario::Registration>(&told)) learn(*event);
  if (const auto* advance = std::get_if<scenario::Advance>(&told)) now = std::max(now, advance->to);
  if (const auto* from = std::get_if<scenario::FromDevice>(&told); from != nullptr && from->kind == "alert") ++alerts;
  if (const auto* submit = std::get_if<scenario::Submit>(&told)) {
    ++requests;
    ++requests_in_all;
    request = read_request(submit->duis);
  }
}

void Situation::after(const scenario::Stimulus& told, const observation::Observation& observation) {
  if (std::holds_alternative<scenario::Drain>(told)) since_drain = 0;
  if (std::holds_alternative<scenario::Submit>(told)) {
    refused_before = is_refusal(observation);
    if (request) (refused_before ? refused_ids : accepted_ids).insert(canonical_id(request->request_id));
  }
  const auto* ssi = std::get_if<scenario::Ssi>(&told);
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  if (ssi == nullptr || answer == nullptr || !answer->accepted || ssi->action == "read") return;
  auto& story = stories_[canonical_id(ssi->device)];
  const bool sets = ssi->action == "set-restricted";
  if (story.restricted == sets) return;
  story.restricted = sets;
  ++(sets ? story.sets : story.clears);
  if (sets) story.set_at = now;
}

const Device* Situation::device(const std::string& id) const {
  const auto place = places_.find(canonical_id(id));
  return place == places_.end() ? nullptr : &estate_.devices[place->second];
}

const DeviceStory& Situation::story(const Device& one) const {
  static const DeviceStory none;
  const Device* meant = &one;
  if (one.type == "GPF") {
    const auto meter = std::ranges::find_if(
        estate_.devices, [&](const Device& each) { return each.type == "GSME" && each.hub == one.hub; });
    if (meter != estate_.devices.end()) meant = &*meter;
  }
  const auto found = stories_.find(canonical_id(meant->id));
  return found == stories_.end() ? none : found->second;
}

bool Situation::any_restricted() const {
  return std::ranges::any_of(stories_, [](const auto& entry) { return entry.second.restricted; });
}

Subject Situation::subject() const {
  Subject made;
  if (stimulus == nullptr) return made;
  if (const auto* ssi = std::get_if<scenario::Ssi>(stimulus))
    made = {device(ssi->device), nullptr, ssi->user, ssi->action};
  if (const auto* submit = std::get_if<scenario::Submit>(stimulus)) {
    made.user = submit->user;
    if (!request) return made;
    const bool in_body = request->target == canonical_id(estate_.dcc) && !request->body_devices.empty();
    made.device = device(in_body ? request->body_devices.front() : request->target);
    made.name = request->variant;
  }
  if (const auto* from = std::get_if<scenario::FromDevice>(stimulus)) {
    made.device = device(from->device);
    if (from->alert_code) made.name = *from->alert_code;
  }
  if (const auto* event = std::get_if<scenario::Inventory>(stimulus)) {
    if (!event->devices.empty()) made.device = device(event->devices.front());
    if (event->status) made.name = *event->status;
  }
  if (const auto* event = std::get_if<scenario::Registration>(stimulus)) made.name = event->metering_point;
  return made;
}

}  // namespace hallmark::implementations
