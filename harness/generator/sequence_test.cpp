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
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  SequenceMaterial material{&facts, &samples, "5.1"};
  Sequences sequences{material};

  std::vector<Stimulus> of(std::uint64_t seed) const {
    return sequences.stimuli(seed, {}, any_moves(60)(rc::Random(seed), 100).value());
  }
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
    for (const auto& stimulus : scene().sequences.stimuli(1, {}, moves)) {
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
  std::set<std::string> sendable;
  for (const auto& each : sendable_requests(scene().material)) sendable.insert(each.service->variant);
  EXPECT_GT(sendable.size(), 115U);
  EXPECT_EQ(sent, sendable);
}

}  // namespace
}  // namespace hallmark::generator
