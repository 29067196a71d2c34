/// \file
/// What an implementation did in answer to one stimulus: a closed variant, each alternative with its own data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/schema/response.h"

namespace hallmark::observation {

/// Who the implementation says it is.
struct Identity {
  std::string name;
  std::string version;
  std::string vendor;
  std::string language;
  bool operator==(const Identity&) const = default;
};

/// The implementation conformance statement (adaptor protocol, `initialize`).
struct Statement {
  std::vector<std::string> facets;
  std::optional<std::vector<std::string>> schemas;
  std::optional<std::vector<std::string>> srvs;
  std::optional<std::vector<int>> command_variants;
  std::string clock = "virtual";
  bool verifies_signatures = false;
  std::string effective_within = "PT0S";
  std::string feed_every = "PT0S";
  int concurrent = 1;
  bool bytes = false;
  bool payment_mode_known = true;
  bool survives_restart = false;
  std::optional<std::string> rejection_code;
  std::vector<std::pair<std::string, std::string>> choices;  ///< open point and declared answer, in the order given
  std::string adaptor;                                       ///< the member `adaptor` as JSON text, empty where absent
  bool operator==(const Statement&) const = default;
};

/// Whether the statement claims a facet, e.g. "duis-schema".
bool claims(const Statement& statement, std::string_view facet);

/// A DUIS document as emitted, with its reading (filled in by `read_documents`, empty before).
struct Document {
  std::string xml;
  schema::ResponseReading reading;
  bool operator==(const Document&) const = default;
};

struct ToDevice {
  std::string device;
  std::string request_id;
  std::string srv;
  std::optional<std::string> schedule;
  std::optional<std::string> payload;
  bool operator==(const ToDevice&) const = default;
};
struct ToUser {
  std::string user;
  Document document;
  bool operator==(const ToUser&) const = default;
};
struct ToCsp {
  std::string device;
  bool restricted = false;
  bool operator==(const ToCsp&) const = default;
};
struct FeedUpdate {
  std::string metering_point;
  std::optional<std::string> flag;
  bool operator==(const FeedUpdate&) const = default;
};
struct ToRegistration {
  std::string fuel;
  std::optional<std::string> network_operator;
  std::vector<FeedUpdate> updates;
  bool operator==(const ToRegistration&) const = default;
};
struct InstallCodeAnswer {
  std::string request;
  std::string device;
  std::string from;
  std::string to;
  std::optional<std::string> install_code;
  bool not_installer = false;
  std::optional<std::string> refused;
  bool operator==(const InstallCodeAnswer&) const = default;
};

/// Everything put out since the last drain, each list in the order it happened.
struct Effects {
  std::vector<ToDevice> to_devices;
  std::vector<ToUser> to_users;
  std::vector<ToCsp> to_csp;
  std::vector<ToRegistration> to_registration;
  std::vector<InstallCodeAnswer> install_codes;
  bool operator==(const Effects&) const = default;
};

// The answers of the operations.
struct Initialized {
  int protocol = 1;
  Identity implementation;
  Statement statement;
  std::optional<std::string> duis_base;
  bool operator==(const Initialized&) const = default;
};
struct Done {  ///< `{}`
  bool operator==(const Done&) const = default;
};
struct Responded {  ///< submit: the synchronous DUIS Response
  Document response;
  bool operator==(const Responded&) const = default;
};
struct SsiAnswer {
  bool accepted = false;
  std::string reason;
  std::optional<std::string> effective;
  std::optional<bool> restricted;
  std::optional<std::string> service_flag;  ///< empty also for null
  bool operator==(const SsiAnswer&) const = default;
};
struct InstallCodeRequested {
  std::string request;
  bool operator==(const InstallCodeRequested&) const = default;
};
struct Reported {
  std::vector<std::string> included;
  std::vector<std::string> excluded;
  std::optional<long long> attempted;
  std::optional<long long> failed;
  bool operator==(const Reported&) const = default;
};
struct Drained {
  Effects effects;
  bool operator==(const Drained&) const = default;
};

using Answer = std::variant<Initialized, Done, Responded, SsiAnswer, InstallCodeRequested, Reported, Drained>;

/// It answered as the protocol says.
struct Answered {
  Answer answer;
  bool operator==(const Answered&) const = default;
};
/// Submit only: refused where no schema-valid Response can carry the refusal (`"response":null`).
struct Refused {
  std::string why;
  bool operator==(const Refused&) const = default;
};
/// It does not offer the operation (-32601) or cannot take this use of it (-32602); or the way to it cannot carry it.
struct Declined {
  int code = 0;
  std::string message;
  bool unsent = false;  ///< our adaptor declined it: the implementation was not asked
  bool operator==(const Declined&) const = default;
};
/// It sent something that is no answer; `bytes` (at most 64 KiB) and the end of its log are kept.
struct Malformed {
  std::string why;
  std::string bytes;
  std::string log;
  bool operator==(const Malformed&) const = default;
};
/// No whole answer within the deadline.
struct TimedOut {
  int after_ms = 0;
  std::string bytes;
  std::string log;
  bool operator==(const TimedOut&) const = default;
};
/// Its process ended, its pipe closed, it threw, or it said -32000.
struct Crashed {
  std::string how;
  std::string bytes;
  std::string log;
  bool operator==(const Crashed&) const = default;
};

using Observation = std::variant<Answered, Refused, Declined, Malformed, TimedOut, Crashed>;

/// Reads every DUIS document of an observation into values (response, toUsers), and spells ids as estates do, so that
/// who answers `00-db-…` is held to what goes for `00-DB-…`. A second engine is asked before one is called invalid.
void read_documents(Observation& observation, const schema::Vote& vote);

/// The answer of that kind, or null.
template <class Kind>
const Kind* answer(const Observation& observation) {
  const auto* answered = std::get_if<Answered>(&observation);
  return answered ? std::get_if<Kind>(&answered->answer) : nullptr;
}

/// Whether the implementation crashed, hung or broke the protocol (the verdict is then `error`).
bool is_broken(const Observation& observation);

}  // namespace hallmark::observation
