/// \file
/// What a fuzz campaign keeps from night to night, in one SQLite file: runs, corpus, findings, coverage over time. What
/// is written is on the disk when a function returns, so that kill -9 loses nothing of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace hallmark::fuzz {

/// One run of a campaign.
struct CampaignRun {
  int id = 0;  ///< from 1
  std::string target;
  std::uint64_t seed = 0;
  std::string rules;     ///< version and digests of what it was judged by
  std::string started;   ///< RFC 3339
  std::string finished;  ///< empty: it was cut off, or goes on
  long long executions = 0;
  long long steps = 0;  ///< judged
  bool operator==(const CampaignRun&) const = default;
};

/// Something found, once for each requirement and shape.
struct StoredFinding {
  enum class Kind {
    breach,   ///< of the policy: a must, or a should where the run was strict
    crash,    ///< the implementation crashed, or broke the protocol
    hang,     ///< no answer in time
    harness,  ///< our own code
  };
  std::string key;  ///< digest of kind and shape
  Kind kind = Kind::breach;
  std::string requirements;  ///< apart by spaces
  std::string reason;
  std::string shape;
  std::string scenario;  ///< the scenario file's text
  int steps = 0;         ///< of the scenario
  bool firm = false;     ///< it came again each time it was replayed
  int first_run = 0;
  int last_run = 0;
  long long times = 1;  ///< how often it was met
  bool operator==(const StoredFinding&) const = default;
};
std::string_view name(StoredFinding::Kind kind);

/// How far a run had come at a moment.
struct CoverageSample {
  int run = 0;
  double seconds = 0;  ///< since the run began
  long long executions = 0;
  long long steps = 0;
  int states = 0;       ///< of the model, met so far
  int transitions = 0;  ///< likewise
  int features = 0;     ///< of any kind, likewise
  int corpus = 0;
  int findings = 0;
  bool operator==(const CoverageSample&) const = default;
};

/// Not copyable: it owns the file. One process at a time.
class CampaignStore {
 public:
  /// Makes the folder, or opens what is there. Throws std::runtime_error, naming the file, where it cannot be used, is
  /// no such store, is of a later version, or another campaign has it open.
  explicit CampaignStore(const std::filesystem::path& folder);
  CampaignStore(const CampaignStore&) = delete;
  CampaignStore& operator=(const CampaignStore&) = delete;
  ~CampaignStore();

  /// Begins a run and gives it its number.
  int begin(const CampaignRun& run);
  /// How far it is; `finished` empty while it goes on.
  void update(const CampaignRun& run);
  std::vector<CampaignRun> runs() const;

  /// Keeps an entry; false where it is there already. `name` is its digest.
  bool keep_entry(const std::string& name, const std::vector<std::uint8_t>& bytes, int run);
  std::vector<std::vector<std::uint8_t>> corpus() const;
  int corpus_size() const;
  /// Leaves out the entries that came first until those left are within the limit. How many went.
  int evict_entries(std::uintmax_t bytes_max);

  /// Keeps a finding, or counts one that is known; true where it is new.
  bool keep_finding(const StoredFinding& finding);
  std::vector<StoredFinding> findings() const;

  void add(const CoverageSample& sample);
  /// In the order they came; of one run, or of all (0).
  std::vector<CoverageSample> coverage(int run = 0) const;

 private:
  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace hallmark::fuzz
