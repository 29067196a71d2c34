#include "harness/adaptor/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "harness/adaptor/child_adaptor.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {
namespace {

using namespace observation;

/// Answers each operation with one kind of observation.
class Scripted final : public Adaptor {
 public:
  Observation exchange(const scenario::Stimulus& stimulus) override {
    ++asked;
    if (std::holds_alternative<scenario::Submit>(stimulus)) return Refused{"why"};
    if (std::holds_alternative<scenario::Drain>(stimulus)) return Declined{-32601, "not here"};
    if (std::holds_alternative<scenario::Advance>(stimulus)) return Crashed{"bang", {}, {}};
    if (std::holds_alternative<scenario::InstallCode>(stimulus)) throw std::runtime_error("thrown");
    return Answered{Done{}};
  }
  int asked = 0;
};

std::string served(const std::string& lines) {
  Scripted implementation;
  std::istringstream in(lines);
  std::ostringstream out;
  EXPECT_EQ(serve(implementation, in, out), 0);
  return out.str();
}

TEST(Serve, AnswersALineWithALine) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {R"({"jsonrpc":"2.0","id":1,"method":"shutdown"})", R"({"jsonrpc":"2.0","id":1,"result":{}})"},
      {R"({"jsonrpc":"2.0","id":"a","method":"submit","params":{"user":"u","service":"transform","duis":""}})",
       R"({"jsonrpc":"2.0","id":"a","result":{"response":null,"rejected":"why"}})"},
      {R"({"jsonrpc":"2.0","id":2,"method":"drain","params":{}})",
       R"({"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"not here"}})"},
      {R"({"jsonrpc":"2.0","id":2,"method":"dance","params":{}})",
       R"({"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"\"dance\" is no operation"}})"},
      {R"({"jsonrpc":"2.0","id":3,"method":"advance","params":{"to":1}})",
       R"({"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"advance: to must be a string, was a number"}})"},
      {R"({"jsonrpc":"2.0","id":3,"method":"drain","params":[]})",
       R"({"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"drain: must be an object, was a list"}})"},
      {R"({"jsonrpc":"2.0","id":4,"method":"advance","params":{"to":"2025-07-01T00:00:00Z"}})",
       R"({"jsonrpc":"2.0","id":4,"error":{"code":-32000,"message":"bang"}})"},
      {R"({"jsonrpc":"2.0","id":4,"method":"installCode","params":{"requester":"a","holder":"b","devices":[]}})",
       R"({"jsonrpc":"2.0","id":4,"error":{"code":-32000,"message":"threw: thrown"}})"},
      {R"({"id":4,"method":"drain"})",
       R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no JSON-RPC 2.0 request"}})"},
      {"5", R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no JSON-RPC 2.0 request"}})"},
      {"[]", R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"an empty batch"}})"},
  };
  for (const auto& [request, response] : table) EXPECT_EQ(served(request + "\n"), response + "\n");
  EXPECT_THAT(served("{\n"), testing::StartsWith(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,)"));
}

TEST(Serve, AnswersABatchInOrder) {
  EXPECT_EQ(served(R"([{"jsonrpc":"2.0","id":1,"method":"drain"},{"jsonrpc":"2.0","method":"drain"},7,)"
                   R"({"jsonrpc":"2.0","id":2,"method":"shutdown"}])"
                   "\n"),
            R"([{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"not here"}},)"
            R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no JSON-RPC 2.0 request"}},)"
            R"({"jsonrpc":"2.0","id":2,"result":{}}])"
            "\n");
}

TEST(Serve, DoesNotAnswerANotification) {
  EXPECT_EQ(served("{\"jsonrpc\":\"2.0\",\"method\":\"drain\"}\n[{\"jsonrpc\":\"2.0\",\"method\":\"drain\"}]\n"), "");
}

TEST(Serve, EndsAfterAShutdown) {
  Scripted implementation;
  const std::string shutdown = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}\n";
  std::istringstream in(shutdown + shutdown);
  std::ostringstream out;
  EXPECT_EQ(serve(implementation, in, out), 0);
  EXPECT_EQ(implementation.asked, 1);
}

TEST(Serve, PassesOverALineThatIsTooLong) {
  const std::string answers =
      served(std::string(request_bytes_max + 5, ' ') + "\n{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"shutdown\"}");
  EXPECT_EQ(answers,
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"a line over 16 MiB\"}}\n"
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}\n");
}

TEST(Serve, SaysWhenItsOutputTakesNoMore) {
  Scripted implementation;
  std::istringstream in("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"drain\"}\n");
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(serve(implementation, in, out), 1);
}

TEST(Serve, IsUnderstoodByTheChildAdaptor) {
  ChildAdaptor adaptor("'" HALLMARK_BIN_DIR "/adaptor_serve_child'", {std::chrono::milliseconds(20'000)});
  const Observation first = adaptor.exchange(scenario::Initialize{"5.4", "placeholder"});
  ASSERT_NE(answer<Initialized>(first), nullptr);
  EXPECT_TRUE(answer<Initialized>(first)->statement.bytes);
  EXPECT_EQ(adaptor.exchange(scenario::Reset{}), Observation(Answered{Done{}}));
  for (const auto& [action, restricted] : std::vector<std::pair<std::string, bool>>{
           {"read", false}, {"set-restricted", true}, {"read", true}, {"clear-restricted", false}}) {
    const Observation observation = adaptor.exchange(scenario::Ssi{"user", action, "device"});
    ASSERT_NE(answer<SsiAnswer>(observation), nullptr);
    EXPECT_EQ(answer<SsiAnswer>(observation)->restricted, restricted) << action;
  }
  scenario::Submit submit;
  submit.service = "transform";
  EXPECT_EQ(adaptor.exchange(submit), Observation(Refused{"empty"}));
  submit.duis = std::string("\xFF\0\xFE", 3);
  EXPECT_EQ(adaptor.exchange(submit), Observation(Answered{Responded{{"<got bytes=\"3\"/>", {}}}}));
  EXPECT_EQ(adaptor.exchange(scenario::Drain{}), Observation(Declined{-32601, "not offered"}));
  submit.duis = "throw";
  const Observation broken = adaptor.exchange(submit);
  ASSERT_TRUE(std::holds_alternative<Crashed>(broken));
  EXPECT_EQ(std::get<Crashed>(broken).how, "answered error -32000: threw: as asked");
  EXPECT_EQ(adaptor.exchange(scenario::Shutdown{}), Observation(Answered{Done{}}));
}

}  // namespace
}  // namespace hallmark::adaptor
