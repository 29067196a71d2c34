#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "spec/facts.h"

namespace hallmark::spec {
namespace {

using testing::SizeIs;

const Facts& shipped() {
  static const Facts facts = load_facts(HALLMARK_SOURCE_DIR "/spec");
  return facts;
}

/// A profile file of that text, removed at the end.
class ProfileFile {
 public:
  explicit ProfileFile(const std::string& text) : path_(path_of_test()) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~ProfileFile() { std::filesystem::remove(path_); }
  ProfileFile(const ProfileFile&) = delete;
  ProfileFile& operator=(const ProfileFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path path_of_test() {
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    return std::filesystem::path(testing::TempDir()) /
           (std::string(test->name()) + std::to_string(getpid()) + ".hallmark.csv");
  }
  std::filesystem::path path_;
};

Profile loaded(const std::string& text) { return load_profile(ProfileFile(text).path(), shipped()); }

/// What loading says of the text, after the path of the file.
std::string error_of(const std::string& text) {
  const ProfileFile file(text);
  try {
    load_profile(file.path(), shipped());
  } catch (const FactsError& error) {
    const std::string what = error.what();
    EXPECT_TRUE(what.starts_with(file.path().string())) << what;
    return what.substr(file.path().string().size());
  }
  return "no error";
}

TEST(ShippedProfile, IsItsOwnOrigin) {
  const Profile profile = shipped_profile(shipped());
  EXPECT_EQ(profile.origin(), "shipped");
  EXPECT_TRUE(profile.shipped());
  EXPECT_TRUE(profile.digest().starts_with("sha256:"));
  EXPECT_THAT(profile.rows(), SizeIs(260));
  EXPECT_THAT(profile.alerts(), SizeIs(109));
}

TEST(ShippedProfile, FindsEveryTargetOfEveryServiceRequest) {
  const Profile profile = shipped_profile(shipped());
  for (const ServiceRequest& request : shipped().service_requests) {
    if (request.device_types.empty()) {
      EXPECT_NE(profile.find(request.variant, "ESME"), nullptr) << request.variant;
    }
    for (const std::string& type : request.device_types)
      EXPECT_NE(profile.find(request.variant, type), nullptr) << request.variant << ' ' << type;
  }
  EXPECT_EQ(profile.find("4.1.3", "GSME"), nullptr);
  EXPECT_EQ(profile.find("99", "ESME"), nullptr);
}

TEST(ShippedProfile, SplitsOneServiceRequestByDeviceType) {
  const Profile profile = shipped_profile(shipped());
  EXPECT_EQ(profile.find("4.10", "ESME")->expect, Permission::permit);
  EXPECT_EQ(profile.find("4.10", "GSME")->expect, Permission::reject);
}

TEST(ProfileCsv, RoundTripsTheShippedProfile) {
  const Profile profile = shipped_profile(shipped());
  const std::string text = profile_csv(profile, shipped());
  const Profile read_again = loaded(text);
  EXPECT_FALSE(read_again.shipped());
  EXPECT_EQ(read_again.digest(), profile.digest());
  EXPECT_EQ(read_again.alerts(), profile.alerts());
  EXPECT_EQ(profile_csv(read_again, shipped()), text);
}

TEST(ProfileCsv, StandsInTheOrderOfTheFacts) {
  const Profile profile = loaded(
      "alert,N24,reject\n*,*,reject\n2.1,GSME,reject\n2.1,*,open\n2.1,ESME,permit\nalert,8F3F,permit\n"
      "4.1.1,ESME,permit,sensitive: acknowledged\n");
  EXPECT_EQ(profile_csv(profile, shipped()),
            "srv,device_type,expect\n2.1,ESME,permit\n2.1,GSME,reject\n2.1,*,open\n"
            "4.1.1,ESME,permit,sensitive: acknowledged\n*,*,reject\nalert,8F3F,permit\nalert,N24,reject\n");
}

TEST(ProfileFiles, LetTheMoreSpecificRowWin) {
  const Profile profile = loaded("*,*,reject\n*,CHF,permit\n6.2.4,*,open\n6.2.4,ESME,permit\n");
  EXPECT_EQ(profile.find("6.2.4", "ESME")->expect, Permission::permit);
  EXPECT_EQ(profile.find("6.2.4", "CHF")->expect, Permission::open);
  EXPECT_EQ(profile.find("6.28", "CHF")->expect, Permission::permit);
  EXPECT_EQ(profile.find("2.1", "ESME")->expect, Permission::reject);
}

TEST(ProfileFiles, NameNothingElse) { EXPECT_EQ(loaded("2.1,ESME,permit\n").find("2.1", "GSME"), nullptr); }

TEST(ProfileFiles, MakeTheirRowsMusts) {
  const Profile profile = loaded("2.1,ESME,permit\n");
  const ProfileRow* row = profile.find("2.1", "ESME");
  EXPECT_EQ(row->level, Level::must);
  EXPECT_EQ(row->category, "prepayment");
  EXPECT_EQ(row->at.line, 1);
}

TEST(ProfileFiles, KeepAnInvariantOnlyWhereTheyLeaveOpen) {
  EXPECT_EQ(loaded("5.1,ESME,open\n").find("5.1", "ESME")->invariant, Invariant::no_consumption);
  EXPECT_EQ(loaded("8.13,ESME,open\n").find("8.13", "ESME")->invariant, Invariant::no_consumption);
  EXPECT_EQ(loaded("1.6,*,open\n").find("1.6", "ESME")->invariant, Invariant::never_restricted_and_prepayment);
  EXPECT_EQ(loaded("5.1,ESME,permit\n").find("5.1", "ESME")->invariant, Invariant::none);
}

TEST(ProfileFiles, MayHaveAHeaderCommentsBlankLinesAndCarriageReturns) {
  const Profile profile =
      loaded("\xEF\xBB\xBF# ours\r\n\r\nsrv,device_type,expect\r\n 2.1 , ESME , reject \r\nalert,8F0A,reject");
  EXPECT_EQ(profile.find("2.1", "ESME")->expect, Permission::reject);
  EXPECT_EQ(profile.find("2.1", "ESME")->at.line, 4);
  EXPECT_EQ(profile.alerts().at("8F0A"), Permission::reject);
}

TEST(ProfileFiles, AcceptASensitiveServiceRequestKnowingly) {
  const Profile profile = loaded("srv,device_type,expect,sensitive\n4.1.1,ESME,permit,sensitive: acknowledged\n");
  EXPECT_TRUE(profile.find("4.1.1", "ESME")->sensitive_acknowledged);
  EXPECT_EQ(error_of("4.10,ESME,permit\n"), "no error");
}

TEST(ProfileFiles, RefuseASensitiveServiceRequestUnknowingly) {
  EXPECT_EQ(error_of("2.1,ESME,reject\n4.1.1,ESME,permit\n"),
            ":2: 4.1.1 on ESME is sensitive and permitted: reject it, or add a fourth field sensitive: acknowledged");
  EXPECT_EQ(error_of("*,GSME,permit\n4.1.1,GSME,reject\n").substr(0, 30), ":1: 4.1.2 on GSME is sensitive");
  EXPECT_EQ(error_of("4.1.3,*,permit\n4.1.3,ESME,reject\n"), "no error");
}

TEST(ProfileFiles, RefuseWhatStandsTwice) {
  EXPECT_EQ(error_of("2.1,ESME,reject\n\n2.1,ESME,permit\n"), ":3: row 2.1,ESME stands twice: remove one of the two");
  EXPECT_EQ(error_of("2.1,*,reject\nalert,8F0A,reject\nalert,8F0A,open\n"),
            ":3: alert 8F0A stands twice: remove one of the two");
}

TEST(ProfileFiles, RefuseUnknownNames) {
  EXPECT_EQ(error_of("99,ESME,reject\n"),
            ":1: there is no Service Request '99': write a Service Reference Variant or *");
  EXPECT_EQ(error_of("2.1,esme,reject\n"), ":1: there is no device type 'esme': write a device type or *");
  EXPECT_EQ(error_of("2.1,ESME,yes\n"), ":1: expect is 'yes': write permit, reject or open");
  EXPECT_EQ(error_of("alert,8F,reject\n"), ":1: there is no alert '8F': write a code as 8F3F, N24 or AD1");
  EXPECT_EQ(error_of("2.1,ESME,reject,maybe\n"),
            ":1: the fourth field is 'maybe': it may only be sensitive: acknowledged");
}

TEST(ProfileFiles, RefuseRowsOfAnotherLength) {
  EXPECT_EQ(error_of("2.1,ESME\n"), ":1: a row of 2 fields: write srv,device_type,expect");
  EXPECT_EQ(error_of("2.1,ESME,reject,,\n"), ":1: a row of 5 fields: write srv,device_type,expect");
  EXPECT_EQ(error_of("alert,8F0A\n"), ":1: an alert row of 2 fields: write alert,CODE,expect");
}

TEST(ProfileFiles, RefuseNothing) {
  const std::string error = ":1: the profile has no rows: add rows srv,device_type,expect";
  EXPECT_EQ(error_of(""), error);
  EXPECT_EQ(error_of("srv,device_type,expect\n# nothing\nalert,8F0A,reject\n"), error);
}

TEST(ProfileFiles, AreBounded) {
  EXPECT_EQ(error_of(std::string((std::size_t{1} << 20) + 1, '#')), ":1: is larger than 1 MiB: make the file smaller");
}

TEST(ProfileFiles, MustBeThere) { EXPECT_THROW(load_profile("/no/such/profile.csv", shipped()), FactsError); }

}  // namespace
}  // namespace hallmark::spec
