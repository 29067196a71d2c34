#include "harness/schema/samples.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

const std::vector<Sample>& shipped() {
  static const std::vector<Sample> loaded = load_samples(HALLMARK_SHARE_DIR "/samples");
  return loaded;
}

/// A folder with the files given to it, removed at the end.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::path(testing::TempDir()) / ("hallmark_samples_" + std::to_string(getpid()) + "_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

std::string error_of(const fs::path& folder) {
  try {
    load_samples(folder);
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

/// As much of a request as a sample is read for.
std::string request(const std::string& request_id, const std::string& srv, const std::string& body) {
  return "<sr:Request><sr:Header><sr:RequestID>" + request_id +
         "</sr:RequestID><sr:CommandVariant>4</sr:CommandVariant>" + "<sr:ServiceReferenceVariant>" + srv +
         "</sr:ServiceReferenceVariant></sr:Header><sr:Body>" + body + "</sr:Body></sr:Request>";
}

std::string executed(const std::string& when) {
  return "<sr:Read><sr:ExecutionDateTime>" + when + "</sr:ExecutionDateTime></sr:Read>";
}

TEST(Samples, AreAllThereInNameOrder) {
  EXPECT_EQ(shipped().size(), 297U);
  EXPECT_TRUE(std::is_sorted(shipped().begin(), shipped().end(),
                             [](const auto& one, const auto& other) { return one.file < other.file; }));
  std::set<std::string> names;
  for (const auto& sample : shipped()) names.insert(sample.file);
  EXPECT_EQ(names.size(), shipped().size());
}

TEST(Samples, SayWhatTheirHeadersSay) {
  const auto found = std::find_if(shipped().begin(), shipped().end(), [](const Sample& sample) {
    return sample.file == "8.2_READ_INVENTORY_REQUEST_DUIS.XML";
  });
  ASSERT_NE(found, shipped().end());
  EXPECT_EQ(found->srv, "8.2");
  EXPECT_EQ(found->body_element, "ReadInventory");
  EXPECT_EQ(found->target, "90-B3-D5-1F-30-00-00-02");
  EXPECT_EQ(found->command_variant, 8);
  EXPECT_FALSE(found->future_dated);
  EXPECT_FALSE(found->cancellation);
  EXPECT_TRUE(found->xml.starts_with("<?xml"));
}

TEST(Samples, HaveTheExecutionTimesThatTheirNamesPromise) {
  const auto count = [](bool Sample::*member) {
    return std::count_if(shipped().begin(), shipped().end(), [member](const Sample& sample) { return sample.*member; });
  };
  EXPECT_EQ(count(&Sample::cancellation), 20);
  EXPECT_EQ(count(&Sample::future_dated), 42);
  for (const auto& sample : shipped()) {
    EXPECT_EQ(sample.cancellation, sample.file.find("CANCELLATION") != std::string::npos) << sample.file;
    EXPECT_TRUE(!sample.cancellation || sample.future_dated) << sample.file;
  }
}

TEST(Samples, AreReadOfEitherSpellingOfTheirExtensionAndOfNoOther) {
  const Folder folder("extensions");
  folder.write("b.xml", request("a:t2:1", "2.2", "<sr:TopUpDevice/>"));
  folder.write("a.XML", request("a:t1:1", "1.5", "<!-- none --> <sr:UpdateMeterBalance/> "));
  folder.write("readme.txt", "no sample");
  const auto found = load_samples(folder.path());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].target, "t1");
  EXPECT_EQ(found[0].body_element, "UpdateMeterBalance");
  EXPECT_EQ(found[0].command_variant, 4);
  EXPECT_EQ(found[1].srv, "2.2");
}

TEST(Samples, OfAVariantHaveFutureDatedLastAndNoCancellation) {
  const Folder folder("order");
  folder.write("1.xml", request("a:t:1", "4.1", executed("2030-01-15T00:00:00.00Z")));
  folder.write("2.xml", request("a:t:1", "4.1", executed("3000-12-31T00:00:00.00Z")));
  folder.write("3.xml", request("a:t:1", "4.10", "<sr:Other/>"));
  folder.write("4.xml", request("a:t:1", "4.1", "<sr:Read/>"));
  folder.write("5.xml", request("a:t:1", "4.1", executed("2031-01-15T00:00:00.00Z")));
  folder.write("6.xml", request("a:t:1", "4.1", "<sr:Read/>"));
  const auto all = load_samples(folder.path());
  std::vector<std::string> order;
  for (const auto* sample : samples_of(all, "4.1")) order.push_back(sample->file);
  EXPECT_EQ(order, (std::vector<std::string>{"4.xml", "6.xml", "1.xml", "5.xml"}));
  EXPECT_TRUE(samples_of(all, "4").empty());
}

TEST(Samples, OfNothingAreAnErrorThatNamesTheFolder) {
  const Folder folder("none");
  folder.write("readme.txt", "no sample");
  for (const auto& place : {folder.path(), folder.path() / "absent"}) {
    const std::string message = error_of(place);
    EXPECT_NE(message.find(place.string() + ": holds no sample requests"), std::string::npos) << message;
    EXPECT_NE(message.find("--samples"), std::string::npos) << message;
  }
}

TEST(Samples, ThatAreBrokenAreAnErrorThatNamesTheFile) {
  const std::vector<std::pair<std::string, std::string>> broken = {
      {"", "is no XML"},
      {"text", "is no XML"},
      {request("a:t:1", "4.1", "<sr:Read/>").substr(0, 100), "is no XML"},
      {"<Request/>", "is no DUIS Request"},
      {request("a:t:1", "", "<sr:Read/>"), "is no DUIS Request"},
      {request("a:t:1", "4.1", ""), "is no DUIS Request"},
      {request("a:t:1", "4.1", "<R/>"), "is no DUIS Request"},
      {request("a:t:1", "4.1", "<xx:Read/>"), "is no DUIS Request"},
      {request("a:t", "4.1", "<sr:Read/>"), "is no DUIS Request"},
      {request("", "4.1", "<sr:Read/>"), "is no DUIS Request"}};
  for (const auto& [text, fault] : broken) {
    const Folder folder("broken");
    folder.write("good.xml", request("a:t:1", "4.1", "<sr:Read/>"));
    ASSERT_EQ(error_of(folder.path()), "no error");
    folder.write("bad.xml", text);
    const std::string message = error_of(folder.path());
    EXPECT_NE(message.find((folder.path() / "bad.xml").string() + ": " + fault), std::string::npos) << message << text;
    EXPECT_NE(message.find("remove it"), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace hallmark::schema
