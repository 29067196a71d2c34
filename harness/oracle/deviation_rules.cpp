#include "harness/oracle/deviation_rules.h"

#include <algorithm>
#include <array>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

namespace {

struct Row {
  std::string_view name;
  DeviationRule rule;
};

constexpr DeviationRule same_meaning(Level level) {
  return {.treatment = Treatment::alike, .header_holds = true, .level = level, .requirement = "duis.valid-accepted"};
}
constexpr DeviationRule harmful(Level refusal, std::string_view never_repeated = {}) {
  return {.hostile = true, .level = refusal, .never_repeated = never_repeated};
}
constexpr DeviationRule unlawful(Level refusal, std::string_view requirement = "duis.invalid-refused") {
  return {.header_holds = true, .level = refusal, .requirement = requirement};
}

constexpr DeviationRule left_open(bool header_holds) {
  return {.treatment = Treatment::open, .header_holds = header_holds, .level = Level::report};
}

constexpr std::string_view of_password_file = "root:";
constexpr std::string_view of_entity_bomb = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Whatever is not named here is not valid, and refused for that.
constexpr std::array rows = {
    // Valid XML and valid in the schema: another spelling of the same request.
    Row{"comment_in_variant", same_meaning(Level::must)},
    Row{"cdata_in_variant", same_meaning(Level::must)},
    Row{"character_reference_in_variant", same_meaning(Level::must)},
    Row{"other_prefix", same_meaning(Level::must)},
    Row{"default_namespace", same_meaning(Level::must)},
    Row{"processing_instruction", same_meaning(Level::must)},
    Row{"lower_case_target", same_meaning(Level::must)},
    Row{"mixed_case_target", same_meaning(Level::must)},
    Row{"white_space_around_request_id", same_meaning(Level::must)},
    // In a JSON string it is a character before the declaration, in bytes it is none: both readings are lawful.
    Row{"byte_order_mark", same_meaning(Level::report)},
    // Likewise the label: who is handed characters may leave it aside.
    Row{"encoding_mislabelled", {.level = Level::report}},

    // Validating engines in wide use differ over these values.
    Row{"number_in_white_space", left_open(false)},
    Row{"signed_number", left_open(false)},
    Row{"number_of_25_digits", left_open(false)},
    Row{"character_beyond_sixteen_bits", left_open(false)},
    Row{"leap_second", left_open(false)},
    Row{"base64_foreign_character", left_open(false)},
    // The open point replayed-request-id.
    Row{"replayed_request_id", left_open(true)},
    Row{"counter_below_earlier", left_open(true)},

    // No source forbids a DOCTYPE, nor a decimal of ten million digits; only what it may do to the reader.
    Row{"doctype", harmful(Level::report)},
    Row{"internal_entity", harmful(Level::report)},
    Row{"external_entity", harmful(Level::must, of_password_file)},
    Row{"external_parameter_entity", harmful(Level::report, of_password_file)},
    Row{"entity_bomb", harmful(Level::must, of_entity_bomb)},
    Row{"deep_nesting", harmful(Level::must)},
    Row{"huge_text", harmful(Level::must)},
    Row{"huge_attribute", harmful(Level::report)},
    Row{"many_attributes", harmful(Level::must)},

    // Valid in the schema; a response code of DUIS says that it is refused (E1, E2, E11, E12, E13, E19).
    Row{"role_not_eligible", unlawful(Level::must, "duis.role-eligible")},
    Row{"command_variant_not_allowed", unlawful(Level::must)},
    Row{"command_variant_9", unlawful(Level::must)},
    Row{"wrong_target", unlawful(Level::must)},
    Row{"wrong_service", unlawful(Level::must)},
    Row{"unknown_target", unlawful(Level::must)},
    // No public source lists these checks; over HTTP nothing but the RequestID may say who sends.
    Row{"body_of_another_service_request", unlawful(Level::should)},
    Row{"reference_and_variant_disagree", unlawful(Level::should)},
    Row{"schedule_says_another_service_request", unlawful(Level::should)},
    Row{"originator_is_another_user", unlawful(Level::should)},
    Row{"header_target_is_another_device", unlawful(Level::should)},
    Row{"pre_command_of_another_service_request", unlawful(Level::should)},
    // Well-formed and valid, but in an encoding that a JSON string need not carry.
    Row{"utf_16", {.level = Level::report}},
};

constexpr const char* refused_because = "a request that departs from the rules is refused";
constexpr const char* same_because = "another spelling of a valid request is treated like the plain one";

}  // namespace

DeviationRule rule_of_deviation(std::string_view name) {
  for (const auto& row : rows) {
    if (row.name == name) return row.rule;
  }
  return {};
}

namespace {

/// The level of what a deviation demands here: none of it binds who does not claim the schema.
Level level_of_deviation(const World& world, const DeviationRule& rule) {
  const bool binds = rule.treatment == Treatment::alike ? world.judges_acceptance()
                                                        : observation::claims(world.statement(), "duis-schema");
  return binds ? rule.level : Level::report;
}

void expect_like_plain(const World& world, const Transaction& opened, const DeviationRule& rule,
                       Expectation& expectation) {
  if (opened.permission == spec::Permission::open) return;
  const std::vector<std::string> ids = {std::string(rule.requirement)};
  const Level level = level_of_deviation(world, rule);
  Demand demand{Undecided{"the plain request was refused as well"}, level, ids, ""};
  const Transaction* plain = world.clear_half(opened);
  if (plain == nullptr) return;  // nobody asked it, so there is nothing to be like
  if (!opened.claimed) {
    demand.condition = NotClaimed{"the statement does not claim this request"};
  } else if (plain != nullptr && plain->answered && !was_refused(*plain)) {
    demand = {AnsweredLike{plain->response, plain->content}, level, ids, same_because};
  }
  expectation.demands.push_back(std::move(demand));
}

}  // namespace

void expect_deviant(const World& world, const Transaction& opened, Expectation& expectation) {
  const auto& reading = opened.reading;
  const auto rule = rule_of_deviation(*reading.deviation);
  auto& demands = expectation.demands;
  demands.push_back(
      {DocumentsValid{}, Level::must, {"duis.response-valid"}, "a DUIS document is valid against the schema"});
  if (rule.header_holds) {
    demands.push_back({ResponseMatches{reading.request_id, reading.reference, reading.header_srv},
                       Level::must,
                       {"duis.response-matches"},
                       "a Response carries the RequestID, Reference and Variant of its request"});
  }
  if (rule.hostile) {
    demands.push_back({SafeFromHostileXml{std::string(rule.never_repeated)},
                       Level::must,
                       {"duis.hostile-xml-safe"},
                       "hostile XML is answered, and its entities are not followed"});
  }
  if (is_prohibited(opened) && rule.treatment == Treatment::alike) {
    expect_refusal(world, opened, expectation);
  } else if (is_prohibited(opened)) {
    demands.push_back({NothingHandedOver{}, opened.level, prohibition_ids(world, opened, opened.covered.front()),
                       "the profile does not permit this Service Request for a Restricted device"});
  } else if (rule.treatment == Treatment::alike) {
    expect_like_plain(world, opened, rule, expectation);
  } else if (rule.treatment == Treatment::refused) {
    demands.push_back(
        {NotCarriedOut{}, level_of_deviation(world, rule), {std::string(rule.requirement)}, refused_because});
  }
}

namespace {

/// Whether another request may be what sends a command now, so that one without a RequestID of its own tells nothing.
bool others_may_send(const World& world, const Transaction& transaction) {
  return std::any_of(world.transactions().begin(), world.transactions().end(), [&](const auto& row) {
    const auto& [id, other] = row;
    return id != transaction.reading.request_id && (other.drains.empty() || is_queued(other));
  });
}

/// Likewise for what is delivered to a User.
bool others_may_be_answered(const World& world, const Transaction& transaction) {
  return std::any_of(world.transactions().begin(), world.transactions().end(), [&](const auto& row) {
    const auto& [id, other] = row;
    const bool is_open = other.drains.empty() || is_queued(other) || !other.drains.showed_delivery();
    return id != transaction.reading.request_id && is_open;
  });
}

void expect_nothing_for_refused(const World& world, const Transaction& transaction, Level level,
                                const std::vector<std::string>& ids, Expectation& expectation) {
  constexpr const char* because = "nothing goes to a device for a request that departs from the rules";
  auto& demands = expectation.demands;
  const auto& id = transaction.reading.request_id;
  if (!others_may_send(world, transaction)) {
    demands.push_back({NoCommands{}, level, ids, because});
  } else if (!id.empty()) {
    demands.push_back({NoCommandFor{id, {}}, level, ids, because});
  }
  if (!others_may_be_answered(world, transaction)) {
    demands.push_back({NothingDelivered{transaction.canary}, level, ids, refused_because});
  } else if (!transaction.canary.empty()) {
    demands.push_back({PayloadWithheld{transaction.canary}, level, ids, refused_because});
  }
}

}  // namespace

void expect_drain_of_deviant(const World& world, const Transaction& transaction, Expectation& expectation) {
  const auto rule = rule_of_deviation(*transaction.reading.deviation);
  const std::vector<std::string> ids = {std::string(rule.requirement)};
  const Level level = level_of_deviation(world, rule);
  auto& demands = expectation.demands;
  if (rule.hostile) {
    demands.push_back({SafeFromHostileXml{std::string(rule.never_repeated)},
                       Level::must,
                       {"duis.hostile-xml-safe"},
                       "entities of hostile XML are not followed"});
  }
  if (rule.treatment == Treatment::open) return;
  if (rule.treatment == Treatment::refused)
    return expect_nothing_for_refused(world, transaction, level, ids, expectation);
  const Transaction* plain = world.clear_half(transaction);
  if (!transaction.claimed || transaction.permission == spec::Permission::open || plain == nullptr) return;
  const auto* drained = plain->drains.at(transaction.drains.count());
  if (was_refused(*plain) || drained == nullptr) return;
  demands.push_back({CommandsLike{transaction.reading.request_id, drained->devices}, level, ids,
                     "another spelling of a valid request sends the same command"});
}

}  // namespace hallmark::oracle
