// The example of an adaptor around a DUIS service that exists, as its README says to use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "suites/running_service.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

/// The example as a process; ended with its owner.
class Example {
 public:
  Example(const Workplace& place, const RunningService& service) {
    place.write("url", "");
    const std::string command =
        "cd '" + place.path("").string() +
        "' && { python3 '" HALLMARK_SOURCE_DIR
        "/harness/implementations/examples/existing_service/http_service_adaptor.py' --port 0 --duis " +
        service.duis() + " --management " + service.control() + " >url 2>log </dev/null & echo $! >pid; }";
    EXPECT_EQ(std::system(command.c_str()), 0);
    process_ = place.lines("pid").at(0);
    for (int i = 0; i < 6000 && place.lines("url").empty(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (place.lines("url").empty()) throw std::runtime_error(place.text("log"));
    url_ = place.lines("url").front();
  }
  Example(const Example&) = delete;
  Example& operator=(const Example&) = delete;
  ~Example() { EXPECT_EQ(std::system(("kill " + process_).c_str()), 0); }

  const std::string& url() const { return url_; }

 private:
  std::string process_;
  std::string url_;
};

TEST(ExistingService, IsSoundAndJudgedAsWhatStandsBehindIt) {
  if (std::system("python3 --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no python3 on the path";
  const Workplace place;
  const RunningService honest(place, "reference");
  const Example adaptor(place, honest);
  const auto check = place.hallmark("check " + adaptor.url());
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  const auto run =
      place.hallmark("run " + adaptor.url() + " --suite restricted/queues --suite install_codes --out out");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err << place.text("log");
  const auto summary = nlohmann::json::parse(place.lines("out/record.jsonl").front());
  EXPECT_EQ(summary["implementation"]["name"], "Example DUIS service") << "the product, not the transport";
  const auto footer = nlohmann::json::parse(place.lines("out/record.jsonl").back());
  EXPECT_EQ(footer["counts"]["pass"], 30);
  EXPECT_EQ(footer["counts"]["not_applicable"], 36) << "install codes are not claimed";
}

TEST(ExistingService, HidesNothingOfWhatStandsBehindIt) {
  if (std::system("python3 --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no python3 on the path";
  const Workplace place;
  const RunningService wrong(place, "reference+profile_4_1_1_esme_passes");
  const Example adaptor(place, wrong);
  const auto run =
      place.hallmark("run " + adaptor.url() + " --case 'restricted/allow_list/srv_4_1_1.esme.*' --out out");
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
}

}  // namespace
}  // namespace hallmark::suites
