// What a way to an implementation costs: judged steps over each of them beside the same in process, and beside a
// ping-pong of the same lines whose two ends read and write them with the same JSON library and do nothing else.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "harness/adaptor/duis_service.h"
#include "harness/adaptor/http_adaptor.h"
#include "harness/adaptor/in_process.h"
#include "harness/adaptor/json_rpc.h"
#include "harness/adaptor/plugin/plugin.h"
#include "harness/implementations/catalogue.h"
#include "harness/run/session.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"

extern char** environ;

namespace hallmark::benchmarks {
namespace {

using adaptor::ChildAdaptor;
using adaptor::ChildOptions;
using adaptor::Line;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr int pairs_a_case = 100;
constexpr int steps_a_case = 2 + 2 * pairs_a_case;

const std::string program = HALLMARK_BIN_DIR "/hallmark";
const std::string pong = HALLMARK_BIN_DIR "/transport_pong";

/// This process, and those it starts meanwhile, on the last core that it may have.
class OnOneCore {
 public:
  OnOneCore() {
    ::sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    for (int core = CPU_SETSIZE - 1; CPU_COUNT(&one) == 0; --core) {
      if (CPU_ISSET(core, &before_)) CPU_SET(core, &one);
    }
    ::sched_setaffinity(0, sizeof one, &one);
  }
  OnOneCore(const OnOneCore&) = delete;
  OnOneCore& operator=(const OnOneCore&) = delete;
  ~OnOneCore() { ::sched_setaffinity(0, sizeof before_, &before_); }

 private:
  cpu_set_t before_{};
};

/// A request and what came of it, over and over.
const run::Case& pairs() {
  static const run::Case made = [] {
    std::vector<scenario::Stimulus> steps = {scenario::Reset{run::pair_estate().estate}, scenario::Drain{}};
    for (int i = 0; i < pairs_a_case; ++i) {
      steps.emplace_back(run::small_request("4.1.1", 1000 + static_cast<std::uint64_t>(i)));
      steps.emplace_back(scenario::Drain{});
    }
    run::Case pairs;
    pairs.id = "benchmark/transport/pairs";
    pairs.facet = "restricted-mode";
    pairs.trials = [steps](std::uint64_t) { return std::vector<run::Trial>{{steps, {}, "", ""}}; };
    return pairs;
  }();
  return made;
}

std::unique_ptr<adaptor::Adaptor> over_exec(ChildOptions options = {}) {
  return std::make_unique<ChildAdaptor>(program, std::vector<std::string>{program, "serve", "reference", "--stdio"},
                                        std::move(options));
}

void judge_over(benchmark::State& state, std::unique_ptr<adaptor::Adaptor> adaptor, int batch) {
  run::Rules rules = run::built_rules();
  rules.batch = batch;
  run::Session session(std::move(adaptor), rules);
  for (auto round : state) {
    const auto done = session.play(pairs());
    if (done.row.verdict.outcome > verdict::Outcome::warn) return state.SkipWithError("the reference fails");
    if (done.steps.size() != steps_a_case) return state.SkipWithError("not every step was played");
  }
  session.close();
  state.SetItemsProcessed(state.iterations() * steps_a_case);
}

/// The lines of that case, as they go over a pipe.
struct Talk {
  std::vector<Json> requests;
  std::string answers_file;
};

Talk talk_in_batches_of(int batch) {
  std::vector<std::pair<std::string, std::string>> lines;
  ChildOptions options;
  options.listener = [&](std::string_view sent, const Line& line, std::chrono::microseconds) {
    lines.emplace_back(sent, line.bytes);
  };
  run::Rules rules = run::built_rules();
  rules.batch = batch;
  run::Session session(over_exec(std::move(options)), rules);
  lines.clear();
  session.play(pairs());
  Talk talk;
  talk.answers_file = (fs::temp_directory_path() / ("transport_pong." + std::to_string(::getpid()))).string();
  std::ofstream answers(talk.answers_file);
  for (const auto& [request, answer] : lines) {
    talk.requests.push_back(Json::parse(request));
    answers << answer << '\n';
  }
  return talk;
}

/// Its other end, on pipes that block.
class Pong {
 public:
  explicit Pong(const std::string& answers) : spawned_(adaptor::spawn(pong, {pong, answers})) {
    for (const auto* ours : {&spawned_.input, &spawned_.output})
      ::fcntl(ours->number(), F_SETFL, ::fcntl(ours->number(), F_GETFL) & ~O_NONBLOCK);
  }
  Pong(const Pong&) = delete;
  Pong& operator=(const Pong&) = delete;
  ~Pong() {
    ::kill(spawned_.process, SIGTERM);
    ::waitpid(spawned_.process, nullptr, 0);
  }

  /// The line in answer to a line, both with their ends.
  const std::string& exchange(const std::string& line) {
    for (std::size_t sent = 0; sent < line.size();)
      sent += length(::write(spawned_.input.number(), line.data() + sent, line.size() - sent));
    for (answer_.clear(); !answer_.ends_with('\n');)
      answer_.append(buffer_.data(), length(::read(spawned_.output.number(), buffer_.data(), buffer_.size())));
    return answer_;
  }

 private:
  static std::size_t length(ssize_t count) {
    if (count <= 0) throw std::runtime_error("the other end has gone");
    return static_cast<std::size_t>(count);
  }

  adaptor::Spawned spawned_;
  std::string answer_;
  std::string buffer_ = std::string(64 * 1024, '\0');
};

void play_ping_pong(benchmark::State& state) {
  const Talk talk = talk_in_batches_of(2);
  Pong other(talk.answers_file);
  for (auto round : state) {
    for (const Json& request : talk.requests)
      benchmark::DoNotOptimize(Json::parse(other.exchange(request.dump() + '\n')));
  }
  state.SetItemsProcessed(state.iterations() * steps_a_case);
  fs::remove(talk.answers_file);
}

void ping_pong_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  play_ping_pong(state);
}
void ping_pong_free(benchmark::State& state) { play_ping_pong(state); }

/// The reference with a validator of its own, as in a process of its own: one that is shared remembers the answer about
/// a document that the run has just made, so that the implementation would not do its part of the work.
void inproc_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  const auto& rules = run::built_rules();
  const schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto make = implementations::maker("reference", *rules.facts, *rules.profile, validator);
  judge_over(state, std::make_unique<adaptor::InProcess>(make), 2);
}
void exec_one_by_one_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  judge_over(state, over_exec(), 1);
}
void exec_pairs_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  judge_over(state, over_exec(), 2);
}
void exec_batches_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  judge_over(state, over_exec(), 32);
}
void exec_one_by_one_free(benchmark::State& state) { judge_over(state, over_exec(), 1); }
void exec_pairs_free(benchmark::State& state) { judge_over(state, over_exec(), 2); }
void exec_batches_free(benchmark::State& state) { judge_over(state, over_exec(), 32); }
void so_pairs_on_one_core(benchmark::State& state) {
  const OnOneCore here;
  judge_over(state, adaptor::plugin_adaptor(HALLMARK_BIN_DIR "/../plugins/hallmark_reference.so", {}), 2);
}
void http_free(benchmark::State& state) {
  const auto reference = run::shipped("reference")();
  adaptor::ServiceOptions options;
  options.sender_of = [](std::string_view) { return run::pair_estate().import_supplier; };
  const adaptor::DuisService service(*reference, std::move(options));
  judge_over(
      state,
      std::make_unique<adaptor::HttpAdaptor>(adaptor::url(service.control_url()), adaptor::HttpOptions{}, nullptr), 1);
}

/// A file with the least that an initialize is answered with, for as long as this lives.
class OpeningAnswer {
 public:
  OpeningAnswer() {
    std::ofstream(file_)
        << R"({"jsonrpc":"2.0","id":1,"result":{"protocol":1,"implementation":{"name":"n","version":"1",)"
           R"("vendor":"v","language":"l"},"statement":{}}})"
        << '\n';
  }
  OpeningAnswer(const OpeningAnswer&) = delete;
  OpeningAnswer& operator=(const OpeningAnswer&) = delete;
  ~OpeningAnswer() { fs::remove(file_); }
  const std::string& file() const { return file_; }

 private:
  std::string file_ = (fs::temp_directory_path() / ("transport_opening." + std::to_string(::getpid()))).string();
};

/// The program by itself: started, asked one line, and seen to its end.
void start_bare(benchmark::State& state) {
  const OpeningAnswer answer;
  const std::string line = adaptor::encode_request(1, scenario::Initialize{"5.1"}) + '\n';
  std::string file = answer.file();
  std::string name = pong;
  char* arguments[] = {name.data(), file.data(), nullptr};
  std::string buffer(64 * 1024, '\0');
  for (auto round : state) {
    int input[2];
    int output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) return state.SkipWithError("no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    pid_t process = -1;
    if (::posix_spawn(&process, pong.c_str(), &actions, nullptr, arguments, environ) != 0)
      return state.SkipWithError("not started");
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    const bool is_sent = ::write(input[1], line.data(), line.size()) == static_cast<ssize_t>(line.size());
    if (!is_sent || ::read(output[0], buffer.data(), buffer.size()) <= 0) return state.SkipWithError("no answer");
    ::close(input[1]);
    ::close(output[0]);
    ::waitpid(process, nullptr, 0);
  }
}

void start_by_adaptor(benchmark::State& state) {
  const OpeningAnswer answer;
  for (auto round : state) {
    ChildAdaptor adaptor(pong, {pong, answer.file()}, {});
    if (observation::is_broken(adaptor.exchange(scenario::Initialize{"5.1"}))) return state.SkipWithError("no answer");
  }
}

BENCHMARK(ping_pong_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(ping_pong_free)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(inproc_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_one_by_one_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_pairs_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_batches_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_one_by_one_free)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_pairs_free)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(exec_batches_free)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(so_pairs_on_one_core)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(http_free)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(start_bare)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(start_by_adaptor)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hallmark::benchmarks
