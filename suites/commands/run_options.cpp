#include "suites/commands/run_options.h"

#include <fmt/ranges.h>

#include "harness/adaptor/target.h"
#include "harness/generator/faults.h"

namespace hallmark::suites {

namespace {

/// How much is played, and in what guise.
void add_extent(CLI::App& command, RunOptions& options) {
  command
      .add_option("--sequences", options.sequences,
                  "How many property sequences of restricted/sequences there are; with another --seed they are others")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--rounds", options.rounds,
                  "Rounds of restricted/concurrent for each meter, for who claims to take operations at once; "
                  "--certification plays 10,000 at least")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command
      .add_option("--load-seconds", options.load_seconds,
                  "How long restricted/concurrent asks for ten times as much at once as is claimed; 0: not at all; "
                  "--certification: 60 at least")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
  command
      .add_option("--k", options.extra_states,
                  "States that an implementation may have more than the policy, for --suite complete (usual: 0)")
      ->check(CLI::Range(0, 2));
  command.add_flag("--exhaustive", options.exhaustive,
                   "Enumerate further: every history of five changes of status on one and two meters, four on three");
  command.add_flag("--disguise", options.disguise,
                   "Cases that cannot be told from production: other identities, clocks, estates and traffic, no name "
                   "of the harness; and one history of more than 400 days");
  command
      .add_option("--history-requests", options.history_requests,
                  "How many requests that history has; 0: it is not run (with --disguise)")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  command
      .add_option("--faults", options.faults,
                  "Play cases under faults at the boundary, by their seed: " +
                      fmt::format("{}", fmt::join(generator::fault_names(), ", ")) +
                      " (a list with commas). kill: its process is killed and started again, once a half")
      ->delimiter(',')
      ->check(CLI::IsMember(generator::fault_names()));
  command.add_flag("--certification", options.certification,
                   "Every case counts, and in disguise: takes no filter, and a run with a vacuity alarm (a "
                   "requirement, state, operation "
                   "or Service Request that nothing reached) could not tell: exit 2; --self-proof is part of it");
  command.add_flag("--self-proof", options.self_proof,
                   "First plant a known defect around the implementation, a dropped refusal: where the suites do not "
                   "catch it, the run is invalid: exit 2");
}

void add_shrinking(CLI::App& command, RunOptions& options) {
  command
      .add_option(
          "--shrink-steps", options.shrink_steps,
          "Candidates played at most to shrink a finding to the least scenario that shows it; 0: none is shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--shrink-seconds", options.shrink_seconds,
                  "Time for all shrinking; what is left then is marked as not fully shrunk")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
}

/// How long it may take, and how much it may answer.
void add_bounds(CLI::App& command, RunOptions& options) {
  command.add_option("--max-errors", options.errors_max, "Errors in a row after which the rest is not run")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--deadline-ms", options.deadline_ms,
                  "How long an implementation may take for an answer (exec:, http:)")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  command.add_option("--answer-bytes-max", options.reach.child.answer_bytes_max, "Largest answer taken (exec:, http:)")
      ->check(CLI::Range(1024, 1 << 30))
      ->capture_default_str();
}

}  // namespace

void add_run_options(CLI::App& command, RunOptions& options) {
  command.add_option("target", options.reach.target, adaptor::target_forms);
  command.add_option("--statement", options.reach.statement,
                     "JSON file whose members add to or override what the implementation states; null takes one away");
  command.add_option("--suite", options.suites,
                     "Only this suite, e.g. restricted or restricted/allow_list; may be repeated");
  command.add_option("--case", options.case_filter, "Only cases matching this GoogleTest filter, e.g. '*.esme.is.*'");
  command.add_option("--profile", options.context.profile, "Policy profile (CSV) instead of the shipped, derived one");
  command.add_option("--schema", options.context.schema, "Folder of another version of the DUIS schema");
  command.add_option("--samples", options.context.samples,
                     "Folder of sample requests instead of those that were built");
  add_signing(command, options.signing);
  command.add_option("--seed", options.seed, "Same seed, same run")->capture_default_str();
  command.add_option("--jobs", options.jobs, "Cases played at once, each by an implementation of its own")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      .add_option("--batch", options.batch,
                  "Requests sent in one line at most, where none depends on what is answered to another (exec:, so:); "
                  "1: each by itself")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command.add_flag("--strict", options.strict, "A broken should fails");
  command
      .add_option("--record", options.record,
                  "usual: whole steps of what did not pass, digests and readings of the rest; full: everything whole")
      ->check(CLI::IsMember({"usual", "full"}))
      ->capture_default_str();
  add_extent(command, options);
  add_shrinking(command, options);
  command.add_option("--out", options.out, "Folder for record and reports")->capture_default_str();
  command.add_flag("--resume", options.resume,
                   "Go on with the run in that folder, which was cut off: cases that stand whole in its record are "
                   "not played again. Without a target, it is called as it was when it began, from the same place");
  add_bounds(command, options);
  add_patience(command, options.patience);
  add_placement(command, options.reach.child);
  add_tls(command, options.reach.tls);
}

}  // namespace hallmark::suites
