#include "harness/generator/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <pugixml.hpp>
#include <set>

#include "harness/generator/generator_scene.h"
#include "harness/generator/semantic.h"
#include "harness/generator/two_engines.h"

namespace hallmark::generator {
namespace {

const TwoEngines* duis_5_4() {
  static const auto loaded = engines_if_there(HALLMARK_SOURCE_DIR "/../shared/duis/5.4");
  return loaded.get();
}

constexpr std::int64_t noon = 1750000000;
constexpr std::uint64_t usual_count = 3000;
constexpr std::uint64_t heavy_count = 100'000;

/// How many random documents: many where HALLMARK_HEAVY=1 asks for the long run.
std::uint64_t documents_tried() {
  const char* heavy = std::getenv("HALLMARK_HEAVY");
  return heavy != nullptr && std::string_view(heavy) == "1" ? heavy_count : usual_count;
}

Recipe recipe(std::uint32_t body, Size size, std::uint64_t seed = 0) {
  Recipe made;
  made.body = body;
  made.size = size;
  made.seed = seed;
  made.now = {noon};
  return made;
}

std::string written(const Documents& documents, const Recipe& what) {
  std::string text;
  documents.write(what, text);
  return text;
}

void collect(pugi::xml_node node, const std::string& above, std::set<std::string>& paths) {
  const std::string path = above + '/' + node.name();
  paths.insert(path);
  for (auto child : node.children()) {
    if (child.type() == pugi::node_element) collect(child, path, paths);
  }
}

/// Every element path of a document, read again by another library.
void collect_paths(const std::string& xml, std::set<std::string>& paths) {
  pugi::xml_document tree;
  ASSERT_TRUE(tree.load_buffer(xml.data(), xml.size()));
  collect(tree.document_element(), "", paths);
}

std::string body_of(const std::string& xml) {
  pugi::xml_document tree;
  tree.load_buffer(xml.data(), xml.size());
  return std::string(tree.document_element().child("sr:Body").first_child().name()).substr(3);
}

void judge_sizes(const TwoEngines& engines) {
  const auto& documents = engines.documents;
  ASSERT_EQ(documents.bodies().size(), 130U);
  for (std::uint32_t body = 0; body < documents.bodies().size(); ++body) {
    const auto least = written(documents, recipe(body, Size::least));
    const auto rich = written(documents, recipe(body, Size::rich));
    EXPECT_EQ(engines.fault(least), "") << least;
    EXPECT_EQ(engines.fault(rich), "") << rich;
    EXPECT_EQ(body_of(least), documents.bodies()[body]);
    EXPECT_EQ(body_of(rich), documents.bodies()[body]);
    EXPECT_LE(least.size(), rich.size());
  }
}

TEST(Documents, LeastAndRichAreValidInBothEngines) { judge_sizes(duis_5_1()); }

TEST(Documents, LeastAndRichAreValidInBothEnginesIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  judge_sizes(*duis_5_4());
}

/// Random documents over all bodies; how many element paths they reached.
std::size_t judge_random(const TwoEngines& engines, std::uint64_t count) {
  std::set<std::string> paths;
  std::string xml;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    engines.documents.write(recipe(static_cast<std::uint32_t>(seed % 130), Size::random, seed), xml);
    const auto fault = engines.fault(xml);
    EXPECT_EQ(fault, "") << "seed " << seed << "\n" << xml;
    if (!fault.empty()) break;
    collect_paths(xml, paths);
  }
  return paths.size();
}

TEST(Documents, RandomOnesAreValidInBothEngines) {
  const auto paths = judge_random(duis_5_1(), documents_tried());
  RecordProperty("paths", static_cast<int>(paths));
  EXPECT_GT(paths, 1250U);
  if (documents_tried() == heavy_count) {
    EXPECT_EQ(paths, 1637U);
  }
}

TEST(Documents, RandomOnesAreValidInBothEnginesIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  const auto paths = judge_random(*duis_5_4(), documents_tried());
  EXPECT_GT(paths, 1250U);
  if (documents_tried() == heavy_count) {
    EXPECT_EQ(paths, 1638U);
  }
}

TEST(Documents, TheEnginesWouldRefuseAWrongOne) {
  auto xml = written(duis_5_1().documents, recipe(0, Size::rich));
  ASSERT_EQ(duis_5_1().fault(xml), "");
  xml.insert(xml.find("</sr:Body>"), "<sr:Unknown/>");
  EXPECT_NE(duis_5_1().fault(xml).find("Unknown"), std::string::npos);
}

TEST(Documents, SameRecipeSameBytes) {
  const auto& documents = duis_5_1().documents;
  std::set<std::string> different;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto what = recipe(7, Size::random, seed);
    const auto once = written(documents, what);
    EXPECT_EQ(once, written(documents, what));
    different.insert(once);
  }
  EXPECT_GT(different.size(), 40U);
  std::string reused = "rests of another document";
  documents.write(recipe(7, Size::random, 1), reused);
  EXPECT_EQ(reused, written(documents, recipe(7, Size::random, 1)));
}

TEST(Documents, TwoModelsOfOneSchemaGiveTheSameBytes) {
  const TwoEngines again(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  for (std::uint32_t body = 0; body < 130; ++body) {
    const auto what = recipe(body, Size::random, body);
    EXPECT_EQ(written(again.documents, what), written(duis_5_1().documents, what));
  }
}

TEST(Documents, ListsGrowToTheirRealLength) {
  const auto& documents = duis_5_1().documents;
  const auto body = documents.body("UpdateFirmware");
  ASSERT_TRUE(body);
  auto what = recipe(*body, Size::rich);
  what.list_length = 1'199'999;
  const auto xml = written(documents, what);
  EXPECT_EQ(duis_5_1().fault(xml), "");
  const auto since = xml.find("<sr:DeviceIDList>");
  ASSERT_NE(since, std::string::npos);
  const auto list = xml.substr(since + 17, xml.find('<', since + 17) - since - 17);
  EXPECT_EQ(std::count(list.begin(), list.end(), ','), 49'999);
}

TEST(Documents, DatesAreNearTheGivenMoment) {
  const auto& documents = duis_5_1().documents;
  const auto body = documents.body("ActivateEmergencyCredit") ? *documents.body("ActivateEmergencyCredit") : 0U;
  for (std::uint32_t one = body; one < 130; ++one) {
    const auto xml = written(documents, recipe(one, Size::least));
    const auto place = xml.find("ExecutionDateTime>");
    if (place == std::string::npos) continue;
    EXPECT_EQ(xml.substr(place + 18, 20), "2025-06-15T15:06:40Z");
  }
}

TEST(Documents, GivenValuesStandWhateverTheSeed) {
  const auto& engines = duis_5_1();
  Values values(engines.blueprint);
  for (Index site = 0; site < engines.blueprint.sites.size(); ++site) {
    if (engines.blueprint.site_path(site) == "Request/Header/CommandVariant") values.set(site, "<&8");
  }
  auto what = recipe(3, Size::random, 5);
  what.values = &values;
  EXPECT_NE(written(engines.documents, what).find("<sr:CommandVariant>&lt;&amp;8</sr:CommandVariant>"),
            std::string::npos);
}

TEST(Documents, WorkWithoutAllocatingAgain) {
  std::string out;
  const auto& documents = duis_5_1().documents;
  for (std::uint32_t seed = 0; seed < 2000; ++seed) documents.write(recipe(seed % 130, Size::random, seed), out);
  const auto* memory = out.data();
  const auto capacity = out.capacity();
  for (std::uint32_t seed = 0; seed < 2000; ++seed) documents.write(recipe(seed % 130, Size::random, seed), out);
  EXPECT_EQ(out.data(), memory);
  EXPECT_EQ(out.capacity(), capacity);
}

TEST(Semantics, FactsAndSchemaAgreeOnBodiesAndVariants) {
  EXPECT_EQ(Semantics(facts(), duis_5_1().documents).contradictions(), std::vector<std::string>{});
}

TEST(Semantics, HeadersGoWithBodiesAndAreValid) {
  const auto& engines = duis_5_1();
  const Semantics semantics(facts(), engines.documents);
  Values values(engines.blueprint);
  std::set<std::string> services;
  for (const auto& pairing : semantics.pairings()) {
    Meaning meaning{pairing.service,           pairing.command_variant,   "",
                    "90-B3-D5-00-00-00-00-01", "00-DB-12-00-00-00-00-02", 18446744073709551615U};
    semantics.fill(values, meaning);
    semantics.fill_device(values, meaning.target);
    auto what = recipe(pairing.body, Size::random, 1);
    what.values = &values;
    const auto xml = written(engines.documents, what);
    EXPECT_EQ(engines.fault(xml), "");
    services.insert(pairing.service->variant);
    EXPECT_NE(xml.find(">" + pairing.service->variant + "</sr:ServiceReferenceVariant>"), std::string::npos);
    EXPECT_NE(xml.find("schemaVersion=\"5.1\""), std::string::npos);
    const bool signed_one = pairing.command_variant >= 5 && pairing.command_variant <= 7 && pairing.service->critical;
    EXPECT_EQ(body_of(xml), signed_one ? "SignedPreCommand" : pairing.service->body_element);
  }
  EXPECT_EQ(services.size(), 129U);
}

TEST(Semantics, RolesAreEligible) {
  const Semantics semantics(facts(), duis_5_1().documents);
  Random random(2);
  for (std::uint32_t body = 0; body < 130; ++body) {
    for (int i = 0; i < 20; ++i) {
      const auto meaning = semantics.meaning(body, random);
      const auto& roles = meaning.service->roles;
      EXPECT_EQ(roles.empty(), meaning.role.empty());
      if (roles.empty()) continue;
      EXPECT_NE(std::find(roles.begin(), roles.end(), meaning.role), roles.end());
    }
  }
}

}  // namespace
}  // namespace hallmark::generator
