#include "suites/complete/permitted_answers.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "harness/verdict/judge.h"

namespace hallmark::suites {

using observation::Observation;
using scenario::Stimulus;

namespace {

Observation done() { return observation::Answered{observation::Done{}}; }

Observation responded(const scenario::Submit& submit, const std::string& code) {
  observation::Responded answer;
  auto& reading = answer.response.reading;
  reading.valid = true;
  reading.kind = "ResponseMessage";
  reading.request_id = submit.reading.request_id;
  reading.reference = submit.reading.reference;
  reading.variant = submit.reading.header_srv;
  reading.code = code;
  return observation::Answered{answer};
}

observation::ToUser later(const std::string& user, const std::string& request_id, const std::string& code,
                          const std::string& text) {
  observation::ToUser row;
  row.user = user;
  row.document.xml = text;
  row.document.reading.valid = true;
  row.document.reading.kind = "ResponseMessage";
  row.document.reading.request_id = request_id;
  row.document.reading.code = code;
  return row;
}

/// The code of a refusal because of the flag: what is declared, or a code that says nothing of a fault.
std::string refusal_code(const observation::Statement& statement) {
  for (const auto& [point, token] : statement.choices) {
    if (point == "rejection-code") return token;
  }
  return statement.rejection_code.value_or("E5");
}

/// Both readings, the one first that leaves the flag as it was.
std::vector<Observation> reads(const oracle::FlagState& flag) {
  const bool set_first = flag.is_set() || flag.covers() || !flag.left_open.token_set.empty();
  std::vector<Observation> all;
  for (const bool restricted : {set_first, !set_first}) {
    for (const char* service_flag : {"A", "I", "N", ""}) {
      observation::SsiAnswer answer;
      answer.accepted = true;
      answer.restricted = restricted;
      if (*service_flag != '\0') answer.service_flag = service_flag;
      all.emplace_back(observation::Answered{answer});
    }
  }
  return all;
}

std::vector<Observation> accepted_or_refused() {
  std::vector<Observation> all;
  for (const bool accepted : {true, false}) {
    observation::SsiAnswer answer;
    answer.accepted = accepted;
    all.emplace_back(observation::Answered{answer});
  }
  return all;
}

}  // namespace

PermittedAnswers::PermittedAnswers(const spec::Facts& facts, const spec::Profile& profile,
                                   observation::Statement statement, Judging judging)
    : world_(facts, profile, std::move(statement)), judging_(std::move(judging)) {
  if (!judging_)
    judging_ = [](const auto& expectation, const auto& seen) { return verdict::judge(expectation, seen, 0, false); };
}

std::vector<Observation> PermittedAnswers::candidates(const Stimulus& stimulus) const {
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    std::vector<Observation> all = {responded(*submit, "I99"), responded(*submit, refusal_code(world_.statement()))};
    if (oracle::is_prohibited(world_.open_transaction(*submit))) std::swap(all.front(), all.back());
    return all;
  }
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    return ssi->action == "read" ? reads(world_.flag(ssi->device)) : accepted_or_refused();
  }
  if (std::holds_alternative<scenario::Drain>(stimulus)) return drains();
  return {done()};
}

std::vector<Observation> PermittedAnswers::candidates(const Stimulus& stimulus, verdict::Outcome worst) const {
  const auto expectation = world_.expect(stimulus);
  const auto is_worse = [&](const verdict::Judgement& judgement) {
    return judgement.outcome != verdict::Outcome::inconclusive && judgement.outcome > worst;
  };
  auto all = candidates(stimulus);
  std::erase_if(all, [&](const Observation& observation) {
    const auto judgements = judging_(expectation, observation).judgements;
    return std::any_of(judgements.begin(), judgements.end(), is_worse);
  });
  return all;
}

std::vector<Observation> PermittedAnswers::permitted(const Stimulus& stimulus) const {
  auto clean = candidates(stimulus, verdict::Outcome::not_applicable);
  return clean.empty() ? lawful(stimulus) : clean;
}

std::vector<Observation> PermittedAnswers::lawful(const Stimulus& stimulus) const {
  return candidates(stimulus, verdict::Outcome::inconclusive);
}

void PermittedAnswers::learn(const Stimulus& stimulus, const Observation& observation) {
  world_.learn(stimulus, observation);
  if (std::holds_alternative<scenario::Reset>(stimulus)) on_its_way_.clear();
  if (const auto* drained = observation::answer<observation::Drained>(observation)) take_from_its_way(drained->effects);
  if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) put_on_its_way(*from);
  const auto* responded = observation::answer<observation::Responded>(observation);
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit == nullptr || responded == nullptr) return;
  const auto answer = oracle::response_class(responded->response.reading.code);
  if (answer != oracle::ResponseClass::refused) put_on_its_way(*submit);
}

Observation PermittedAnswers::answer(const Stimulus& stimulus) {
  const auto all = permitted(stimulus);
  if (all.empty()) {
    throw std::logic_error("the oracle leaves no way to answer " + std::string(scenario::operation(stimulus)));
  }
  learn(stimulus, all.front());
  return all.front();
}

/// Every way in which what is on its way is shown or is not.
std::vector<Observation> PermittedAnswers::drains() const {
  std::vector<observation::Effects> all(1);
  for (const auto& each : on_its_way_) {
    if (each.due && *each.due > world_.now()) continue;
    std::vector<observation::Effects> more;
    const auto with = [&](const auto& row, auto list) {
      if (!row) return;
      for (auto effects : all) {
        (effects.*list).push_back(*row);
        more.push_back(std::move(effects));
      }
    };
    with(each.command, &observation::Effects::to_devices);
    with(each.delivery, &observation::Effects::to_users);
    with(each.refusal, &observation::Effects::to_users);
    more.insert(more.end(), all.begin(), all.end());
    all = std::move(more);
  }
  std::vector<Observation> made;
  for (auto& effects : all) made.emplace_back(observation::Answered{observation::Drained{std::move(effects)}});
  return made;
}

void PermittedAnswers::put_on_its_way(const scenario::Submit& submit) {
  const auto& reading = submit.reading;
  OnItsWay made;
  made.command = observation::ToDevice{reading.devices.front(), reading.request_id, reading.body_srv, {}, {}};
  made.due = reading.execution_time;
  if (made.due) made.refusal = later(submit.user, reading.request_id, refusal_code(world_.statement()), "");
  on_its_way_.push_back(std::move(made));
}

void PermittedAnswers::put_on_its_way(const scenario::FromDevice& from) {
  OnItsWay made;
  if (from.kind == "alert") {
    made.delivery = later(from.recipient, "", "", from.canary);
    auto& reading = made.delivery->document.reading;
    reading.kind = "DeviceAlertMessage";
    reading.payload = from.payload;
    reading.alert_code = from.alert_code.value_or("");
  } else {
    const auto& id = from.request_id.value_or("");
    const auto asked = world_.transactions().find(id);
    if (asked == world_.transactions().end()) return;
    made.delivery = later(asked->second.user, id, "I0", from.canary);
  }
  on_its_way_.push_back(std::move(made));
}

/// What was not shown when it could have been is gone, but what waits for its time, or is held beyond it.
void PermittedAnswers::take_from_its_way(const observation::Effects& effects) {
  const auto now = world_.now();
  std::erase_if(on_its_way_, [&](const OnItsWay& each) {
    if (!each.due) return true;
    if (*each.due > now) return false;
    const auto& id = each.command->request_id;
    const auto about = [&](const auto& row) { return row.request_id == id; };
    return std::any_of(effects.to_devices.begin(), effects.to_devices.end(), about) ||
           std::any_of(effects.to_users.begin(), effects.to_users.end(),
                       [&](const auto& row) { return row.document.reading.request_id == id; });
  });
}

std::string PermittedAnswers::state(const std::string& meter) const {
  const auto& flag = world_.flag(meter);
  const auto* device = world_.device(meter);
  std::string text = flag.is_set() ? "set" : flag.is_open() ? "open" : "clear";
  if (flag.is_open()) text += flag.covers() ? " (should be set)" : " (either)";
  text += ", " + world_.inventory().payment_mode(meter).value_or("no mode");
  text += ", " + (device != nullptr ? device->status : std::string("no device"));
  return text;
}

std::string PermittedAnswers::standing(const scenario::Submit& submit) const {
  const auto& id = submit.reading.request_id;
  const bool responsible = world_.inventory().is_responsible(submit.user, submit.reading.devices.front());
  std::string text = submit.reading.body_srv + (responsible ? " of the Responsible Supplier" : " of another");
  const auto found = world_.transactions().find(id);
  if (found == world_.transactions().end()) return text + ", past";
  const auto& transaction = found->second;
  if (oracle::is_prohibited(transaction)) text += ", against the flag";
  if (!oracle::was_accepted(transaction)) text += ", refused";
  if (oracle::was_sent(transaction)) text += ", sent";
  return text;
}

}  // namespace hallmark::suites
