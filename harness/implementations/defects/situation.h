/// \file
/// What a defect knows of the conversation so far: what the implementation was told, and what it answered.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/request_reader.h"
#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::implementations {

/// What happened to one device since the last reset.
struct DeviceStory {
  int sets = 0;  ///< accepted, of a flag that was clear
  int clears = 0;
  int changes_of_supplier = 0;
  bool restricted = false;      ///< as it was told last
  bool was_given_back = false;  ///< a Supplier has its point again who had it before
  bool status_changed = false;
  bool added_again = false;
  bool moved = false;
  bool hub_exchanged = false;
  std::optional<scenario::Instant> set_at;  ///< the last accepted set
};

/// Follows every stimulus and answer; nothing of it is asked of the reference.
class Situation {
 public:
  /// Before the reference hears of it.
  void before(const scenario::Stimulus& stimulus);
  /// After it has answered, honestly or not.
  void after(const scenario::Stimulus& stimulus, const observation::Observation& observation);

  /// The story of a device; of a Gas Proxy Function that of the gas meter below its hub.
  const DeviceStory& story(const scenario::Device& device) const;
  /// Whether it is Restricted by what was told.
  bool is_restricted(const scenario::Device& device) const { return story(device).restricted; }
  bool any_restricted() const;
  /// The device of the estate with that id, whatever its case; null where there is none.
  const scenario::Device* device(const std::string& id) const;
  /// The devices of the estate in their order.
  const scenario::Estate& estate() const { return estate_; }
  /// What the stimulus is about: its device, its User, the code or point it names.
  Subject subject() const;

  const scenario::Stimulus* stimulus = nullptr;  ///< the one that is on
  std::optional<RequestView> request;            ///< of that one, where it is a Request that can be read
  scenario::Instant now;
  scenario::Instant start;                   ///< of the clock at the last reset
  long long steps = 0;                       ///< since the last reset
  long long steps_in_all = 0;                ///< since it was made
  long long requests = 0;                    ///< since the last reset
  long long alerts = 0;                      ///< likewise
  long long since_drain = 0;                 ///< steps since the last drain
  long long requests_in_all = 0;             ///< since it was made
  bool was_restricted_before_reset = false;  ///< the first meter of the world before
  int resets = 0;
  bool restarted = false;       ///< since the last reset
  bool refused_before = false;  ///< the request before this one was refused
  bool harness_is_named = true;
  std::set<std::string> refused_ids;   ///< RequestIDs, as ids are compared
  std::set<std::string> accepted_ids;  ///< likewise

 private:
  void reset(const scenario::Reset& told);
  void learn(const scenario::Inventory& event);
  void learn(const scenario::Registration& event);

  scenario::Estate estate_;
  std::map<std::string, std::size_t> places_;               ///< of devices in the estate, by canonical id
  std::map<std::string, std::set<std::string>> suppliers_;  ///< of a point, all there were
  std::map<std::string, DeviceStory> stories_;
};

}  // namespace hallmark::implementations
