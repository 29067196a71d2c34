// A dropped refusal is a breach that a pair sees; where nothing was refused, or nothing accepted before, none is
// planted.
#include "harness/run/drops_refusal.h"

#include <gtest/gtest.h>

#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"

namespace hallmark::run {
namespace {

struct Went {
  verdict::Verdict verdict;
  bool dropped = false;
};

Went played(const std::string& srv, std::unique_ptr<adaptor::Adaptor> implementation) {
  auto shim = std::make_unique<DropsRefusal>(std::move(implementation), *built_rules().vote);
  const auto* dropping = shim.get();
  Session session(std::move(shim), built_rules());
  Went went;
  went.verdict = session.play(small_pair(srv)).row.verdict;
  went.dropped = dropping->has_dropped();
  return went;
}

bool fails_for(const verdict::Verdict& verdict, const std::string& id) {
  return std::any_of(verdict.judgements.begin(), verdict.judgements.end(), [&](const auto& judgement) {
    const auto& ids = judgement.requirements;
    return judgement.outcome == verdict::Outcome::fail && std::find(ids.begin(), ids.end(), id) != ids.end();
  });
}

TEST(DropsRefusal, LetsARejectedRequestThrough) {
  const auto went = played("4.1.1", shipped("reference")());
  EXPECT_TRUE(went.dropped);
  EXPECT_EQ(went.verdict.outcome, verdict::Outcome::fail);
  EXPECT_TRUE(fails_for(went.verdict, "mp169.allow-list"));
  EXPECT_FALSE(fails_for(went.verdict, "duis.response-matches")) << "only the refusal is to be wrong";
  EXPECT_FALSE(fails_for(went.verdict, "duis.response-valid"));
}

TEST(DropsRefusal, LeavesAPermittedRequestAlone) {
  const auto went = played("6.2.4", shipped("reference")());
  EXPECT_FALSE(went.dropped);
  EXPECT_NE(went.verdict.outcome, verdict::Outcome::fail);
}

TEST(DropsRefusal, DropsNothingOfWhoRefusesOrAcceptsAll) {
  EXPECT_FALSE(played("4.1.1", shipped("miniature/refuses-all")()).dropped);
  EXPECT_FALSE(played("4.1.1", shipped("miniature/accepts-all")()).dropped);
}

/// One refusal and no more.
TEST(DropsRefusal, DropsOneOnly) {
  auto shim = std::make_unique<DropsRefusal>(shipped("reference")(), *built_rules().vote);
  Session session(std::move(shim), built_rules());
  EXPECT_EQ(session.play(small_pair("4.1.1")).row.verdict.outcome, verdict::Outcome::fail);
  EXPECT_EQ(session.play(small_pair("4.1.1")).row.verdict.outcome, verdict::Outcome::pass);
}

}  // namespace
}  // namespace hallmark::run
