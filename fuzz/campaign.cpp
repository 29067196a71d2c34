#include "fuzz/campaign.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <memory>
#include <set>

#include "fuzz/worker_process.h"
#include "harness/scenario/scenario_file.h"
#include "spec/digest.h"

namespace hallmark::fuzz {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int wait_ms = 200;
constexpr double looked_after_every = 2;           ///< seconds between looks at the corpus and samples of coverage
constexpr long long steps_of_a_night = 1'000'000;  ///< fewer judged steps are a weak campaign
constexpr double first_minute = 60;

std::string digest_of(std::string_view bytes) { return spec::sha256(bytes).substr(7); }

std::vector<std::uint8_t> bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_entry(const fs::path& folder, const std::vector<std::uint8_t>& bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto file = folder / digest_of(text).substr(0, 40);
  if (fs::exists(file)) return;
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) throw std::runtime_error(file.string() + ": cannot be written: is the disk full?");
}

std::string joined_ids(const std::vector<std::string>& ids) { return fmt::format("{}", fmt::join(ids, " ")); }

/// One run of a campaign, from its start to its end.
class Campaign {
 public:
  Campaign(const WorkerMaterial& material, const CampaignOptions& options, const run::ShrinkOptions& shrinking)
      : material_(material),
        options_(options),
        shrinking_(shrinking),
        store_(options.store),
        corpus_(options.store / "corpus"),
        findings_(options.store / "findings") {
    for (const auto& folder : {corpus_, findings_, options.store / "crashes"}) fs::create_directories(folder);
  }

  CampaignOutcome run(const std::vector<std::vector<std::uint8_t>>& seeds, const std::function<bool()>& is_stopped,
                      const std::function<void(const CampaignStatus&)>& said) {
    begin(seeds);
    start_workers();
    for (double told = 0; !is_over(is_stopped());) {
      listen();
      if (!waiting_.empty()) settle_one();
      if (seconds() - looked_after_ >= looked_after_every) look_after();
      if (seconds() - told >= 1) {
        said(status());
        told = seconds();
      }
    }
    finish();
    said(status());
    return outcome();
  }

 private:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }

  /// What earlier runs left on the disk and not in the store, kill -9 among them, is taken in.
  void begin(const std::vector<std::vector<std::uint8_t>>& seeds) {
    take_in_corpus(0);
    for (const auto& bytes : store_.corpus()) write_entry(corpus_, bytes);
    if (store_.corpus_size() == 0) {
      for (const auto& bytes : seeds) write_entry(corpus_, bytes);
    }
    for (const auto& each : store_.findings()) known_.insert(each.key);
    run_.target = material_.target;
    run_.seed = options_.seed;
    run_.rules = options_.rules;
    run_.started = options_.now();
    run_.id = store_.begin(run_);
  }

  void start_workers() {
    for (int number = 0; number < options_.jobs; ++number) {
      EngineTask task;
      task.corpus = corpus_;
      task.artifacts = options_.store / "crashes";
      // Each run goes on with other numbers, and each worker with its own.
      task.seed = options_.seed + static_cast<std::uint64_t>(1000 * (run_.id - 1) + number);
      task.executions = options_.executions;
      task.seconds = options_.executions < 0 ? options_.time.count() : 0;
      task.oracle_counts = options_.oracle_counts;
      const auto log = (options_.store / fmt::format("worker-{}.log", number)).string();
      workers_.push_back(std::make_unique<WorkerProcess>([&, task](int out) { work(material_, task, out); }, log));
      progress_.emplace_back();
    }
  }

  bool is_over(bool is_stopped) {
    stopped_ = stopped_ || is_stopped;
    const bool all_ended =
        std::none_of(workers_.begin(), workers_.end(), [](const auto& each) { return each->is_running(); });
    const bool late = options_.executions < 0 && seconds() >= static_cast<double>(options_.time.count());
    return stopped_ || all_ended || late;
  }

  void listen() {
    std::vector<pollfd> ends;
    for (const auto& worker : workers_) ends.push_back({worker->descriptor(), POLLIN, 0});
    ::poll(ends.data(), ends.size(), waiting_.empty() ? wait_ms : 0);
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      for (const auto& line : workers_[i]->lines()) take(line, i);
    }
  }

  void take(const std::string& line, std::size_t worker) {
    auto read = read_worker_line(line);
    if (read.candidate) waiting_.push_back(std::move(*read.candidate));
    if (!read.progress) return;
    const int before = furthest().features;
    progress_[worker] = *read.progress;
    if (furthest().features > before) new_at_ = seconds();
  }

  WorkerProgress furthest() const {
    WorkerProgress most;
    for (const auto& each : progress_) {
      most.states = std::max(most.states, each.states);
      most.transitions = std::max(most.transitions, each.transitions);
      if (each.features > most.features) most.features_once = each.features_once;
      most.features = std::max(most.features, each.features);
      most.executions += each.executions;
      most.steps += each.steps;
    }
    return most;
  }

  /// Shrinks one candidate, tells whether it is new, replays it and keeps it.
  void settle_one() {
    const Candidate candidate = std::move(waiting_.front());
    waiting_.pop_front();
    const auto least = run::shrink(candidate.scenario, material_.make, material_.rules, shrinking_);
    StoredFinding finding;
    finding.kind = candidate.kind;
    finding.shape = shape_of(least);
    finding.key = digest_of(std::string(name(finding.kind)) + '\n' + finding.shape);
    finding.requirements = joined_ids(least.found->requirements);
    finding.reason = least.found->reason;
    finding.steps = least.shrunk ? least.shrunk->steps : 0;
    finding.first_run = finding.last_run = run_.id;
    const bool met_before = !met_.insert(finding.key).second;
    if (!met_before) finding.firm = comes_again_each_time(least);
    finding.scenario = to_json(least).dump(1, ' ', false, scenario::Json::error_handler_t::replace);
    if (!met_before) scenario::write_scenario(findings_ / (finding.key.substr(0, 16) + ".json"), least);
    store_.keep_finding(finding);
    const bool is_fresh = !known_.contains(finding.key);
    if (met_before || !is_fresh) return;
    ++fresh_;
    if (finding.firm) ++firm_;
  }

  bool comes_again_each_time(const scenario::Scenario& least) const {
    for (int i = 0; i < options_.replays; ++i) {
      run::Session session(material_.make(), material_.rules);
      const auto played = session.play(run::case_of(least));
      session.close();
      if (!run::comes_again(*least.found, played.row.verdict)) return false;
    }
    return true;
  }

  void take_in_corpus(int run) {
    for (const auto& each : fs::directory_iterator(corpus_)) {
      const auto name = each.path().filename().string();
      if (!each.is_regular_file() || !taken_in_.insert(name).second) continue;
      const auto bytes = bytes_of(each.path());
      if (bytes.size() >= head_bytes) store_.keep_entry(name, bytes, run);
    }
  }

  void look_after() {
    take_in_corpus(run_.id);
    if (options_.corpus_bytes_max > 0) store_.evict_entries(options_.corpus_bytes_max);
    const auto now = status();
    run_.executions = now.all.executions;
    run_.steps = now.all.steps;
    store_.update(run_);
    store_.add({run_.id, now.seconds, now.all.executions, now.all.steps, now.all.states, now.all.transitions,
                now.all.features, now.corpus, now.findings});
    looked_after_ = seconds();
  }

  void finish() {
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      for (const auto& line : workers_[i]->lines()) take(line, i);
      if (workers_[i]->is_running()) continue;
      const auto how = workers_[i]->end();
      if (!how.empty() && broke_.empty())
        broke_ = "a worker " + how + ": " + (options_.store / fmt::format("worker-{}.log", i)).string() + " says why";
    }
    workers_.clear();
    constexpr std::size_t settled_at_the_end = 200;
    for (std::size_t i = 0; i < settled_at_the_end && !waiting_.empty(); ++i) settle_one();
    run_.finished = options_.now();
    look_after();
  }

  CampaignStatus status() const {
    CampaignStatus made;
    made.seconds = seconds();
    made.all = furthest();
    made.corpus = store_.corpus_size();
    made.findings = static_cast<int>(met_.size());
    made.fresh = fresh_;
    made.firm = firm_;
    made.waiting = static_cast<int>(waiting_.size());
    made.since_new = seconds() - new_at_;
    return made;
  }

  CampaignOutcome outcome() const {
    CampaignOutcome made;
    made.last = status();
    made.run = run_.id;
    made.stopped = stopped_;
    made.broke = broke_;
    if (made.broke.empty() && made.last.all.executions == 0) made.broke = "nothing was executed";
    if (made.last.all.steps < steps_of_a_night) {
      made.weak = fmt::format("{} steps were judged, fewer than {}", made.last.all.steps, steps_of_a_night);
    } else if (is_flat()) {
      made.weak = "no state or transition was met for the first time after the first minute";
    }
    return made;
  }

  bool is_flat() const {
    const auto samples = store_.coverage(run_.id);
    const auto early =
        std::find_if(samples.begin(), samples.end(), [](const auto& each) { return each.seconds >= first_minute; });
    return early != samples.end() && early != std::prev(samples.end()) && early->states == samples.back().states &&
           early->transitions == samples.back().transitions;
  }

  const WorkerMaterial& material_;
  CampaignOptions options_;
  run::ShrinkOptions shrinking_;
  CampaignStore store_;
  fs::path corpus_;
  fs::path findings_;
  Clock::time_point began_ = Clock::now();
  CampaignRun run_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::vector<WorkerProgress> progress_;
  std::deque<Candidate> waiting_;
  std::set<std::string> known_;     ///< keys of earlier runs
  std::set<std::string> met_;       ///< keys of this run
  std::set<std::string> taken_in_;  ///< files of the corpus that were looked at
  int fresh_ = 0;
  int firm_ = 0;
  double new_at_ = 0;
  double looked_after_ = 0;
  bool stopped_ = false;
  std::string broke_;
};

}  // namespace

CampaignOutcome run_campaign(const WorkerMaterial& material, const CampaignOptions& options,
                             const std::vector<std::vector<std::uint8_t>>& seeds, const run::ShrinkOptions& shrinking,
                             const std::function<bool()>& is_stopped,
                             const std::function<void(const CampaignStatus&)>& said) {
  return Campaign(material, options, shrinking).run(seeds, is_stopped, said);
}

double expected_in_another_hour(const CampaignStatus& status) {
  if (status.all.executions == 0 || status.seconds <= 0) return 0;
  const double chance = static_cast<double>(status.all.features_once) / static_cast<double>(status.all.executions);
  return chance * static_cast<double>(status.all.executions) / status.seconds * 3600;
}

}  // namespace hallmark::fuzz
