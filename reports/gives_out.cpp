#include "reports/gives_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/escape.h"
#include "reports/wording.h"

namespace hallmark::reports {

namespace {

using Request = StillGivesOut::Request;

constexpr std::string_view billing_alert = "8F0A";

bool reads_consumption(const Request& request, const spec::Facts& facts) {
  const auto* service = facts.service_request(request.srv);
  if (service == nullptr) return false;
  const auto& sensitive = service->sensitive_device_types;
  return std::any_of(request.device_types.begin(), request.device_types.end(), [&](const std::string& type) {
    return std::find(sensitive.begin(), sensitive.end(), type) != sensitive.end();
  });
}

int rank(const Request& request) { return request.profile == "reject" ? 0 : request.profile == "open" ? 1 : 2; }

bool stands_before(const Request& one, const Request& other) {
  if (rank(one) != rank(other)) return rank(one) < rank(other);
  if (one.consumption != other.consumption) return one.consumption;
  if (one.level != other.level) return one.level < other.level;
  return srv_before(one.srv, other.srv);
}

std::vector<Request> requests(const run::Record& record, const spec::Facts& facts) {
  std::map<std::pair<std::string, std::string>, Request> found;  // by what the profile says, and SRV
  const auto add = [&](const std::string& srv, const std::string& type, const std::string& profile, spec::Level level) {
    auto& request = found.try_emplace({profile, srv}, Request{srv, {}, profile, level, false}).first->second;
    auto& types = request.device_types;
    if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  };
  std::map<std::pair<std::string, std::string>, std::string> said;  // of an SRV and device type
  for (const auto& row : given_out(record)) {
    const std::string profile = row.level == spec::Level::report ? "open" : "reject";
    for (const auto& type : row.device_types) said[{row.srv, type}] = profile;
    if (row.device_types.empty()) add(row.srv, "", profile, row.level);
    for (const auto& type : row.device_types) add(row.srv, type, profile, row.level);
  }
  for (const auto& note : note_groups(record)) {
    const auto space = note.subject.find(' ');
    if (note.kind != "open-row" || space == std::string::npos) continue;
    said.try_emplace({note.subject.substr(0, space), note.subject.substr(space + 1)}, "open");
  }
  if (record.footer && record.footer->model) {
    for (const auto& [cell, seen] : record.footer->model->cells) {
      if (cell.flag != "set" || seen.accepted == 0) continue;
      const auto known = said.find({cell.srv, cell.device_type});
      const std::string profile = known == said.end() ? "permit" : known->second;
      if (profile != "reject") add(cell.srv, cell.device_type, profile, spec::Level::report);
    }
  }
  std::vector<Request> made;
  for (auto& [key, request] : found) {
    request.consumption = reads_consumption(request, facts);
    made.push_back(std::move(request));
  }
  std::stable_sort(made.begin(), made.end(), stands_before);
  return made;
}

std::vector<StillGivesOut::Alert> alerts(const run::Record& record) {
  std::vector<StillGivesOut::Alert> made;
  if (!record.footer || !record.footer->model) return made;
  for (const auto& [cell, seen] : record.footer->model->alerts) {
    if (cell.flag == "set" && seen.delivered > 0) made.push_back({cell.code, seen.sent, seen.delivered});
  }
  std::stable_partition(made.begin(), made.end(), [](const auto& alert) { return alert.code == billing_alert; });
  return made;
}

std::string cut(const std::vector<std::string>& names, std::size_t most) {
  if (names.size() <= most) return listed(names);
  return listed({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most)}) + " and " +
         grouped(static_cast<long long>(names.size() - most)) + " more";
}

}  // namespace

StillGivesOut still_gives_out(const run::Record& record, const spec::Facts& facts) {
  StillGivesOut made{requests(record, facts), alerts(record), {}, {}};
  for (const auto& note : note_groups(record)) {
    if (note.kind == "flag-lost") made.flag_lost.push_back(note);
    if (note.kind == "open-row") made.open_rows.push_back(note);
  }
  return made;
}

std::vector<std::string> also_gives_out(const StillGivesOut& all, std::size_t most) {
  std::vector<std::string> lines;
  for (const bool consumption : {true, false}) {
    std::vector<std::string> names;
    for (const auto& request : all.requests) {
      if (request.profile == "permit" && request.consumption == consumption) names.push_back(request.srv);
    }
    if (names.empty()) continue;
    const std::string what =
        consumption ? "Consumption, which the profile in force permits: " : "Permitted by the profile, and answered: ";
    lines.push_back(what + cut(names, most) + ".");
  }
  std::vector<std::string> codes;
  for (const auto& alert : all.alerts) {
    if (alert.code == billing_alert) lines.emplace_back("The billing alert 8F0A, which carries consumption.");
    if (alert.code != billing_alert) codes.push_back(alert.code);
  }
  if (!codes.empty()) lines.push_back("Alerts: " + cut(codes, most) + ".");
  for (const auto& lost : all.flag_lost) {
    lines.push_back(fmt::format("The flag was lost without a clear: {}: {} ({}).", lost.subject, lost.text,
                                counted(lost.count, "case")));
  }
  return lines;
}

}  // namespace hallmark::reports
