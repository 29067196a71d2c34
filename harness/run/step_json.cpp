#include "harness/run/step_json.h"

#include <algorithm>
#include <stdexcept>

#include "harness/observation/canary.h"
#include "harness/observation/observation_json.h"
#include "harness/scenario/encoding.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/stimulus_json.h"
#include "spec/digest.h"

namespace hallmark::run {

namespace members = scenario::members;

namespace {

/// A longer text, which only hostile XML and its echo are, would swell every report; the request comes again from the
/// seed.
constexpr std::size_t text_bytes_kept = 1U << 18U;
constexpr std::size_t head_bytes_kept = 1024;

/// The beginning of a text that is too long, with its length and digest.
void shorten(std::string& text) {
  if (text.size() <= text_bytes_kept) return;
  const std::string tail = " ... " + std::to_string(text.size()) + " bytes, " + spec::sha256(text);
  text = text.substr(0, head_bytes_kept) + tail;
}

void shorten(observation::Observation& observation) {
  if (auto* refused = std::get_if<observation::Refused>(&observation)) shorten(refused->why);
  auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered == nullptr) return;
  if (auto* responded = std::get_if<observation::Responded>(&answered->answer)) shorten(responded->response.xml);
  auto* drained = std::get_if<observation::Drained>(&answered->answer);
  if (drained == nullptr) return;
  for (auto& row : drained->effects.to_users) shorten(row.document.xml);
  for (auto& row : drained->effects.to_devices) shorten(row.srv);
}

/// Every document of an observation, in the order they stand there.
std::vector<observation::Document*> documents_of(observation::Observation& observation) {
  std::vector<observation::Document*> documents;
  auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered == nullptr) return documents;
  if (auto* responded = std::get_if<observation::Responded>(&answered->answer)) {
    documents.push_back(&responded->response);
  }
  if (auto* drained = std::get_if<observation::Drained>(&answered->answer)) {
    for (auto& row : drained->effects.to_users) documents.push_back(&row.document);
  }
  return documents;
}

/// The members of a reading that are texts, by their names in the record.
const auto& texts_of_reading() {
  using Reading = schema::ResponseReading;
  static const std::vector<std::pair<const char*, std::string Reading::*>> texts = {
      {"problem", &Reading::problem},
      {"kind", &Reading::kind},
      {"requestId", &Reading::request_id},
      {"responseId", &Reading::response_id},
      {"code", &Reading::code},
      {"dateTime", &Reading::date_time},
      {"reference", &Reading::reference},
      {"variant", &Reading::variant},
      {"content", &Reading::content},
      {"payload", &Reading::payload},
      {"scheduleId", &Reading::schedule_id},
      {"alertCode", &Reading::alert_code},
      {"throttledId", &Reading::throttled_id},
      {"dispute", &Reading::dispute}};
  return texts;
}

Json reading_json(const observation::Document& document, const observation::Canaries& canaries) {
  Json json = {{"valid", document.reading.valid}};
  for (const auto& [name, member] : texts_of_reading()) {
    if (!(document.reading.*member).empty()) json[name] = document.reading.*member;
  }
  for (auto& canary : canaries.held_by(document.xml)) json["holds"].push_back(std::move(canary));
  return json;
}

/// A document that is not there any more: its reading, and a text that holds what it held.
void fill(observation::Document& document, const Json& json) {
  document.reading.valid = members::truth(json, "valid");
  for (const auto& [name, member] : texts_of_reading()) {
    document.reading.*member = members::text_or_empty(json, name);
  }
  // A reading that says nothing at all would be taken for none.
  if (document.reading == schema::ResponseReading{}) document.reading.problem = "not valid, for a reason not kept";
  if (!members::find(json, "holds")) return;
  for (const auto& canary : members::texts(json, "holds")) document.xml += ' ' + canary;
}

struct ReadKind {
  std::string_view operation;
  const Json& json;

  observation::Observation answered() const {
    auto observation = observation::observation_from_result(operation, json.at("result"));
    if (const auto* malformed = std::get_if<observation::Malformed>(&observation)) {
      throw std::runtime_error("the observation is none: " + malformed->why);
    }
    const auto documents = documents_of(observation);
    if (!members::find(json, "readings")) return observation;
    const auto& readings = members::list(json, "readings");
    if (readings.size() != documents.size())
      throw std::runtime_error("the observation has other documents than readings");
    for (std::size_t i = 0; i < documents.size(); ++i) fill(*documents[i], readings[i]);
    return observation;
  }

  std::string bytes() const {
    const auto encoded = members::text_if(json, "bytesBase64");
    if (!encoded) return members::text_or_empty(json, "bytes");
    return scenario::from_base64(*encoded).value_or("");
  }
};

}  // namespace

Json stimulus_json(scenario::Stimulus stimulus, bool whole) {
  auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (whole && (submit == nullptr || submit->duis.size() <= text_bytes_kept)) return scenario::kept_json(stimulus);
  if (std::holds_alternative<scenario::Reset>(stimulus)) return {{"operation", "reset"}};
  std::string digest;
  if (submit != nullptr) {
    digest = spec::sha256(submit->duis);
    submit->duis.clear();
  }
  Json json = scenario::kept_json(stimulus);
  if (submit != nullptr) {
    json.erase("duis");
    json["digest"] = std::move(digest);
  }
  return json;
}

Json observation_json(observation::Observation observation, bool whole, const observation::Canaries& canaries) {
  const auto documents = documents_of(observation);
  const bool as_they_are = whole && std::all_of(documents.begin(), documents.end(), [](const auto* document) {
                             return document->xml.size() <= text_bytes_kept && scenario::is_utf8(document->xml);
                           });
  Json readings = Json::array();
  for (auto* document : documents) {
    if (as_they_are) break;
    readings.push_back(reading_json(*document, canaries));
    if (!whole) document->xml = spec::sha256(document->xml);
  }
  shorten(observation);
  Json json = observation::to_json(observation);
  if (!readings.empty()) json["readings"] = std::move(readings);
  return json;
}

observation::Observation observation_from_json(std::string_view operation, const Json& json) try {
  members::require_object(json);
  const ReadKind read{operation, json};
  const auto kind =
      members::word(json, "kind", {"answered", "refused", "declined", "malformed", "timed-out", "crashed"});
  if (kind == "answered") {
    if (!members::find(json, "result")) members::refuse(json, "result", "an object");
    return read.answered();
  }
  if (kind == "refused") return observation::Refused{members::text_or_empty(json, "why")};
  if (kind == "declined") {
    const auto code = static_cast<int>(members::whole(json, "code", -1'000'000, 1'000'000));
    return observation::Declined{code, members::text_or_empty(json, "message"),
                                 members::truth_if(json, "unsent").value_or(false)};
  }
  const auto log = members::text_or_empty(json, "log");
  if (kind == "malformed") return observation::Malformed{members::text_or_empty(json, "why"), read.bytes(), log};
  if (kind == "crashed") return observation::Crashed{members::text_or_empty(json, "how"), read.bytes(), log};
  const auto after = static_cast<int>(members::whole(json, "afterMs", 0, 1'000'000'000));
  return observation::TimedOut{after, read.bytes(), log};
} catch (const std::invalid_argument& wrong) {
  throw std::runtime_error(std::string("the observation is none: ") + wrong.what());
}

}  // namespace hallmark::run
