// Following a conversation: who answers as the leader needs no judging, who does not says again what it said.
#include "suites/follower.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::suites {
namespace {

using observation::Observation;
using scenario::Stimulus;

const Stimulus drain = scenario::Drain{};
const Stimulus advance = scenario::Advance{};

Observation refused(const std::string& why) { return observation::Refused{why}; }

/// Refuses with the number of the exchange, and with another word at one of them.
class Counts final : public adaptor::Adaptor {
 public:
  explicit Counts(int differs_at = 0) : differs_at_(differs_at) {}
  Observation exchange(const Stimulus&) override {
    ++asked_;
    return refused(asked_ == differs_at_ ? "no" : std::to_string(asked_));
  }

 private:
  int differs_at_;
  int asked_ = 0;
};

struct Following {
  Follower::Cost cost;
  Follower follower;
  Leader leader{std::make_unique<Counts>()};

  explicit Following(int differs_at) : follower(std::make_unique<Counts>(differs_at), cost) {
    follower.begin(true);
    leader.begin({&follower});
    for (const auto& each : {drain, advance, drain}) leader.exchange(each);
    leader.end();
  }
};

TEST(Follower, FollowsWhoAnswersTheSame) {
  const Following same(0);
  EXPECT_TRUE(same.follower.follows());
  EXPECT_EQ(same.cost.steps, 3);
  EXPECT_EQ(same.leader.conversation().size(), 3U);
}

TEST(Follower, SaysAgainWhatItSaidBeforeItLeftAndGoesOnFromThere) {
  Following other(2);
  EXPECT_FALSE(other.follower.follows());
  EXPECT_EQ(other.cost.steps, 2) << "it is not asked on once it has left";
  other.follower.remember(other.leader.conversation());
  EXPECT_EQ(other.follower.exchange(drain), refused("1"));
  EXPECT_EQ(other.follower.exchange(advance), refused("no"));
  EXPECT_EQ(other.cost.steps, 2) << "that was asked already";
  EXPECT_EQ(other.follower.exchange(drain), refused("3"));
  EXPECT_EQ(other.cost.steps, 3);
}

TEST(Follower, IsNotAskedOtherwiseThanItRemembers) {
  Following other(3);
  other.follower.remember(other.leader.conversation());
  EXPECT_THROW(other.follower.exchange(advance), std::logic_error);
}

TEST(Follower, ForgetsTheLastConversationWhenANewOneBegins) {
  Following other(3);
  other.follower.remember(other.leader.conversation());
  other.follower.begin(false);
  EXPECT_EQ(other.follower.exchange(advance), refused("4")) << "by itself from the start";
}

TEST(Leader, LeadsNobodyOnceItEnded) {
  Following same(0);
  same.leader.exchange(drain);
  EXPECT_EQ(same.cost.steps, 3);
  EXPECT_EQ(same.leader.conversation().size(), 3U);
}

}  // namespace
}  // namespace hallmark::suites
