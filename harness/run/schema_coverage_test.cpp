#include "harness/run/schema_coverage.h"

#include <gtest/gtest.h>

#include <numeric>

#include "harness/generator/document.h"
#include "harness/schema/model.h"

namespace hallmark::run {
namespace {

const generator::ReachGrid& grid() {
  static const auto model = schema::SchemaModel::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  static const auto blueprint = generator::request_blueprint(model);
  static const generator::ReachGrid one(blueprint);
  return one;
}

std::vector<std::uint32_t> things_of(const generator::Recipe& recipe) {
  const generator::Documents documents(grid().blueprint());
  std::string xml;
  documents.write(recipe, xml);
  generator::DocumentReach reach(grid());
  reach.note(xml);
  return reach.take();
}

TEST(SchemaCoverage, OfNoDocumentIsNothing) {
  const auto nothing = SchemaCoverageOfRun(grid()).result();
  EXPECT_EQ(nothing.paths, (SchemaCoverage::Count{0, 1637}));
  for (const auto& count : {nothing.occurrences, nothing.branches, nothing.boundaries, nothing.attributes}) {
    EXPECT_EQ(count.reached, 0);
    EXPECT_GT(count.total, 0);
  }
  ASSERT_EQ(nothing.not_reached.size(), 1U);
  EXPECT_EQ(nothing.not_reached[0], (SchemaCoverage::NotReached{"Request", 1637}));
}

TEST(SchemaCoverage, AddsUpInAnyOrder) {
  generator::Recipe rich;
  rich.size = generator::Size::rich;
  rich.body = 7;
  const auto small = things_of({});
  const auto large = things_of(rich);
  SchemaCoverageOfRun one(grid()), other(grid());
  one.add(small);
  const int before = one.result().paths.reached;
  one.add(large);
  other.add(large);
  other.add(small);
  other.add(small);
  EXPECT_EQ(one.result(), other.result());
  EXPECT_GT(before, 5);
  EXPECT_GT(one.result().paths.reached, before);
}

TEST(SchemaCoverage, FoldsWhatIsNotReachedIntoItsTopmostElements) {
  SchemaCoverageOfRun run(grid());
  run.add(things_of({}));
  const auto made = run.result();
  int missing = 0;
  for (const auto& row : made.not_reached) {
    missing += row.paths;
    EXPECT_NE(row.path.find('/'), std::string::npos) << row.path;
    for (const auto& other : made.not_reached) EXPECT_FALSE(other.path.starts_with(row.path + '/')) << other.path;
  }
  EXPECT_EQ(missing, made.paths.total - made.paths.reached);
  EXPECT_GT(made.not_reached.size(), 100U);  // all but one of the Body elements
}

TEST(SchemaCoverage, OfEverythingIsWhole) {
  std::vector<std::uint32_t> everything(grid().size());
  std::iota(everything.begin(), everything.end(), 0U);
  SchemaCoverageOfRun run(grid());
  run.add(everything);
  const auto whole = run.result();
  for (const auto& count : {whole.paths, whole.occurrences, whole.branches, whole.boundaries, whole.attributes}) {
    EXPECT_EQ(count.reached, count.total);
  }
  EXPECT_TRUE(whole.not_reached.empty());
}

}  // namespace
}  // namespace hallmark::run
