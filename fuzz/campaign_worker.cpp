#include "fuzz/campaign_worker.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "harness/run/model_grid.h"
#include "harness/scenario/scenario_file.h"

namespace hallmark::fuzz {

using nlohmann::json;

namespace {

constexpr int alike_at_most = 3;  ///< candidates of one worker with the same cause; shrinking tells them apart
constexpr std::chrono::milliseconds told_every{500};

/// A finding's cause in words, without ids, times and numbers.
std::string cause_of(const scenario::Finding& found) {
  std::string cause = found.outcome;
  for (const auto& id : found.requirements) cause += ' ' + id;
  cause += ": ";
  std::copy_if(found.reason.begin(), found.reason.end(), std::back_inserter(cause),
               [](char c) { return c < '0' || c > '9'; });
  return cause;
}

StoredFinding::Kind kind_of(const run::Played& played) {
  if (played.row.verdict.outcome != verdict::Outcome::error) return StoredFinding::Kind::breach;
  const auto& seen = played.steps.empty() ? run::Json() : played.steps.back().observation;
  const bool hung = seen.is_object() && seen.value("kind", "") == "timed_out";
  return hung ? StoredFinding::Kind::hang : StoredFinding::Kind::crash;
}

/// Counts what was met, and tells the parent.
class Worker {
 public:
  Worker(const WorkerMaterial& material, int out)
      : material_(material), target_(material.make(), material.rules, *material.sequences), out_(out) {}

  std::vector<Feature> play(std::span<const std::uint8_t> bytes) {
    const auto& played = target_.play(bytes);
    auto features = features_of(played);
    note(played, features);
    if (played.row.verdict.outcome >= verdict::Outcome::fail) found(played);
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ >= told_every) {
      tell(line_of(progress()));
      told_ = now;
    }
    return features;
  }

  WorkerProgress progress() const {
    return {target_.executions(), target_.steps(), states_, transitions_, static_cast<int>(seen_.size()), once_};
  }

  void tell(std::string line) const {
    line += '\n';
    for (std::size_t sent = 0; sent < line.size();) {
      const auto count = ::write(out_, line.data() + sent, line.size() - sent);
      if (count < 0) ::_exit(0);  // nobody listens any more
      sent += static_cast<std::size_t>(count);
    }
  }

 private:
  void note(const run::Played& played, const std::vector<Feature>& features) {
    for (const auto& feature : features) {
      auto& times = seen_[feature.number];
      if (times == 0) ++once_;
      if (times == 1) --once_;
      times = std::min(times + 1, 2);
    }
    constexpr std::uint32_t transitions_end =
        run::MeterState::count * (1 + run::operation_count * run::MeterState::count);
    for (const auto& [thing, times] : played.met) {
      if (thing >= transitions_end || !met_.insert(thing).second) continue;
      ++(thing < run::MeterState::count ? states_ : transitions_);
    }
  }

  void found(const run::Played& played) {
    auto scenario = target_.scenario(material_.target);
    if (!scenario.found || ++causes_[cause_of(*scenario.found)] > alike_at_most) return;
    tell(line_of(Candidate{kind_of(played), std::move(scenario)}));
  }

  const WorkerMaterial& material_;
  ScenarioTarget target_;
  int out_;
  std::chrono::steady_clock::time_point told_{};
  std::map<std::uint32_t, int> seen_;
  std::set<std::uint32_t> met_;
  std::map<std::string, int> causes_;
  int states_ = 0;
  int transitions_ = 0;
  int once_ = 0;
};

}  // namespace

std::string line_of(const WorkerProgress& progress) {
  return json{{"executions", progress.executions},   {"steps", progress.steps},       {"states", progress.states},
              {"transitions", progress.transitions}, {"features", progress.features}, {"once", progress.features_once}}
      .dump();
}

std::string line_of(const Candidate& candidate) {
  const scenario::Json line = {{"kind", static_cast<int>(candidate.kind)}, {"scenario", to_json(candidate.scenario)}};
  return line.dump(-1, ' ', false, scenario::Json::error_handler_t::replace);
}

WorkerLine read_worker_line(const std::string& line) {
  const auto read = scenario::Json::parse(line, nullptr, false);
  if (!read.is_object()) throw std::invalid_argument("a worker's line is no JSON object");
  WorkerLine made;
  try {
    if (read.contains("scenario")) {
      const int kind = read.at("kind").get<int>();
      made.candidate = Candidate{static_cast<StoredFinding::Kind>(std::clamp(kind, 0, 3)),
                                 scenario::scenario_from_json(read.at("scenario"))};
    } else {
      made.progress = WorkerProgress{read.at("executions").get<long long>(), read.at("steps").get<long long>(),
                                     read.at("states").get<int>(),           read.at("transitions").get<int>(),
                                     read.at("features").get<int>(),         read.at("once").get<int>()};
    }
  } catch (const nlohmann::json::exception& wrong) {
    throw std::invalid_argument(wrong.what());
  }
  return made;
}

void work(const WorkerMaterial& material, const EngineTask& task, int out) {
  // libFuzzer ends the process where it stands, by std::exit, so that nothing here is ever torn down.
  static Worker* worker = nullptr;
  worker = new Worker(material, out);
  std::atexit([] { worker->tell(line_of(worker->progress())); });
  run_engine(task, [](std::span<const std::uint8_t> bytes) { return worker->play(bytes); });
}

}  // namespace hallmark::fuzz
