/// \file
/// Moves made concrete: an estate and stimuli, whatever the moves are.
#pragma once

#include <string>
#include <vector>

#include "harness/generator/deviation.h"
#include "harness/generator/document_edit.h"
#include "harness/generator/move.h"
#include "harness/generator/request.h"
#include "harness/generator/request_template.h"
#include "harness/generator/street.h"
#include "harness/scenario/scenario.h"

namespace hallmark::generator {

/// What sequences are made from; must outlive their makers.
struct SequenceMaterial {
  const spec::Facts* facts = nullptr;
  const spec::Profile* profile = nullptr;  ///< tells which requests the flag forbids
  const std::vector<schema::Sample>* samples = nullptr;
  std::string schema_version;
  const RequestTemplates* templates = nullptr;  ///< what edits of documents are made by; null: there are none
};

/// A move, and what becomes of the document that it sends.
struct FuzzedMove {
  Move move;
  DocumentEdit edit;
  bool operator==(const FuzzedMove&) const = default;
};

/// A request that a role may send about a type of device.
struct Sendable {
  const spec::ServiceRequest* service = nullptr;
  std::string device_type;  ///< empty: about none
  std::string role;
  int command_variant = 1;
  std::vector<const schema::Sample*> samples;  ///< at least one
  bool forbidden = false;  ///< the profile rejects it, or what it schedules, for a Restricted device of that type
  bool reads_consumption = false;  ///< it is forbidden, and GBCS marks what it reads, or schedules, as sensitive
};

/// Everything that the facts let somebody send and for which there is a sample, in the order of the facts.
std::vector<Sendable> sendable_requests(const SequenceMaterial& material);

/// An Alert that a type of device sends.
struct Sounding {
  const spec::Alert* alert = nullptr;
  std::string device_type;
};
/// Every Alert that reaches Users, for each type of device that sends it, in the order of the facts.
std::vector<Sounding> sounding_alerts(const spec::Facts& facts);

/// What moves pick from; in the order of the facts.
struct Repertoire {
  std::vector<Sendable> requests;
  std::vector<const Sendable*> consumption;   ///< those of `requests` that read consumption
  std::vector<const Sendable*> schedules;     ///< those of `consumption` that do so by a schedule
  std::vector<const Sendable*> future_dated;  ///< those of `consumption` that can be asked for a later time
  std::vector<Sounding> alerts;
  std::vector<Deviation> deviations;      ///< those that need no request before them
  std::vector<Sounding> critical_alerts;  ///< those of `alerts` that pass, of meters and proxies
};

/// Turns lists of moves into stimuli. Immutable; may be used from several threads. Not copyable: its parts refer to
/// each other.
class Sequences {
 public:
  explicit Sequences(const SequenceMaterial& material);
  Sequences(const Sequences&) = delete;
  Sequences& operator=(const Sequences&) = delete;

  /// The moves in a street drawn from the seed: a Reset first, a Drain last. Moves that make no sense where they stand
  /// are left out. Where Alerts are sent, a first half without any flag sends them too, and nothing else that Alerts
  /// could depend on is different there. Total.
  scenario::Trial trial(std::uint64_t seed, const StreetPlan& plan, const std::vector<Move>& moves) const;
  /// The same with documents edited.
  scenario::Trial trial(std::uint64_t seed, const StreetPlan& plan, const std::vector<FuzzedMove>& moves) const;
  const Repertoire& repertoire() const { return repertoire_; }

 private:
  SequenceMaterial material_;
  Repertoire repertoire_;
};

}  // namespace hallmark::generator
