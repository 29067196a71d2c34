#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>

#include "harness/generator/deviation.h"
#include "harness/generator/two_engines.h"
#include "harness/schema/samples.h"

namespace hallmark::generator {
namespace {

using testing::HasSubstr;

const TwoEngines* duis_5_4() {
  static const std::filesystem::path folder = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";
  static const auto loaded = std::filesystem::exists(folder) ? std::make_unique<TwoEngines>(folder) : nullptr;
  return loaded.get();
}

constexpr std::uint64_t usual_count = 3000;
constexpr std::uint64_t heavy_count = 100'000;

/// How many departures: many where HALLMARK_HEAVY=1 asks for the long run.
std::uint64_t departures_tried() {
  const char* heavy = std::getenv("HALLMARK_HEAVY");
  return heavy != nullptr && std::string_view(heavy) == "1" ? heavy_count : usual_count;
}

/// What libxml2 says where a rule is broken; several where its own types are told apart from facets.
const std::vector<std::string>& sayings(std::string_view rule) {
  static const std::string type = "is not a valid value of";
  static const std::map<std::string_view, std::vector<std::string>> by_rule = {
      {"cvc-minInclusive-valid", {"[facet 'minInclusive']", type}},
      {"cvc-maxInclusive-valid", {"[facet 'maxInclusive']", type}},
      {"cvc-minExclusive-valid", {"[facet 'minExclusive']"}},
      {"cvc-maxExclusive-valid", {"[facet 'maxExclusive']"}},
      {"cvc-totalDigits-valid", {"[facet 'totalDigits']"}},
      {"cvc-fractionDigits-valid", {"[facet 'fractionDigits']"}},
      {"cvc-minLength-valid", {"[facet 'minLength']"}},
      {"cvc-maxLength-valid", {"[facet 'maxLength']"}},
      {"cvc-length-valid", {"[facet 'length']"}},
      {"cvc-pattern-valid", {"[facet 'pattern']"}},
      {"cvc-enumeration-valid", {"[facet 'enumeration']"}},
      {"cvc-facet-valid", {"[facet 'enumeration']", "[facet 'pattern']"}},
      {"cvc-datatype-valid.1.2.1", {type}},
      {"cvc-type.3.1.3", {type, "[facet '"}},
      {"cvc-complex-type.2.1", {"content is not allowed, because the content type is empty"}},
      {"cvc-complex-type.2.3", {"content type is 'element-only'", "Character content other than whitespace"}},
      {"cvc-complex-type.2.4", {"This element is not expected", "Missing child element(s)", "No matching global"}},
      {"cvc-complex-type.3.2", {"is not allowed"}},
      {"cvc-complex-type.4", {"is required but missing"}},
      {"cvc-type.3.1.2", {"Element content is not allowed, because the type definition is simple",
                          "Element content is not allowed, because the content type is a simple type definition"}},
      {"cvc-elt.1", {"No matching global declaration"}},
      {"cvc-elt.3.1", {"'nillable'"}},
      {"cvc-elt.4.2", {"does not resolve to a type definition"}},
      {"cvc-elt.4.3", {"not validly derived"}}};
  return by_rule.at(rule);
}

bool says(const schema::Problem& problem, std::string_view rule, const std::string& element) {
  const bool named = problem.message.find('}' + element + "'") != std::string::npos ||
                     problem.message.find('\'' + element + '\'') != std::string::npos;
  const bool told = std::ranges::any_of(
      sayings(rule), [&](const auto& one) { return problem.message.find(one) != std::string::npos; });
  return named && told && problem.layer == "schema";
}

/// What is not as it has to be with a departure from a document; empty: both engines refuse it, the one that names
/// elements and facets does so where and why it was made, and both accept what its reverse gives back.
std::string objection(const TwoEngines& engines, const SchemaFamily& family, const Departure& departure,
                      const std::string& valid) {
  auto deviant = valid;
  carry_out(departure.edit, deviant);
  const auto one = engines.libxml2.check(deviant);
  const auto other = engines.xerces.check(deviant);
  if (departure.disputed != nullptr) {
    const bool by_libxml2 = departure.disputed->accepts == schema::EngineName::libxml2;
    if (by_libxml2 ? one || !other : !one || other) return "the engines do not differ over it";
  } else {
    if (!one) return "libxml2 accepts it";
    if (!other) return "Xerces-C accepts it";
    if (!says(*one, family.rule, departure.told_at)) return "libxml2 says another thing: " + one->message;
    if (other->layer != "schema") return "Xerces-C says another thing: " + other->message;
  }
  carry_out(reversed(departure.edit, valid), deviant);
  if (deviant != valid) return "its reverse does not give the document back";
  return engines.fault(deviant);
}

/// What came of many departures.
struct Count {
  std::map<std::string_view, int> made;  ///< by family
  int refused = 0;
  int disputed = 0;
  std::map<std::string_view, std::string> objections;  ///< the first of each family
  std::set<std::string> paths;
};

void note(Count& count, const TwoEngines& engines, const Deviator& deviator, const SchemaFamily& family,
          const Decoded& decoded, const Departure& departure, const std::string& valid) {
  ++count.made[family.name];
  ++(departure.disputed != nullptr ? count.disputed : count.refused);
  const auto path = deviator.path(decoded, departure);
  count.paths.insert(path);
  const auto said = objection(engines, family, departure, valid);
  if (said.empty()) return;
  auto deviant = valid;
  carry_out(departure.edit, deviant);
  const auto since = departure.edit.at - std::min<std::size_t>(departure.edit.at, 100);
  const auto shown = std::min<std::size_t>(departure.edit.replacement.size(), 300) + 200;
  count.objections.emplace(family.name, path + " told at " + departure.told_at + ": " + said + "\n  …" +
                                            deviant.substr(since, shown));
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

/// Departures of all families in turn, each in the next body that can depart so.
Count judge_generated(const TwoEngines& engines, std::uint64_t wanted) {
  const Deviator deviator(engines.documents);
  Random random(wanted);
  Count count;
  Decoded decoded;
  Departure departure;
  std::string xml;
  std::uint64_t number = 0;
  for (std::uint64_t i = 0; static_cast<std::uint64_t>(count.refused + count.disputed) < wanted; ++i) {
    const auto& family = deviator.families()[i % deviator.families().size()];
    bool made = !is_in_duis(family);
    for (int tries = 0; !made && tries < 2000; ++tries) {
      engines.documents.write(recipe(number++), xml);
      if (const auto fault = decode(xml, engines.blueprint, decoded)) ADD_FAILURE() << text(*fault) << xml;
      made = deviator.deviate(family, xml, decoded, random, departure);
      if (made) note(count, engines, deviator, family, decoded, departure, xml);
    }
    if (!made) ADD_FAILURE() << family.name << " can be made of nothing";
    if (!made) break;
  }
  return count;
}

std::string all_of(const std::map<std::string_view, std::string>& objections) {
  std::string all;
  for (const auto& [name, said] : objections) all += std::string(name) + ": " + said + "\n";
  return all;
}

void expect_all(const Count& count, const TwoEngines& engines) {
  EXPECT_EQ(all_of(count.objections), "");
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
  EXPECT_THAT(objection(duis_5_1(), *cut.family, cut.departure, cut.valid), HasSubstr("well-formed")
              ) << "not well-formed is another layer";
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
