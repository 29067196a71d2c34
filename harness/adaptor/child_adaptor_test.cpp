#include "harness/adaptor/child_adaptor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <stdexcept>

#include "harness/observation/observation_json.h"

namespace hallmark::adaptor {
namespace {

using namespace observation;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

constexpr milliseconds plenty{20'000};
constexpr milliseconds brief{200};  ///< for what never answers

const std::string program = "'" HALLMARK_BIN_DIR "/miniature_child' ";
const scenario::Initialize initialize{"5.4", "placeholder"};

/// An adaptor whose implementation misbehaves on `drain` only.
std::unique_ptr<ChildAdaptor> on_drain(const std::string& mode, ChildOptions options = {plenty}) {
  return std::make_unique<ChildAdaptor>(program + mode + " drain", options);
}

/// Whether a fresh process answers what comes next.
void expect_alive(Adaptor& adaptor) { EXPECT_EQ(adaptor.exchange(scenario::Reset{}), Observation(Answered{Done{}})); }

template <class Kind>
Kind drain(Adaptor& adaptor) {
  const Observation first = adaptor.exchange(initialize);
  EXPECT_NE(answer<Initialized>(first), nullptr) << observation::to_json(first);
  const Observation observation = adaptor.exchange(scenario::Drain{});
  const auto* kind = std::get_if<Kind>(&observation);
  EXPECT_NE(kind, nullptr) << observation::to_json(observation);
  return kind ? *kind : Kind{};
}

TEST(ChildAdaptor, TakesHonestAnswers) {
  for (const char* mode : {"honest-empty", "split", "stderr", "slow", "slow-start", "eager"}) {
    ChildAdaptor adaptor(program + mode, {plenty});
    const Observation first = adaptor.exchange(initialize);
    ASSERT_NE(answer<Initialized>(first), nullptr) << mode << observation::to_json(first);
    EXPECT_EQ(answer<Initialized>(first)->implementation.name, "miniature_child");
    expect_alive(adaptor);
    scenario::Submit submit;
    submit.duis = std::string(300'000, 'x');
    EXPECT_EQ(adaptor.exchange(submit), Observation(Refused{"it implements nothing"}));
    EXPECT_EQ(adaptor.exchange(scenario::Drain{}), Observation(Answered{Drained{}})) << mode;
    EXPECT_EQ(adaptor.exchange(scenario::Shutdown{}), Observation(Answered{Done{}})) << mode;
  }
}

TEST(ChildAdaptor, EveryOperationHasItsAnswer) {
  ChildAdaptor adaptor(program + "honest-empty", {plenty});
  adaptor.exchange(initialize);
  SsiAnswer refused;
  refused.reason = "it implements nothing";
  EXPECT_EQ(adaptor.exchange(scenario::Ssi{"u", "read", "d"}), Observation(Answered{refused}));
  EXPECT_EQ(adaptor.exchange(scenario::Inventory{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor.exchange(scenario::Registration{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor.exchange(scenario::FromDevice{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor.exchange(scenario::Advance{}), Observation(Answered{Done{}}));
  EXPECT_EQ(adaptor.exchange(scenario::InstallCode{}), Observation(Answered{InstallCodeRequested{"1"}}));
  EXPECT_EQ(adaptor.exchange(scenario::Report{"performance", {}, {}}), Observation(Answered{Reported{}}));
  EXPECT_EQ(adaptor.exchange(scenario::Report{"service-requests", {}, {}}),
            Observation(Answered{Reported{{}, {}, 0, 0}}));
}

TEST(ChildAdaptor, AProcessThatEndsIsACrash) {
  auto exiting = on_drain("exit");
  EXPECT_EQ(drain<Crashed>(*exiting).how, "its process exited with status 3 without an answer");
  expect_alive(*exiting);

  auto aborting = on_drain("crash");
  const auto crashed = drain<Crashed>(*aborting);
  EXPECT_EQ(crashed.how, "its process was killed by signal 6 (Aborted) without an answer");
  EXPECT_THAT(crashed.log, StartsWith("about to abort\n"));
  expect_alive(*aborting);

  auto half = on_drain("half-exit");
  const auto partly = drain<Crashed>(*half);
  EXPECT_EQ(partly.how, "its process exited with status 0 within its answer");
  EXPECT_THAT(partly.bytes, StartsWith(R"({"jsonrpc":"2.0",)"));
  expect_alive(*half);
}

TEST(ChildAdaptor, AProcessThatEndsAtOnceIsACrashEachTime) {
  ChildAdaptor adaptor(program + "exit", {plenty});
  for (const scenario::Stimulus& stimulus : {scenario::Stimulus{initialize}, scenario::Stimulus{scenario::Reset{}}}) {
    EXPECT_EQ(adaptor.exchange(stimulus),
              Observation(Crashed{"its process exited with status 3 without an answer", "", ""}));
  }
}

TEST(ChildAdaptor, AClosedOutputIsACrashThoughTheProcessRuns) {
  auto adaptor = on_drain("close-output");
  EXPECT_EQ(drain<Crashed>(*adaptor).how, "its process closed its output without an answer");
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, AnErrorOfItsOwnIsACrash) {
  auto adaptor = on_drain("broke");
  const auto crashed = drain<Crashed>(*adaptor);
  EXPECT_EQ(crashed.how, "answered error -32000: out of luck");
  EXPECT_THAT(crashed.bytes, HasSubstr("out of luck"));
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, AnOperationNotOfferedIsDeclinedAndTheProcessKept) {
  auto adaptor = on_drain("decline");
  EXPECT_EQ(drain<Declined>(*adaptor), (Declined{-32601, "not offered"}));
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, NoAnswerIsATimeout) {
  ChildAdaptor silent(program + "hang", {brief});
  EXPECT_EQ(silent.exchange(initialize), Observation(TimedOut{200, "", ""}));

  ChildAdaptor half(program + "half", {brief});
  const Observation observation = half.exchange(initialize);
  const auto* timed_out = std::get_if<TimedOut>(&observation);
  ASSERT_NE(timed_out, nullptr);
  EXPECT_THAT(timed_out->bytes, StartsWith(R"({"jsonrpc":"2.0",)"));
}

TEST(ChildAdaptor, AfterATimeoutAFreshProcessAnswers) {
  // Long enough for a process to start on a busy machine, and short enough to wait for.
  auto adaptor = on_drain("hang", {milliseconds(2000)});
  EXPECT_EQ(drain<TimedOut>(*adaptor).after_ms, 2000);
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, WhatIsNoAnswerIsMalformedAndKept) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"babble", "no JSON: ", "Hello, is that you?"},
      {"garble", "no JSON: ", R"({"jsonrpc":"2.0")"},
      {"not-text", "no JSON: ", "\xFF\xFE{}"},
      {"deep", "nested more than 64 deep", "[[["},
      {"wrong-id", "no JSON-RPC response: id must be 2, was 4711", R"({"jsonrpc":"2.0","id":4711)"},
  };
  for (const auto& [mode, why, bytes] : table) {
    auto adaptor = on_drain(mode);
    const auto malformed = drain<Malformed>(*adaptor);
    EXPECT_THAT(malformed.why, StartsWith(why)) << mode;
    EXPECT_THAT(malformed.bytes, StartsWith(bytes)) << mode;
    EXPECT_LE(malformed.bytes.size(), 64U * 1024) << mode;
    expect_alive(*adaptor);
  }
}

TEST(ChildAdaptor, AFloodIsCutOff) {
  auto adaptor = on_drain("flood", {plenty, 1'000'000});
  const auto malformed = drain<Malformed>(*adaptor);
  EXPECT_EQ(malformed.why, "an answer of more than 1000000 bytes");
  EXPECT_EQ(malformed.bytes, std::string(64 * 1024, 'x'));
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, ItsLogIsKeptWhereItBroke) {
  ChildAdaptor adaptor("sh -c 'echo what happened >&2; read line; echo nonsense'", {plenty});
  const Observation observation = adaptor.exchange(initialize);
  const auto* malformed = std::get_if<Malformed>(&observation);
  ASSERT_NE(malformed, nullptr);
  EXPECT_EQ(malformed->bytes, "nonsense");
  EXPECT_EQ(malformed->log, "what happened\n");
}

TEST(ChildAdaptor, AFreshProcessIsInitializedFirst) {
  ChildAdaptor adaptor(program + "exit-after 2", {plenty});
  EXPECT_NE(answer<Initialized>(adaptor.exchange(initialize)), nullptr);
  expect_alive(adaptor);
  EXPECT_TRUE(std::holds_alternative<Crashed>(adaptor.exchange(scenario::Reset{})));
  expect_alive(adaptor);  // its first answer went to the initialize
  EXPECT_TRUE(std::holds_alternative<Crashed>(adaptor.exchange(scenario::Reset{})));

  ChildAdaptor shorter(program + "exit-after 1", {plenty});
  EXPECT_NE(answer<Initialized>(shorter.exchange(initialize)), nullptr);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(std::holds_alternative<Crashed>(shorter.exchange(scenario::Reset{})));
  }
}

TEST(ChildAdaptor, AnOrphanThatHoldsThePipesIsKilledToo) {
  auto adaptor = on_drain("orphan");
  EXPECT_EQ(drain<Crashed>(*adaptor).how, "its process exited with status 0 without an answer");
  expect_alive(*adaptor);
}

TEST(ChildAdaptor, AfterShutdownTheProcessEndsByItself) {
  ChildAdaptor adaptor(program + "honest-empty", {plenty});
  adaptor.exchange(initialize);
  EXPECT_EQ(adaptor.exchange(scenario::Shutdown{}), Observation(Answered{Done{}}));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
  EXPECT_EQ(adaptor.exchange(scenario::Shutdown{}), Observation(Answered{Done{}})) << "nothing is left to shut down";
  expect_alive(adaptor);

  ChildAdaptor lingering(program + "linger", {milliseconds(2000)});
  lingering.exchange(initialize);
  EXPECT_TRUE(std::holds_alternative<TimedOut>(lingering.exchange(scenario::Shutdown{})));
}

TEST(ChildAdaptor, AProcessThatIsToBeKilledIsNotAsked) {
  ChildAdaptor lingering(program + "linger", {plenty});
  lingering.exchange(initialize);
  EXPECT_EQ(lingering.exchange(scenario::Shutdown{.killed = true}), Observation(Answered{Done{}}));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
  expect_alive(lingering);
}

TEST(ChildAdaptor, BytesAreSentOnlyWhereTheStatementTakesThem) {
  ChildAdaptor adaptor(program + "honest-empty", {plenty});
  adaptor.exchange(initialize);
  scenario::Submit submit;
  submit.duis = "\xFF";
  EXPECT_TRUE(std::holds_alternative<Declined>(adaptor.exchange(submit)));
}

/// A set, a drain and a read, at once; the drain is where it misbehaves.
const std::vector<scenario::Stimulus> three = {scenario::Ssi{"u", "set-restricted", "d"}, scenario::Drain{},
                                               scenario::Ssi{"u", "read", "d"}};

std::vector<Observation> three_of(Adaptor& adaptor) {
  EXPECT_NE(answer<Initialized>(adaptor.exchange(initialize)), nullptr);
  auto seen = adaptor.exchange_all(three);
  if (is_broken(seen.back())) expect_alive(adaptor);
  return seen;
}

SsiAnswer refused_by_nothing() {
  SsiAnswer refused;
  refused.reason = "it implements nothing";
  return refused;
}

TEST(ChildAdaptorBatch, GoesInOneLineAndIsAnsweredInOrder) {
  std::vector<std::string> lines;
  ChildOptions options{plenty};
  options.listener = [&](std::string_view sent, const Line&, std::chrono::microseconds) { lines.emplace_back(sent); };
  ChildAdaptor adaptor(program + "honest-empty", options);
  const Observation refused = Answered{refused_by_nothing()};
  EXPECT_EQ(three_of(adaptor), (std::vector<Observation>{refused, Answered{Drained{}}, refused}));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[1], StartsWith(R"([{"jsonrpc":"2.0","id":2,"method":"ssi",)"));
  EXPECT_THAT(lines[1], HasSubstr(R"(},{"jsonrpc":"2.0","id":3,"method":"drain","params":{}},{)"));
  EXPECT_EQ(adaptor.exchange(scenario::Drain{}), Observation(Answered{Drained{}})) << "and goes on one by one";
}

TEST(ChildAdaptorBatch, OneEntryThatIsBrokenEndsItThere) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table = {
      {"babble", "no JSON: ", "Hello, is that you?"},
      {"wrong-id", "no JSON-RPC response: id must be 3, was 4711", R"({"jsonrpc":"2.0","id":4711)"},
  };
  for (const auto& [mode, why, bytes] : table) {
    auto adaptor = on_drain(mode);
    const auto seen = three_of(*adaptor);
    ASSERT_EQ(seen.size(), 2U) << mode;
    EXPECT_EQ(seen[0], Observation(Answered{refused_by_nothing()})) << mode;
    const auto* malformed = std::get_if<Malformed>(&seen[1]);
    ASSERT_NE(malformed, nullptr) << mode;
    EXPECT_THAT(malformed->why, StartsWith(why));
    EXPECT_THAT(malformed->bytes, StartsWith(bytes)) << "the entry, not the list";
  }
  const auto broke = three_of(*on_drain("broke"));
  ASSERT_EQ(broke.size(), 2U);
  EXPECT_EQ(std::get<Crashed>(broke[1]).how, "answered error -32000: out of luck");
  const auto declined = three_of(*on_drain("decline"));
  ASSERT_EQ(declined.size(), 3U) << "a declined operation breaks nothing";
  EXPECT_EQ(declined[1], Observation(Declined{-32601, "not offered"}));
}

TEST(ChildAdaptorBatch, AListThatIsBrokenIsWhatCameOfTheFirstWithoutAnAnswer) {
  const std::vector<std::tuple<std::string, std::size_t, std::string>> table = {
      {"no-list", 1, "not one list in answer to a batch of 3 requests"},
      {"open-list", 1, "not one list in answer to a batch of 3 requests"},
      {"one-too-few", 3, "a list of 2 in answer to a batch of 3 requests"},
      {"one-too-many", 3, "a list of more answers to a batch of 3 requests"},
      {"turned-round", 1, "no JSON-RPC response: id must be 2, was 4"},
      {"not-text drain", 2, "no JSON: "},
      {"deep drain", 1, "not one list in answer to a batch of 3 requests"},
      {"long-line drain", 1, "an answer of more than 1000000 bytes"},
  };
  for (const auto& [mode, length, why] : table) {
    ChildAdaptor adaptor(program + mode, {plenty, 1'000'000});
    const auto seen = three_of(adaptor);
    ASSERT_EQ(seen.size(), length) << mode;
    const auto* malformed = std::get_if<Malformed>(&seen.back());
    ASSERT_NE(malformed, nullptr) << mode;
    EXPECT_THAT(malformed->why, StartsWith(why)) << mode;
    EXPECT_FALSE(malformed->bytes.empty()) << mode;
    EXPECT_LE(malformed->bytes.size(), 64U * 1024) << mode;
  }
}

TEST(ChildAdaptorBatch, AProcessThatEndsWithinItIsACrash) {
  for (const char* mode : {"exit", "crash", "half-exit", "close-output"}) {
    const auto seen = three_of(*on_drain(mode));
    ASSERT_EQ(seen.size(), 1U) << mode;
    const auto* crashed = std::get_if<Crashed>(&seen[0]);
    ASSERT_NE(crashed, nullptr) << mode;
    EXPECT_THAT(crashed->how, HasSubstr("within its answer")) << mode;
    EXPECT_THAT(crashed->bytes, StartsWith("[")) << mode;
  }
}

TEST(ChildAdaptorBatch, HasTheDeadlineOfAnAnswerForEach) {
  const std::vector<scenario::Stimulus> two = {scenario::Inventory{}, scenario::Drain{}};
  auto hanging = on_drain("hang", {milliseconds(2000)});
  ASSERT_NE(answer<Initialized>(hanging->exchange(initialize)), nullptr);
  EXPECT_EQ(hanging->exchange_all(two), (std::vector<Observation>{TimedOut{4000, "[", ""}}));
  // Later than one deadline, within two.
  ChildAdaptor slow(
      "sh -c 'read line; echo \"$0\"; read line; sleep 3; echo \"$1\"'"
      " '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocol\":1,\"implementation\":{\"name\":\"n\","
      "\"version\":\"1\",\"vendor\":\"v\",\"language\":\"l\"},\"statement\":{}}}'"
      " '[{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}},{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}]'",
      {milliseconds(2000)});
  ASSERT_NE(answer<Initialized>(slow.exchange(initialize)), nullptr);
  const std::vector<scenario::Stimulus> events = {scenario::Inventory{}, scenario::Registration{}};
  EXPECT_EQ(slow.exchange_all(events), (std::vector<Observation>{Answered{Done{}}, Answered{Done{}}}));
}

TEST(ChildAdaptorBatch, AFreshProcessIsInitializedFirst) {
  ChildAdaptor adaptor(program + "exit-after 2", {plenty});
  three_of(adaptor);
  EXPECT_TRUE(std::holds_alternative<Crashed>(adaptor.exchange(scenario::Drain{})));
  EXPECT_EQ(adaptor.exchange_all(three).size(), 3U);
}

TEST(ChildAdaptorBatch, WhatCannotGoTogetherGoesOneByOne) {
  ChildAdaptor adaptor(program + "honest-empty", {plenty});
  scenario::Submit no_text;
  no_text.duis = "\xFF";
  scenario::Submit large;
  large.duis = std::string(9'000'000, 'x');
  EXPECT_EQ(adaptor.exchange_all(std::vector<scenario::Stimulus>{initialize, scenario::Drain{}}).size(), 2U);
  const auto seen = adaptor.exchange_all(std::vector<scenario::Stimulus>{no_text, scenario::Drain{}});
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_TRUE(std::get<Declined>(seen[0]).unsent);
  const Observation refused = Refused{"it implements nothing"};
  EXPECT_EQ(adaptor.exchange_all(std::vector<scenario::Stimulus>{large, large}),
            (std::vector<Observation>{refused, refused}));
}

TEST(ChildAdaptor, AnAmendedStatementIsGoneBy) {
  ChildOptions options{plenty};
  options.amendment = [](Statement& statement) { statement.bytes = true; };
  ChildAdaptor adaptor(program + "honest-empty", options);
  const auto opened = adaptor.exchange(initialize);
  EXPECT_TRUE(answer<Initialized>(opened)->statement.bytes);
  scenario::Submit submit;
  submit.duis = "\xFF";
  EXPECT_EQ(adaptor.exchange(submit), Observation(Refused{"it implements nothing"}));
}

TEST(ChildAdaptor, ACommandThatCannotBeIsRefusedBeforeAnythingRuns) {
  EXPECT_THROW(ChildAdaptor("no-such-program-anywhere"), std::invalid_argument);
  EXPECT_THROW(ChildAdaptor("sh 'open"), std::invalid_argument);
  EXPECT_THROW(ChildAdaptor(""), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::adaptor
