#include "suites/gaps/reading.h"

#include <algorithm>
#include <stdexcept>

#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/verdict/judge.h"

namespace hallmark::suites {

using scenario::Stimulus;
using verdict::Outcome;

namespace {

/// The stimulus as it can be put now; empty: it cannot.
std::optional<Stimulus> prepared(const Stimulus& planned, const oracle::World& world) {
  const auto* advance = std::get_if<scenario::Advance>(&planned);
  if (advance != nullptr && advance->to <= world.now()) return std::nullopt;
  const auto* submit = std::get_if<scenario::Submit>(&planned);
  if (submit == nullptr) return planned;
  const auto& due = submit->reading.execution_time;
  if (due && *due <= world.now()) return std::nullopt;
  if (!submit->pre_command_of) return planned;
  return generator::with_pre_command(*submit, world.pre_command(*submit->pre_command_of)).value_or(*submit);
}

std::string flag_in_words(const oracle::FlagState& flag) {
  std::string text = flag.is_set() ? "set" : flag.is_open() ? "open " + flag.left_open.way : "clear";
  return text + (flag.was_set ? ", once set" : "");
}

/// What rules go by of one request, whatever its RequestID.
std::string standing(const oracle::World& world, const oracle::Transaction& transaction) {
  std::string text = transaction.reading.body_srv + ' ' + transaction.code + ' ' + transaction.later_code;
  const auto mark = [&](bool is_so, const char* what) { text += is_so ? what : ""; };
  mark(oracle::is_prohibited(transaction), " prohibited");
  mark(oracle::was_sent(transaction), " sent");
  mark(transaction.overtaken, " overtaken");
  mark(world.lost_supplier(transaction), " lost");
  mark(transaction.device_answered, " answered");
  return text + ' ' + std::to_string(transaction.runs) + ' ' + std::to_string(transaction.deliveries);
}

std::string state_of(const oracle::World& world) {
  std::string text;
  for (const auto& [id, flag] : world.flags().all()) {
    const auto* device = world.device(id);
    text += id + ": " + flag_in_words(flag) + ", " + world.inventory().payment_mode(id).value_or("no mode") + ", ";
    text += (device != nullptr ? device->status : "gone") + "; ";
    text += world.is_mode_change_pending(id) ? "mode change pending; " : "";
  }
  std::vector<std::string> requests;
  for (const auto& [id, transaction] : world.transactions()) requests.push_back(standing(world, transaction));
  std::sort(requests.begin(), requests.end());
  for (const auto& each : requests) text += each + "; ";
  return text;
}

}  // namespace

std::string name_of(const AnswerGiven& answer) { return as_query({answer}); }

std::string target_of(const AnswerGiven& answer) { return "inproc:reference?" + name_of(answer); }

std::vector<ReadingPair> pairs_of_readings(const AnswersGiven& answers) {
  std::vector<ReadingPair> pairs;
  for (auto one = answers.begin(); one != answers.end(); ++one) {
    for (auto other = one + 1; other != answers.end(); ++other) {
      if (one->first == other->first) pairs.push_back({*one, *other});
    }
  }
  return pairs;
}

Reading::Reading(AnswerGiven answer, std::unique_ptr<adaptor::Adaptor> implementation, const run::Rules& rules)
    : answer_(std::move(answer)), implementation_(std::move(implementation)), rules_(rules) {
  const auto opened = implementation_->exchange(run::opening(rules_));
  const auto* initialized = observation::answer<observation::Initialized>(opened);
  if (initialized == nullptr) throw std::logic_error("the reading " + name_of(answer_) + " does not open");
  statement_ = initialized->statement;
}

History Reading::play(const run::Trial& trial) {
  History history;
  auto world = fresh_world();
  for (const auto* half : {&trial.clear, &trial.restricted}) {
    for (const auto& planned : *half) {
      auto stimulus = prepared(planned, world);
      if (!stimulus) continue;
      auto observation = implementation_->exchange(*stimulus);
      observation::read_documents(observation, *rules_.vote);
      world.learn(*stimulus, observation);
      history.exchanges.push_back({*std::move(stimulus), std::move(observation)});
    }
  }
  history.state = state_of(world);
  return history;
}

Outcome Reading::worst_of(const std::vector<run::Exchange>& exchanges) const {
  auto world = fresh_world();
  auto worst = Outcome::none;
  for (const auto& [stimulus, observation] : exchanges) {
    for (const auto& each : verdict::judge(world.expect(stimulus), observation, 0, false).judgements) {
      if (each.outcome != Outcome::inconclusive) worst = std::max(worst, each.outcome);
    }
    world.learn(stimulus, observation);
  }
  return worst;
}

}  // namespace hallmark::suites
