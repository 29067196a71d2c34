#include <algorithm>
#include <cctype>
#include <charconv>
#include <pugixml.hpp>
#include <sstream>

#include "harness/generator/deviation.h"
#include "harness/generator/request.h"

namespace hallmark::generator {

using scenario::Submit;

namespace {

/// A request opened for change; `close` gives it back with the name of the deviation.
struct Opened {
  explicit Opened(const Submit& valid) : submit(valid) {
    document.load_buffer(valid.duis.data(), valid.duis.size());
    root = document.child("sr:Request");
    header = root.child("sr:Header");
    body = root.child("sr:Body");
  }
  std::optional<Submit> close() {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    submit.duis = R"(<?xml version="1.0" encoding="UTF-8"?>)" + out.str();
    return submit;
  }
  void set_header(const char* element, const std::string& value) { header.child(element).text().set(value.c_str()); }
  /// Gives the request another RequestID, in header and reading.
  void set_request_id(const std::string& originator, const std::string& target) {
    set_request_id(originator, target, submit.reading.request_id.substr(submit.reading.request_id.rfind(':') + 1));
  }
  void set_request_id(const std::string& originator, const std::string& target, const std::string& counter) {
    submit.reading.originator = originator;
    submit.reading.header_target = target;
    submit.reading.request_id = originator + ':' + target + ':' + counter;
    set_header("sr:RequestID", submit.reading.request_id);
  }

  Submit submit;
  pugi::xml_document document;
  pugi::xml_node root, header, body;
};

using Apply = std::optional<Submit> (*)(const DeviationSource&, Random&);

template <class Range, class Value>
bool holds(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

std::optional<Submit> body_of_another(const DeviationSource& source, Random&) {
  if (source.other == nullptr || source.other->reading.body_srv == source.valid->reading.body_srv) return std::nullopt;
  Opened opened(*source.valid);
  const Opened other(*source.other);
  opened.body.remove_children();
  for (const auto& element : other.body.children()) opened.body.append_copy(element);
  opened.submit.reading.body_srv = source.other->reading.body_srv;
  return opened.close();
}

std::optional<Submit> another_reference(const DeviationSource& source, Random& random) {
  const auto& all = source.facts->service_requests;
  const auto& chosen = all[random.below(all.size())].reference;
  if (chosen == source.valid->reading.reference) return std::nullopt;
  Opened opened(*source.valid);
  opened.set_header("sr:ServiceReference", chosen);
  opened.submit.reading.reference = chosen;
  return opened.close();
}

std::optional<Submit> with_command_variant(const DeviationSource& source, int variant) {
  Opened opened(*source.valid);
  opened.set_header("sr:CommandVariant", std::to_string(variant));
  opened.submit.reading.command_variant = variant;
  return opened.close();
}

std::optional<Submit> variant_not_allowed(const DeviationSource& source, Random& random) {
  const auto* service = source.facts->service_request(source.valid->reading.header_srv);
  const int variant = 1 + static_cast<int>(random.below(8));
  if (service == nullptr || holds(service->command_variants, variant)) return std::nullopt;
  return with_command_variant(source, variant);
}

std::optional<Submit> role_not_eligible(const DeviationSource& source, Random& random) {
  const auto* service = source.facts->service_request(source.valid->reading.header_srv);
  const auto& users = source.premises->estate.users;
  const auto& user = users[random.below(users.size())];
  if (service == nullptr || holds(service->roles, user.roles.front())) return std::nullopt;
  Opened opened(*source.valid);
  opened.set_request_id(user.id, source.valid->reading.header_target);
  opened.submit.user = user.id;
  return opened.close();
}

std::optional<Submit> another_originator(const DeviationSource& source, Random& random) {
  const auto& users = source.premises->estate.users;
  const auto& user = users[random.below(users.size())];
  if (user.id == source.valid->user) return std::nullopt;
  Opened opened(*source.valid);
  opened.set_request_id(user.id, source.valid->reading.header_target);
  return opened.close();
}

std::optional<Submit> wrong_target(const DeviationSource& source, Random& random) {
  const auto* service = source.facts->service_request(source.valid->reading.header_srv);
  const auto& devices = source.premises->estate.devices;
  const auto& device = devices[random.below(devices.size())];
  if (service == nullptr || service->non_device || holds(service->device_types, device.type)) return std::nullopt;
  Opened opened(*source.valid);
  opened.set_request_id(source.valid->reading.originator, device.id);
  opened.submit.reading.device_type = device.type;
  opened.submit.reading.devices = {device.id};
  return opened.close();
}

std::optional<Submit> unknown_target(const DeviationSource& source, Random&) {
  const auto* service = source.facts->service_request(source.valid->reading.header_srv);
  if (service == nullptr || service->non_device) return std::nullopt;
  Opened opened(*source.valid);
  opened.set_request_id(source.valid->reading.originator, source.premises->unknown_device);
  opened.submit.reading.devices = {source.premises->unknown_device};
  return opened.close();
}

/// A schedule whose ServiceReferenceVariant is another than that of the element it holds.
std::optional<Submit> schedule_says_another(const DeviationSource& source, Random&) {
  Opened opened(*source.valid);
  auto schedule = opened.body.child("sr:CreateSchedule");
  auto variant = schedule.child("sr:DSPScheduledServiceReferenceVariant");
  if (!variant || std::string_view(variant.text().get()) == "4.2") return std::nullopt;
  variant.text().set("4.15");
  schedule.child("sr:DSPScheduledServiceReference").text().set("4.15");
  return opened.close();
}

std::optional<Submit> wrong_service(const DeviationSource& source, Random&) {
  Submit moved = *source.valid;
  moved.service = moved.service == "non-device" ? "send-command" : "non-device";
  return moved;
}

/// The ids of the devices it is about, spelt another way; its reading keeps them as the estate has them.
std::optional<Submit> with_ids_spelt(const DeviationSource& source, std::string (*spelt)(std::string)) {
  Opened opened(*source.valid);
  const auto& target = source.valid->reading.header_target;
  bool changed = spelt(target) != target;
  opened.set_request_id(source.valid->reading.originator, spelt(target));
  for (const auto& match : opened.body.select_nodes(".//sr:DeviceID")) {
    const std::string id = match.node().text().get();
    changed = changed || spelt(id) != id;
    match.node().text().set(spelt(id).c_str());
  }
  if (!changed) return std::nullopt;
  opened.submit.reading = source.valid->reading;
  return opened.close();
}

std::string lower_case(std::string id) {
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return std::tolower(c); });
  return id;
}

/// The second letter becomes small; the first stays as it is.
std::string mixed_case(std::string id) {
  const auto first = std::find_if(id.begin(), id.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  const auto second = first == id.end()
                          ? first
                          : std::find_if(first + 1, id.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  if (second != id.end()) *second = static_cast<char>(std::tolower(static_cast<unsigned char>(*second)));
  return id;
}

std::optional<Submit> lower_case_ids(const DeviationSource& source, Random&) {
  return with_ids_spelt(source, lower_case);
}

std::optional<Submit> mixed_case_ids(const DeviationSource& source, Random&) {
  return with_ids_spelt(source, mixed_case);
}

std::optional<Submit> space_around_variant(const DeviationSource& source, Random&) {
  Opened opened(*source.valid);
  const std::string id = ' ' + source.valid->reading.request_id + '\n';
  opened.set_header("sr:RequestID", id);
  return opened.close();
}

/// The counter of a request that the same User sent for the same device before; nothing where it is another's.
std::optional<std::uint64_t> counter_before(const DeviationSource& source) {
  if (source.earlier == nullptr) return std::nullopt;
  const auto& before = source.earlier->reading;
  const auto& now = source.valid->reading;
  if (before.originator != now.originator || before.header_target != now.header_target) return std::nullopt;
  std::uint64_t counter = 0;
  const auto digits = std::string_view(before.request_id).substr(before.request_id.rfind(':') + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), counter);
  return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(counter) : std::nullopt;
}

std::optional<Submit> with_counter(const DeviationSource& source, std::uint64_t counter) {
  Opened opened(*source.valid);
  opened.set_request_id(source.valid->reading.originator, source.valid->reading.header_target, std::to_string(counter));
  if (opened.submit.reading.request_id == source.valid->reading.request_id) return std::nullopt;
  return opened.close();
}

std::optional<Submit> replayed_request_id(const DeviationSource& source, Random&) {
  const auto counter = counter_before(source);
  return counter ? with_counter(source, *counter) : std::nullopt;
}

std::optional<Submit> counter_below_earlier(const DeviationSource& source, Random& random) {
  const auto counter = counter_before(source);
  if (!counter || *counter == 0) return std::nullopt;
  return with_counter(source, *counter - 1 - random.below(std::min<std::uint64_t>(*counter, 3)));
}

/// One that shows only after another request.
Deviation following(Deviation deviation) {
  deviation.follows = true;
  return deviation;
}

Deviation meaning_deviation(std::string name, std::string layer, Fate fate, std::string what, Apply apply) {
  Deviation made;
  made.name = std::move(name);
  made.layer = std::move(layer);
  made.fate = fate;
  made.what = std::move(what);
  made.apply = [name = made.name, apply](const DeviationSource& source, Random& random) {
    // Some draws hit what is allowed after all; a few more find one that is not, where there is one.
    for (int draw = 0; draw < 64; ++draw) {
      if (auto deviant = apply(source, random)) {
        deviant->reading.deviation = name;
        return deviant;
      }
    }
    return std::optional<Submit>();
  };
  return made;
}

}  // namespace

std::vector<Deviation> meaning_deviations() {
  return {
      meaning_deviation("body_of_another_service_request", "semantics", Fate::refused,
                        "The header names one Service Request, the Body is that of another.", body_of_another),
      meaning_deviation("reference_and_variant_disagree", "semantics", Fate::refused,
                        "The ServiceReference is not that of the ServiceReferenceVariant.", another_reference),
      meaning_deviation("command_variant_not_allowed", "semantics", Fate::refused,
                        "The Service Request does not have this Command Variant.", variant_not_allowed),
      meaning_deviation("command_variant_9", "semantics", Fate::refused,
                        "Command Variant 9, which no Service Request has.",
                        [](const DeviationSource& source, Random&) { return with_command_variant(source, 9); }),
      meaning_deviation("role_not_eligible", "semantics", Fate::refused, "The User's role is not eligible.",
                        role_not_eligible),
      meaning_deviation("wrong_target", "semantics", Fate::refused,
                        "The device is of a type that the Service Request has not.", wrong_target),
      meaning_deviation("schedule_says_another_service_request", "semantics", Fate::refused,
                        "A schedule names another variant than that of its element.", schedule_says_another),
      meaning_deviation("wrong_service", "semantics", Fate::refused,
                        "The request comes to another service than that of its Command Variant.", wrong_service),
      meaning_deviation("unknown_target", "identity", Fate::refused, "The device is in no inventory.", unknown_target),
      meaning_deviation("originator_is_another_user", "identity", Fate::refused,
                        "The RequestID names another User than the one who sends it.", another_originator),
      following(meaning_deviation("replayed_request_id", "identity", Fate::open,
                                  "The RequestID is that of an earlier request (replayed-request-id).",
                                  replayed_request_id)),
      following(meaning_deviation("counter_below_earlier", "identity", Fate::open,
                                  "The RequestID has a lower counter than an earlier request.", counter_below_earlier)),
      meaning_deviation("lower_case_target", "identity", Fate::equivalent, "Device ids are written in lower case.",
                        lower_case_ids),
      meaning_deviation("mixed_case_target", "identity", Fate::equivalent, "Device ids are written in both cases.",
                        mixed_case_ids),
      meaning_deviation("white_space_around_request_id", "identity", Fate::equivalent,
                        "White space, which the schema collapses, stands around the RequestID.", space_around_variant),
  };
}

}  // namespace hallmark::generator
