#include "harness/run/drops_refusal.h"

#include <algorithm>
#include <utility>

namespace hallmark::run {

using observation::Observation;

namespace {

std::string what_is_asked(const scenario::Submit& submit) {
  const auto& reading = submit.reading;
  return submit.user + ' ' + reading.header_srv + ' ' + std::to_string(reading.command_variant) + ' ' +
         reading.header_target;
}

void replace_all(std::string& text, const std::string& was, const std::string& is) {
  for (auto at = text.find(was); at != std::string::npos; at = text.find(was, at + is.size()))
    text.replace(at, was.size(), is);
}

bool is_refusal(const Observation& read) {
  const auto* responded = observation::answer<observation::Responded>(read);
  if (responded != nullptr) return responded->response.reading.code.starts_with('E');
  return std::holds_alternative<observation::Refused>(read);
}

}  // namespace

Observation DropsRefusal::exchange(const scenario::Stimulus& stimulus) {
  auto seen = honest_->exchange(stimulus);
  if (std::holds_alternative<scenario::Reset>(stimulus)) {
    restricted_ = false;
    to_come_.clear();
  } else if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    note_ssi(*ssi, seen);
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    note_submit(*submit, seen);
  } else if (std::holds_alternative<scenario::Drain>(stimulus)) {
    note_drain(seen);
  }
  return seen;
}

void DropsRefusal::note_ssi(const scenario::Ssi& ssi, const Observation& seen) {
  const auto* answer = observation::answer<observation::SsiAnswer>(seen);
  if (answer == nullptr || !answer->accepted) return;
  if (ssi.action == "set-restricted") restricted_ = true;
  if (ssi.action == "clear-restricted") restricted_ = false;
}

void DropsRefusal::note_submit(const scenario::Submit& submit, Observation& seen) {
  Observation read = seen;
  observation::read_documents(read, *vote_);
  const auto* responded = observation::answer<observation::Responded>(read);
  if (!restricted_ && responded != nullptr && !is_refusal(read)) {
    accepted_[what_is_asked(submit)] = {submit.reading.request_id, {{responded->response.xml, {}}}, {}};
  }
  const auto before = accepted_.find(what_is_asked(submit));
  if (dropped_ || !restricted_ || !is_refusal(read) || before == accepted_.end() || before->second.sent.empty()) return;
  dropped_ = true;
  auto [was, answer, sent] = before->second;
  replace_all(answer.response.xml, was, submit.reading.request_id);
  for (auto& row : sent) {
    row.request_id = submit.reading.request_id;
    to_come_.push_back(std::move(row));
  }
  seen = observation::Answered{std::move(answer)};
}

void DropsRefusal::note_drain(Observation& seen) {
  auto* answered = std::get_if<observation::Answered>(&seen);
  auto* drained = answered != nullptr ? std::get_if<observation::Drained>(&answered->answer) : nullptr;
  if (drained == nullptr) return;
  auto& rows = drained->effects.to_devices;
  for (const auto& row : rows) {
    for (auto& [asked, request] : accepted_) {
      if (!restricted_ && row.request_id == request.request_id) request.sent.push_back(row);
    }
  }
  rows.insert(rows.end(), to_come_.begin(), to_come_.end());
  to_come_.clear();
}

}  // namespace hallmark::run
