// Requests that are under way together with a set or clear of the flag.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using scenario::AtOnce;
using spec::Level;

constexpr const char* overlap_canary = "00112233445566778899aabbccddeeff";

scenario::Submit overlapping(Scene& scene, const std::string& srv, const std::string& device) {
  auto made = scene.request(srv, device);
  made.reading.at_once = AtOnce::overlapping;
  return made;
}

/// The demands that no command goes for that request.
std::vector<Sought<NoCommandFor>> forbidding(const Expectation& expectation, const scenario::Submit& submit) {
  auto all = all_of<NoCommandFor>(expectation);
  std::erase_if(all, [&](const auto& each) { return each.condition.request_id != submit.reading.request_id; });
  return all;
}

TEST(Overlap, ASetLeavesOpenWhatIsAnswered) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
  const auto expectation = scene.submit(asked, "I99");
  EXPECT_FALSE(demands<NothingHandedOver>(expectation));
  EXPECT_FALSE(demands<RefusedByErrorCode>(expectation));
  EXPECT_TRUE(demands<ResponseMatches>(expectation));
}

TEST(Overlap, WhatWasAcceptedCameBeforeTheSet) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
  scene.submit(asked, "I99");
  EXPECT_TRUE(forbidding(scene.drain(commands(asked, {scene.all.esme})), asked).empty());
  scene.answer_from_device(asked, overlap_canary);
  EXPECT_FALSE(demands<PayloadWithheld>(scene.drain()));
}

TEST(Overlap, WhatWasRefusedLeavesNothing) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
  scene.submit(asked, "E5");
  const auto forbidden = forbidding(scene.drain(), asked);
  ASSERT_EQ(forbidden.size(), 1U);
  EXPECT_EQ(forbidden.front().level, Level::must);
  scene.answer_from_device(asked, overlap_canary);
  EXPECT_TRUE(demands<PayloadWithheld>(scene.drain()));
}

TEST(Overlap, WhatIsRefusedLaterIsNotSentAsWell) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
  scene.submit(asked, "I99");
  const auto first = scene.drain(later(asked, "E5", ""));
  ASSERT_TRUE(one<NotBothWays>(first));
  EXPECT_EQ(one<NotBothWays>(first)->condition.request_id, asked.reading.request_id);
  EXPECT_FALSE(forbidding(scene.drain(), asked).empty());
}

TEST(Overlap, AClearLeavesItOpenToo) {
  for (const std::string code : {"I99", "E5"}) {
    Scene scene;
    scene.set(scene.all.esme);
    scene.drain();
    scene.clear(scene.all.esme);
    const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
    EXPECT_FALSE(demands<NotRefusedAsMalformed>(scene.submit(asked, code)));
    EXPECT_EQ(forbidding(scene.drain(), asked).empty(), code == "I99") << code;
    scene.answer_from_device(asked, overlap_canary);
    EXPECT_EQ(demands<PayloadWithheld>(scene.drain()), code == "E5") << code;
  }
}

/// Nothing is open of what begins after the answer, of another meter, and where the set changed nothing.
TEST(Overlap, LeavesNothingElseOpen) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.submit(overlapping(scene, "4.1.1", scene.all.esme), "E5");
  EXPECT_TRUE(demands<NothingHandedOver>(scene.submit(scene.request("4.1.1", scene.all.esme), "E5")));
  EXPECT_TRUE(demands<NothingHandedOver>(scene.submit(overlapping(scene, "4.1.1", scene.all.esme), "E5")))
      << "it overlaps a request that began after the answer";
  scene.set(scene.all.esme);
  EXPECT_TRUE(demands<NothingHandedOver>(scene.submit(overlapping(scene, "4.1.1", scene.all.esme), "E5")));
  scene.set(scene.all.gsme);
  EXPECT_TRUE(demands<NothingHandedOver>(scene.submit(overlapping(scene, "4.1.1", scene.all.esme), "E5")));
  EXPECT_FALSE(demands<NothingHandedOver>(scene.submit(overlapping(scene, "4.1.1", scene.all.gpf), "E5")))
      << "the gas meter's flag is that of its proxy";
  scene.read(scene.all.gsme);
  EXPECT_TRUE(demands<NothingHandedOver>(scene.submit(overlapping(scene, "4.1.1", scene.all.gpf), "E5")));
}

TEST(Overlap, ASetThatWasRefusedLeavesNothingOpen) {
  Scene scene;
  scene.ssi(scene.all.import_supplier, "set-restricted", scene.all.esme, false);
  const auto asked = overlapping(scene, "4.1.1", scene.all.esme);
  EXPECT_TRUE(demands<NotRefusedAsMalformed>(scene.submit(asked, "I99")));
}

TEST(Overload, IsRefusedInAnyWayOrNotAnswered) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.drain();  // what follows waits for the set
  auto asked = scene.request("4.1.1", scene.all.esme);
  asked.reading.at_once = AtOnce::overloading;
  const auto expectation = scene.take(asked, observation::TimedOut{5000, {}, {}});
  EXPECT_TRUE(expectation.may_be_late);
  EXPECT_TRUE(demands<NotCarriedOut>(expectation));
  EXPECT_FALSE(demands<RefusedByErrorCode>(expectation));
  EXPECT_EQ(forbidding(scene.drain(), asked).size(), 1U);
  EXPECT_EQ(forbidding(scene.drain(), asked).size(), 1U) << "it may be carried out late";
  EXPECT_FALSE(scene.submit(scene.request("4.1.1", scene.all.esme), "E5").may_be_late);
}

}  // namespace
}  // namespace hallmark::oracle
