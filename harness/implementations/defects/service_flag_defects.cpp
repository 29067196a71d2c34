// The service flag of a metering point: each rule of MP077 bent.
#include "harness/implementations/defects/defect_tables.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

namespace {

Condition of_no_meter() {
  return
      [](const Situation&, const Subject& subject) { return subject.device != nullptr && !is_meter(*subject.device); };
}

Condition at_move() {
  return [](const Situation& situation, const Subject&) {
    const auto* event = situation.stimulus == nullptr ? nullptr : std::get_if<scenario::Inventory>(situation.stimulus);
    return event != nullptr && event->metering_points.has_value();
  };
}

Condition at_bulk() {
  return [](const Situation& situation, const Subject&) {
    const auto* event = situation.stimulus == nullptr ? nullptr : std::get_if<scenario::Inventory>(situation.stimulus);
    return event != nullptr && event->devices.size() > 1;
  };
}

void add_definitions(Defects& made) {
  const auto takes = [&](std::string name, std::string requirement, std::string why, Decision decision, bool answer,
                         Condition when = {}) {
    made.push_back(
        {std::move(name), std::move(requirement), std::move(why), {Takes{decision, answer}}, std::move(when)});
  };
  takes("commissioned_point_is_not_active", "mp077.active", "A point with a Commissioned meter is A.",
        Decision::is_commissioned, false);
  takes("commissioned_gas_point_is_not_active", "mp077.active", "A gas point with a Commissioned meter is A.",
        Decision::is_commissioned, false, of_type("GSME"));
  takes("installed_point_is_active", "mp077.active", "A point whose meters are only installed is not A.",
        Decision::is_commissioned, true, in_status("InstalledNotCommissioned"));
  takes("whitelisted_meter_makes_a_point_active", "mp077.active", "Whitelisted is not Commissioned.",
        Decision::is_commissioned, true, in_status("Whitelisted"));
  takes("installed_point_is_not_installed", "mp077.installed", "A point whose meters are all installed is I.",
        Decision::is_installed, false);
  takes("pending_meter_counts_as_installed", "mp077.installed", "Pending is not InstalledNotCommissioned.",
        Decision::is_installed, true, in_status("Pending"));
  takes("decommissioned_meter_counts_as_installed", "mp077.non-active", "A point with nothing installed any more is N.",
        Decision::is_installed, true, in_status("Withdrawn"));
  takes("point_that_lost_its_meters_is_null", "mp077.non-active", "A point that had a meter is N and not null.",
        Decision::was_installed, false);
  takes("point_without_history_is_non_active", "mp077.null-at-start", "A point that never had a meter has no flag.",
        Decision::was_installed, true);
  takes("decommissioned_meter_belongs_to_its_point", "mp077.installed",
        "A decommissioned meter is no longer associated with its point.", Decision::belongs_to_point, true,
        in_status("Decommissioned"));
  made.back().behaviour = "service-flag-of-a-mixed-point=unchanged";
  made.back().is_should = true;
  takes("proxy_counts_as_a_meter", "mp077.meters-only", "A Gas Proxy Function makes no point A or I.",
        Decision::belongs_to_point, true, of_type("GPF"));
  takes("other_devices_count_as_meters", "mp077.meters-only", "A hub, display or switch makes no point A or I.",
        Decision::belongs_to_point, true, of_no_meter());
  takes("gas_meters_count_for_nothing", "mp077.active", "A gas meter is a smart meter.", Decision::belongs_to_point,
        false, of_type("GSME"));
  for (const std::string status : {"Suspended", "Recovery", "Recovered"}) {
    std::string name = "status_" + status + "_moves_the_flag";
    name[7] = static_cast<char>(name[7] - 'A' + 'a');
    takes(name, "mp077.suspension-is-silent", status + " leads to no update of the flag.", Decision::is_silent, false,
          named({status}));
  }
  takes("decommissioning_is_silent", "mp077.non-active", "A point whose last meter is decommissioned is N.",
        Decision::is_silent, true, named({"Decommissioned"}));
  takes("withdrawal_is_silent", "mp077.non-active", "A point that was A is N once its meter is withdrawn.",
        Decision::is_silent, true, named({"Withdrawn"}));
  takes("moves_are_silent", "mp077.moved-meter", "A meter moved to another point changes both flags.",
        Decision::is_silent, true, at_move());
  takes("bulk_events_are_silent", "mp077.bulk", "One event that changes many points changes their flags.",
        Decision::is_silent, true, at_bulk());
}

Effect reads_as(std::function<void(std::optional<std::string>&)> change) {
  return alters<observation::SsiAnswer>([change](auto& answer, const Situation& situation) {
    const auto* ssi = std::get_if<scenario::Ssi>(situation.stimulus);
    if (answer.accepted && ssi != nullptr && ssi->action == "read") change(answer.service_flag);
  });
}

void add_reads(Defects& made) {
  made.push_back({"suspended_reads_s", "mp077.no-old-values", "S never appears.", {reads_as([](auto& flag) {
                    flag = flag == "N" ? std::optional<std::string>("S") : flag;
                  })}});
  made.push_back({"non_active_reads_w", "mp077.no-old-values", "W never appears.", {reads_as([](auto& flag) {
                    flag = flag == "N" ? std::optional<std::string>("W") : flag;
                  })}});
  made.push_back({"installed_reads_active",
                  "mp077.active",
                  "A point whose meters are only installed does not read A.",
                  {reads_as([](auto& flag) { flag = flag == "I" ? std::optional<std::string>("A") : flag; })}});
  made.push_back({"null_reads_non_active",
                  "mp077.null-at-start",
                  "A point that never had a meter reads null.",
                  {reads_as([](auto& flag) { flag = flag.value_or("N"); })}});
  made.push_back(
      {"non_active_reads_null", "mp077.null-is-never-sent", "No point returns to null.", {reads_as([](auto& flag) {
         if (flag == "N") flag.reset();
       })}});
}

/// A stimulus of the Self Service Interface makes the reference hear of a status too.
Effect tells_status(std::string action, std::string status) {
  return Asks{[action, status](const scenario::Stimulus& stimulus, adaptor::Adaptor& honest, Situation& situation) {
    auto answer = honest.exchange(stimulus);
    const auto* said = answer_in<observation::SsiAnswer>(answer);
    const auto* device = situation.subject().device;
    if (device != nullptr && said != nullptr && said->accepted && situation.subject().name == action) {
      scenario::Inventory event;
      event.devices = {device->id};
      event.status = status;
      honest.exchange(event);
    }
    return answer;
  }};
}

void add_independence(Defects& made) {
  const auto crosses = [&](std::string name, std::string why, std::vector<Effect> effects, Condition when = {}) {
    made.push_back(
        {std::move(name), "cross.flags-are-independent", std::move(why), std::move(effects), std::move(when)});
  };
  crosses("set_makes_the_point_non_active", "Setting Restricted changes the service flag.",
          {tells_status("set-restricted", "Decommissioned")});
  crosses("clear_commissions_the_meter", "Clearing Restricted changes the Device status.",
          {tells_status("clear-restricted", "Commissioned")});
  crosses("restricted_point_reads_non_active", "The service flag of a Restricted meter reads otherwise.",
          {reads_as([](auto& flag) { flag = "N"; })}, while_restricted());
  crosses("restricted_meter_is_not_counted", "A Restricted meter does not make its point A.",
          {Takes{Decision::is_commissioned, false}}, while_restricted());
}

}  // namespace

Defects service_flag_defects() {
  Defects made;
  add_definitions(made);
  add_reads(made);
  add_independence(made);
  return made;
}

namespace {

void add_feed_of_parties(Defects& made) {
  using Updates = std::vector<observation::FeedUpdate>;
  const std::string changes = "mp077.updates-are-changes";
  made.push_back({"feed_goes_to_another_network_operator",
                  "mp077.own-points-only",
                  "A network party's feed holds its own points.",
                  {alters<observation::Drained>([](auto& drained, const Situation& situation) {
                    for (auto& file : drained.effects.to_registration) {
                      for (const auto& point : situation.estate().metering_points) {
                        if (point.network_operator != file.network_operator)
                          file.network_operator = point.network_operator;
                      }
                    }
                  })}});
  made.push_back({"feed_is_not_told_of_gas",
                  changes,
                  "Every net change is carried, for both fuels.",
                  {alters<observation::Drained>([](auto& drained, const Situation&) {
                    std::erase_if(drained.effects.to_registration, [](const auto& file) { return file.fuel == "gas"; });
                  })}});
  made.push_back({"daily_feed_comes_a_day_late",
                  changes,
                  "After the feed's period the last row of a point equals its flag.",
                  {alters_feed([kept = Updates()](Updates& rows, Situation&) mutable { rows.swap(kept); })},
                  {},
                  "feed-every=PT1H"});
  made.push_back({"change_is_not_fed_once_restricted",
                  "cross.flags-are-independent",
                  "A change of a Restricted meter's point is not told.",
                  {Takes{Decision::is_fed, false}},
                  [](const Situation& situation, const Subject&) { return situation.any_restricted(); }});
}

}  // namespace

Defects feed_defects() {
  using Updates = std::vector<observation::FeedUpdate>;
  const std::string changes = "mp077.updates-are-changes";
  Defects made;
  const auto feeds = [&](std::string name, std::string requirement, std::string why,
                         std::function<void(Updates&, Situation&)> change) {
    made.push_back({std::move(name), std::move(requirement), std::move(why), {alters_feed(std::move(change))}});
  };
  feeds("feed_is_empty", changes, "Every net change is carried.", [](Updates& rows, Situation&) { rows.clear(); });
  feeds("feed_loses_non_active", changes, "Every net change is carried, to N too.",
        [](Updates& rows, Situation&) { std::erase_if(rows, [](const auto& row) { return row.flag == "N"; }); });
  feeds("feed_loses_installed", changes, "Every net change is carried, to I too.",
        [](Updates& rows, Situation&) { std::erase_if(rows, [](const auto& row) { return row.flag == "I"; }); });
  feeds("feed_repeats_every_row", changes, "One row a change, none repeated.", [](Updates& rows, Situation&) {
    const auto again = rows;
    rows.insert(rows.end(), again.begin(), again.end());
  });
  made.back().is_should = true;
  feeds("feed_comes_a_drain_late", changes, "After the feed's period the last row of a point equals its flag.",
        [kept = Updates()](Updates& rows, Situation&) mutable { rows.swap(kept); });
  feeds("feed_swaps_active_and_non_active", changes, "No row carries a value the point never had.",
        [](Updates& rows, Situation&) {
          for (auto& row : rows) row.flag = row.flag == "A" ? "N" : row.flag == "N" ? "A" : row.flag;
        });
  feeds("feed_says_w_for_installed", "mp077.no-old-values", "W never appears.", [](Updates& rows, Situation&) {
    for (auto& row : rows) row.flag = row.flag == "I" ? "W" : row.flag;
  });
  feeds("feed_says_null_for_non_active", "mp077.null-is-never-sent", "No row carries null.",
        [](Updates& rows, Situation&) {
          for (auto& row : rows) {
            if (row.flag == "N") row.flag.reset();
          }
        });
  for (const std::size_t cap : {10U, 100U, 1000U, 10'000U, 20'000U}) {
    feeds("feed_ends_after_" + std::to_string(cap) + "_rows", "mp077.bulk",
          "One event that changes many points loses none.",
          [cap](Updates& rows, Situation&) { rows.resize(std::min(rows.size(), cap)); });
  }
  feeds("feed_loses_the_last_of_many", "mp077.bulk", "One event that changes many points loses none.",
        [](Updates& rows, Situation&) {
          if (rows.size() > 1) rows.pop_back();
        });
  feeds("feed_loses_every_seventh_row", changes, "Every net change is carried.",
        [count = 0](Updates& rows, Situation&) mutable {
          std::erase_if(rows, [&](const auto&) { return ++count % 7 == 0; });
        });
  add_feed_of_parties(made);
  return made;
}

}  // namespace hallmark::implementations
