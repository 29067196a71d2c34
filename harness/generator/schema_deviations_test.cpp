#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "harness/generator/departure_proof.h"
#include "harness/schema/samples.h"

namespace hallmark::generator {
namespace {

const TwoEngines* duis_5_4() {
  static const auto loaded = engines_if_there(HALLMARK_SOURCE_DIR "/../shared/duis/5.4");
  return loaded.get();
}

using testing::HasSubstr;

constexpr std::uint64_t usual_count = 3000;
constexpr std::uint64_t heavy_count = 100'000;

/// How many departures: many where HALLMARK_HEAVY=1 asks for the long run.
std::uint64_t departures_tried() {
  const char* heavy = std::getenv("HALLMARK_HEAVY");
  return heavy != nullptr && std::string_view(heavy) == "1" ? heavy_count : usual_count;
}

Recipe recipe(std::uint64_t number) {
  Recipe made;
  made.body = static_cast<std::uint32_t>(number % 130);
  made.size = number % 3 == 0 ? Size::rich : Size::random;
  made.seed = number;
  made.now = {1750000000};
  return made;
}

/// No type of a Request has the facet `length`: it is tried on a schema of our own.
bool is_in_duis(const SchemaFamily& family) { return family.name != "wrong_length"; }

/// Departures of all families in turn, each in a random document that can depart so.
Count judge_generated(const TwoEngines& engines, std::uint64_t wanted) {
  const Deviator deviator(engines.documents);
  Random random(wanted);
  Count count;
  Decoded decoded;
  Departure departure;
  std::string xml;
  for (std::uint64_t i = 0; static_cast<std::uint64_t>(count.refused) < wanted; ++i) {
    const auto& family = deviator.families()[i % deviator.families().size()];
    bool made = !is_in_duis(family);
    for (int tries = 0; !made && tries < 2000; ++tries) {
      const auto number = random.below(1'000'000'000);
      engines.documents.write(recipe(number), xml);
      if (const auto fault = decode(xml, engines.blueprint, decoded)) ADD_FAILURE() << text(*fault) << xml;
      made = deviator.deviate(family, xml, decoded, random, departure);
      if (made) count.bodies.insert(number % 130);
      if (made) note(count, engines, deviator, family, decoded, departure, xml);
    }
    if (!made) ADD_FAILURE() << family.name << " can be made of nothing";
    if (!made) break;
  }
  return count;
}

void expect_all(const Count& count, const TwoEngines& engines) {
  EXPECT_EQ(all_of(count.objections), "");
  EXPECT_EQ(count.bodies.size(), 130U);
  const Deviator deviator(engines.documents);
  for (const auto& family : deviator.families()) {
    if (!is_in_duis(family)) continue;
    EXPECT_TRUE(count.made.contains(family.name)) << family.name << " was never made";
  }
  testing::Test::RecordProperty("refused", count.refused);
  testing::Test::RecordProperty("disputed", count.disputed);
  testing::Test::RecordProperty("paths", static_cast<int>(count.paths.size()));
  std::printf("V%s: %d departures of %zu families refused by both engines, %d disputed, at %zu paths\n",
              engines.blueprint.version.c_str(), count.refused, count.made.size(), count.disputed, count.paths.size());
}

TEST(SchemaDeviations, AreRefusedForOneReasonAndRepaired) {
  expect_all(judge_generated(duis_5_1(), departures_tried()), duis_5_1());
}

TEST(SchemaDeviations, AreRefusedForOneReasonAndRepairedIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  expect_all(judge_generated(*duis_5_4(), departures_tried()), *duis_5_4());
}

/// Every sample departs in as many ways as it can, one of each family.
void judge_samples(const TwoEngines& engines) {
  const Deviator deviator(engines.documents);
  Random random(1);
  Count count;
  Decoded decoded;
  Departure departure;
  const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  ASSERT_EQ(samples.size(), 297U);
  for (const auto& sample : samples) {
    ASSERT_FALSE(decode(sample.xml, engines.blueprint, decoded)) << sample.file;
    int made = 0;
    for (const auto& family : deviator.families()) {
      if (!deviator.deviate(family, sample.xml, decoded, random, departure)) continue;
      ++made;
      note(count, engines, deviator, family, decoded, departure, sample.xml);
    }
    EXPECT_GT(made, 25) << sample.file;
  }
  EXPECT_EQ(all_of(count.objections), "");
  EXPECT_GT(count.made.size(), 50U);
  std::printf("V%s: samples: %d departures of %zu families refused by both engines, %d disputed, at %zu paths\n",
              engines.blueprint.version.c_str(), count.refused, count.made.size(), count.disputed, count.paths.size());
}

TEST(SchemaDeviations, CanBeMadeOfEverySample) { judge_samples(duis_5_1()); }

TEST(SchemaDeviations, CanBeMadeOfEverySampleIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  judge_samples(*duis_5_4());
}

/// A valid document, a family, and what it made of it.
struct Made {
  std::string valid;
  const SchemaFamily* family = nullptr;
  Departure departure;
};

Made made(std::string_view name) {
  static const Deviator deviator(duis_5_1().documents);
  Made one;
  one.family = deviator.family(name);
  Decoded decoded;
  Random random(1);
  for (std::uint64_t number = 0; number < 2000; ++number) {
    duis_5_1().documents.write(recipe(number), one.valid);
    decode(one.valid, duis_5_1().blueprint, decoded);
    if (deviator.deviate(*one.family, one.valid, decoded, random, one.departure)) return one;
  }
  ADD_FAILURE() << name << " was never made";
  return one;
}

TEST(SchemaDeviations, ThatChangeNothingAreCaught) {
  auto one = made("too_long");
  ASSERT_EQ(objection(duis_5_1(), *one.family, one.departure, one.valid), "");
  one.departure.edit = {one.valid.size(), 0, "<!-- harmless -->"};
  EXPECT_EQ(objection(duis_5_1(), *one.family, one.departure, one.valid), "libxml2 accepts it");
}

TEST(SchemaDeviations, ThatDepartElsewhereOrForAnotherReasonAreCaught) {
  auto one = made("missing_required_element");
  one.departure.told_at = "Elsewhere";
  EXPECT_THAT(objection(duis_5_1(), *one.family, one.departure, one.valid), HasSubstr("libxml2 says another thing"));
  const auto other = made("not_a_number");
  EXPECT_THAT(objection(duis_5_1(), *one.family, other.departure, other.valid),
              HasSubstr("libxml2 says another thing"));
  auto cut = made("extra_element");
  cut.departure.edit.replacement = "<";
  EXPECT_THAT(objection(duis_5_1(), *cut.family, cut.departure, cut.valid), HasSubstr("libxml2 says another thing"))
      << "not well-formed is another layer";
}

TEST(SchemaDeviations, ThatAreNotRepairedAreCaught) {
  auto one = made("extra_element");
  auto valid = one.valid;
  const auto counter = valid.find("</sr:Body>");
  valid.insert(counter, "<sr:Other/>");
  EXPECT_THAT(objection(duis_5_1(), *one.family, one.departure, valid), testing::Not(testing::IsEmpty()));
}

TEST(SchemaDeviations, ThatOneEngineAcceptsAreCaughtUnlessKnown) {
  auto one = made("leap_second");
  ASSERT_NE(one.departure.disputed, nullptr);
  EXPECT_EQ(one.departure.disputed->name, "second-60");
  EXPECT_EQ(objection(duis_5_1(), *one.family, one.departure, one.valid), "");
  const auto* known = one.departure.disputed;
  one.departure.disputed = nullptr;
  EXPECT_EQ(objection(duis_5_1(), *one.family, one.departure, one.valid), "Xerces-C accepts it");
  auto both = made("not_a_number");
  both.departure.disputed = known;
  EXPECT_EQ(objection(duis_5_1(), *both.family, both.departure, both.valid), "the engines do not differ over it");
}

TEST(SchemaDeviations, AreTheSameForTheSameNumbers) {
  const auto one = made("one_too_many");
  const auto other = made("one_too_many");
  EXPECT_EQ(one.valid, other.valid);
  EXPECT_EQ(one.departure.edit.at, other.departure.edit.at);
  EXPECT_EQ(one.departure.edit.replacement, other.departure.edit.replacement);
}

}  // namespace
}  // namespace hallmark::generator
