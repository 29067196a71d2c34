#include "harness/generator/sequence.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

using scenario::Stimulus;

struct Scene {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  spec::Profile profile = spec::shipped_profile(facts);
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  SequenceMaterial material{&facts, &profile, &samples, "5.1"};
  Sequences sequences{material};

  scenario::Trial trial(std::uint64_t seed) const {
    return sequences.trial(seed, {}, any_moves(60)(rc::Random(seed), 100).value());
  }
  std::vector<Stimulus> of(std::uint64_t seed) const { return trial(seed).restricted; }
};

const Scene& scene() {
  static const Scene one;
  return one;
}

TEST(Sequences, BeginWithAResetEndWithADrainAndTimeGoesForward) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto stimuli = scene().of(seed);
    ASSERT_GE(stimuli.size(), 2U);
    const auto* reset = std::get_if<scenario::Reset>(&stimuli.front());
    ASSERT_NE(reset, nullptr);
    EXPECT_TRUE(std::holds_alternative<scenario::Drain>(stimuli.back()));
    auto now = reset->estate.now;
    for (const auto& stimulus : stimuli) {
      if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) {
        EXPECT_GT(advance->to, now);
        now = advance->to;
      }
    }
  }
}

TEST(Sequences, OfOneSeedAreTheSame) {
  EXPECT_EQ(scene().of(3), scene().of(3));
  EXPECT_NE(scene().of(3), scene().of(4));
}

/// Any numbers are lawful moves: nothing throws, and each document is valid.
TEST(Sequences, AreLawfulWhateverTheMoves) {
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  std::set<std::string> request_ids;
  for (const int field : {0, 1, 127, 255}) {
    std::vector<Move> moves;
    for (std::uint8_t kind = 0; kind < move_kinds; ++kind) {
      const auto low = static_cast<std::uint8_t>(field);
      moves.push_back({static_cast<MoveKind>(kind), low, low, low, static_cast<std::uint16_t>(field * 257)});
    }
    for (const auto& stimulus : scene().sequences.trial(1, {}, moves).restricted) {
      const auto* submit = std::get_if<scenario::Submit>(&stimulus);
      if (submit == nullptr) continue;
      const auto problem = validator.check(submit->duis);
      EXPECT_FALSE(problem) << schema::text(*problem);
      request_ids.insert(submit->reading.request_id);
    }
  }
  EXPECT_GE(request_ids.size(), 4U);
}

/// Over many sequences every operation comes up, and every Service Request that may be sent.
TEST(Sequences, ReachEveryOperationAndServiceRequest) {
  std::map<std::string_view, int> operations;
  std::set<std::string> sent;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    for (const auto& stimulus : scene().of(seed)) {
      ++operations[scenario::operation(stimulus)];
      if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) sent.insert(submit->reading.header_srv);
    }
  }
  for (const auto* operation :
       {"reset", "submit", "ssi", "inventory", "registration", "fromDevice", "advance", "drain"})
    EXPECT_GT(operations[operation], 100) << operation;
  std::set<std::string> sendable = {"8.13"};
  for (const auto& each : sendable_requests(scene().material)) sendable.insert(each.service->variant);
  EXPECT_GT(sendable.size(), 115U);
  EXPECT_EQ(sent, sendable);
}

/// What comes after a refusal makes no sense before there can have been one, and is left out.
TEST(Sequences, LeaveOutWhatMakesNoSense) {
  std::vector<Move> moves;
  for (const auto kind : {MoveKind::signed_command, MoveKind::local_answer, MoveKind::device_answers, MoveKind::replay,
                          MoveKind::nothing_is_left, MoveKind::another_user_tries, MoveKind::another_route,
                          MoveKind::critical_alert_passes})
    moves.push_back({kind, 0, 1, 1, 1});
  const auto trial = scene().sequences.trial(5, {}, moves);
  EXPECT_EQ(trial.restricted.size(), 2U) << "a Reset and a Drain";
  EXPECT_TRUE(trial.clear.empty());
}

/// A rejected request is followed by whatever might still yield the same.
TEST(Sequences, TryEveryOtherWayAfterARefusal) {
  std::set<std::string> srvs, users, types;
  std::set<int> variants;
  bool dated = false;
  for (std::uint8_t how = 1; how < 96; how = static_cast<std::uint8_t>(how + 2)) {
    const Move set{MoveKind::set_restricted, 0, 1, 1, 1};
    const auto number = static_cast<std::uint16_t>(how * 37);
    const Move asked{MoveKind::consumption, 0, 1, 2, number};
    const Move route{MoveKind::another_route, 0, 1, how, number};
    const Move other{MoveKind::another_user_tries, 0, 1, 1, number};
    const Move meter{MoveKind::set_restricted, 0, 1, 0, 1};
    for (const auto& stimulus : scene().sequences.trial(how, {}, {set, meter, asked, route, other}).restricted) {
      const auto* submit = std::get_if<scenario::Submit>(&stimulus);
      if (submit == nullptr) continue;
      srvs.insert(submit->reading.header_srv);
      users.insert(submit->user);
      types.insert(submit->reading.device_type);
      variants.insert(submit->reading.command_variant);
      dated = dated || submit->reading.execution_time.has_value();
    }
  }
  EXPECT_GT(srvs.size(), 5U);
  EXPECT_TRUE(srvs.contains("5.1"));
  EXPECT_GT(users.size(), 5U);
  EXPECT_EQ(types, (std::set<std::string>{"ESME", "GSME", "GPF"}));
  EXPECT_TRUE(variants.contains(2) && variants.contains(3));
  EXPECT_TRUE(dated);
}

/// The half without flags sends the same Alerts, with other bytes, after the same events, and sets no flag.
TEST(Sequences, SendAlertsWithoutTheFlagFirst) {
  int alerts_sent = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto trial = scene().trial(seed);
    const auto alerts = [](const std::vector<Stimulus>& half) {
      std::vector<scenario::FromDevice> found;
      for (const auto& stimulus : half) {
        const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
        if (from != nullptr && from->kind == "alert") found.push_back(*from);
      }
      return found;
    };
    const auto before = alerts(trial.clear);
    const auto after = alerts(trial.restricted);
    ASSERT_EQ(before.size(), after.size());
    EXPECT_EQ(trial.clear.empty(), after.empty());
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(before[i].alert_code, after[i].alert_code);
      EXPECT_EQ(before[i].recipient, after[i].recipient);
      EXPECT_NE(before[i].canary, after[i].canary);
      ++alerts_sent;
    }
    for (const auto& stimulus : trial.clear) {
      EXPECT_FALSE(std::holds_alternative<scenario::Ssi>(stimulus));
      if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
        for (const auto& device : reset->estate.devices) EXPECT_FALSE(device.restricted);
      }
    }
  }
  EXPECT_GT(alerts_sent, 50);
}

}  // namespace
}  // namespace hallmark::generator
