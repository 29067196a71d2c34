#include "fuzz/scenario_codec.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fuzz/campaign_seeds.h"
#include "fuzz/fuzz_scene.h"
#include "fuzz/scenario_mutator.h"
#include "fuzz/scenario_target.h"

namespace hallmark::fuzz {
namespace {

using generator::MoveKind;
using generator::Random;

std::vector<std::uint8_t> any_bytes(std::size_t size, Random& random) {
  std::vector<std::uint8_t> bytes(size);
  for (auto& each : bytes) each = static_cast<std::uint8_t>(random.next());
  return bytes;
}

TEST(ScenarioCodec, AnyBytesAreALawfulScenarioAndComeBackAsOne) {
  Random random(5);
  for (std::size_t size = 0; size < 400; ++size) {
    const auto made = decode(any_bytes(size, random));
    EXPECT_GE(made.homes, 2);
    EXPECT_LE(made.homes, 5);
    EXPECT_EQ(made.moves.size(), size < head_bytes ? 0 : (size - head_bytes) / step_bytes);
    EXPECT_EQ(decode(encode(made)), made);
  }
  EXPECT_EQ(decode(any_bytes(100'000, random)).moves.size(), moves_max);
}

TEST(ScenarioCodec, AnEditOfOneStepLeavesTheOthersAsTheyWere) {
  Random random(7);
  const auto bytes = any_bytes(head_bytes + 20 * step_bytes, random);
  const auto before = decode(bytes);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] ^= 0x55U;
    const auto after = decode(changed);
    ASSERT_EQ(after.moves.size(), before.moves.size());
    for (std::size_t step = 0; step < before.moves.size(); ++step) {
      const bool is_edited = at >= head_bytes && (at - head_bytes) / step_bytes == step;
      EXPECT_TRUE(is_edited || after.moves[step] == before.moves[step]) << at << ' ' << step;
    }
  }
}

const generator::Sequences& sequences() {
  static const generator::RequestGrammar grammar(scene().facts, HALLMARK_SHARE_DIR "/schema/duis-5.1");
  static const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  static const generator::RequestTemplates templates(grammar, samples);
  static const generator::Sequences all({.facts = &scene().facts,
                                         .profile = &scene().profile,
                                         .samples = &samples,
                                         .schema_version = "5.1",
                                         .templates = &templates});
  return all;
}

/// Documents that are meant valid are, in the eyes of both engines' vote; what deviates says so.
TEST(ScenarioCodec, DocumentsThatAreMeantValidAre) {
  Random random(11);
  int valid = 0;
  int deviant = 0;
  int broken = 0;
  for (int i = 0; i < 120; ++i) {
    const auto trials = case_of(decode(any_bytes(head_bytes + 30 * step_bytes, random)), sequences()).trials(1);
    for (const auto& stimulus : trials.front().restricted) {
      const auto* submit = std::get_if<scenario::Submit>(&stimulus);
      if (submit == nullptr) continue;
      if (submit->reading.deviation) {
        ++deviant;
      } else {
        ++(scene().validator.check(submit->duis) ? broken : valid);
      }
    }
  }
  EXPECT_GT(valid, 300);
  EXPECT_GT(deviant, 30);
  EXPECT_LE(broken * 20, valid) << "at least 95 % are to be valid";
}

TEST(ScenarioMutator, GetsFromOneScenarioToAnotherInSmallSteps) {
  FuzzedScenario from;
  from.moves = {{{MoveKind::drain, 0, 0, 0, 0}, {}}};
  const auto reaches = [&](const auto& is, int tries) {
    Random random(3);
    for (int i = 0; i < tries; ++i) {
      if (is(mutated(from, 50, random))) return true;
    }
    return false;
  };
  EXPECT_TRUE(reaches([](const auto& made) { return made.moves.front().move.kind == MoveKind::set_restricted; }, 200));
  EXPECT_TRUE(reaches([](const auto& made) { return made.moves.size() == 3; }, 200));
  EXPECT_TRUE(reaches(
      [](const auto& made) { return made.moves.front().edit.kind == generator::DocumentEdit::Kind::deviation; }, 500));
  EXPECT_TRUE(reaches([](const auto& made) { return made.homes == 5; }, 500));
  EXPECT_TRUE(reaches([&](const auto& made) { return made.seed != from.seed; }, 1000));
  // A set and then a read of consumption, one edit after the other, the nearer one kept each time.
  const auto distance = [](const FuzzedScenario& made) {
    int missing = 2;
    for (const auto& [move, edit] : made.moves) {
      if (missing == 2 && move.kind == MoveKind::set_restricted) missing = 1;
      if (missing == 1 && move.kind == MoveKind::consumption) missing = 0;
    }
    return missing;
  };
  Random random(9);
  auto nearest = from;
  for (int i = 0; i < 2000 && distance(nearest) > 0; ++i) {
    auto next = mutated(nearest, 50, random);
    if (distance(next) <= distance(nearest)) nearest = std::move(next);
  }
  EXPECT_EQ(distance(nearest), 0);
}

TEST(ScenarioMutator, StaysInItsBoundsAndIsThePureFunctionOfItsSeed) {
  const auto seeds = campaign_seeds(1);
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    Random again(seed);
    const auto one = decode(seeds[seed % seeds.size()]);
    const auto other = decode(seeds[(seed * 7) % seeds.size()]);
    const auto made = mutated(one, 20, random);
    EXPECT_EQ(made, mutated(one, 20, again));
    EXPECT_TRUE(!made.moves.empty() && made.moves.size() <= 20);
    EXPECT_EQ(decode(encode(made)), made);
    const auto both = crossed(one, other, 20, random);
    EXPECT_TRUE(!both.moves.empty() && both.moves.size() <= 20);
    EXPECT_EQ(both.seed, one.seed);
  }
}

TEST(CampaignSeeds, AreTheSequencesOfTheSuitesAndTheSameForTheSameSeed) {
  EXPECT_EQ(campaign_seeds(4), campaign_seeds(4));
  EXPECT_NE(campaign_seeds(4), campaign_seeds(5));
  for (const auto& bytes : campaign_seeds(4)) EXPECT_FALSE(decode(bytes).moves.empty());
}

TEST(ScenarioTarget, FeaturesAreTheSameForTheSamePlayAndOthersForAnother) {
  const run::ModelGrid grid(scene().facts);
  auto rules = scene().rules;
  rules.model = &grid;
  rules.answers_kept = true;
  ScenarioTarget target(scene().maker("reference")(), rules, sequences());
  std::vector<std::vector<Feature>> all;
  for (const auto& bytes : campaign_seeds(2)) {
    const auto features = features_of(target.play(bytes));
    EXPECT_EQ(features, features_of(target.play(bytes)));
    EXPECT_EQ(target.play(bytes).row.verdict.outcome, verdict::Outcome::pass);
    EXPECT_TRUE(std::all_of(features.begin(), features.end(),
                            [](const auto& each) { return each.number < feature_count && each.times > 0; }));
    all.push_back(features);
  }
  EXPECT_GT(std::count_if(all.begin(), all.end(), [&](const auto& each) { return each != all.front(); }), 50);
  EXPECT_GT(target.steps(), target.executions());
}

TEST(ScenarioTarget, ShapesHaveNoIdsInThem) {
  scenario::Scenario one;
  one.found = scenario::Finding{"inproc:x", "fail", {"mp169.allow-list"}, "because"};
  scenario::Submit submit{"90-B3-D5-1F-30-01-00-00", "send-command", "<a/>", {}};
  submit.reading.body_srv = "4.1.1";
  submit.reading.device_type = "ESME";
  submit.reading.request_id = "a:b:1";
  one.trials = {{{}, {scenario::Reset{}, submit, scenario::Drain{}}, "", ""}};
  auto other = one;
  std::get<scenario::Submit>(other.trials[0].restricted[1]).reading.request_id = "c:d:2";
  other.found->reason = "because of another";
  EXPECT_EQ(shape_of(one), "fail mp169.allow-list; reset; submit 4.1.1 ESME; drain");
  EXPECT_EQ(shape_of(one), shape_of(other));
  std::get<scenario::Submit>(other.trials[0].restricted[1]).reading.body_srv = "4.1.2";
  EXPECT_NE(shape_of(one), shape_of(other));
}

}  // namespace
}  // namespace hallmark::fuzz
