#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/run/small_world.h"
#include "harness/scenario/encoding.h"

namespace hallmark::run {
namespace {

using observation::Answered;
using observation::Observation;
using scenario::Stimulus;
using testing::HasSubstr;
using verdict::Outcome;

generator::Premises estate() {
  generator::Random random(1);
  return generator::premises(random);
}

/// Sets the flag of the electricity meter and reads it.
Case set_and_read() {
  Case made;
  made.id = "test/play/set_and_read.esme";
  made.facet = "restricted-mode";
  made.requirements = {"mp169.set-by-responsible-supplier"};
  made.trials = [](std::uint64_t) {
    const auto all = estate();
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate}, scenario::Ssi{all.import_supplier, "set-restricted", all.esme},
                        scenario::Advance{all.estate.now + 60}, scenario::Ssi{all.import_supplier, "read", all.esme}};
    return std::vector<Trial>{trial};
  };
  return made;
}

/// Answers as an implementation with one flag, but for what `twist` answers itself.
struct Flagged {
  bool restricted = false;
  std::function<std::optional<Observation>(const Stimulus&)> twist;
  std::vector<std::string> asked;

  Observation operator()(const Stimulus& stimulus) {
    asked.emplace_back(scenario::operation(stimulus));
    if (auto twisted = twist(stimulus)) return *twisted;
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return claiming({"restricted-mode"});
    if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
      if (ssi->action == "set-restricted") restricted = true;
      observation::SsiAnswer answer;
      answer.accepted = true;
      if (ssi->action == "read") answer.restricted = restricted;
      return Answered{answer};
    }
    return Answered{observation::Done{}};
  }
};

struct Result {
  Played played;
  std::vector<std::string> asked;
};

Result play(const Case& test_case, std::function<std::optional<Observation>(const Stimulus&)> twist) {
  auto flagged = std::make_shared<Flagged>();
  flagged->twist = std::move(twist);
  Session session(std::make_unique<Scripted>([flagged](const Stimulus& stimulus) { return (*flagged)(stimulus); }),
                  built_rules());
  auto played = session.play(test_case);
  return {std::move(played), flagged->asked};
}

std::optional<Observation> no_twist(const Stimulus&) { return std::nullopt; }

bool is_set(const Stimulus& stimulus) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  return ssi != nullptr && ssi->action == "set-restricted";
}

TEST(Play, HonestAnswersPass) {
  const auto result = play(set_and_read(), no_twist);
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::pass);
  EXPECT_EQ(result.played.steps.size(), 4U);
}

TEST(Play, AFlagThatDoesNotStickFails) {
  const auto result = play(set_and_read(), [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (!is_set(stimulus)) return std::nullopt;
    observation::SsiAnswer answer;
    answer.accepted = true;
    return Answered{answer};  // and the flag stays clear
  });
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::fail);
}

TEST(Play, AFacetNotClaimedIsNotApplicableAndNothingIsSent) {
  const auto result = play(set_and_read(), [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return claiming({"duis-schema"});
    return std::nullopt;
  });
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::not_applicable);
  EXPECT_EQ(result.asked, std::vector<std::string>{"initialize"});
}

TEST(Play, AnotherSchemaVersionIsNotApplicable) {
  const auto result = play(set_and_read(), [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (!std::holds_alternative<scenario::Initialize>(stimulus)) return std::nullopt;
    auto opening = claiming({"restricted-mode"});
    std::get<observation::Initialized>(std::get<Answered>(opening).answer).statement.schemas = {"0.1"};
    return opening;
  });
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::not_applicable);
}

TEST(Play, ACrashIsAnErrorAndTheRestOfTheCaseIsNotSent) {
  const auto result = play(set_and_read(), [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (is_set(stimulus)) return observation::Crashed{"died", "half an ans", "its log"};
    return std::nullopt;
  });
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::error);
  EXPECT_EQ(result.asked.back(), "ssi");
  EXPECT_THAT(result.played.steps.back().observation.dump(), HasSubstr("half an ans"));
}

TEST(Play, AnOpeningThatFailsIsAnError) {
  const auto result = play(set_and_read(), [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return observation::Declined{-32601, "no such method"};
    return std::nullopt;
  });
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::error);
}

TEST(Play, AnAnnouncedEffectIsWaitedFor) {
  const std::string soon = scenario::text(estate().estate.now + 3600);
  const auto result = play(set_and_read(), [&](const Stimulus& stimulus) -> std::optional<Observation> {
    if (std::holds_alternative<scenario::Initialize>(stimulus)) {
      auto opening = claiming({"restricted-mode"});
      std::get<observation::Initialized>(std::get<Answered>(opening).answer).statement.effective_within = "PT1H";
      return opening;
    }
    return std::nullopt;
  });
  EXPECT_EQ(std::count(result.asked.begin(), result.asked.end(), "advance"), 1);
  auto flagged = std::make_shared<Flagged>();
  flagged->twist = [&](const Stimulus& stimulus) -> std::optional<Observation> {
    if (!is_set(stimulus)) return std::nullopt;
    flagged->restricted = true;
    observation::SsiAnswer answer;
    answer.accepted = true;
    answer.effective = soon;
    return Answered{answer};
  };
  Session session(std::make_unique<Scripted>([flagged](const Stimulus& stimulus) { return (*flagged)(stimulus); }),
                  built_rules());
  const auto late = session.play(set_and_read());
  // Advanced past the announced hour; the case's own minute lies before it and is left out.
  EXPECT_EQ(std::count(flagged->asked.begin(), flagged->asked.end(), "advance"), 1);
  // Nothing was declared, so an hour is longer than effectiveWithin allows.
  EXPECT_EQ(late.row.verdict.outcome, Outcome::fail);
}

TEST(Play, WhatACaseOnlyBuildsOnLeavesItUndecided) {
  auto building = set_and_read();
  building.assumes = {"mp169.set-by-responsible-supplier"};
  const auto refuse = [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (is_set(stimulus)) return Answered{observation::SsiAnswer{}};
    return std::nullopt;
  };
  EXPECT_EQ(play(building, refuse).played.row.verdict.outcome, Outcome::inconclusive);
  EXPECT_EQ(play(set_and_read(), refuse).played.row.verdict.outcome, Outcome::fail);
}

/// A history goes on after a set that was refused and an operation that is not offered; what is dated for a moment
/// that has passed is left out.
TEST(Play, AHistoryGoesOn) {
  auto history = set_and_read();
  history.goes_on = true;
  history.trials = [](std::uint64_t) {
    const auto all = estate();
    const auto now = all.estate.now;
    scenario::Submit late{all.import_supplier, "send-command", "<Request/>", {}};
    late.reading.execution_time = now + 60;
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate},
                        scenario::Ssi{all.import_supplier, "set-restricted", all.esme},
                        scenario::Report{"performance", now, now + 1},
                        scenario::Advance{now + 60},
                        late,
                        scenario::Ssi{all.import_supplier, "read", all.esme}};
    return std::vector<Trial>{trial};
  };
  const auto unable = [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (std::holds_alternative<scenario::Report>(stimulus)) return observation::Declined{-32601, "no such method"};
    if (is_set(stimulus)) return Answered{observation::SsiAnswer{}};
    return std::nullopt;
  };
  const auto result = play(history, unable);
  EXPECT_EQ(result.asked, (std::vector<std::string>{"initialize", "reset", "ssi", "report", "advance", "ssi"}));
  EXPECT_EQ(result.played.row.verdict.outcome, Outcome::fail) << "the refusal is judged all the same";
  history.goes_on = false;
  EXPECT_EQ(play(history, unable).asked, (std::vector<std::string>{"initialize", "reset", "ssi"}));
}

/// A schedule that is missing leaves only a should undecided; that the flag cannot be set is a must.
TEST(Play, ABrokenAssumptionIsNotHiddenByALesserDoubt) {
  auto building = set_and_read();
  building.assumes = {"mp169.set-by-responsible-supplier"};
  building.trials = [](std::uint64_t) {
    const auto all = estate();
    scenario::Submit about_schedule;
    about_schedule.schedule_of = "never:made:1";
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate}, scenario::Ssi{all.import_supplier, "set-restricted", all.esme},
                        scenario::Ssi{all.import_supplier, "read", all.esme}, about_schedule};
    return std::vector<Trial>{trial};
  };
  const auto forgets = [](const Stimulus& stimulus) -> std::optional<Observation> {
    if (!is_set(stimulus)) return std::nullopt;
    observation::SsiAnswer answer;
    answer.accepted = true;
    return Answered{answer};
  };
  const auto verdict = play(building, forgets).played.row.verdict;
  EXPECT_EQ(verdict.outcome, Outcome::inconclusive);
  EXPECT_TRUE(std::any_of(verdict.judgements.begin(), verdict.judgements.end(), [](const auto& judgement) {
    return judgement.outcome == Outcome::inconclusive && judgement.level == spec::Level::must;
  }));
}

/// Whatever was judged of a document drained after a reset, as far as it is about the schema.
std::vector<Outcome> of_schema(const std::string& date_time) {
  Case drain = set_and_read();
  drain.trials = [](std::uint64_t) {
    Trial trial;
    trial.restricted = {scenario::Reset{estate().estate}, scenario::Drain{}};
    return std::vector<Trial>{trial};
  };
  const std::string xml =
      R"(<sr:Response xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header>)"
      "<sr:RequestID>90-B3-D5-AA-00-00-00-01:00-DB-12-BB-00-00-00-02:7</sr:RequestID><sr:ResponseCode>I0"
      "</sr:ResponseCode><sr:ResponseDateTime>" +
      date_time +
      "</sr:ResponseDateTime></sr:Header><sr:Body><sr:ResponseMessage><sr:ServiceReference>4.1</sr:ServiceReference>"
      "<sr:ServiceReferenceVariant>4.1.1</sr:ServiceReferenceVariant></sr:ResponseMessage></sr:Body></sr:Response>";
  const auto result = play(drain, [&](const Stimulus& stimulus) -> std::optional<Observation> {
    if (!std::holds_alternative<scenario::Drain>(stimulus)) return std::nullopt;
    observation::Drained drained;
    drained.effects.to_users = {{"user", {xml, {}}}};
    return Answered{drained};
  });
  std::vector<Outcome> outcomes;
  for (const auto& judgement : result.played.row.verdict.judgements) {
    if (judgement.requirements == std::vector<std::string>{"duis.response-valid"})
      outcomes.push_back(judgement.outcome);
  }
  return outcomes;
}

/// A leap second is what libxml2 alone refuses.
TEST(Play, ADocumentIsHeldInvalidWhereBothEnginesRefuseIt) {
  EXPECT_EQ(of_schema("2025-03-04T23:59:59Z"), std::vector{Outcome::pass});
  EXPECT_EQ(of_schema("2025-03-04T23:59:60Z"), std::vector{Outcome::inconclusive});
  EXPECT_EQ(of_schema("2025-03-04T23:59:61Z"), std::vector{Outcome::fail});
}

/// Arms the supply by transform and send, against who answers that pre-command; what was sent last.
std::string pre_command_sent(const std::string& answered) {
  static const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  const auto all = estate();
  generator::RequestPlan plan;
  plan.service = built_rules().facts->service_request("7.3");
  plan.device_type = "ESME";
  plan.device = all.esme;
  plan.user = all.import_supplier;
  plan.command_variant = 4;
  plan.schema_version = "5.1";
  const auto transform = generator::request(*schema::samples_of(samples, "7.3").at(0), plan, all);
  plan.command_variant = 5;
  plan.pre_command_of = transform.reading.request_id;
  const auto send = generator::request(*schema::samples_of(samples, "7.3").at(0), plan, all);
  Case made = set_and_read();
  made.trials = [=](std::uint64_t) {
    Trial trial;
    trial.restricted = {scenario::Reset{all.estate}, transform, send};
    return std::vector<Trial>{trial};
  };
  std::string sent;
  play(made, [&](const Stimulus& stimulus) -> std::optional<Observation> {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr) return std::nullopt;
    sent = generator::pre_command_payload(submit->duis);
    return Answered{observation::Responded{
        {R"(<sr:Response xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header>)"
         "<sr:ResponseCode>I0</sr:ResponseCode></"
         "sr:Header><sr:Body><sr:ResponseMessage><sr:PreCommand><sr:GBCSPayload>" +
             answered + "</sr:GBCSPayload></sr:PreCommand></sr:ResponseMessage></sr:Body></sr:Response>",
         {}}}};
  });
  return sent;
}

TEST(Play, SendsThePreCommandThatWasAnsweredWhereItIsOne) {
  const auto all = estate();
  generator::GbcsMessage own{generator::MessageType::command, 4711, all.import_supplier, all.esme, 0x0051};
  own.content = "of the implementation";
  const auto sent = pre_command_sent(scenario::base64(generator::gbcs_bytes(own)));
  EXPECT_EQ(generator::read_gbcs(scenario::from_base64(sent).value()).message->counter, 4711U);
  const auto made = pre_command_sent(scenario::base64("command 7.3"));
  EXPECT_EQ(generator::read_gbcs(scenario::from_base64(made).value()).message->counter, 1U);
}

TEST(Session, AfterAnErrorTheNextCaseStartsAfresh) {
  bool crash = true;
  auto flagged = std::make_shared<Flagged>();
  flagged->twist = [&](const Stimulus& stimulus) -> std::optional<Observation> {
    if (crash && is_set(stimulus)) return observation::TimedOut{5, "", ""};
    return std::nullopt;
  };
  Session session(std::make_unique<Scripted>([flagged](const Stimulus& stimulus) { return (*flagged)(stimulus); }),
                  built_rules());
  EXPECT_EQ(session.play(set_and_read()).row.verdict.outcome, Outcome::error);
  crash = false;
  EXPECT_EQ(session.play(set_and_read()).row.verdict.outcome, Outcome::pass);
  EXPECT_EQ(std::count(flagged->asked.begin(), flagged->asked.end(), "initialize"), 2);
}

}  // namespace
}  // namespace hallmark::run
