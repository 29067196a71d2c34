#include "harness/verdict/judge.h"

#include <gtest/gtest.h>

#include <set>

#include "harness/scenario/encoding.h"

namespace hallmark::verdict {
namespace {

using namespace oracle;
using observation::Answered;
using observation::Declined;
using observation::Observation;
using observation::Refused;
using spec::Level;

constexpr std::int64_t noon = 1735732800;  // 2025-01-01T12:00:00Z
constexpr const char* canary = "00112233445566778899aabbccddeeff";

Observation ssi(bool accepted, std::optional<bool> restricted = {}, std::optional<std::string> effective = {}) {
  observation::SsiAnswer answer;
  answer.accepted = accepted;
  answer.restricted = restricted;
  answer.effective = std::move(effective);
  return Answered{answer};
}

schema::ResponseReading reading(const std::string& code, const std::string& content = {}) {
  schema::ResponseReading made;
  made.valid = true;
  made.request_id = "user:device:1";
  made.reference = "4.1";
  made.variant = "4.1.1";
  made.code = code;
  made.content = content;
  return made;
}

Observation response(schema::ResponseReading read) {
  return Answered{observation::Responded{{"<xml/>", std::move(read)}}};
}
Observation response(const std::string& code, const std::string& content = {}) {
  return response(reading(code, content));
}

observation::ToUser document(const std::string& user, const std::string& request_id, const std::string& xml = "<x/>") {
  observation::ToUser row{user, {xml, {}}};
  row.document.reading.valid = true;
  row.document.reading.request_id = request_id;
  return row;
}

Observation drained(std::vector<observation::ToUser> to_users) {
  observation::Drained answer;
  answer.effects.to_users = std::move(to_users);
  return Answered{answer};
}

/// A Response with a code, to a User, after the request was acknowledged.
Observation followed_by(const std::string& request_id, const std::string& code) {
  auto row = document("user", request_id);
  row.document.reading.code = code;
  return drained({row});
}

/// Commands as pairs of device and RequestID.
Observation sent(const std::vector<std::pair<std::string, std::string>>& rows) {
  observation::Drained answer;
  for (const auto& [device, id] : rows) answer.effects.to_devices.push_back({device, id, "4.1.1", {}, {}});
  return Answered{answer};
}

Observation with_problem(Observation observation) {
  auto& answer = std::get<Answered>(observation).answer;
  auto& read = std::holds_alternative<observation::Responded>(answer)
                   ? std::get<observation::Responded>(answer).response.reading
                   : std::get<observation::Drained>(answer).effects.to_users.front().document.reading;
  read.valid = false;
  read.problem = "line 1: schema: no";
  return observation;
}

Observation with_dispute(Observation observation) {
  observation = with_problem(std::move(observation));
  auto& answer = std::get<Answered>(observation).answer;
  auto& read = std::holds_alternative<observation::Responded>(answer)
                   ? std::get<observation::Responded>(answer).response.reading
                   : std::get<observation::Drained>(answer).effects.to_users.front().document.reading;
  read.dispute = "second-60";
  return observation;
}

schema::ResponseReading changed(std::string schema::ResponseReading::*member, const char* value) {
  auto read = reading("I0");
  read.*member = value;
  return read;
}

Expectation expecting(Condition condition, Level level = Level::must, std::vector<std::string> ids = {"a.b"}) {
  Expectation expectation;
  expectation.operation = "submit";
  expectation.demands.push_back({std::move(condition), level, std::move(ids), "the rule"});
  return expectation;
}

Outcome outcome_of(const Condition& condition, const Observation& observation) {
  const auto judged = judge(expecting(condition), observation, 3, false);
  EXPECT_EQ(judged.judgements.size(), 1U);
  EXPECT_TRUE(judged.notes.empty());
  return judged.judgements.empty() ? Outcome::none : judged.judgements.front().outcome;
}

struct Row {
  const char* title;
  Condition condition;
  std::vector<Observation> met;
  std::vector<Observation> broken;
};

const Observation done = Answered{observation::Done{}};
const Observation nothing = drained({});

std::vector<Row> rows_on_ssi() {
  const std::string in_an_hour = "2025-01-01T13:00:00Z";
  return {
      {"SsiAccepts", SsiAccepts{true}, {ssi(true)}, {ssi(false)}},
      {"SsiRefuses", SsiAccepts{false}, {ssi(false)}, {ssi(true)}},
      {"ReadsSet", ReadsRestricted{true}, {ssi(true, true), ssi(false)}, {ssi(true, false), ssi(true)}},
      {"ReadsClear", ReadsRestricted{false}, {ssi(true, false), ssi(false)}, {ssi(true, true), ssi(true)}},
      {"EffectiveAtOnce",
       EffectiveWithin{noon, 0},
       {ssi(true), ssi(true, {}, "2025-01-01T12:00:00Z")},
       {ssi(true, {}, "2025-01-01T12:00:01Z"), ssi(true, {}, "soon")}},
      {"EffectiveWithinAnHour",
       EffectiveWithin{noon, 3600},
       {ssi(true), ssi(true, {}, in_an_hour), ssi(true, {}, "2025-01-01T14:00:00+01:00")},
       {ssi(true, {}, "2025-01-01T13:00:01Z")}},
  };
}

std::vector<Row> rows_on_responses() {
  using Reading = schema::ResponseReading;
  return {
      {"NotRefusedAsMalformed", NotRefusedAsMalformed{}, {response("E5"), response("I0")}, {Refused{"no"}}},
      {"DocumentsValid",
       DocumentsValid{},
       {response("I0"), drained({document("user", "id")})},
       {with_problem(response("I0")), with_problem(drained({document("user", "id")}))}},
      {"ResponseMatches",
       ResponseMatches{"user:device:1", "4.1", "4.1.1"},
       {response("I0")},
       {response(changed(&Reading::request_id, "user:device:2")), response(changed(&Reading::reference, "4.2")),
        response(changed(&Reading::variant, "4.1.2")), response(changed(&Reading::request_id, ""))}},
      {"NothingHandedOver",
       NothingHandedOver{},
       {response("E5"), response("I99"), response("I0"), Refused{"no"}},
       {response("I0", "PreCommand"), response("I99", "LocalCommand"), response("E5", "GBCSPayload")}},
      {"RefusedByErrorCode",
       RefusedByErrorCode{},
       {response("E5"), response("E050101"), response("I99")},
       {response("I0"), response("W1"), response(""), Refused{"no"}}},
      {"RefusedWith",
       RefusedWith{"E5"},
       {response("E5"), response("I99"), response("I0")},
       {response("E4"), response("E51"), response("E")}},
      {"RefusedLaterWith",
       RefusedWith{"E5", "r1"},
       {nothing, followed_by("r1", "E5"), followed_by("r2", "E4"), followed_by("r1", "I0"), response("E4")},
       {followed_by("r1", "E4"), followed_by("r1", "E51")}},
      {"ToldFromFaultLater",
       ToldFromFault{"r1"},
       {nothing, followed_by("r1", "E5"), followed_by("r2", "E20"), response("E20")},
       {followed_by("r1", "E20"), followed_by("r1", "E21")}},
      {"ToldFromFault",
       ToldFromFault{},
       {response("E5"), response("E2"), response("I99")},
       {response("E20"), response("E21")}},
      {"AnsweredLikeAcknowledged",
       AnsweredLike{ResponseClass::acknowledged, ""},
       {response("I99")},
       {response("I0"), response("E5"), response("I99", "LocalCommand"), Refused{"no"}}},
      {"AnsweredLikeWithContent",
       AnsweredLike{ResponseClass::completed, "PreCommand"},
       {response("I0", "PreCommand"), response("W1", "PreCommand")},
       {response("I0"), response("I0", "LocalCommand"), response("I99", "PreCommand")}},
  };
}

std::vector<Row> rows_on_commands() {
  return {
      {"NoCommands", NoCommands{}, {nothing}, {sent({{"d1", "r1"}})}},
      {"NoCommandForRequestAndDevice",
       NoCommandFor{"r1", {"d1"}},
       {nothing, sent({{"d2", "r2"}})},
       {sent({{"d1", "r1"}}), sent({{"d1", "r2"}}), sent({{"d2", "r1"}}), sent({{"d2", "r2"}, {"d1", ""}})}},
      {"NoCommandForRequest",
       NoCommandFor{"r1", {}},
       {nothing, sent({{"d1", "r2"}})},
       {sent({{"d1", "r1"}}), sent({{"d1", "r2"}, {"d3", "r1"}})}},
      {"NoCommandForDevice", NoCommandFor{"", {"d1"}}, {nothing, sent({{"d2", ""}})}, {sent({{"d1", ""}})}},
      {"CommandsLikeSome",
       CommandsLike{"r1", {"d1", "d2"}},
       {sent({{"d2", "r1"}, {"d1", "r1"}}), sent({{"d1", "r1"}, {"d3", "r2"}, {"d2", "r1"}})},
       {nothing, sent({{"d1", "r1"}}), sent({{"d1", "r1"}, {"d2", "r1"}, {"d2", "r1"}}),
        sent({{"d1", "r1"}, {"d3", "r1"}})}},
      {"CommandsLikeNone", CommandsLike{"r1", {}}, {nothing, sent({{"d1", "r2"}})}, {sent({{"d1", "r1"}})}},
  };
}

std::vector<Row> rows_on_deliveries() {
  const std::string raw("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff", 16);
  const auto holding = [](const std::string& text) { return drained({document("u1", "r1", "<x>" + text + "</x>")}); };
  const Observation as_base64 = holding(scenario::base64("ab" + raw + "c"));
  const Observation innocent = holding("ffeeddccbbaa99887766554433221100");
  return {
      {"DeliveriesMatch",
       DeliveriesMatch{{{"r1", "u1"}, {"r2", "u2"}}},
       {nothing, drained({document("u1", "r1"), document("u2", "r2")}), drained({document("u3", "")})},
       {drained({document("u2", "r1")}), drained({document("u1", "r3")}),
        drained({document("u1", "r1"), document("u1", "r2")})}},
      {"PayloadWithheld",
       PayloadWithheld{canary},
       {nothing, innocent},
       {holding(raw), holding(canary), holding("00112233445566778899AABBCCDDEEFF"), as_base64}},
      {"Delivered", DeliveredLike{canary, true}, {as_base64, holding(canary)}, {nothing, innocent}},
      {"NotDelivered", DeliveredLike{canary, false}, {nothing, innocent}, {as_base64, holding(canary)}},
  };
}

std::vector<Row> all_rows() {
  std::vector<Row> all;
  for (const auto& rows : {rows_on_ssi(), rows_on_responses(), rows_on_commands(), rows_on_deliveries()})
    all.insert(all.end(), rows.begin(), rows.end());
  return all;
}

TEST(Condition, MetPasses) {
  for (const auto& row : all_rows()) {
    for (std::size_t i = 0; i < row.met.size(); ++i)
      EXPECT_EQ(outcome_of(row.condition, row.met[i]), Outcome::pass) << row.title << ", met " << i;
  }
}

TEST(Condition, BrokenFails) {
  for (const auto& row : all_rows()) {
    for (std::size_t i = 0; i < row.broken.size(); ++i)
      EXPECT_EQ(outcome_of(row.condition, row.broken[i]), Outcome::fail) << row.title << ", broken " << i;
  }
}

TEST(Condition, IsNotBrokenByAnAnswerItDoesNotConcern) {
  for (const auto& row : all_rows()) EXPECT_EQ(outcome_of(row.condition, done), Outcome::pass) << row.title;
  for (const auto& row : rows_on_ssi()) EXPECT_EQ(outcome_of(row.condition, response("I0")), Outcome::pass);
  for (const auto& row : rows_on_responses()) EXPECT_EQ(outcome_of(row.condition, nothing), Outcome::pass) << row.title;
  for (const auto& rows : {rows_on_commands(), rows_on_deliveries()}) {
    for (const auto& row : rows) EXPECT_EQ(outcome_of(row.condition, Refused{"no"}), Outcome::pass) << row.title;
  }
}

TEST(Condition, EveryOneHasARow) {
  std::set<std::size_t> seen = {Condition(Undecided{}).index(), Condition(NotMet{}).index(),
                                Condition(NotClaimed{}).index()};
  for (const auto& row : all_rows()) {
    EXPECT_FALSE(row.met.empty() || row.broken.empty()) << row.title;
    seen.insert(row.condition.index());
  }
  EXPECT_EQ(seen.size(), std::variant_size_v<Condition>);
}

TEST(ClosingCondition, IsWhatItSaysWhateverIsObserved) {
  for (const auto& observation : {done, nothing, response("I0")}) {
    EXPECT_EQ(outcome_of(Undecided{"why"}, observation), Outcome::inconclusive);
    EXPECT_EQ(outcome_of(NotMet{"why"}, observation), Outcome::fail);
    EXPECT_EQ(outcome_of(NotClaimed{"why"}, observation), Outcome::not_applicable);
  }
}

TEST(Judgement, KeepsLevelIdsStepAndReason) {
  const auto judged = judge(expecting(SsiAccepts{true}, Level::must, {"x.y", "x.z"}), ssi(false), 7, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  const auto& judgement = judged.judgements.front();
  EXPECT_EQ(judgement.level, Level::must);
  EXPECT_EQ(judgement.requirements, (std::vector<std::string>{"x.y", "x.z"}));
  EXPECT_EQ(judgement.step, 7);
  EXPECT_EQ(judgement.reason, "the rule, but it was refused");
}

TEST(Judgement, IsOneADemandInOrder) {
  auto expectation = expecting(SsiAccepts{true}, Level::must, {"first"});
  expectation.demands.push_back({ReadsRestricted{true}, Level::must, {"second"}, ""});
  const auto judged = judge(expectation, ssi(true, false), 0, false);
  ASSERT_EQ(judged.judgements.size(), 2U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::pass);
  EXPECT_EQ(judged.judgements[1].outcome, Outcome::fail);
  EXPECT_EQ(judged.judgements[1].requirements, std::vector<std::string>{"second"});
}

TEST(Judgement, NothingDemandedOfAnAnswerIsNone) {
  for (const auto& observation : {done, nothing, response("E5"), Observation{Refused{"no"}}}) {
    const auto judged = judge({}, observation, 0, true);
    EXPECT_TRUE(judged.judgements.empty() && judged.notes.empty());
  }
}

TEST(Should, WarnsWhenBrokenAndFailsUnderStrict) {
  const auto expectation = expecting(NoCommands{}, Level::should);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, false).judgements.at(0).outcome, Outcome::warn);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, true).judgements.at(0).outcome, Outcome::fail);
  EXPECT_EQ(judge(expectation, nothing, 0, true).judgements.at(0).outcome, Outcome::pass);
}

TEST(Should, IsNoWarningWhereUndecidedOrUnclaimed) {
  EXPECT_EQ(judge(expecting(Undecided{}, Level::should), done, 0, true).judgements.at(0).outcome,
            Outcome::inconclusive);
  EXPECT_EQ(judge(expecting(NotClaimed{}, Level::should), done, 0, true).judgements.at(0).outcome,
            Outcome::not_applicable);
}

TEST(Must, FailsWithOrWithoutStrict) {
  for (const bool strict : {false, true})
    EXPECT_EQ(judge(expecting(NoCommands{}), sent({{"d", "r"}}), 0, strict).judgements.at(0).outcome, Outcome::fail);
}

TEST(Report, IsANoteWhenBrokenAndNeverAJudgement) {
  for (const bool strict : {false, true}) {
    const auto expectation = expecting(NoCommands{}, Level::report);
    const auto broken = judge(expectation, sent({{"d", "r"}}), 0, strict);
    EXPECT_TRUE(broken.judgements.empty());
    ASSERT_EQ(broken.notes.size(), 1U);
    EXPECT_EQ(broken.notes[0], (Note{"remark", "a.b", "the rule, but a command went to d"}));
    const auto met = judge(expectation, nothing, 0, strict);
    EXPECT_TRUE(met.judgements.empty() && met.notes.empty());
  }
}

TEST(Report, OfNoRequirementIsANoteToo) {
  const auto judged = judge(expecting(NotMet{"why"}, Level::report, {}), done, 0, false);
  ASSERT_EQ(judged.notes.size(), 1U);
  EXPECT_EQ(judged.notes[0].subject, "");
}

/// What only one engine refuses is never held against who wrote it, and hides nothing that both refuse.
TEST(DisputedDocument, IsInconclusiveAndNamesTheRow) {
  for (const auto& seen : {with_dispute(response("I0")), with_dispute(drained({document("user", "id")}))}) {
    const auto judged = judge(expecting(DocumentsValid{}), seen, 3, true);
    ASSERT_EQ(judged.judgements.size(), 1U);
    EXPECT_EQ(judged.judgements.front().outcome, Outcome::inconclusive);
    EXPECT_NE(judged.judgements.front().reason.find("libxml2 alone refuses it (second-60)"), std::string::npos);
  }
  auto both = with_dispute(drained({document("user", "id"), document("user", "id")}));
  auto& rows = std::get<observation::Drained>(std::get<Answered>(both).answer).effects.to_users;
  rows[1].document.reading.valid = false;
  EXPECT_EQ(outcome_of(DocumentsValid{}, both), Outcome::fail);
  std::swap(rows[0], rows[1]);
  EXPECT_EQ(outcome_of(DocumentsValid{}, both), Outcome::fail);
}

TEST(BrokenImplementation, IsOneErrorWhateverIsExpected) {
  const std::vector<std::pair<Observation, std::string>> breakages = {
      {observation::Crashed{"signal 11", "", ""}, "submit: it crashed: signal 11"},
      {observation::TimedOut{5000, "", ""}, "submit: no answer within 5000 ms"},
      {observation::Malformed{"no JSON", "x", ""}, "submit: no protocol answer: no JSON"}};
  auto many = expecting(NothingHandedOver{});
  many.demands.push_back({RefusedByErrorCode{}, Level::should, {"c.d"}, ""});
  many.operation_needed = "restricted-mode";
  Expectation empty;
  empty.operation = "submit";
  for (const auto& [observation, reason] : breakages) {
    for (const auto& expectation :
         {empty, expecting(SsiAccepts{false}), expecting(NoCommands{}, Level::report), many}) {
      const auto judged = judge(expectation, observation, 4, false);
      EXPECT_EQ(judged.judgements, (std::vector<Judgement>{{Outcome::error, Level::must, {}, reason, 4}}));
      EXPECT_TRUE(judged.notes.empty());
    }
  }
}

TEST(DeclinedOperation, IsNotApplicableWhereNoClaimedFacetNeedsIt) {
  auto expectation = expecting(NoCommands{});
  expectation.demands.push_back({NoCommands{}, Level::should, {"a.b", "c.d"}, ""});
  const auto judged = judge(expectation, Declined{-32601, "not offered"}, 2, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::not_applicable);
  EXPECT_EQ(judged.judgements[0].requirements, (std::vector<std::string>{"a.b", "c.d"}));
  EXPECT_EQ(judged.judgements[0].step, 2);
}

TEST(DeclinedOperation, FailsWhereAClaimedFacetNeedsIt) {
  auto expectation = expecting(NoCommands{});
  expectation.operation_needed = "restricted-mode";
  const auto judged = judge(expectation, Declined{-32601, "not offered"}, 0, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::fail);
  EXPECT_EQ(judged.judgements[0].reason, "submit is declined (-32601), and the claimed facet restricted-mode needs it");
}

TEST(DeclinedOperation, IsInconclusiveWhereOnlyThisUseOfItIsDeclined) {
  for (const std::string facet : {"", "restricted-mode"}) {
    auto expectation = expecting(NoCommands{});
    expectation.operation_needed = facet;
    const auto judged = judge(expectation, Declined{-32602, "no such device"}, 0, true);
    ASSERT_EQ(judged.judgements.size(), 1U);
    EXPECT_EQ(judged.judgements[0].outcome, Outcome::inconclusive);
  }
}

}  // namespace
}  // namespace hallmark::verdict
