#include "harness/verdict/market_checks.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

namespace hallmark::verdict {

using observation::Effects;
using observation::InstallCodeAnswer;
using observation::Observation;

namespace {

using Words = std::vector<std::string>;

std::string flag_name(const std::string& flag) { return flag.empty() ? "null" : flag; }

std::string flag_names(const Words& flags) {
  std::string text;
  for (const auto& flag : flags) text += (text.empty() ? "" : " or ") + flag_name(flag);
  return text.empty() ? "none" : text;
}

std::string of_meters(const std::string& story) { return story.empty() ? "" : " (meters: " + story + ")"; }

bool holds(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_old(const std::string& flag) { return flag == "W" || flag == "S"; }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// Each row of the feed in order; the visitor says what is wrong with it, or nothing.
template <class Visit>
std::string first_wrong_row(const Effects& effects, Visit visit) {
  for (const auto& file : effects.to_registration) {
    for (const auto& row : file.updates) {
      if (auto wrong = visit(file, row); !wrong.empty()) return wrong;
    }
  }
  return {};
}

/// The flags fed of each point, in order.
using RowsByPoint = std::map<std::string, Words>;

RowsByPoint rows_by_point(const Effects& effects) {
  RowsByPoint rows;
  for (const auto& file : effects.to_registration) {
    for (const auto& row : file.updates) rows[row.metering_point].push_back(row.flag.value_or(""));
  }
  return rows;
}

const oracle::InstallCodeOfDevice* find(const std::vector<oracle::InstallCodeOfDevice>& devices,
                                        const std::string& device) {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const auto& each) { return each.device == device; });
  return found == devices.end() ? nullptr : &*found;
}

bool answers(const InstallCodeAnswer& row, const oracle::InstallCodeAsk& ask) {
  return row.request == ask.request && row.device == ask.device && row.from == ask.holder;
}

/// The first answer to one of these that is of another kind than it has to be.
template <class IsRight>
std::string wrong_kind(const Effects& effects, const std::vector<oracle::InstallCodeAsk>& asks, IsRight is_right) {
  for (const auto& ask : asks) {
    for (const auto& row : effects.install_codes) {
      if (!answers(row, ask) || is_right(row)) continue;
      const std::string kind = row.install_code    ? "gives a code"
                               : row.not_installer ? "says that it was not the installer"
                                                   : "refuses: " + row.refused.value_or("");
      return "the answer of " + ask.holder + " for " + ask.device + ' ' + kind;
    }
  }
  return {};
}

/// One overload a condition.
struct MarketCheck {
  const Effects* effects;
  const observation::SsiAnswer* read;
  const observation::Reported* report;

  std::string operator()(const oracle::ReadsServiceFlag& condition) const {
    if (read == nullptr || !read->accepted) return {};
    const std::string flag = read->service_flag.value_or("");
    if (holds(condition.flags, flag)) return {};
    return "it reads " + flag_name(flag) + ", permitted is " + flag_names(condition.flags) + of_meters(condition.story);
  }
  std::string operator()(const oracle::ReadsNoOldFlag&) const {
    if (read == nullptr || !read->accepted || !is_old(read->service_flag.value_or(""))) return {};
    return "it reads " + *read->service_flag;
  }
  std::string operator()(const oracle::FeedEndsWith& condition) const {
    if (effects == nullptr) return {};
    const auto rows = rows_by_point(*effects);
    std::map<std::string, std::string> wrong;
    for (const auto& point : condition.points) note_wrong_end(point, rows, wrong);
    for (const auto& [id, fed] : rows) {
      const auto point = condition.book ? condition.book->find(id) : std::nullopt;
      if (point && point->settled_in == condition.settled_in) note_wrong_end(point->now, rows, wrong);
    }
    return wrong.empty() ? std::string() : wrong.begin()->second;
  }
  static void note_wrong_end(const oracle::FeedOfPoint& point, const RowsByPoint& rows,
                             std::map<std::string, std::string>& wrong) {
    const auto fed = rows.find(point.metering_point);
    const Words last = fed == rows.end() ? point.before : Words{fed->second.back()};
    if (std::any_of(last.begin(), last.end(), [&](const auto& flag) { return holds(point.flags, flag); })) return;
    wrong[point.metering_point] = "of " + point.metering_point + (fed == rows.end() ? " it still says " : " it says ") +
                                  flag_names(last) + ", permitted is " + flag_names(point.flags) +
                                  of_meters(point.story);
  }
  std::string operator()(const oracle::FeedCarriesOnly& condition) const {
    if (effects == nullptr) return {};
    return first_wrong_row(*effects, [&](const auto&, const observation::FeedUpdate& row) -> std::string {
      const auto point = condition.book->find(row.metering_point);
      if (!point) return "it has a row for " + row.metering_point + ", no known point";
      if (!point->is_judged || point->moved != condition.moved) return {};
      if (!row.flag || is_old(*row.flag) || holds(point->had, *row.flag)) return {};  // judged elsewhere
      return "it says " + *row.flag + " of " + row.metering_point + of_meters(point->now.story);
    });
  }
  std::string operator()(const oracle::FeedHasNoNull&) const {
    if (effects == nullptr) return {};
    return first_wrong_row(*effects, [](const auto&, const observation::FeedUpdate& row) {
      return row.flag ? std::string() : "it says null of " + row.metering_point;
    });
  }
  std::string operator()(const oracle::FeedHasNoOldFlag& condition) const {
    if (effects == nullptr) return {};
    return first_wrong_row(*effects, [&](const auto&, const observation::FeedUpdate& row) -> std::string {
      if (!is_old(row.flag.value_or(""))) return {};
      const auto point = condition.book->find(row.metering_point);
      if (point && point->may_be_old) return {};
      return "it says " + *row.flag + " of " + row.metering_point;
    });
  }
  std::string operator()(const oracle::FeedRepeatsNothing& condition) const {
    if (effects == nullptr) return {};
    for (const auto& [id, fed] : rows_by_point(*effects)) {
      const auto point = condition.book->find(id);
      if (!point || !point->is_judged) continue;
      Words all = point->now.before.size() == 1 ? point->now.before : Words{};
      all.insert(all.end(), fed.begin(), fed.end());
      const auto twice = std::adjacent_find(all.begin(), all.end());
      if (twice != all.end()) return "it says " + flag_name(*twice) + " of " + id + " again";
    }
    return {};
  }
  std::string operator()(const oracle::FeedCarriesEachChange& condition) const {
    if (effects == nullptr || !condition.book) return {};
    auto rows = rows_by_point(*effects);
    for (const auto& id : condition.changed) rows[id];
    for (const auto& [id, fed] : rows) {
      const auto point = condition.book->find(id);
      if (!point || !point->is_judged || !point->changes || fed.size() == point->changes->size()) continue;
      return "of " + id + " there are " + std::to_string(fed.size()) + " rows for " +
             std::to_string(point->changes->size()) + " changes" + of_meters(point->now.story);
    }
    return {};
  }
  std::string operator()(const oracle::FeedOfOwnPoints& condition) const {
    if (effects == nullptr) return {};
    return first_wrong_row(*effects, [&](const auto& file, const observation::FeedUpdate& row) -> std::string {
      const auto point = condition.book->find(row.metering_point);
      if (!point) return {};
      if (point->fuel != file.fuel) return "the file for " + file.fuel + " has a row for " + row.metering_point;
      if (!file.network_operator || *file.network_operator == point->network_operator) return {};
      return "the file of " + *file.network_operator + " has a row for " + row.metering_point + ", a point of " +
             point->network_operator;
    });
  }
  std::string operator()(const oracle::InstallCodesAnswered& condition) const {
    if (effects == nullptr) return {};
    for (const auto& ask : condition.asks) {
      const auto& rows = effects->install_codes;
      if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return answers(row, ask); })) continue;
      return ask.holder + " has not answered for " + ask.device;
    }
    return {};
  }
  std::string operator()(const oracle::AnswersWithInstallCode& condition) const {
    if (effects == nullptr) return {};
    return wrong_kind(*effects, condition.asks, [](const auto& row) { return row.install_code.has_value(); });
  }
  std::string operator()(const oracle::AnswersNotInstaller& condition) const {
    if (effects == nullptr) return {};
    return wrong_kind(*effects, condition.asks, [](const auto& row) { return row.not_installer; });
  }
  /// The first code given of which the known device says that it is wrong.
  template <class IsWrong>
  std::string wrong_code(const std::vector<oracle::InstallCodeOfDevice>& devices, const char* what,
                         IsWrong is_wrong) const {
    if (effects == nullptr) return {};
    for (const auto& row : effects->install_codes) {
      const auto* device = row.install_code ? find(devices, row.device) : nullptr;
      if (device != nullptr && is_wrong(row, *device)) {
        return "the code for " + row.device + " that " + row.from + " gives " + row.to + what;
      }
    }
    return {};
  }
  std::string operator()(const oracle::InstallCodesCorrect& condition) const {
    return wrong_code(condition.devices, " is wrong", [](const auto& row, const auto& device) {
      return device.install_code && lower(*device.install_code) != lower(*row.install_code);
    });
  }
  std::string operator()(const oracle::InstallCodesFromInstaller& condition) const {
    return wrong_code(condition.devices, " comes from one who did not install it",
                      [](const auto& row, const auto& device) { return row.from != device.installer; });
  }
  std::string operator()(const oracle::InstallCodesOnlyToParties& condition) const {
    return wrong_code(condition.devices, " goes to one who is not its Responsible Supplier",
                      [](const auto& row, const auto& device) { return !holds(device.parties, row.to); });
  }
  std::string operator()(const oracle::NoInstallCodeOf& condition) const {
    if (effects == nullptr) return {};
    for (const auto& row : effects->install_codes) {
      if (row.install_code && holds(condition.devices, row.device))
        return row.from + " gives the code of " + row.device;
    }
    return {};
  }
  std::string operator()(const oracle::ReportCounts& condition) const {
    if (report == nullptr) return {};
    const bool in = holds(report->included, condition.device);
    const bool out = holds(report->excluded, condition.device);
    if (in && out) return condition.device + " is both included and excluded";
    if (in == condition.included) return {};
    return condition.device + (in ? " is included" : " is not included");
  }
  std::string operator()(const oracle::ReportSays& condition) const {
    if (report == nullptr) return {};
    if (!report->attempted || !report->failed) return "the report says no numbers";
    if (*report->attempted == condition.attempted && *report->failed == condition.failed) return {};
    return "it says " + std::to_string(*report->attempted) + " attempted and " + std::to_string(*report->failed) +
           " failed, and " + std::to_string(condition.attempted) + " and " + std::to_string(condition.failed) +
           " for the same traffic without them";
  }
  std::string operator()(const oracle::CspTold& condition) const;
};

/// Whether the rows are the notices in order, with any of those left out that are not owed.
bool fits(const std::vector<oracle::CspNotice>& notices, const std::vector<bool>& rows) {
  std::set<std::size_t> taken = {0};  ///< how many rows the notices so far may stand for
  for (const auto& notice : notices) {
    std::set<std::size_t> next;
    for (const auto count : taken) {
      if (!notice.owed) next.insert(count);
      if (count < rows.size() && rows[count] == notice.restricted) next.insert(count + 1);
    }
    taken = std::move(next);
  }
  return taken.contains(rows.size());
}

std::string told(const std::vector<bool>& rows) {
  std::string text;
  for (const bool restricted : rows) text += (text.empty() ? "" : ", ") + std::string(restricted ? "set" : "clear");
  return text.empty() ? "nothing" : text;
}

std::string MarketCheck::operator()(const oracle::CspTold& condition) const {
  if (effects == nullptr) return {};
  std::map<std::string, std::pair<std::vector<oracle::CspNotice>, std::vector<bool>>> by_device;
  for (const auto& notice : condition.notices) by_device[notice.device].first.push_back(notice);
  for (const auto& row : effects->to_csp) by_device[row.device].second.push_back(row.restricted);
  for (const auto& [device, both] : by_device) {
    const auto& [notices, rows] = both;
    if (fits(notices, rows)) continue;
    std::vector<bool> owed;
    for (const auto& notice : notices) {
      if (notice.owed) owed.push_back(notice.restricted);
    }
    return "of " + device + " it is told " + told(rows) + ", and should be told " + told(owed);
  }
  return {};
}

/// Whether no point has more rows than changes.
bool has_only_too_few(const oracle::FeedCarriesEachChange& condition, const Effects& effects) {
  for (const auto& [id, fed] : rows_by_point(effects)) {
    const auto point = condition.book ? condition.book->find(id) : std::nullopt;
    if (point && point->is_judged && point->changes && fed.size() > point->changes->size()) return false;
  }
  return true;
}

/// Whether what the CSP was told of each device is how the notices about it begin.
bool begins_as_told(const oracle::CspTold& condition, const Effects& effects) {
  std::map<std::string, std::vector<bool>> by_device;
  for (const auto& row : effects.to_csp) by_device[row.device].push_back(row.restricted);
  return std::all_of(by_device.begin(), by_device.end(), [&](const auto& each) {
    std::vector<oracle::CspNotice> notices;
    bool begins = fits(notices, each.second);
    for (const auto& notice : condition.notices) {
      if (notice.device != each.first) continue;
      notices.push_back(notice);
      begins = begins || fits(notices, each.second);
    }
    return begins;
  });
}

}  // namespace

std::string market_breakage(const oracle::MarketCondition& condition, const Observation& observation) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  const MarketCheck check{drained != nullptr ? &drained->effects : nullptr,
                          observation::answer<observation::SsiAnswer>(observation),
                          observation::answer<observation::Reported>(observation)};
  return std::visit(check, condition);
}

bool may_be_completed(const oracle::MarketCondition& condition, const Observation& observation) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  if (drained == nullptr) return false;
  if (const auto* each = std::get_if<oracle::FeedCarriesEachChange>(&condition)) {
    return has_only_too_few(*each, drained->effects);
  }
  if (const auto* told = std::get_if<oracle::CspTold>(&condition)) return begins_as_told(*told, drained->effects);
  return std::holds_alternative<oracle::FeedEndsWith>(condition) ||
         std::holds_alternative<oracle::InstallCodesAnswered>(condition);
}

}  // namespace hallmark::verdict
