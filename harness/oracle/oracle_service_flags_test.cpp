#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using observation::Effects;
using scenario::InventoryChange;
using spec::Level;

constexpr std::int64_t day = 86400;

observation::Statement flags_statement() {
  auto statement = full_statement();
  statement.facets.emplace_back("service-flags");
  return statement;
}

/// The estate of the generator, told of statuses and asked for flags and feeds.
class ServiceFlagsTest : public testing::Test {
 protected:
  explicit ServiceFlagsTest(observation::Statement statement = flags_statement()) : scene(std::move(statement)) {}

  void start(const std::function<void(scenario::Estate&)>& edit) {
    edit(scene.all.estate);
    scene.reset();
  }
  /// A new estate in which the electricity points have never had a meter that was live.
  void start_pending() {
    start([&](scenario::Estate& estate) {
      for (auto& point : estate.metering_points) {
        if (point.id == scene.all.import_mpan || point.id == scene.all.export_mpan) point.service_flag.reset();
      }
      for (auto& device : estate.devices) {
        if (device.id == scene.all.esme) device.status = "Pending";
      }
    });
  }
  void status(const std::string& device, const std::string& to) {
    scenario::Inventory event;
    event.devices = {device};
    event.status = to;
    done(event);
  }
  void done(const scenario::Stimulus& stimulus) { scene.take(stimulus, observation::Answered{observation::Done{}}); }
  void add_second_meter(const std::string& at_status) {
    scenario::Inventory event;
    event.add = *scenario::find_device(scene.all.estate, scene.all.esme);
    event.add->id = second;
    event.add->status = at_status;
    event.add->metering_points = {scene.all.import_mpan};
    done(event);
  }
  Expectation read(const std::string& device, std::optional<std::string> flag = std::nullopt) {
    observation::SsiAnswer answer;
    answer.accepted = true;
    answer.restricted = false;
    answer.service_flag = std::move(flag);
    return scene.take(scenario::Ssi{scene.supplier(device), "read", device}, observation::Answered{answer});
  }
  Expectation drain(const std::string& point = {}, std::optional<std::string> flag = std::nullopt) {
    Effects effects;
    if (!point.empty()) effects.to_registration.push_back({"electricity", {}, {{point, std::move(flag)}}});
    return scene.drain(effects);
  }
  /// The flags that a read must answer, and those it should.
  static Ids must(const Expectation& expectation) {
    for (const auto& each : all_of<ReadsServiceFlag>(expectation)) {
      if (each.ids != Ids{"mp077.null-is-never-sent"} && each.level != Level::should) return each.condition.flags;
    }
    return {"not asked"};
  }
  /// What the feed is held to of the import point, with its level and requirements.
  std::optional<Sought<FeedOfPoint>> fed(const Expectation& expectation) const {
    for (const auto& each : all_of<FeedEndsWith>(expectation)) {
      for (const auto& point : each.condition.points) {
        if (point.metering_point == scene.all.import_mpan) return Sought<FeedOfPoint>{point, each.level, each.ids};
      }
    }
    for (const auto& each : all_of<FeedEndsWith>(expectation)) {
      const auto point = each.condition.book ? each.condition.book->find(scene.all.import_mpan) : std::nullopt;
      if (point && point->settled_in == each.condition.settled_in)
        return Sought<FeedOfPoint>{point->now, each.level, each.ids};
    }
    return std::nullopt;
  }
  /// Whether it is looked at by itself, since something is outstanding.
  bool is_outstanding(const Expectation& expectation) const {
    const auto each = all_of<FeedEndsWith>(expectation);
    return std::any_of(each.begin(), each.end(), [&](const auto& one) {
      const auto& points = one.condition.points;
      return std::any_of(points.begin(), points.end(), [&](const auto& row) { return row.metering_point == mpan; });
    });
  }
  /// How many points of the estate are so.
  template <class IsSo>
  std::ptrdiff_t count(const SharedPointBook& book, IsSo is_so) const {
    const auto& points = scene.all.estate.metering_points;
    return std::count_if(points.begin(), points.end(), [&](const auto& each) { return is_so(*book->find(each.id)); });
  }
  bool feed_is_judged(const Expectation& expectation) const { return fed(expectation).has_value(); }

  Scene scene;
  const std::string second = "00-DB-12-00-00-00-00-02";
  const std::string& esme = scene.all.esme;
  const std::string& mpan = scene.all.import_mpan;
};

TEST_F(ServiceFlagsTest, AreNotAskedWhereTheFacetIsNotClaimed) {
  Scene unclaimed;
  EXPECT_FALSE(demands<ReadsServiceFlag>(unclaimed.read(unclaimed.all.esme)));
  EXPECT_FALSE(demands<FeedEndsWith>(unclaimed.drain()));
}

TEST_F(ServiceFlagsTest, FollowAMetersLife) {
  start_pending();
  EXPECT_EQ(must(read(esme)), Ids{""});
  status(esme, "Whitelisted");
  EXPECT_EQ(must(read(esme)), Ids{""});
  status(esme, "InstalledNotCommissioned");
  EXPECT_EQ(must(read(esme, "I")), Ids{"I"});
  status(esme, "Commissioned");
  EXPECT_EQ(must(read(esme, "A")), Ids{"A"});
  for (const auto* quiet : {"Suspended", "Recovery", "Recovered"}) {
    status(esme, quiet);
    const auto expectation = read(esme, "A");
    EXPECT_EQ(must(expectation), Ids{"A"}) << quiet;
    EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).front().ids, Ids{"mp077.suspension-is-silent"});
  }
  status(esme, "Decommissioned");
  const auto expectation = read(esme, "N");
  EXPECT_EQ(must(expectation), Ids{"N"});
  EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).front().ids, Ids{"mp077.non-active"});
  EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).back().condition.flags, (Ids{"A", "N", "I"}));
  EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).back().ids, Ids{"mp077.null-is-never-sent"});
  EXPECT_TRUE(demands<ReadsNoOldFlag>(expectation));
}

TEST_F(ServiceFlagsTest, FeedFollowsToo) {
  start_pending();
  EXPECT_EQ(fed(drain())->condition.flags, Ids{""});
  status(esme, "InstalledNotCommissioned");
  const auto expectation = drain(mpan, "I");
  EXPECT_EQ(fed(expectation)->condition.flags, Ids{"I"});
  EXPECT_EQ(fed(expectation)->condition.before, Ids{""});
  EXPECT_EQ(fed(expectation)->level, Level::must);
  EXPECT_EQ(fed(expectation)->ids, (Ids{"mp077.updates-are-changes", "mp077.installed", "mp077.bulk"}))
      << "the export point changed with it";
  const auto quiet = drain();
  EXPECT_EQ(fed(quiet)->condition.before, Ids{"I"});
  EXPECT_EQ(fed(quiet)->ids, (Ids{"mp077.updates-are-changes", "mp077.installed"}));
  const auto book = one<FeedCarriesOnly>(quiet)->condition.book;
  EXPECT_EQ(count(book, [](const auto& point) { return point.is_judged; }), 4) << "all but the export point";
  EXPECT_FALSE(book->find(scene.all.export_mpan)->is_judged);
  EXPECT_FALSE(book->find("no point"));
  EXPECT_EQ(one<FeedHasNoNull>(quiet)->ids, Ids{"mp077.null-is-never-sent"});
  EXPECT_EQ(one<FeedHasNoOldFlag>(quiet)->ids, Ids{"mp077.no-old-values"});
  EXPECT_EQ(one<FeedOfOwnPoints>(quiet)->level, Level::should);
  EXPECT_EQ(one<FeedRepeatsNothing>(quiet)->level, Level::should);
}

/// What is settled is judged by its rows alone; whatever happens to it ends that.
TEST_F(ServiceFlagsTest, ASettledPointIsOutstandingAgainAfterAnyChange) {
  const auto next = [&] { return scene.world.expect(scenario::Drain{}); };
  const auto settles = [&] {
    drain();
    const auto expectation = next();
    return !is_outstanding(expectation) && feed_is_judged(expectation);
  };
  EXPECT_TRUE(is_outstanding(next())) << "of a new estate nothing was drained";
  ASSERT_TRUE(settles());
  EXPECT_EQ(fed(next())->condition.flags, Ids{"A"});

  status(esme, "Suspended");
  EXPECT_TRUE(is_outstanding(next())) << "a meter changed";
  ASSERT_TRUE(settles());

  drain(mpan, "N");
  EXPECT_TRUE(is_outstanding(next())) << "a row was wrong";
  EXPECT_EQ(fed(next())->condition.before, Ids{"N"});
  drain(mpan, "A");
  ASSERT_TRUE(settles());

  status(esme, "Decommissioned");
  drain(mpan, "N");
  ASSERT_TRUE(settles());
  EXPECT_EQ(fed(next())->ids, (Ids{"mp077.updates-are-changes", "mp077.non-active"}));
  scenario::Inventory event;
  event.add = *scenario::find_device(scene.all.estate, scene.all.gpf);
  event.add->id = second;
  event.add->metering_points = {mpan};
  done(event);
  EXPECT_EQ(fed(next())->ids, (Ids{"mp077.updates-are-changes", "mp077.non-active", "mp077.meters-only"}));
  ASSERT_TRUE(settles());
  scene.set(esme);
  EXPECT_FALSE(is_outstanding(next()));
  EXPECT_EQ(fed(next())->ids.back(), "cross.flags-are-independent");

  auto request = scene.request("8.4", esme);
  request.reading.inventory_change = InventoryChange{.device = esme, .status = "Pending"};
  scene.submit(request, "I99");
  EXPECT_FALSE(feed_is_judged(next())) << "in doubt";
}

TEST_F(ServiceFlagsTest, EachChangeHasARow) {
  status(esme, "Decommissioned");
  status(esme, "InstalledNotCommissioned");
  const auto each = one<FeedCarriesEachChange>(scene.world.expect(scenario::Drain{}));
  ASSERT_TRUE(each);
  EXPECT_EQ(each->level, Level::should);
  EXPECT_EQ(each->condition.book->find(mpan)->changes, (Ids{"N", "I"}));
  EXPECT_EQ(std::count(each->condition.changed.begin(), each->condition.changed.end(), mpan), 1);
  EXPECT_EQ(each->condition.book->find(scene.all.mprn)->changes, Ids{});
  drain(mpan, "I");
}

TEST_F(ServiceFlagsTest, AnOpenPointNarrowsToWhatIsSeen) {
  status(esme, "Suspended");
  add_second_meter("InstalledNotCommissioned");
  EXPECT_EQ(must(read(esme, "A")), (Ids{"I", "A"}));
  EXPECT_EQ(must(read(esme, "A")), Ids{"A"}) << "the answer seen holds";
  const auto remarks = scene.world.remarks();
  EXPECT_TRUE(std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
    return remark.kind == "open-point" && remark.subject == "service-flag-of-a-mixed-point" &&
           remark.text == "unchanged";
  }));
}

TEST_F(ServiceFlagsTest, AFeedThatIsSilentNarrowsAsWell) {
  status(esme, "Suspended");
  add_second_meter("InstalledNotCommissioned");
  EXPECT_EQ(fed(drain())->condition.flags, (Ids{"I", "A"}));
  EXPECT_EQ(fed(drain())->condition.flags, Ids{"A"});
}

TEST_F(ServiceFlagsTest, TheSameAnswerIsGivenEachTime) {
  const auto mix = [&](const std::string& flag) {
    scene.reset();
    status(esme, "Suspended");
    add_second_meter("InstalledNotCommissioned");
    return read(esme, flag);
  };
  mix("A");
  const auto again = mix("I");
  const auto asked = all_of<ReadsServiceFlag>(again);
  const auto consistent =
      std::find_if(asked.begin(), asked.end(), [](const auto& each) { return each.ids == Ids{"choices.one-answer"}; });
  ASSERT_NE(consistent, asked.end());
  EXPECT_EQ(consistent->condition.flags, Ids{"A"});
  EXPECT_EQ(consistent->level, Level::should);
}

class DeclaredServiceFlagsTest : public ServiceFlagsTest {
 protected:
  DeclaredServiceFlagsTest() : ServiceFlagsTest(statement()) {}
  static observation::Statement statement() {
    auto made = flags_statement();
    made.choices = {{"service-flag-of-a-mixed-point", "unchanged"}};
    made.feed_every = "P1D";
    return made;
  }
};

TEST_F(DeclaredServiceFlagsTest, AreHeldToTheDeclaration) {
  status(esme, "Suspended");
  add_second_meter("InstalledNotCommissioned");
  const auto asked = all_of<ReadsServiceFlag>(read(esme, "I"));
  const auto declared =
      std::find_if(asked.begin(), asked.end(), [](const auto& each) { return each.ids == Ids{"choices.as-declared"}; });
  ASSERT_NE(declared, asked.end());
  EXPECT_EQ(declared->condition.flags, Ids{"A"});
  EXPECT_EQ(declared->level, Level::must);
}

TEST_F(DeclaredServiceFlagsTest, TheFeedIsJudgedAfterItsPeriod) {
  EXPECT_TRUE(feed_is_judged(drain()));
  status(esme, "Decommissioned");
  const auto early = drain();
  EXPECT_FALSE(feed_is_judged(early));
  EXPECT_EQ(one<FeedCarriesEachChange>(early)->condition.book, nullptr);
  EXPECT_EQ(one<FeedCarriesOnly>(early)->condition.book->find(mpan)->had, (Ids{"A", "N"}))
      << "rows are judged at any time";
  done(scenario::Advance{scene.all.estate.now + day});
  EXPECT_EQ(fed(drain(mpan, "N"))->condition.flags, Ids{"N"});
}

TEST_F(ServiceFlagsTest, AWrongAnswerTeachesNothing) {
  status(esme, "Decommissioned");
  EXPECT_EQ(must(read(esme, "A")), Ids{"N"});
  EXPECT_EQ(must(read(esme, "A")), Ids{"N"});
}

TEST_F(ServiceFlagsTest, AnEventForManyMayBeCarriedOutInAnyOrder) {
  add_second_meter("InstalledNotCommissioned");
  EXPECT_EQ(must(read(esme, "A")), Ids{"A"});
  scenario::Inventory event;
  event.devices = {esme, second};
  event.status = "Suspended";
  done(event);
  const auto flags = must(read(esme));
  EXPECT_EQ(Ids(flags), (Ids{"A", "I"})) << "at once A; if the Commissioned one goes first the point is mixed";
  EXPECT_EQ(scene.world.remarks().size(), 0U);
}

TEST_F(ServiceFlagsTest, AMovedMeterIsAShouldForBothPoints) {
  scenario::Inventory event;
  event.devices = {esme};
  event.metering_points = Ids{scene.all.estate.metering_points.at(3).id};
  done(event);
  const auto expectation = drain();
  EXPECT_EQ(fed(expectation)->condition.flags, Ids{"N"});
  EXPECT_EQ(fed(expectation)->level, Level::should);
  EXPECT_EQ(fed(expectation)->ids, (Ids{"mp077.moved-meter", "mp077.bulk"}));
  EXPECT_EQ(all_of<FeedCarriesOnly>(expectation).size(), 2U);
  EXPECT_EQ(all_of<FeedCarriesOnly>(expectation).back().level, Level::should);
}

TEST_F(ServiceFlagsTest, ADeletedMeterLeavesN) {
  auto request = scene.request("8.4", esme);
  request.reading.inventory_change = InventoryChange{.device = esme, .removed = true};
  scene.submit(request, "I0");
  EXPECT_EQ(fed(drain())->condition.flags, Ids{"N"});
  EXPECT_EQ(fed(drain())->level, Level::must);
}

TEST_F(ServiceFlagsTest, WhatIsInDoubtIsNotJudged) {
  auto request = scene.request("8.4", esme);
  request.reading.inventory_change = InventoryChange{.device = esme, .status = "Pending"};
  scene.submit(request, "I99");
  EXPECT_FALSE(demands<ReadsServiceFlag>(read(esme, "N")));
  EXPECT_FALSE(feed_is_judged(drain()));
  status(esme, "Commissioned");
  scene.drain(later(request, "I0", ""));
  EXPECT_EQ(fed(drain())->condition.flags, Ids{"N"}) << "answered: the meter is Pending now";
}

TEST_F(ServiceFlagsTest, Smets1AndExportPointsAreReported) {
  start([&](scenario::Estate& estate) {
    for (auto& device : estate.devices) {
      if (device.id == esme) device.smets = 1;
    }
  });
  status(esme, "Decommissioned");
  const auto expectation = drain();
  EXPECT_EQ(fed(expectation)->level, Level::report);
  const auto book = one<FeedHasNoOldFlag>(expectation)->condition.book;
  EXPECT_EQ(count(book, [](const auto& point) { return point.may_be_old; }), 2);
  for (const auto& each : all_of<ReadsServiceFlag>(read(esme))) EXPECT_EQ(each.level, Level::report);
}

TEST_F(ServiceFlagsTest, OtherDevicesNeverMakeAPointLive) {
  start([&](scenario::Estate& estate) {
    for (auto& metering_point : estate.metering_points) metering_point.service_flag.reset();
    for (auto& device : estate.devices) {
      if (device.type == "GSME" || device.type == "ESME") device.status = "Pending";
    }
  });
  const auto expectation = read(scene.all.gpf);
  EXPECT_EQ(must(expectation), Ids{""});
  EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).front().ids, (Ids{"mp077.null-at-start", "mp077.meters-only"}));
}

TEST_F(ServiceFlagsTest, AnUnknownPastPermitsEverythingUntilSeen) {
  start([&](scenario::Estate& estate) {
    for (auto& metering_point : estate.metering_points) metering_point.service_flag.reset();
    for (auto& device : estate.devices) {
      if (device.id == esme) device.status = "Suspended";
    }
  });
  EXPECT_EQ(must(read(esme, "A")), (Ids{"", "A", "N", "I"}));
  EXPECT_EQ(must(read(esme, "A")), Ids{"A"});
}

TEST_F(ServiceFlagsTest, AreIndependentOfTheRestrictedFlag) {
  scene.set(esme);
  const auto expectation = read(esme, "A");
  EXPECT_EQ(all_of<ReadsServiceFlag>(expectation).front().ids, (Ids{"mp077.active", "cross.flags-are-independent"}));
  EXPECT_EQ(fed(drain())->ids, (Ids{"mp077.updates-are-changes", "mp077.active", "cross.flags-are-independent"}));
  status(esme, "Recovery");
  const auto after = all_of<ReadsRestricted>(read(esme, "A"));
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after.back().ids, Ids{"cross.flags-are-independent"});
  EXPECT_TRUE(after.back().condition.restricted);
  EXPECT_EQ(after.back().level, Level::must);
  status(esme, "Withdrawn");
  EXPECT_EQ(all_of<ReadsRestricted>(read(esme, "N")).back().level, Level::should);
  done(scenario::Registration{mpan, "change-of-tenancy", std::nullopt});
  EXPECT_EQ(all_of<ReadsRestricted>(read(esme, "N")).size(), 1U) << "a tenancy may clear the flag";
}

}  // namespace
}  // namespace hallmark::oracle
