/// \file
/// What the codes and the DUIS schema say, as immutable data read from the XML files of this room.
/// Holds no rule: what follows from the facts is the oracle's business.
#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::spec {

/// How binding a requirement or a profile row is: must breaks to `fail`, should to `warn`, report is only shown.
enum class Level { must, should, report };
/// Where a requirement stands: a source says so, it follows from one, or only a statement can claim it.
enum class Basis { quoted, derived, optional };
/// What a policy profile says of a Service Request for a Restricted device of one type.
enum class Permission { permit, reject, open };
/// Where a future-dated request waits (DUIS request matrix).
enum class FutureDated { none, dsp, device, dsp_and_device };
/// Which fuel a role or a device type belongs to.
enum class Fuel { electricity, gas, both };
/// What must hold for a profile row that neither permits nor rejects as a whole.
enum class Invariant { none, no_consumption, never_restricted_and_prepayment };

std::string_view name(Level level);
std::string_view name(Basis basis);
std::string_view name(Permission permission);

/// File and line (from 1) at which a record stands.
struct Location {
  std::string file;
  int line = 0;
  bool operator==(const Location&) const = default;
};

/// One role a DCC User may hold, e.g. "IS" Import Supplier.
struct Role {
  std::string id;
  std::string name;
  Fuel fuel = Fuel::both;
  Location at;
};

/// One device type, e.g. "ESME"; `in_schema` says whether DUIS DeviceType has it (SAPC it has not).
struct DeviceType {
  std::string id;
  std::string name;
  Fuel fuel = Fuel::both;
  bool meter = false;
  bool in_schema = true;
  Location at;
};

/// One Service Reference Variant of DUIS.
struct ServiceRequest {
  std::string variant;                    ///< ServiceReferenceVariant, "4.1.1"
  std::string reference;                  ///< ServiceReference, "4.1"
  std::string name;                       ///< its name in the request matrix
  std::string body_element;               ///< the one element below Body
  std::vector<int> command_variants;      ///< 1 to 8
  std::vector<std::string> roles;         ///< eligible roles; may be empty (7.16, 8.5, 8.6)
  std::vector<std::string> device_types;  ///< targets ("any" spelt out); empty: it concerns no device
  bool critical = false;
  bool on_demand = false;
  FutureDated future_dated = FutureDated::none;
  bool schedulable = false;  ///< may be named by 5.1 Create Schedule (DUIS 5.4 enumeration)
  bool non_device = false;   ///< addressed to the DCC (Command Variant 8)
  /// Where device ids stand, places separated by a space, the target first: "header" (of the RequestID) or a path below
  /// Body, e.g. "CreateSchedule/DeviceID". An element of a choice may be absent. A last step DeviceIDList holds EUIs
  /// separated by commas, OriginalRequestID a RequestID whose target it is, DeviceGBCSResponse a base64 GBCS message
  /// whose originator it is.
  std::string device_id_at;
  std::vector<std::string> message_codes;           ///< GBCS message codes, four hex digits
  std::vector<std::string> sensitive_device_types;  ///< device types whose answer holds attributes GBCS marks sensitive
  std::string source;
  Location at;
};

/// One GBCS device alert code or DCC Alert code.
struct Alert {
  std::string code;  ///< four upper-case hex digits, or "AD1", "N24"
  std::string name;
  bool dcc = false;      ///< a DCC Alert, not one of a device
  std::string category;  ///< "critical", "non-critical", "event-only", "unknown", "dcc"
  bool category_is_public = false;
  bool security_log = false;
  bool safety_by_name = false;
  std::vector<std::string> device_types;
  std::string recipient;        ///< "Supplier", "Network Operator", …, separated by ", "; may be empty
  std::string message_code;     ///< GBCS message code, may be empty; two, in the order of device_types, "0061 008B"
  Level level = Level::report;  ///< of its passing while Restricted
  Permission expect = Permission::open;
  std::string source;
  Location at;
};

/// One DUIS response code.
struct ResponseCode {
  std::string code;
  std::string kind;  ///< "success", "acknowledgement", "access-control", "validation", "delivery", "service-specific",
                     ///< "warning", "unknown"
  std::string meaning;          ///< empty where no public source gives one
  bool points_at_case = false;  ///< E1, E11, E12, E13, E19: the request itself was wrong
  bool fault = false;           ///< E20, E21: a fault, which must be told from a consumer's choice
  std::string source;
  Location at;
};

/// One bank holiday of England and Wales, which is no Working Day.
struct BankHoliday {
  std::string date;  ///< "2025-12-25"
  std::string name;
  std::string source;
  Location at;
};

/// A place in a source that a requirement rests on.
struct Citation {
  std::string document;
  std::string section;
  std::string row;  ///< REQ-nnn of the requirement table, empty for one of the schema or the adaptor protocol
};

/// One requirement, by the id it has for ever.
struct Requirement {
  std::string id;  ///< e.g. "mp169.allow-list"
  std::string text;
  std::string seen_by;  ///< how a black-box harness sees it
  Level level = Level::must;
  Basis basis = Basis::derived;
  std::string facet;  ///< the facet a statement must claim, e.g. "restricted-mode"; empty: always judged
  std::vector<Citation> citations;
  std::vector<std::string> gaps;  ///< rows of the table of gaps it answers (GAP-…)
  Location at;
};

/// One answer an open point permits, and how binding it is.
struct PermittedAnswer {
  std::string token;
  Level level = Level::must;  ///< should: preferred, the others are a `warn`
};

/// A question the codes leave open.
struct OpenPoint {
  std::string id;  ///< e.g. "set-while-set"
  std::string question;
  std::vector<PermittedAnswer> answers;  ///< empty: any E… code (`rejection-code`)
  /// Per what an answer must be consistent, words separated by a space: action, alert-code, command-variant,
  /// device-type, fuel, reference, timing (synchronous or later), waiting (future-dated or scheduled); empty: one
  /// answer for all; "report": not judged.
  std::string key;
  std::string always;             ///< what is asserted whatever the answer
  std::vector<std::string> gaps;  ///< rows of the table of gaps (GAP-…)
  Location at;
};

/// One row of a policy profile.
struct ProfileRow {
  std::string srv;          ///< ServiceReferenceVariant or "*"
  std::string device_type;  ///< DeviceType or "*"
  Permission expect = Permission::open;
  Level level = Level::report;
  Basis basis = Basis::derived;
  Invariant invariant = Invariant::none;
  std::string category;  ///< e.g. "consumption-data"
  std::string why;
  std::string source;
  bool sensitive_acknowledged = false;  ///< a profile file permits a sensitive SRV knowingly
  Location at;
};

/// What is wrong with a facts or profile file; the text names file, line, fault and remedy.
class FactsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A policy profile: three-valued, a row per Service Request and device type.
class Profile {
 public:
  Profile(std::string origin, std::string digest, std::vector<ProfileRow> rows,
          std::map<std::string, Permission> alerts, bool shipped);
  /// The row in force for a Service Request and device type; the more specific row wins. Null: not named.
  const ProfileRow* find(std::string_view srv, std::string_view device_type) const;
  const std::vector<ProfileRow>& rows() const { return rows_; }
  /// The Alerts it names by code; the shipped one: those whose passing is not open.
  const std::map<std::string, Permission>& alerts() const { return alerts_; }
  const std::string& origin() const { return origin_; }  ///< "shipped", or the path of the file
  const std::string& digest() const { return digest_; }  ///< "sha256:…"
  bool shipped() const { return shipped_; }

 private:
  std::string origin_;
  std::string digest_;
  std::vector<ProfileRow> rows_;
  std::map<std::string, Permission> alerts_;
  std::map<std::pair<std::string, std::string>, std::size_t> index_;
  bool shipped_;
};

/// Everything the codes and the schema say, cross-checked: no dangling id, no duplicate, no unused row.
struct Facts {
  std::vector<Role> roles;
  std::vector<DeviceType> device_types;
  std::vector<ServiceRequest> service_requests;
  std::vector<Alert> alerts;
  std::vector<ResponseCode> response_codes;
  std::vector<BankHoliday> bank_holidays;  ///< in order; all of the years of the first and the last and between
  std::vector<Requirement> requirements;
  std::vector<OpenPoint> open_points;
  std::vector<ProfileRow> shipped_profile;
  std::string digest;  ///< "sha256:…" over the facts files in name order

  const Role* role(std::string_view id) const;
  const DeviceType* device_type(std::string_view id) const;
  const ServiceRequest* service_request(std::string_view variant) const;
  const ServiceRequest* by_body_element(std::string_view element) const;
  const ResponseCode* response_code(std::string_view code) const;
  const Requirement* requirement(std::string_view id) const;
  const OpenPoint* open_point(std::string_view id) const;
  const Alert* alert(std::string_view code) const;
};

/// Loads and cross-checks the facts of a folder. Throws FactsError naming file and line.
Facts load_facts(const std::filesystem::path& folder);

/// The profile that ships with the facts.
Profile shipped_profile(const Facts& facts);

/// Reads a profile file (CSV `srv,device_type,expect[,sensitive]`, `alert,CODE,expect`; policy section "The profile").
/// Its rows are musts. Throws FactsError naming file and line for a duplicate, an unknown name or a sensitive SRV
/// permitted without `sensitive: acknowledged`.
Profile load_profile(const std::filesystem::path& file, const Facts& facts);

/// The profile in force in the form that `load_profile` reads.
std::string profile_csv(const Profile& profile, const Facts& facts);

}  // namespace hallmark::spec
