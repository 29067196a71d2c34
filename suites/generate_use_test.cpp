// `hallmark generate` as a user meets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

TEST(Generate, EveryBodyIsValidInEverySize) {
  const Workplace place;
  for (const std::string size : {"least", "rich", "random"}) {
    const auto made = place.hallmark("generate --all --count 3 --size " + size + " --out " + size);
    EXPECT_THAT(made.out, HasSubstr("390 documents")) << made.err;
    const auto judged = place.hallmark("validate " + size + "/*.xml");
    EXPECT_EQ(judged.exit_code, 0) << judged.out;
    EXPECT_THAT(judged.out, HasSubstr("390 of 390 valid"));
  }
}

TEST(Generate, SameSeedGivesTheSameDocuments) {
  const Workplace place;
  const auto one = place.hallmark("generate --srv 1.1.1 --count 5 --seed 3").out;
  EXPECT_EQ(one, place.hallmark("generate --srv 1.1.1 --count 5 --seed 3").out);
  EXPECT_NE(one, place.hallmark("generate --srv 1.1.1 --count 5 --seed 4").out);
}

TEST(Generate, ADeviationIsRefusedByItsLayer) {
  const Workplace place;
  place.write("hostile.xml", place.hallmark("generate --srv 8.2 --deviation external_entity").out);
  EXPECT_THAT(place.hallmark("validate hostile.xml").out, HasSubstr("hostile: a DOCTYPE"));
  place.write("broken.xml", place.hallmark("generate --srv 8.2 --deviation mismatched_end_tag").out);
  EXPECT_THAT(place.hallmark("validate broken.xml").out, HasSubstr("well-formedness"));
}

TEST(Generate, DeviationsFromTheSchemaAreRefusedForTheirReason) {
  const Workplace place;
  const auto made = place.hallmark("generate --srv 1.1.1 --deviation above_max_inclusive --count 20 --out wrong");
  EXPECT_THAT(made.out, HasSubstr("20 documents")) << made.err;
  const auto judged = place.hallmark("validate wrong/*.xml");
  EXPECT_EQ(judged.exit_code, 1);
  EXPECT_THAT(judged.out, HasSubstr("0 of 20 valid"));
  EXPECT_THAT(place.hallmark("generate --all --deviation wrong_order").out, HasSubstr("<sr:Header>"));
}

TEST(Generate, AReplayComesWithTheRequestBeforeIt) {
  const Workplace place;
  const auto made = place.hallmark("generate --srv 4.1.1 --deviation replayed_request_id").out;
  EXPECT_EQ(std::count(made.begin(), made.end(), '\n'), 2);
  const auto id = [&](std::size_t since) {
    const auto start = made.find("<sr:RequestID>", since);
    return made.substr(start, made.find("</sr:RequestID>", since) - start);
  };
  EXPECT_EQ(id(0), id(made.find('\n')));
  place.hallmark("generate --srv 4.1.1 --deviation counter_below_earlier --count 2 --out replays");
  EXPECT_THAT(place.hallmark("validate replays/*.xml").out, HasSubstr("4 of 4 valid"));
}

TEST(Generate, WhatCannotDeviateSoIsSaid) {
  const Workplace place;
  const auto run = place.hallmark("generate --srv 8.2 --deviation at_min_exclusive");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("no request for 8.2 could deviate as at_min_exclusive: try --all"));
}

TEST(Generate, CoverageIsWhole) {
  const Workplace place;
  const auto run = place.hallmark("generate --coverage");
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, HasSubstr("choice branches"));
}

TEST(Generate, ASignedDocumentVerifies) {
  const Workplace place;
  const std::string keys = HALLMARK_SHARE_DIR "/keys/test-user";
  place.write("signed.xml", place.hallmark("generate --srv 8.2 --sign '" + keys + ".key.pem," + keys + ".pem'").out);
  const auto verified = place.hallmark("verify-signature signed.xml --certificate '" + keys + ".pem'");
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
}

TEST(Generate, BadUseIsOneLineAndExitThree) {
  const Workplace place;
  for (const std::string arguments :
       {"generate", "generate --srv 9.9", "generate --srv 8.2 --all", "generate --srv 8.2 --size big",
        "generate --srv 8.2 --deviation no_such", "generate --srv 8.2 --sign key"}) {
    const auto run = place.hallmark(arguments);
    EXPECT_EQ(run.exit_code, 3) << arguments;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  }
}

}  // namespace
}  // namespace hallmark::suites
