#include "harness/adaptor/http_adaptor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <mutex>

#include "harness/adaptor/json_rpc.h"
#include "harness/adaptor/raw_server.h"
#include "harness/scenario/json_text.h"

namespace hallmark::adaptor {
namespace {

using namespace observation;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

constexpr milliseconds plenty{20'000};
const scenario::Initialize initialize{"5.4", "placeholder"};

/// A service that implements nothing, honestly, but for what a test makes it say.
class Small {
 public:
  using Lie = std::function<std::optional<HttpReply>(const Json& request)>;

  explicit Small(Lie lie = {})
      : lie_(std::move(lie)),
        server_({}, [this](const std::string& path, const std::string& body) { return answer(path, body); }) {}

  std::string url() const { return server_.url() + "/rpc"; }
  std::unique_ptr<HttpAdaptor> adaptor(milliseconds deadline = plenty, std::size_t bytes = 1'000'000) const {
    return std::make_unique<HttpAdaptor>(adaptor::url(url()), HttpOptions{deadline, bytes}, receive_);
  }

  std::vector<std::string> asked;  ///< operations, in order
  Json opened;                     ///< params of the last initialize
  bool has_duis = false;
  std::shared_ptr<ReceiveService> receive_ = std::make_shared<ReceiveService>();

 private:
  HttpReply answer(const std::string& path, const std::string& body) {
    if (path != "/rpc")
      return asked.push_back(path + ' ' + body), HttpReply{body == "no" ? 400 : 200, "application/xml", "<r/>"};
    const Json request = Json::parse(body);
    asked.push_back(request["method"]);
    if (lie_) {
      if (auto lied = lie_(request)) return *lied;
    }
    return {200, "application/json", result_response(request["id"], result_of(request)).dump()};
  }
  Json result_of(const Json& request) {
    if (request["method"] == "initialize") {
      opened = request["params"];
      Json answer = {{"protocol", 1},
                     {"implementation", {{"name", "small"}, {"version", "1"}, {"vendor", "v"}, {"language", "C"}}},
                     {"statement", Json::object()}};
      if (has_duis) answer["duisBase"] = server_.url() + "/base";
      return answer;
    }
    if (request["method"] == "submit") return {{"response", nullptr}, {"rejected", "nothing is here"}};
    return request["method"] == "drain" ? result(Observation(Answered{Drained{}})) : Json::object();
  }

  Lie lie_;
  HttpServer server_;
};

/// Says this to each drain.
Small::Lie on_drain(HttpReply reply) {
  return [reply](const Json& request) { return request["method"] == "drain" ? std::optional(reply) : std::nullopt; };
}

template <class Kind>
Kind drain(Adaptor& adaptor) {
  EXPECT_NE(answer<Initialized>(adaptor.exchange(initialize)), nullptr);
  const Observation observation = adaptor.exchange(scenario::Drain{});
  const auto* kind = std::get_if<Kind>(&observation);
  EXPECT_NE(kind, nullptr) << observation::to_json(observation);
  return kind ? *kind : Kind{};
}

scenario::Reset reset_with(const std::vector<std::string>& users) {
  scenario::Reset reset;
  for (const auto& id : users) reset.estate.users.push_back({id, {"IS"}});
  return reset;
}

scenario::Submit submit(const std::string& duis) {
  scenario::Submit made;
  made.user = "user";
  made.service = "transform";
  made.duis = duis;
  return made;
}

TEST(HttpAdaptor, TakesHonestAnswers) {
  Small small;
  const auto adaptor = small.adaptor();
  ASSERT_NE(answer<Initialized>(adaptor->exchange(initialize)), nullptr);
  EXPECT_EQ(adaptor->exchange(scenario::Reset{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor->exchange(submit("<a/>")), Observation(Refused{"nothing is here"}));
  EXPECT_EQ(adaptor->exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
  EXPECT_THAT(small.asked, testing::ElementsAre("initialize", "reset", "submit", "drain"));
}

TEST(HttpAdaptor, AServiceIsNotEnded) {
  Small small;
  const auto adaptor = small.adaptor();
  adaptor->exchange(initialize);
  EXPECT_TRUE(std::holds_alternative<Declined>(adaptor->exchange(scenario::Shutdown{})));
  EXPECT_THAT(small.asked, testing::ElementsAre("initialize"));
}

TEST(HttpAdaptor, WhatIsNoAnswerIsMalformedAndKept) {
  const std::string honest = R"({"jsonrpc":"2.0","id":4711,"result":{}})";
  const std::vector<std::tuple<HttpReply, std::string>> table = {
      {{500, "text/html", "<h1>Oops</h1>"}, "HTTP status 500 in place of 200"},
      {{404, "text/plain", "where?"}, "HTTP status 404 in place of 200"},
      {{201, "application/json", honest}, "HTTP status 201 in place of 200"},
      {{302, "text/plain", "there"}, "HTTP status 302 in place of 200"},
      {{200, "text/html", "<html>\x1b[2J</html>"}, "no JSON: "},
      {{200, "application/json", "\xFF\xFE"}, "no JSON: "},
      {{200, "application/json", std::string(10'000, '[')}, "nested more than 64 deep"},
      {{200, "application/json", honest}, "no JSON-RPC response: id must be "},
  };
  for (const auto& [reply, why] : table) {
    Small small(on_drain(reply));
    const auto adaptor = small.adaptor();
    const auto malformed = drain<Malformed>(*adaptor);
    EXPECT_THAT(malformed.why, StartsWith(why));
    EXPECT_EQ(malformed.bytes, reply.body);
    EXPECT_EQ(adaptor->exchange(scenario::Reset{}), Observation(Answered{Done{}})) << "it goes on";
    EXPECT_THAT(small.asked, testing::ElementsAre("initialize", "drain", "initialize", "reset"))
        << "opened again first";
  }
}

TEST(HttpAdaptor, ABatchInPlaceOfAnAnswerIsNone) {
  Small small(on_drain({200, "application/json", R"([{"jsonrpc":"2.0","id":2,"result":{}}])"}));
  EXPECT_THAT(drain<Malformed>(*small.adaptor()).why, StartsWith("no JSON-RPC response"));
}

TEST(HttpAdaptor, ErrorsOfTheProtocolMeanWhatTheyMean) {
  for (const auto& [code, is_declined] : {std::pair(-32601, true), std::pair(-32602, true), std::pair(-32000, false)}) {
    Small small([code = code](const Json& request) -> std::optional<HttpReply> {
      if (request["method"] != "drain") return std::nullopt;
      return HttpReply{200, "application/json", error_response(request["id"], code, "out of luck").dump()};
    });
    const auto adaptor = small.adaptor();
    if (is_declined) {
      EXPECT_EQ(drain<Declined>(*adaptor), (Declined{code, "out of luck"}));
    } else {
      EXPECT_THAT(drain<Crashed>(*adaptor).bytes, HasSubstr("out of luck"));
    }
  }
}

TEST(HttpAdaptor, AFloodIsCutOff) {
  Small small(on_drain({200, "application/json", std::string(200'000, ' ')}));
  const auto malformed = drain<Malformed>(*small.adaptor(plenty, 100'000));
  EXPECT_EQ(malformed.why, "an answer of more than 100000 bytes");
  EXPECT_EQ(malformed.bytes, std::string(64 * 1024, ' '));
}

TEST(HttpAdaptor, NoAnswerIsATimeout) {
  std::atomic<bool> over = false;
  Small small([&](const Json&) -> std::optional<HttpReply> {
    while (!over) std::this_thread::sleep_for(milliseconds(5));
    return std::nullopt;
  });
  EXPECT_EQ(small.adaptor(milliseconds(200))->exchange(initialize), Observation(TimedOut{200, "", ""}));
  over = true;
}

TEST(HttpAdaptor, AConnectionThatEndsIsACrash) {
  const RawServer cut(
      [](const RawServer::Say& say) { say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\""); });
  HttpAdaptor adaptor(url(cut.url()), {plenty}, nullptr);
  EXPECT_EQ(adaptor.exchange(initialize),
            Observation(Crashed{"its connection closed within its answer", "{\"jsonrpc\"", ""}));
  std::string gone;
  { gone = Small().url(); }
  HttpAdaptor alone(url(gone), {plenty}, nullptr);
  for (int i = 0; i < 2; ++i) {
    const auto observation = alone.exchange(initialize);
    ASSERT_TRUE(std::holds_alternative<Crashed>(observation));
    EXPECT_THAT(std::get<Crashed>(observation).how, StartsWith("nobody listens at http://127.0.0.1:"));
  }
  EXPECT_THAT(nobody_at(url(gone), {plenty}), HasSubstr("start the service first"));
  EXPECT_EQ(nobody_at(url(cut.url()), {plenty}), "") << "who listens may be wrong later";
}

TEST(HttpAdaptor, DuisTakesItsOwnBinding) {
  Small small;
  small.has_duis = true;
  const auto adaptor = small.adaptor();
  adaptor->exchange(initialize);
  EXPECT_EQ(adaptor->exchange(submit("<a/>")), Observation(Answered{Responded{{"<r/>", {}}}}));
  auto other = submit("<b/>");
  other.service = "send-command";
  adaptor->exchange(other);
  other.service = "non-device";
  adaptor->exchange(other);
  EXPECT_EQ(adaptor->exchange(submit("no")), Observation(Refused{"HTTP status 400: <r/>"}));
  EXPECT_THAT(small.asked,
              testing::ElementsAre("initialize", "/base/api/v1/serviceT <a/>", "/base/api/v1/serviceS <b/>",
                                   "/base/api/v1/serviceD <b/>", "/base/api/v1/serviceT no"));
}

TEST(HttpAdaptor, WhatTheBindingCannotSayIsNotSent) {
  Small small;
  small.has_duis = true;
  const auto adaptor = small.adaptor();
  adaptor->exchange(initialize);
  auto forged = submit("<a/>");
  forged.reading.originator = "somebody else";
  for (const auto& unsendable : {forged, submit("\xFF")}) {
    const auto seen = adaptor->exchange(unsendable);
    ASSERT_TRUE(std::holds_alternative<Declined>(seen));
    EXPECT_TRUE(std::get<Declined>(seen).unsent);
  }
  EXPECT_THAT(small.asked, testing::ElementsAre("initialize"));
}

TEST(HttpAdaptor, AWrongDuisBaseIsMalformed) {
  Small small([](const Json& request) -> std::optional<HttpReply> {
    const Json answer = {{"protocol", 1},
                         {"implementation", {{"name", "s"}, {"version", "1"}, {"vendor", "v"}, {"language", "C"}}},
                         {"statement", Json::object()},
                         {"duisBase", "file:///etc/passwd"}};
    return HttpReply{200, "application/json", result_response(request["id"], answer).dump()};
  });
  const auto observation = small.adaptor()->exchange(initialize);
  ASSERT_TRUE(std::holds_alternative<Malformed>(observation));
  EXPECT_THAT(std::get<Malformed>(observation).why, StartsWith("initialize: duisBase: the URL \"file:///etc/passwd\""));
}

TEST(HttpAdaptor, TheUsersOfAnEstateAreAnnounced) {
  Small small;
  const auto adaptor = small.adaptor();
  adaptor->exchange(initialize);
  EXPECT_TRUE(small.opened.contains("deviceEndpoint"));
  EXPECT_FALSE(small.opened.contains("receive"));
  adaptor->exchange(reset_with({"../../etc", "b"}));
  EXPECT_EQ(small.opened["receive"].size(), 2U);
  EXPECT_THAT(small.opened["receive"]["../../etc"], HasSubstr("/users/0")) << "no name of a User stands in a URL";
  adaptor->exchange(reset_with({"../../etc", "b"}));
  EXPECT_THAT(small.asked, testing::ElementsAre("initialize", "initialize", "reset", "reset"));
}

/// A service that POSTs before it answers a drain.
class Posts {
 public:
  explicit Posts(std::vector<std::pair<std::string, std::string>> letters)  ///< "user" or "device", body
      : small([this, letters](const Json& request) {
          if (request["method"] == "drain") {
            for (const auto& [to, body] : letters) post(to, body);
          }
          return std::optional<HttpReply>();
        }) {
    adaptor = small.adaptor();
    adaptor->exchange(initialize);
    adaptor->exchange(reset_with({"user"}));
  }
  void post(const std::string& to, const std::string& body) {
    const Url there = url(to == "user" ? small.opened["receive"]["user"].get<std::string>()
                                       : small.opened["deviceEndpoint"].get<std::string>());
    EXPECT_EQ(HttpClient(there, {plenty}).post(there.path, "text/plain", body).status, 204);
  }
  Small small;
  std::unique_ptr<HttpAdaptor> adaptor;
};

TEST(HttpAdaptor, WhatIsPostedIsSeenByDrain) {
  Posts posts({{"user", "<one/>"},
               {"device", R"({"device":"d","requestId":"a:b:1","srv":"4.1.1","schedule":null})"},
               {"user", "<two/>"}});
  posts.post("user", "<before/>");
  Drained expected;
  for (const char* duis : {"<before/>", "<one/>", "<two/>"}) expected.effects.to_users.push_back({"user", {duis, {}}});
  expected.effects.to_devices = {{"d", "a:b:1", "4.1.1", std::nullopt, std::nullopt}};
  EXPECT_EQ(posts.adaptor->exchange(scenario::Drain{}), Observation(Answered{expected}));
  posts.post("user", "<late/>");
  posts.adaptor->exchange(reset_with({"user"}));
  expected.effects.to_users.erase(expected.effects.to_users.begin());
  EXPECT_EQ(posts.adaptor->exchange(scenario::Drain{}), Observation(Answered{expected}))
      << "a reset leaves nothing of what came before";
}

TEST(HttpAdaptor, WhatIsPostedWronglyIsMalformed) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"user", "\xFF", "what it POSTed to a User is no UTF-8"},
      {"device", "<xml/>", "no JSON: "},
      {"device", R"({"device":7})", "POSTed as a drain would say it, "},
  };
  for (const auto& [to, body, why] : table) {
    Posts posts({{to, body}});
    const auto observation = posts.adaptor->exchange(scenario::Drain{});
    ASSERT_TRUE(std::holds_alternative<Malformed>(observation)) << body;
    EXPECT_THAT(std::get<Malformed>(observation).why, StartsWith(why));
    EXPECT_EQ(std::get<Malformed>(observation).bytes, body + '\n');
  }
}

TEST(ReceiveService, TakesOnlySoMuch) {
  ReceiveService service;
  const Url there = url(service.urls_of({{"u", {}}})["u"]);
  HttpClient client(there, {plenty});
  const std::string most(16 * 1024 * 1024, 'x');
  for (int i = 0; i < 4; ++i) EXPECT_EQ(client.post(there.path, "text/plain", most).status, 204);
  EXPECT_EQ(client.post(there.path, "text/plain", "x").status, 503);
  EXPECT_EQ(client.post("/users/1", "text/plain", "x").status, 404);
  EXPECT_THAT(service.take().flood, StartsWith("more than "));
  EXPECT_EQ(client.post(there.path, "text/plain", "x").status, 204);
}

TEST(HttpAdaptor, AnAmendedStatementIsGoneBy) {
  const Small small;
  HttpAdaptor adaptor(url(small.url()), {plenty}, nullptr, [](Statement& statement) { statement.bytes = true; });
  const auto opened = adaptor.exchange(initialize);
  EXPECT_TRUE(answer<Initialized>(opened)->statement.bytes);
  scenario::Submit submit;
  submit.duis = "\xFF";
  EXPECT_EQ(adaptor.exchange(submit), Observation(Refused{"nothing is here"}));
}

}  // namespace
}  // namespace hallmark::adaptor
