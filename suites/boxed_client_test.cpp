// A client that nobody here wrote: the npm packages of Smart DCC drive `hallmark serve` through a read of a register.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

TEST(BoxedClient, ReadsARegisterAndIsRefusedWhereTheDeviceIsRestricted) {
  if (std::system("node --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no node on the path";
  for (const char* package : {"duis-parser", "duis-sign-wrap", "duis-templates", "dccboxed-keystore"}) {
    const auto folder = std::filesystem::path(HALLMARK_MODULES "/@smartdcc") / package;
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder.string() << " is missing";
  }
  const Workplace place;
  const std::string command = "node '" HALLMARK_SOURCE_DIR "/suites/boxed_client.cjs' '" HALLMARK_BIN_DIR
                              "/hallmark' '" HALLMARK_MODULES "' '" HALLMARK_SHARE_DIR "/default_estate.json' >'" +
                              place.path("out").string() + "' 2>&1";
  const int status = std::system(command.c_str());
  const auto out = place.text("out");
  EXPECT_EQ(status, 0) << out;
  EXPECT_THAT(out, HasSubstr("on an unrestricted device is answered: I99, then I0 with a GBCS payload\n"));
  EXPECT_THAT(out, HasSubstr("on a Restricted one it is refused: E5\n"));
  EXPECT_THAT(out, HasSubstr("and answered once the flag is cleared\n"));
  if (std::system("java -version >/dev/null 2>&1") == 0) {
    EXPECT_THAT(out, HasSubstr("an altered request is refused: E1\n"));
  }
}

}  // namespace
}  // namespace hallmark::suites
