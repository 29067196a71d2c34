#include "harness/schema/second_opinion.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "harness/schema/samples.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

const SecondOpinion& duis_5_1() {
  static const SecondOpinion loaded = SecondOpinion::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

const std::vector<Sample>& samples() {
  static const std::vector<Sample> loaded = load_samples(HALLMARK_SHARE_DIR "/samples");
  return loaded;
}

const std::string& good() { return samples().front().xml; }

std::string with(std::string document, std::string_view from, std::string_view to) {
  const auto place = document.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? document : document.replace(place, from.size(), to);
}

std::string layer(const std::string& document) {
  const auto problem = duis_5_1().check(document);
  return problem ? problem->layer : "valid";
}

void judge_samples(const SecondOpinion& opinion) {
  ASSERT_EQ(samples().size(), 297U);
  for (const auto& sample : samples()) {
    const auto problem = opinion.check(sample.xml);
    EXPECT_FALSE(problem) << sample.file << ": " << text(*problem);
    EXPECT_TRUE(opinion.check(with(sample.xml, "</sr:Body>", "<sr:Unknown/></sr:Body>"))) << sample.file;
  }
}

TEST(SecondOpinion, AcceptsEverySampleAndNoneWithAnUnknownElement) { judge_samples(duis_5_1()); }

TEST(SecondOpinion, AcceptsEverySampleIn54AndNoneWithAnUnknownElement) {
  const fs::path folder = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not part of a clone";
  judge_samples(SecondOpinion::load(folder));
}

TEST(SecondOpinion, NamesLayerAndLine) {
  EXPECT_EQ(layer(good()), "valid");
  const auto problem = duis_5_1().check(with(good(), "<sr:Body>", "<sr:Wrong/>\n<sr:Body>"));
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "schema");
  EXPECT_GT(problem->line, 1);
  EXPECT_NE(problem->message.find("Wrong"), std::string::npos) << problem->message;
}

TEST(SecondOpinion, RefusesWhatIsNotWellFormed) {
  EXPECT_EQ(layer(""), "well-formedness");
  EXPECT_EQ(layer("{}"), "well-formedness");
  EXPECT_EQ(layer(good().substr(0, good().size() - 20)), "well-formedness");
  EXPECT_EQ(layer(with(good(), "<sr:Body>", "<sr:Body>\0"s)), "well-formedness");
  EXPECT_EQ(layer(with(good(), "<sr:Body>", "<sr:Body>\xC3\x28")), "well-formedness");
}

TEST(SecondOpinion, RefusesADoctypeAndFetchesNothing) {
  for (const std::string doctype :
       {"<!DOCTYPE sr:Request>", "<!DOCTYPE r []>", "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE r SYSTEM \"file:///dev/zero\">", "<!DOCTYPE r [<!ENTITY % e SYSTEM \"file:///dev/zero\"> %e;]>"}) {
    EXPECT_EQ(layer(with(good(), "<sr:Request", doctype + "<sr:Request")), "hostile") << doctype;
  }
  const auto located = with(good(), "<sr:Request ",
                            "<sr:Request xmlns:located=\"http://www.w3.org/2001/XMLSchema-instance\" "
                            "located:schemaLocation=\"urn:other file:///dev/zero\" ");
  EXPECT_EQ(layer(located), "valid");
}

TEST(SecondOpinion, StillJudgesAfterARefusal) {
  EXPECT_EQ(layer("<!DOCTYPE r []>"), "hostile");
  EXPECT_EQ(layer("<a"), "well-formedness");
  EXPECT_EQ(layer(good()), "valid");
}

TEST(SecondOpinion, GivesTheSameAnswersToFourThreadsAtOnce) {
  const std::vector<std::string> documents = {good(), with(good(), "<sr:Body>", "<sr:Body><sr:Wrong/>"),
                                              "<!DOCTYPE r []><r/>", good().substr(0, 300)};
  std::vector<std::string> alone;
  for (const auto& document : documents) alone.push_back(layer(document));
  std::vector<std::vector<std::string>> together(4);
  std::vector<std::thread> threads;
  for (auto& answers : together) {
    threads.emplace_back([&documents, &answers] {
      for (int round = 0; round < 20; ++round) {
        for (const auto& document : documents) answers.push_back(layer(document));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& answers : together) {
    ASSERT_EQ(answers.size(), 20 * alone.size());
    for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i], alone[i % alone.size()]);
  }
}

TEST(SecondOpinion, SaysWhereTheSchemaIsMissing) {
  EXPECT_THROW(SecondOpinion::load(HALLMARK_SHARE_DIR "/nowhere"), SchemaError);
  EXPECT_THROW(SecondOpinion::load(HALLMARK_SHARE_DIR "/samples"), SchemaError);
}

}  // namespace
}  // namespace hallmark::schema
