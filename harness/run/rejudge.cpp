#include "harness/run/rejudge.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "harness/observation/observation_json.h"
#include "harness/run/metamorphic.h"
#include "harness/run/record_line.h"
#include "harness/run/recorded.h"
#include "harness/run/step_json.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/stimulus_json.h"

namespace hallmark::run {

namespace members = scenario::members;

namespace {

/// Hands on the lines of a record and sees that they come in order.
class Visit {
 public:
  explicit Visit(const RecordVisitor& visitor) : visitor_(visitor) {}

  void take(const Json& line) {
    const std::string kind = record_kind(line);
    if (has_header_ == (kind == "header")) {
      throw std::runtime_error(has_header_ ? "a second header" : "the first line of a record is its header");
    }
    if (kind == "header") visitor_.header(header_from_json(line));
    has_header_ = true;
    if (kind == "step") take_step(step_from_json(line));
    if (kind == "case") take_case(case_from_json(line));
    if (kind == "not_run") visitor_.not_run(not_run_from_json(line));
    if (kind == "footer") visitor_.footer(footer_from_json(line));
  }

  void finish() const {
    if (!has_header_) throw std::runtime_error("the record is empty: it has no header");
    if (!steps_.empty()) throw std::runtime_error("the record ends within case " + steps_.front().case_id);
  }

 private:
  void take_step(Step step) {
    if (!steps_.empty() && steps_.front().case_id != step.case_id) {
      throw std::runtime_error("a step of case " + step.case_id + " among those of " + steps_.front().case_id);
    }
    steps_.push_back(std::move(step));
  }

  void take_case(CaseRow row) {
    if (!steps_.empty() && steps_.front().case_id != row.case_id) {
      throw std::runtime_error("case " + row.case_id + " follows steps of " + steps_.front().case_id);
    }
    const RecordedCase recorded{std::move(row), std::move(steps_)};
    steps_.clear();
    visitor_.test_case(recorded);
  }

  const RecordVisitor& visitor_;
  bool has_header_ = false;
  std::vector<Step> steps_;
};

bool all_whole(const std::vector<Step>& steps) {
  return !steps.empty() && std::all_of(steps.begin(), steps.end(), is_whole);
}

Rejudged judged(const RecordedCase& recorded, const Case& test_case, Rules rules,
                const observation::Observation& opening, const std::vector<StepTime>& times) {
  rules.documents_are_read = true;
  rules.times = &times;
  FromRecord adaptor(recorded.steps, *rules.vote);
  auto played = play_case(test_case, adaptor, rules, opening);
  played.row.iteration = recorded.row.iteration;
  played.row.replay = recorded.row.replay;
  return {std::move(played.row), "", std::move(played.met), std::move(played.reached)};
}

std::string operation_of(const Step& step) {
  return step.stimulus.is_object() ? step.stimulus.value("operation", "") : std::string();
}

}  // namespace

void visit_record(const std::filesystem::path& file, const RecordVisitor& visitor) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": cannot be opened for reading");
  Visit visit(visitor);
  int number = 1;
  try {
    LineReader reader(in);
    for (std::string line; reader.next(line); ++number) visit.take(parse_line(line, reader.cut_off()));
    visit.finish();
  } catch (const std::runtime_error& wrong) {
    throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + wrong.what());
  }
}

observation::Observation opening_of(const Header& header) {
  if (!header.statement.is_object()) return observation::Malformed{"initialize was not answered", {}, {}};
  Json result = {{"protocol", 1}, {"implementation", header.implementation}, {"statement", header.statement}};
  return observation::observation_from_result("initialize", result);
}

std::vector<Trial> trials_of(const std::vector<Step>& steps) {
  std::vector<Trial> trials;
  std::vector<scenario::Stimulus>* half = nullptr;
  std::vector<scenario::Stimulus> restricted;
  std::string probe;
  for (const auto& step : steps) try {
      if (members::find(step.stimulus, "transformed")) break;
      if (members::find(step.stimulus, "stopped")) throw std::invalid_argument("the case stopped here, before its end");
      const std::string name = members::text_or_empty(step.stimulus, "half");
      if (name == "clear") trials.emplace_back().clear_probe = members::text_or_empty(step.stimulus, "probe");
      if (name == "restricted") probe = members::text_or_empty(step.stimulus, "probe");
      if (!name.empty()) half = name == "clear" ? &trials.back().clear : &restricted;
      if (half == nullptr) throw std::invalid_argument("no half of a trial begins here");
      half->push_back(scenario::stimulus_from_kept(step.stimulus));
    } catch (const std::invalid_argument& wrong) {
      throw std::runtime_error("step " + std::to_string(step.step) + ": " + wrong.what());
    }
  // The Restricted half follows the trial that was accepted, or the first where none was: either way the one chosen.
  if (trials.empty()) trials.emplace_back();
  for (auto& trial : trials) {
    trial.restricted = restricted;
    trial.restricted_probe = probe;
  }
  return trials;
}

Rejudged judge_again(const RecordedCase& recorded, const Case& test_case, const Rules& rules,
                     const observation::Observation& opening) {
  auto said = opening;
  const auto& steps = recorded.steps;
  std::vector<StepTime> times;
  try {
    times = times_of(steps);
    const bool never_opened = steps.size() == 1 && operation_of(steps.front()) == "initialize";
    if (never_opened) said = observation_from_json("initialize", steps.front().observation);
    return judged(recorded, test_case, rules, said, times);
  } catch (const NotRecorded& wrong) {
    if (!all_whole(steps)) return {std::nullopt, wrong.what()};
  } catch (const std::runtime_error& wrong) {
    return {std::nullopt, wrong.what()};
  }
  try {
    Case again = test_case;
    again.trials = [trials = trials_of(steps)](std::uint64_t) { return trials; };
    for (auto& time : times) time.moved.reset();  // the steps stand where they were moved to
    return judged(recorded, again, rules, said, times);
  } catch (const std::runtime_error& wrong) {
    return {std::nullopt, wrong.what()};
  }
}

}  // namespace hallmark::run
