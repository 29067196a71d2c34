// What each condition makes of an observation: met or broken.
#include <gtest/gtest.h>

#include <set>

#include "harness/oracle/transaction.h"
#include "harness/scenario/encoding.h"
#include "harness/verdict/judge_scene.h"

namespace hallmark::verdict {
namespace {

Outcome outcome_of(const Condition& condition, const Observation& observation) {
  const auto judged = judge(expecting(condition), observation, 3, false);
  EXPECT_EQ(judged.judgements.size(), 1U);
  EXPECT_TRUE(judged.notes.empty());
  return judged.judgements.empty() ? Outcome::none : judged.judgements.front().outcome;
}

/// Commands that a schedule caused, one each RequestID.
Observation runs(const std::string& schedule, const std::vector<std::string>& ids) {
  observation::Drained answer;
  for (const auto& id : ids) answer.effects.to_devices.push_back({"d1", id, "4.6.1", schedule, {}});
  return Answered{answer};
}

/// To d1 nothing of consumption, to d3 as a should.
class TwoRoutes final : public RejectedRoutes {
 public:
  std::optional<Bound> find(const std::string& device, const std::string& srv) const override {
    if (srv != "4.1.1" && srv != "4.6.1") return std::nullopt;
    if (device == "d3") return Bound{Level::must, Level::should};
    return device == "d1" ? std::optional(Bound{}) : std::nullopt;
  }
};
const auto routes = std::make_shared<const TwoRoutes>();

struct Row {
  const char* title;
  Condition condition;
  std::vector<Observation> met;
  std::vector<Observation> broken;
};

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
      {"HoldsAtOnce",
       EffectiveAnnounced{noon, false},
       {ssi(true), ssi(true, {}, "2025-01-01T12:00:00Z"), ssi(false, {}, in_an_hour)},
       {ssi(true, {}, in_an_hour)}},
      {"IsAnnounced",
       EffectiveAnnounced{noon, true},
       {ssi(true, {}, in_an_hour), ssi(false)},
       {ssi(true), ssi(true, {}, "2025-01-01T12:00:00Z"), ssi(true, {}, "soon")}},
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
      {"NotCarriedOut",
       NotCarriedOut{},
       {response("E5"), response("I99"), Refused{"no"}},
       {response("I0"), response("W1"), response(""), response("I99", "LocalCommand"), response("E5", "PreCommand")}},
      {"SafeFromHostileXml",
       SafeFromHostileXml{"root:"},
       {response("E5"), Refused{"no such variant"}, nothing, followed_by("r1", "E5")},
       {Refused{"no variant root:x:0:0"}, Answered{observation::Responded{{"<x>root:x</x>", reading("E5")}}},
        drained({document("u1", "r1", "<x>root:x</x>")}),
        Answered{observation::Drained{{{{"d1", "r1", "root:x:0", {}, {}}}, {}, {}, {}, {}}}}}},
      {"RefusedByErrorCode",
       RefusedByErrorCode{},
       {response("E5"), response("E050101"), response("I99")},
       {response("I0"), response("W1"), response(""), Refused{"no"}}},
      {"NotRefused", NotRefused{}, {response("I0"), response("I99")}, {response("E5"), Refused{"no"}}},
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

/// r5 was asked by u1 and let pass, r6 was refused because of the flag.
const oracle::PastRequests& past() {
  static const oracle::PastRequests requests = [] {
    oracle::PastRequests made;
    made.add("r5", {"u1", "4.1.1", false});
    made.add("r6", {"u1", "4.1.1", true});
    made.add("r9", {"u1", "4.1.1", true});
    return made;
  }();
  return requests;
}

/// u1 asked for 4.1.1, and twice under one id for something.
const oracle::Transactions& watched() {
  static const oracle::Transactions transactions = [] {
    oracle::Transactions made;
    for (const std::string id : {"r1", "twice"}) {
      auto& transaction = made[id];
      transaction.user = "u1";
      transaction.reading.reference = "4.1";
      transaction.reading.header_srv = "4.1.1";
      transaction.in_flight_before = id == "twice";
    }
    return made;
  }();
  return transactions;
}

observation::ToUser of_service(const std::string& request_id, const std::string& reference,
                               const std::string& variant) {
  auto row = document("u1", request_id);
  row.document.reading.kind = "ResponseMessage";
  row.document.reading.reference = reference;
  row.document.reading.variant = variant;
  return row;
}

Observation in_the_feed(observation::ToRegistration file) {
  observation::Drained answer;
  answer.effects.to_registration.push_back(std::move(file));
  return Answered{answer};
}

std::vector<Row> rows_on_commands() {
  return {
      {"NoCommands", NoCommands{}, {nothing}, {sent({{"d1", "r1"}})}},
      {"NoCommandForRequestAndDevice",
       NoCommandFor{"r1", {"d1"}},
       {nothing, sent({{"d2", "r2"}})},
       {sent({{"d1", "r1"}}), sent({{"d1", "r2"}}), sent({{"d2", "r1"}}), sent({{"d2", "r2"}, {"d1", ""}})}},
      {"NoCommandForDeviceButThoseOfAnother",
       NoCommandFor{"r1", {"d1"}, {"r2"}},
       {nothing, sent({{"d1", "r2"}})},
       {sent({{"d1", "r3"}}), sent({{"d1", ""}}), sent({{"d1", "r1"}})}},
      {"NoCommandForDeviceButThoseOfThePast",
       NoCommandFor{"r1", {"d1"}, {}, &past()},
       {nothing, sent({{"d1", "r5"}})},
       {sent({{"d1", "r6"}}), sent({{"d1", "r7"}})}},
      {"NoCommandForRequestToSome",
       NoCommandFor{"r1", {}, {}, nullptr, {"d1"}},
       {nothing, sent({{"d2", "r1"}})},
       {sent({{"d1", "r1"}})}},
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
      {"NoCommandNaming",
       NoCommandNaming{routes, {}, {"r1"}},
       {nothing, sent({{"d2", "r2"}}), sent({{"d1", "r1"}}), sent({{"d3", "r2"}})},
       {sent({{"d1", "r2"}}), sent({{"d1", ""}}), runs("s", {"r9"})}},
      {"NoCommandNamingButThoseOfThePast",
       NoCommandNaming{routes, {}, {}, &past()},
       {nothing, sent({{"d1", "r5"}})},
       {sent({{"d1", "r6"}}), sent({{"d1", "r7"}})}},
      {"NotBothWays",
       NotBothWays{"r1"},
       {nothing, sent({{"d1", "r1"}}), followed_by("r1", "E5"), both_ways("r1", "E20"), both_ways("r1", "I0"),
        both_ways("r2", "E5")},
       {both_ways("r1", "E5")}},
      {"CommandSent", CommandSent{"r1", true}, {sent({{"d1", "r1"}})}, {nothing, sent({{"d1", "r2"}})}},
      {"CommandNotSent", CommandSent{"r1", false}, {nothing, sent({{"d1", "r2"}})}, {sent({{"d1", "r1"}})}},
      {"NoRuns",
       RunsOf{"r1", "s", 0, 0},
       {nothing, runs("other", {"r8"}), sent({{"d1", "r2"}})},
       {runs("s", {"r8"}), sent({{"d1", "r1"}})}},
      {"SomeRuns",
       RunsOf{"r1", "s", 1, 2},
       {runs("s", {"r8"}), runs("s", {"r8", "r9"})},
       {nothing, runs("s", {"r7", "r8", "r9"}), runs("other", {"r8"})}},
      {"RunsWithoutScheduleId", RunsOf{"r1", "", 0, 0}, {nothing, sent({{"d1", "r2"}})}, {sent({{"d1", "r1"}})}},
      {"NoRefusalOf",
       NoRefusalOf{"r1"},
       {nothing, followed_by("r2", "E5"), followed_by("r1", "I0")},
       {followed_by("r1", "E5")}},
      {"CommandsLikeNone", CommandsLike{"r1", {}}, {nothing, sent({{"d1", "r2"}})}, {sent({{"d1", "r1"}})}},
  };
}

std::vector<Row> rows_on_deliveries() {
  const std::string raw("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff", 16);
  const auto holding = [](const std::string& text) { return drained({document("u1", "r1", "<x>" + text + "</x>")}); };
  const Observation as_base64 = holding(scenario::base64("ab" + raw + "c"));
  const auto alert = [](const std::string& text) { return drained({document("u1", "", "<x>" + text + "</x>")}); };
  const Observation innocent = alert("ffeeddccbbaa99887766554433221100");
  return {
      {"DeliveriesMatch",
       DeliveriesMatch{{{"r1", "u1"}, {"r2", "u2"}}},
       {nothing, drained({document("u1", "r1"), document("u2", "r2")}), drained({document("u3", "")})},
       {drained({document("u2", "r1")}), drained({document("u1", "r3")}),
        drained({document("u1", "r1"), document("u1", "r2")})}},
      {"DeliveriesMatchWhatWasAsked",
       DeliveriesMatch{{}, nullptr, &watched()},
       {drained({of_service("r1", "4.1", "4.1.1")}), drained({of_service("r1", "", "")}),
        drained({of_service("twice", "4.2", "4.2")})},
       {drained({of_service("r1", "4.1", "4.1.2")}), drained({of_service("r1", "8.2", "4.1.1")})}},
      {"DeliveriesMatchThoseOfThePast",
       DeliveriesMatch{{{"r1", "u1"}}, &past()},
       {nothing, drained({document("u1", "r1"), document("u1", "r5")})},
       {drained({document("u2", "r5")}), drained({document("u1", "r7")})}},
      {"NothingForPast",
       NothingForPast{&past(), {}},
       {nothing, sent({{"d1", "r5"}}), followed_by("r5", "I0"), followed_by("r6", "E5")},
       {sent({{"d1", "r6"}}), followed_by("r6", "I0")}},
      {"NothingForPastButWhatWasAskedAgain",
       NothingForPast{&past(), {"r6"}},
       {sent({{"d1", "r6"}}), followed_by("r6", "I0")},
       {sent({{"d1", "r9"}}), followed_by("r9", "I0")}},
      {"NothingOf",
       NothingOf{{"0102030405060708090a0b0c0d0e0f00", canary}},
       {nothing, done, response("I0"), ssi(true), Refused{"no"}, sent({{"d1", "r1"}})},
       {drained({document("u", "r", std::string("<x>") + canary + "</x>")}), Refused{canary},
        Answered{observation::Responded{{std::string("<x>") + canary + "</x>", {}}}},
        in_the_feed({"electricity", canary, {}}), in_the_feed({"electricity", {}, {{canary, "A"}}})}},
      {"PayloadWithheld",
       PayloadWithheld{canary},
       {nothing, innocent},
       {holding(raw), holding(canary), holding("00112233445566778899AABBCCDDEEFF"), as_base64,
        in_the_feed({"electricity", canary, {}}), in_the_feed({"electricity", {}, {{canary, "A"}}})}},
      {"NothingDelivered",
       NothingDelivered{canary},
       {nothing, innocent, followed_by("r1", "E5"), followed_by("r1", "I99"), followed_by("", "I0")},
       {followed_by("r1", "I0"), followed_by("r1", "W1"), as_base64, in_the_feed({"electricity", canary, {}})}},
      {"PayloadDelivered", PayloadDelivered{canary}, {holding(canary), as_base64}, {nothing, innocent}},
      {"DeliveredAtMostOnce",
       DeliveredAtMost{canary, 1},
       {nothing, innocent, holding(canary)},
       {drained({document("u1", "r1", canary), document("u2", "r1", canary)})}},
      {"DeliveredNoMore", DeliveredAtMost{canary, 0}, {nothing, innocent}, {holding(canary)}},
      {"Delivered", DeliveredLike{canary, true}, {as_base64, holding(canary)}, {nothing, innocent}},
      {"NotDelivered", DeliveredLike{canary, false}, {nothing, innocent}, {as_base64, holding(canary)}},
  };
}

/// An Alert that reached a User, with the canary in it.
observation::ToUser alert(const std::string& user, const std::string& payload, const std::string& code,
                          const std::string& throttled_id = {}) {
  auto row = document(user, "", canary);
  row.document.reading.kind = "DeviceAlertMessage";
  row.document.reading.payload = payload;
  row.document.reading.alert_code = code;
  row.document.reading.throttled_id = throttled_id;
  return row;
}

observation::ToUser dcc_alert(const std::string& code) {
  auto row = document("u1", "");
  row.document.reading.kind = "DCCAlertMessage";
  row.document.reading.alert_code = code;
  return row;
}

std::vector<Row> rows_on_alerts() {
  return {
      {"AlertReaches",
       AlertReaches{{"u1", "u2"}, canary, "AAEC", "8F3F"},
       {drained({alert("u1", "AAEC", "8F3F"), alert("u2", "AA\nEC", "8f3f")}),
        drained({alert("u3", "AAEC", "8F3F"), alert("u1", "AAEC", "8F3F"), alert("u2", "AAEC", "8F3F")})},
       {nothing, drained({alert("u1", "AAEC", "8F3F")}),
        drained({alert("u1", "AAEC", "8F3F"), alert("u2", "AAED", "8F3F")}),
        drained({alert("u1", "AAEC", "8F3F"), alert("u2", "AAEC", "8F3E")})}},
      {"AlertReachesUnderAnyCode",
       AlertReaches{{"u1"}, canary, "AAEC", ""},
       {drained({alert("u1", "AAEC", "8F3F")}), drained({alert("u1", "AAEC", "8F0A")})},
       {nothing, drained({alert("u2", "AAEC", "8F3F")})}},
      {"AlertOnce",
       AlertOnce{canary},
       {nothing, drained({alert("u1", "AAEC", "8F3F"), alert("u2", "AAEC", "8F3F")}),
        drained({alert("u1", "AAEC", "8F3F", "1"), alert("u1", "AAEC", "8F3F", "2")})},
       {drained({alert("u1", "AAEC", "8F3F"), alert("u1", "AAEC", "8F3F")}),
        drained({alert("u1", "AAEC", "8F3F", "1"), alert("u1", "AAEC", "8F3F", "1")})}},
      {"DccAlert", DccAlert{"AD1", true}, {drained({dcc_alert("AD1")})}, {nothing, drained({dcc_alert("N1")})}},
      {"NoDccAlert", DccAlert{"AD1", false}, {nothing, drained({dcc_alert("N1")})}, {drained({dcc_alert("AD1")})}},
  };
}

std::vector<Row> all_rows() {
  std::vector<Row> all;
  for (const auto& rows :
       {rows_on_ssi(), rows_on_responses(), rows_on_commands(), rows_on_deliveries(), rows_on_alerts()})
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
                                Condition(NotClaimed{}).index(), Condition(MarketCondition{}).index()};
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

}  // namespace
}  // namespace hallmark::verdict
