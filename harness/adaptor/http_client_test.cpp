#include "harness/adaptor/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "harness/adaptor/http_server.h"
#include "harness/adaptor/raw_server.h"
#include "harness/adaptor/tls_certificate.h"
#include "harness/adaptor/watchdog.h"

namespace hallmark::adaptor {
namespace {

using End = HttpAnswer::End;
using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds plenty{20'000};
constexpr milliseconds brief{200};  ///< for what never comes to an end

HttpAnswer posted(const std::string& to, HttpOptions options = {plenty}) {
  return HttpClient(url(to), std::move(options)).post("/rpc", "application/json", "{}");
}

/// What becomes of a POST where exactly this comes back, and then the end of the connection.
HttpAnswer answer_of(const std::string& bytes, HttpOptions options = {plenty}) {
  const RawServer server([&](const RawServer::Say& say) { say(bytes); });
  return posted(server.url(), std::move(options));
}

TEST(Url, IsTakenApart) {
  EXPECT_EQ(url("http://127.0.0.1:8080/a/b"), (Url{false, "http://127.0.0.1:8080", "/a/b", "127.0.0.1"}));
  EXPECT_EQ(url("https://dsp.example"), (Url{true, "https://dsp.example", "/", "dsp.example"}));
  EXPECT_EQ(url("http://[::1]:80/"), (Url{false, "http://[::1]:80", "/", "::1"}));
  for (const char* here : {"http://localhost/", "http://127.1.2.3:1/", "http://[::1]/"}) {
    EXPECT_TRUE(url(here).is_loopback()) << here;
  }
  for (const char* elsewhere : {"http://10.0.0.1/", "http://example/", "http://0.0.0.0/"}) {
    EXPECT_FALSE(url(elsewhere).is_loopback()) << elsewhere;
  }
}

TEST(Url, IsRefusedWhereItIsNone) {
  for (const char* wrong :
       {"", "ftp://h/", "http:/h", "http://", "http:///x", "http://h:/", "http://h:x/", "http://h:0/",
        "http://h:65536/", "http://a@b/", "http://h/ x", "http://h/\r\nX: y", "http://h?q", "http://h/#"}) {
    EXPECT_THROW(url(wrong), std::invalid_argument) << wrong;
  }
}

TEST(Watchdog, LooksUntilItIsDoneOrCalledOff) {
  std::atomic<int> bites = 0;
  Watchdog watchdog([&]() -> std::optional<Watchdog::Clock::time_point> {
    if (++bites == 2) return std::nullopt;
    return Watchdog::Clock::now();
  });
  watchdog.set(Watchdog::Clock::now() + plenty);
  EXPECT_FALSE(watchdog.call_off());
  watchdog.set(Watchdog::Clock::now() + milliseconds(1));  // earlier than what it sleeps towards
  while (bites < 2) std::this_thread::yield();
  EXPECT_TRUE(watchdog.call_off());
  EXPECT_EQ(bites, 2);
}

TEST(HttpClient, KeepsItsConnection) {
  std::string seen;
  const HttpServer server({}, [&](const std::string& path, std::string body) {
    seen = path + ' ' + body;
    return HttpReply{207, "text/plain", "answered"};
  });
  HttpClient client(url(server.url()), {plenty});
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.post("/a?b=%20", "text/plain", std::to_string(i));
    EXPECT_EQ(answer.end, End::whole) << answer.problem;
    EXPECT_EQ(answer.status, 207);
    EXPECT_EQ(answer.bytes, "answered");
    EXPECT_EQ(seen, "/a " + std::to_string(i));
  }
  client.disconnect();
  EXPECT_EQ(client.post("/", "text/plain", "").end, End::whole);
}

TEST(HttpClient, SaysThatNobodyListens) {
  std::string gone;
  {
    gone = HttpServer({}, [](const std::string&, const std::string&) { return HttpReply{}; }).url();
  }
  const auto answer = posted(gone);
  EXPECT_EQ(answer.end, End::nobody);
  EXPECT_EQ(answer.problem, "nobody listens at " + gone);
}

TEST(HttpClient, EveryStatusIsAnAnswerAndNoRedirectIsFollowed) {
  EXPECT_EQ(answer_of("HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno").status, 500);
  const auto moved = answer_of("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 4\r\n\r\ngone");
  EXPECT_EQ(moved.end, End::whole);
  EXPECT_EQ(moved.status, 302);
  EXPECT_EQ(moved.bytes, "gone");
}

TEST(HttpClient, TellsWhereTheConnectionEnded) {
  const auto cut = answer_of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"json");
  EXPECT_EQ(cut.end, End::without_answer);
  EXPECT_EQ(cut.problem, "its connection closed within its answer");
  EXPECT_EQ(cut.bytes, "{\"json");
  const auto chunked = answer_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"jso\r\n");
  EXPECT_EQ(chunked.end, End::without_answer);
  EXPECT_EQ(chunked.bytes, "{\"jso");
  for (const char* none : {"", "{\"jsonrpc\":\"2.0\"}\n", "HTTP/1.1 200 OK\r\nContent"}) {
    EXPECT_EQ(answer_of(none).problem, "its connection closed without an HTTP answer") << none;
  }
}

TEST(HttpClient, TakesNoMoreThanItMay) {
  const std::string megabyte(1'000'000, 'x');
  const RawServer server([&](const RawServer::Say& say) {
    say("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
    for (int i = 0; i < 100 && say(megabyte); ++i) continue;
  });
  const auto answer = posted(server.url(), {plenty, 100'000});
  EXPECT_EQ(answer.end, End::too_long);
  EXPECT_EQ(answer.problem, "an answer of more than 100000 bytes");
  EXPECT_EQ(answer.bytes, std::string(100'000, 'x'));
}

TEST(HttpClient, TakesNoEndlessHead) {
  for (const std::string& endless : {std::string(100'000, 'x'), std::string("X: y\r\n")}) {
    std::string much;
    while (much.size() < 100'000) much += endless;
    std::atomic<std::size_t> said = 0;
    const RawServer server([&](const RawServer::Say& say) {
      say("HTTP/1.1 200 OK\r\nX: ");
      while (say(much)) said += much.size();
    });
    EXPECT_EQ(posted(server.url(), {plenty, 1000}).end, End::too_long);
    EXPECT_LT(said, 300'000'000U);
  }
}

TEST(HttpClient, TakesNothingCompressed) {
  const auto answer = answer_of("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(answer.end, End::without_answer);
  EXPECT_EQ(answer.problem, "its answer is compressed, which nobody asked for");
}

TEST(HttpClient, HoldsTheDeadlineHoweverMuchTrickles) {
  for (const char* start : {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"}) {
    const RawServer server([&](const RawServer::Say& say) {
      while (say(start)) std::this_thread::sleep_for(milliseconds(5));
    });
    const auto answer = posted(server.url(), {brief});
    EXPECT_EQ(answer.end, End::timed_out) << start;
    EXPECT_EQ(answer.problem, "no whole answer within 200 ms");
  }
}

TEST(HttpClient, HoldsTheDeadlineWhileTlsIsAgreedOn) {
  // The head of a record of 16 KiB, and of the record a byte at a time.
  const RawServer server(
      [](const RawServer::Say& say) {
        say(std::string("\x16\x03\x03\x40\x00", 5));
        for (int i = 0; i < 2000 && say("x"); ++i) std::this_thread::sleep_for(milliseconds(20));
      },
      false);
  const auto start = Watchdog::Clock::now();
  EXPECT_EQ(posted("https" + server.url().substr(4), {brief}).end, End::timed_out);
  EXPECT_LT(Watchdog::Clock::now() - start, plenty) << "it heard the server out";
}

/// Self-signed certificates made for the test, each its own authority.
class Tls : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "hallmark-tls-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    for (const char* name : {"server", "client", "stranger"}) {
      const std::string command = "cd '" + folder_ +
                                  "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
                                  "-nodes -days 2 -subj /CN=" +
                                  name + " -addext subjectAltName=IP:127.0.0.1 -keyout " + name + ".key -out " + name +
                                  ".pem >log 2>&1";
      if (std::system(command.c_str()) != 0) GTEST_SKIP() << "no openssl on this machine that makes certificates";
    }
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name) const { return folder_ + '/' + name; }
  HttpOptions as(const std::string& name) const {
    return {plenty,
            1000,
            {file("server.pem"), name.empty() ? "" : file(name + ".pem"), name.empty() ? "" : file(name + ".key")}};
  }
  std::unique_ptr<HttpServer> server(const std::string& client_authority) const {
    const Listening listening{
        "127.0.0.1",
        0,
        {client_authority.empty() ? "" : file(client_authority), file("server.pem"), file("server.key")}};
    return std::make_unique<HttpServer>(listening, [](const std::string&, const std::string&) { return HttpReply{}; });
  }

 private:
  std::string folder_;
};

TEST_F(Tls, IsSpokenWithWhomItTrusts) {
  const auto open = server("");
  EXPECT_THAT(open->url(), testing::StartsWith("https://127.0.0.1:"));
  EXPECT_EQ(posted(open->url(), as("")).end, End::whole);
  auto trusting_others = as("");
  trusting_others.tls.authority = file("stranger.pem");
  EXPECT_EQ(posted(open->url(), trusting_others).end, End::not_trusted);
  EXPECT_EQ(posted(open->url(), {plenty}).end, End::not_trusted) << "the system does not trust it either";
  EXPECT_NE(posted("http" + open->url().substr(5), {plenty}).end, End::whole) << "not without TLS";
}

TEST_F(Tls, ShowsWhoItIs) {
  const auto one = server("");
  const auto shown = certificate_of(url(one->url()));
  EXPECT_GT(shown.size(), 100U);
  EXPECT_EQ(certificate_of(url(server("client.pem")->url())), shown) << "before a client has shown itself";
  const HttpServer other({"127.0.0.1", 0, {"", file("stranger.pem"), file("stranger.key")}},
                         [](const std::string&, const std::string&) { return HttpReply{}; });
  EXPECT_NE(certificate_of(url(other.url())), shown);
  EXPECT_EQ(certificate_of(url("https://127.0.0.1:1/")), "");
  EXPECT_EQ(certificate_of(url("http://127.0.0.1:1/")), "");
}

TEST_F(Tls, AsksForTheCertificateOfTheClient) {
  const auto closed = server("client.pem");
  EXPECT_EQ(posted(closed->url(), as("client")).end, End::whole);
  EXPECT_NE(posted(closed->url(), as("stranger")).end, End::whole);
  EXPECT_NE(posted(closed->url(), as("")).end, End::whole);
}

TEST_F(Tls, CertificatesThatCannotBeUsedAreToldAtOnce) {
  auto mixed = as("client");
  mixed.tls.key = file("stranger.key");
  EXPECT_THROW(posted("https://127.0.0.1:1/", mixed), std::invalid_argument);
  mixed.tls.key = file("none.key");
  EXPECT_THROW(posted("https://127.0.0.1:1/", mixed), std::invalid_argument);
  EXPECT_THROW(server("none.pem"), std::invalid_argument);
}

TEST(HttpServer, BoundsWhatItTakes) {
  int asked = 0;
  const HttpServer server({},
                          [&](const std::string&, const std::string&) {
                            return ++asked, HttpReply{204, "", ""};
                          },
                          {.body_bytes_max = 10});
  HttpClient client(url(server.url()), {plenty});
  EXPECT_EQ(client.post("/", "text/plain", "0123456789").status, 204);
  EXPECT_EQ(client.post("/", "text/plain", "0123456789a").status, 413);
  EXPECT_EQ(client.post("/", "text/plain", std::string(1'000'000, 'x')).status, 413);
  EXPECT_EQ(client.post("/", "text/plain", "").status, 204);
  EXPECT_EQ(asked, 2);
}

/// How much of this, over and over after what it begins with, a server takes before it hangs up; a gigabyte at most.
std::size_t taken_by(const HttpServer& server, const std::string& beginning, const std::string& again) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(server.port()));
  const int stranger = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  EXPECT_EQ(::connect(stranger, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::send(stranger, beginning.data(), beginning.size(), MSG_NOSIGNAL);
  std::size_t said = 0;
  pollfd one{stranger, POLLOUT | POLLRDHUP, 0};
  while (said < 1'000'000'000U && ::poll(&one, 1, static_cast<int>(plenty.count())) == 1 && one.revents == POLLOUT) {
    const auto sent = ::send(stranger, again.data(), again.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) said += static_cast<std::size_t>(sent);
  }
  EXPECT_NE(one.revents & (POLLRDHUP | POLLHUP | POLLERR), 0) << "it did not hang up";
  ::close(stranger);
  return said;
}

TEST(HttpServer, CutsOffAHeadThatHasNoEnd) {
  for (const bool trusts : {false, true}) {
    const HttpServer server({}, [](const std::string&, const std::string&) { return HttpReply{}; },
                            {.body_bytes_max = 1'000'000, .trusts = trusts});
    std::string small;
    while (small.size() < 100'000) small += "X: y\r\n";
    EXPECT_LT(taken_by(server, "POST / HTTP/1.1\r\nX: ", std::string(100'000, 'x')), 1'000'000'000U) << trusts;
    EXPECT_LT(taken_by(server, "POST / HTTP/1.1\r\n", small), 1'000'000'000U) << trusts;
    HttpClient client(url(server.url()), {plenty});
    for (int i = 0; i < 40; ++i) EXPECT_EQ(client.post("/", "text/plain", "x").status, 200) << "others go on";
  }
}

TEST(HttpServer, CutsOffNoBodyHoweverManyAndLong) {
  const HttpServer server({}, [](const std::string&, const std::string& body) {
    return HttpReply{200, "text/plain", std::to_string(body.size())};
  });
  HttpClient client(url(server.url()), {plenty});
  const std::string body(10'000'000, 'x');
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.post("/", "text/plain", body).bytes, "10000000");
}

TEST(HttpServer, SaysThatItCannotListen) {
  const auto handler = [](const std::string&, const std::string&) { return HttpReply{}; };
  const HttpServer first({}, handler);
  EXPECT_THROW(HttpServer({"127.0.0.1", first.port(), {}}, handler), std::runtime_error);
  EXPECT_THROW(HttpServer({"192.0.2.1", 0, {}}, handler), std::runtime_error);
}

TEST(HttpServer, EndsThoughAConnectionIsKept) {
  auto server =
      std::make_unique<HttpServer>(Listening{}, [](const std::string&, const std::string&) { return HttpReply{}; });
  HttpClient client(url(server->url()), {plenty});
  EXPECT_EQ(client.post("/", "text/plain", "").end, End::whole);
  const auto start = Watchdog::Clock::now();
  server.reset();
  EXPECT_LT(Watchdog::Clock::now() - start, std::chrono::seconds(14)) << "it waited for the connection to time out";
}

}  // namespace
}  // namespace hallmark::adaptor
