// Reads a profile file.
#include <algorithm>
#include <set>

#include "spec/cross_check.h"
#include "spec/digest.h"
#include "spec/xml_file.h"

namespace hallmark::spec {
namespace {

constexpr std::size_t largest_profile = std::size_t{1} << 20;
constexpr std::string_view acknowledged = "sensitive: acknowledged";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    fields.emplace_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return fields;
}

bool is_header(const std::vector<std::string>& fields) {
  return fields.size() >= 3 && fields[0] == "srv" && fields[1] == "device_type" && fields[2] == "expect";
}

Permission permission_of(const std::string& word, const Location& at) {
  for (Permission permission : {Permission::permit, Permission::reject, Permission::open})
    if (name(permission) == word) return permission;
  fail(at, "expect is '" + word + "'", "write permit, reject or open");
}

/// The rows of one file, gathered line by line.
class Reader {
 public:
  explicit Reader(const Facts& facts) : facts_(facts) {}

  void read(std::string_view line, const Location& at) {
    const std::vector<std::string> fields = fields_of(line);
    if (is_header(fields) && rows_.empty() && alerts_.empty() && !header_) {
      header_ = true;
    } else if (fields[0] == "alert") {
      read_alert(fields, at);
    } else {
      read_row(fields, at);
    }
  }

  /// What can be judged only of the file as a whole.
  Profile finish(const std::string& path, const std::string& digest) {
    if (rows_.empty()) fail({path, 1}, "the profile has no rows", "add rows srv,device_type,expect");
    for (ProfileRow& row : rows_) inherit(row);
    Profile profile(path, digest, rows_, alerts_, false);
    for (const ServiceRequest& request : facts_.service_requests)
      for (const std::string& type : request.sensitive_device_types) check_sensitive(profile, request, type);
    return profile;
  }

 private:
  void read_alert(const std::vector<std::string>& fields, const Location& at) {
    if (fields.size() != 3)
      fail(at, "an alert row of " + std::to_string(fields.size()) + " fields", "write alert,CODE,expect");
    if (facts_.alert(fields[1]) == nullptr)
      fail(at, "there is no alert '" + fields[1] + "'", "write a code as 8F3F, N24 or AD1");
    if (!alerts_.emplace(fields[1], permission_of(fields[2], at)).second)
      fail(at, "alert " + fields[1] + " stands twice", "remove one of the two");
  }

  void read_row(const std::vector<std::string>& fields, const Location& at) {
    if (fields.size() < 3 || fields.size() > 4)
      fail(at, "a row of " + std::to_string(fields.size()) + " fields", "write srv,device_type,expect");
    if (fields[0] != "*" && facts_.service_request(fields[0]) == nullptr)
      fail(at, "there is no Service Request '" + fields[0] + "'", "write a Service Reference Variant or *");
    if (fields[1] != "*" && facts_.device_type(fields[1]) == nullptr)
      fail(at, "there is no device type '" + fields[1] + "'", "write a device type or *");
    if (fields.size() == 4 && !fields[3].empty() && fields[3] != acknowledged)
      fail(at, "the fourth field is '" + fields[3] + "'", "it may only be " + std::string(acknowledged));
    if (!seen_.emplace(fields[0], fields[1]).second)
      fail(at, "row " + fields[0] + "," + fields[1] + " stands twice", "remove one of the two");
    ProfileRow row;
    row.srv = fields[0];
    row.device_type = fields[1];
    row.expect = permission_of(fields[2], at);
    row.level = Level::must;
    row.sensitive_acknowledged = fields.size() == 4 && fields[3] == acknowledged;
    row.at = at;
    rows_.push_back(row);
  }

  /// A row of the file keeps the category of the shipped row in its place, and its invariant where it too is open.
  void inherit(ProfileRow& row) const {
    row.why = "The profile file says so.";
    row.source = row.at.file + ", line " + std::to_string(row.at.line);
    for (const ProfileRow& shipped : facts_.shipped_profile) {
      const bool same_type =
          row.device_type == "*" || shipped.device_type == "*" || shipped.device_type == row.device_type;
      if (shipped.srv != row.srv || !same_type) continue;
      row.category = shipped.category;
      if (row.expect == Permission::open) row.invariant = shipped.invariant;
      return;
    }
  }

  void check_sensitive(const Profile& profile, const ServiceRequest& request, const std::string& type) const {
    const ProfileRow* row = profile.find(request.variant, type);
    if (row == nullptr || row->expect != Permission::permit || row->sensitive_acknowledged) return;
    fail(row->at, request.variant + " on " + type + " is sensitive and permitted",
         "reject it, or add a fourth field " + std::string(acknowledged));
  }

  const Facts& facts_;
  bool header_ = false;
  std::vector<ProfileRow> rows_;
  std::map<std::string, Permission> alerts_;
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

Profile load_profile(const std::filesystem::path& file, const Facts& facts) {
  const std::string path = file.string();
  const std::string bytes = read_bytes(file, largest_profile, {path, 1});
  Reader reader(facts);
  std::string_view rest = bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (int line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view text = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!text.empty() && !text.starts_with('#')) reader.read(text, {path, line});
  }
  return reader.finish(path, sha256(bytes));
}

}  // namespace hallmark::spec
