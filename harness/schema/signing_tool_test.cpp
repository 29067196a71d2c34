// Interoperation with the Java signing tool of the npm package, which nobody here wrote. Skipped where there is no
// JDK or no such package. SigningTool.java calls it on a whole folder.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <sstream>

#include "harness/schema/signature.h"
#include "harness/schema/signed_documents.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t documents_of_the_tool = 30;

/// A folder for documents and keys, and the tool that works on it.
class SigningTool : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(HALLMARK_SIGNING_TOOL)) GTEST_SKIP() << HALLMARK_SIGNING_TOOL << " is missing";
    if (std::system("java --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no java on the path";
    // A run-time environment starts jars, but only a JDK starts a source file.
    if (std::system("java --list-modules 2>/dev/null | grep -q '^jdk.compiler'") != 0) {
      GTEST_SKIP() << "java has no module jdk.compiler: it takes a JDK to start a source file";
    }
    std::string pattern = (fs::temp_directory_path() / "hallmark-tool-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    fs::create_directory(folder_ / "keys");
    fs::create_directory(folder_ / "documents");
    ASSERT_EQ(run("keys", "keys"), "taken\n") << bytes_in(folder_ / "errors.txt");
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  /// What the tool prints for a folder below ours.
  std::string run(const std::string& verb, const std::string& name) const {
    const std::string command = "cd '" + folder_.string() + "' && java -cp '" HALLMARK_SIGNING_TOOL "' '" +
                                HALLMARK_SOURCE_DIR "/harness/schema/SigningTool.java' " + verb + " " + name +
                                " >output.txt 2>errors.txt </dev/null";
    static_cast<void>(std::system(command.c_str()));
    return bytes_in(folder_ / "output.txt");
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / "documents" / name, std::ios::binary) << text;
  }

  /// How many documents had each outcome.
  std::map<std::string, std::size_t> outcomes(const std::string& verb) const {
    std::map<std::string, std::size_t> counted;
    std::istringstream lines(run(verb, "documents"));
    for (std::string line; std::getline(lines, line);) ++counted[line.substr(0, line.find(' '))];
    return counted;
  }

  /// The tool's own signer for the Supplier of most samples: a key in PKCS#8 DER.
  Signer signer() const {
    const fs::path base = folder_ / "keys" / "xml-sign-90B3D51F30010000-ds";
    return {SigningKey::load(base.string() + ".key"), Certificate::load(base.string() + ".pem")};
  }

  using Counts = std::map<std::string, std::size_t>;

 private:
  fs::path folder_;

 protected:
  const fs::path& folder() const { return folder_; }
};

TEST_F(SigningTool, AcceptsEverySampleThatWeSignCompact) {
  const auto ours = signer();
  for (const auto& sample : samples_for_signing()) write(sample.file, ours.sign(sample.xml));
  EXPECT_EQ(outcomes("validate"), (Counts{{"SUCCESS", samples_to_sign}})) << bytes_in(folder() / "errors.txt");
}

TEST_F(SigningTool, RefusesWhatWeSignWithItsSpaceOrChangeAfterwards) {
  const auto ours = signer();
  write("as_given.xml", ours.sign(unsigned_request(), Layout::as_given));
  write("changed.xml", changed(ours.sign(unsigned_request()), "-90-A2</sr:DeviceID>", "-90-A3</sr:DeviceID>"));
  EXPECT_EQ(outcomes("validate"), (Counts{{"VALIDATION_FAIL", 2}})) << bytes_in(folder() / "errors.txt");
}

TEST_F(SigningTool, SignsDocumentsThatWeAccept) {
  std::size_t given = 0;
  for (const auto& sample : samples_for_signing()) {
    const bool known = sample.xml.find("<sr:RequestID>90-B3-D5-1F-30-01-00-00:") != std::string::npos;
    if (known && given < documents_of_the_tool) {
      write(sample.file, sample.xml);
      ++given;
    }
  }
  ASSERT_EQ(outcomes("sign"), (Counts{{"SUCCESS", documents_of_the_tool}})) << bytes_in(folder() / "errors.txt");
  const auto certificate = signer().certificate();
  std::size_t accepted = 0;
  for (const auto& entry : fs::directory_iterator(folder() / "documents")) {
    if (entry.path().extension() != ".signed") continue;
    const auto verification = verify(bytes_in(entry.path()), certificate);
    EXPECT_TRUE(verification.valid) << entry.path() << ": " << verification.problem;
    EXPECT_EQ(verification.issuer, certificate.issuer());
    accepted += verification.valid ? 1U : 0U;
  }
  EXPECT_EQ(accepted, documents_of_the_tool);
}

}  // namespace
}  // namespace hallmark::schema
