/// \file
/// What a suite is made of, and the list of all suites. No suite registers itself: `all_suites` names every one.
#pragma once

#include <string>
#include <vector>

#include "harness/generator/request_template.h"
#include "harness/run/test_case.h"
#include "harness/schema/samples.h"
#include "spec/facts.h"

namespace hallmark::suites {

/// How many property sequences a run plays where nobody says otherwise: about 20,000 steps.
inline constexpr int default_sequences = 600;

/// How many rounds `restricted/concurrent` plays where nobody says otherwise, and what a run that certifies plays.
inline constexpr int default_rounds = 1000;
inline constexpr int certified_rounds = 10'000;
inline constexpr int certified_load_seconds = 60;

/// What suites are built from; must outlive the cases.
struct Material {
  const spec::Facts* facts = nullptr;
  const spec::Profile* profile = nullptr;
  const std::vector<schema::Sample>* samples = nullptr;
  const generator::RequestTemplates* templates = nullptr;
  std::string schema_version;
  bool exhaustive = false;            ///< enumerate further than a usual run does: longer histories of statuses
  int sequences = default_sequences;  ///< how many property sequences there are
  int history_requests = 0;           ///< of the long history; 0: it is not run
  int rounds = default_rounds;        ///< of `restricted/concurrent`, for each meter
  int load_seconds = 0;               ///< how long it overloads; 0: that case is not run
};

/// One suite: its cases in order, and the cases that exist and are not run, with the reason.
struct Suite {
  std::string name;   ///< `suite/file`, e.g. "restricted/allow_list"
  std::string title;  ///< one sentence
  std::vector<run::Case> cases;
  std::vector<run::NotRun> not_run;
};

/// Every suite, in the order they run.
std::vector<Suite> all_suites(const Material& material);

/// Whether a name on the command line ("restricted", "restricted/allow_list") means this suite.
bool is_named(const Suite& suite, const std::string& name);

/// "4.1.1" as a case id spells it: "4_1_1".
std::string id_of(std::string variant);

}  // namespace hallmark::suites
