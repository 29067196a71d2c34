#include <algorithm>
#include <limits>

#include "spec/digest.h"
#include "spec/facts.h"

namespace hallmark::spec {
namespace {

/// The position of an id among the facts; "*" and what they do not hold comes last.
template <class Records, class Member>
std::size_t position(const Records& records, Member member, const std::string& id) {
  const auto found =
      std::find_if(records.begin(), records.end(), [&](const auto& record) { return record.*member == id; });
  return static_cast<std::size_t>(found - records.begin());
}

std::string csv_row(const ProfileRow& row) {
  return row.srv + ',' + row.device_type + ',' + std::string(name(row.expect)) +
         (row.sensitive_acknowledged ? ",sensitive: acknowledged" : "") + '\n';
}

std::string csv_of(std::vector<ProfileRow> rows, const std::map<std::string, Permission>& alerts, const Facts& facts) {
  const auto order = [&](const ProfileRow& row) {
    return std::pair(position(facts.service_requests, &ServiceRequest::variant, row.srv),
                     position(facts.device_types, &DeviceType::id, row.device_type));
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const ProfileRow& left, const ProfileRow& right) { return order(left) < order(right); });
  std::string text = "srv,device_type,expect\n";
  for (const ProfileRow& row : rows) text += csv_row(row);
  for (const Alert& alert : facts.alerts)
    if (const auto found = alerts.find(alert.code); found != alerts.end())
      text += "alert," + alert.code + ',' + std::string(name(found->second)) + '\n';
  return text;
}

}  // namespace

Profile::Profile(std::string origin, std::string digest, std::vector<ProfileRow> rows,
                 std::map<std::string, Permission> alerts, bool shipped)
    : origin_(std::move(origin)),
      digest_(std::move(digest)),
      rows_(std::move(rows)),
      alerts_(std::move(alerts)),
      shipped_(shipped) {
  for (std::size_t i = 0; i < rows_.size(); ++i) index_.emplace(std::pair(rows_[i].srv, rows_[i].device_type), i);
}

const ProfileRow* Profile::find(std::string_view srv, std::string_view device_type) const {
  const std::pair<std::string_view, std::string_view> by_specificity[] = {
      {srv, device_type}, {srv, "*"}, {"*", device_type}, {"*", "*"}};
  for (const auto& [service, type] : by_specificity)
    if (const auto found = index_.find({std::string(service), std::string(type)}); found != index_.end())
      return &rows_[found->second];
  return nullptr;
}

Profile shipped_profile(const Facts& facts) {
  std::map<std::string, Permission> alerts;
  for (const Alert& alert : facts.alerts)
    if (alert.expect != Permission::open) alerts.emplace(alert.code, alert.expect);
  const std::string digest = sha256(csv_of(facts.shipped_profile, alerts, facts));
  return {"shipped", digest, facts.shipped_profile, std::move(alerts), true};
}

std::string profile_csv(const Profile& profile, const Facts& facts) {
  return csv_of(profile.rows(), profile.alerts(), facts);
}

}  // namespace hallmark::spec
