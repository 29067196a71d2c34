/// \file
/// The record of a run: append-only JSON lines (header, steps, verdicts, footer). Everything a report shows stands in
/// it.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/patience.h"
#include "harness/run/record_model.h"
#include "harness/verdict/verdict.h"

namespace hallmark::run {

using Json = nlohmann::ordered_json;

/// A case of a self-proof: played with the defect planted.
struct ProofCase {
  std::string case_id;
  std::string device_type;
  std::string outcome;  ///< "caught", "fails without it", "not caught" or "not planted"
  std::string text;     ///< by which judgement it was caught, or why not; one sentence
  bool operator==(const ProofCase&) const = default;
};

/// What was planted around the implementation before the run, and whether the suites noticed. Where it does not hold,
/// the run is invalid.
struct SelfProof {
  std::string planted;  ///< the defect, in one sentence
  std::vector<ProofCase> cases;
  bool holds = false;  ///< it was caught at least once, or was there already, and was missed nowhere
  bool operator==(const SelfProof&) const = default;
};

/// A file of the implementation, or about it, as it was when the run began.
struct NamedFile {
  std::string file;    ///< its path
  std::string digest;  ///< "sha256:…", or why there is none
  bool operator==(const NamedFile&) const = default;
};

/// The first line: what was run, against what, with what.
struct Header {
  int format = 1;
  std::string hallmark;               ///< version of the program
  std::string target;                 ///< as given on the command line
  Json implementation;                ///< name, version, vendor, language; null where it never said
  Json statement;                     ///< null where it never said; as amended by the statement file
  std::vector<NamedFile> files = {};  ///< executable or plug-in, and files that the command names
  std::optional<NamedFile> statement_file = std::nullopt;  ///< what `--statement` named; empty: nothing was amended
  std::string schema_version;
  std::string schema_digest;
  std::string facts_digest;
  std::string profile_origin;  ///< "shipped" or a path
  std::string profile_digest;
  std::vector<std::string> profile_acknowledged;  ///< sensitive SRVs that the profile permits knowingly
  std::vector<std::string>
      profile_differences;                ///< rows that differ from the shipped profile, "4.1.1 ESME: reject -> permit"
  std::string signing = "placeholder";    ///< or "ecdsa"; steps keep documents as they are before they are signed
  std::vector<std::string> certificates;  ///< issuer and serial of those that documents are signed by
  std::uint64_t seed = 0;
  bool strict = false;
  bool exhaustive = false;                         ///< the suites enumerated further than usual
  int sequences = 0;                               ///< how many property sequences there were to select from
  int history_requests = 0;                        ///< of the long history; 0: it was not run
  bool disguised = false;                          ///< cases were disguised, and the harness did not say who it is
  std::vector<std::string> faults = {};            ///< by name, that cases were played with; empty: none
  std::optional<int> extra_states = std::nullopt;  ///< that the complete suites allow for; empty: none was played
  std::vector<std::string> complete = {};          ///< of those suites: how large, and the fault domain in words
  std::string filter = "*";
  std::vector<std::string> suites;  ///< those asked for by name; empty: all
  bool certification = false;       ///< vacuity alarms leave the run undecided
  int selected = 0;                 ///< cases selected, before sharding
  int shards = 1;
  int shard = 0;
  std::optional<SelfProof> self_proof = std::nullopt;  ///< empty: none was made
  std::vector<std::string> arguments = {};             ///< of the command, from "run" on: what resumes it
  std::optional<Patience> patience = std::nullopt;     ///< with a clock of its own; empty: its time was moved
  std::string started;  ///< RFC 3339; the only times of a record stand in header and footer
};

/// One exchange, as it is kept: stimulus and observation in JSON (documents only where the case did not pass).
struct Step {
  std::string case_id;
  int iteration = 0;
  int step = 0;
  Json stimulus;
  Json observation;
};

/// The coordinates of a case, for tables; members are empty where they do not apply.
struct Axes {
  std::string srv;
  std::string device_type;
  std::string role;
  int command_variant = 0;
  std::string expect;  ///< what the profile in force says: "permit", "reject", "open"
  std::string level;   ///< of that row: "must", "should", "report"
  std::string
      clear;  ///< what came of the request with the flag clear: "accepted I99", "refused E5", "" where not tried
  std::string restricted;  ///< the same with the flag set
};

/// One judged case.
struct CaseRow {
  std::string case_id;
  std::string title;
  int iteration = 0;
  std::uint64_t seed = 0;
  Axes axes;
  verdict::Verdict verdict;
  std::string replay;         ///< the command that runs this case again
  std::string scenario = {};  ///< the scenario file of a finding, below the record's folder; empty: no finding
};

/// A case that exists and was not run, with the reason.
struct NotRun {
  std::string case_id;
  std::string reason;
};

/// What the valid requests of a run reached of the schema's Request.
struct SchemaCoverage {
  struct Count {
    int reached = 0;
    int total = 0;
    bool operator==(const Count&) const = default;
  };
  /// An element that no request held, and how many element paths begin with it, itself included.
  struct NotReached {
    std::string path;
    int paths = 0;
    bool operator==(const NotReached&) const = default;
  };
  Count paths;                          ///< of elements
  Count occurrences;                    ///< bounds on how often something stands there, and one beside each
  Count branches;                       ///< of choices
  Count boundaries;                     ///< of values, but alternatives of patterns
  Count attributes;                     ///< there, and not there
  std::vector<NotReached> not_reached;  ///< the topmost, in the order of their letters
  bool operator==(const SchemaCoverage&) const = default;
};

/// A requirement that no case judged.
struct NotJudged {
  std::string id;
  std::string why;
  bool operator==(const NotJudged&) const = default;
};

/// Something without which a verdict may be empty: never tried, or tried and never come to anything.
struct Alarm {
  std::string kind;     ///< "state-never-entered", … (record_alarms.h)
  std::string subject;  ///< the requirement, state, operation or Service Request
  std::string text;
  bool operator==(const Alarm&) const = default;
};

/// The last line; a record without it is incomplete.
struct Footer {
  std::map<std::string, int> counts;  ///< cases by outcome name, and "not_run"
  int exit_code = 0;
  std::string reason;  ///< the verdict in one sentence
  std::string finished;
  std::optional<SchemaCoverage> schema_coverage = std::nullopt;  ///< empty: not taken
  std::vector<verdict::Judgement> judgements = {};               ///< of the run as a whole, beside those of its cases
  std::optional<ModelCoverage> model = std::nullopt;             ///< empty: not taken
  std::vector<NotJudged> not_judged = {};
  std::vector<Alarm> alarms = {};
  std::vector<std::string> changed = {};  ///< files of the header that were others at the end
  int resumed_cases = 0;  ///< cases that stood in the record when the run was resumed last; 0: it was not
};

Json to_json(const Header& header);
Json to_json(const SelfProof& proof);
Json to_json(const NamedFile& file);
Json to_json(const Step& step);
Json to_json(const CaseRow& row);
Json to_json(const NotRun& row);
Json to_json(const Footer& footer);
Json to_json(const SchemaCoverage& coverage);

/// What the judgements of a footer belong to, where others belong to a case.
inline constexpr const char* whole_run_id = "the run as a whole";

/// A whole record but for its steps, which reports ask for by case.
struct Record {
  std::filesystem::path folder;  ///< where it was read from
  Header header;
  std::vector<CaseRow> cases;
  std::vector<NotRun> not_run;
  std::optional<Footer> footer;
  CaseRow whole_run;  ///< the judgements of the footer, as a case of its own; not one of `cases`
  std::map<std::string, std::vector<Step>> steps;  ///< of cases that are not `pass`
};

/// A word as a shell takes it back: as it is where that is safe, else in quotes.
std::string shell_word(const std::string& word);

/// The command that plays the scenario of a finding again, "hallmark replay FOLDER/findings/….json"; empty: no finding.
std::string replay_command(const Record& record, const CaseRow& row);

/// Reads a record. Throws std::runtime_error naming file and line for what is no record line or a line over 64 MiB.
Record read_record(const std::filesystem::path& file);

}  // namespace hallmark::run
