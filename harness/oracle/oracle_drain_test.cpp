// What may come out after a refusal, and how a refusal looks; schedules, hidden answers, and the facts shown.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

constexpr const char* canary = "00112233445566778899aabbccddeeff";

/// A Restricted electricity meter whose request of that kind was accepted without the flag, if it was asked at all.
Scene after_clear_half(const std::string& srv, const std::string& user = {},
                       observation::Statement statement = full_statement(), const std::string& clear_code = "I99") {
  Scene scene(std::move(statement));
  const auto asked = scene.request(srv, scene.all.esme, user.empty() ? "" : generator::user_in_role(scene.all, user));
  scene.submit(asked, clear_code);
  scene.drain(clear_code == "I99" ? commands(asked, {scene.all.esme}) : observation::Effects{});
  scene.reset();
  scene.set(scene.all.esme);
  return scene;
}

Expectation asked_by(Scene& scene, const std::string& srv, const std::string& role) {
  return scene.submit(scene.request(srv, scene.all.esme, generator::user_in_role(scene.all, role)), "E20");
}

TEST(RefusalCode, IsShouldNotAFaultForWhoCanReadTheFlag) {
  for (const std::string role : {"IS", "ED"}) {
    auto scene = after_clear_half("4.8.1", role);
    const auto told = one<ToldFromFault>(asked_by(scene, "4.8.1", role));
    ASSERT_TRUE(told);
    EXPECT_EQ(told->level, Level::should);
    EXPECT_EQ(told->ids, Ids{"mp169.choice-is-not-a-fault"});
  }
}

TEST(RefusalCode, MustNotBeAFaultForAnOtherUser) {
  for (const std::string srv : {"4.8.1", "4.17"}) {
    auto scene = after_clear_half(srv, "OU");
    const auto told = one<ToldFromFault>(asked_by(scene, srv, "OU"));
    ASSERT_TRUE(told);
    EXPECT_EQ(told->level, Level::must);
  }
}

TEST(RefusalCode, IsNoStrongerThanItsRow) {
  auto scene = after_clear_half("2.2");
  const auto told = one<ToldFromFault>(scene.submit(scene.request("2.2", scene.all.esme), "E20"));
  ASSERT_TRUE(told);
  EXPECT_EQ(told->level, Level::report);
}

TEST(RefusalCode, IsNotJudgedWhereTheFlagIsNotShownToBeItsCause) {
  observation::Statement statement = full_statement();
  statement.rejection_code = "E5";
  auto refused = after_clear_half("4.8.1", "", statement, "E4");
  const auto expectation = refused.submit(refused.request("4.8.1", refused.all.esme), "E20");
  EXPECT_FALSE(demands<ToldFromFault>(expectation));
  EXPECT_FALSE(demands<RefusedWith>(expectation));
  EXPECT_TRUE(demands<NothingHandedOver>(expectation)) << "the prohibition stands on the Restricted half alone";
}

TEST(RefusalCode, DeclaredIsAMust) {
  observation::Statement member = full_statement();
  member.rejection_code = "E5";
  observation::Statement choice = full_statement();
  choice.choices = {{"set-while-set", "accept"}, {"rejection-code", "E5"}};
  for (const auto& statement : {member, choice}) {
    auto scene = after_clear_half("4.8.1", "", statement);
    const auto declared = one<RefusedWith>(scene.submit(scene.request("4.8.1", scene.all.esme), "E5"));
    ASSERT_TRUE(declared);
    EXPECT_EQ(declared->condition.code, "E5");
    EXPECT_EQ(declared->level, Level::must);
    EXPECT_EQ(declared->ids, Ids{"choices.as-declared"});
  }
}

TEST(RefusalCode, ThatFollowsAnAcknowledgementIsHeldToTheSame) {
  observation::Statement statement = full_statement();
  statement.rejection_code = "E5";
  auto scene = after_clear_half("4.8.1", "", statement);
  const auto asked = scene.request("4.8.1", scene.all.esme);
  scene.submit(asked, "I99");
  const auto expectation = scene.drain(later(asked, "E20", ""));
  const auto told = one<ToldFromFault>(expectation);
  const auto declared = one<RefusedWith>(expectation);
  ASSERT_TRUE(told && declared);
  EXPECT_EQ(told->condition.later_of, asked.reading.request_id);
  EXPECT_EQ(declared->condition.later_of, asked.reading.request_id);
  EXPECT_EQ(declared->condition.code, "E5");
}

TEST(RefusalCode, GivenAtOnceIsNotAskedForAgain) {
  auto scene = after_clear_half("4.8.1");
  scene.submit(scene.request("4.8.1", scene.all.esme), "E5");
  EXPECT_FALSE(demands<ToldFromFault>(scene.drain()));
}

TEST(RefusalCode, UndeclaredMayBeAny) {
  auto scene = after_clear_half("4.8.1");
  EXPECT_FALSE(demands<RefusedWith>(scene.submit(scene.request("4.8.1", scene.all.esme), "E5")));
}

struct Course {
  const char* title;
  const char* code;
  bool command;
  bool error_later;
  bool refused;
  const char* outcome;
};

TEST(Outcome, FollowsFromTheAnswerAndWhatCameAfter) {
  const std::vector<Course> courses = {{"error", "E5", false, false, true, "refused E5"},
                                       {"acknowledged and silent", "I99", false, false, true, "refused later I99"},
                                       {"acknowledged and sent", "I99", true, false, false, "accepted I99"},
                                       {"acknowledged, error later", "I99", false, true, true, "refused later I99"},
                                       {"sent and error later", "I99", true, true, true, "refused later I99"},
                                       {"completed", "I0", false, false, false, "accepted I0"}};
  for (const auto& course : courses) {
    SCOPED_TRACE(course.title);
    Scene scene;
    const auto asked = scene.request("4.1.1", scene.all.esme);
    scene.submit(asked, course.code);
    auto effects = course.error_later ? later(asked, "E20", "") : observation::Effects{};
    if (course.command) effects.to_devices = commands(asked, {scene.all.esme}).to_devices;
    scene.drain(effects);
    EXPECT_EQ(scene.world.refused(asked.reading.request_id), course.refused);
    EXPECT_EQ(scene.world.outcome(asked.reading.request_id), course.outcome);
  }
}

TEST(Outcome, WithoutADuisResponseIsRefused) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.take(asked, observation::Refused{"no"});
  EXPECT_EQ(scene.world.outcome(asked.reading.request_id), "refused rejected");
}

TEST(Outcome, OfARequestThatWasNotAnsweredIsNone) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.take(asked, observation::Crashed{"signal 6", "", ""});
  EXPECT_EQ(scene.world.refused(asked.reading.request_id), std::nullopt) << "a crash is no refusal";
  EXPECT_EQ(scene.world.outcome(asked.reading.request_id), "");
  EXPECT_EQ(scene.world.outcome("unknown"), "");
}

/// The demand on a hidden answer to a request of that kind, after it was answered so.
std::optional<Sought<PayloadWithheld>> hidden_answer(const std::string& srv, bool accepted) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = scene.request(srv, scene.all.esme);
  scene.submit(asked, accepted ? "I99" : "E5");
  scene.drain(accepted ? commands(asked, {scene.all.esme}) : observation::Effects{});
  scene.answer_from_device(asked, canary);
  return one<PayloadWithheld>(scene.drain());
}

TEST(HiddenAnswer, MustBeWithheldAfterARefusal) {
  for (const std::string srv : {"4.1.1", "4.13", "2.2"}) {
    const auto withheld = hidden_answer(srv, false);
    ASSERT_TRUE(withheld);
    EXPECT_EQ(withheld->level, Level::must);
    EXPECT_EQ(withheld->condition.canary, canary);
    EXPECT_EQ(withheld->ids, Ids{"mp169.nothing-comes-back"});
  }
}

TEST(HiddenAnswer, IsAsBindingAsItsRowAfterAnAcceptance) {
  EXPECT_EQ(hidden_answer("4.1.1", true)->level, Level::must);
  EXPECT_EQ(hidden_answer("4.13", true)->level, Level::should);
  EXPECT_EQ(hidden_answer("2.2", true)->level, Level::report);
}

TEST(HiddenAnswer, StaysWithheldAfterClearing) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked, "E5");
  scene.answer_from_device(asked, canary);
  scene.drain();
  scene.clear(scene.all.esme);
  const auto drained = scene.drain();
  EXPECT_TRUE(demands<PayloadWithheld>(drained));
  const auto silent = one<NoCommandFor>(drained);
  ASSERT_TRUE(silent);
  EXPECT_EQ(silent->condition.request_id, asked.reading.request_id) << "nothing is sent for a refused request later";
  EXPECT_EQ(silent->condition.devices, Ids{}) << "the device itself is free again";
}

TEST(HiddenAnswer, ThatHasNotComeIsNotJudged) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.submit(scene.request("4.1.1", scene.all.esme), "E5");
  EXPECT_FALSE(demands<PayloadWithheld>(scene.drain()));
}

TEST(UnclaimedRequest, ReachesNoDeviceWithOrWithoutTheFlag) {
  observation::Statement statement = full_statement();
  statement.srvs = {"6.11"};
  for (const bool restricted : {false, true}) {
    for (const std::string srv : {"4.10", "2.2"}) {
      Scene scene(statement);
      if (restricted) scene.set(scene.all.esme);
      const auto asked = scene.request(srv, scene.all.esme);
      EXPECT_FALSE(demands<NotRefusedAsMalformed>(scene.submit(asked, "E12")));
      const auto silent = all_of<NoCommandFor>(scene.drain());
      ASSERT_FALSE(silent.empty());
      EXPECT_EQ(silent.front().level, Level::must);
      EXPECT_EQ(silent.front().ids, Ids{"choices.as-declared"});
      EXPECT_EQ(silent.front().condition.request_id, asked.reading.request_id);
    }
  }
}

TEST(ClaimedRequest, MayReachItsDevice) {
  Scene scene;
  scene.submit(scene.request("4.10", scene.all.esme), "I99");
  EXPECT_FALSE(demands<NoCommandFor>(scene.drain()));
}

scenario::Submit schedule(Scene& scene, const std::string& of) {
  auto submit = scene.request("5.1", scene.all.esme);
  submit.reading.scheduled_srv = of;
  return submit;
}

TEST(Schedule, OfARejectedReadSendsNothingWhileRestricted) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_FALSE(demands<NoCommandFor>(scene.drain()))
      << "what was on its way when the flag was set is held against nobody";
  scene.submit(schedule(scene, "4.6.1"), "I0", "DSPScheduleID");
  const auto silent = one<NoCommandFor>(scene.drain());
  ASSERT_TRUE(silent);
  EXPECT_EQ(silent->condition.request_id, "");
  EXPECT_EQ(silent->condition.devices, Ids{scene.all.esme});
  EXPECT_EQ(silent->level, Level::must);
  EXPECT_EQ(silent->ids, Ids{"mp169.consumption-never-leaves"});
}

TEST(Schedule, IsNoMoreBindingThanTheRowItNames) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.drain();
  scene.submit(schedule(scene, "4.14"), "I0", "DSPScheduleID");
  ASSERT_TRUE(one<NoCommandFor>(scene.drain()));
  EXPECT_EQ(one<NoCommandFor>(scene.drain())->level, Level::should);
}

TEST(Schedule, MayRunAfterClearing) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.submit(schedule(scene, "4.6.1"), "I0", "DSPScheduleID");
  scene.clear(scene.all.esme);
  EXPECT_FALSE(demands<NoCommandFor>(scene.drain()));
}

TEST(Schedule, OfAPermittedReadMayRun) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.submit(schedule(scene, "4.10"), "I0", "DSPScheduleID");
  EXPECT_FALSE(demands<NoCommandFor>(scene.drain()));
}

TEST(Schedule, OfAnUnrestrictedMeterMayRun) {
  Scene scene;
  scene.submit(schedule(scene, "4.6.1"), "I0", "DSPScheduleID");
  EXPECT_FALSE(demands<NoCommandFor>(scene.drain()));
}

TEST(Schedule, OfARejectedReadNeverHasToRunThoughTheProfilePermitsSchedules) {
  std::vector<spec::ProfileRow> rows(1);
  rows[0].srv = "5.1";
  rows[0].device_type = "*";
  rows[0].expect = spec::Permission::permit;
  rows[0].level = Level::must;
  const spec::Profile profile("own.csv", "sha256:0", rows, {}, false);
  Scene scene(full_statement(), profile);
  const auto first = schedule(scene, "4.6.1");
  scene.submit(first, "I0", "DSPScheduleID");
  scene.drain(commands(first, {scene.all.esme}));
  scene.reset();
  scene.set(scene.all.esme);
  scene.drain();
  EXPECT_FALSE(demands<AnsweredLike>(scene.submit(schedule(scene, "4.6.1"), "E5")));
  const auto drained = scene.drain();
  EXPECT_FALSE(demands<CommandsLike>(drained));
  EXPECT_TRUE(demands<NoCommandFor>(drained));
}

TEST(Schedule, IdIsTheOneAnswered) {
  Scene scene;
  const auto asked = schedule(scene, "4.6.1");
  auto answer = responded("I0", "DSPScheduleID");
  std::get<observation::Responded>(std::get<observation::Answered>(answer).answer).response.reading.schedule_id = "17";
  scene.take(asked, answer);
  EXPECT_EQ(scene.world.schedule_id(asked.reading.request_id), "17");
  EXPECT_EQ(scene.world.schedule_id("unknown"), "");
}

/// What is remarked after one request to a Restricted electricity meter.
std::vector<Remark> remarks_on(const std::string& srv, const std::string& code, bool command) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = scene.request(srv, scene.all.esme);
  scene.submit(asked, code);
  scene.drain(command ? commands(asked, {scene.all.esme}) : observation::Effects{});
  auto now = scene.world.remarks();
  scene.reset();
  EXPECT_EQ(scene.world.remarks().size(), now.size()) << "what was remarked is kept past the next reset";
  std::erase_if(now, [](const Remark& remark) { return remark.subject == "effective-when"; });
  return now;
}

TEST(Remarks, SayWhatIsGivenOutWhileRestricted) {
  for (const auto& remarks : {remarks_on("4.1.1", "I99", true), remarks_on("4.1.1", "E5", true)}) {
    ASSERT_EQ(remarks.size(), 1U);
    EXPECT_EQ(remarks[0].kind, "gives-out");
    EXPECT_EQ(remarks[0].subject, "4.1.1 ESME");
  }
  EXPECT_EQ(remarks_on("4.1.1", "I99", true)[0].text, "must: answered I99");
  EXPECT_EQ(remarks_on("4.13", "I99", true)[0].text, "should: answered I99");
}

TEST(Remarks, SayWithWhichCodeARefusalCame) {
  EXPECT_TRUE(remarks_on("4.1.1", "E5", false).empty()) << "it may be refused without the flag as well";
  Scene scene;
  const auto unrestricted = scene.request("4.1.1", scene.all.esme);
  scene.submit(unrestricted, "I99");
  scene.drain(commands(unrestricted, {scene.all.esme}));
  scene.reset();
  scene.set(scene.all.esme);
  scene.submit(scene.request("4.1.1", scene.all.esme), "E5");
  scene.drain();
  auto remarks = scene.world.remarks();
  std::erase_if(remarks, [](const Remark& remark) { return remark.subject == "effective-when"; });
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].kind, "open-point");
  EXPECT_EQ(remarks[0].subject, "rejection-code");
  EXPECT_EQ(remarks[0].text, "E5 (4.1, Command Variant 1, synchronous)");
}

TEST(Remarks, SayNothingOfASilentRefusal) { EXPECT_TRUE(remarks_on("4.1.1", "I99", false).empty()); }

TEST(Remarks, SayHowAnOpenOrReportedRowIsAnswered) {
  for (const std::string srv : {"4.16", "2.2"}) {
    const auto remarks = remarks_on(srv, "I99", true);
    ASSERT_EQ(remarks.size(), 1U);
    EXPECT_EQ(remarks[0].kind, "open-row");
    EXPECT_EQ(remarks[0].subject, srv + " ESME");
    EXPECT_EQ(remarks[0].text, "answered I99");
    EXPECT_EQ(remarks_on(srv, "E5", false).at(0).text, "refused E5");
  }
}

TEST(Remarks, SayNothingOfAPermittedRowOrAnUnrestrictedMeter) {
  EXPECT_TRUE(remarks_on("4.10", "I99", true).empty());
  Scene scene;
  scene.submit(scene.request("4.1.1", scene.all.esme), "I99");
  scene.drain();
  EXPECT_TRUE(scene.world.remarks().empty());
}

}  // namespace
}  // namespace hallmark::oracle
