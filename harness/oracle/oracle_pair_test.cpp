// The same question without the flag and with it: what the clear half shows, and what it leaves undecided.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

constexpr const char* canary = "00112233445566778899aabbccddeeff";

/// Asks without the flag, is answered that, and begins the Restricted half.
struct Pair {
  explicit Pair(std::string srv_asked, observation::Statement statement = full_statement())
      : scene(std::move(statement)), srv(std::move(srv_asked)), device(scene.all.esme) {}

  scenario::Submit asked(const std::string& user = {}) { return scene.request(srv, device, user); }
  /// The clear half: answered at once, and a command or none.
  void accepted(const std::string& user = {}) { clear_half("I99", true, user); }
  void clear_half(const std::string& code, bool command, const std::string& user = {},
                  const std::string& content = {}) {
    const auto request = asked(user);
    scene.submit(request, code, content);
    scene.drain(command ? commands(request, {device}) : observation::Effects{});
  }
  void restrict() {
    scene.reset();
    scene.set(scene.all.esme);
    scene.set(scene.all.gsme);
    scene.drain();
  }

  Scene scene;
  std::string srv;
  std::string device;
};

TEST(PermittedRequest, IsAnsweredAsWithoutTheFlag) {
  Pair pair("4.10");
  pair.accepted();
  pair.restrict();
  const auto like = one<AnsweredLike>(pair.scene.submit(pair.asked(), "I99"));
  ASSERT_TRUE(like);
  EXPECT_EQ(like->condition.response, ResponseClass::acknowledged);
  EXPECT_EQ(like->condition.content, "");
  EXPECT_EQ(like->level, Level::should);
  EXPECT_EQ(like->ids, Ids{"mp169.allowed-still-works"});
}

TEST(PermittedRequest, HoldsTheSameKindOfContent) {
  Pair pair("4.10");
  pair.clear_half("I0", false, {}, "LocalCommand");
  pair.restrict();
  const auto like = one<AnsweredLike>(pair.scene.submit(pair.asked(), "I0", "LocalCommand"));
  ASSERT_TRUE(like);
  EXPECT_EQ(like->condition.response, ResponseClass::completed);
  EXPECT_EQ(like->condition.content, "LocalCommand");
}

TEST(PermittedRequest, SendsTheSameCommandAndDeliversTheSameAnswer) {
  Pair pair("4.10");
  const auto first = pair.asked();
  pair.scene.submit(first, "I99");
  pair.scene.drain(commands(first, {pair.device}));
  pair.scene.answer_from_device(first, canary);
  pair.scene.drain(later(first, "I0", canary));
  pair.restrict();
  const auto second = pair.asked();
  pair.scene.submit(second, "I99");
  const auto at_once = pair.scene.drain(commands(second, {pair.device}));
  const auto command = one<CommandsLike>(at_once);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->condition.request_id, second.reading.request_id);
  EXPECT_EQ(command->condition.devices, Ids{pair.device});
  EXPECT_EQ(command->ids, Ids{"mp169.allowed-still-works"});
  EXPECT_FALSE(demands<DeliveredLike>(at_once)) << "no answer came yet";
  pair.scene.answer_from_device(second, canary);
  const auto answered = pair.scene.drain();
  const auto delivered = one<DeliveredLike>(answered);
  ASSERT_TRUE(delivered);
  EXPECT_TRUE(delivered->condition.delivered);
  EXPECT_EQ(delivered->condition.canary, canary);
  ASSERT_TRUE(one<CommandsLike>(answered));
  EXPECT_EQ(one<CommandsLike>(answered)->condition.devices, Ids{});
}

TEST(PermittedRequest, WithoutAClearHalfIsNotJudgedByOne) {
  Pair pair("4.10");
  pair.restrict();
  const auto asked = pair.asked();
  EXPECT_FALSE(demands<AnsweredLike>(pair.scene.submit(asked, "I99")));
  EXPECT_FALSE(demands<CommandsLike>(pair.scene.drain()));
}

TEST(PermittedRequest, IsComparedWithTheSameQuestionOnly) {
  Pair pair("4.10");
  pair.accepted();
  pair.restrict();
  const auto of_another = pair.asked(pair.scene.all.electricity_distributor);
  EXPECT_FALSE(demands<AnsweredLike>(pair.scene.submit(of_another, "I99")));
}

TEST(PermittedRequest, IsNotComparedWithAHalfThatHadTheFlag) {
  Pair pair("4.10");
  pair.restrict();
  pair.accepted();
  pair.scene.clear(pair.scene.all.esme);
  pair.scene.clear(pair.scene.all.gsme);
  pair.restrict();
  EXPECT_FALSE(demands<AnsweredLike>(pair.scene.submit(pair.asked(), "I99")));
}

TEST(RequestForAHub, IsUntouchedByTheFlagOfItsMeters) {
  Pair pair("8.3");
  pair.device = pair.scene.all.chf;
  pair.clear_half("I0", false);
  pair.restrict();
  const auto like = one<AnsweredLike>(pair.scene.submit(pair.asked(), "I0"));
  ASSERT_TRUE(like);
  EXPECT_EQ(like->ids, Ids{"mp169.unrestricted-untouched"});
}

TEST(RequestForAHub, OfAHalfThatHadTheFlagIsNoClearHalf) {
  Pair pair("8.3");
  pair.device = pair.scene.all.chf;
  pair.restrict();
  pair.clear_half("I0", false);
  pair.scene.clear(pair.scene.all.esme);
  pair.scene.clear(pair.scene.all.gsme);
  pair.scene.reset();
  EXPECT_FALSE(demands<AnsweredLike>(pair.scene.submit(pair.asked(), "I0")));
}

struct NamedPermission {
  const char* srv;
  const char* id;
};

TEST(PermittedRequest, CarriesTheIdOfItsKind) {
  const std::vector<NamedPermission> kinds = {{"11.2", "mp169.firmware-passes"},
                                              {"8.1.1", "mp169.commissioning-unaffected"},
                                              {"6.23", "mp169.commissioning-unaffected"},
                                              {"3.2", "mp169.tenancy-request-passes"},
                                              {"8.7.1", "mp169.local-displays-stay"}};
  for (const auto& kind : kinds) {
    SCOPED_TRACE(kind.srv);
    Pair pair(kind.srv);
    pair.accepted();
    pair.restrict();
    const auto like = one<AnsweredLike>(pair.scene.submit(pair.asked(), "I99"));
    ASSERT_TRUE(like);
    EXPECT_EQ(std::count(like->ids.begin(), like->ids.end(), kind.id), 1);
    EXPECT_EQ(like->ids.front(), "mp169.allowed-still-works");
  }
}

/// How a clear half can be refused: at once, later, or by silence after I99.
enum class Refusal { at_once, later, by_silence };

void refuse(Pair& pair, Refusal how, const std::string& code) {
  const auto request = pair.asked();
  pair.scene.submit(request, how == Refusal::at_once ? code : "I99");
  pair.scene.drain(how == Refusal::later ? later(request, code, "") : observation::Effects{});
}

TEST(ClearHalf, RefusedLeavesThePermissionUndecided) {
  for (const auto how : {Refusal::at_once, Refusal::later, Refusal::by_silence}) {
    Pair pair("4.10");
    refuse(pair, how, "E4");
    const auto undecided = one<Undecided>(pair.scene.world.close());
    ASSERT_TRUE(undecided);
    const std::string code = how == Refusal::at_once ? "E4" : "I99";
    EXPECT_EQ(undecided->condition.reason, "refused also when not Restricted (" + code + ")");
    EXPECT_EQ(undecided->ids, Ids{"mp169.allowed-still-works"});
    EXPECT_EQ(undecided->level, Level::should);
  }
}

TEST(ClearHalf, RefusedDemandsNothingOfTheRestrictedHalf) {
  for (const auto how : {Refusal::at_once, Refusal::later, Refusal::by_silence}) {
    Pair pair("4.10");
    refuse(pair, how, "E4");
    pair.restrict();
    EXPECT_FALSE(demands<AnsweredLike>(pair.scene.submit(pair.asked(), "I99")));
    EXPECT_FALSE(demands<CommandsLike>(pair.scene.drain()));
  }
}

TEST(ClearHalf, RefusedByACodeThatPointsAtTheCaseSaysSo) {
  for (const std::string code : {"E1", "E11", "E12", "E13", "E19"}) {
    Pair pair("4.10");
    pair.clear_half(code, false);
    const auto undecided = one<Undecided>(pair.scene.world.close());
    ASSERT_TRUE(undecided);
    EXPECT_EQ(undecided->condition.reason,
              "refused also when not Restricted (" + code + "), which points at the request of this case");
  }
}

TEST(ClearHalf, AcceptedLeavesNothingUndecided) {
  Pair pair("4.10");
  pair.accepted();
  EXPECT_TRUE(pair.scene.world.close().demands.empty());
}

TEST(ClearHalf, AcknowledgedAndAnsweredLaterIsAccepted) {
  Pair pair("8.4");
  const auto request = pair.asked();
  pair.scene.submit(request, "I99");
  pair.scene.drain(later(request, "I0", ""));
  EXPECT_TRUE(pair.scene.world.close().demands.empty());
}

TEST(ClearHalf, AcceptedInAnotherTrialLeavesNothingUndecided) {
  Pair pair("4.10");
  pair.clear_half("E4", false);
  pair.scene.reset();
  pair.accepted();
  EXPECT_TRUE(pair.scene.world.close().demands.empty());
}

TEST(ClearHalf, OfARequestThatIsRejectedAnyhowLeavesNothingUndecided) {
  Pair pair("4.1.1");
  pair.clear_half("E4", false);
  EXPECT_TRUE(pair.scene.world.close().demands.empty());
}

TEST(ClearHalf, RefusedForAHubLeavesUndecidedWhetherItIsUntouchedWhateverItsRow) {
  for (const std::string srv : {"8.3", "4.1.1"}) {  // a row that permits it, and none
    Pair pair(srv);
    pair.device = pair.scene.all.chf;
    pair.clear_half("E4", false);
    const auto undecided = one<Undecided>(pair.scene.world.close());
    ASSERT_TRUE(undecided) << srv;
    EXPECT_EQ(undecided->ids, Ids{"mp169.unrestricted-untouched"});
  }
}

TEST(ClearHalf, NotClaimedIsSaid) {
  observation::Statement statement = full_statement();
  statement.srvs = {"6.11"};
  Pair pair("4.10", statement);
  pair.clear_half("E4", false);
  const auto close = pair.scene.world.close();
  const auto unclaimed = one<NotClaimed>(close);
  ASSERT_TRUE(unclaimed);
  EXPECT_EQ(unclaimed->condition.reason, "the statement does not claim 4.10, Command Variant 1");
  EXPECT_FALSE(demands<Undecided>(close));
}

TEST(ClearHalf, CommandVariantThatIsNotClaimedIsSaid) {
  observation::Statement statement = full_statement();
  statement.command_variants = {4, 8};
  Pair pair("4.10", statement);
  pair.clear_half("E4", false);
  EXPECT_TRUE(demands<NotClaimed>(pair.scene.world.close()));
}

TEST(OneOfAll, IsMetByOneAcceptedRequest) {
  Pair pair("4.10");
  pair.clear_half("E4", false);
  pair.srv = "6.11";
  pair.clear_half("I99", true);
  EXPECT_TRUE(pair.scene.world.close_requiring_one_accepted().demands.empty());
}

TEST(OneOfAll, IsNotMetWhereAllAreRefused) {
  Pair pair("4.10");
  pair.clear_half("E4", false);
  pair.srv = "6.11";
  pair.clear_half("E65", false);
  const auto demand = one<NotMet>(pair.scene.world.close_requiring_one_accepted());
  ASSERT_TRUE(demand);
  EXPECT_EQ(demand->level, Level::must);
  EXPECT_EQ(demand->ids, Ids{"duis.valid-accepted"});
  EXPECT_EQ(demand->condition.reason, "none of 2 valid requests that the statement claims was accepted");
}

TEST(OneOfAll, IsUndecidedWhereNothingWasAnswered) {
  Scene scene;
  EXPECT_TRUE(demands<Undecided>(scene.world.close_requiring_one_accepted()));
}

TEST(OneOfAll, IsNotClaimedWhereNoRequestIs) {
  observation::Statement statement = full_statement();
  statement.srvs = {"6.11"};
  Pair pair("4.10", statement);
  pair.clear_half("E4", false);
  EXPECT_TRUE(demands<NotClaimed>(pair.scene.world.close_requiring_one_accepted()));
}

TEST(OneOfAll, IsOnlyReportedWherePlaceholderSignaturesMayBeRefused) {
  observation::Statement statement = full_statement();
  statement.verifies_signatures = true;
  Pair pair("4.10", statement);
  pair.clear_half("E4", false);
  const auto demand = one<Undecided>(pair.scene.world.close_requiring_one_accepted());
  ASSERT_TRUE(demand);
  EXPECT_EQ(demand->level, Level::report);
}

}  // namespace
}  // namespace hallmark::oracle
