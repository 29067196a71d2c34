#include "suites/conductor.h"

#include <gtest/gtest.h>

#include <ctime>
#include <stdexcept>

#include "suites/selection.h"

namespace hallmark::suites {

using verdict::Outcome;

/// One case as GoogleTest sees it.
class CaseTest : public testing::Test {
 public:
  CaseTest(Conductor& conductor, std::size_t index) : conductor_(conductor), index_(index) {}
  void TestBody() override { conductor_.conduct(index_); }

 private:
  Conductor& conductor_;
  std::size_t index_;
};

/// Prepares the crew for what GoogleTest is about to run, iteration by iteration.
class Listener : public testing::EmptyTestEventListener {
 public:
  explicit Listener(Conductor& conductor) : conductor_(conductor) {}
  void OnTestIterationStart(const testing::UnitTest&, int iteration) override { conductor_.begin(iteration); }
  void OnTestIterationEnd(const testing::UnitTest&, int) override { conductor_.end(); }

 private:
  Conductor& conductor_;
};

namespace {

std::string reasons(const run::CaseRow& row) {
  std::string text;
  for (const auto& judgement : row.verdict.judgements) {
    if (judgement.outcome != row.verdict.outcome) continue;
    text += judgement.reason + " [";
    for (const auto& id : judgement.requirements) text += (text.back() == '[' ? "" : " ") + id;
    text += "]\n";
  }
  return text;
}

void tell_google_test(const run::CaseRow& row) {
  switch (row.verdict.outcome) {
    case Outcome::pass:
    case Outcome::warn:
      return;
    case Outcome::none:
    case Outcome::not_applicable:
    case Outcome::inconclusive:
      GTEST_SKIP() << verdict::name(row.verdict.outcome) << ": " << reasons(row);
    case Outcome::fail:
    case Outcome::error:
      FAIL() << verdict::name(row.verdict.outcome) << ": " << reasons(row) << row.replay;
  }
}

std::string now() { return scenario::text({static_cast<std::int64_t>(std::time(nullptr))}); }

/// In a shell, a case id needs quotes only for the dots and slashes it does not fear; they are given all the same.
std::string replay_command(const ConductorOptions& options, const std::string& case_id) {
  return "hallmark run " + options.target + " --case '" + case_id + "'" + options.replay_options;
}

}  // namespace

Conductor::Conductor(const std::vector<Suite>& suites, ConductorOptions options,
                     std::function<std::unique_ptr<run::Session>()> make_session, run::RecordWriter& record)
    : suites_(&suites), options_(std::move(options)), make_session_(std::move(make_session)), record_(&record) {
  if (options_.grid != nullptr) coverage_.emplace(*options_.grid);
  for (const auto& suite : suites) {
    for (const auto& each : suite.cases) {
      cases_.push_back(&each);
      if (is_selected(options_.filter, each.id)) ++selected_;
    }
  }
}

Conductor::~Conductor() = default;

run::Footer Conductor::run(const run::Header& header) {
  const auto& rules = options_.rules;
  tally_.emplace(header, *rules.facts, *rules.profile, *rules.model);
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* listener = new Listener(*this);  // GoogleTest owns its listeners
  listeners.Append(listener);
  GTEST_FLAG_SET(filter, options_.filter);
  // What a worker could not handle is ours to explain, not GoogleTest's.
  GTEST_FLAG_SET(catch_exceptions, false);
  for (std::size_t index = 0; index < cases_.size(); ++index) {
    const auto& id = cases_[index]->id;
    const auto dot = id.find('.');
    testing::RegisterTest(id.substr(0, dot).c_str(), id.substr(dot + 1).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [this, index]() -> testing::Test* { return new CaseTest(*this, index); });
  }
  // GoogleTest's own exit code is not used: an error is red there, and 2 here.
  [[maybe_unused]] const int google_test_result = RUN_ALL_TESTS();
  append_not_run();
  if (options_.changed_files) tally_->changed(options_.changed_files());
  auto footer = tally_->footer(in_this_shard_);
  footer.finished = now();
  if (options_.interrupted != nullptr) footer.resumed_cases = options_.interrupted->cases();
  if (coverage_) footer.schema_coverage = coverage_->result();
  record_->append(run::to_json(footer));
  return footer;
}

void Conductor::begin(int iteration) {
  iteration_ = iteration;
  in_this_shard_ = 0;
  places_.clear();
  std::vector<const run::Case*> crew_cases;
  std::set<std::string> chosen;
  const auto& unit_test = *testing::UnitTest::GetInstance();
  for (int s = 0; s < unit_test.total_test_suite_count(); ++s) {
    const auto* suite = unit_test.GetTestSuite(s);
    for (int t = 0; t < suite->total_test_count(); ++t) {
      const auto* info = suite->GetTestInfo(t);
      if (info->should_run()) chosen.insert(std::string(info->test_suite_name()) + '.' + info->name());
    }
  }
  for (const auto* each : cases_) {
    if (!chosen.contains(each->id)) continue;
    ++in_this_shard_;
    if (is_recorded(*each)) continue;
    places_[each->id] = crew_cases.size();
    crew_cases.push_back(each);
  }
  progress_ = std::make_unique<run::Progress>(stderr, options_.progress_on_terminal, in_this_shard_);
  if (!crew_cases.empty() && !stopped_) {
    crew_ = std::make_unique<run::Crew>(std::move(crew_cases), options_.jobs, make_session_);
  }
}

void Conductor::end() {
  crew_.reset();
  progress_->finish();
}

void Conductor::conduct(std::size_t index) {
  const auto& test_case = *cases_[index];
  if (stopped_) {
    const std::string reason = "the run stopped after " + std::to_string(options_.errors_max) + " errors in a row";
    const run::NotRun row{test_case.id, reason};
    record_->append(run::to_json(row));
    tally_->add(row);
    GTEST_SKIP() << "not run: " << reason;
  }
  const auto played = is_recorded(test_case) ? recalled(test_case) : newly_played(test_case);
  tally_->add(played.row, played.met);
  if (coverage_) coverage_->add(played.reached);
  progress_->advance(tally_->failed());
  if (tally_->errors_in_a_row() >= options_.errors_max) {
    stopped_ = true;
    tally_->stop("the run stopped after " + std::to_string(options_.errors_max) + " errors in a row");
    crew_.reset();
  }
  tell_google_test(played.row);
}

bool Conductor::is_recorded(const run::Case& test_case) const {
  return options_.interrupted != nullptr && options_.interrupted->has(iteration_, test_case.id);
}

/// What it met is told from what was observed, as its requests come again; a history keeps too little of that, and is
/// played once more beside the record.
run::Played Conductor::recalled(const run::Case& test_case) {
  const auto recorded = options_.interrupted->read(iteration_, test_case.id);
  run::Played played;
  if (!test_case.history) {
    auto rules = options_.rules;
    rules.signers = nullptr;  // a record has its requests as they are before they are signed
    auto again = run::judge_again(recorded, test_case, rules, options_.opening);
    if (!again.row)
      throw std::runtime_error("the record holds " + test_case.id + ", which is another case today: " + again.why_not);
    played.met = std::move(again.met);
    played.reached = std::move(again.reached);
  } else {
    played = make_session_()->play(test_case);
  }
  played.row = recorded.row;
  return played;
}

run::Played Conductor::newly_played(const run::Case& test_case) {
  auto played = crew_->take(places_.at(test_case.id));
  played.row.iteration = iteration_;
  played.row.replay = replay_command(options_, test_case.id);
  if (options_.findings != nullptr) {
    played.row.scenario = options_.findings->add(test_case, played, options_.rules);
  }
  for (auto& step : played.steps) {
    step.iteration = iteration_;
    record_->append(step);
  }
  record_->append(played.row);
  return played;
}

void Conductor::append_not_run() {
  for (const auto& suite : *suites_) {
    for (const auto& row : suite.not_run) {
      if (!is_selected(options_.filter, row.case_id)) continue;
      record_->append(run::to_json(row));
      tally_->add(row);
    }
  }
}

}  // namespace hallmark::suites
