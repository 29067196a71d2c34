// Requests signed just before they are sent, and what is kept of them.
#include "harness/run/user_signers.h"

#include <gtest/gtest.h>

#include "harness/generator/deviation.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/implementations/catalogue.h"
#include "harness/run/small_world.h"
#include "harness/scenario/encoding.h"

namespace hallmark::run {
namespace {

using observation::Answered;
using observation::Observation;
using scenario::Stimulus;

const std::filesystem::path keys = HALLMARK_SHARE_DIR "/keys";

schema::Certificate certificate_of(const std::string& owner) {
  return schema::Certificate::load(keys / (owner + ".pem"));
}
schema::Signer signer_of(const std::string& owner) {
  return {schema::SigningKey::load(keys / (owner + ".key.pem")), certificate_of(owner)};
}

/// Gas Suppliers sign with a key of their own.
const UserSigners& signers() {
  static const UserSigners made({{"", signer_of("test-user")}, {"GS", signer_of("test-device")}});
  return made;
}

const generator::Premises& estate() {
  static const generator::Premises built = [] {
    generator::Random random(5);
    return generator::premises(random);
  }();
  return built;
}

scenario::Submit request(const std::string& srv, int command_variant) {
  static const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  generator::RequestPlan plan;
  plan.service = built_rules().facts->service_request(srv);
  plan.device_type = "ESME";
  plan.device = estate().esme;
  plan.user = estate().import_supplier;
  plan.command_variant = command_variant;
  plan.counter = 7;
  plan.schema_version = "5.1";
  return generator::request(*schema::samples_of(samples, srv).at(0), plan, estate());
}

TEST(UserSigners, PutASignatureThatHoldsOnAValidRequest) {
  const auto submit = request("4.1.1", 1);
  ASSERT_FALSE(schema::verify(submit.duis, certificate_of("test-user")).valid);
  const auto sent = signers().sign(submit, {"IS"});
  EXPECT_TRUE(schema::verify(sent.duis, certificate_of("test-user")).valid);
  EXPECT_FALSE(built_rules().validator->check(sent.duis));
  EXPECT_TRUE(sent.reading == submit.reading);
}

TEST(UserSigners, SignForARoleWithItsOwnKey) {
  const auto sent = signers().sign(request("4.1.1", 1), {"GS"});
  EXPECT_TRUE(schema::verify(sent.duis, certificate_of("test-device")).valid);
  EXPECT_FALSE(schema::verify(sent.duis, certificate_of("test-user")).valid);
  EXPECT_EQ(signers().certificates(),
            (std::vector<std::string>{certificate_of("test-user").pem(), certificate_of("test-device").pem()}));
  EXPECT_TRUE(signers().names().back().starts_with("GS: serial "));
  EXPECT_THROW(UserSigners({{"GS", signer_of("test-user")}}), std::invalid_argument);
}

TEST(UserSigners, SignThePreCommandBeforeTheDocument) {
  const auto submit = request("7.3", 5);
  const auto sent = signers().sign(submit, {"IS"});
  const auto holds = [](const std::string& xml) {
    const auto octets = scenario::from_base64(generator::pre_command_payload(xml)).value();
    return generator::gbcs_signature_holds(octets, certificate_of("test-user"));
  };
  EXPECT_FALSE(holds(submit.duis));
  EXPECT_TRUE(holds(sent.duis));
  EXPECT_TRUE(schema::verify(sent.duis, certificate_of("test-user")).valid);
}

TEST(UserSigners, SignDeviationsInMeaningAndLeaveThoseInCharacters) {
  const auto valid = request("4.1.1", 1);
  const auto other = request("8.2", 8);
  const generator::DeviationSource source{&valid, &other, built_rules().facts, &estate()};
  int in_meaning = 0, in_characters = 0;
  generator::Random random(1);
  for (const auto& deviation : generator::meaning_deviations()) {
    const auto deviant = deviation.apply(source, random);
    if (!deviant) continue;
    EXPECT_TRUE(schema::verify(signers().sign(*deviant, {}).duis, certificate_of("test-user")).valid) << deviation.name;
    ++in_meaning;
  }
  for (const auto& deviation : generator::text_deviations()) {
    const auto deviant = deviation.apply(source, random);
    if (!deviant) continue;
    EXPECT_EQ(signers().sign(*deviant, {}).duis, deviant->duis) << deviation.name;
    ++in_characters;
  }
  EXPECT_GT(in_meaning, 3);
  EXPECT_GT(in_characters, 10);
  auto unreadable = valid;
  unreadable.duis = "<open>";
  EXPECT_THROW(signers().sign(unreadable, {}), schema::SignatureError);
  unreadable.reading.deviation = "something_else";
  EXPECT_EQ(signers().sign(unreadable, {}).duis, "<open>");
}

/// One request without the flag; a case of its own.
Case asking(const scenario::Submit& submit) {
  Case made;
  made.id = "test/user_signers/asks.one";
  made.facet = "duis-schema";
  made.requirements = {"duis.valid-accepted"};
  made.one_must_be_accepted = true;
  made.trials = [submit](std::uint64_t) {
    Trial trial;
    trial.clear = {scenario::Reset{estate().estate}, submit, scenario::Drain{}};
    trial.clear_probe = submit.reading.request_id;
    return std::vector<Trial>{trial};
  };
  return made;
}

/// The reference, behind a wire that may change what is submitted.
Played played_by_reference(const Case& test_case, std::function<void(scenario::Submit&)> wire) {
  auto rules = built_rules();
  rules.signers = &signers();
  std::shared_ptr<adaptor::Adaptor> reference =
      implementations::maker("reference", *rules.facts, *rules.profile, *rules.validator)();
  const auto script = [reference, wire](const Stimulus& stimulus) {
    auto sent = stimulus;
    if (auto* submit = std::get_if<scenario::Submit>(&sent)) wire(*submit);
    return reference->exchange(sent);
  };
  return Session(std::make_unique<Scripted>(script), rules).play(test_case);
}

TEST(SignedRun, IsAcceptedByWhoVerifiesAndATamperedDocumentIsNot) {
  const auto submit = request("4.1.1", 1);
  EXPECT_EQ(played_by_reference(asking(submit), [](scenario::Submit&) {}).row.verdict.outcome, verdict::Outcome::pass);
  const auto tampered = played_by_reference(asking(submit), [](scenario::Submit& sent) {
    const auto at = sent.duis.find(":7<");
    ASSERT_NE(at, std::string::npos);
    sent.duis.replace(at, 2, ":8");
  });
  EXPECT_EQ(tampered.row.verdict.outcome, verdict::Outcome::fail);
  EXPECT_EQ(tampered.row.axes.clear, "refused E1");
  const auto unsigned_one =
      played_by_reference(asking(submit), [&](scenario::Submit& sent) { sent.duis = submit.duis; });
  EXPECT_EQ(unsigned_one.row.axes.clear, "refused E1");
}

/// Answers the request with the pre-command it holds, and every drain too; steps are kept whole, as no flag is set.
TEST(SignedRun, KeepsWhatIsTheSameEachTime) {
  const auto echoing = [](const Stimulus& stimulus) -> Observation {
    static std::string payload;
    if (std::holds_alternative<scenario::Initialize>(stimulus)) return claiming({"duis-schema"});
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
      payload = generator::pre_command_payload(submit->duis);
      return Answered{observation::Responded{{"<x>" + payload + "</x>", {}}}};
    }
    if (!std::holds_alternative<scenario::Drain>(stimulus)) return Answered{observation::Done{}};
    observation::Drained drained;
    drained.effects.to_devices.push_back({"d", "r", "7.3", {}, payload});
    drained.effects.to_users.push_back({"u", {"<y>" + payload + "</y>", {}}});
    return Answered{drained};
  };
  auto rules = built_rules();
  rules.signers = &signers();
  const auto submit = request("7.3", 5);
  const auto steps = [&] {
    std::string text;
    for (const auto& step : Session(std::make_unique<Scripted>(echoing), rules).play(asking(submit)).steps)
      text += step.stimulus.dump() + step.observation.dump() + '\n';
    return text;
  };
  const auto once = steps();
  EXPECT_EQ(once, steps());
  EXPECT_NE(once.find("<x>" + generator::pre_command_payload(submit.duis)), std::string::npos);
}

}  // namespace
}  // namespace hallmark::run
