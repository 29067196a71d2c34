#include "harness/run/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/adaptor/in_process.h"
#include "harness/adaptor/json_rpc.h"
#include "harness/adaptor/serve.h"
#include "harness/run/record_text.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"

namespace hallmark::run {
namespace {

using observation::Observation;
using scenario::Stimulus;

scenario::Submit submit_at(std::optional<scenario::Instant> execution_time) {
  scenario::Submit made;
  made.reading.execution_time = execution_time;
  return made;
}

/// How many of these may go together.
std::size_t together(const std::vector<Stimulus>& stimuli) {
  Batch batch(stimuli.front());
  std::size_t count = 1;
  for (; count < stimuli.size() && batch.admits(stimuli[count]); ++count) batch.add(stimuli[count]);
  return count;
}

TEST(Batch, TakesWhatDependsOnNoAnswer) {
  const scenario::Submit submit;
  const scenario::Drain drain;
  const scenario::FromDevice from;
  EXPECT_EQ(together({submit, drain, from, drain, submit, drain, scenario::InstallCode{}, drain}), 8U);
  EXPECT_EQ(together({scenario::Reset{}, scenario::Inventory{}, scenario::Registration{}, drain, scenario::Ssi{}}), 5U);
}

TEST(Batch, EndsWithWhatTheNextOneDependsOn) {
  const scenario::Drain drain;
  EXPECT_EQ(together({scenario::Ssi{}, drain}), 1U) << "a set may be announced for later, and is waited for";
  EXPECT_EQ(together({drain, scenario::Ssi{}, drain}), 2U);
  auto about_schedule = submit_at({});
  about_schedule.schedule_of = "1";
  EXPECT_EQ(together({scenario::Submit{}, about_schedule}), 1U);
  EXPECT_EQ(together({about_schedule, drain}), 2U) << "first in its batch it is made of what was answered before";
  auto with_pre_command = submit_at({});
  with_pre_command.pre_command_of = "1";
  EXPECT_EQ(together({scenario::Submit{}, with_pre_command}), 1U);
}

TEST(Batch, WhatIsLeftOutInItsTimeWaitsForTheClock) {
  const scenario::Advance advance{scenario::Instant{10}};
  EXPECT_EQ(together({advance, advance}), 1U);
  EXPECT_EQ(together({scenario::Reset{}, advance}), 1U);
  EXPECT_EQ(together({scenario::Reset{}, submit_at(scenario::Instant{10})}), 1U);
  EXPECT_EQ(together({scenario::Reset{}, submit_at({}), submit_at(scenario::Instant{10})}), 2U);
  EXPECT_EQ(together({submit_at({}), submit_at(scenario::Instant{10})}), 2U);
}

TEST(Batch, OpeningAndEndGoAlone) {
  EXPECT_EQ(together({scenario::Drain{}, scenario::Shutdown{}}), 1U);
  EXPECT_EQ(together({scenario::Shutdown{}, scenario::Drain{}}), 1U);
  EXPECT_EQ(together({scenario::Drain{}, scenario::Initialize{}}), 1U);
  EXPECT_EQ(together({scenario::Initialize{}, scenario::Drain{}}), 1U);
}

TEST(Batch, WithASubmitGoesNothingThatCouldBeTakenForItsCause) {
  for (const Stimulus& event : {Stimulus(scenario::Ssi{}), Stimulus(scenario::Inventory{}),
                                Stimulus(scenario::Registration{}), Stimulus(scenario::Advance{})}) {
    EXPECT_EQ(together({scenario::Submit{}, scenario::Drain{}, event}), 2U) << scenario::operation(event);
    EXPECT_LE(together({event, scenario::Drain{}, scenario::Submit{}}), 2U) << scenario::operation(event);
  }
}

/// The way of a process without one: what is handed over at once is one line, read by who serves an implementation.
class Lines final : public adaptor::Adaptor {
 public:
  Lines(const Make& make, std::vector<std::size_t>& lengths) : served_(make()), lengths_(&lengths) {}

  Observation exchange(const Stimulus& stimulus) override {
    lengths_->push_back(1);
    const auto line = adaptor::answer_message(*served_, adaptor::encode_request(++id_, stimulus));
    return adaptor::decode_response(line, id_, stimulus);
  }
  std::vector<Observation> exchange_all(std::span<const Stimulus> stimuli) override {
    lengths_->push_back(stimuli.size());
    std::string line;
    std::vector<adaptor::Asked> asked;
    for (const auto& stimulus : stimuli) {
      asked.push_back({++id_, &stimulus});
      line += (line.empty() ? '[' : ',') + adaptor::encode_request(id_, stimulus);
    }
    auto seen = adaptor::decode_batch(adaptor::answer_message(*served_, line + ']'), asked);
    // Of a line by itself the adaptor keeps the bytes; here nobody does.
    if (auto* crashed = std::get_if<observation::Crashed>(&seen.back())) crashed->bytes.clear();
    return seen;
  }

 private:
  std::unique_ptr<Adaptor> served_;
  std::vector<std::size_t>* lengths_;
  std::int64_t id_ = 0;
};

struct PlayedInLines {
  Played played;
  std::vector<std::size_t> lengths;
};

PlayedInLines played_in_lines(const Case& test_case, const Make& make, int batch) {
  Rules rules = built_rules();
  rules.batch = batch;
  rules.keep_whole = true;
  PlayedInLines made;
  Session session(std::make_unique<Lines>(make, made.lengths), rules);
  made.played = session.play(test_case);
  return made;
}

std::vector<std::string> lines_of(const std::vector<Step>& steps) {
  std::vector<std::string> lines;
  for (const auto& step : steps) lines.push_back(line_of(step));
  return lines;
}

/// What it answers to one kind of stimulus is something else.
Make answering(std::size_t kind, const Observation& observation) {
  return twisted("reference", [=]() -> Twist {
    return [=](const Stimulus& stimulus, Observation& seen) {
      if (stimulus.index() == kind) seen = observation;
    };
  });
}

TEST(Batch, ChangesNeitherStepsNorVerdict) {
  const auto index_of = [](const Stimulus& stimulus) { return stimulus.index(); };
  const std::vector<std::pair<std::string, Make>> implementations = {
      {"the reference", shipped("reference")},
      {"an allow list with a hole", shipped("miniature/accepts-all")},
      {"no fromDevice", answering(index_of(scenario::FromDevice{}), observation::Declined{-32601, "no"})},
      {"one that ends", answering(index_of(scenario::FromDevice{}), observation::Crashed{"its end", "", ""})},
      {"one that refuses to set",
       answering(index_of(scenario::Ssi{}), observation::Answered{observation::SsiAnswer{}})},
  };
  for (const auto& [name, make] : implementations) {
    const auto one_by_one = played_in_lines(small_pair("4.1.1"), make, 1);
    const auto together = played_in_lines(small_pair("4.1.1"), make, 32);
    EXPECT_EQ(line_of(together.played.row), line_of(one_by_one.played.row)) << name;
    EXPECT_EQ(lines_of(together.played.steps), lines_of(one_by_one.played.steps)) << name;
    EXPECT_EQ(*std::max_element(one_by_one.lengths.begin(), one_by_one.lengths.end()), 1U) << name;
    EXPECT_GE(*std::max_element(together.lengths.begin(), together.lengths.end()), 3U) << name;
    EXPECT_LT(together.lengths.size(), one_by_one.lengths.size()) << name;
  }
}

TEST(Batch, IsNoLongerThanItMayBe) {
  const auto played = played_in_lines(small_pair("4.1.1"), shipped("reference"), 2);
  EXPECT_EQ(*std::max_element(played.lengths.begin(), played.lengths.end()), 2U);
}

}  // namespace
}  // namespace hallmark::run
