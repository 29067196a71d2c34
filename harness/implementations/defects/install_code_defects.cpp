// Install codes: wrong, late, leaked, kept back.
#include <algorithm>

#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

namespace {

using observation::InstallCodeAnswer;

const std::string correct = "mp121.correct-code";
const std::string in_time = "mp121.answer-in-time";

/// Alters answers that hold a code.
Effect alters_codes(std::function<void(InstallCodeAnswer&, const Situation&)> change) {
  return rewrites(&observation::Effects::install_codes, {},
                  [change](InstallCodeAnswer& row, auto& out, const Situation& situation) {
                    if (row.install_code) change(row, situation);
                    out.push_back(std::move(row));
                  });
}

/// Answers are kept back so many days after they were made.
Effect delays(int days) {
  using Kept = std::vector<std::pair<scenario::Instant, InstallCodeAnswer>>;
  return alters<observation::Drained>(
      [days, kept = Kept()](observation::Drained& drained, Situation& situation) mutable {
        if (situation.steps <= 3) kept.clear();
        auto& rows = drained.effects.install_codes;
        for (auto& row : rows) kept.emplace_back(situation.now + days * std::int64_t{86400}, std::move(row));
        rows.clear();
        std::erase_if(kept, [&](auto& entry) {
          const bool due = entry.first <= situation.now;
          if (due) rows.push_back(std::move(entry.second));
          return due;
        });
      });
}

Condition on_friday() {
  return [](const Situation&, const Subject& subject) {
    const auto day = scenario::instant(std::string(subject.name) + "T00:00:00Z");
    return day && (day->seconds / 86400 + 4) % 7 == 5;
  };
}

Condition in_days_of(std::string month, int from, int to) {
  return [month, from, to](const Situation&, const Subject& subject) {
    const int day = std::stoi(std::string(subject.name.substr(8)));
    return subject.name.substr(5, 2) == month && day >= from && day <= to;
  };
}

void add_codes(Defects& made) {
  const auto wrong = [&](std::string name, std::string why,
                         std::function<void(InstallCodeAnswer&, const Situation&)> change) {
    made.push_back({std::move(name), correct, std::move(why), {alters_codes(std::move(change))}});
  };
  wrong("code_has_a_wrong_digit", "The code is not that of the device.",
        [](auto& row, const Situation&) { row.install_code->back() = row.install_code->back() == '0' ? '1' : '0'; });
  wrong("code_is_reversed", "The code is not that of the device.",
        [](auto& row, const Situation&) { std::ranges::reverse(*row.install_code); });
  wrong("code_is_cut_short", "The code is not that of the device.",
        [](auto& row, const Situation&) { row.install_code->pop_back(); });
  wrong("code_is_the_id_of_the_device", "The code is not that of the device.", [](auto& row, const Situation&) {
    std::erase_if(*(row.install_code = row.device), [](char c) { return c == '-'; });
  });
  wrong("code_is_of_another_device", "The code is that of another device.", [](auto& row, const Situation& situation) {
    for (const auto& each : situation.estate().devices) {
      if (each.install_code && canonical_id(each.id) != canonical_id(row.device)) row.install_code = each.install_code;
    }
  });
  wrong("code_of_many_is_that_of_the_first", "The code is that of another device of the same request.",
        [first = std::map<std::string, std::string>()](auto& row, const Situation&) mutable {
          row.install_code = first.emplace(row.request, *row.install_code).first->second;
        });
}

void add_guards(Defects& made) {
  const auto takes = [&](std::string name, std::string requirement, std::string why, Decision decision, bool answer,
                         Condition when = {}) {
    made.push_back(
        {std::move(name), std::move(requirement), std::move(why), {Takes{decision, answer}}, std::move(when)});
  };
  takes("anybody_gets_the_code", "mp121.only-to-gaining-supplier", "A party that is not responsible gets a code.",
        Decision::may_have_code, true);
  takes("network_operator_gets_the_code", "mp121.only-to-gaining-supplier", "A network operator gets a code.",
        Decision::may_have_code, true, by_role("ED"));
  takes("other_user_gets_the_code", "mp121.only-to-gaining-supplier", "An other User gets a code.",
        Decision::may_have_code, true, by_role("OU"));
  takes("supplier_of_the_other_fuel_gets_the_code", "mp121.only-to-gaining-supplier",
        "A gas Supplier gets a code for electricity.", Decision::may_have_code, true,
        both(by_role("GS"), of_type("ESME")));
  takes("gaining_supplier_gets_no_code", correct, "The installing Supplier refuses the gaining one.",
        Decision::may_have_code, false);
  takes("gaining_gas_supplier_gets_no_code", correct, "The installing Supplier refuses the gaining one.",
        Decision::may_have_code, false, of_type("GSME"));
  takes("code_of_a_commissioned_device_is_given", "mp121.uncommissioned-only", "A Commissioned device needs no code.",
        Decision::needs_no_code, false);
  takes("code_of_an_installed_device_is_refused", correct, "A device that is not Commissioned is said to need none.",
        Decision::needs_no_code, true);
  takes("losing_supplier_gives_a_code_that_is_not_its_own", "mp121.not-installer", "Who did not install gives no code.",
        Decision::installed_it, true);
  takes("installer_says_it_did_not", correct, "The installing Supplier answers with the code.", Decision::installed_it,
        false);
  made.push_back(
      {"not_installer_says_nothing",
       "mp121.not-installer",
       "A holder that did not install says so.",
       {rewrites(&observation::Effects::install_codes, {}, [](InstallCodeAnswer& row, auto& out, const Situation&) {
         if (!row.not_installer) out.push_back(std::move(row));
       })}});
  made.push_back({"code_goes_to_the_network_operator_too",
                  "mp121.only-to-gaining-supplier",
                  "A code goes to another party.",
                  {rewrites(&observation::Effects::install_codes, {},
                            [](InstallCodeAnswer& row, auto& out, const Situation& situation) {
                              out.push_back(row);
                              if (!row.install_code) return;
                              for (const auto& user : situation.estate().users) {
                                if (user.id == row.to || user.roles.front() == "IS") continue;
                                row.to = user.id;
                                break;
                              }
                              out.push_back(std::move(row));
                            })}});
  for (const std::size_t most : {1U, 20U}) {
    made.push_back({"request_for_many_is_answered_for_" + std::to_string(most),
                    "mp121.bulk",
                    "A request for many devices is answered for each.",
                    {alters<observation::Drained>([most](auto& drained, const Situation&) {
                      auto& rows = drained.effects.install_codes;
                      if (rows.size() > most) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
                    })}});
  }
}

void add_days(Defects& made) {
  made.push_back(
      {"no_request_is_answered",
       in_time,
       "The holder answers.",
       {alters<observation::Drained>([](auto& drained, const Situation&) { drained.effects.install_codes.clear(); })}});
  made.push_back({"answer_comes_after_20_days", in_time, "An answer after day 11 is late.", {delays(20)}});
  made.push_back({"fridays_are_no_working_days",
                  in_time,
                  "The tenth Working Day falls on the twelfth.",
                  {Takes{Decision::is_working_day, false}},
                  on_friday(),
                  "install-code-day=10"});
  made.push_back({"end_of_december_is_no_working_time",
                  in_time,
                  "Days between the bank holidays are Working Days.",
                  {Takes{Decision::is_working_day, false}},
                  in_days_of("12", 20, 31),
                  "install-code-day=10"});
  made.push_back({"beginning_of_january_is_no_working_time",
                  in_time,
                  "Days after New Year are Working Days.",
                  {Takes{Decision::is_working_day, false}},
                  in_days_of("01", 2, 8),
                  "install-code-day=10"});
  made.push_back({"end_of_may_is_no_working_time",
                  in_time,
                  "Days beside a bank holiday are Working Days.",
                  {Takes{Decision::is_working_day, false}},
                  in_days_of("05", 20, 31),
                  "install-code-day=10"});
  made.push_back({"april_is_a_holiday",
                  in_time,
                  "Days beside the Easter holidays are Working Days.",
                  {Takes{Decision::is_working_day, false}},
                  in_days_of("04", 1, 30),
                  "install-code-day=10"});
}

}  // namespace

Defects install_code_defects() {
  Defects made;
  add_codes(made);
  add_guards(made);
  add_days(made);
  return made;
}

}  // namespace hallmark::implementations
