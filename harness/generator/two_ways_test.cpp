// The two ways in which libxml2 is asked, with a tree and in one pass without, agree on generated documents and on what
// becomes of them when octets change.
#include <gtest/gtest.h>

#include <string>

#include "harness/generator/two_engines.h"

namespace hallmark::generator {
namespace {

/// The same schema with another memory, so that one way does not answer what the other found.
const schema::Validator& duis_5_1_again() {
  static const auto loaded = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

std::string described(const std::optional<schema::Problem>& problem) {
  return problem ? schema::text(*problem) + " | " + problem->path + " | " + problem->rule : "valid";
}

std::string random_document(std::uint64_t seed) {
  const auto& documents = duis_5_1().documents;
  Recipe recipe;
  recipe.body = static_cast<std::uint32_t>(seed % documents.bodies().size());
  recipe.size = Size::random;
  recipe.seed = seed;
  recipe.now = {1'750'000'000};
  std::string xml;
  documents.write(recipe, xml);
  return xml;
}

TEST(TwoWays, AgreeOnRandomDocuments) {
  for (std::uint64_t seed = 0; seed < 650; ++seed) {
    const auto xml = random_document(seed);
    ASSERT_EQ(described(duis_5_1().libxml2.check(xml)), "valid") << xml;
    ASSERT_EQ(described(duis_5_1_again().parse(xml).second), "valid") << xml;
  }
}

TEST(TwoWays, AgreeOnRandomDocumentsWithChangedOctets) {
  Random random(5);
  int invalid = 0;
  int not_xml = 0;
  int valid = 0;
  for (std::uint64_t seed = 0; seed < 3900; ++seed) {
    std::string xml = random_document(seed);
    const auto at = xml.find("<sr:Header") + random.below(xml.size() - xml.find("<sr:Header"));
    switch (random.below(3)) {
      case 0:
        xml[at] = static_cast<char>(' ' + random.below(95));
        break;
      case 1:
        xml.erase(at, 1 + random.below(3));
        break;
      default:
        xml.insert(at, 1, static_cast<char>(' ' + random.below(95)));
    }
    const auto problem = duis_5_1().libxml2.check(xml);
    ASSERT_EQ(described(problem), described(duis_5_1_again().parse(xml).second)) << xml;
    ++(!problem ? valid : problem->layer == "schema" ? invalid : not_xml);
  }
  EXPECT_GT(valid, 50);
  EXPECT_GT(invalid, 300);
  EXPECT_GT(not_xml, 300);
}

}  // namespace
}  // namespace hallmark::generator
