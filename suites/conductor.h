/// \file
/// Runs cases as GoogleTest tests: registered at run time under their case ids, so that filter, shards, repeat and the
/// XML of GoogleTest work as its users know them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/run/crew.h"
#include "harness/run/findings.h"
#include "harness/run/interrupted_run.h"
#include "harness/run/progress.h"
#include "harness/run/record_writer.h"
#include "harness/run/schema_coverage.h"
#include "harness/run/tally_of_run.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// How a run goes.
struct ConductorOptions {
  int jobs = 1;
  int errors_max = 20;  ///< in a row; then the rest is not run
  std::string filter = "*";
  std::string replay_options;  ///< what a replay command repeats after the case, e.g. " --seed 1"
  std::string target;
  bool progress_on_terminal = false;
  run::Findings* findings = nullptr;                        ///< where what was found goes; may be null
  run::Rules rules;                                         ///< that the cases are judged by, with a grid of the model
  const generator::ReachGrid* grid = nullptr;               ///< that of the sessions
  std::function<std::vector<std::string>()> changed_files;  ///< asked when all is played: which files are others by now
  const run::InterruptedRun* interrupted = nullptr;         ///< whose cases are not played again; may be null
  observation::Observation opening = {};                    ///< what the implementation said at the start
};

/// One run. Not copyable: GoogleTest holds on to it until the run is over.
class Conductor {
 public:
  Conductor(const std::vector<Suite>& suites, ConductorOptions options,
            std::function<std::unique_ptr<run::Session>()> make_session, run::RecordWriter& record);
  Conductor(const Conductor&) = delete;
  Conductor& operator=(const Conductor&) = delete;
  ~Conductor();

  /// How many cases the filter selects, before sharding.
  int selected() const { return selected_; }
  /// Registers the cases with GoogleTest, runs what it selects, and adds the footer to the record, whose header is
  /// this.
  run::Footer run(const run::Header& header);

 private:
  friend class CaseTest;
  friend class Listener;

  void begin(int iteration);
  void end();
  /// Plays the case, records it and tells GoogleTest.
  void conduct(std::size_t index);
  bool is_recorded(const run::Case& test_case) const;
  /// A case of the run that was interrupted: its row, and what it met and reached.
  run::Played recalled(const run::Case& test_case);
  /// Plays a case and appends it to the record.
  run::Played newly_played(const run::Case& test_case);
  void append_not_run();

  const std::vector<Suite>* suites_;
  ConductorOptions options_;
  std::function<std::unique_ptr<run::Session>()> make_session_;
  run::RecordWriter* record_;
  std::vector<const run::Case*> cases_;
  std::map<std::string, std::size_t> places_;  ///< case id to its place in this iteration's crew
  std::unique_ptr<run::Crew> crew_;
  std::unique_ptr<run::Progress> progress_;
  std::optional<run::TallyOfRun> tally_;
  std::optional<run::SchemaCoverageOfRun> coverage_;
  int selected_ = 0;
  int in_this_shard_ = 0;
  int iteration_ = 0;
  bool stopped_ = false;
};

}  // namespace hallmark::suites
