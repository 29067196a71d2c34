/// \file
/// What the codes allow an implementation to do next: demands, each with its level and requirement ids. Made before the
/// observation is seen, so this file knows no observation.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/oracle/market_conditions.h"
#include "harness/oracle/past_requests.h"
#include "spec/facts.h"

namespace hallmark::oracle {

/// The class of a synchronous DUIS Response.
enum class ResponseClass { completed, acknowledged, refused };

/// The class a ResponseCode belongs to: E… refused, I99 acknowledged, any other completed.
inline ResponseClass response_class(std::string_view code) {
  if (code == "I99") return ResponseClass::acknowledged;
  return code.starts_with('E') ? ResponseClass::refused : ResponseClass::completed;
}

struct Transaction;
/// By RequestID.
using Transactions = std::map<std::string, Transaction>;

/// RequestIDs: those given, or those that the world watches until it learns.
class KnownIds {
 public:
  KnownIds() = default;
  KnownIds(std::initializer_list<std::string> ids) : ids_(ids) {}
  /// All of the world's but one.
  explicit KnownIds(const Transactions* watched, std::string but = {}) : watched_(watched), but_(std::move(but)) {}
  bool hold(const std::string& id) const;

 private:
  std::vector<std::string> ids_;
  const Transactions* watched_ = nullptr;
  std::string but_;
};

// The flag, asked for through the Self Service Interface.

/// The Self Service Interface accepts (or refuses).
struct SsiAccepts {
  bool accepts = true;
};
/// A `read` shows the flag set (or clear).
struct ReadsRestricted {
  bool restricted = false;
};
/// An announced `effective` moment is at most that many seconds after now.
struct EffectiveWithin {
  std::int64_t now = 0;
  std::int64_t seconds = 0;
};
/// An accepted set or clear is announced for later than now (or holds at once).
struct EffectiveAnnounced {
  std::int64_t now = 0;
  bool announced = false;
};

// Documents.

/// A valid request is not refused as malformed (the answer is a DUIS Response at all).
struct NotRefusedAsMalformed {};
/// Every DUIS document in the observation is valid against the schema in use.
struct DocumentsValid {};
/// The Response carries these of its request.
struct ResponseMatches {
  std::string request_id;
  std::string reference;
  std::string variant;
};
/// As the header of a request has it.
struct ServiceAsked {
  std::string reference;
  std::string variant;
};
/// A document to a User that answers a request answers one of that User's, with its Reference and Variant.
struct DeliveriesMatch {
  std::vector<std::pair<std::string, std::string>> requests;  ///< RequestID and the User who asked
  const PastRequests* past = nullptr;     ///< earlier ones, of the world until it learns; may be null
  const Transactions* watched = nullptr;  ///< and those of now, likewise

  /// The User who asked it, as far as anybody did.
  const std::string* asker_of(const std::string& request_id) const;
  /// What an answer to it carries of that request, as far as the RequestID tells it: nothing of a schedule, whose runs
  /// are of another Service Request, of a deviant request, and of an id that came twice.
  std::optional<ServiceAsked> service_of(const std::string& request_id) const;
};

// The synchronous answer to a request.

/// The Response holds no data, no pre-command and no local command.
struct NothingHandedOver {};
/// The refusal is an `E…` response (or I99, whose outcome follows).
struct RefusedByErrorCode {};
/// The refusal is that code.
struct RefusedWith {
  std::string code;
  std::string later_of = {};  ///< RequestID of a request whose refusal comes after I99; empty: the Response at once
};
/// The refusal is not one that says the device is out of reach (E20, E21).
struct ToldFromFault {
  std::string later_of = {};  ///< likewise
};
/// The Response is of the same class, with the same kind of content, as without the flag.
struct AnsweredLike {
  ResponseClass response = ResponseClass::completed;
  std::string content;
};
/// The request is not refused at once.
struct NotRefused {};
/// Nothing is done for the request: no Response that completes it, nothing handed over in one.
struct NotCarriedOut {};
/// It answered, and nothing it puts out holds that text (may be empty), which only who follows an entity can know.
struct SafeFromHostileXml {
  std::string never_repeated;
};

// What goes towards devices.

/// Nothing at all goes to any device.
struct NoCommands {};
/// Nothing goes to these devices, and nothing for that request anywhere. Commands for other requests are judged by what
/// those asked.
struct NoCommandFor {
  std::string request_id;
  std::vector<std::string> devices;    ///< may be empty: then only the request counts
  KnownIds others = {};                ///< requests judged by themselves
  const PastRequests* past = nullptr;  ///< and earlier ones, as in DeliveriesMatch
  /// Devices that the request itself must not reach; empty: any. One that names many serves the others.
  std::vector<std::string> request_to = {};
};
/// How bound it is that a Service Request does not reach a device: the level at which the profile rejects it, and the
/// level at which that is judged.
struct Bound {
  spec::Level rejected = spec::Level::must;
  spec::Level judged = spec::Level::must;
  auto operator<=>(const Bound&) const = default;
};
/// What must not reach which device by any route, looked up one by one. Of the world until it learns.
class RejectedRoutes {
 public:
  virtual ~RejectedRoutes() = default;
  /// Empty: it may reach it.
  virtual std::optional<Bound> find(const std::string& device, const std::string& srv) const = 0;
};
/// No command that names a Service Request so bound for its device, and a request that nobody knows, goes to it.
struct NoCommandNaming {
  std::shared_ptr<const RejectedRoutes> routes;
  Bound bound;
  KnownIds known;                      ///< requests that are judged by what they asked
  const PastRequests* past = nullptr;  ///< and earlier ones, as in DeliveriesMatch
};
/// For that request, exactly these devices (sorted) are sent a command, as without the flag.
struct CommandsLike {
  std::string request_id;
  std::vector<std::string> devices;
};
/// A request whose refusal reaches its User is not sent to a device all the same, but where it says that the device is
/// out of reach.
struct NotBothWays {
  std::string request_id;
};
/// For that request a command goes to a device (or none does).
struct CommandSent {
  std::string request_id;
  bool sent = true;
};
/// That schedule causes at least and at most so many commands.
struct RunsOf {
  std::string request_id;   ///< of the Create Schedule
  std::string schedule_id;  ///< DSPScheduleID
  int at_least = 0;
  int at_most = 0;
};
/// No refusal of that request reaches its User.
struct NoRefusalOf {
  std::string request_id;
};

// What reaches Users.

/// These bytes (hex) reach no User, and stand in nothing else that is said to anybody but a device, in any form: raw,
/// hex or base64.
struct PayloadWithheld {
  std::string canary;
};
/// None of these bytes (hex) stand in any form in anything that is said to anybody but a device.
struct NothingOf {
  std::vector<std::string> canaries;
};
/// These bytes (hex) reach a User, or do not, as without the flag.
struct DeliveredLike {
  std::string canary;
  bool delivered = false;
};
/// These bytes (hex) reach a User.
struct PayloadDelivered {
  std::string canary;
};
/// No Response that completes a request reaches any User, and these bytes (hex, may be empty) nobody in any form.
struct NothingDelivered {
  std::string canary;
};
/// For an earlier request that was refused because of the flag no command goes to a device, and no Response that
/// completes it to a User.
struct NothingForPast {
  const PastRequests* past = nullptr;  ///< as in DeliveriesMatch
  KnownIds but;                        ///< ids that were used again
};
/// At most so many documents hold these bytes (hex).
struct DeliveredAtMost {
  std::string canary;
  int times = 1;
};

// Alerts.

/// Each of these Users receives the Alert, with this payload octet for octet and this AlertCode.
struct AlertReaches {
  std::vector<std::string> users;
  std::string canary;   ///< hex, of bytes in the payload
  std::string payload;  ///< base64
  std::string code;     ///< AlertCode of the document; empty: any
};
/// No User receives the Alert twice, repetitions with a throttling id of their own aside.
struct AlertOnce {
  std::string canary;
};
/// A DCC Alert with that code reaches a User (or none does).
struct DccAlert {
  std::string code;
  bool delivered = true;
};

// The case as a whole.

/// No evidence can be had: the demand stays undecided, for this reason.
struct Undecided {
  std::string reason;
};
/// The case as a whole shows that the demand is not met, for this reason.
struct NotMet {
  std::string reason;
};
/// The statement does not claim what is asked, for this reason.
struct NotClaimed {
  std::string reason;
};

using Condition =
    std::variant<SsiAccepts, ReadsRestricted, EffectiveWithin, EffectiveAnnounced, NotRefusedAsMalformed,
                 DocumentsValid, ResponseMatches, DeliveriesMatch, NothingHandedOver, RefusedByErrorCode, RefusedWith,
                 ToldFromFault, AnsweredLike, NotRefused, NotCarriedOut, SafeFromHostileXml, NoCommands, NoCommandFor,
                 NoCommandNaming, NotBothWays, CommandsLike, CommandSent, RunsOf, NoRefusalOf, PayloadWithheld,
                 NothingOf, DeliveredLike, PayloadDelivered, NothingDelivered, NothingForPast, DeliveredAtMost,
                 AlertReaches, AlertOnce, DccAlert, Undecided, NotMet, NotClaimed, MarketCondition>;

/// One thing that must hold of the next observation.
struct Demand {
  Condition condition;
  spec::Level level = spec::Level::must;
  std::vector<std::string> requirements;
  std::string because;            ///< the rule in words, said when it is broken
  bool fails_when_strict = true;  ///< whether a broken should fails under `--strict`
};

/// Everything that must hold of the next observation. `operation_needed` names the facet whose claim makes it a failure
/// to decline the operation; empty: declining it leaves the case not applicable.
struct Expectation {
  std::vector<Demand> demands;
  std::string operation;
  std::string operation_needed;
  bool may_be_declined = false;  ///< this very use may be declined (-32602) and leaves the case not applicable
  /// Nobody promised an answer here, so that none is no error but shows nothing.
  bool may_go_unanswered = false;
  /// More is asked at once than the statement claims to take: no answer in time is none, and nobody's fault.
  bool may_be_late = false;
};

}  // namespace hallmark::oracle
