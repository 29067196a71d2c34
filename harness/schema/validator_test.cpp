#include "harness/schema/validator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <thread>
#include <vector>

#include "harness/schema/samples.h"
#include "spec/digest.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

const fs::path folder_of_5_1 = HALLMARK_SHARE_DIR "/schema/duis-5.1";
const fs::path folder_of_5_4 = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";
constexpr std::size_t samples_known = 297;

const Validator& duis_5_1() {
  static const Validator loaded = Validator::load(folder_of_5_1);
  return loaded;
}

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A valid request that the tests below break in one place each.
const std::string& good() {
  static const std::string text = read(HALLMARK_SHARE_DIR "/samples/8.2_READ_INVENTORY_REQUEST_DUIS.XML");
  return text;
}

std::string with(std::string document, std::string_view from, std::string_view to) {
  const auto place = document.find(from);
  EXPECT_NE(place, std::string::npos) << "the sample has no " << from;
  return place == std::string::npos ? document : document.replace(place, from.size(), to);
}

/// The document with that text before its root element.
std::string headed(std::string_view doctype) {
  return with(good(), "<sr:Request", std::string(doctype) + "<sr:Request");
}

std::string text_or_valid(const std::optional<Problem>& problem) { return problem ? text(*problem) : "valid"; }

/// Names of the samples that do not pass, and of those that still pass with an element nobody knows in their body.
std::vector<std::string> misjudged_samples(const Validator& validator) {
  std::vector<std::string> misjudged;
  for (const auto& sample : load_samples(HALLMARK_SHARE_DIR "/samples")) {
    const auto problem = validator.check(sample.xml);
    if (problem) misjudged.push_back(sample.file + ": " + text(*problem));
    const auto broken = validator.check(with(sample.xml, "</sr:Body>", "<sr:Unknown/></sr:Body>"));
    if (!broken || broken->layer != "schema") misjudged.push_back(sample.file + " with an unknown element passes");
  }
  return misjudged;
}

TEST(Validator, TellsItsVersionAndFolder) {
  EXPECT_EQ(duis_5_1().version(), "5.1");
  EXPECT_EQ(duis_5_1().folder(), folder_of_5_1);
}

TEST(Validator, DigestsItsFilesInNameOrder) {
  std::vector<fs::path> files(fs::directory_iterator(folder_of_5_1), {});
  std::sort(files.begin(), files.end());
  ASSERT_EQ(files.size(), 5U);
  std::string all;
  for (const auto& file : files) all += file.filename().string() + '\n' + read(file);
  EXPECT_EQ(duis_5_1().digest(), spec::sha256(all));
  EXPECT_NE(duis_5_1().digest(), spec::sha256(all + ' '));
}

TEST(Validator, AcceptsEverySampleAndNoneWithAnUnknownElement) {
  ASSERT_EQ(load_samples(HALLMARK_SHARE_DIR "/samples").size(), samples_known);
  EXPECT_EQ(misjudged_samples(duis_5_1()), std::vector<std::string>{});
}

TEST(Validator, AcceptsEverySampleIn54AndNoneWithAnUnknownElement) {
  if (!fs::exists(folder_of_5_4)) GTEST_SKIP() << folder_of_5_4 << " is not part of a clone";
  const auto validator = Validator::load(folder_of_5_4);
  EXPECT_EQ(validator.version(), "5.4");
  EXPECT_NE(validator.digest(), duis_5_1().digest());
  EXPECT_EQ(misjudged_samples(validator), std::vector<std::string>{});
}

TEST(Validator, AcceptsACertificateSerialOf37Digits) {
  const std::string serial = "<ds:X509SerialNumber>1234567890<";
  const std::string real = "<ds:X509SerialNumber>1676360" + std::string(30, '7') + "<";
  ASSERT_EQ(real.size() - serial.size(), 27U);
  EXPECT_EQ(text_or_valid(duis_5_1().check(with(good(), serial, real))), "valid");
  const auto nested = duis_5_1().check(with(good(), serial, "<ds:X509SerialNumber><ds:Digits/><"));
  ASSERT_TRUE(nested);
  EXPECT_EQ(nested->layer, "schema");
}

TEST(Validator, NamesTheLineOfAWrongElement) {
  ASSERT_EQ(text_or_valid(duis_5_1().check(good())), "valid");
  for (const std::string_view near : {"<sr:CommandVariant>", "<sr:ReadInventory>", "<ds:KeyInfo>"}) {
    const auto line = 1 + std::count(good().begin(), good().begin() + static_cast<long>(good().find(near)), '\n');
    const auto problem = duis_5_1().check(with(good(), near, "<sr:Wrong/>" + std::string(near)));
    ASSERT_TRUE(problem) << near;
    EXPECT_EQ(problem->layer, "schema") << near;
    EXPECT_EQ(problem->line, line) << near;
    EXPECT_NE(problem->message.find("Wrong"), std::string::npos) << problem->message;
  }
}

TEST(Validator, RefusesAValueOutsideItsType) {
  const auto problem = duis_5_1().check(with(good(), "-90-A2</sr:DeviceID>", "-90</sr:DeviceID>"));
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "schema");
  EXPECT_NE(problem->message.find("DeviceID"), std::string::npos) << problem->message;
}

TEST(Validator, SaysWhatIsWrongInOneLineOfBoundedLength) {
  const auto problem = duis_5_1().check(with(good(), ">8.2<", ">" + std::string(2000, 'M') + "\n\t<"));
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->message.find_first_of("\n\t"), std::string::npos) << problem->message;
  EXPECT_GT(problem->message.size(), 300U);
  EXPECT_LT(problem->message.size(), 420U);
}

TEST(Validator, WritesAProblemWithLineAndLayer) {
  EXPECT_EQ(text({"schema", 12, "no such element"}), "line 12: schema: no such element");
}

TEST(Validator, GivesTheTreeOfWhatIsWellFormedEvenWhereItIsNotValid) {
  const auto [valid_tree, valid_problem] = duis_5_1().parse(good());
  EXPECT_NE(valid_tree, nullptr);
  EXPECT_FALSE(valid_problem);
  const auto [tree, problem] = duis_5_1().parse(with(good(), "<sr:Body>", "<sr:Body><sr:Wrong/>"));
  EXPECT_NE(tree, nullptr);
  EXPECT_TRUE(problem);
}

TEST(Validator, RefusesADeepDocumentWithoutAnsweringOfItsSchema) {
  const auto nested = [](int depth) {
    std::string open;
    std::string close;
    for (int i = 0; i < depth; ++i) {
      open += "<sr:A>";
      close += "</sr:A>";
    }
    return with(good(), "<sr:Body>", "<sr:Body>" + open + close);
  };
  const auto shallow = duis_5_1().check(nested(100));
  ASSERT_TRUE(shallow);
  EXPECT_EQ(shallow->layer, "schema");
  for (const int depth : {300, 100'000}) {
    const auto [tree, problem] = duis_5_1().parse(nested(depth));
    EXPECT_EQ(tree, nullptr) << depth;
    ASSERT_TRUE(problem) << depth;
    EXPECT_EQ(problem->layer, "well-formedness") << depth;
  }
}

TEST(Validator, GivesTheSameAnswersToFourThreadsAtOnce) {
  const std::vector<std::string> documents = {good(), with(good(), "<sr:Body>", "<sr:Body><sr:Wrong/>"),
                                              with(good(), "</sr:Header>", "</sr:Head>"), headed("<!DOCTYPE r>"),
                                              with(good(), "-A2</sr:DeviceID>", "</sr:DeviceID>")};
  std::vector<std::string> alone;
  for (const auto& document : documents) alone.push_back(text_or_valid(duis_5_1().check(document)));
  ASSERT_EQ(alone.front(), "valid");
  ASSERT_EQ(std::count(alone.begin(), alone.end(), "valid"), 1);

  std::vector<std::vector<std::string>> together(4);
  std::vector<std::thread> threads;
  for (auto& answers : together) {
    threads.emplace_back([&documents, &answers] {
      for (int round = 0; round < 20; ++round) {
        for (const auto& document : documents) answers.push_back(text_or_valid(duis_5_1().check(document)));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& answers : together) {
    ASSERT_EQ(answers.size(), 20 * documents.size());
    for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i], alone[i % alone.size()]);
  }
}

/// A document that must be refused before the schema is asked.
struct Refused {
  const char* name;
  std::string document;
};

void PrintTo(const Refused& refused, std::ostream* stream) { *stream << refused.name; }

std::string name_of(const testing::TestParamInfo<Refused>& info) { return info.param.name; }

class Doctype : public testing::TestWithParam<Refused> {};

TEST_P(Doctype, IsRefusedAsHostile) {
  ASSERT_EQ(text_or_valid(duis_5_1().check(good())), "valid");
  const auto [tree, problem] = duis_5_1().parse(GetParam().document);
  EXPECT_EQ(tree, nullptr);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "hostile");
  EXPECT_NE(problem->message.find("DOCTYPE"), std::string::npos);
}

/// Ten entities, each ten times the one before: ten thousand million letters if one expands them.
std::string entity_bomb() {
  std::string subset = "<!ENTITY e0 \"bomb\">";
  for (int i = 1; i < 10; ++i) {
    std::string ten;
    for (int j = 0; j < 10; ++j) ten += "&e" + std::to_string(i - 1) + ";";
    subset += "<!ENTITY e" + std::to_string(i) + " \"" + ten + "\">";
  }
  return with(headed("<!DOCTYPE r [" + subset + "]>"), "<sr:DeviceID>", "<sr:DeviceID>&e9;");
}

INSTANTIATE_TEST_SUITE_P(
    Validator, Doctype,
    testing::Values(Refused{"Bare", headed("<!DOCTYPE sr:Request>")}, Refused{"EmptySubset", headed("<!DOCTYPE r []>")},
                    Refused{"InternalEntity",
                            with(headed("<!DOCTYPE r [<!ENTITY e \"x\">]>"), "</sr:DeviceID>", "&e;</sr:DeviceID>")},
                    Refused{"ExternalSubset", headed("<!DOCTYPE r SYSTEM \"file:///dev/zero\">")},
                    Refused{"PublicSubset", headed("<!DOCTYPE r PUBLIC \"-//A//B\" \"http://localhost:9/r.dtd\">")},
                    Refused{"ExternalEntity", with(headed("<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
                                                   "</sr:DeviceID>", "&e;</sr:DeviceID>")},
                    Refused{"ParameterEntity", headed("<!DOCTYPE r [<!ENTITY % e SYSTEM \"file:///dev/zero\"> %e;]>")},
                    Refused{"EntityBomb", entity_bomb()},
                    Refused{"InATruncatedDocument", headed("<!DOCTYPE r []>").substr(0, 400)}),
    name_of);

class NotXml : public testing::TestWithParam<Refused> {};

TEST_P(NotXml, IsRefusedAsNotWellFormed) {
  ASSERT_EQ(text_or_valid(duis_5_1().check(good())), "valid");
  const auto [tree, problem] = duis_5_1().parse(GetParam().document);
  EXPECT_EQ(tree, nullptr);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "well-formedness");
  EXPECT_GE(problem->line, 0);
  EXPECT_FALSE(problem->message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Validator, NotXml,
    testing::Values(Refused{"Empty", ""}, Refused{"Blank", " \n\t"}, Refused{"ByteOrderMarkAlone", "\xEF\xBB\xBF"},
                    Refused{"Json", R"({"duis":"5.1"})"}, Refused{"Declaration", "<?xml version=\"1.0\"?>"},
                    Refused{"Truncated", good().substr(0, good().size() - 20)},
                    Refused{"CutInAName", good().substr(0, good().find("ReadInventory") + 4)},
                    Refused{"TwoRoots", good() + "<more/>"}, Refused{"TrailingText", good() + "more"},
                    Refused{"UnknownPrefix", with(good(), "<sr:Body>", "<zz:Body>")},
                    Refused{"UndeclaredEntity", with(good(), "</sr:DeviceID>", "&e;</sr:DeviceID>")},
                    Refused{"InvalidUtf8", with(good(), "-90-A2</sr:DeviceID>", "\xC3\x28</sr:DeviceID>")},
                    Refused{"OverlongUtf8", with(good(), "-90-A2</sr:DeviceID>", "\xC0\xAF</sr:DeviceID>")},
                    Refused{"Nul", with(good(), "<sr:DeviceID>", "<sr:DeviceID>\0"s)}, Refused{"NulAlone", "\0"s}),
    name_of);

TEST(Validator, RefusesAViewOfNothing) {
  ASSERT_TRUE(duis_5_1().check(std::string_view{}));
  EXPECT_EQ(duis_5_1().check(std::string_view{})->layer, "well-formedness");
}

/// Each value holds a `>`, which must not hide how many attributes the tag has.
TEST(Validator, RefusesATagWithVeryManyAttributesAtOnce) {
  std::string crowded = "<a";
  for (int i = 0; i < 200'000; ++i) crowded += " b" + std::to_string(i) + "=\">\"";
  const auto problem = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1").check(crowded + "/>");
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "hostile");
}

}  // namespace
}  // namespace hallmark::schema
