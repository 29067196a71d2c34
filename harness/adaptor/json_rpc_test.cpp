#include "harness/adaptor/json_rpc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::adaptor {
namespace {

using namespace observation;
using testing::HasSubstr;

std::string why(const std::string& line, const scenario::Stimulus& stimulus = scenario::Drain{}) {
  const Observation observation = decode_response(line, 7, stimulus);
  const auto* malformed = std::get_if<Malformed>(&observation);
  return malformed ? malformed->why : "not malformed";
}

TEST(JsonRpc, ARequestIsOneLine) {
  scenario::Submit submit;
  submit.user = "u";
  submit.service = "transform";
  submit.duis = "<a>\n</a>";
  EXPECT_EQ(
      encode_request(3, submit),
      R"({"jsonrpc":"2.0","id":3,"method":"submit","params":{"user":"u","service":"transform","duis":"<a>\n</a>"}})");
  EXPECT_EQ(encode_request(4, scenario::Drain{}), R"({"jsonrpc":"2.0","id":4,"method":"drain","params":{}})");
}

TEST(JsonRpc, InitializeSaysWhoAsks) {
  const Json request = Json::parse(encode_request(1, scenario::Initialize{"5.4", "ecdsa"}));
  EXPECT_EQ(request["params"]["harness"]["name"], "hallmark");
  EXPECT_EQ(request["params"]["protocol"], 1);
  EXPECT_EQ(request["params"]["schema"], "5.4");
}

TEST(JsonRpc, ARequestOverTheLimitIsOurOwnError) {
  scenario::Submit submit;
  submit.duis = std::string(request_bytes_max, 'x');
  EXPECT_THROW(encode_request(1, submit), std::invalid_argument);
}

TEST(JsonRpc, ReadsResultsAndErrors) {
  EXPECT_EQ(decode_response(R"({"jsonrpc":"2.0","id":7,"result":{}})", 7, scenario::Reset{}),
            Observation(Answered{Done{}}));
  EXPECT_EQ(decode_response("\t{\"id\":7,\"result\":{},\"jsonrpc\":\"2.0\",\"error\":null}\r", 7, scenario::Reset{}),
            Observation(Answered{Done{}}));
  EXPECT_EQ(decode_response(R"({"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"no"}})", 7, scenario::Drain{}),
            Observation(Declined{-32601, "no"}));
  EXPECT_EQ(decode_response(R"({"jsonrpc":"2.0","id":7,"error":{"code":-32602}})", 7, scenario::Drain{}),
            Observation(Declined{-32602, ""}));
  EXPECT_EQ(decode_response(R"({"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"oh"}})", 7, scenario::Drain{}),
            Observation(Crashed{"answered error -32000: oh", "", ""}));
  EXPECT_EQ(decode_response(R"({"jsonrpc":"2.0","id":7,"error":{"code":5,"message":"x"}})", 7, scenario::Drain{}),
            Observation(Crashed{"answered error 5: x", "", ""}));
}

TEST(JsonRpc, WhatIsNoResponseIsMalformed) {
  const std::string no = "no JSON-RPC response: ";
  EXPECT_THAT(why(""), HasSubstr("no JSON: "));
  EXPECT_THAT(why("\xFF"), HasSubstr("no JSON: "));
  EXPECT_EQ(why(std::string(100, '[')), "nested more than 64 deep");
  EXPECT_EQ(why("5"), no + "must be an object, was a number");
  EXPECT_EQ(why("[]"), no + "must be an object, was a list");
  EXPECT_EQ(why(R"({"id":7,"result":{}})"), no + "jsonrpc must be \"2.0\", was absent");
  EXPECT_EQ(why(R"({"jsonrpc":2.0,"id":7,"result":{}})"), no + "jsonrpc must be \"2.0\", was a number");
  EXPECT_EQ(why(R"({"jsonrpc":"1.0","id":7,"result":{}})"), no + "jsonrpc must be \"2.0\", was \"1.0\"");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","result":{}})"), no + "id must be 7, was absent");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":"7","result":{}})"), no + "id must be 7, was \"7\"");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7.0,"result":{}})"), no + "id must be 7, was 7.0");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":8,"result":{}})"), no + "id must be 7, was 8");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":18446744073709551615,"result":{}})"),
            no + "id must be 7, was 18446744073709551615");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700}})"), no + "id must be 7, was null");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7})"), no + "must have a result or an error");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"result":{},"error":{"code":1}})"),
            no + "must not have both result and error");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"error":"bad"})"), no + "error must be an object, was a string");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"error":{"code":"x"}})"),
            no + "error.code must be a whole number, was a string");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"error":{"code":1,"message":2}})"),
            no + "error.message must be a string, was a number");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"result":null})"), "drain: must be an object, was null");
}

TEST(JsonRpc, AnAnswerHasToFitWhatWasAsked) {
  EXPECT_EQ(
      why(R"({"jsonrpc":"2.0","id":7,"result":{"attempted":1,"failed":0}})", scenario::Report{"performance", {}, {}}),
      "report: included and excluded must be there for performance");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"result":{"included":[],"excluded":[]}})",
                scenario::Report{"service-requests", {}, {}}),
            "report: attempted and failed must be there for service-requests");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"result":{"outcome":"accepted"}})", scenario::Ssi{"u", "read", "d"}),
            "ssi: restricted must be true or false in an accepted read, was absent");
  EXPECT_EQ(why(R"({"jsonrpc":"2.0","id":7,"result":{"outcome":"refused"}})", scenario::Ssi{"u", "read", "d"}),
            "not malformed");
}

}  // namespace
}  // namespace hallmark::adaptor
