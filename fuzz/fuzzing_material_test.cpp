// What libFuzzer starts with: a dictionary that it can read, seeds that mean something to the estate.
#include "fuzz/fuzzing_material.h"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "fuzz/fuzz_scene.h"

namespace hallmark::fuzz {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST(TheDictionary, HasTheWordsOfTheSchemaAndTheIdsOfTheEstate) {
  const auto model = schema::SchemaModel::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto lines = lines_of(dictionary(model, scene().premises.estate));
  for (const std::string entry : {"<sr:CommandVariant>", "</sr:CommandVariant>", " schemaVersion=\\\"", "<![CDATA["})
    EXPECT_TRUE(has(lines, '"' + entry + '"')) << entry;
  EXPECT_TRUE(has(lines, '"' + scene().premises.esme + '"'));
  EXPECT_TRUE(has(lines, '"' + scene().premises.import_supplier + '"'));
  EXPECT_GT(lines.size(), model.elements.size());
}

TEST(TheDictionary, IsInTheFormThatLibFuzzerReads) {
  schema::SchemaModel model;
  model.simple_types.resize(1);
  model.simple_types[0].facets.enumeration = {"a\"b\\c\n", "\xC3\xA9", std::string(65, 'x'), ""};
  const auto lines = lines_of(dictionary(model, {}));
  EXPECT_TRUE(has(lines, R"("a\"b\\c\x0A")"));
  EXPECT_TRUE(has(lines, R"("\xC3\xA9")"));
  const std::regex entry(R"re("(\\["\\]|\\x[0-9A-F]{2}|[^"\\])+")re");
  for (const auto& line : lines) {
    EXPECT_TRUE(std::regex_match(line, entry)) << line;
    EXPECT_LE(line.size(), 64 + 2 + 12) << line;
  }
}

TEST(TheSeeds, AreValidRequestsOfUsersOfTheEstate) {
  const auto& seeds = scene().seeds;
  ASSERT_GT(seeds.size(), 250U);
  std::size_t invalid = 0;
  for (const auto& seed : seeds) {
    const auto sent = case_of(seed, scene().premises, scene().rules).trials(1).front().clear.at(1);
    const auto& reading = std::get<scenario::Submit>(sent).reading;
    EXPECT_NE(scenario::find_user(scene().premises.estate, reading.originator), nullptr) << seed.substr(0, 400);
    if (reading.deviation) ++invalid;
  }
  EXPECT_LE(invalid, seeds.size() / 10);  // samples of later versions of the schema
}

TEST(TheMaterial, IsReadBackAsItWasWritten) {
  const TestFolder folder;
  const FuzzingMaterial material(folder.path());
  material.write("\"a\"\n", {"<a/>", "<b/>"});
  EXPECT_EQ(material.seeds(), (std::set<std::string>{"<a/>", "<b/>"}));
  EXPECT_TRUE(std::filesystem::exists(material.dictionary_file()));
}

TEST(TheMaterial, IsRefusedWithoutSeedsAndWhereItCannotLie) {
  const TestFolder folder;
  EXPECT_THROW(FuzzingMaterial(folder.path()).write("", {}), std::runtime_error);
  EXPECT_THROW(FuzzingMaterial(folder.path()).seeds(), std::runtime_error);
  EXPECT_THROW(FuzzingMaterial(folder.path() / "nothing").write("", {"<a/>"}), std::runtime_error);
  const auto with_comma = folder.path() / "a,b";  // which parts the seeds in the list
  std::filesystem::create_directories(with_comma);
  EXPECT_THROW(FuzzingMaterial(with_comma).write("", {"<a/>"}), std::runtime_error);
}

}  // namespace
}  // namespace hallmark::fuzz
