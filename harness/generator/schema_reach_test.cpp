#include "harness/generator/schema_reach.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <set>

#include "harness/generator/two_engines.h"

namespace hallmark::generator {
namespace {

const TwoEngines* duis_5_4() {
  static const auto loaded = engines_if_there(HALLMARK_SOURCE_DIR "/../shared/duis/5.4");
  return loaded.get();
}

constexpr std::int64_t noon = 1750000000;

Recipe least() {
  Recipe made;
  made.now = {noon};
  return made;
}

std::vector<std::string> first_few(const Reach& reach, const Blueprint& blueprint) {
  std::vector<std::string> texts;
  for (const auto& choice : reach.missing()) {
    if (texts.size() < 10) texts.push_back(text(choice, blueprint));
  }
  return texts;
}

void collect(pugi::xml_node node, const std::string& above, std::set<std::string>& paths) {
  const std::string path = above + '/' + node.name();
  paths.insert(path);
  for (auto child : node.children()) {
    if (child.type() == pugi::node_element) collect(child, path, paths);
  }
}

/// Every enumerated document is valid, and together they reach the whole grid; the paths are counted by another reader.
void judge_enumeration(const TwoEngines& engines, std::size_t paths_known) {
  Reach reach(engines.blueprint);
  std::set<std::string> paths;
  std::string xml;
  for (const auto& choice : engines.documents.enumeration()) {
    auto what = least();
    what.choice = choice;
    engines.documents.write(what, xml, &reach);
    const auto fault = engines.fault(xml);
    ASSERT_EQ(fault, "") << text(choice, engines.blueprint);
    ASSERT_TRUE(reach.reached(choice)) << text(choice, engines.blueprint);
    pugi::xml_document tree;
    ASSERT_TRUE(tree.load_buffer(xml.data(), xml.size()));
    collect(tree.document_element(), "", paths);
  }
  EXPECT_EQ(first_few(reach, engines.blueprint), std::vector<std::string>{});
  EXPECT_EQ(reach.reached_count(), reach.goals().size());
  EXPECT_EQ(paths.size(), paths_known);
}

TEST(DocumentReach, EnumeratedDocumentsAreValidAndReachEverything) { judge_enumeration(duis_5_1(), 1637); }

TEST(DocumentReach, EnumeratedDocumentsAreValidAndReachEverythingIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  judge_enumeration(*duis_5_4(), 1638);
}

TEST(DocumentReach, NothingIsReachedBeforeADocument) {
  const Reach reach(duis_5_1().blueprint);
  EXPECT_EQ(reach.reached_count(), 0U);
  EXPECT_EQ(reach.missing().size(), reach.goals().size());
  EXPECT_GT(reach.goals().size(), 5000U);
}

/// Each boundary at the tail of a type, each occurrence bound and each branch needs the document that is made for it.
TEST(DocumentReach, LeavingOutADocumentShows) {
  const auto& engines = duis_5_1();
  const auto all = engines.documents.enumeration();
  std::string xml;
  std::size_t shows = 0;
  std::size_t tried = 0;
  for (std::size_t left_out = 40; left_out < all.size(); left_out += 701) {
    Reach reach(engines.blueprint);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == left_out) continue;
      auto what = least();
      what.choice = all[i];
      if (what.choice->aspect == Aspect::boundary &&
          engines.blueprint.values[engines.blueprint.sites[all[i].place].values].is_long(all[i].pick))
        continue;
      engines.documents.write(what, xml, &reach);
    }
    ++tried;
    if (!reach.reached(all[left_out])) ++shows;
  }
  EXPECT_GT(tried, 8U);
  EXPECT_GT(shows, 2U);
}

TEST(DocumentReach, ASteeredDocumentDoesWhatItWasSteeredTo) {
  const auto& engines = duis_5_1();
  std::set<std::string> seen;
  for (const auto& choice : engines.documents.enumeration()) {
    if (choice.aspect != Aspect::occurrence) continue;
    const auto& node = engines.blueprint.nodes[choice.place];
    if (node.kind != Node::Kind::element || choice.pick < 2) continue;
    auto what = least();
    what.choice = choice;
    std::string xml;
    engines.documents.write(what, xml);
    pugi::xml_document tree;
    tree.load_buffer(xml.data(), xml.size());
    pugi::xml_node parent = tree.document_element();
    std::string path = engines.blueprint.path(choice.place);
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/')) {
      path = path.substr(slash + 1);
      const auto step = path.substr(0, path.find('/'));
      if (path.find('/') != std::string::npos) parent = parent.child(("sr:" + step).c_str());
    }
    const auto name = "sr:" + node.name;
    const auto children = parent.children(name.c_str());
    const auto count = std::distance(children.begin(), children.end());
    EXPECT_EQ(count % static_cast<long>(choice.pick), 0) << text(choice, engines.blueprint);
    EXPECT_GE(count, static_cast<long>(choice.pick)) << text(choice, engines.blueprint);
    seen.insert(node.name);
  }
  EXPECT_GT(seen.size(), 10U);
}

TEST(DocumentReach, ChoicesKnowTheirBody) {
  const auto& documents = duis_5_1().documents;
  std::size_t in_bodies = 0;
  for (std::uint32_t body = 0; body < documents.bodies().size(); ++body) {
    const auto some = documents.enumeration(body);
    EXPECT_FALSE(some.empty());
    for (const auto& choice : some) EXPECT_EQ(documents.body_of(choice), body);
    in_bodies += some.size();
  }
  std::size_t elsewhere = 0;
  for (const auto& choice : documents.enumeration()) elsewhere += documents.body_of(choice) ? 0 : 1;
  EXPECT_EQ(in_bodies + elsewhere, documents.enumeration().size());
  EXPECT_GT(elsewhere, 200U);
}

TEST(DocumentReach, BoundariesStandWhereTheirNameSays) {
  const auto& blueprint = duis_5_1().blueprint;
  const auto boundaries = [&](const std::string& path) {
    std::set<std::string> names;
    for (Index site = 0; site < blueprint.sites.size(); ++site) {
      if (!blueprint.site_path(site).ends_with(path)) continue;
      for (const auto& one : blueprint.values[blueprint.sites[site].values].boundaries()) names.insert(one.name);
      break;
    }
    return names;
  };
  EXPECT_TRUE(boundaries("Header/CommandVariant").contains("enumeration 9"));
  EXPECT_TRUE(boundaries("Header/RequestID").contains("branch 0"));
  EXPECT_EQ(boundaries("DeviceIDList"),
            (std::set<std::string>{"length min", "length min+1", "length max-1", "length max"}));
  EXPECT_EQ(occurrence_goals(blueprint.nodes[0]), std::vector<std::uint32_t>{1});
  Node node;
  node.min = 0;
  node.max = 20;
  EXPECT_EQ(occurrence_goals(node), (std::vector<std::uint32_t>{0, 1, 19, 20}));
  node.min = 7;
  node.max = 7;
  EXPECT_EQ(occurrence_goals(node), std::vector<std::uint32_t>{7});
  node.max = schema::unbounded;
  EXPECT_EQ(occurrence_goals(node), (std::vector<std::uint32_t>{7, 8, 10, 11}));
}

}  // namespace
}  // namespace hallmark::generator
