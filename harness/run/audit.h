/// \file
/// Judging a trace of a live system, and shrinking what it breaks, without any implementation at hand.
#pragma once

#include <map>
#include <set>

#include "harness/oracle/world.h"
#include "harness/run/session.h"
#include "harness/run/trace.h"
#include "harness/verdict/judge.h"

namespace hallmark::run {

/// Walks along a trace; what the rules point at must outlive it.
class Auditor {
 public:
  Auditor(const Rules& rules, const TraceHeader& header);
  /// Judges the next line and takes it in. What only the time before the trace could explain is not held against the
  /// system (answers to requests, and commands for requests, that the trace does not have), and a command is held
  /// against the request that it names, not against another one for the same device.
  verdict::Judged take(const TraceLine& line);
  /// Facts for the reader: what was given out while Restricted.
  std::vector<oracle::Remark> remarks() const { return world_.remarks(); }
  /// Rows that answer or carry out a request from before the trace.
  int from_before() const { return from_before_; }

 private:
  void excuse(oracle::Expectation& expectation, const observation::Effects& effects);
  const std::string* srv_of(const std::string& request_id) const;
  bool is_old(const std::string& request_id) const;
  bool is_judged_by_its_request(const observation::ToDevice& row) const;

  Rules rules_;
  oracle::World world_;
  int from_before_ = 0;
};

/// One demand that a line of a trace broke.
struct Breach {
  std::size_t line = 0;
  verdict::Judgement judgement;
};

/// A whole trace, judged.
struct Audit {
  TraceHeader header;
  std::size_t steps = 0;       ///< lines judged
  std::size_t judgements = 0;  ///< demands judged
  std::size_t unreadable = 0;  ///< requests whose document could not be read; they are not judged
  std::size_t garbled = 0;     ///< lines left out (`skip_garbled`)
  int from_before = 0;
  std::optional<Breach> first;                                        ///< the first that fails
  std::map<std::string, std::pair<std::size_t, std::size_t>> broken;  ///< requirement: how often, first line
  std::map<std::string, std::pair<std::size_t, std::size_t>> warned;  ///< likewise, of what should hold
  std::optional<Breach> error;                                        ///< the first crash, hang or broken protocol
  std::vector<oracle::Remark> remarks;
};

/// Judges a trace from its first line to its last, holding one line of it. Throws GarbledLine for a line that is none,
/// unless those are skipped and counted.
Audit audit(const std::filesystem::path& file, const Rules& rules, bool skip_garbled);

/// The few lines of a trace that a breach needs, the line of the breach last; empty where too many lines are about the
/// same devices to be held (200,000).
std::vector<TraceLine> lines_that_matter(const std::filesystem::path& file, const Rules& rules, const Breach& breach);

}  // namespace hallmark::run
