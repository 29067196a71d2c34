#include "harness/run/record_alarms.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace hallmark::run {

namespace {

/// The statement as a record's header holds it; what is absent or of another kind is the default.
class Claims {
 public:
  explicit Claims(const Json& statement) : statement_(statement) {}

  bool facet(const std::string& name) const { return list_holds("facets", name, false); }
  bool srv(const std::string& variant) const { return list_holds("srvs", variant, true); }
  bool command_variant(int number) const { return list_holds("commandVariants", number, true); }
  bool says(const char* member, bool otherwise) const {
    const auto* found = find(member);
    return found != nullptr && found->is_boolean() ? found->get<bool>() : otherwise;
  }
  bool has(const char* member) const { return find(member) != nullptr; }

 private:
  const Json* find(const char* member) const {
    if (!statement_.is_object()) return nullptr;
    const auto found = statement_.find(member);
    return found == statement_.end() ? nullptr : &*found;
  }
  bool list_holds(const char* member, const Json& value, bool otherwise) const {
    const auto* found = find(member);
    if (found == nullptr || !found->is_array()) return otherwise;
    return std::find(found->begin(), found->end(), value) != found->end();
  }

  const Json& statement_;
};

/// An operation and who has to offer it.
struct Needed {
  std::string_view operation;
  std::vector<std::string_view> facets;
  std::vector<int> command_variants = {};  ///< one of them; empty: any
};

const std::vector<Needed>& needed_operations() {
  const std::vector<std::string_view> inventory = {"restricted-mode", "service-flags", "install-codes"};
  static const std::vector<Needed> table = {
      {"reset", {""}},
      {"submit send-command", {"restricted-mode", "duis-schema"}, {1, 3, 5, 7}},
      {"submit transform", {"restricted-mode", "duis-schema"}, {4}},
      {"submit non-device", {"restricted-mode", "duis-schema"}, {2, 6, 8}},
      {"ssi set-restricted", {"restricted-mode"}},
      {"ssi clear-restricted", {"restricted-mode"}},
      {"ssi read", {"restricted-mode", "service-flags"}},
      {"inventory status", inventory},
      {"inventory paymentMode", {"restricted-mode"}},
      {"inventory meteringPoints", {"restricted-mode", "service-flags"}},
      {"inventory hub", {"restricted-mode"}},
      {"inventory add", inventory},
      {"registration change-of-supplier", inventory},
      {"registration change-of-tenancy", {"restricted-mode"}},
      {"fromDevice response", {"restricted-mode"}},
      {"fromDevice alert", {"restricted-mode"}},
      {"advance", {"restricted-mode", "install-codes", "performance-report"}},
      {"installCode", {"install-codes"}},
      {"report performance", {"performance-report"}},
      {"report service-requests", {"performance-report"}},
      {"drain", {""}},
  };
  return table;
}

/// States that a whole run takes a meter to, whatever it answers where it may choose, and the facet that takes it
/// there.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> needed_states = {{
    {"clear credit not-installed empty", "restricted-mode"},
    {"clear credit installed-not-commissioned empty", "restricted-mode"},
    {"clear credit commissioned empty", ""},
    {"clear credit suspended empty", "restricted-mode"},
    {"clear credit decommissioned empty", "service-flags"},
    {"clear prepayment commissioned empty", "restricted-mode"},
    {"clear credit commissioned waiting", "restricted-mode"},
    {"set credit not-installed empty", "restricted-mode"},
    {"set credit installed-not-commissioned empty", "restricted-mode"},
    {"set credit commissioned empty", "restricted-mode"},
    {"set credit suspended empty", "restricted-mode"},
    {"set credit commissioned waiting", "restricted-mode"},
    {"open credit commissioned empty", "restricted-mode"},
}};

constexpr std::array<std::string_view, 2> needs_the_payment_mode = {"mp169.credit-only",
                                                                    "mp169.never-prepayment-and-restricted"};

std::string times(long long count) { return count == 1 ? "once" : std::to_string(count) + " times"; }

/// Puts reasons and alarms together from one run.
class Vacuity {
 public:
  explicit Vacuity(const Reached& reached)
      : reached_(reached), claims_(reached.header.statement), whole_(is_whole(reached.header)) {}

  std::vector<NotJudged> not_judged() const {
    std::vector<NotJudged> rows;
    for (const auto& tally : reached_.requirements) {
      if (tally.requirement == nullptr || tally.judged() > 0) continue;
      const auto excused = excuse(tally);
      rows.push_back({tally.id, excused.empty() ? why_not(tally) : excused});
    }
    return rows;
  }

  std::vector<Alarm> alarms() {
    if (!whole_ && reached_.header.selected == 0) return {};
    for (const auto& tally : reached_.requirements) requirement(tally);
    if (whole_) states();
    operations();
    requests();
    only_refusals();
    if (reached_.header.certification) certification();
    return std::move(alarms_);
  }

 private:
  /// Why a requirement need not be judged by this run, or empty.
  std::string excuse(const RequirementTally& tally) const;
  std::string why_not(const RequirementTally& tally) const;
  bool every_request_is_named() const;
  void requirement(const RequirementTally& tally);
  void states();
  void operations();
  void requests();
  void request(const spec::ServiceRequest& service, const ModelCoverage::Outcomes& seen);
  bool is_permitted(const spec::ServiceRequest& service) const;
  void only_refusals();
  void certification();
  bool claims_one_of(const std::vector<std::string_view>& facets) const {
    return std::any_of(facets.begin(), facets.end(),
                       [&](auto facet) { return facet.empty() || claims_.facet(std::string(facet)); });
  }
  void raise(std::string kind, std::string subject, std::string text) {
    alarms_.push_back({std::move(kind), std::move(subject), std::move(text)});
  }

  const Reached& reached_;
  Claims claims_;
  bool whole_;
  std::vector<Alarm> alarms_;
};

bool Vacuity::every_request_is_named() const {
  const auto& services = reached_.facts.service_requests;
  return std::all_of(services.begin(), services.end(), [&](const auto& service) {
    const auto& types = service.device_types;
    return std::all_of(types.begin(), types.end(),
                       [&](const auto& type) { return reached_.profile.find(service.variant, type) != nullptr; });
  });
}

std::string Vacuity::excuse(const RequirementTally& tally) const {
  const auto& id = tally.id;
  const auto& facet = tally.requirement->facet;
  if (!facet.empty() && !claims_.facet(facet)) return "the statement does not claim the facet " + facet;
  if (id == "mp169.flag-survives-restart" && !claims_.says("survivesRestart", false)) {
    return "the statement does not claim survivesRestart";
  }
  if (id == "mp169.default-deny" && every_request_is_named()) {
    return "the profile in force names every Service Request; --profile FILE takes one that leaves some out";
  }
  if (id == "choices.as-declared" && !claims_.has("choices") && !claims_.has("rejectionCode")) {
    return "the statement declares no answer where the codes leave a choice";
  }
  const bool of_mode =
      std::find(needs_the_payment_mode.begin(), needs_the_payment_mode.end(), id) != needs_the_payment_mode.end();
  if (of_mode && !claims_.says("paymentModeKnown", true)) {
    return "the statement says that it does not know the payment mode, so it is shown only";
  }
  return {};
}

std::string Vacuity::why_not(const RequirementTally& tally) const {
  if (tally.was_tried()) return "no case reached an answer: " + tally.undecided;
  for (const auto& reason : reached_.why_not_run) {
    if (reason.find(tally.id) != std::string::npos) return "not run: " + reason;
  }
  return whole_ ? "no case judges it" : "no case of this selection judges it";
}

void Vacuity::requirement(const RequirementTally& tally) {
  if (tally.requirement == nullptr || tally.judged() > 0 || !(whole_ || tally.was_tried())) return;
  if (!excuse(tally).empty()) return;
  const bool never_applicable = tally.not_applicable > 0 && tally.inconclusive + tally.errors == 0;
  raise(never_applicable ? "requirement-never-applicable" : "requirement-not-judged", tally.id, why_not(tally));
}

void Vacuity::states() {
  for (const auto& [state, facet] : needed_states) {
    if (!claims_one_of({facet}) || reached_.model.states.contains(std::string(state))) continue;
    raise("state-never-entered", std::string(state), "no case of a whole run took a meter to it");
  }
}

void Vacuity::operations() {
  for (const auto& needed : needed_operations()) {
    const auto& variants = needed.command_variants;
    const bool claimed = variants.empty() || std::any_of(variants.begin(), variants.end(),
                                                         [&](int each) { return claims_.command_variant(each); });
    const auto found = reached_.model.operations.find(std::string(needed.operation));
    const auto seen = found == reached_.model.operations.end() ? ModelCoverage::Uses{} : found->second;
    if (!claimed || !claims_one_of(needed.facets) || seen.accepted > 0 || !(whole_ || seen.asked > 0)) continue;
    raise("operation-never-accepted", std::string(needed.operation),
          seen.asked == 0 ? "never asked" : "asked " + times(seen.asked) + " and never accepted");
  }
}

bool Vacuity::is_permitted(const spec::ServiceRequest& service) const {
  const auto& types = service.device_types;
  return types.empty() || std::any_of(types.begin(), types.end(), [&](const auto& type) {
           const auto* row = reached_.profile.find(service.variant, type);
           return row != nullptr && row->expect == spec::Permission::permit;
         });
}

/// A Service Request that the profile permits and that nobody saw accepted: that it passes was not shown.
void Vacuity::requests() {
  std::map<std::string, ModelCoverage::Outcomes> seen;
  for (const auto& [cell, came] : reached_.model.cells) {
    seen[cell.srv].accepted += came.accepted;
    seen[cell.srv].refused += came.refused;
  }
  for (const auto& service : reached_.facts.service_requests) request(service, seen[service.variant]);
}

void Vacuity::request(const spec::ServiceRequest& service, const ModelCoverage::Outcomes& seen) {
  const auto& variants = service.command_variants;
  const bool claimed =
      claims_.srv(service.variant) && claims_one_of({"restricted-mode", "duis-schema"}) &&
      std::any_of(variants.begin(), variants.end(), [&](int each) { return claims_.command_variant(each); });
  const bool asked = seen.accepted + seen.refused > 0;
  const bool can_be_asked = !service.roles.empty();  // 7.16, 8.5 and 8.6 are for no User
  if (!claimed || !can_be_asked || !is_permitted(service) || seen.accepted > 0 || !(whole_ || asked)) return;
  raise("request-never-accepted", service.variant,
        asked ? "asked " + times(seen.refused) + " and never accepted" : "permitted by the profile and never asked");
}

void Vacuity::only_refusals() {
  long long accepted = 0;
  long long asked = 0;
  for (const auto& [operation, seen] : reached_.model.operations) {
    const bool is_refusable =
        operation.starts_with("submit ") || (operation.starts_with("ssi ") && operation != "ssi read");
    if (!is_refusable) continue;
    accepted += seen.accepted;
    asked += seen.asked;
  }
  if (asked == 0 || accepted > 0) return;
  raise("only-refusals", "submit, ssi", "asked " + times(asked) + " and refused each time");
}

/// An implementation that can tell a test from production may behave for the time of the test.
void Vacuity::certification() {
  const auto& header = reached_.header;
  if (!header.disguised) raise("not-disguised", "cases", "a run that certifies disguises them: --disguise");
  if (header.history_requests >= certified_history_requests || !claims_.facet("restricted-mode")) return;
  raise("history-too-short", "restricted/long_history",
        "it had " + std::to_string(header.history_requests) + " Service Requests, and a run that certifies plays " +
            std::to_string(certified_history_requests) + " at least: --history-requests");
}

}  // namespace

bool is_whole(const Header& header) { return header.filter == "*" && header.suites.empty() && header.shards == 1; }

std::vector<NotJudged> not_judged(const Reached& reached) { return Vacuity(reached).not_judged(); }

std::vector<Alarm> alarms(const Reached& reached) { return Vacuity(reached).alarms(); }

}  // namespace hallmark::run
