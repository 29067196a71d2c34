// Operations that are under way together: in lanes, and over connections of their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "harness/adaptor/distorted.h"
#include "harness/adaptor/http_adaptor.h"
#include "harness/adaptor/in_process.h"
#include "harness/adaptor/json_rpc.h"
#include "harness/adaptor/plugin/plugin.h"

namespace hallmark::adaptor {
namespace {

using namespace observation;
using scenario::Stimulus;
using std::chrono::milliseconds;

constexpr milliseconds at_once_deadline{20'000};

/// Comes back where so many wait here, or after that time, which no test that passes uses up.
class Meeting {
 public:
  explicit Meeting(int expected) : expected_(expected) {}
  bool meet() {
    std::unique_lock lock(mutex_);
    ++here_;
    changed_.notify_all();
    return changed_.wait_for(lock, at_once_deadline, [&] { return here_ >= expected_; });
  }

 private:
  int expected_;
  int here_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// Answers where all of them have come.
class Meets final : public Adaptor {
 public:
  explicit Meets(Meeting& meeting) : meeting_(meeting) {}
  Observation exchange(const Stimulus& stimulus) override {
    if (std::holds_alternative<scenario::Shutdown>(stimulus)) throw std::invalid_argument("too long");
    const auto& device = std::get<scenario::Ssi>(stimulus).device;
    return Refused{meeting_.meet() ? device : "alone"};
  }

 private:
  Meeting& meeting_;
};

std::vector<Stimulus> reads(int count) {
  std::vector<Stimulus> made;
  for (int i = 0; i < count; ++i) made.emplace_back(scenario::Ssi{"user", "read", std::to_string(i)});
  return made;
}

TEST(Lanes, AreUnderWayTogetherAndAnswerInOrder) {
  Meeting meeting(8);
  Lanes lanes([&] { return std::make_unique<Meets>(meeting); });
  const auto seen = lanes.exchange(reads(8));
  ASSERT_EQ(seen.size(), 8U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], Observation(Refused{std::to_string(i)}));
  EXPECT_EQ(lanes.exchange(reads(3)).size(), 3U) << "lanes are used again";
}

TEST(Lanes, GiveBackWhatIsThrown) {
  Meeting meeting(1);
  Lanes lanes([&] { return std::make_unique<Meets>(meeting); });
  auto stimuli = reads(2);
  stimuli.emplace_back(scenario::Shutdown{});
  EXPECT_THROW(lanes.exchange(stimuli), std::invalid_argument);
  EXPECT_EQ(lanes.exchange(reads(2)).size(), 2U);
}

scenario::Submit asks(scenario::AtOnce at_once) {
  scenario::Submit made{"user", "send-command", "<a/>", {}};
  made.reading.at_once = at_once;
  return made;
}

/// A service that claims to take operations at once; a test says what becomes of a submit.
class TakesMany {
 public:
  explicit TakesMany(std::function<HttpReply(const Json& id)> submit, bool has_duis = false,
                     const HttpBounds& bounds = {})
      : submit_(std::move(submit)),
        has_duis_(has_duis),
        server_(
            {}, [this](const std::string& path, const std::string& body) { return answer(path, body); }, bounds) {}

  std::unique_ptr<HttpAdaptor> adaptor(milliseconds deadline = at_once_deadline) {
    auto made = std::make_unique<HttpAdaptor>(url(server_.url() + "/"), HttpOptions{deadline, 1'000'000}, nullptr);
    EXPECT_NE(observation::answer<Initialized>(made->exchange(scenario::Initialize{"5.4"})), nullptr);
    return made;
  }
  std::atomic<int> initialized = 0;

 private:
  HttpReply answer(const std::string& path, const std::string& body) {
    if (path != "/") return submit_(nullptr);
    const Json request = Json::parse(body);
    if (request["method"] == "submit") return submit_(request["id"]);
    Json result = Json::object();
    if (request["method"] == "initialize") {
      ++initialized;
      result = {{"protocol", 1},
                {"implementation", {{"name", "many"}, {"version", "1"}, {"vendor", "v"}, {"language", "C"}}},
                {"statement", {{"concurrent", 4}}}};
      if (has_duis_) result["duisBase"] = server_.url() + "/base";
    }
    if (request["method"] == "drain") result = observation::result(Observation(Answered{Drained{}}));
    return {200, "application/json", result_response(request["id"], result).dump()};
  }

  std::function<HttpReply(const Json&)> submit_;
  bool has_duis_;
  HttpServer server_;
};

TEST(HttpAtOnce, EachHasAConnectionOfItsOwn) {
  for (const bool has_duis : {false, true}) {
    Meeting meeting(6);
    TakesMany service(
        [&](const Json& id) {
          const std::string said = meeting.meet() ? "<together/>" : "<alone/>";
          if (id.is_null()) return HttpReply{200, "application/xml", said};
          return HttpReply{200, "application/json", result_response(id, {{"response", said}}).dump()};
        },
        has_duis);
    const auto adaptor = service.adaptor();
    EXPECT_EQ(adaptor->most_at_once(), 16);
    const std::vector<Stimulus> stimuli(6, asks(scenario::AtOnce::overlapping));
    for (const auto& seen : adaptor->exchange_at_once(stimuli)) {
      const auto* responded = observation::answer<Responded>(seen);
      ASSERT_NE(responded, nullptr) << to_json(seen);
      EXPECT_EQ(responded->response.xml, "<together/>");
    }
    EXPECT_EQ(adaptor->exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
    EXPECT_EQ(service.initialized, 1);
  }
}

TEST(HttpAtOnce, ABusyServiceIsLawfulOnlyWhereItIsOverloaded) {
  for (const int status : {503, 429}) {
    TakesMany service([=](const Json&) { return HttpReply{status, "text/plain", "busy"}; });
    const auto adaptor = service.adaptor();
    const std::vector<Stimulus> overloading(3, asks(scenario::AtOnce::overloading));
    for (const auto& seen : adaptor->exchange_at_once(overloading)) EXPECT_TRUE(std::holds_alternative<Refused>(seen));
    EXPECT_EQ(adaptor->exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
    EXPECT_EQ(service.initialized, 1) << "the conversation goes on";
    const std::vector<Stimulus> overlapping(3, asks(scenario::AtOnce::overlapping));
    for (const auto& seen : adaptor->exchange_at_once(overlapping))
      EXPECT_TRUE(std::holds_alternative<Malformed>(seen));
    adaptor->exchange(scenario::Drain{});
    EXPECT_EQ(service.initialized, 2) << "it broke, and is opened again";
    EXPECT_TRUE(std::holds_alternative<Malformed>(adaptor->exchange(asks(scenario::AtOnce::alone))));
  }
}

/// Who serves so many connections and no more gets to the next when one of an overload was answered, long before it
/// would give up one that is idle.
TEST(HttpAtOnce, AnOverloadGivesUpEachConnectionThatWasAnswered) {
  for (const bool has_duis : {false, true}) {
    TakesMany service(
        [](const Json& id) {
          if (id.is_null()) return HttpReply{200, "application/xml", "<a/>"};
          return HttpReply{200, "application/json", result_response(id, {{"response", "<a/>"}}).dump()};
        },
        has_duis, {.connections_at_once = 3});
    const auto adaptor = service.adaptor(milliseconds(10'000));
    for (const auto& seen : adaptor->exchange_at_once(std::vector<Stimulus>(12, asks(scenario::AtOnce::overloading))))
      EXPECT_NE(observation::answer<Responded>(seen), nullptr) << to_json(seen);
  }
}

TEST(HttpAtOnce, NoAnswerInTimeIsATimeOutForEachByItself) {
  std::atomic<int> number = 0;
  Meeting until_all_were_seen(2);
  TakesMany service([&](const Json& id) {
    if (number++ == 0) until_all_were_seen.meet();
    return HttpReply{200, "application/json", result_response(id, {{"response", "<a/>"}}).dump()};
  });
  const auto adaptor = service.adaptor(milliseconds(2000));
  const std::vector<Stimulus> stimuli(4, asks(scenario::AtOnce::overloading));
  const auto seen = adaptor->exchange_at_once(stimuli);
  until_all_were_seen.meet();
  const auto is_late = [](const auto& each) { return std::holds_alternative<TimedOut>(each); };
  EXPECT_GE(std::ranges::count_if(seen, is_late), 1);
  for (const auto& each : seen) EXPECT_TRUE(is_late(each) || observation::answer<Responded>(each)) << to_json(each);
  EXPECT_EQ(adaptor->exchange(scenario::Drain{}), Observation(Answered{Drained{}}));
  EXPECT_EQ(service.initialized, 1);
}

TEST(PluginAtOnce, IsCalledByManyThreads) {
  const auto adaptor =
      plugin_adaptor(HALLMARK_BIN_DIR "/../plugins/plugin_of_many_threads.so", {.deadline = at_once_deadline});
  ASSERT_NE(observation::answer<Initialized>(adaptor->exchange(scenario::Initialize{"5.4"})), nullptr);
  EXPECT_EQ(adaptor->most_at_once(), 16);
  for (int round = 0; round < 3; ++round) {
    const auto seen = adaptor->exchange_at_once(std::vector<Stimulus>(4, asks(scenario::AtOnce::overlapping)));
    ASSERT_EQ(seen.size(), 4U);
    for (const auto& each : seen) {
      const auto* responded = observation::answer<Responded>(each);
      ASSERT_NE(responded, nullptr) << to_json(each);
      EXPECT_EQ(responded->response.xml, "<together/>");
    }
  }
}

TEST(PluginAtOnce, OneWithoutAnAnswerBreaksAll) {
  const auto adaptor =
      plugin_adaptor(HALLMARK_BIN_DIR "/../plugins/plugin_of_many_threads.so", {.deadline = at_once_deadline});
  adaptor->exchange(scenario::Initialize{"5.4"});
  std::vector<Stimulus> stimuli(5, asks(scenario::AtOnce::overlapping));
  std::get<scenario::Submit>(stimuli[2]).user = "none";
  for (const auto& each : adaptor->exchange_at_once(stimuli)) {
    ASSERT_TRUE(std::holds_alternative<Crashed>(each)) << to_json(each);
    EXPECT_THAT(std::get<Crashed>(each).log, testing::HasSubstr("gave no answer"));
  }
  EXPECT_EQ(adaptor->exchange(scenario::Registration{"1", "change-of-tenancy", {}}), Observation(Answered{Done{}}))
      << "a fresh process";
}

/// Whoever cannot do better hands over one after the other.
TEST(AtOnce, GoesInTurnWhereNothingElseCanBeDone) {
  std::vector<std::string> order;
  class InTurn final : public Adaptor {
   public:
    explicit InTurn(std::vector<std::string>& order) : order_(order) {}
    Observation exchange(const Stimulus& stimulus) override {
      order_.push_back(std::get<scenario::Ssi>(stimulus).device);
      return Answered{Done{}};
    }

   private:
    std::vector<std::string>& order_;
  };
  Distorted distorted(std::make_unique<InTurn>(order), [](const Stimulus& stimulus, Observation& seen) {
    seen = Refused{std::get<scenario::Ssi>(stimulus).device};
  });
  EXPECT_EQ(distorted.most_at_once(), 1);
  EXPECT_EQ(distorted.exchange_at_once(reads(2)), (std::vector<Observation>{Refused{"0"}, Refused{"1"}}));
  EXPECT_EQ(order, (std::vector<std::string>{"0", "1"}));
}

}  // namespace
}  // namespace hallmark::adaptor
