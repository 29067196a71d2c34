/// \file
/// The process of a campaign that fuzzes: plays scenarios on one implementation, and tells its parent what came of it,
/// a line of JSON at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "fuzz/campaign_store.h"
#include "fuzz/libfuzzer_engine.h"

namespace hallmark::fuzz {

/// What a worker is made of; all of it outlives the process.
struct WorkerMaterial {
  std::function<std::unique_ptr<adaptor::Adaptor>()> make;
  run::Rules rules;  ///< with a grid of the model
  const generator::Sequences* sequences = nullptr;
  std::string target;  ///< as on the command line
};

/// How far a worker is, since it began.
struct WorkerProgress {
  long long executions = 0;
  long long steps = 0;
  int states = 0;
  int transitions = 0;
  int features = 0;
  int features_once = 0;  ///< of them, those that exactly one execution showed
  bool operator==(const WorkerProgress&) const = default;
};

/// Something that a worker met, as it met it: neither shrunk nor replayed.
struct Candidate {
  StoredFinding::Kind kind = StoredFinding::Kind::breach;
  scenario::Scenario scenario;
};

/// A line of a worker, read: one of both.
struct WorkerLine {
  std::optional<WorkerProgress> progress;
  std::optional<Candidate> candidate;
};

std::string line_of(const WorkerProgress& progress);
std::string line_of(const Candidate& candidate);
/// Throws std::invalid_argument saying what is wrong with it.
WorkerLine read_worker_line(const std::string& line);

/// Fuzzes until the task is done, writing lines to the descriptor `out`, and ends the process.
[[noreturn]] void work(const WorkerMaterial& material, const EngineTask& task, int out);

}  // namespace hallmark::fuzz
