#include "harness/run/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/observation/observation_json.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"
#include "harness/scenario/json_text.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::run {
namespace {

using observation::Answered;
using testing::ElementsAre;
using testing::HasSubstr;

/// A trace that a test writes, line by line; removed with its owner.
class Trace {
 public:
  explicit Trace(const std::string& name = "trace")
      : path_(std::filesystem::path(testing::TempDir()) / (name + "_" + std::to_string(getpid()) + ".jsonl")),
        out_(path_) {
    TraceHeader header;
    header.schema_version = "5.1";
    header.statement.facets = {"restricted-mode"};
    header.estate = pair_estate().estate;
    out_ << trace_text(header, {});
  }
  ~Trace() { std::filesystem::remove(path_); }
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  std::size_t text(const std::string& line) {
    out_ << line << '\n';
    return ++lines_;
  }
  std::size_t put(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
    Json json = {{"operation", scenario::operation(stimulus)}};
    Json parameters = scenario::params(stimulus);
    for (auto& [name, value] : parameters.items()) json[name] = std::move(value);
    json["result"] = observation::result(observation);
    return text(scenario::json_line(json));
  }
  /// What an implementation makes of it.
  std::size_t put(const scenario::Stimulus& stimulus, adaptor::Adaptor& adaptor) {
    return put(stimulus, adaptor.exchange(stimulus));
  }
  Audit judged(bool skip_garbled = false) {
    out_.flush();
    return audit(path_, built_rules(), skip_garbled);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::ofstream out_;
  std::size_t lines_ = 1;
};

std::unique_ptr<adaptor::Adaptor> opened() {
  auto made = shipped("reference")();
  made->exchange(scenario::Initialize{"5.1", "placeholder"});
  made->exchange(scenario::Reset{pair_estate().estate});
  return made;
}

scenario::Ssi ssi(const char* action) { return {pair_estate().import_supplier, action, pair_estate().esme}; }

observation::Observation drained(const observation::Effects& effects) {
  return Answered{observation::Drained{effects}};
}

/// Ten thousand lawful steps of an honest system; a forbidden command is drained somewhere among them.
std::size_t write_day(Trace& trace, int hidden_at) {
  const auto system = opened();
  const auto& all = pair_estate();
  std::size_t breach = 0;
  std::uint64_t counter = 1000;
  trace.put(ssi("set-restricted"), *system);
  for (int i = 1; i < 10'000; ++i) {
    if (i == hidden_at) {
      const auto forbidden = small_request("4.1.1", 7);
      trace.put(forbidden, *system);
      observation::Effects leak;
      leak.to_devices.push_back({all.esme, forbidden.reading.request_id, "4.1.1", {}, {}});
      breach = trace.put(scenario::Drain{}, drained(leak));
    } else if (i % 100 == 0) {
      trace.put(scenario::Drain{}, *system);
    } else if (i % 10 == 0) {
      trace.put(small_request(i % 20 == 0 ? "11.2" : "4.1.1", ++counter), *system);
    } else if (i % 10 == 5) {
      trace.put(scenario::Advance{all.estate.now + i}, *system);
    } else {
      trace.put(
          scenario::Ssi{i % 2 == 0 ? all.import_supplier : all.gas_supplier, "read", i % 2 == 0 ? all.esme : all.gsme},
          *system);
    }
  }
  return breach;
}

TEST(Audit, OneForbiddenCommandAmongTenThousandLawfulStepsIsFoundAndShrunk) {
  Trace trace("day");
  const auto breach = write_day(trace, 5'003);
  const auto found = trace.judged();
  EXPECT_EQ(found.steps, 10'001U);
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->line, breach);
  EXPECT_THAT(found.first->judgement.requirements, testing::Contains("mp169.consumption-never-leaves"));
  const auto matter = lines_that_matter(trace.path(), built_rules(), *found.first);
  ASSERT_EQ(matter.size(), 3U);
  EXPECT_EQ(scenario::operation(matter[0].exchange.stimulus), "ssi");
  EXPECT_EQ(matter[0].number, 2U);
  EXPECT_EQ(scenario::operation(matter[1].exchange.stimulus), "submit");
  EXPECT_EQ(matter[2].number, breach);

  // The few lines are a trace that breaks the same.
  Trace few("few");
  std::ofstream(few.path(), std::ios::trunc) << trace_text(found.header, matter);
  const auto again = audit(few.path(), built_rules(), false);
  ASSERT_TRUE(again.first);
  EXPECT_EQ(again.first->judgement.requirements, found.first->judgement.requirements);
}

TEST(Audit, AnHonestDayBreaksNothing) {
  Trace trace("honest");
  write_day(trace, -1);
  const auto found = trace.judged();
  EXPECT_FALSE(found.first) << found.first->line << ": " << found.first->judgement.reason;
  EXPECT_FALSE(found.error);
  EXPECT_GT(found.judgements, 10'000U);
  EXPECT_EQ(found.steps, 10'000U);
}

/// The documents stand for themselves: a request that says 6.13 and reads consumption is what its Body says.
TEST(Audit, ReadsRequestsFromTheirDocuments) {
  Trace trace;
  auto dressed = small_request("4.1.1", 9);
  const auto swap = [&](const std::string& from, const std::string& to) {
    dressed.duis.replace(dressed.duis.find(from), from.size(), to);
  };
  swap("Reference>4.1<", "Reference>6.13<");
  swap("Variant>4.1.1<", "Variant>6.13<");
  observation::Effects leak;
  leak.to_devices.push_back({pair_estate().esme, dressed.reading.request_id, "6.13", {}, {}});
  const auto system = opened();
  trace.put(ssi("set-restricted"), *system);
  trace.put(dressed, observation::Refused{"no"});
  const auto line = trace.put(scenario::Drain{}, drained(leak));
  const auto found = trace.judged();
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->line, line);
  EXPECT_THAT(found.first->judgement.requirements, testing::Contains("mp169.consumption-never-leaves"));
}

TEST(Audit, WhatTheTimeBeforeCouldExplainIsNotHeldAgainstTheSystem) {
  Trace trace;
  const auto system = opened();
  const auto old = small_request("11.2", 3);
  observation::Effects late;
  late.to_devices.push_back({pair_estate().other_esme, old.reading.request_id, "11.2", {}, {}});
  const auto answer = shipped("reference")();
  trace.put(ssi("set-restricted"), *system);
  trace.put(scenario::Drain{}, drained(late));
  const auto found = trace.judged();
  EXPECT_FALSE(found.first) << found.first->judgement.reason;
  EXPECT_EQ(found.from_before, 1);
  // The same for a request that the trace has is a breach.
  late.to_devices[0].request_id.clear();
  Trace named("named");
  named.put(ssi("set-restricted"), *system);
  named.put(scenario::Drain{}, drained(late));
  EXPECT_TRUE(named.judged().first);
}

TEST(Audit, UnreadableRequestsAreCountedAndNotJudged) {
  Trace trace;
  auto hostile = small_request("4.1.1", 4);
  hostile.duis = "<!DOCTYPE a><a/>";
  trace.put(hostile, observation::Refused{"hostile"});
  const auto found = trace.judged();
  EXPECT_EQ(found.unreadable, 1U);
  EXPECT_EQ(found.steps, 0U);
  EXPECT_EQ(found.judgements, 0U);
}

TEST(Audit, AMomentOnALineMovesTheClock) {
  const auto& all = pair_estate();
  const auto late = scenario::text(all.estate.now + 3 * 86400);
  const std::string reach = R"({"at":")" + late + R"(","operation":"ssi","user":")" + all.import_supplier +
                            R"(","action":"set-restricted","device":")" + all.esme +
                            R"(","result":{"outcome":"accepted","effective":")";
  Trace sound;
  sound.text(reach + late + "\"}}");
  EXPECT_FALSE(sound.judged().first);
  Trace slow("slow");
  slow.text(reach + scenario::text(all.estate.now + 4 * 86400 + 1) + "\"}}");
  EXPECT_TRUE(slow.judged().first);
}

TEST(Audit, AGarbledLineIsNamedOrCounted) {
  const auto error_of = [](const std::string& line) {
    Trace trace("garbled");
    trace.text("");
    trace.text(line);
    try {
      trace.judged();
    } catch (const GarbledLine& wrong) {
      return std::string(wrong.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(error_of("{"), HasSubstr(".jsonl:3: no JSON"));
  EXPECT_THAT(error_of("[]"), HasSubstr(".jsonl:3: must be an object"));
  EXPECT_THAT(error_of(R"({"operation":"dance","result":{}})"), HasSubstr("dance"));
  EXPECT_THAT(error_of(R"({"operation":"drain"})"), HasSubstr("result must be an object"));
  EXPECT_THAT(error_of(R"({"operation":"drain","result":{"toDevices":[{}]}})"), HasSubstr("toDevices[0].device"));
  EXPECT_THAT(error_of(R"({"operation":"drain","at":"noon","result":{}})"), HasSubstr("at must be"));
  Trace trace;
  const auto system = opened();
  trace.text("garbage");
  trace.put(ssi("set-restricted"), *system);
  const auto found = trace.judged(true);
  EXPECT_EQ(found.garbled, 1U);
  EXPECT_EQ(found.steps, 1U);
}

TEST(Audit, AFileThatIsNoTraceIsSaidSo) {
  Trace trace;
  std::ofstream(trace.path(), std::ios::trunc) << "";
  EXPECT_THROW(audit(trace.path(), built_rules(), true), GarbledLine);
  std::ofstream(trace.path(), std::ios::trunc) << "{\"trace\":1,\"schema\":\"5.1\"}\n";
  EXPECT_THROW(audit(trace.path(), built_rules(), true), GarbledLine);
  EXPECT_THROW(audit("/nowhere.jsonl", built_rules(), true), std::runtime_error);
}

}  // namespace
}  // namespace hallmark::run
