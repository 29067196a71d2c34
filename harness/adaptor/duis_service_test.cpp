#include "harness/adaptor/duis_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/adaptor/http_adaptor.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {
namespace {

using namespace observation;
using testing::HasSubstr;

constexpr std::chrono::milliseconds plenty{20'000};

/// Each document is answered, sent on to a device, and followed by a message to the User; until drained.
class Echo final : public Adaptor {
 public:
  Observation exchange(const scenario::Stimulus& stimulus) override {
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) return take(*submit);
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return Answered{Initialized{}};
    if (std::holds_alternative<scenario::Drain>(stimulus)) return Answered{Drained{std::exchange(effects_, {})}};
    if (std::holds_alternative<scenario::Advance>(stimulus)) throw std::runtime_error("as asked");
    effects_ = {};
    return Answered{Done{}};
  }

 private:
  Observation take(const scenario::Submit& submit) {
    if (submit.duis == "malformed") return Refused{"not well-formed"};
    if (submit.duis == "breaks") return Crashed{"it broke", {}, {}};
    effects_.to_devices.push_back({"device", submit.duis, submit.service, std::nullopt, std::nullopt});
    effects_.to_users.push_back({submit.user, {"<later>" + submit.duis + "</later>", {}}});
    effects_.to_csp.push_back({"device", true});
    return Answered{Responded{{"<now/>", {}}}};
  }
  Effects effects_;
};

ServiceOptions options_with(std::vector<std::string>* complaints = nullptr) {
  ServiceOptions options;
  options.sender_of = [](std::string_view duis) { return std::string(duis.substr(0, 1)); };
  options.posts.deadline = plenty;
  if (complaints) options.complain = [complaints](const std::string& line) { complaints->push_back(line); };
  return options;
}

scenario::Submit submit(const std::string& duis) {
  scenario::Submit made;
  made.user = "u";
  made.service = "non-device";
  made.duis = duis;
  return made;
}

TEST(DuisService, AnswersDuis) {
  Echo echo;
  const DuisService service(echo, options_with());
  HttpClient client(url(service.duis_url()), {plenty});
  const auto post = [&](const std::string& path, const std::string& body) {
    return client.post(path, "application/xml", body);
  };
  for (const char* path : {"/api/v1/serviceS", "/api/v1/serviceT", "/api/v1/serviceD"}) {
    const auto answer = post(path, "u1");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.bytes, "<now/>");
  }
  EXPECT_EQ(post("/api/v1/serviceS", "malformed").status, 400);
  EXPECT_EQ(post("/api/v1/serviceS", "malformed").bytes, "not well-formed");
  EXPECT_EQ(post("/api/v1/serviceS", "breaks").status, 500);
  EXPECT_EQ(post("/api/v1/serviceX", "u1").status, 404);
}

TEST(DuisService, AnswersTheOperations) {
  Echo echo;
  const DuisService service(echo, options_with());
  HttpClient client(url(service.control_url()), {plenty});
  const auto post = [&](const std::string& body) { return client.post("/", "application/json", body); };
  EXPECT_EQ(post(R"({"jsonrpc":"2.0","id":1,"method":"shutdown"})").bytes, R"({"jsonrpc":"2.0","id":1,"result":{}})");
  EXPECT_EQ(post(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})").bytes, R"({"jsonrpc":"2.0","id":2,"result":{}})")
      << "the service goes on";
  EXPECT_THAT(post(R"([{"jsonrpc":"2.0","id":1,"method":"drain"},{"jsonrpc":"2.0","id":2,"method":"dance"}])").bytes,
              HasSubstr(R"({"jsonrpc":"2.0","id":2,"error":{"code":-32601)"));
  EXPECT_THAT(post("no JSON").bytes, HasSubstr("-32700"));
  EXPECT_THAT(post(R"({"jsonrpc":"2.0","id":3,"method":"advance","params":{"to":"2025-07-01T00:00:00Z"}})").bytes,
              HasSubstr("threw: as asked"));
  EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"drain"})").status, 204);
}

TEST(DuisService, WhatHasNoUrlIsFetchedByDrain) {
  Echo echo;
  const DuisService service(echo, options_with());
  HttpAdaptor adaptor(url(service.control_url()), {plenty}, nullptr);
  const auto opened = adaptor.exchange(scenario::Initialize{"5.4", "placeholder"});
  ASSERT_NE(answer<Initialized>(opened), nullptr);
  EXPECT_EQ(answer<Initialized>(opened)->duis_base, service.duis_url());
  adaptor.exchange(submit("u1"));
  adaptor.exchange(submit("u2"));
  const auto drained = adaptor.exchange(scenario::Drain{});
  ASSERT_NE(answer<Drained>(drained), nullptr);
  const auto& effects = answer<Drained>(drained)->effects;
  ASSERT_EQ(effects.to_users.size(), 2U);
  EXPECT_EQ(effects.to_users[1].user, "u");
  EXPECT_EQ(effects.to_users[1].document.xml, "<later>u2</later>");
  EXPECT_EQ(effects.to_devices.size(), 2U);
  EXPECT_EQ(effects.to_csp.size(), 2U);
  EXPECT_EQ(adaptor.exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
}

TEST(DuisService, PostsWhatHasAUrlAndDrainWaitsForIt) {
  Echo echo;
  const DuisService service(echo, options_with());
  const auto receive = std::make_shared<ReceiveService>();
  HttpAdaptor adaptor(url(service.control_url()), {plenty}, receive);
  adaptor.exchange(scenario::Initialize{"5.4", "placeholder"});
  scenario::Reset reset;
  reset.estate.users = {{"u", {"IS"}}};
  adaptor.exchange(reset);
  for (int i = 0; i < 50; ++i) adaptor.exchange(submit("u" + std::to_string(i)));
  HttpClient control(url(service.control_url()), {plenty});
  const auto rest =
      Json::parse(control.post("/", "application/json", R"({"jsonrpc":"2.0","id":1,"method":"drain"})").bytes);
  EXPECT_EQ(rest["result"]["toUsers"].size(), 0U) << "what was POSTed is not repeated";
  EXPECT_EQ(rest["result"]["toCsp"].size(), 50U);
  const auto posted = receive->take();
  ASSERT_EQ(posted.to_users.size(), 50U) << "all of it has arrived when drain is answered";
  EXPECT_EQ(posted.to_users[49].duis, "<later>u49</later>") << "in order";
  EXPECT_EQ(posted.to_devices.size(), 50U);
}

TEST(DuisService, PostsToWhomItWasStartedFor) {
  Echo echo;
  ReceiveService receive;
  auto options = options_with();
  options.receive = receive.urls_of({{"u", {}}});
  const DuisService service(echo, std::move(options));
  HttpClient client(url(service.duis_url()), {plenty});
  EXPECT_EQ(client.post("/api/v1/serviceS", "application/xml", "u1").status, 200);
  HttpClient control(url(service.control_url()), {plenty});
  control.post("/", "application/json", R"({"jsonrpc":"2.0","id":1,"method":"drain"})");
  EXPECT_EQ(receive.take().to_users.size(), 1U);
}

TEST(DuisService, APostThatFailsIsToldAndHoldsNothingUp) {
  Echo echo;
  std::vector<std::string> complaints;
  auto options = options_with(&complaints);
  std::string gone;
  { gone = ReceiveService().device_url(); }
  options.receive = {{"u", gone}};
  {
    const DuisService service(echo, std::move(options));
    HttpClient client(url(service.duis_url()), {plenty});
    EXPECT_EQ(client.post("/api/v1/serviceS", "application/xml", "u1").status, 200);
    HttpClient control(url(service.control_url()), {plenty});
    EXPECT_EQ(control.post("/", "application/json", R"({"jsonrpc":"2.0","id":1,"method":"drain"})").status, 200);
  }
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_THAT(complaints.front(), HasSubstr("nobody listens at http://127.0.0.1:"));
}

}  // namespace
}  // namespace hallmark::adaptor
