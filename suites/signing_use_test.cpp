// Signing and verifying as a user of the program meets them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

const std::string sample = "'" HALLMARK_SHARE_DIR "/samples/8.2_READ_INVENTORY_REQUEST_DUIS.XML'";
const std::string keys = HALLMARK_SHARE_DIR "/keys/";
const std::string as_user = " --key '" + keys + "test-user.key.pem' --certificate '" + keys + "test-user.pem'";
const std::string by_user = " --certificate '" + keys + "test-user.pem'";

TEST(SignCommand, WritesOneDocumentThatVerifiesAndIsValid) {
  const Workplace place;
  const auto signed_one = place.hallmark("sign " + sample + as_user);
  ASSERT_EQ(signed_one.exit_code, 0) << signed_one.err;
  place.write("signed.xml", signed_one.out);
  const auto verified = place.hallmark("verify-signature signed.xml" + by_user);
  EXPECT_EQ(verified.exit_code, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("1 of 1 signed by serial "));
  EXPECT_EQ(place.hallmark("validate signed.xml").exit_code, 0);
}

TEST(SignCommand, WritesManyIntoAFolderUnderTheirNames) {
  const Workplace place;
  const auto all = place.hallmark("sign '" HALLMARK_SHARE_DIR "'/samples/8.*.XML --out signed" + as_user);
  ASSERT_EQ(all.exit_code, 0) << all.err;
  EXPECT_EQ(all.out, "");
  const auto verified = place.hallmark("verify-signature signed/*.XML" + by_user);
  EXPECT_EQ(verified.exit_code, 0) << verified.out;
  EXPECT_THAT(verified.out, testing::Not(HasSubstr("1 of 1")));
}

TEST(VerifyCommand, NamesWhatDoesNotHoldAndEndsInOne) {
  const Workplace place;
  ASSERT_EQ(place.hallmark("sign " + sample + " --out signed" + as_user).exit_code, 0);
  const std::string file = "signed/8.2_READ_INVENTORY_REQUEST_DUIS.XML";
  std::string changed = place.text(file);
  changed.replace(changed.find("-90-A2</sr:DeviceID>"), 6, "-90-A3");
  place.write("changed.xml", changed);
  const auto verified = place.hallmark("verify-signature changed.xml " + file + " " + sample + by_user);
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.out, HasSubstr("changed.xml: the document was changed after it was signed"));
  EXPECT_THAT(verified.out, HasSubstr("ds:SignatureValue is not 64 octets in base64"));
  EXPECT_THAT(verified.out, HasSubstr("1 of 3 signed by serial "));
  EXPECT_EQ(std::count(verified.out.begin(), verified.out.end(), '\n'), 3);
}

TEST(SignCommand, RefusesWhatItCannotSignInOneLineAndWritesNothing) {
  const Workplace place;
  place.write("broken.xml", "<a>");
  place.write("doctype.xml", "<!DOCTYPE a><a/>");
  place.write("good.xml", "<a/>");
  const std::string other = " --key '" + keys + "test-user.key.pem' --certificate '" + keys + "test-device.pem'";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"sign good.xml", "--key"},
      {"sign" + as_user, "files"},
      {"sign good.xml " + sample + as_user, "2 files: give the folder for them with --out"},
      {"sign nothing.xml" + as_user, "nothing.xml: No such file"},
      {"sign good.xml broken.xml --out out" + as_user, "broken.xml: line 1: well-formedness"},
      {"sign good.xml doctype.xml --out out" + as_user, "doctype.xml: line 1: hostile: a DOCTYPE"},
      {"sign good.xml --out out --key good.xml --certificate good.xml", "good.xml: holds no private key"},
      {"sign good.xml" + other, "is of another key"},
      {"sign good.xml --out ." + as_user, "good.xml: would be replaced"},
      {"sign good.xml ./good.xml --out twice" + as_user, "another file has this name"},
      {"sign good.xml --out /dev/null/x" + as_user, "/dev/null/x"},
      {"verify-signature good.xml", "--certificate"},
      {"verify-signature good.xml --certificate none.pem", "none.pem: No such file"},
      {"verify-signature nothing.xml" + by_user, "nothing.xml: No such file"},
  };
  for (const auto& [arguments, said] : cases) {
    const auto run = place.hallmark(arguments);
    EXPECT_EQ(run.exit_code, 3) << arguments;
    EXPECT_THAT(run.err, HasSubstr(said));
    EXPECT_EQ(run.out, "") << arguments;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  }
  EXPECT_FALSE(std::filesystem::exists(place.path("out")));
  EXPECT_EQ(place.text("good.xml"), "<a/>");
}

nlohmann::json first_line(const Workplace& place, const std::string& folder) {
  return nlohmann::json::parse(place.lines(folder + "/record.jsonl").front());
}

TEST(SignedRun, OfTheReferenceIsConformantAndTheSameEachTime) {
  const Workplace place;
  const std::string some = "run inproc:reference --signing ecdsa --case '*srv_4_1_*:*srv_2_1.*:duis/*' --out ";
  const auto run = place.hallmark(some + "one");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("test key pair of this build"));
  EXPECT_EQ(place.hallmark(some + "two --jobs 3").exit_code, 0);
  auto one = place.lines("one/record.jsonl");
  auto two = place.lines("two/record.jsonl");
  ASSERT_GT(one.size(), 100U);
  EXPECT_EQ(std::vector<std::string>(one.begin() + 1, one.end() - 1),
            std::vector<std::string>(two.begin() + 1, two.end() - 1));
  EXPECT_EQ(first_line(place, "one").at("signing"), "ecdsa");
  EXPECT_THAT(first_line(place, "one").at("certificates").dump(), HasSubstr("serial "));
  EXPECT_THAT(place.text("one/record.jsonl"), HasSubstr("--signing ecdsa"));
}

TEST(SignedRun, TakesKeysForAllAndForARole) {
  const Workplace place;
  const std::string for_gas =
      " --key 'GS=" + keys + "test-device.key.pem' --certificate 'GS=" + keys + "test-device.pem'";
  const auto run = place.hallmark("run 'exec:" HALLMARK_BIN_DIR "/hallmark serve reference' --signing ecdsa" + as_user +
                                  for_gas + " --case '*srv_4_1_1.gsme.gs.cv1:*srv_4_1_1.esme.is.cv1'");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_EQ(first_line(place, "hallmark-report").at("certificates").size(), 2U);
  EXPECT_THAT(run.out, testing::Not(HasSubstr("test key pair")));
}

TEST(SignedRun, SaysWhatIsMissing) {
  const Workplace place;
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {as_user, "add it"},
      {" --signing ecdsa --key '" + keys + "test-user.key.pem'", "its certificate is missing"},
      {" --signing ecdsa" + by_user, "its key is missing"},
      {" --signing ecdsa" + as_user + as_user, "given twice"},
      {" --signing ecdsa --key nowhere.pem --certificate nowhere.pem", "nowhere.pem"},
      {" --signing ecdsa --key '" + keys + "test-device.key.pem'" + by_user, "is of another key"},
      {" --signing perhaps", "--signing"}};
  for (const auto& [options, told] : wrong) {
    const auto run = place.hallmark("run inproc:reference" + options);
    EXPECT_EQ(run.exit_code, 3) << options;
    EXPECT_THAT(run.err, HasSubstr(told)) << options;
  }
}

}  // namespace
}  // namespace hallmark::suites
