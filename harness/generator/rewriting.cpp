#include "harness/generator/rewriting.h"

#include <algorithm>
#include <chrono>

#include "harness/generator/device_alert.h"
#include "harness/generator/random.h"
#include "harness/generator/replacements.h"
#include "harness/scenario/encoding.h"

namespace hallmark::generator {

using scenario::Instant;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;
constexpr std::size_t large_document = std::size_t{1} << 18U;
constexpr std::size_t end_of_large_document = std::size_t{1} << 16U;
constexpr std::size_t many_points = 50;

/// Octets that say nothing become others that say as little.
void fill_if_all(std::string& octets, char placeholder, Random& random) {
  if (octets.find_first_not_of(placeholder) != std::string::npos) return;
  for (char& octet : octets) octet = static_cast<char>(random.below(256));
}

Instant years_on(Instant moment, int years) {
  using namespace std::chrono;
  if (years == 0) return moment;
  const sys_seconds since{seconds{moment.seconds}};
  const auto midnight = floor<days>(since);
  year_month_day date{midnight};
  date += std::chrono::years{years};
  const sys_days found = date.ok() ? sys_days{date} : sys_days{date.year() / March / 1};
  return {(found.time_since_epoch() + (since - midnight)).count()};
}

}  // namespace

Instant ClockChange::operator()(Instant moment) const { return years_on(moment, years) + days * day + seconds; }

Instant ClockChange::date(Instant midnight) const { return years_on(midnight, years) + days * day; }

void Rewriting::look_at(const std::vector<scenario::Trial>& trials) {
  if (!names_) return;
  for (const auto& trial : trials) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      for (const auto& stimulus : *half) look_at(stimulus);
    }
  }
  const bool many = points_.size() > many_points;
  for (auto& [old, made] : points_) {
    std::uint64_t attempt = 0;
    do {
      made = names_->metering_point(old, many, attempt++);
    } while (!taken_.emplace(made, old).second);
  }
}

void Rewriting::point(const std::string& id) { points_.emplace(id, ""); }

void Rewriting::look_at(const Stimulus& stimulus) {
  if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    for (const auto& each : reset->estate.metering_points) point(each.id);
  } else if (const auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    point(registration->metering_point);
  } else if (const auto* inventory = std::get_if<scenario::Inventory>(&stimulus)) {
    for (const auto& id : inventory->metering_points.value_or(std::vector<std::string>{})) point(id);
    if (!inventory->add) return;
    for (const auto& id : inventory->add->metering_points) point(id);
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    const auto& change = submit->reading.inventory_change;
    if (change && change->metering_point) point(*change->metering_point);
  }
}

scenario::Trial Rewriting::operator()(scenario::Trial trial) const {
  for (auto* half : {&trial.clear, &trial.restricted}) {
    for (auto& stimulus : *half) stimulus = (*this)(std::move(stimulus));
  }
  trial.clear_probe = text(trial.clear_probe);
  trial.restricted_probe = text(trial.restricted_probe);
  return trial;
}

std::string Rewriting::text(const std::string& any) const {
  if (!names_ || any.empty()) return any;
  SpelledText spelled(any);
  Replacements(spelled, *this).names();
  return spelled.result();
}

std::string Rewriting::document(const std::string& xml) const {
  if (xml.size() <= large_document) return in_document(xml);
  const std::string_view whole = xml;
  const auto first = std::min(whole.find('<', end_of_large_document), whole.size() - end_of_large_document);
  const auto last = std::max(first, whole.rfind('<', whole.size() - end_of_large_document));
  return in_document(whole.substr(0, first)) + std::string(whole.substr(first, last - first)) +
         in_document(whole.substr(last));
}

std::string Rewriting::in_document(std::string_view xml) const {
  SpelledText spelled(xml);
  Replacements(spelled, *this).everything();
  return spelled.result();
}

std::string Rewriting::payload(const std::string& base64) const {
  const auto octets = scenario::from_base64(base64);
  auto message = octets ? read_gbcs(*octets).message : std::nullopt;
  if (!message) return base64;
  rewrite(*message);
  return scenario::base64(gbcs_bytes(*message));
}

void Rewriting::rewrite(GbcsMessage& message) const {
  if (names_) {
    message.originator = names_->eui(message.originator);
    message.target = names_->eui(message.target);
    message.counter = names_->counter(message.counter);
  }
  Random random(drawn(seed_, std::to_string(message.counter) + message.originator + message.target));
  fill_if_all(message.seal, placeholder_seal(Protection::mac).front(), random);
  fill_if_all(message.content, '\0', random);
  if (!clock_ || message.type != MessageType::alert) return;
  auto alert = read_device_alert(message.content).alert;
  if (!alert || !alert->time || device_alert_content(*alert) != message.content) return;
  alert->time = moment(*alert->time);
  message.content = device_alert_content(*alert);
}

void Rewriting::all(std::vector<std::string>& texts) const {
  for (auto& each : texts) each = text(each);
}

void Rewriting::rewrite(scenario::Device& device) const {
  device.id = text(device.id);
  device.hub = text(device.hub);
  device.installer = text(device.installer);
  all(device.metering_points);
}

void Rewriting::rewrite(scenario::Estate& estate) const {
  estate.now = moment(estate.now);
  if (!names_) return;
  estate.dcc = text(estate.dcc);
  for (auto& user : estate.users) user.id = text(user.id);
  for (auto& point : estate.metering_points) {
    for (auto* id : {&point.id, &point.supplier, &point.network_operator}) *id = text(*id);
  }
  for (auto& device : estate.devices) rewrite(device);
}

void Rewriting::rewrite(scenario::RequestReading& reading) const {
  for (auto* id : {&reading.request_id, &reading.originator, &reading.header_target}) *id = text(*id);
  all(reading.devices);
  if (reading.execution_time) reading.execution_time = moment(*reading.execution_time);
  if (reading.log_period) {
    reading.log_period = std::pair(moment(reading.log_period->first), moment(reading.log_period->second));
  }
  if (!reading.inventory_change) return;
  auto& change = *reading.inventory_change;
  change.device = text(change.device);
  if (change.metering_point) change.metering_point = text(*change.metering_point);
  if (change.added) rewrite(*change.added);
}

namespace {

/// A text that may be there.
void rewrite_if(const Rewriting& rewriting, std::optional<std::string>& text) {
  if (text) text = rewriting.text(*text);
}

}  // namespace

Stimulus Rewriting::operator()(Stimulus stimulus) const {
  if (auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    rewrite(reset->estate);
  } else if (auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    submit->user = text(submit->user);
    submit->duis = document(submit->duis);
    rewrite(submit->reading);
    rewrite_if(*this, submit->schedule_of);
    rewrite_if(*this, submit->pre_command_of);
  } else if (auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    ssi->user = text(ssi->user);
    ssi->device = text(ssi->device);
  } else if (auto* inventory = std::get_if<scenario::Inventory>(&stimulus)) {
    all(inventory->devices);
    if (inventory->metering_points) all(*inventory->metering_points);
    rewrite_if(*this, inventory->hub);
    if (inventory->add) rewrite(*inventory->add);
  } else if (auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    registration->metering_point = text(registration->metering_point);
    rewrite_if(*this, registration->supplier);
  } else if (auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    from->device = text(from->device);
    from->recipient = text(from->recipient);
    rewrite_if(*this, from->request_id);
    from->payload = payload(from->payload);
  } else if (auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
    advance->to = moment(advance->to);
  } else if (auto* report = std::get_if<scenario::Report>(&stimulus)) {
    report->from = moment(report->from);
    report->to = moment(report->to);
  } else if (auto* asked = std::get_if<scenario::InstallCode>(&stimulus)) {
    asked->requester = text(asked->requester);
    asked->holder = text(asked->holder);
    all(asked->devices);
  }
  return stimulus;
}

}  // namespace hallmark::generator
