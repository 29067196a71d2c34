// What only one engine refuses is never held against who wrote it, and hides nothing that both refuse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/verdict/judge.h"

namespace hallmark::verdict {
namespace {

using observation::Answered;
using observation::Observation;
using testing::HasSubstr;

schema::ResponseReading valid() {
  schema::ResponseReading reading;
  reading.valid = true;
  return reading;
}
schema::ResponseReading invalid() {
  schema::ResponseReading reading;
  reading.problem = "line 1: schema: both say no";
  return reading;
}
schema::ResponseReading disputed(const std::string& row = "second-60") {
  schema::ResponseReading reading;
  reading.problem = "line 1: schema: one says no";
  reading.dispute = row;
  return reading;
}

Observation responded(schema::ResponseReading reading) {
  return Answered{observation::Responded{{"<x/>", std::move(reading)}}};
}
Observation drained(std::vector<schema::ResponseReading> readings) {
  observation::Drained answer;
  for (auto& reading : readings) answer.effects.to_users.push_back({"user", {"<x/>", std::move(reading)}});
  return Answered{answer};
}

Judgement judged(const Observation& observation) {
  oracle::Expectation expectation;
  expectation.operation = "submit";
  expectation.demands.push_back({oracle::DocumentsValid{}, spec::Level::must, {"duis.response-valid"}, "the rule"});
  const auto all = judge(expectation, observation, 0, true);
  EXPECT_EQ(all.judgements.size(), 1U);
  return all.judgements.empty() ? Judgement{} : all.judgements.front();
}

TEST(DisputedDocument, IsInconclusiveAndNamesTheRow) {
  for (const auto& seen : {responded(disputed()), drained({valid(), disputed(), valid()})}) {
    EXPECT_EQ(judged(seen).outcome, Outcome::inconclusive);
    EXPECT_THAT(judged(seen).reason, HasSubstr("engines disagree (second-60): line 1: schema: one says no"));
  }
  EXPECT_THAT(judged(responded(disputed("unknown"))).reason, HasSubstr("(unknown)"));
}

TEST(DisputedDocument, HidesNoneThatBothEnginesRefuse) {
  for (const auto& seen : {drained({disputed(), invalid()}), drained({invalid(), disputed()}), responded(invalid())}) {
    EXPECT_EQ(judged(seen).outcome, Outcome::fail);
    EXPECT_THAT(judged(seen).reason, HasSubstr("both say no"));
  }
}

TEST(DisputedDocument, IsNotWhatBothEnginesAccept) {
  EXPECT_EQ(judged(drained({valid(), valid()})).outcome, Outcome::pass);
  EXPECT_EQ(judged(responded(valid())).outcome, Outcome::pass);
}

}  // namespace
}  // namespace hallmark::verdict
