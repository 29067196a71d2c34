// What an operation over HTTP costs beside the library's own loopback: the same bytes there and back, one connection.
#include <benchmark/benchmark.h>
#include <httplib.h>

#include <stdexcept>
#include <thread>

#include "harness/adaptor/duis_service.h"
#include "harness/adaptor/http_adaptor.h"
#include "harness/adaptor/json_rpc.h"

namespace hallmark::adaptor {
namespace {

const observation::Observation drained = observation::Answered{observation::Drained{}};

std::string request_text() { return encode_request(1, scenario::Drain{}); }
std::string answer_text() { return result_response(1, observation::result(drained)).dump(); }

/// Answers everything as an empty drain.
class Idle final : public Adaptor {
 public:
  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    if (std::holds_alternative<scenario::Initialize>(stimulus))
      return observation::Answered{observation::Initialized{}};
    return drained;
  }
};

void library_alone(benchmark::State& state) {
  httplib::Server server;
  const std::string answer = answer_text();
  server.Post("/", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(answer, "application/json");
  });
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000'000);
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { server.listen_after_bind(); });
  {
    httplib::Client client("127.0.0.1", port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    const std::string request = request_text();
    for (auto _ : state) {
      if (!client.Post("/", request, "application/json")) state.SkipWithError("no answer");
    }
    state.SetItemsProcessed(state.iterations());
  }
  server.stop();
  thread.join();
}

void client_and_server(benchmark::State& state) {
  const std::string answer = answer_text();
  const HttpServer server({}, [&](const std::string&, const std::string&) {
    return HttpReply{200, "application/json", answer};
  });
  HttpClient client(url(server.url()), {});
  const std::string request = request_text();
  for (auto _ : state) {
    if (client.post("/", "application/json", request).status != 200) state.SkipWithError("no answer");
  }
  state.SetItemsProcessed(state.iterations());
}

void operation(benchmark::State& state) {
  Idle idle;
  ServiceOptions options;
  options.sender_of = [](std::string_view) { return std::string("user"); };
  const DuisService service(idle, std::move(options));
  HttpAdaptor adaptor(url(service.control_url()), {}, nullptr);
  adaptor.exchange(scenario::Initialize{"5.1"});
  for (auto _ : state) {
    if (adaptor.exchange(scenario::Drain{}) != drained) state.SkipWithError("no answer");
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(library_alone)->UseRealTime();
BENCHMARK(client_and_server)->UseRealTime();
BENCHMARK(operation)->UseRealTime();

}  // namespace
}  // namespace hallmark::adaptor
