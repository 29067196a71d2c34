// The options of the reference, and every alternative that a test may want to go through.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "harness/generator/deviation.h"
#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

observation::Statement statement(const std::string& name, const spec::Profile& profile = real_profile()) {
  Scene scene(name, profile);
  const auto observation = scene.ask(scenario::Initialize{"5.1"});
  return observation::answer<observation::Initialized>(observation)->statement;
}

std::string error_of(const std::string& query) {
  try {
    maker("reference?" + query, real_facts(), real_profile(), real_validator());
  } catch (const std::invalid_argument& wrong) {
    return wrong.what();
  }
  return "no error";
}

TEST(ReferenceOptions, OfEveryAlternativeAreDeclaredUnlessTold) {
  std::map<std::string, std::size_t> answers;
  for (const auto& [point, token] : reference_alternatives(real_facts())) {
    const auto name = "reference?" + point + "=" + token;
    const auto said = statement(name);
    ++answers[point];
    if (point == "rejection-code") {
      EXPECT_EQ(said.rejection_code, token);
    } else {
      const bool is_choice = real_facts().open_point(point)->answers.size() > 1;
      EXPECT_EQ(std::ranges::count(said.choices, std::pair(point, token)), is_choice ? 1 : 0) << name;
    }
    const auto silent = statement(name + "&declare=no");
    EXPECT_TRUE(silent.choices.empty());
    EXPECT_EQ(silent.rejection_code, std::nullopt);
  }
  for (const auto& point : real_facts().open_points)
    EXPECT_EQ(answers[point.id], point.answers.empty() ? 4U : point.answers.size()) << point.id;
}

TEST(ReferenceOptions, ThatASingleAnswerOrAKeyMakesAreNotDeclared) {
  const auto declares = [](const observation::Statement& said, const std::string& point) {
    return std::ranges::any_of(said.choices, [&](const auto& choice) { return choice.first == point; });
  };
  EXPECT_FALSE(declares(statement("reference"), "hub-exchange"));
  EXPECT_TRUE(declares(statement("reference"), "billing-data-log-alert"));
  EXPECT_FALSE(declares(statement("reference?billing-data-log-alert:gas=deliver"), "billing-data-log-alert"));
  EXPECT_TRUE(declares(statement("reference"), "top-up-while-restricted"));
  const spec::Profile own("own.csv", "sha256:0", real_profile().rows(), {}, false);
  EXPECT_FALSE(declares(statement("reference", own), "top-up-while-restricted")) << "a profile file decides it";
}

TEST(ReferenceOptions, AreSaidInTheStatement) {
  const auto plain = statement("reference");
  EXPECT_EQ(plain.effective_within, "PT0S");
  EXPECT_EQ(plain.feed_every, "PT0S");
  EXPECT_TRUE(plain.payment_mode_known);
  EXPECT_FALSE(plain.survives_restart);
  const auto other = statement(
      "reference?effective-when:clear=announced&effective-within=PT90M&feed-every=P1D&payment-mode-known=no"
      "&survives-restart=yes&facets=restricted-mode,install-codes");
  EXPECT_EQ(other.effective_within, "PT5400S");
  EXPECT_EQ(other.feed_every, "PT86400S");
  EXPECT_FALSE(other.payment_mode_known);
  EXPECT_TRUE(other.survives_restart);
  EXPECT_EQ(other.facets, (std::vector<std::string>{"restricted-mode", "install-codes"}));
}

TEST(ReferenceOptions, ThatAreWrongSayWhatToDo) {
  EXPECT_EQ(error_of("set-while-sot=accept"),
            "\"set-while-sot\" is no open point: `hallmark list open-points` names them and their answers");
  EXPECT_EQ(error_of("set-while-set=perhaps"),
            "\"perhaps\" is no permitted answer of set-while-set: use accept, refuse");
  EXPECT_EQ(error_of("rejection-code=I0").substr(0, 45), "\"I0\" is no permitted answer of rejection-code");
  EXPECT_EQ(error_of("rejection-code=E999").substr(0, 4), "\"E99");
  EXPECT_EQ(error_of("set-while-set:gas=accept"), "set-while-set has one answer for all: leave out \":gas\"");
  EXPECT_EQ(error_of("other-alerts:=deliver"), "other-alerts is followed by a colon and no key");
  EXPECT_EQ(error_of("set-while-set"),
            "\"set-while-set\" is no option: write name=value, several joined by &, e.g. "
            "reference?set-while-set=refuse&declare=no");
  EXPECT_EQ(error_of("declare=no&declare=no"), "declare stands twice: leave one out");
  EXPECT_EQ(error_of("declare=maybe"), "declare=maybe: use yes or no");
  EXPECT_EQ(error_of("feed-every=P2D"), "feed-every=P2D: use an ISO 8601 duration up to P1D, e.g. PT1H");
  EXPECT_EQ(error_of("install-code-day=11"), "install-code-day=11: use a Working Day from 0 (at once) to 10");
  EXPECT_EQ(error_of("refusal-timing=never"), "refusal-timing=never: use at-once, later or silent");
  EXPECT_EQ(error_of("facets=restricted-mode,all").substr(0, 36), "facets=restricted-mode,all: use some");
  EXPECT_EQ(error_of("clock=sun"), "clock=sun: use virtual or real");
  EXPECT_EQ(error_of("clock=real&delay-ms=-1"), "delay-ms=-1: use milliseconds from 0 to 3600000");
  EXPECT_EQ(error_of("delay-ms=50"), "delay-ms: only a clock of its own delays anything: add clock=real");
  EXPECT_EQ(error_of("clock=real&delay-ms=50"), "no error");
  EXPECT_EQ(error_of(""), "no error");
}

/// Each deviation of the generator is refused and sends nothing, or means the same as the plain request.
TEST(ReferenceDeviations, AreRefusedOrTreatedAlike) {
  Scene scene;
  const auto& all = scene.all;
  const std::vector<scenario::Submit> valid = {scene.request("4.1.1", all.esme), scene.request("11.2", all.gsme, 2),
                                               scene.request("1.1.1", all.esme, 4), scene.request("5.1", all.esme, 8),
                                               scene.request("8.11", all.chf, 1, all.import_supplier)};
  generator::Random random(3);
  std::size_t refused = 0;
  std::size_t alike = 0;
  for (const auto& deviation : generator::all_deviations()) {
    for (std::size_t i = 0; i < valid.size(); ++i) {
      const generator::DeviationSource source{&valid[i], &valid[(i + 1) % valid.size()], &real_facts(), &all};
      const auto deviant = deviation.apply(source, random);
      if (!deviant) continue;
      scene.reset();
      const auto plain = scene.code_of(valid[i]);
      const auto sent = scene.drain().to_devices.size();
      scene.reset();
      const auto code = scene.code_of(*deviant);
      const auto effects = scene.drain();
      if (deviation.fate == generator::Fate::equivalent) {
        EXPECT_EQ(code, plain) << deviation.name;
        EXPECT_EQ(effects.to_devices.size(), sent) << deviation.name;
        ++alike;
      } else {
        EXPECT_TRUE(code == "rejected" || code.front() == 'E') << deviation.name << ": " << code;
        EXPECT_TRUE(is_quiet(effects)) << deviation.name;
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 100U);
  EXPECT_GT(alike, 20U);
}

}  // namespace
}  // namespace hallmark::implementations
