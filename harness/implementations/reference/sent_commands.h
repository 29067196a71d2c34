/// \file
/// Commands on their way: those sent to devices, those handed to Users, and the pre-commands that wait for a signature.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "harness/implementations/reference/asked.h"

namespace hallmark::implementations {

/// A command that was sent and is not answered yet.
struct InFlight {
  AskedPointer asked;
  std::string schedule;                        ///< DSPScheduleID, empty where no schedule caused it
  const spec::ServiceRequest* sent = nullptr;  ///< what the device was asked: of a schedule, the scheduled one
};

/// Knows commands by RequestID, whatever the case of its letters; a response nobody waits for finds nothing. Of
/// commands in flight, handed over and to be signed it knows the latest `most_known` of each: what is older is not
/// waited for any more, so that it takes no more room the longer it runs.
class Commands {
 public:
  static constexpr std::size_t most_known = 1024;

  void reset();

  void send(const std::string& device, InFlight command);
  /// Takes the command that a response of the device answers; empty where none is in flight.
  std::optional<InFlight> take(const std::string& request_id, const std::string& device);
  /// Whether a command of that RequestID waits for an answer.
  bool is_in_flight(const std::string& request_id) const { return waiting_ids_.contains(canonical_id(request_id)); }

  void hand_over(AskedPointer asked) { keep(local_, std::move(asked)); }
  /// The request that a local command was handed over for, or null.
  AskedPointer local(const std::string& request_id) const { return find(local_, request_id); }

  void transform(AskedPointer asked) { keep(transformed_, std::move(asked)); }
  /// The request whose pre-command has that RequestID, or null.
  AskedPointer transformed(const std::string& request_id) const { return find(transformed_, request_id); }

  /// True where that RequestID was let through before, apart from a transform and its signed pre-command, which share
  /// one.
  bool is_replayed(const Asked& asked) const { return let_through_.contains(replay_key(asked)); }
  void remember(const Asked& asked) { let_through_.insert(replay_key(asked)); }

 private:
  /// In the order they came, by number and key.
  using Order = std::deque<std::pair<std::uint64_t, std::string>>;
  struct ById {
    std::unordered_map<std::string, std::pair<std::uint64_t, AskedPointer>> table;
    Order order;
  };
  struct Sent {
    std::uint64_t number = 0;
    InFlight command;
  };
  using InFlightTable = std::unordered_multimap<std::string, Sent>;

  void keep(ById& kept, AskedPointer asked);
  static AskedPointer find(const ById& kept, const std::string& id);
  static std::string replay_key(const Asked& asked);
  InFlight taken(InFlightTable::iterator place);
  void give_up(std::uint64_t number, const std::string& key);

  std::uint64_t so_far_ = 0;
  InFlightTable in_flight_;  ///< by RequestID and device
  Order sent_;
  std::unordered_multiset<std::string> waiting_ids_;
  ById local_;
  ById transformed_;
  std::unordered_set<std::string> let_through_;
};

}  // namespace hallmark::implementations
