// The program over HTTP, as a user meets it: `hallmark serve` and `http:` targets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "harness/adaptor/http_client.h"
#include "suites/running_service.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::map<std::string, std::string> outcomes(const Workplace& place, const std::string& out) {
  std::map<std::string, std::string> found;
  for (const auto& line : place.lines(out + "/record.jsonl")) {
    const auto row = json::parse(line);
    if (row.value("record", "") == "case") found[row["case"]] = row["outcome"];
  }
  return found;
}

json result_of(const std::string& control, const std::string& method, const json& params) {
  adaptor::HttpClient client(adaptor::url(control), {std::chrono::seconds(20)});
  const json request = {{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}};
  return json::parse(client.post("/", "application/json", request.dump()).bytes)["result"];
}

TEST(HttpTarget, GivesTheVerdictsThatInProcessGives) {
  const Workplace place;
  RunningService service(place, "reference");
  const std::string some =
      " --suite install_codes --suite restricted/flag_control --suite restricted/queues --suite service_flags/requests "
      "--out ";
  EXPECT_EQ(place.hallmark("run " + service.control() + some + "over_http").exit_code, 0);
  EXPECT_EQ(place.hallmark("run inproc:reference" + some + "in_process").exit_code, 0);
  const auto over_http = outcomes(place, "over_http");
  EXPECT_GE(over_http.size(), 200U);
  EXPECT_EQ(over_http, outcomes(place, "in_process"));
  const auto header = json::parse(place.lines("over_http/record.jsonl").front());
  EXPECT_EQ(header["implementation"]["name"], "Hallmark reference DSP");
  EXPECT_EQ(header["files"][0]["digest"], "binary not seen");
  EXPECT_EQ(service.terminate(), 0);
}

TEST(HttpTarget, WhatTheTransportCannotCarryIsNotApplicable) {
  const Workplace place;
  RunningService service(place, "reference");
  const std::string some = " --case 'restricted/restarts/*:duis/deviations/originator_is_another_user.*' --out ";
  place.hallmark("run " + service.control() + some + "over_http");
  place.hallmark("run inproc:reference" + some + "in_process");
  const auto in_process = outcomes(place, "in_process");
  EXPECT_GE(in_process.size(), 10U);
  for (const auto& [name, outcome] : outcomes(place, "over_http")) {
    EXPECT_EQ(outcome, "not_applicable") << name;
    EXPECT_NE(in_process.at(name), "fail") << name;
  }
}

TEST(HttpTarget, FindsADefectBehindAService) {
  const Workplace place;
  RunningService service(place, "reference+profile_4_1_1_esme_passes");
  const auto run = place.hallmark("run " + service.control() + " --case 'restricted/allow_list/srv_4_1_1.*' --out out");
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
}

TEST(HttpTarget, WhereNobodyListensIsToldBeforeAnyCase) {
  const Workplace place;
  std::string gone;
  {
    RunningService service(place, "reference");
    gone = service.control();
    EXPECT_EQ(place.hallmark("check " + gone).exit_code, 0);
    const auto twice = place.hallmark("run " + gone + " --jobs 2");
    EXPECT_EQ(twice.exit_code, 3);
    EXPECT_THAT(twice.err, HasSubstr("--jobs: a service has one world"));
    EXPECT_EQ(place.hallmark("serve --control-port 0 --port " + service.duis().substr(service.duis().rfind(':') + 1))
                  .exit_code,
              3);
  }
  const auto run = place.hallmark("run " + gone);
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("nobody listens at " + gone + ": start the service first"));
}

TEST(Serve, RefusesToListenToTheWorldWithoutTls) {
  const Workplace place;
  for (const char* address : {"0.0.0.0", "::", "192.0.2.1"}) {
    const auto outcome = place.hallmark(std::string("serve --listen ") + address + " --port 0 --control-port 0");
    EXPECT_EQ(outcome.exit_code, 3) << address;
    EXPECT_THAT(outcome.err, HasSubstr("beyond this machine only over TLS: give --certificate FILE and --key FILE"));
  }
  place.write("estate.json", R"({"now":"soon"})");
  const auto wrong = place.hallmark("serve --port 0 --control-port 0 --estate estate.json");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("--estate estate.json: now must be an RFC 3339 time"));
  EXPECT_EQ(place.hallmark("serve --stdio --port 1").exit_code, 3);
  EXPECT_EQ(place.hallmark("serve --port 0 --receive nobody").exit_code, 3);
}

TEST(Serve, SpeaksOverStandardInputWhereThatIsAPipeOrAskedFor) {
  const Workplace place;
  for (const char* how : {"serve", "serve --stdio", "serve reference"}) {
    const auto check = place.hallmark("check 'exec:" HALLMARK_BIN_DIR "/hallmark " + std::string(how) + "'");
    EXPECT_EQ(check.exit_code, 0) << how << check.out << check.err;
  }
}

TEST(Serve, HasAWorldFromTheStart) {
  const Workplace place;
  RunningService service(place, "reference --devices-answer");
  const json asked = {{"user", "90-B3-D5-1F-30-01-00-00"}, {"action", "read"}, {"device", "00-DB-12-34-56-78-90-A1"}};
  EXPECT_EQ(result_of(service.control(), "ssi", asked)["restricted"], true);
  json clear = asked;
  clear["action"] = "clear-restricted";
  EXPECT_EQ(result_of(service.control(), "ssi", clear)["outcome"], "accepted");
  EXPECT_EQ(result_of(service.control(), "ssi", asked)["restricted"], false);
}

}  // namespace
}  // namespace hallmark::suites
