/// \file
/// An unattended fuzz campaign: workers that fuzz, findings that are shrunk, told apart, replayed and kept.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "fuzz/campaign_store.h"
#include "fuzz/campaign_worker.h"
#include "harness/run/shrink.h"

namespace hallmark::fuzz {

/// How a campaign goes.
struct CampaignOptions {
  std::filesystem::path store = "hallmark-campaign";
  std::uint64_t seed = 1;
  std::chrono::seconds time{60};
  long long executions = -1;  ///< of each worker; -1: until the time is over
  int jobs = 1;               ///< 1 to 64
  bool oracle_counts = true;
  int shrink_steps = 200;                                      ///< candidates played at most for one finding
  int replays = 3;                                             ///< times that a finding has to come again to be firm
  std::uintmax_t corpus_bytes_max = std::uintmax_t{1} << 30U;  ///< of the store; findings are never evicted
  std::string rules;                                           ///< version and digests, for the store
  std::function<std::string()> now;                            ///< RFC 3339
};

/// How it stands, for a status line and the summary.
struct CampaignStatus {
  double seconds = 0;
  WorkerProgress all;    ///< of all workers: executions and steps added up, the rest that of the furthest
  int corpus = 0;        ///< entries in the store
  int findings = 0;      ///< of this run: met, each once
  int fresh = 0;         ///< of them, those that no earlier run had
  int firm = 0;          ///< of `fresh`, those that came again each time
  int waiting = 0;       ///< candidates that are not shrunk yet
  double since_new = 0;  ///< seconds since a feature was met for the first time
};

/// What came of it.
struct CampaignOutcome {
  CampaignStatus last;
  int run = 0;
  std::string broke;  ///< why it could not run; empty: it did
  /// Why it counts for little though nothing was found; empty: it does not.
  std::string weak;
  bool stopped = false;  ///< by a signal, before its time
};

/// Starts the workers, and returns when the time is over, they are, or `is_stopped` says so. `seeds` are the corpus
/// where the store has none. What earlier runs left in the store's folder is taken in first. `said` is told how it
/// stands, about once a second. No thread may run in this process when it is called: workers are forks of it. Throws
/// std::runtime_error where the store cannot be written.
CampaignOutcome run_campaign(const WorkerMaterial& material, const CampaignOptions& options,
                             const std::vector<std::vector<std::uint8_t>>& seeds, const run::ShrinkOptions& shrinking,
                             const std::function<bool()>& is_stopped,
                             const std::function<void(const CampaignStatus&)>& said);

/// How many more features another hour would show, by Good and Turing: an estimate, of this mutator and this target.
double expected_in_another_hour(const CampaignStatus& status);

}  // namespace hallmark::fuzz
